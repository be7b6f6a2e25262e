"""The bar of a sync in a terminal: what is done, and the time that is left."""

import io
import re
import time
from collections.abc import Iterator

import pytest
from rich.console import Console

from index.datatypes import SyncReport
from index.sync import SyncProgress
from ui.progress import reports

REPORT = SyncReport(added=1)


def shown(steps: Iterator[SyncProgress | SyncReport], width: int = 100, *, terminal: bool = True) -> list[str]:
    """The lines that were drawn."""
    out = io.StringIO()
    console = Console(file=out, force_terminal=terminal, width=width)
    assert list(reports(steps, console, quiet=False)) == [REPORT]
    return re.split(r"[\r\n]+", re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", out.getvalue()))


def steady(phase: str = "reading", again: int = 1) -> Iterator[SyncProgress | SyncReport]:
    """A hundredth in half a second."""
    for _ in range(again):
        yield SyncProgress(phase, 0, 10**9)
        time.sleep(0.5)
        yield SyncProgress(phase, 10**7, 10**9, articles=12_345, chunks=99_999)
        time.sleep(0.3)
    yield REPORT


def left(lines: list[str]) -> list[int]:
    found = (re.search(r"(\d+):(\d\d) left", line) for line in lines)
    return [int(match[1]) * 60 + int(match[2]) for match in found if match]


@pytest.mark.parametrize("phase", ["reading", "fetching", "stories", "embedding", "vectors", "something new"])
def test_time_left_follows_the_pace_so_far_in_every_phase(phase: str) -> None:
    seconds = left(shown(steady(phase)))
    assert seconds
    assert all(35 < one < 150 for one in seconds)  # 49.5, on a machine that is in no hurry


def test_what_counts_anew_is_timed_anew() -> None:  # a feed after a feed
    assert all(35 < one < 150 for one in left(shown(steady("fetching", again=2))))


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_line_fits_the_terminal(width: int) -> None:
    lines = shown(steady("vectors"), width)
    assert max(map(len, lines)) <= width
    assert any("Updating Chroma" in line and "left" in line for line in lines) or width == 40


def test_no_bar_where_there_is_no_terminal() -> None:
    assert "".join(shown(steady(), terminal=False)).strip() == ""
