"""The newest and the oldest days that have enough articles."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from index.datatypes import Article, Filter
from rag import Assistant
from rag.by_day import newest_days, oldest_days

FIRST = date(2031, 4, 1)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("days") / "archive", vector_search="exact") as opened:
        opened.archive.sync(
            Article(f"a{n}", f"Item {n}", f"Boat number {n} sailed.", outlet="Orsk Herald" if n % 2 else "Coast News",
                    published=FIRST + timedelta(days=n // 2) if n < 20 else None, origin=f"doc:{n}")
            for n in range(22)
        )  # fmt: skip
        yield opened


def day(after_first: int) -> date:
    return FIRST + timedelta(days=after_first)


@pytest.mark.parametrize(
    ("only", "wanted", "after", "before"),
    [
        (Filter(), 4, day(8), day(1)),
        (Filter(), 3, day(8), day(1)),  # both of a day
        (Filter(outlets=("Orsk Herald",)), 3, day(7), day(2)),
        (Filter(after=day(2), before=day(5)), 2, day(5), day(2)),
        (Filter(known_by=day(5)), 2, day(5), day(0)),
    ],
)
def test_the_fewest_days_that_have_as_many_articles(
    assistant: Assistant, only: Filter, wanted: int, after: date, before: date
) -> None:
    newest, oldest = newest_days(only, assistant.archive, wanted), oldest_days(only, assistant.archive, wanted)
    assert newest.after == after
    assert oldest.before == before
    assert (newest.outlets, newest.known_by) == (only.outlets, only.known_by)


def test_where_few_articles_pass_the_filter_stays(assistant: Assistant) -> None:
    for only in (Filter(), Filter(after=day(9))):
        assert newest_days(only, assistant.archive, 20) == only
        assert oldest_days(only, assistant.archive, 20) == only


def test_an_archive_without_dates_has_no_newest_day(tmp_path: Path) -> None:
    with Assistant.open(tmp_path / "archive", vector_search="exact") as assistant:
        assistant.archive.sync([Article("a", "Boat", "A boat sailed.", origin="doc:a")])
        assert newest_days(Filter(), assistant.archive, 1) == Filter()
