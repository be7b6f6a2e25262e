"""How long each stage of an answer took: `Answer.timings`."""

import time
from collections.abc import Mapping


class Clock:
    """Milliseconds per stage."""

    def __init__(self) -> None:
        self._last = time.perf_counter()
        self._stages: dict[str, float] = {}

    def stage(self, name: str) -> None:
        """The stage with this name has just ended."""
        now = time.perf_counter()
        self._stages[name] = (now - self._last) * 1000
        self._last = now

    def timings(self, within: Mapping[str, float]) -> Mapping[str, float]:
        """The stages so far, those `within` the last one taken out of it, and their total."""
        *_, last = self._stages
        rest = max(self._stages[last] - sum(within.values()), 0.0)
        stages = {**self._stages, last: rest, **within}
        return stages | {"total": sum(stages.values())}
