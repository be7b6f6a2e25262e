"""Yes or no: the sentence that decides, and the word itself only where one decides it plainly."""

from collections.abc import Sequence
from dataclasses import replace

from rag.answers.deciding.by_speaker import claimed
from rag.answers.deciding.decide import Verdict, claims, decides
from rag.answers.order import readable
from rag.answers.plain import plain
from rag.answers.sentence import SAME, Chosen, Sentence, distinct, likely, overlap, sentence_of
from rag.datatypes import Query
from rag.evidence.gather import Evidence

MOST = 3
UNDECIDED = 2
"""Sentences shown where none decides."""
CLEARLY = 0.4
"""A sentence that decides is at least this share as likely as the best."""

Decided = tuple[Sentence, Verdict]


def yes_no(query: Query, evidence: Sequence[Evidence], threshold: float) -> Chosen:
    """The sentence that decides first, and "Yes" or "No"; neither where none decides, or two decide differently."""
    told = plain(query, evidence, threshold)
    first, deciding = _deciding(query, evidence)
    if first is None:
        claimed_ = _claimed(query, evidence)
        # A claim and its contrary have nearly the same words.
        rest = [one for one in told.sentences if all(overlap(one.text, each.text) < SAME for each in claimed_)]
        return Chosen(readable([*claimed_, *distinct(rest, max(UNDECIDED - len(claimed_), 0))]))
    contrary = [one for one, verdict in deciding if verdict != first[1]][:1]  # however little it is like the question
    best, *others = distinct([first[0], *told.sentences], MOST - len(contrary))
    return Chosen(readable([best, *contrary, *others]), None if contrary else first[1])


def _claimed(query: Query, evidence: Sequence[Evidence]) -> list[Sentence]:
    """The likeliest sentence in which somebody says yes, and the likeliest no, each with whose word it is."""
    found: dict[Verdict, Sentence] = {}
    for one in _near(evidence):
        if said := claimed(query.standalone, one):
            word = f"{said.verdict.lower()}, according to {said.speaker}"
            found.setdefault(said.verdict, replace(one, note=word))
    plainly = [one for one in _near(evidence) if claims(query.standalone, one)]
    return list(found.values()) or plainly[:1]


def is_decided(query: Query, evidence: Sequence[Evidence]) -> bool:
    """Whether a sentence decides it plainly, or somebody claims to, however little the model makes of that."""
    if query.kind != "yes/no" or not evidence:
        return False
    return _deciding(query, evidence)[0] is not None or any(claims(query.standalone, one) for one in _near(evidence))


def _deciding(query: Query, evidence: Sequence[Evidence]) -> tuple[Decided | None, list[Decided]]:
    """The likeliest sentence that decides, if it is likely, and all that do, each with what it decides."""
    near = {one.place for one in _near(evidence)}
    found = [(one, verdict) for one in map(sentence_of, evidence) if (verdict := decides(query.standalone, one))]
    return next((each for each in found if each[0].place in near), None), found


def _near(evidence: Sequence[Evidence]) -> list[Sentence]:
    """Those that are likely, and all of the likeliest article."""
    near, first = likely(evidence, 0.0, CLEARLY), evidence[0].passage.article.id
    return [sentence_of(one) for one in evidence if one in near or one.passage.article.id == first]
