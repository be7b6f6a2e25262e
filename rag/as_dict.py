"""Articles, passages, queries and citations as JSON-ready values: what the API, `--json` and saved runs hold."""

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from index.datatypes import Article, Copy, Passage

if TYPE_CHECKING:
    from rag.datatypes import Citation, Query


def article_dict(article: Article, *, with_text: bool = False) -> dict[str, Any]:
    """An article as JSON-ready values, its text only on request."""
    fields: dict[str, Any] = {
        "id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published.isoformat() if article.published else None,
        "authors": list(article.authors),
        "url": article.url,
        "language": article.language,
        "origin": article.origin,
        "subtitle": article.subtitle,
        "modified": article.modified.isoformat() if article.modified else None,
        "published_in": article.published_in,
        "section": article.section,
        "keywords": list(article.keywords),
        "pages": list(article.pages),
        "stated": dict(article.stated),
    }
    return fields | {"text": article.text} if with_text else fields


def query_dict(query: "Query") -> dict[str, Any]:
    """A query as JSON-ready values."""
    fields = _listed(asdict(replace(query, parts=())))
    fields["parts"] = [query_dict(part) for part in query.parts]
    fields["names"] = [_listed(asdict(name)) for name in query.names]
    fields["filter"] = _listed(fields["filter"])
    fields["as_of"] = query.as_of.isoformat()
    fields["focus"] = query.focus.isoformat() if query.focus else None
    for side in ("after", "before", "known_by"):
        day = getattr(query.filter, side)
        fields["filter"][side] = day.isoformat() if day else None
    return fields


def citation_dict(citation: "Citation") -> dict[str, Any]:
    """A citation as JSON-ready values, its article by id."""
    return {
        "marker": citation.marker,
        "article": citation.article.id,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "speaker": citation.speaker,
        "role": citation.role,
        "page": citation.page,
        "correction": citation.correction,
        "verified": citation.verified,
        "copies": [copy_dict(copy) for copy in citation.copies],
    }


def passage_dict(passage: Passage) -> dict[str, Any]:
    """A passage as JSON-ready values, its article by id."""
    return {
        "article": passage.article.id,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "score": passage.score,
        "owner": passage.owner,
        "copies": [copy_dict(copy) for copy in passage.copies],
    }


def copy_dict(copy: Copy) -> dict[str, Any]:
    """Another article of the same story as JSON-ready values."""
    return {
        "article": copy.article_id,
        "title": copy.title,
        "outlet": copy.outlet,
        "published": copy.published.isoformat() if copy.published else None,
        "published_in": copy.published_in,
        "url": copy.url,
        "owner": copy.owner,
    }


def _listed(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in fields.items()}
