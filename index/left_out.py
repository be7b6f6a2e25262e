"""What a sync did not read of folders and of what is packed: files of other kinds, counted by their suffixes."""

from collections import Counter
from pathlib import PurePath

_SHOWN = 8
"""Kinds that the sentence names; the report's own field has all."""
_LONGEST_SUFFIX = 10
"""Longer than this, what stands behind a full stop is a part of a name, as in "St. Mary's fire"."""


class LeftOut:
    """Counts files that were left out, each once."""

    def __init__(self) -> None:
        self._paths = set[str]()
        self._kinds = Counter[str]()

    def add(self, path: PurePath, origin: str) -> None:
        """Count a file."""
        if origin not in self._paths:
            self._paths.add(origin)
            self._kinds[_kind(path)] += 1

    @property
    def kinds(self) -> dict[str, int]:
        """How many files of each kind, the most frequent first."""
        return dict(sorted(self._kinds.items(), key=lambda kind: (-kind[1], kind[0])))

    def lines(self) -> list[str]:
        """The sentence that says so, if any were left out."""
        count = self._kinds.total()
        if not count:
            return []
        shown = [f"{kind} {number:,}" for kind, number in list(self.kinds.items())[:_SHOWN]]
        more = ["..."] if len(self._kinds) > _SHOWN else []
        files = "1 file of another kind was" if count == 1 else f"{count:,} files of other kinds were"
        return [f"{files} left out: {', '.join(shown + more)}."]


def _kind(path: PurePath) -> str:
    suffix = path.suffix.lower()
    return suffix if 1 < len(suffix) <= _LONGEST_SUFFIX and suffix[1:].isalnum() else "no suffix"
