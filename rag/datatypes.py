"""A question understood, an answer and its proof. Frozen values that every surface and the evaluation share."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Literal

from index.datatypes import Article, Copy, Filter, Passage

Kind = Literal[
    "who", "when", "where", "how many", "yes/no", "why", "how", "quote", "list", "compare", "timeline", "what"
]


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody or something that a question names, and the other spellings of the archive that are searched too."""

    written: str
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A question understood: what `ask` and `search` act on, shown to the asker and never applied silently."""

    text: str
    """As asked."""
    standalone: str
    """A follow-up made into a question of its own; equal to `text` otherwise."""
    filter: Filter
    kind: Kind
    as_of: date
    """The day the asker stands on; "last week" counts from it."""
    focus: date | None = None
    """The day near which an article is the likelier to answer: `as_of`, or when that happened which is asked about."""
    subject: str = ""
    """The question without the words that have become its filter: what is looked for in the articles' words."""
    parts: "tuple[Query, ...]" = ()
    """Sub-queries, where one question asks several things: each with its own words, outlets and dates."""
    names: tuple[Name, ...] = ()
    numbers: tuple[str, ...] = ()
    """The amounts and numbers that it gives, as written."""
    notes: tuple[str, ...] = ()
    """What was understood or relaxed, in words."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Proof of one sentence: `citation.article.text[citation.start:citation.end] == citation.quote`."""

    marker: int
    """The number n of the marker [n] in the answer's text, from 1."""
    article: Article
    start: int
    end: int
    quote: str
    speaker: str | None = None
    """Who is being quoted, where the text says so."""
    verified: bool = False
    copies: tuple[Copy, ...] = ()
    """The other articles of the same story: where else the reader finds it, and no further proof."""

    @property
    def page(self) -> int | None:
        """The page on which it begins, from 1; None where the document has no pages."""
        return self.article.page_of(self.start)

    @property
    def correction(self) -> str | None:
        """What the article itself says of its correction, word for word; None where it says nothing."""
        from index.history import correction_of

        return correction_of(self.article)


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer with the markers of the citations that carry it."""

    text: str
    markers: tuple[int, ...]
    outlets: tuple[str, ...] = ()
    """Who says so independently: an outlet, or the agency where it is an agency's text, for each story cited."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two articles that give different values for the same thing."""

    values: tuple[tuple[str, int], ...]
    """(value as written, marker of the citation that says so)."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens that a language model read and wrote; `estimated` where the server did not count them."""

    read: int
    written: int
    estimated: bool = False

    @staticmethod
    def total(parts: "Iterable[Usage | None]") -> "Usage | None":
        """The sum of those that are there, estimated if one of them is; None where none is."""
        known = [part for part in parts if part is not None]
        if not known:
            return None
        return Usage(
            sum(part.read for part in known),
            sum(part.written for part in known),
            any(part.estimated for part in known),
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered, and the proof of each sentence.

    `text` is Markdown with [n] markers; characters of article text that Markdown would act on are escaped in it.
    `statements` holds the same sentences unescaped. When `answered` is false there are no citations, `reason` says why,
    and `passages` holds the nearest passages, which are not an answer.
    """

    text: str
    answered: bool
    query: Query
    short: str | None = None
    """The shortest exact answer, verbatim from a citation; None when the question does not ask for one."""
    reason: str | None = None
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    passages: tuple[Passage, ...] = ()
    disagreement: Disagreement | None = None
    confidence: float = 0.0
    """Probability, as calibrated for the answerer, that the archive answers the question (0 to 1)."""
    timings: Mapping[str, float] = field(default_factory=dict)
    """Milliseconds per stage."""
    usage: Usage | None = None
    """What a language model was given and gave for this answer; None where none was asked, or none replied."""

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON-ready values; articles appear once, under `articles`, without their full text."""
        articles = {c.article.id: c.article for c in self.citations} | {p.article.id: p.article for p in self.passages}
        return {
            "text": self.text,
            "short": self.short,
            "answered": self.answered,
            "reason": self.reason,
            "confidence": self.confidence,
            "statements": [asdict(statement) for statement in self.statements],
            "citations": [_citation_dict(citation) for citation in self.citations],
            "passages": [passage_dict(passage) for passage in self.passages],
            "articles": {key: article_dict(article) for key, article in articles.items()},
            "disagreement": asdict(self.disagreement) if self.disagreement else None,
            "query": query_dict(self.query),
            "timings": dict(self.timings),
            "usage": asdict(self.usage) if self.usage else None,
        }


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation and its answer."""

    question: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Event:
    """One step of an answer as it happens.

    `stage` is "query" (`query` is set), "passages" (`passages` is set), "text" (`text` holds the words to append,
    provisional until the answer is verified) or "answer" (`answer` is set: always the last event).
    """

    stage: Literal["query", "passages", "text", "answer"]
    query: Query | None = None
    passages: tuple[Passage, ...] = ()
    text: str = ""
    answer: Answer | None = None


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


def query_dict(query: Query) -> dict[str, Any]:
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


def _listed(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in fields.items()}


def _citation_dict(citation: Citation) -> dict[str, Any]:
    return {
        "marker": citation.marker,
        "article": citation.article.id,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "speaker": citation.speaker,
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
