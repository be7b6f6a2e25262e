"""Articles without a date where a filter asks for dates: what becomes of them is said aloud, in a note of the query."""

import re
from dataclasses import replace
from datetime import date

from index.archive import Archive
from index.datatypes import Filter
from rag.datatypes import Query

_NOTE = re.compile(r"[\d,]+ articles? without an? (?:exact )?date ")


def with_undated_note(query: Query, archive: Archive, today: date) -> Query:
    """The query with a note on the articles whose date does not tell whether they pass its filter, if there are any.

    A note on what an earlier filter made of them is taken out.
    """
    notes = [note for note in query.notes if not _NOTE.match(note)]
    note = _note(query.filter, archive, today)
    return replace(query, notes=(*notes, note) if note else tuple(notes))


def _note(only: Filter, archive: Archive, today: date) -> str:
    period = only.after or only.before
    if not period and not _may_be_later(only.known_by, archive, today):
        return ""
    undated, roughly = archive.count_undated(replace(only, known_by=None) if period else only)
    if not undated + roughly:
        return ""
    one = undated + roughly == 1
    count = "1 article" if one else f"{undated + roughly:,} articles"
    them = f"{count} without {'an exact date' if roughly else 'a date'}"
    if period:
        return f"{them} {'is' if one else 'are'} left out."
    return f"{them} may be later than {only.known_by}; {'it is' if one else 'they are'} kept."


def _may_be_later(known_by: date | None, archive: Archive, today: date) -> bool:
    """Whether the archive may hold something from after that day: articles of a later date, or no dates at all."""
    if known_by is None or known_by >= today:
        return False
    last = archive.last_day()
    return last is None or last > known_by
