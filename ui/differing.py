"""Values that articles give differently, in words: what came later is told from what contradicts."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

from rag.datatypes import Answer, Citation
from ui.render import byline

DISAGREE = "The articles disagree"
LATER = "Later articles give another value"
BOTH = "The articles disagree, and a later one gives another value"
NAMESAKES = "The articles seem to tell of different people of this name"
_SAME_NEWS = timedelta(days=1)
"""What is published within a day of each other is news of the same state of things."""


def differing_title(answer: Answer) -> str:
    """What the values are to each other: of articles days apart the later may know more; without a date, who knows."""
    if answer.disagreement and answer.disagreement.namesakes:
        return NAMESAKES
    days = sorted(day for day in _days(answer) if day)
    if len(days) < 2 or len(days) < len(_days(answer)):
        return DISAGREE
    gaps = [later - day > _SAME_NEWS for day, later in pairwise(days)]
    if all(gaps):
        return LATER
    return BOTH if gaps[-1] else DISAGREE


def differing_values(answer: Answer) -> tuple[tuple[str, int], ...]:
    """The values with their markers, the earliest first where they came one after the other."""
    values = answer.disagreement.values if answer.disagreement else ()
    if differing_title(answer) in (DISAGREE, NAMESAKES):
        return values
    cited = _cited(answer)
    return tuple(sorted(values, key=lambda value: cited[value[1]].article.published_day or date.max))


def where_told(answer: Answer, marker: int) -> str:
    """Outlet and day of the article that gives a value; empty where it is not cited."""
    citation = _cited(answer).get(marker)
    return byline(citation.article) if citation else ""


def _days(answer: Answer) -> list[date | None]:
    values, cited = answer.disagreement.values if answer.disagreement else (), _cited(answer)
    return [cited[marker].article.published_day if marker in cited else None for _, marker in values]


def _cited(answer: Answer) -> Mapping[int, Citation]:
    return {citation.marker: citation for citation in answer.citations}
