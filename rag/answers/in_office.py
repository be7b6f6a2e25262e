"""Who holds the office that is asked for: nobody who holds another, and who follows where the holder has left it.

"The mayor, Ann Lee, resigned. The council named her deputy, Jon Vale, to succeed her": Jon Vale. English; unsure means
what the reader found.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.answers.sentence import sentences_in
from rag.datatypes import Query
from rag.evidence.gather import Evidence
from rag.evidence.incumbents import is_another, office_asked, offices_of
from rag.evidence.spans import Found
from rag.text.mentions import NAME

BELOW = 0.9
"""What a holder who has left is worth of who follows: enough to be shown beside."""

_LEAVES = re.compile(
    rf"(?:\s+of\s+{NAME})?(?:,[^,]*,|,)?\s+(?:has\s+|have\s+|had\s+)?(?:(?:abruptly|suddenly|also)\s+)?(?:resign(?:ed|s)|quits?|step(?:ped|s)\s+down|"
    r"lo(?:st|ses)\s+(?:his|her|their)\s+(?:post|job|office|seat)|(?:was|were|been|is)\s+(?:dismissed|sacked|fired|removed|"
    r"ousted|replaced|succeeded))\b"
)
_TO_WHOM = re.compile(
    rf"\s+(?:to|by)\s+(?:(?:the|his|her|its)\s+(?:[a-z-]+\s+){{1,4}})?,?\s?(?P<name>{NAME})",
)
_SUCCEEDS = re.compile(
    rf"(?P<name>{NAME}),?\s+(?:(?:was|is|has\s+been|will\s+be)\s+(?:named|appointed|chosen)\s+)?"
    r"(?:to\s+(?:succeed|replace)|(?:will\s+)?(?:succeeds?|replaces?)|succeeded|replaced|as)\s+(?:him|her|them|(?:his|her|their)\s+successor)\b"
    rf"|\b(?:[Hh]is|[Hh]er|[Tt]heir)\s+successor\s+(?:is|will\s+be|was\s+named\s+as)\s+(?P<then>{NAME})"
    rf"|^(?:[Hh]e|[Ss]he|[Tt]hey)\s+(?:was|were|is|will\s+be)\s+(?:succeeded|replaced)\s+by\s+(?P<by>{NAME})"
)


def in_office(query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence without those who surely hold another office, led by who follows a holder that has left."""
    asked = office_asked(query.standalone) if query.kind == "who" else None
    if asked is None:
        return list(evidence)
    kept = []
    for one in evidence:
        told = list(offices_of(one.answer.text, one.text)) if one.answer else []
        if not told or not all(is_another(asked, office) for office in told):
            kept.extend(_now(one))
    first = {(one.passage.article.id, one.start): one for one in reversed(kept)}
    return sorted(first.values(), key=lambda one: (-one.probability, one.passage.article.id, one.start))


def _now(one: Evidence) -> list[Evidence]:
    """The evidence, behind who follows, where the sentence tells that its answer has left the office."""
    left = _LEAVES.match(one.text, one.answer.end - one.start) if one.answer else None
    if left is None:
        return [one]
    if named := _TO_WHOM.match(one.text, left.end()):
        return [_with(one, one.start, one.end, *named.span("name"))]
    following = next((other for other in sentences_in(one.passage) if other.start >= one.end), None)
    found = _SUCCEEDS.search(following.text) if following else None
    if following is None or found is None:
        return [one]
    span = next(found.span(group) for group in ("name", "then", "by") if found[group])
    return [_with(one, following.start, following.end, *span), replace(one, probability=BELOW * one.probability)]


def _with(one: Evidence, start: int, end: int, first: int, last: int) -> Evidence:
    """The evidence as another sentence of its article, or itself, with these characters of that as its answer."""
    if one.answer is None:
        return one
    text = one.passage.article.text[start:end]
    answer: Found = replace(one.answer, start=start + first, end=start + last, text=text[first:last])
    return replace(one, start=start, end=end, text=text, answer=answer)
