"""Yes or no: the sentence that decides, and the word itself only where one decides it plainly."""

from collections.abc import Sequence

from rag.answers.decide import decides
from rag.answers.order import readable
from rag.answers.plain import plain
from rag.answers.sentence import Chosen, distinct, likely, sentence_of
from rag.datatypes import Query
from rag.evidence import Evidence

MOST = 3
UNDECIDED = 2
"""Sentences shown where none decides."""
CLEARLY = 0.4
"""A sentence that decides is at least this share as likely as the best."""


def yes_no(query: Query, evidence: Sequence[Evidence], threshold: float) -> Chosen:
    """The sentence that decides first, and "Yes" or "No"; neither where none decides, or two decide differently."""
    told = plain(query, evidence, threshold)
    near = {one.place for one in map(sentence_of, likely(evidence, threshold, CLEARLY))}
    deciding = [(one, verdict) for one in map(sentence_of, evidence) if (verdict := decides(query.standalone, one))]
    first = next(((one, verdict) for one, verdict in deciding if one.place in near), None)
    if first is None:
        return Chosen(told.sentences[:UNDECIDED])
    contrary = [one for one, verdict in deciding if verdict != first[1]][:1]  # however little it is like the question
    best, *others = distinct([first[0], *told.sentences], MOST - len(contrary))
    return Chosen(readable([best, *contrary, *others]), None if contrary else first[1])
