"""`scripts/bench_retrieval.py`: no time is counted twice, and its filter of dates and outlet passes what it should."""

import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from index.archive import Archive
from index.datatypes import Article, Filter
from rag.datatypes import Query

SCRIPTS = Path(__file__).parents[2] / "scripts"


@pytest.fixture(autouse=True)
def scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(SCRIPTS), *sys.path])


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive", chroma=False) as archive:
        day = date(2031, 1, 1)
        for n in range(40):
            outlet = "Harbour News" if n % 4 else "River Post"
            title, published = f"Item {n}", day + timedelta(n)
            archive.sync(Article(f"{n}", title, f"Item {n} was built.", outlet=outlet, published=published))
        yield archive


def test_time_of_a_stage_within_a_stage_is_counted_once() -> None:
    from bench_retrieval import Spent

    spent = Spent()

    def outer() -> None:
        time.sleep(0.02)
        spent.timed("inner", lambda: time.sleep(0.05))

    started = time.perf_counter()
    spent.timed("outer", outer)
    took = (time.perf_counter() - started) * 1000

    assert spent.wall["inner"] >= 50
    assert 20 <= spent.wall["outer"] <= took - 50
    assert spent.wall.total() <= took
    assert spent.cpu.total() < took


def test_filters_are_none_then_that_of_the_day_then_dates_and_the_commonest_outlet(archive: Archive) -> None:
    from bench_retrieval import changes

    query = Query("What?", "What?", Filter(known_by=date(2031, 2, 1)), "what", date(2031, 2, 1))
    filters = {name: change(query).filter for name, change in changes(archive)}

    *_, (last, only) = filters.items()
    assert list(filters.values())[:2] == [Filter(), Filter(known_by=date(2031, 2, 1))]
    assert only == Filter(outlets=("Harbour News",), after=date(2031, 1, 3), before=date(2031, 2, 7))
    assert last == f"dates and outlet, {archive.count_articles(only) / 40:.0%} of the articles"
