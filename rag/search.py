"""A search with everything around its passages: what to mark in them, facets, order by date, who reported it first.

A search by meaning finds something near for every question, so "the articles that match" needs a floor: an article
matches when its best passage and headline hold enough of what was asked, weighed by how rare each word is in the
archive, compared with the passage that holds most. Sorting by date, facets and "first reported" go by it. Where
nothing but an outlet, an author or a time is asked for, every article that passes the filter matches.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from index.archive import Archive
from index.datatypes import Article, Copy, Filter, Passage
from rag.as_dict import article_dict, passage_dict, query_dict
from rag.by_day import newest_days, oldest_days
from rag.datatypes import Query
from rag.facets import Facets, facets_of, first_day, may_pass
from rag.published import asks_published
from rag.ranking.coverage import rarity
from rag.retrieve import Retriever
from rag.text.asked import Asked

_REPLACED = "What was chosen takes the place of outlets, authors or days that the question names."
_NEAREST = "No article has a word of this. What follows is only nearest in meaning."
Sort = Literal["relevance", "newest", "oldest"]
POOL = 200
"""The best passages, which are looked at for facets and dates."""
FLOOR = 0.6
"""The share of the best passage's words that an article needs to match.

On 104 questions of RealTimeQA 2022 (4,855 articles) it keeps 98 % of the articles that answer and leaves 12 of the 200
that a search looks at (median); .5 keeps all and 22, .7 97 % and 8. It does not change which passages rank first.
"""
REPEATED, LIKE = 12, 20
"""Passages that are looked for in further articles (few match so well), and those that are looked through for each."""
BEGINNING = 300
"""Characters of a passage by which it is looked for, as one phrase."""
FIRST_FLOOR = 0.8
"""The floor for "first reported", where one stray article is enough to be wrong: it keeps 91 % and leaves 4."""


@dataclass(frozen=True, slots=True)
class FirstReport:
    """The earliest article that reports what was asked, among those that match."""

    article: Article
    rests_on: Passage
    """The passage that holds what was asked: of this article, or of one that is a copy of it."""
    considered: int
    """How many dated articles match."""
    undated: int
    """How many match and have no date: one of these may be earlier."""

    @property
    def is_copy(self) -> bool:
        """Whether it was found as an earlier copy of the article that `rests_on` is of."""
        return self.article.id != self.rests_on.article.id

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready values."""
        rests_on = passage_dict(self.rests_on)
        return {
            "article": article_dict(self.article),
            "rests_on": rests_on,
            "is_copy": self.is_copy,
            "considered": self.considered,
            "undated": self.undated,
        }


@dataclass(frozen=True, slots=True)
class SearchResults:
    """What a search found; `highlights[n]` are the spans of `passages[n].article.text` to mark in that passage."""

    query: Query
    passages: tuple[Passage, ...]
    highlights: tuple[tuple[tuple[int, int], ...], ...]
    facets: Facets
    first_reported: FirstReport | None
    sort: Sort = "relevance"
    notes: tuple[str, ...] = ()
    """What must be said of the passages or their order, in words."""

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready values: each passage with its article (without the text) and its highlights."""
        found = [
            passage_dict(passage) | {"article": article_dict(passage.article), "highlights": [list(s) for s in spans]}
            for passage, spans in zip(self.passages, self.highlights, strict=True)
        ]
        return {
            "query": query_dict(self.query),
            "sort": self.sort,
            "notes": list(self.notes),
            "passages": found,
            "facets": self.facets.to_dict(),
            "first_reported": self.first_reported.to_dict() if self.first_reported else None,
        }


def search_results(
    archive: Archive, query: Query, ranked: Sequence[Passage], top_k: int, sort: Sort = "relevance"
) -> SearchResults:
    """The results of a query, of the passages that a retriever ranked for it (as many as `POOL`, best first)."""
    if asks_published(query):
        return _published(archive, query, ranked, top_k, sort)
    asked = Asked(query)
    shares = _shares(archive, asked, ranked)
    relevant = _best_of_each(ranked, shares, FLOOR)
    shown = list(ranked) if sort == "relevance" else _by_date(relevant, newest=sort == "newest")
    shown = shown[:top_k]
    wordless = bool(shown and asked.stems and not relevant)
    return SearchResults(
        query=query,
        passages=tuple(shown),
        highlights=tuple(asked.spans(one.article.text, one.start, one.end) for one in shown),
        facets=facets_of(relevant, query.filter),
        first_reported=_first(archive, query.filter, _best_of_each(ranked, shares, FIRST_FLOOR)),
        sort=sort,
        notes=(_NEAREST,) if wordless else () if sort == "relevance" else _undated_note(relevant),
    )


def _published(archive: Archive, query: Query, ranked: Sequence[Passage], top_k: int, sort: Sort) -> SearchResults:
    """What was published by somebody or at some time: no word of the question is one to be marked."""
    relevant, count = _once(ranked), archive.count_articles(query.filter)
    facets = facets_of(relevant, query.filter)
    all_found = facets.articles >= count

    def at_end(days: Callable[[Filter, Archive, int], Filter], wanted: int) -> list[Passage]:
        ended = replace(query, filter=days(query.filter, archive, wanted))
        return relevant if all_found else _once(Retriever(archive).retrieve(ended, POOL))

    by_date = {"newest": newest_days, "oldest": oldest_days}
    shown = _by_date(at_end(by_date[sort], top_k), newest=sort == "newest") if sort in by_date else list(ranked)
    shown = shown[:top_k]
    first = _first(archive, query.filter, at_end(oldest_days, 1))
    notes = () if sort == "relevance" else _undated_note(relevant)
    if not all_found:
        first = first and replace(first, considered=count)
        notes = (*notes, f"Counted are {facets.articles:,} of {count:,} articles.")
    return SearchResults(query, tuple(shown), ((),) * len(shown), facets, first, sort, notes)


def narrowed(query: Query, chosen: Filter) -> Query:
    """The query with a filter that was chosen by hand: each part of it takes the place of what was understood."""
    if not chosen:
        return query
    dates = chosen if chosen.after or chosen.before else query.filter
    only = Filter(
        outlets=chosen.outlets or query.filter.outlets,
        authors=chosen.authors or query.filter.authors,
        names=chosen.names or query.filter.names,
        after=dates.after,
        before=dates.before,
        known_by=chosen.known_by or query.filter.known_by,
    )
    parts = tuple(narrowed(part, chosen) for part in query.parts)
    notes = (*query.notes, _REPLACED) if _lost(query.filter, only) else query.notes
    return replace(query, filter=only, parts=parts, notes=notes)


def _lost(understood: Filter, only: Filter) -> bool:
    """Whether something that was understood is no part of the filter any more."""
    pairs = [(getattr(understood, name), getattr(only, name)) for name in ("outlets", "authors", "after", "before")]
    return any(before and before != after for before, after in pairs)


def _shares(archive: Archive, asked: Asked, ranked: Sequence[Passage]) -> list[float]:
    """How much of what was asked each passage holds with its headline, as a share of what the best one holds."""
    weights = rarity(asked.stems, archive)
    titles = {id_: asked.found(title) for id_, title in {(p.article.id, p.article.title) for p in ranked}}
    held = []
    for passage in ranked:
        title = titles[passage.article.id]
        held.append(math.fsum(weights[one] for one in title | asked.found(passage.text, title)))
    best = max(held, default=0.0)
    return [one / best if best else 0.0 for one in held]


def _best_of_each(ranked: Sequence[Passage], shares: Sequence[float], floor: float) -> list[Passage]:
    """The best passage of each article that matches, best first."""
    return _once(passage for passage, share in zip(ranked, shares, strict=True) if share >= floor)


def _once(ranked: Iterable[Passage]) -> list[Passage]:
    """The best passage of each article, best first."""
    kept: dict[str, Passage] = {}
    for passage in ranked:
        kept.setdefault(passage.article.id, passage)
    return list(kept.values())


def _by_date(passages: Iterable[Passage], *, newest: bool) -> list[Passage]:
    """By date, undated last; on one day the better first."""
    dated = [one for one in passages if first_day(one.article)]
    undated = [one for one in passages if not first_day(one.article)]
    return sorted(dated, key=lambda one: _when(one.article), reverse=newest) + undated


def _when(article: Article | Copy) -> tuple[str, float]:
    """The day as the source has it, then the time where it gives one."""
    moment = article.published
    if not isinstance(moment, datetime):
        return first_day(article), 0.0
    return first_day(article), (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _when_at_latest(article: Article | Copy) -> tuple[str, float]:
    """The same, of an article without a time the end of its day: nobody knows that it was earlier."""
    day, at = _when(article)
    return day, at if isinstance(article.published, datetime) else math.inf


def _undated_note(passages: Iterable[Passage]) -> tuple[str, ...]:
    undated = sum(not first_day(one.article) for one in passages)
    if not undated:
        return ()
    return (
        "1 article without a date comes last." if undated == 1 else f"{undated:,} articles without a date come last.",
    )


def _repeated(archive: Archive, only: Filter, passages: Sequence[Passage]) -> list[Passage]:
    """These passages, and those of further articles that have the very words: a search shows such words once."""
    found = {one.article.id: one for one in passages}
    for one in passages[:REPEATED]:
        for other in archive.passages(archive.matching([one.text[:BEGINNING]], LIKE, only)):
            if other.text.split() == one.text.split():
                found.setdefault(other.article.id, replace(other, score=one.score))
    return list(found.values())


def _first(archive: Archive, only: Filter, passages: Sequence[Passage]) -> FirstReport | None:
    """The earliest of these articles and of their copies; on one day, of those that give a time where any does."""
    reports: list[tuple[Article | Copy, Passage]] = [(one.article, one) for one in _repeated(archive, only, passages)]
    reports += [(copy, one) for one in passages for copy in one.copies if may_pass(copy, only)]
    dated = [report for report in reports if first_day(report[0])]
    if not dated:
        return None
    earliest, rests_on = min(dated, key=lambda report: (*_when_at_latest(report[0]), -report[1].score))
    article = earliest if isinstance(earliest, Article) else archive.article(earliest.article_id)
    return FirstReport(article, rests_on, len(dated), len(reports) - len(dated))
