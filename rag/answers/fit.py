"""Whether what the reader takes for the answer is of the sort that is asked for: no country where it is asked who."""

import re
from collections.abc import Sequence

from rag.answers.persons import possible_persons
from rag.datatypes import Query
from rag.evidence import Evidence

SHARE = 0.4
"""A sentence that names a person goes before one that names where, if it is at least this share as likely."""
REACH = 100
"""Characters before the answer that are looked at."""

_WHERE = re.compile(
    r"\b(?:in|at|near|inside|across|throughout|around)\s+(?:the\s+)?$|"
    r"\b(?:visit|trip|travel|journey|flight|tour|arriv|flew|fly|flies|went|go|going|came|com|return|mov|flee|fled)\w*\s"
    r"[^.;]{0,60}?\b(?:to|in|into)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def fitting(query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, most likely first; where it is asked who, a place comes after a person that is nearly as likely."""
    if query.kind != "who" or not evidence or not _is_place(evidence[0]):
        return list(evidence)
    floor = SHARE * evidence[0].probability
    first = [one for one in evidence if one.probability >= floor and not _is_place(one) and _is_somebody(query, one)]
    return [*first, *(one for one in evidence if one not in first)]


def _is_place(one: Evidence) -> bool:
    """Whether the sentence says where with the answer: "a visit by the president to Estmark"."""
    at = one.answer.start - one.start if one.answer else -1
    return at >= 0 and bool(_WHERE.search(one.text[max(at - REACH, 0) : at]))


def _is_somebody(query: Query, one: Evidence) -> bool:
    """Whether the answer has the name of a person of whom the question does not speak."""
    answer = one.answer.text if one.answer else ""
    persons = [name.text for name in possible_persons(one.text) if name.text not in query.standalone]
    return bool(answer) and any(name in answer or answer in name for name in persons)
