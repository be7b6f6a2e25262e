"""The form of most answers: the likeliest sentence, and those nearly as likely that say something else."""

from collections.abc import Iterable, Iterator, Sequence

from rag.answers.fit import fitting, suits, tells_of_it
from rag.answers.order import readable
from rag.answers.sentence import NEARLY, SAME, Chosen, Sentence, is_prose, likely, overlap, sentence_of, sentences_in
from rag.answers.short import SHORT, short_of
from rag.answers.values.latest import newest, with_earlier
from rag.answers.values.sorts import counts_nothing
from rag.datatypes import Kind, Query
from rag.disagree import disagreeing
from rag.evidence.bearers import introductions
from rag.evidence.gather import Evidence
from rag.text.words import stems

MOST: dict[Kind, int] = {"quote": 4}
"""Sentences of an answer; 3 for every other kind."""
MOST_BESIDE_SHORT = 2
"""Where there is a short answer, which further sentences of the same value make no surer."""
DIFFERING = 5
"""Sentences where articles differ."""
UNSURE, SURE = 0.5, 0.7
"""Below the one the best answer is more likely wrong than right; from the other on it is right 7 times of 8."""
UNSURE_MOST, NEARLY_SURE_MOST = 4, 3
"""Sentences of an answer with what else may be it, below the one and between the two."""
INSTEAD = 0.1
"""Such another is at least this share as likely; beside a sure answer as likely as any other sentence (`NEARLY`)."""
LEAD, OPENING = 3.0, 200
"""A sentence that begins within so many characters of its article, where news tells what it is about, is taken before
others up to so many times as likely: beside an unsure answer that shows the right one more often (BENCHMARKS.md)."""
OF_IT = 0.1
"""Share of the question's words, weighted by rarity, that it has: one that is not the commonest."""
HEADING = 8
"""Words of a line up to which it may be a heading."""
APART = 3
"""Further sentences that say who or what bears the name that articles differ about: there are seldom more bearers."""

COUNTS_ELSE = "The nearest sentence counts something else ({})."
NO_TIME = "The nearest sentence does not say when."
WEAK = 0.25
"""Below this a sentence of the wrong sort is refused: of three such in half of RealTimeQA 2024 none was right."""


def plain(query: Query, evidence: Sequence[Evidence], threshold: float) -> Chosen:
    """The best sentence, then what differs from it in another article, what else may answer, and what says more."""
    likely_ = _likely_and_fitting(query, evidence, threshold)
    if counts_nothing(query, likely_[0]):
        return Chosen((), notes=(COUNTS_ELSE.format(likely_[0].answer.text if likely_[0].answer else ""),))
    counting = [one for one in likely_ if not counts_nothing(query, one)]
    best, *others = [one for one in counting if tells_of_it(one)] or counting
    if query.kind == "when" and best.probability < WEAK and not suits(query, best):
        return Chosen((), notes=(NO_TIME,))
    lead = newest(query, evidence, best)
    short = short_of(query, lead) if best is likely_[0] else None
    differing = [one for _, one in disagreeing(query, evidence)]
    instead = list(_instead(query, best, evidence, threshold))
    chosen = [sentence_of(lead), *_below(lead), *([] if lead is best else [sentence_of(best)])]
    chosen = _with(chosen, map(sentence_of, differing), DIFFERING)
    chosen = _with(chosen, map(sentence_of, instead), _most_instead(best, bool(differing)))
    further = (one for one in map(sentence_of, others) if _new(one, chosen))
    chosen = _with(chosen, further, MOST_BESIDE_SHORT if short else MOST.get(query.kind, 3))
    chosen = _with(chosen, introductions(query, differing), len(chosen) + APART)
    return Chosen(readable(with_earlier(query, lead, best, chosen, evidence)), short)


def _with(chosen: Sequence[Sentence], others: Iterable[Sentence], most: int) -> list[Sentence]:
    """The chosen and the others, each once, up to so many."""
    found = {one.place: one for one in chosen}
    for one in others:
        if len(found) < most:
            found.setdefault(one.place, one)
    return list(found.values())


def _most_instead(best: Evidence, differs: bool) -> int:
    """Where articles differ, that is what else it may be, and more would hide it."""
    if best.probability < UNSURE:
        return UNSURE_MOST
    return NEARLY_SURE_MOST - differs


def _instead(query: Query, best: Evidence, evidence: Sequence[Evidence], threshold: float) -> Iterator[Evidence]:
    """What else may be the answer: other values of the sort that is asked for."""
    if query.kind not in SHORT:
        return
    told = [_value(best)]
    for one in _others(best, likely(evidence, threshold, 0.0)):
        if one is best or not suits(query, one) or one.feature("coverage") < OF_IT:
            continue
        value = _value(one) - stems(query.standalone)
        if value and not any(value & other for other in told):
            told.append(value)
            yield one


def _others(best: Evidence, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Those likely enough beside the best; where that is unsure, first what leads an article."""
    if best.probability >= SURE:
        return likely(evidence, NEARLY * best.probability, 0.0)
    weighed = ((one, one.probability * (LEAD if one.start < OPENING else 1.0)) for one in evidence)
    near = [each for each in weighed if each[1] >= INSTEAD * best.probability]
    return [one for one, _ in sorted(near, key=lambda each: -each[1])]


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
