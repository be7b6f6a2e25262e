"""Sentences and the spans that carry them -> Answer, with markers numbered as they appear and every span checked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.datatypes import Article, Passage
from index.stories.boilerplate import words_of
from index.stories.contrary import holds
from rag.datatypes import Answer, Citation, Disagreement, Query, Statement
from rag.evidence.roles import role_of
from rag.evidence.witness import independent_outlets
from rag.text.markdown import escape_markdown
from rag.verify import check_citation

_FEWEST_WORDS = 12  # fewer are the same in two articles by chance

NO_ANSWER = "No answer was found."


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an article that carries a sentence, and who speaks in it."""

    article: Article
    start: int
    end: int
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence of an answer and the spans that carry it, the first the nearest; `note` is ours about it."""

    text: str
    spans: tuple[Span, ...]
    note: str = ""


def compose(
    query: Query,
    passages: Sequence[Passage],
    sentences: Sequence[Cited],
    *,
    short: str | None = None,
    disagreement: Sequence[tuple[str, Span]] = (),
    namesakes: bool = False,
    confidence: float = 1.0,
) -> Answer:
    """The Answer made of these sentences. A span that does not check is left out, a sentence without any as well."""
    citing = _Citing(passages)
    statements = [statement for sentence in sentences if (statement := citing.statement(sentence))]
    if not statements:
        return refuse(query, passages, "No cited span of the archive could be verified.", 0.0)
    values = [(value, citing.marker(span)) for value, span in disagreement]
    return Answer(
        text=" ".join(with_markers(statement) for statement in statements),
        short=short,
        answered=True,
        query=query,
        statements=tuple(statements),
        citations=tuple(citing.citations.values()),
        passages=tuple(passages),
        disagreement=Disagreement(tuple(values), namesakes) if len({one for one in values if one[1]}) > 1 else None,
        confidence=confidence,
    )


def refuse(query: Query, passages: Sequence[Passage], reason: str, confidence: float) -> Answer:
    """The Answer that says there is none, with the reason in words and the nearest passages as what they are."""
    return Answer(
        text=escape_markdown(f"{NO_ANSWER} {reason}"),
        answered=False,
        query=query,
        reason=reason,
        passages=tuple(passages),
        confidence=confidence,
    )


class _Citing:
    """The citations of an answer as they are numbered, with what its passages tell of their articles."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.citations: dict[tuple[str, int, int], Citation] = {}
        self._passages = {passage.article.id: passage for passage in passages}

    def statement(self, sentence: Cited) -> Statement | None:
        """The sentence with its markers; None where no span of it checks."""
        spans = {marker: span for span in sentence.spans if (marker := self.marker(span))}
        apart = _each_wording(spans.values())
        cited = [passage for span in apart if (passage := self._passages.get(span.article.id))]
        return Statement(sentence.text, tuple(spans), independent_outlets(cited), sentence.note) if spans else None

    def marker(self, span: Span) -> int:
        """The number of the citation of this span, added if it is new; 0 if it does not check."""
        key = span.article.id, span.start, span.end
        if key not in self.citations:
            citation = check_citation(self._citation(span))
            if not citation.verified:
                return 0
            self.citations[key] = citation
        return self.citations[key].marker

    def _citation(self, span: Span) -> Citation:
        passage = self._passages.get(span.article.id)
        quote = span.article.text[span.start : span.end]
        return Citation(
            marker=len(self.citations) + 1,
            article=span.article,
            start=span.start,
            end=span.end,
            quote=quote,
            speaker=span.speaker,
            role=role_of(span.speaker, span.article.text, span.start, span.end),
            copies=tuple(copy for copy in passage.copies if holds(copy.text, quote)) if passage else (),
        )


def _each_wording(spans: Iterable[Span]) -> list[Span]:
    """The first span of each wording: a sentence in the same words has one article from another, or from an agency."""
    kept = dict[tuple[str, ...], Span]()
    for place, span in enumerate(spans):
        words = tuple(words_of(span.article.text[span.start : span.end]))
        kept.setdefault(words if len(words) >= _FEWEST_WORDS else (str(place),), span)
    return list(kept.values())


def with_markers(statement: Statement) -> str:
    """The statement as Markdown: our note, the sentence and its markers."""
    note = f"*\\[{escape_markdown(' '.join(statement.note.split()))}\\]* " if statement.note else ""
    return note + escape_markdown(statement.text) + " " + "".join(f"[{marker}]" for marker in statement.markers)
