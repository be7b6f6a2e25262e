"""The form of most answers: the likeliest sentence, and those nearly as likely that say something else."""

from collections.abc import Iterator, Sequence

from rag.answers.fit import coverage_of, fitting, suits, tells_of_it
from rag.answers.order import readable
from rag.answers.sentence import SAME, Chosen, Sentence, is_prose, likely, overlap, sentence_of, sentences_in
from rag.answers.short import SHORT, short_of
from rag.datatypes import Kind, Query
from rag.disagree import disagreeing
from rag.evidence.bearers import introductions
from rag.evidence.gather import Evidence
from rag.text.words import stems

MOST: dict[Kind, int] = {"quote": 4}
"""Sentences of an answer; 3 for every other kind."""
DIFFERING = 5
"""Sentences where articles differ."""
# Of 150 questions of RealTimeQA 2024 asked of a thousand articles, none refused, 73 % have the right answer cited in
# place of 65 %, in 2.4 sentences in place of 1.7; of those that are not refused 87 % as before, in 2.0 in place of 1.9.
UNSURE = 0.5
"""Below this the best answer is more likely wrong than right, and others are shown with it."""
UNSURE_MOST = 4
"""Sentences of an answer with such others."""
INSTEAD = 0.25
"""Such another is at least this share as likely."""
OF_IT = 0.15
"""Share of the question's words, weighted by rarity, that it has: one that is not the commonest."""
HEADING = 8
"""Words of a line up to which it may be a heading."""
APART = 3
"""Further sentences that say who or what bears the name that articles differ about: there are seldom more bearers."""


def plain(query: Query, evidence: Sequence[Evidence], threshold: float) -> Chosen:
    """The best sentence, then what differs from it in another article, then those nearly as likely."""
    likely_ = _likely_and_fitting(query, evidence, threshold)
    best, *others = [one for one in likely_ if tells_of_it(one)] or likely_
    short = short_of(query, best) if best is likely_[0] else None
    differing = [one for _, one in disagreeing(query, evidence)]
    chosen = [sentence_of(best), *_below(best)]
    instead = list(_instead(query, best, evidence, threshold))
    for one in [*differing, *others, *instead]:
        most = DIFFERING if one in differing else UNSURE_MOST if one in instead else MOST.get(query.kind, 3)
        sentence = sentence_of(one)
        if len(chosen) < most and (one in differing or one in instead or _new(sentence, chosen)):
            chosen += [sentence] if sentence.place not in {other.place for other in chosen} else []
    apart = [one for one in introductions(query, differing) if one.place not in {other.place for other in chosen}]
    return Chosen(readable([*chosen, *apart[:APART]]), short)


def _instead(query: Query, best: Evidence, evidence: Sequence[Evidence], threshold: float) -> Iterator[Evidence]:
    """What else may be the answer where the best is more likely wrong: other values of the sort that is asked for."""
    if query.kind not in SHORT or best.probability >= UNSURE:
        return
    told = [_value(best)]
    near = likely(evidence, max(threshold, INSTEAD * best.probability), 0.0)
    for one in [other for other in near if other is not best and suits(query, other) and coverage_of(other) >= OF_IT]:
        value = _value(one) - stems(query.standalone)
        if value and not any(value & other for other in told):
            told.append(value)
            yield one


def _below(one: Evidence) -> list[Sentence]:
    """The sentence that a heading stands above."""
    text = one.passage.article.text
    if is_prose(one.text) or len(one.text.split()) > HEADING or text[one.end : one.end + 1] not in ("\n", "\r"):
        return []
    return [next_ for next_ in sentences_in(one.passage) if next_.start >= one.end and is_prose(next_.text)][:1]


def _value(one: Evidence) -> set[str]:
    return stems(one.answer.text) - {"the", "a", "an"} if one.answer else set()


def _likely_and_fitting(query: Query, evidence: Sequence[Evidence], threshold: float) -> list[Evidence]:
    """The likely sentences, led by one whose answer is of the sort that is asked for."""
    best = fitting(query, evidence)[0]
    near = likely(evidence, threshold)
    return [best, *(one for one in near if one is not best and best is evidence[0])] if near else [best]


def _new(sentence: Sentence, chosen: Sequence[Sentence]) -> bool:
    return all(overlap(sentence.text, other.text) < SAME for other in chosen)
