"""A question understood, an answer and its proof. Frozen values that every surface and the evaluation share."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

from index.datatypes import Article, Copy, Filter, Passage
from rag.as_dict import article_dict, citation_dict, passage_dict, query_dict

Kind = Literal[
    "who", "when", "where", "how many", "yes/no", "why", "how", "quote", "list", "compare", "timeline", "summary",
    "who is", "what",
]  # fmt: skip


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
    without: tuple[str, ...] = ()
    """Outlets whose articles are not to answer: "other than the Courier"."""
    besides: tuple[str, ...] = ()
    """Ids of articles that are not to answer: those cited already, where "the other article" is asked for."""


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
    role: str | None = None
    """What the article says the speaker is: "the mayor of Tarnwick"."""
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
    """One sentence of an answer with the markers of the citations that carry it.

    Without a language model `text` is a cited quote, letter for letter; what is ours about it stands in `note` alone.
    """

    text: str
    markers: tuple[int, ...]
    outlets: tuple[str, ...] = ()
    """Who says so independently: an outlet, or the agency where it is an agency's text, for each story cited."""
    note: str = ""
    """Our words about the sentence: whom its first pronoun means, who is speaking and what they say to "Did ...?", the
    day it tells of.

    `Answer.text` has them before the sentence in italics and square brackets: article text never is in italics there.
    """


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two articles that give different values for the same thing."""

    values: tuple[tuple[str, int], ...]
    """(value as written, marker of the citation that says so)."""
    namesakes: bool = False
    """Whether the articles seem to tell of different people of one name."""


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
    """The shortest exact answer, verbatim from a citation, or "Yes" or "No" where a cited sentence decides it.

    None when the question does not ask for one, or nothing decides it.
    """
    reason: str | None = None
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    passages: tuple[Passage, ...] = ()
    disagreement: Disagreement | None = None
    confidence: float = 0.0
    """Probability, as calibrated for the answerer, that the archive answers the question (0 to 1)."""
    timings: Mapping[str, float] = field(default_factory=dict, compare=False)
    """Milliseconds per stage: the one thing in which two equal answers may differ."""
    usage: Usage | None = None
    """What a language model was given and gave for this answer; None where none was asked, or none replied."""
    failed: bool = False
    """Whether nothing was read, since a part of Dateline is missing or damaged, as `reason` says."""

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON-ready values; articles appear once, under `articles`, without their full text."""
        articles = {c.article.id: c.article for c in self.citations} | {p.article.id: p.article for p in self.passages}
        return {
            "text": self.text,
            "short": self.short,
            "answered": self.answered,
            "failed": self.failed,
            "reason": self.reason,
            "confidence": self.confidence,
            "statements": [asdict(statement) for statement in self.statements],
            "citations": [citation_dict(citation) for citation in self.citations],
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
