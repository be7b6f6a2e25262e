"""The reports of an event: the articles that tell it in headline or lead, their days, and their one clear time."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from index.datatypes import Article, Filter
from index.names.compare import TITLES
from index.names.keys import latin
from index.sentences import sentence_spans
from rag.datatypes import Query
from rag.events.clauses import EventClause
from rag.events.phrases import EventPhrase
from rag.questions.spellings import spelling_forms
from rag.text.asked import Asked
from rag.text.words import search_forms, stem, stems, words

if TYPE_CHECKING:
    from index.archive import Archive

LOOKED_THROUGH = 500  # chunks, best first
LEAD = 400  # characters: the first two paragraphs
WINDOW = timedelta(days=21)  # from the first previews of a summit to the last comments on it
CLEAR = 0.7  # of the reports, within the window
NEXT_DAY = timedelta(days=1)  # an evening's news is the next morning's elsewhere
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

    def __init__(self, query: Query, event: str, clause: EventClause | None = None) -> None:
        self.of_clause = clause is not None
        self._clause = clause
        self._asked = _asked(query, event)
        self._needed = frozenset(self._asked.stems)
        self._others = {stem(word.written): stems(_others(word.written)) for word in words(event)}
        # Search parts "run-off", of which only "run" would be left.
        self._compounds = [re.compile(one.replace("-", r"[-\s]"), re.I) for one in _COMPOUND.findall(event)]

    def is_in(self, text: str) -> bool:
        """Whether all words of the event are in the text."""
        missing = self._needed - self._asked.found(text)
        if not all(self._others.get(one) for one in missing) or not all(one.search(text) for one in self._compounds):
            return False
        if missing and not all(self._others[one] & stems(text) for one in missing):
            return False
        return self._clause is None or self._clause.happened_in(text)  # last, for it takes longest


def clear_reports(query: Query, event: EventPhrase | EventClause, archive: "Archive") -> list[Report]:
    """The reports of the event's one clear time; where its own words leave that open, the question's names decide."""
    clause = event if isinstance(event, EventClause) else None
    for told, besides in _tellings(query, event):
        window = clear_window(_reports(query, _Event(query, told, clause), f"{told} {besides}", besides, archive))
        if any(one.headed for one in window):
            return window
    return []


def _tellings(query: Query, event: EventPhrase | EventClause) -> Iterator[tuple[str, str]]:
    """The words that tell the event, and those that its reports must have besides; the nearest first."""
    said = event.event if isinstance(event, EventPhrase) else event.subject
    names = " ".join(name.written for name in query.names if name.written not in said)
    whole = f"{said} {event.rest}" if isinstance(event, EventClause) else said
    if not said:  # "after she resigned": whoever the question names
        yield from ((f"{names} {rest}", "") for rest in dict.fromkeys((whole, "")) if names)
        return
    for told in dict.fromkeys((whole.strip(), said)):
        yield from ((told, besides) for besides in dict.fromkeys(("", names)))


def clear_window(reports: Sequence[Report]) -> list[Report]:
    """The reports of the one stretch of days that has nearly all of them, oldest first; none where there is no such."""
    ordered = sorted(reports, key=lambda one: (one.day, not one.headed))
    windows = [[other for other in ordered if one.day <= other.day <= one.day + WINDOW] for one in ordered]
    best = max(windows, key=len, default=[])
    return best if len(best) >= CLEAR * len(ordered) else []


def first_report(reports: Sequence[Report]) -> Report:
    """The first of which another owner's follows within a day; the first of all where each stands alone."""
    for one in reports:
        if any(other.owner != one.owner and one.day <= other.day <= one.day + NEXT_DAY for other in reports):
            return one
    return reports[0]


def peak_report(reports: Sequence[Report]) -> Report:
    """The first report of the day on which most owners have it."""
    owners = _owners_by_day(reports)
    return next(one for one in reports if owners[one.day] == max(owners.values()))


def owners_of_peak(reports: Sequence[Report]) -> int:
    """How many owners have it on that day."""
    return max(_owners_by_day(reports).values())


def _owners_by_day(reports: Sequence[Report]) -> Counter[date]:
    return Counter(day for day, _ in {(one.day, one.owner) for one in reports})


def _reports(query: Query, told: _Event, sought: str, besides: str, archive: "Archive") -> list[Report]:
    """The articles whose headline and lead tell the event, and whose text has all of `besides`."""
    around = _Event(query, besides)
    forms = [form for word in words(sought) if not word.common for form in search_forms(word.written)]
    forms += [*spelling_forms(query), *(other for word in words(sought) for other in _others(word.written).split())]
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
    """Whether it tells the event as the news of its day: by its headline, a clause's also by its first sentence."""
    spans = sentence_spans(article.text[:LEAD]) if told.of_clause else ()
    heads = [article.title, *(article.text[start:end] for start, end in islice(spans, 1))]
    return any(told.is_in(head) and not _ANOTHER_DAY.search(head) for head in heads)


def _asked(query: Query, text: str) -> Asked:
    """The words of a text to be found, in all spellings of the question's names; titles before names are none."""
    found = words(text)
    titles = [one for one, other in pairwise(found) if latin(one.written) in TITLES and other.capitalised]
    bare = " ".join(word.written for word in found if word not in titles)
    names = tuple(name for name in query.names if name.written in text)
    return Asked(replace(query, standalone=bare, subject=bare, parts=(), names=names))


def _others(word: str) -> str:
    return _ALSO.get(word.casefold(), "")
