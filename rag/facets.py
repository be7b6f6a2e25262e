"""What the articles that a search found have in common: how many are of which outlet, month and author."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from index.datatypes import Article, Copy, Filter, Passage


@dataclass(frozen=True, slots=True)
class Count:
    """One value of a facet, and how many of the articles have it."""

    value: str
    articles: int


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts over the articles that match, copies of a story among them, and not only over those shown.

    Outlets and authors are ordered by count, months ("2026-03") newest first. Of a copy the author is not counted.
    """

    articles: int = 0
    """How many articles were counted."""
    outlets: tuple[Count, ...] = ()
    months: tuple[Count, ...] = ()
    authors: tuple[Count, ...] = ()
    undated: int = 0
    """How many of them have no month; what has no outlet or author is in no count of these either."""

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready values."""
        return asdict(self)


def facets_of(passages: Iterable[Passage], only: Filter) -> Facets:
    """The facets of the articles of these passages, and of those of their copies that the filter lets through."""
    matching = list(passages)
    articles: dict[str, Article | Copy] = {p.article.id: p.article for p in matching}
    for copy in (copy for passage in matching for copy in passage.copies):
        if may_pass(copy, only):
            articles.setdefault(copy.article_id, copy)
    months = Counter(month_of(article) for article in articles.values())
    undated = months.pop("", 0)
    authors = Counter(
        name for one in articles.values() if isinstance(one, Article) for name in dict.fromkeys(one.authors)
    )
    return Facets(
        articles=len(articles),
        outlets=_most_first(Counter(one.outlet for one in articles.values() if one.outlet)),
        months=tuple(Count(month, months[month]) for month in sorted(months, reverse=True)),
        authors=_most_first(authors),
        undated=undated,
    )


def may_pass(article: Article | Copy, only: Filter) -> bool:
    """Whether it passes the outlets and dates of a filter; where that asks for authors or names, a copy may not."""
    day = first_day(article)
    if isinstance(article, Copy) and (only.authors or only.names):
        return False
    return (
        (not only.outlets or article.outlet in only.outlets)
        and (not only.after or day >= only.after.isoformat())
        and (not only.before or "" < day <= only.before.isoformat())
        and (not only.known_by or day <= only.known_by.isoformat())
    )


def first_day(article: Article | Copy) -> str:
    """The day of publication, or the first of its month or year, as ISO; empty where nothing is known."""
    if article.published_day:
        return article.published_day.isoformat()
    return f"{article.published_in}-01-01"[:10] if article.published_in else ""


def month_of(article: Article | Copy) -> str:
    """The month of publication as "2026-03"; the year alone where no more is known."""
    return article.published_day.isoformat()[:7] if article.published_day else (article.published_in or "")[:7]


def _most_first(counts: Mapping[str, int]) -> tuple[Count, ...]:
    ordered: Sequence[tuple[str, int]] = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return tuple(Count(value, count) for value, count in ordered)
