"""An event that a question names as a time becomes a day, where the archive tells which: "since the summit".

1. the articles that have all of its words in headline or lead are its reports
2. its day is clear where nearly all reports are of the same three weeks, and unclear where they are of several summits
3. "since" and "after" open a period on the first day that independent outlets report it; "before" closes one on the
   day before most do, if such events are written about beforehand, and otherwise only prefers articles near that day

Whatever is done is said in a note; where no day is clear, nothing is filtered, and that is said too.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from index.datatypes import Article, Filter
from index.names.compare import TITLES
from index.names.keys import latin
from rag.asked import Asked
from rag.datatypes import Query
from rag.event_phrases import EventPhrase, event_phrase
from rag.parts import says_enough
from rag.periods import read_periods
from rag.spellings import spelling_forms
from rag.when import is_planned
from rag.words import search_forms, stem, stems, words

if TYPE_CHECKING:
    from index.archive import Archive

LOOKED_THROUGH = 500  # chunks, best first
LEAD = 400  # characters: the first two paragraphs
WINDOW = timedelta(days=21)  # from the first previews of a summit to the last comments on it
CLEAR = 0.7  # of the reports, within the window
SEVERAL = 3  # owners on one day, before which nothing is searched: two may both look ahead
_NEXT_DAY = timedelta(days=1)  # an evening's news is the next morning's elsewhere
_OVER = timedelta(days=3)  # an event whose reports are newer may be still to come, and all of them previews
_ALSO = {"earthquake": "quake", "death": "dies died dead", "resignation": "quits resigns", "wildfire": "fire"}
_COMPOUND = re.compile(r"\b[a-z]+(?:-[a-z]+)+\b")
# A headline that looks back at an event, or ahead to it, does not tell its day.
_ANOTHER_DAY = re.compile(
    r"\b(?:anniversary|remember\w*|(?:years?|months?|weeks?)\s+(?:after|since|ago|on|later)|since|ahead of|before|"
    r"upcoming|will|would|if|to be held|heads?\s+(?:for|to|into)|looms?|eve of)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Report:
    """An article that reports an event, its day, and whose text it is."""

    article: Article
    day: date
    owner: str
    headed: bool
    """Whether its headline alone has all words of the event, and tells of it as of the news of that day."""


class _Event:
    """The words of an event, ready to be found in headlines; other spellings of names and the like count."""

    def __init__(self, query: Query, event: str) -> None:
        self._asked = _asked(query, event)
        self._needed = frozenset(self._asked.stems)
        self._others = {stem(word.written): stems(_others(word.written)) for word in words(event)}
        # Search parts "run-off", of which only "run" would be left.
        self._compounds = [re.compile(one.replace("-", r"[-\s]"), re.I) for one in _COMPOUND.findall(event)]

    def is_in(self, text: str) -> bool:
        """Whether all words of the event are in the text."""
        missing = self._needed - self._asked.found(text)
        if not all(one.search(text) for one in self._compounds):
            return False
        return all(self._others.get(one) for one in missing) and all(self._others[one] & stems(text) for one in missing)


def with_event(query: Query, archive: "Archive") -> Query:
    """The query with the period that an event opens or closes, or a note why there is none.

    A question that names a date of its own, or asks of what is to come, stays as it is.
    """
    phrase = event_phrase(query.standalone)
    if not phrase or _is_timed(query) or is_planned(query.standalone):
        return query
    written = query.standalone[phrase.start : phrase.end]
    reports = _clear_reports(query, phrase.event, archive)
    if not reports:
        note = f'"{written}" was not used: no single day of it is clear from the archive. Name the date instead.'
        return replace(query, notes=(*query.notes, note))
    if not phrase.closes:
        return _since(query, phrase, first_report(reports))
    last = min(filter(None, (archive.last_day(), query.as_of)))
    over = last - peak_report(reports).day > _OVER and _owners_of_peak(reports) >= SEVERAL
    return _before(query, phrase, peak_report(reports)) if phrase.foretold and over else _near(query, phrase, reports)


def clear_window(reports: Sequence[Report]) -> list[Report]:
    """The reports of the one stretch of days that has nearly all of them, oldest first; none where there is no such."""
    ordered = sorted(reports, key=lambda one: (one.day, not one.headed))
    windows = [[other for other in ordered if one.day <= other.day <= one.day + WINDOW] for one in ordered]
    best = max(windows, key=len, default=[])
    return best if len(best) >= CLEAR * len(ordered) else []


def first_report(reports: Sequence[Report]) -> Report:
    """The first of which another owner's follows within a day; the first of all where each stands alone."""
    for one in reports:
        if any(other.owner != one.owner and one.day <= other.day <= one.day + _NEXT_DAY for other in reports):
            return one
    return reports[0]


def peak_report(reports: Sequence[Report]) -> Report:
    """The first report of the day on which most owners have it."""
    owners = _owners_by_day(reports)
    return next(one for one in reports if owners[one.day] == max(owners.values()))


def _owners_of_peak(reports: Sequence[Report]) -> int:
    return max(_owners_by_day(reports).values())


def _owners_by_day(reports: Sequence[Report]) -> Counter[date]:
    return Counter(day for day, _ in {(one.day, one.owner) for one in reports})


def _is_timed(query: Query) -> bool:
    filters = (one.filter for one in (query, *query.parts))
    return any(only.after or only.before for only in filters) or bool(
        read_periods(query.standalone, query.as_of).periods
    )


def _clear_reports(query: Query, event: str, archive: "Archive") -> list[Report]:
    """The reports of the event's one clear time; where its own words leave that open, the question's names decide."""
    names = " ".join(name.written for name in query.names if name.written not in event)
    for besides in ("", names) if names else ("",):
        window = clear_window(_reports(query, event, besides, archive))
        if any(one.headed for one in window):
            return window
    return []


def _reports(query: Query, event: str, besides: str, archive: "Archive") -> list[Report]:
    """The articles whose headline and lead have all words of the event, and whose text has all of `besides`."""
    told, around = _Event(query, event), _Event(query, besides)
    forms = [form for word in words(f"{event} {besides}") if not word.common for form in search_forms(word.written)]
    forms += [*spelling_forms(query), *(other for word in words(event) for other in _others(word.written).split())]
    hits = archive.matching(forms, LOOKED_THROUGH, Filter(known_by=query.filter.known_by))
    articles = {passage.article.id: passage.article for passage in archive.passages(hits)}.values()
    found = [one for one in articles if told.is_in(f"{one.title}\n{one.text[:LEAD]}")]
    if besides:
        found = [one for one in found if around.is_in(f"{one.title}\n{one.text}")]
    owners = archive.owners({article.id for article in found})
    return [
        Report(one, one.published_day, owners.get(one.id) or one.outlet or one.id, _is_headed(told, one))
        for one in found
        if one.published_day and one.published_day <= query.as_of
    ]


def _is_headed(told: _Event, article: Article) -> bool:
    return told.is_in(article.title) and not _ANOTHER_DAY.search(article.title)


def _asked(query: Query, text: str) -> Asked:
    """The words of a text to be found, in all spellings of the question's names; titles before names are none."""
    found = words(text)
    titles = [one for one, other in pairwise(found) if latin(one.written) in TITLES and other.capitalised]
    bare = " ".join(word.written for word in found if word not in titles)
    names = tuple(name for name in query.names if name.written in text)
    return Asked(replace(query, standalone=bare, subject=bare, parts=(), names=names))


def _others(word: str) -> str:
    return _ALSO.get(word.casefold(), "")


def _since(query: Query, phrase: EventPhrase, report: Report) -> Query:
    note = f"{_read(query, phrase)} published on {report.day} or later, {_told(report)}."
    return _narrowed(query, phrase, note, after=report.day)


def _before(query: Query, phrase: EventPhrase, report: Report) -> Query:
    note = f"{_read(query, phrase)} published before {report.day}, {_told(report)}."
    return _narrowed(query, phrase, note, before=report.day - timedelta(days=1))


def _near(query: Query, phrase: EventPhrase, reports: Sequence[Report]) -> Query:
    """The query without a filter: what was so before an event is told after it as well, or it may be still to come."""
    report = first_report(reports)
    note = f"{_read(query, phrase)} near {report.day}, {_told(report)}: articles near that day come first."
    parts = tuple(replace(part, focus=report.day) for part in query.parts)
    return replace(query, focus=report.day, parts=parts, notes=(*query.notes, note))


def _read(query: Query, phrase: EventPhrase) -> str:
    return f'"{query.standalone[phrase.start : phrase.end]}" was read as'


def _told(report: Report) -> str:
    where = f" in {report.article.outlet}" if report.article.outlet else ""
    return f'when "{report.article.title}" was reported{where}'


def _narrowed(
    query: Query, phrase: EventPhrase, note: str, *, after: date | None = None, before: date | None = None
) -> Query:
    """The query, and its parts, within the period; the event is no more looked for where enough else is."""
    written = query.standalone[phrase.start : phrase.end]
    names_time = bool(re.match(r"since|before|prior", written, re.IGNORECASE))  # "after the fire" is about the fire

    def change(one: Query) -> Query:
        rest = re.sub(r"\s+([?.,!])", r"\1", " ".join(one.subject.replace(written, " ").split()))
        subject = rest if names_time and says_enough(rest) else one.subject
        only = replace(one.filter, after=after, before=before)
        return replace(one, filter=only, focus=before or one.focus, subject=subject)

    parts = tuple(change(part) for part in query.parts)
    return replace(change(query), parts=parts, notes=(*query.notes, note))
