"""The form of most answers: the likeliest sentence, and those nearly as likely that say something else."""

from collections.abc import Sequence

from rag.answers.fit import fitting
from rag.answers.order import readable
from rag.answers.sentence import SAME, Chosen, Sentence, likely, overlap, sentence_of
from rag.answers.short import short_of
from rag.datatypes import Kind, Query
from rag.disagree import disagreeing
from rag.evidence import Evidence

MOST: dict[Kind, int] = {"quote": 4}
"""Sentences of an answer; 3 for every other kind."""
DIFFERING = 5
"""Sentences where articles differ."""


def plain(query: Query, evidence: Sequence[Evidence], threshold: float) -> Chosen:
    """The best sentence, then what differs from it in another article, then those nearly as likely."""
    best, *others = _likely_and_fitting(query, evidence, threshold)
    short = short_of(query, best)
    differing = [one for _, one in disagreeing(query, evidence)]
    chosen = [sentence_of(best)]
    for one in [*differing, *others]:
        sentence, most = sentence_of(one), DIFFERING if one in differing else MOST.get(query.kind, 3)
        if len(chosen) < most and (one in differing or _new(sentence, chosen)):
            chosen += [sentence] if sentence.place not in {other.place for other in chosen} else []
    return Chosen(readable(chosen), short)


def _likely_and_fitting(query: Query, evidence: Sequence[Evidence], threshold: float) -> list[Evidence]:
    """The likely sentences, led by one whose answer is of the sort that is asked for."""
    best = fitting(query, evidence)[0]
    near = likely(evidence, threshold)
    return [best, *(one for one in near if one is not best and best is evidence[0])] if near else [best]


def _new(sentence: Sentence, chosen: Sequence[Sentence]) -> bool:
    return all(overlap(sentence.text, other.text) < SAME for other in chosen)
