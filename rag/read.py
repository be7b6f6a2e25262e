"""The Answerer without a language model: the sentences of the archive that answer, verbatim, each with its citation.

1. the bundled reader reads the passages (`evidence/spans.py`); every sentence is evidence with features
   (`evidence/gather.py`)
2. a logistic model gives each its probability of answering
3. below the threshold the answer is that there is none, with the reason in words
4. otherwise the sentences are chosen in the form that the question asks for (`answers/`); an independent article that
   says the same becomes a second citation of the sentence; different answers become a disagreement
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from index.archive import Archive
from index.datatypes import Passage
from index.errors import EmbeddingError
from rag.answers.articles import articles_asked
from rag.answers.choose import choose, is_sure
from rag.answers.compare import asked_outlets, is_comparison
from rag.answers.in_office import in_office
from rag.answers.moments import timed
from rag.answers.on_behalf import on_behalf
from rag.answers.opposite import without_asker
from rag.answers.ruled_out import without_ruled_out
from rag.answers.sentence import SAME, Chosen, Sentence, overlap
from rag.answers.several import asks_for_several
from rag.answers.values.by_claimant import by_claimant
from rag.answers.values.by_words import singled_out
from rag.answers.values.counted import counted
from rag.answers.values.to_from import to_or_from
from rag.answers.values.twins import in_unit
from rag.answers.which import which
from rag.answers.why import same_reason
from rag.answers.winner import winner
from rag.compose import Cited, Span, compose, refuse
from rag.datatypes import Answer, Event, Name, Query, Turn
from rag.disagree import disagreeing, of_namesakes
from rag.evidence.absent import absent_names, absent_words
from rag.evidence.another_one import of_the_one
from rag.evidence.another_subject import of_the_subject
from rag.evidence.contested import without_contested
from rag.evidence.differs import Differs
from rag.evidence.gather import Evidence, gather
from rag.evidence.other_event import is_of_another_event, of_the_thing
from rag.evidence.recent import by_age
from rag.evidence.spans import SpanReader
from rag.evidence.superseded import is_superseded
from rag.evidence.weights import ACCEPTED_WRONG, INTERCEPT, WEIGHTS, threshold
from rag.evidence.witness import independent
from rag.questions.kinds import matter_of
from rag.questions.sources import without_sources
from rag.text.facts import words_of
from rag.text.words import content_words, stems
from rag.verify import support

NOTHING_PASSES = "No article of this archive is from what the question names: that outlet, author or time."
NO_SENTENCE = "No sentence of this archive's articles answers this."

CARRIED = 0.8  # share of a sentence's content words that a further citation of it must have


class Reader:
    """Answers from the archive's own sentences. Immune to instructions in articles: it follows none.

    `accepted_wrong` is the share, 0 to 1, of the questions that no article answers which may be answered all the same.
    Also with 0 some are answered by what articles say in so many words, whatever the model makes of it.
    """

    name = "offline reader"

    def __init__(
        self,
        archive: Archive,
        accepted_wrong: float = ACCEPTED_WRONG,
        spans: SpanReader | None = None,
    ) -> None:
        self._archive = archive
        self._spans = spans or SpanReader()
        self._threshold = threshold(accepted_wrong)

    def answer(self, query: Query, passages: Sequence[Passage], turns: Sequence[Turn] = ()) -> Iterator[Event]:  # noqa: ARG002
        """The answer's sentences as "text" events, then the Answer."""
        started = time.perf_counter()
        try:
            asked = without_sources(query)
            evidence = self._rated(*articles_asked(asked, passages))
        except EmbeddingError as error:  # a model's file is missing or damaged: searching may go on
            yield Event("answer", answer=replace(refuse(query, passages, str(error), 0.0), failed=True))
            return
        stages = {"rate": (time.perf_counter() - started) * 1000}
        confidence = evidence[0].probability if evidence else 0.0
        if not evidence or (confidence < self._threshold and not is_sure(asked, evidence)):
            refusal = refuse(query, passages, self._why_not(query, evidence), confidence)
            yield Event("answer", answer=replace(refusal, timings=stages))
            return
        started = time.perf_counter()
        chosen = choose(asked, evidence, self._threshold)
        stages["choose"] = (time.perf_counter() - started) * 1000
        if not chosen.sentences:
            refusal = refuse(query, passages, " ".join(chosen.notes) or NO_SENTENCE, confidence)
            yield Event("answer", answer=replace(refusal, timings=stages))
            return
        for one in chosen.sentences:
            yield Event("text", text=one.text + " ")
        started = time.perf_counter()
        answer = self._composed(query, passages, evidence, chosen, confidence)
        stages["compose"] = (time.perf_counter() - started) * 1000
        yield Event("answer", answer=replace(answer, timings=stages))

    def _rated(self, query: Query, passages: Sequence[Passage]) -> list[Evidence]:
        """The evidence with its probabilities, most likely first; in a comparison each outlet's for itself."""
        found = rated(self._gathered(query, passages))
        if is_comparison(query):
            for outlet in asked_outlets(query):
                own = [passage for passage in passages if passage.article.outlet == outlet]
                for part in [one for one in query.parts if outlet in one.filter.outlets] or [query]:
                    found += rated(self._gathered(part, own))
        kept = [
            one
            for one in by_age(query, _likeliest_of_each(found))
            if not is_of_another_event(query, one.passage.article)
        ]
        told = of_the_thing(query, (one.article for one in passages))
        kept = of_the_one(query, of_the_subject(query, [one for one in kept if one.passage.article.id in told]))
        found = [winner(query, which(query, timed(query, without_asker(query, one)))) for one in kept]
        answering = [in_unit(query, singled_out(query, counted(query, to_or_from(query, one)))) for one in found]
        meant = in_office(query, on_behalf(query, by_claimant(query, answering)))
        return without_ruled_out(query, without_contested(query, meant))

    def _gathered(self, query: Query, passages: Sequence[Passage]) -> list[Evidence]:
        return gather(_of_matter(query), passages, self._archive, self._spans)

    def _composed(
        self,
        query: Query,
        passages: Sequence[Passage],
        evidence: Sequence[Evidence],
        chosen: Chosen,
        confidence: float,
    ) -> Answer:
        differing = [] if asks_for_several(query) else disagreeing(without_sources(query), evidence)
        return compose(
            replace(query, notes=(*query.notes, *chosen.notes)),
            passages,
            [
                Cited(one.text, (_span(one), *_also_in(one, evidence, query.names)), one.note)
                for one in chosen.sentences
            ],
            short=chosen.short,
            disagreement=[(value, _span(one)) for value, one in differing],
            namesakes=of_namesakes(query, [one for _, one in differing]),
            confidence=confidence,
        )

    def _why_not(self, query: Query, evidence: Sequence[Evidence]) -> str:
        """The reason of a refusal, in words: nothing to search, a name or value not there, or just no answer."""
        if not self._archive.count_chunks():
            return "The archive is empty: fill it with `dateline sync ARTICLES`."
        if query.filter and not self._archive.count_articles(query.filter):
            return next((note for note in query.notes if note.startswith("The archive has no")), NOTHING_PASSES)
        found = absent_names(query, self._archive) or (evidence and _otherwise(query, evidence[0]))
        return found or absent_words(query, self._archive) or NO_SENTENCE


def rated(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence with its probabilities, most likely first."""
    if not evidence:
        return []
    logits = np.stack([one.features for one in evidence]) @ WEIGHTS + INTERCEPT
    probabilities = 1 / (1 + np.exp(-logits))
    rated_ = [replace(one, probability=float(value)) for one, value in zip(evidence, probabilities, strict=True)]
    return sorted(rated_, key=lambda one: (-one.probability, one.passage.article.id, one.start))


def _otherwise(query: Query, nearest: Evidence) -> str:
    """In words, what the nearest sentence has in the place of a number or date of the question; empty for nothing."""
    differs = Differs(query.standalone)
    lacking = differs.lacking(nearest.passage.article)
    others = ((value.written, differs.in_place_of(value, nearest.text)) for value in lacking)
    return next((f"The nearest article speaks of {other}, not of {asked}." for asked, other in others if other), "")


def _of_matter(query: Query) -> Query:
    """The query without the words that only ask for a form: no article says "summarise"."""
    return replace(query, subject=matter_of(query.subject or query.standalone))


def _likeliest_of_each(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Each sentence once, as it was rated best."""
    ranked = sorted(evidence, key=lambda one: (-one.probability, one.passage.article.id, one.start))
    kept: dict[tuple[str, int], Evidence] = {}
    for one in ranked:
        kept.setdefault((one.passage.article.id, one.start), one)
    return list(kept.values())


def _also_in(one: Sentence, evidence: Sequence[Evidence], names: Sequence[Name]) -> tuple[Span, ...]:
    """Spans of articles that carry the same sentence, as the verifier judges, each of another story and owner."""
    heard, spans = [one.passage], []
    for other in evidence:
        if all(independent(other.passage, passage) for passage in heard) and overlap(one.text, other.text) >= SAME:
            carried = support(one.text, other.passage, names)
            there = other.passage.article.text[carried.start : carried.end]
            if carried.supported and _says_as_much(one, there) and not is_superseded(there, one.answer):
                heard.append(other.passage)
                spans.append(Span(other.passage.article, carried.start, carried.end, other.speaker))
    return tuple(spans)


def _says_as_much(one: Sentence, there: str) -> bool:
    """Whether another's words have nearly all of the sentence's, and its answer and its reason to the last word."""
    mine = {word.stem for word in content_words(one.text)}
    told = {word.key for word in words_of(one.answer) if word.kind in ("number", "word")}
    all_told = told <= {word.key for word in words_of(there)} and same_reason(one.text, there)
    return all_told and len(mine & stems(there)) >= CARRIED * len(mine)


def _span(one: Sentence | Evidence) -> Span:
    return Span(one.passage.article, one.start, one.end, one.speaker)
