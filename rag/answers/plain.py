"""The form of most answers: the likeliest sentence, and those nearly as likely that say something else."""

from collections.abc import Sequence

from rag.answers.order import readable
from rag.answers.sentence import SAME, Chosen, Sentence, likely, overlap, sentence_of
from rag.datatypes import Kind, Query
from rag.disagree import disagreeing
from rag.evidence import Evidence
from rag.short import candidates, short_answer

MOST: dict[Kind, int] = {"quote": 4}
"""Sentences of an answer; 3 for every other kind."""


def plain(query: Query, evidence: Sequence[Evidence], threshold: float) -> Chosen:
    """The best sentence, then what differs from it in another article, then those nearly as likely."""
    best, *others = _count_first(query, likely(evidence, threshold) or list(evidence[:1]))
    short = _short(query, best)
    # Beside a sentence that gives what is asked, one that does not give it is no answer.
    others = [one for one in others if short is None or _short(query, one)]
    differing = [one for _, one in disagreeing(query, evidence)]
    chosen = [sentence_of(best)]
    for one in [*differing, *others]:
        sentence = sentence_of(one)
        if len(chosen) < MOST.get(query.kind, 3) and (one in differing or _new(sentence, chosen)):
            chosen += [sentence] if sentence.place not in {other.place for other in chosen} else []
    return Chosen(readable(chosen), short)


def _short(query: Query, one: Evidence) -> str | None:
    return short_answer(query.standalone, query.kind, one.text, one.speaker, query.names)


def _count_first(query: Query, evidence: list[Evidence]) -> list[Evidence]:
    """Where it is asked how many, the sentences with such a count before the others."""
    if query.kind != "how many":
        return evidence
    return sorted(evidence, key=lambda one: not candidates(query.standalone, query.kind, one.text))


def _new(sentence: Sentence, chosen: Sequence[Sentence]) -> bool:
    return all(overlap(sentence.text, other.text) < SAME for other in chosen)
