"""What a caller gives beside the question, checked: the day it is asked on, the number of passages, their order."""

from datetime import date, datetime
from typing import get_args

from index.errors import QuestionError
from rag.datatypes import Query
from rag.search import Sort


def day_of(as_of: date | str | None) -> date | None:
    """The day, of a datetime its date, of a text in ISO form what it says. Raises QuestionError for anything else."""
    if isinstance(as_of, datetime):
        return as_of.date()
    if as_of is None or isinstance(as_of, date):
        return as_of
    try:
        return datetime.fromisoformat(as_of.strip()).date()
    except (AttributeError, ValueError):
        raise QuestionError(f"as_of={as_of!r:.100} is no day. Give a date, or a text like 2026-04-30.") from None


def as_it_is(query: Query, as_of: date | str | None) -> Query:
    """The query, which has its own day. Raises QuestionError where another is given beside it."""
    if day_of(as_of) in (None, query.as_of, query.filter.known_by):
        return query
    raise QuestionError(f"as_of={as_of!r:.100} is given beside a Query, whose day is set. Give it to understand().")


def check_top_k(top_k: int) -> None:
    """Raises QuestionError where it is no number of passages."""
    if isinstance(top_k, bool) or not isinstance(top_k, int) or top_k < 1:
        raise QuestionError(f"top_k={top_k!r:.100} is no number of passages. Give a whole number from 1 on.")


def check_sort(sort: str) -> None:
    """Raises QuestionError where passages have no such order."""
    if sort not in get_args(Sort):
        raise QuestionError(f"sort={sort!r:.100} is no order. Give one of: {', '.join(get_args(Sort))}.")
