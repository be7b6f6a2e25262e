"""The bar of a sync in a terminal: what is done, and the time that is left."""

import io
import re
from collections.abc import Iterator

import pytest
from rich.console import Console

from index.datatypes import SyncReport
from index.sync import SyncProgress
from ui.progress import reports

REPORT = SyncReport(added=1)


class Clock:
    """Goes when it is told to."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now


def shown(steps: Iterator[SyncProgress | SyncReport], width: int = 100, *, terminal: bool = True) -> list[str]:
    """The lines that were drawn."""
    out = io.StringIO()
    console = Console(file=out, force_terminal=terminal, width=width)
    assert list(reports(steps, console, quiet=False)) == [REPORT]
    return re.split(r"[\r\n]+", re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", out.getvalue()))


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The bar tells the time from this clock. It is drawn for the last time when it ends, whatever time that takes."""
    clock = Clock()
    monkeypatch.setattr("ui.progress.time", clock)
    return clock


def steady(clock: Clock, phase: str = "reading", again: int = 1) -> Iterator[SyncProgress | SyncReport]:
    """A hundredth in half a second."""
    for _ in range(again):
        yield SyncProgress(phase, 0, 10**9)
        clock.now += 0.5
        yield SyncProgress(phase, 10**7, 10**9, articles=12_345, chunks=99_999)
    yield REPORT


def left(lines: list[str]) -> list[int]:
    found = (re.search(r"(\d+):(\d\d) left", line) for line in lines)
    return [int(match[1]) * 60 + int(match[2]) for match in found if match]


@pytest.mark.parametrize("phase", ["reading", "fetching", "stories", "embedding", "vectors", "something new"])
def test_time_left_follows_the_pace_so_far_in_every_phase(clock: Clock, phase: str) -> None:
    assert left(shown(steady(clock, phase)))[-1] in (49, 50)


def test_time_left_falls_between_two_steps(clock: Clock) -> None:
    def steps() -> Iterator[SyncProgress | SyncReport]:
        for step in steady(clock):
            clock.now += 20 if step is REPORT else 0
            yield step

    assert left(shown(steps()))[-1] in (29, 30)


def test_what_counts_anew_is_timed_anew(clock: Clock) -> None:  # a feed after a feed
    assert left(shown(steady(clock, "fetching", again=2)))[-1] in (49, 50)


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_line_fits_the_terminal(clock: Clock, width: int) -> None:
    lines = shown(steady(clock, "vectors"), width)
    assert max(map(len, lines)) <= width
    assert any("Updating Chroma" in line and "left" in line for line in lines) or width == 40


def test_no_bar_where_there_is_no_terminal(clock: Clock) -> None:
    assert "".join(shown(steady(clock), terminal=False)).strip() == ""
