"""An event that a question names as a time becomes a day, where the archive tells which: "since the summit".

1. the articles that have all of its words in headline or lead are its reports; of a clause ("since the bridge
   reopened") those that also say that it happened (`reports.py`)
2. its day is clear where nearly all reports are of the same three weeks, and unclear where they are of several summits
3. "since" and "after" open a period on the first day that independent outlets report it; "before" closes one on the
   day before most do, if such events are written about beforehand, and otherwise only prefers articles near that day;
   a clause tells when the time before it ends: on the day before the first report
4. "two weeks after" and the like are counted from that day, and a single day is preferred rather than forced

Whatever is done is said in a note; where no day is clear, nothing is filtered, and that is said too.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rag.datatypes import Query
from rag.events.clauses import EventClause, event_clause
from rag.events.phrases import EventPhrase, event_phrase
from rag.events.reports import NEXT_DAY, Report, clear_reports, first_report, owners_of_peak, peak_report
from rag.follow_ups.things import only_thing
from rag.questions.matter import names_no_matter
from rag.questions.parts import is_bare, says_enough
from rag.times.periods import read_periods
from rag.times.steps import Step
from rag.times.when import is_planned

if TYPE_CHECKING:
    from index.archive import Archive

Event = EventPhrase | EventClause
SEVERAL = 3  # owners on one day, before which nothing is searched: two may both look ahead
_OVER = timedelta(days=3)  # an event whose reports are newer may be still to come, and all of them previews


def with_event(query: Query, archive: "Archive") -> Query:
    """The query with the period that an event opens or closes, or a note why there is none.

    A question that names a date of its own, or asks of what is to come, stays as it is.
    """
    event = event_clause(query.standalone) or event_phrase(query.standalone)
    if not event or _is_timed(query) or is_planned(query.standalone):
        return query
    if event.step and event.step.unit == "year":  # history, "forty years after its release"
        written = query.standalone[event.start : event.end]
        note = f'"{written}" was not used: years are not counted from an event. Name the date instead.'
        return replace(query, notes=(*query.notes, note))
    if isinstance(event, EventClause) and not event.subject and not query.names:
        event = replace(event, subject=only_thing(query.standalone[: event.start]))
        if not event.subject:
            return query  # "after it was said that ...": of nobody who is named
    reports = clear_reports(query, event, archive)
    if not reports:
        written = query.standalone[event.start : event.end]
        note = f'"{written}" was not used: no single day of it is clear from the archive. Name the date instead.'
        return replace(query, notes=(*query.notes, note))
    return _timed(query, event, reports, archive)


def _timed(query: Query, event: Event, reports: Sequence[Report], archive: "Archive") -> Query:
    """The query with the time that the event gives it."""
    if event.step:
        foretold = isinstance(event, EventPhrase) and event.foretold
        return _beside(query, event, event.step, peak_report(reports) if foretold else first_report(reports))
    if not event.closes:
        return _since(query, event, first_report(reports))
    if isinstance(event, EventClause):
        return _before(query, event, first_report(reports))
    last = min(filter(None, (archive.last_day(), query.as_of)))
    over = last - peak_report(reports).day > _OVER and owners_of_peak(reports) >= SEVERAL
    if event.foretold and over:
        return _before(query, event, peak_report(reports))
    report = first_report(reports)
    return _near(query, report.day, f"{_read(query, event)} near {report.day}, {_told(report)}")


def _is_timed(query: Query) -> bool:
    filters = (one.filter for one in (query, *query.parts))
    return any(only.after or only.before for only in filters) or bool(
        read_periods(query.standalone, query.as_of).periods
    )


def _since(query: Query, event: Event, report: Report) -> Query:
    note = f"{_read(query, event)} published on {report.day} or later, {_told(report)}."
    return _narrowed(query, event, note, after=report.day)


def _beside(query: Query, event: Event, step: Step, report: Report) -> Query:
    """So far from the event, which may have been on the eve of its report.

    What happened on one day is told later as well: that day is a filter only where nothing else is asked.
    """
    after, before = step.days(report.day, report.day, back=event.closes)
    alone, rest = replace(event, start=step.end + 1), _without(query, query.standalone[event.start : step.end + 1])
    told = f"counted from {report.day}, {_told(report)}"
    if after and after > query.as_of:
        written = query.standalone[event.start : event.end]
        note = f'"{written}" was not used: it begins on {after}, which is still to come.'
        return replace(query, notes=(*query.notes, note))
    if after and after == before:
        if not names_no_matter(rest.subject.replace(query.standalone[alone.start : alone.end], " ")):
            return _near(rest, after, f"{_read(query, event)} near {after}, {told}")
        before += NEXT_DAY
    after = after - NEXT_DAY if after else None
    days = f"from {after} to {before}" if after and before else f"on {after} or later" if after else f"until {before}"
    return _narrowed(rest, alone, f"{_read(query, event)} published {days}, {told}.", after=after, before=before)


def _without(query: Query, words: str) -> Query:
    """The query, and its parts, without these words in what is looked for."""
    parts = tuple(replace(part, subject=part.subject.replace(words, "")) for part in query.parts)
    return replace(query, subject=query.subject.replace(words, ""), parts=parts)


def _before(query: Query, event: Event, report: Report) -> Query:
    note = f"{_read(query, event)} published before {report.day}, {_told(report)}."
    return _narrowed(query, event, note, before=report.day - timedelta(days=1))


def _near(query: Query, day: date, read: str) -> Query:
    """The query without a filter: what was so before an event is told after it as well, or it may be still to come."""
    parts = tuple(replace(part, focus=day) for part in query.parts)
    note = f"{read}: articles near that day come first."
    return replace(query, focus=day, parts=parts, notes=(*query.notes, note))


def _read(query: Query, event: Event) -> str:
    return f'"{query.standalone[event.start : event.end]}" was read as'


def _told(report: Report) -> str:
    where = f" in {report.article.outlet}" if report.article.outlet else ""
    return f'when "{report.article.title}" was reported{where}'


def _narrowed(query: Query, event: Event, note: str, *, after: date | None = None, before: date | None = None) -> Query:
    """The query, and its parts, within the period; the event is no more looked for where enough else is.

    Of a clause its subject still is: "before the strike ended" is about the strike.
    """
    written = query.standalone[event.start : event.end]
    kept = f" {event.subject} " if isinstance(event, EventClause) else " "
    names_time = bool(re.match(r"since|before|prior", written, re.IGNORECASE))  # "after the fire" is about the fire

    def change(one: Query) -> Query:
        rest, bare = (_tidy(one.subject.replace(written, put)) for put in (kept, " "))
        subject = rest if names_time and says_enough(rest) else one.subject
        if (one.filter.outlets or one.filter.authors) and names_no_matter(bare):
            subject = bare  # "What has the Era written since the mayor resigned?" asks for all of it
        only = replace(one.filter, after=after, before=before)
        return replace(one, filter=only, focus=before or one.focus, subject=subject)

    told: list[bool] = []
    for part in query.parts:  # "and who resigned" asks of that time as well
        told.append(written in part.text or (is_bare(part.text) and told[-1:] == [True]))
    told = told if any(told) else [True] * len(told)
    parts = tuple(change(part) if tells else part for part, tells in zip(query.parts, told, strict=True))
    whole = change(query) if all(told) else query  # the other questions have no such time
    return replace(whole, parts=parts, notes=(*query.notes, note))


def _tidy(text: str) -> str:
    return re.sub(r"\s+([?.,!])", r"\1", " ".join(text.split()))
