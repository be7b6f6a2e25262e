"""The Answerer without a language model: the sentences of the archive that answer, verbatim, each with its citation.

1. every sentence of the passages is evidence with features (`evidence.py`)
2. a logistic model gives each its probability of answering
3. below the threshold the answer is that there is none, with the reason in words
4. otherwise the best sentences are kept: those nearly as likely that say something new; an independent article that
   says the same becomes a second citation of the sentence; different values for the same thing become a disagreement
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from index.archive import Archive
from index.datatypes import Passage
from index.embed import Embedder
from rag.compose import Cited, Span, compose, refuse
from rag.datatypes import Answer, Event, Name, Query, Turn
from rag.disagree import disagreeing
from rag.evidence import Evidence, gather, names_in
from rag.short import short_answer
from rag.spellings import meant_stems
from rag.verify import support
from rag.weights import INTERCEPT, THRESHOLD, WEIGHTS
from rag.witness import independent
from rag.words import content_words, stem

NOTHING_PASSES = "No article of this archive is from what the question names: that outlet, author or time."
NO_SENTENCE = "No sentence of this archive's articles answers this."

NEARLY = 0.6  # a further sentence is at least this share as likely as the best
SAME = 0.5  # share of content words in common from which two sentences may say the same
MOST = {"list": 5, "compare": 5, "timeline": 5, "quote": 4}  # sentences in an answer; 3 for every other kind


class Reader:
    """Answers from the archive's own sentences. Immune to instructions in articles: it follows none."""

    name = "offline reader"

    def __init__(self, archive: Archive, threshold: float = THRESHOLD, embedder: Embedder | None = None) -> None:
        """`embedder` compares question and sentences; the model was trained with the bundled one's similarities."""
        self._archive = archive
        self._embedder = embedder or archive.embedder
        self._threshold = threshold

    def answer(self, query: Query, passages: Sequence[Passage], turns: Sequence[Turn] = ()) -> Iterator[Event]:  # noqa: ARG002
        """The answer's sentences as "text" events, then the Answer."""
        evidence = rated(gather(query, passages, self._archive, self._embedder))
        confidence = evidence[0].probability if evidence else 0.0
        if confidence < self._threshold:
            yield Event("answer", answer=refuse(query, passages, self._why_not(query), confidence))
            return
        chosen = _chosen(query, evidence, self._threshold)
        for one in chosen:
            yield Event("text", text=one.text + " ")
        yield Event("answer", answer=self._composed(query, passages, evidence, chosen))

    def _composed(
        self, query: Query, passages: Sequence[Passage], evidence: Sequence[Evidence], chosen: Sequence[Evidence]
    ) -> Answer:
        best = chosen[0]
        differing = disagreeing(query, evidence)
        return compose(
            query,
            passages,
            [Cited(one.text, (_span(one), *_also_in(one, evidence, query.names))) for one in chosen],
            short=short_answer(query.standalone, query.kind, best.text, best.speaker, query.names),
            disagreement=[(value, _span(one)) for value, one in differing],
            confidence=best.probability,
        )

    def _why_not(self, query: Query) -> str:
        """The reason of a refusal, in words: nothing to search, a name that no article has, or just no answer."""
        if not self._archive.count_chunks():
            return "The archive is empty: fill it with `dateline sync ARTICLES`."
        if query.filter and not self._archive.count_articles(query.filter):
            return next((note for note in query.notes if note.startswith("The archive has no")), NOTHING_PASSES)
        names = {stem(name): name for name in names_in(query.subject or query.standalone)}
        counts = self._archive.document_counts(names)
        spelt = {asked for _, meant in meant_stems(query) for asked in meant}
        absent = [f'"{name}"' for key, name in names.items() if not counts[key] and key not in spelt]
        return f"No article of this archive mentions {', '.join(absent)}." if absent else NO_SENTENCE


def rated(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence with its probabilities, most likely first."""
    if not evidence:
        return []
    logits = np.stack([one.features for one in evidence]) @ WEIGHTS + INTERCEPT
    probabilities = 1 / (1 + np.exp(-logits))
    rated_ = [replace(one, probability=float(value)) for one, value in zip(evidence, probabilities, strict=True)]
    return sorted(rated_, key=lambda one: (-one.probability, one.passage.article.id, one.start))


def _chosen(query: Query, evidence: Sequence[Evidence], threshold: float) -> list[Evidence]:
    """The sentences of the answer: the best, then those nearly as likely that say something else, and what differs."""
    floor = max(threshold, NEARLY * evidence[0].probability)
    chosen = [evidence[0]]
    differing = [one for _, one in disagreeing(query, evidence)]
    for one in [*differing, *(one for one in evidence if one.probability >= floor)]:
        new = one in differing or all(_overlap(one, other) < SAME for other in chosen)
        if one not in chosen and new and len(chosen) < MOST.get(query.kind, 3):
            chosen.append(one)
    return chosen


def _also_in(one: Evidence, evidence: Sequence[Evidence], names: Sequence[Name]) -> tuple[Span, ...]:
    """Spans of articles that carry the same sentence, as the verifier judges, each of another story and owner."""
    heard, spans = [one.passage], []
    for other in evidence:
        if all(independent(other.passage, passage) for passage in heard) and _overlap(one, other) >= SAME:
            carried = support(one.text, other.passage, names)
            if carried.supported:
                heard.append(other.passage)
                spans.append(Span(other.passage.article, carried.start, carried.end, other.speaker))
    return tuple(spans)


def _overlap(one: Evidence, other: Evidence) -> float:
    """Share of the shorter sentence's content words that the other has too."""
    mine, theirs = ({word.stem for word in content_words(each.text)} for each in (one, other))
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def _span(one: Evidence) -> Span:
    return Span(one.passage.article, one.start, one.end, one.speaker)
