"""A filter that lets nothing through is dropped piece by piece, aloud: the period first, then the author.

Never an outlet, and never a period of which the archive has nothing at all: its silence is the answer then.
"""

from collections.abc import Callable
from dataclasses import replace

from index.datatypes import Filter
from rag.datatypes import Query
from rag.published import asks_published

ABSENT = "The archive has no"  # begins the notes of an outlet and a period that it does not have ("no", "nothing")


def wider(query: Query) -> Query | None:
    """The same query with one piece of its filter less, saying so; None where there is nothing to drop."""
    only = query.filter
    if asks_published(query):  # that nothing was is the answer
        return None
    if any(note.startswith(ABSENT) for note in query.notes):
        return None
    if only.after or only.before:
        note = "Nothing that answers was published in that period: articles of all dates were searched."
        return _widened(query, note, lambda one: replace(one, after=None, before=None))
    if only.authors:
        note = f"Nothing that answers was written by {' or '.join(only.authors)}: all authors were searched."
        return _widened(query, note, lambda one: replace(one, authors=()))
    return None


def _widened(query: Query, note: str, change: Callable[[Filter], Filter]) -> Query:
    parts = tuple(replace(part, filter=change(part.filter), notes=()) for part in query.parts)
    return replace(query, filter=change(query.filter), parts=parts, notes=(*query.notes, note))
