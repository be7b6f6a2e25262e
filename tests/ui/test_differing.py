"""What values that differ are called: by the days on which they were published."""

from datetime import date

import pytest

from index.datatypes import Article, Filter
from rag.datatypes import Answer, Citation, Disagreement, Query
from ui.differing import BOTH, DISAGREE, LATER, differing_title, differing_values


def answer_of(*days: int | None) -> Answer:
    """An answer whose values 1, 2, ... were published on these days of May."""
    published = [date(2026, 5, day) if day else None for day in days]
    articles = [Article(f"a{n}", "t", "x", published=day) for n, day in enumerate(published, start=1)]
    cited = tuple(Citation(n, article, 0, 1, "x", verified=True) for n, article in enumerate(articles, start=1))
    query = Query("q", "q", Filter(), "how many", date(2026, 6, 1))
    values = tuple((str(n), n) for n in range(1, len(days) + 1))
    return Answer("t", True, query, citations=cited, disagreement=Disagreement(values))


@pytest.mark.parametrize(
    ("days", "title"),
    [
        ((4, 4), DISAGREE),
        ((4, 5), DISAGREE),
        ((4, 8), LATER),
        ((4, 12, 8), LATER),
        ((20, 4, 4), BOTH),
        ((4, 5, 20), BOTH),
        ((4, 20, 20), DISAGREE),
        ((4, None, 20), DISAGREE),
    ],
)
def test_later_value_is_told_from_what_contradicts(days: tuple[int | None, ...], title: str) -> None:
    assert differing_title(answer_of(*days)) == title


def test_values_before_a_later_one_come_before_it() -> None:
    assert [value for value, _ in differing_values(answer_of(20, 4, 5))] == ["2", "3", "1"]
