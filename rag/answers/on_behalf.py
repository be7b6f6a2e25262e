"""Who did it for one of several sides: "Who signed for the rebels?" is answered by the rebels' envoy. English.

"Signed by Foreign Minister Lind and by the Front's envoy, Ada Torn": the reader takes whom the sentence names first.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.datatypes import Query
from rag.evidence.claimants import other_names, stems_of
from rag.evidence.gather import Evidence
from rag.text.mentions import Mention, names

REACH = 80
"""Characters beside a name within which it is said for whom that person acts."""

_FOR = re.compile(
    r"^\W*who\s+(?:has\s+|had\s+)?(?:sign|initial|negotiat|spoke|speak|act|appear|attend|took\s+part|argu|plead|testif|vot|bid|"
    r"scor|play|bat|bowl)\w*\b.*\b(?:for|on\s+behalf\s+of)\s+(?:the\s+)?(?P<side>[\w’'-]+(?:\s+[\w’'-]+){0,3}?)(?:['’]s?\s+side)?\W*$",
    re.IGNORECASE,
)
_PART = re.compile(r"[;.]|\band\b|\bby\b|,\s+(?=[A-Z])")
_TITLE = re.compile(r"(?:[A-Z][a-z]{0,3}\.\s+)+$")


def on_behalf(query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, its answers those who acted for the side that is asked for, where their sentences name them."""
    found = _FOR.match(query.standalone) if query.kind == "who" else None
    if found is None:
        return list(evidence)
    asked = stems_of(found["side"])
    called = other_names(asked, dict.fromkeys(one.passage.article.text for one in evidence))
    sides = (asked, *(stems_of(name) for name in called), *(stems_of(name.split()[-1]) for name in called))
    told = [side for side in sides if side]
    theirs = [_with_theirs(query, one, told) for one in evidence]
    if all(one is other for one, other in zip(theirs, evidence, strict=True)):
        return theirs
    return [one if any(side <= stems_of(one.text) for side in told) else replace(one, answer=None) for one in theirs]


def _with_theirs(query: Query, one: Evidence, sides: Sequence[frozenset[str]]) -> Evidence:
    """The evidence with the one name of the side as its answer, where the reader took one of which that is not told."""
    if one.answer is None:
        return one
    named = [name for name in names(one.text) if name.text not in query.standalone and " " in name.text]
    theirs = [name for name in named if _is_of(one.text, name, sides)]
    start, end = one.answer.start - one.start, one.answer.end - one.start
    if len(theirs) != 1 or (start < theirs[0].end and theirs[0].start < end):
        return one
    chosen = theirs[0]
    answer = replace(one.answer, start=one.start + chosen.start, end=one.start + chosen.end, text=chosen.text)
    return replace(one, answer=answer)


def _is_of(text: str, name: Mention, sides: Sequence[frozenset[str]]) -> bool:
    """Whether what stands beside the name, up to the next "and", says that the person acts for the side."""
    before = _TITLE.sub("", text[max(name.start - REACH, 0) : name.start])
    own = _PART.split(before.rstrip(", "))[-1] if before.endswith((", ", " ")) else ""
    after = re.match(r",\s+(?:(?:the|an?|of|for)\s+)?[^,.;]{3,60}", text[name.end :])
    beside = stems_of(f"{own} {after[0] if after else ''}") - stems_of(name.text)
    return any(side <= beside for side in sides)
