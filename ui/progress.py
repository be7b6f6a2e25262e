"""A sync as a person sees it: a bar with what has been done so far, the rate and the time left."""

import time
from collections.abc import Generator, Iterable
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskID, TextColumn
from rich.text import Text

from ui.render import count_words
from ui.stopping import check

if TYPE_CHECKING:
    from index.sync import SyncProgress

Report = TypeVar("Report")
_NAMES = {
    "reading": "Reading",
    "fetching": "Fetching",
    "stories": "Finding copies",
    "speakers": "Finding who said what",
    "embedding": "Embedding",
    "waiting": "Waiting for another writer",
    "vectors": "Updating Chroma",
}
_WIDE = 80  # columns for bar and rate


def reports(
    steps: "Iterable[SyncProgress | Report]", console: Console, *, quiet: bool
) -> Generator[Report, None, None]:
    """The reports among the steps of a sync or its like; the steps before each move a bar, in a terminal."""
    from index.sync import SyncProgress  # whoever makes steps has imported it

    bar: _Bar | None = None
    with closing(cast("Generator[Any, None, None]", steps)):  # before the archive is, should we stop here
        try:
            for step in steps:
                check()
                if isinstance(step, SyncProgress):
                    bar = bar or _Bar(console, shown=not quiet and console.is_terminal)
                    bar.show(step)
                    continue
                if bar:
                    bar.stop()
                bar = None
                yield step
        finally:
            if bar:
                bar.stop()


class _Bar:
    """A line for each phase of a sync, from the first step on."""

    def __init__(self, console: Console, *, shown: bool) -> None:
        self._wide = console.width >= _WIDE
        bar = [BarColumn(bar_width=16)] if self._wide else []
        columns = [TextColumn("{task.description}"), *bar, TextColumn("{task.percentage:>3.0f} %")]
        self._progress = Progress(
            *columns,
            TextColumn("{task.fields[count]}"),
            _TimeLeft(),
            console=console,
            transient=True,
            disable=not shown,
        )
        self._phases: dict[str, _Phase] = {}
        self._progress.start()

    def show(self, step: "SyncProgress") -> None:
        """Move the line of the step's phase."""
        phase = self._phases.get(step.phase)
        if phase is None:
            name = _NAMES.get(step.phase, step.phase.capitalize())
            phase = self._phases[step.phase] = _Phase(self._progress.add_task(name, count="", ends=None))
        phase.reach(step.done, step.total, time.monotonic())
        count = _count(step, phase.seconds if self._wide else 0.0)
        self._progress.update(phase.line, completed=step.done, total=step.total, count=count, ends=phase.ends)

    def stop(self) -> None:
        """Take the lines away."""
        self._progress.stop()


@dataclass
class _Phase:
    """When a phase began, and when it ends at the pace that it has had since; what it counts may begin anew."""

    line: TaskID
    began: float = 0.0
    reached: float = 0.0
    done: int = -1
    ends: float | None = None

    @property
    def seconds(self) -> float:
        """How long it had taken when it last moved."""
        return self.reached - self.began

    def reach(self, done: int, total: int, now: float) -> None:
        """So much is done now."""
        if self.done < 0 or done < self.done:
            self.began, self.ends = now, None
        if done != self.done:
            self.done, self.reached = done, now
            self.ends = now + self.seconds * (total - done) / done if done and self.seconds else None


class _TimeLeft(ProgressColumn):
    """The time left, which goes on falling between two steps."""

    def render(self, task: Task) -> Text:
        """See `ProgressColumn`."""
        if task.finished or task.fields["ends"] is None:
            return Text()
        left = max(0, round(task.fields["ends"] - time.monotonic()))
        minutes, seconds = divmod(left, 60)
        clock = f"{minutes // 60}:{minutes % 60:02}:{seconds:02}" if minutes >= 60 else f"{minutes}:{seconds:02}"
        return Text(f"{clock} left")


def _count(step: "SyncProgress", seconds: float) -> str:
    if not step.articles:
        return ""
    rate = f", {step.chunks / seconds:,.0f} chunks/s" if step.chunks and seconds > 1 else ""
    return count_words(step.articles, "article") + rate
