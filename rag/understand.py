"""A question and the day it is asked on -> Query: its outlets, authors and period become a visible filter.

1. the outlets and authors that it names, as the archive knows them (`questions/outlets.py`, `questions/authors.py`)
2. the times that it names (`times/periods.py`), and which of them is one of publication (`times/when.py`,
   `times/stated.py`)
3. its clauses, where it asks several things: each a query of its own (`questions/parts.py`)

Nothing is applied silently: every filter stands in `Query.filter`, every reading that needs a word in `Query.notes`.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.datatypes import Filter
from index.errors import QuestionError
from rag.datatypes import Query
from rag.questions.authors import named_authors, unknown_author_notes
from rag.questions.joined import made_alone
from rag.questions.kinds import kind_of
from rag.questions.matter import names_no_matter
from rag.questions.missing_outlets import unknown_outlets
from rag.questions.outlets import Named, Unclear, excluded_outlets, named_outlets
from rag.questions.parts import (
    asks_alone,
    asks_openly,
    clauses,
    is_bare,
    later_articles,
    refers_back,
    same_source,
    without,
)
from rag.text.mentions import amounts
from rag.text.titles import without_titles
from rag.times.periods import Period, read_periods
from rag.times.relative import with_year
from rag.times.stated import Time, clause_time, question_time
from rag.times.when import is_dated

MAX_QUESTION = 2_000  # characters; the longest question of any public set is under 700
FIRST_YEAR, LAST_YEAR = 1600, 2199  # as for days of publication

_UNSEEN = re.compile(r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_BOTH = re.compile(r"\b(?:both|all) (?:published|reported|written)(?: on| in)?\s+$", re.IGNORECASE)
_SAME_DAY = re.compile(r"\bthe same (?:day|date)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Holdings:
    """What an archive has, as far as a question may name it."""

    outlets: tuple[str, ...] = ()
    authors: Callable[[], Iterable[str]] = tuple
    """Called only where a question seems to name one."""
    first_day: date | None = None
    last_day: date | None = None

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The first and the last day of publication."""
        return self.first_day, self.last_day


@dataclass(frozen=True, slots=True)
class _Found:
    """What a text names: outlets (those that the archive lacks among them) and authors, by their place."""

    text: str
    outlets: tuple[Named, ...]
    authors: tuple[tuple[int, int, str], ...]
    times: tuple[tuple[int, int], ...]
    """Where its dates stand, those that cannot be used among them."""
    excluded: tuple[Named, ...] = ()
    """Outlets that it does not want."""

    def within(self, start: int, end: int) -> "_Found":
        """The same of one clause alone."""
        return _Found(
            self.text[start:end],
            tuple(Named(o.start - start, o.end - start, o.outlets) for o in self.outlets if start <= o.start < end),
            tuple((a - start, b - start, author) for a, b, author in self.authors if start <= a < end),
            tuple((a - start, b - start) for a, b in self.times if start <= a < end),
            tuple(Named(o.start - start, o.end - start, o.outlets) for o in self.excluded if start <= o.start < end),
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The outlets, each once."""
        return tuple(dict.fromkeys(name for named in self.outlets for name in named.outlets))


def understand(question: str, as_of: date, outlets: Iterable[str] = (), holdings: Holdings | None = None) -> Query:
    """The question as a Query: its filter, the kind of answer it wants, and its parts where it asks several things.

    `outlets` are the names that the archive knows, where no `holdings` say that and more. Raises QuestionError for an
    empty or a far too long question, and for a day of another age.
    """
    text = _plain(question)
    _check(text, as_of)
    held = holdings or Holdings(tuple(outlets))
    known, unclear = named_outlets(text, held.outlets)
    excluded = excluded_outlets(text, held.outlets)
    unknown = unknown_outlets(text, held.outlets, [*known, *excluded])
    named = sorted([*known, *unknown], key=lambda one: one.start)
    reading = read_periods(text, as_of)
    people = _people(named_authors(text, held.authors), named)
    found = _Found(text, tuple(named), people, reading.spans, tuple(excluded))
    notes = [unknown_outlet_note(one.outlets[0]) for one in unknown] + [_unclear_note(one) for one in unclear]
    notes += [f"Articles of {' and '.join(one.outlets[:4])} were left out." for one in excluded]
    notes += unknown_author_notes(text, held.authors, named)
    sources = sorted([*((one.start, one.end) for one in named), *(same_source(text) if named else ())])
    times = [(period.start, period.end) for period in reading.periods if is_dated(text, period)]
    spans = clauses(text, sources, sorted([*times, *later_articles(text)]) if times else [])
    leading = _leading(text, reading.periods) if spans else None
    whole = leading or not spans
    time = question_time(text, reading.periods, as_of, held.days) if whole else Time(focus=as_of)
    query = _query(found, time, as_of)
    parts = _parts(found, spans, query.filter if leading else Filter(), as_of, held)
    notes += [*reading.notes, *time.notes, *(note for part in parts if not leading for note in part.notes)]
    without_ = tuple(dict.fromkeys(outlet for one in excluded for outlet in one.outlets))
    parts = tuple(replace(part, without=without_) for part in parts)
    return replace(query, parts=parts, without=without_, notes=tuple(dict.fromkeys(notes)))


def _plain(question: str) -> str:
    """The question in one line, without what nobody sees in it: a soft hyphen pasted within a word parts no word."""
    text = _UNSEEN.sub("", re.sub(r"[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", question))
    return " ".join(_CONTROL.sub(" ", text).split())


def _people(authors: Iterable[tuple[int, int, str]], outlets: Sequence[Named]) -> tuple[tuple[int, int, str], ...]:
    """The authors whose names are no part of an outlet's: many outlets sign with their own."""
    return tuple(one for one in authors if all(one[1] <= named.start or named.end <= one[0] for named in outlets))


def unknown_outlet_note(outlet: str) -> str:
    """What is said of an outlet that the archive does not have."""
    return f"The archive has no article from {outlet}."


def _unclear_note(one: Unclear) -> str:
    return f'"{one.written}" may be {" or ".join(one.outlets[:4])}: none of them was chosen.'


def _leading(text: str, periods: Sequence[Period]) -> Period | None:
    """A period that holds for all clauses: "In March, did A say X while B said Y?", or "both published in March"."""
    if len(periods) != 1:
        return None
    before, after = text[: periods[0].start], text[periods[0].end :]
    opens = not re.search(r"\w{4,}", before) and after.lstrip().startswith(",")
    return periods[0] if opens or _BOTH.search(before) else None


def _query(found: _Found, time: Time, as_of: date) -> Query:
    authors = tuple(author for _, _, author in found.authors)
    return Query(
        text=found.text,
        standalone=found.text if time.period else with_year(found.text, as_of),
        subject=_subject(found, time.period),
        filter=Filter(
            outlets=found.names,
            authors=authors,
            names=time.years,
            after=time.period.first if time.period else None,
            before=time.period.last if time.period else None,
        ),
        kind=kind_of(found.text),
        as_of=as_of,
        focus=time.focus,
        numbers=_numbers(found),
    )


def _numbers(found: _Found) -> tuple[str, ...]:
    """The amounts that the text gives; those of its dates and outlets are none."""
    taken = [*found.times, *((one.start, one.end) for one in found.outlets)]
    free = (one for one in amounts(found.text) if all(one.end <= start or end <= one.start for start, end in taken))
    return tuple(dict.fromkeys(one.text for one in free))


def _parts(
    found: _Found, spans: Sequence[tuple[int, int]], shared: Filter, as_of: date, held: Holdings
) -> tuple[Query, ...]:
    """A query for each clause; one that names no outlet means that of the clause before, one that leads means none."""
    parts: list[Query] = []
    for start, end in spans:
        clause = found.within(*_trimmed(found.text, start, end))
        before = parts[-1].filter if parts else Filter()
        time = clause_time(clause.text, as_of, held.days)
        part = replace(_query(clause, time, as_of), notes=time.notes)
        only = replace(part.filter, outlets=part.filter.outlets or before.outlets)
        asks_of_it = bool(parts) and is_bare(clause.text)  # of what happened there and then
        if _SAME_DAY.search(clause.text) or (asks_of_it and not time.period):
            only = replace(only, after=before.after, before=before.before)
        if shared.after or shared.before or shared.names:
            only = replace(only, after=shared.after, before=shared.before, names=shared.names)
        alone = asks_alone(part.subject) or _asks_published(replace(part, filter=only))
        subject = part.subject if alone else _subject(found, None)
        standalone = part.standalone if subject == part.subject else found.text  # "the one on 3 November"
        if parts and refers_back(clause.text) and not clause.outlets:
            standalone = made_alone(part.standalone, parts[-1].standalone)
            subject = made_alone(part.subject, parts[-1].subject if asks_of_it else parts[-1].standalone)
        parts.append(replace(part, filter=only, subject=subject, standalone=standalone))
    return tuple(parts)


def _asks_published(part: Query) -> bool:
    """Whether a clause asks for all that an outlet or a time has: "and what did the Era write in May?"."""
    only = part.filter
    return bool(only.outlets or only.after or only.before) and asks_openly(part.text) and names_no_matter(part.subject)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause without the connecting words and marks around it."""
    opening = re.compile(r"[\s,;:.?!]*(?:(?:and|or|but|while|whereas)\s+)?", re.IGNORECASE).match(text, start, end)
    start = opening.end() if opening else start
    while end > start and text[end - 1] in " ,;:":
        end -= 1
    return start, end


def _subject(found: _Found, period: Period | None) -> str:
    """The text without what has become its filter, which says where to look and not what for, and without titles."""
    spans = [(one.start, one.end) for one in (*found.outlets, *found.excluded)]
    spans += [(period.start, period.end)] if period else []
    spans += [(start, end) for start, end, _ in found.authors]
    return without_titles(without(found.text, spans))


def _check(text: str, as_of: date) -> None:
    if not re.search(r"\w", text):
        raise QuestionError("The question is empty. Ask something, for example: When will the bridge open?")
    if len(text) > MAX_QUESTION:
        raise QuestionError(
            f"The question is {len(text):,} characters long; at most {MAX_QUESTION:,} can be understood. "
            "Ask a shorter one."
        )
    if not FIRST_YEAR <= as_of.year <= LAST_YEAR:  # "last week" must have a date too
        raise QuestionError(f"Nobody asks as of {as_of}. Give a day of the years {FIRST_YEAR} to {LAST_YEAR}.")
