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
from rag.evidence.incumbents import Incumbency, holder_told, is_another, is_given, office_asked, offices_of
from rag.evidence.spans import Found
from rag.text.mentions import NAME

BELOW = 0.9
"""What a holder who has left is worth of who follows: enough to be shown beside."""
NEAR = 0.7
"""How likely a sentence that gives the office must be beside the best, which tells of none, to go before it."""

_OFFICE = re.compile(
    r"\b(?:named|appoint\w*|elect\w*|chosen|chose|chief|boss|heads?|headed|lead\w*|led|bec[oa]m\w*|succe\w*|replac\w*|t[oa]k\w+|sworn|"
    r"won|wins?|captain\w*|skipper\w*|coach\w*|manag\w*|direct\w*|chair\w*|presid\w*|minister|premier|chancellor|governor|mayor|"
    r"secretary|office|post|r[au]ns?|job)\b",
    re.IGNORECASE,
)
_LEAVES = re.compile(
    rf"(?:\s+of\s+{NAME})?(?:,[^,]*,|,)?\s+(?:has\s+|have\s+|had\s+)?(?:(?:abruptly|suddenly|also)\s+)?(?:resign(?:ed|s)|quits?|step(?:ped|s)\s+down|"
    r"lo(?:st|ses)\s+(?:his|her|their)\s+(?:post|job|office|seat)|(?:was|were|been|is)\s+(?:dismissed|sacked|fired|removed|"
    r"ousted|replaced|succeeded)|le(?:ft|aves)(?=\s*(?:[.,;]|$)|\s+(?:office|(?:the|his|her)\s+(?:post|job))))\b"
)
_TO_WHOM = re.compile(
    rf"\s+(?:to|by)\s+(?:(?:the|his|her|its)\s+(?:[a-z-]+\s+){{1,4}})?,?\s?(?P<name>{NAME})",
)
_ASKS_LEADER = re.compile(r"^\W*who\s+(?:(?:currently|now)\s+)?(?:leads|heads|chairs|runs|coaches)\b", re.IGNORECASE)
_LEADS_NOW = re.compile(
    rf"(?P<name>{NAME}),\s+who\s+(?:has\s+(?:led|headed|chaired|run|coached)|(?:now\s+)?(?:leads|heads|chairs|runs|coaches))\b"
)
_TAKES_OVER = (
    r"(?:(?:has|had|will|is\s+to)\s+)?(?:(?:was|were|been|be|is)\s+(?:immediately\s+)?sworn\s+in|t(?:ook|akes?|aken)\s+(?:over|office)|"
    r"bec(?:ame|omes?)\s+(?:acting\s+)?[a-z])"
)
_GROUPS = ("name", "deputy", "first", "then", "by")
_SUCCEEDS = re.compile(
    rf"(?P<name>{NAME}),?\s+(?:(?:was|is|has\s+been|will\s+be)\s+(?:named|appointed|chosen)\s+)?"
    r"(?:to\s+(?:succeed|replace)|(?:will\s+)?(?:succeeds?|replaces?)|succeeded|replaced|as)\s+(?:him|her|them|(?:his|her|their)\s+successor)\b"
    rf"|\b(?:[Hh]is|[Hh]er|[Tt]heir|[Tt]he)\s+deputy,?\s+(?P<deputy>{NAME}),?\s+{_TAKES_OVER}"
    rf"|^(?P<first>{NAME}),\s+(?:his|her|their|the)\s+deputy,\s+{_TAKES_OVER}"
    rf"|\b(?:[Hh]is|[Hh]er|[Tt]heir)\s+successor\s+(?:is|will\s+be|was\s+named\s+as)\s+(?P<then>{NAME})"
    rf"|^(?:[Hh]e|[Ss]he|[Tt]hey)\s+(?:was|were|is|will\s+be)\s+(?:succeeded|replaced)\s+by\s+(?P<by>{NAME})"
)


def in_office(query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence without those who surely hold another office, led by who follows a holder that has left."""
    asked = office_asked(query.standalone) if query.kind == "who" else None
    if asked is None:
        return _leading(evidence) if _ASKS_LEADER.match(query.standalone) else list(evidence)
    kept: list[Evidence] = []
    for one in (_of_holder(asked, one) for one in evidence):
        told = list(offices_of(one.answer.text, one.text)) if one.answer else []
        if not told or not all(is_another(asked, office) for office in told):
            kept.extend(_now(one))
    first = {(one.passage.article.id, one.start): one for one in reversed(_told_first(asked, _since(kept)))}
    return sorted(first.values(), key=lambda one: (-one.probability, one.passage.article.id, one.start))


def _leading(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence with who has led it since as the answer of a sentence that tells that the reader's has left."""
    gone = [one for one in evidence if _left(one) and _LEADS_NOW.search(one.text)]
    kept = [one for one in evidence if one in gone or not any(_is_before(one, last) for last in gone)]
    return [_led_since(one) if one in gone else one for one in kept]


def _led_since(one: Evidence) -> Evidence:
    now = _LEADS_NOW.search(one.text)
    return _with(one, one.start, one.end, *now.span("name")) if now else one


def _of_holder(asked: Incumbency, one: Evidence) -> Evidence:
    """The evidence with whom its sentence gives the office as its answer, where it gives the reader's none."""
    if one.answer is None or any(offices_of(one.answer.text, one.text)):
        return one
    span = holder_told(asked, one.text)
    return _with(one, one.start, one.end, *span) if span else one


def _since(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence without what was told of a holder before the day on which another followed."""
    gone = [one for one in evidence if _left(one) and any(_is_next(other, one) for other in evidence)]
    return [one for one in evidence if one in gone or not any(_is_before(one, last) for last in gone)]


def _told_first(asked: Incumbency, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, a likelier answer of a sentence that tells of no office behind one to whom another gives it."""
    best = max((one.probability for one in evidence), default=0.0)
    given = [one.probability for one in evidence if one.answer and is_given(asked, one.answer.text, one.text)]
    most = max(given, default=0.0)
    if most < NEAR * best:
        return list(evidence)
    return [
        one if _OFFICE.search(one.text) else replace(one, probability=min(one.probability, BELOW * most))
        for one in evidence
    ]


def _is_next(one: Evidence, last: Evidence) -> bool:
    """Whether it is who follows, as the sentence behind the last holder's tells."""
    return one.passage.article.id == last.passage.article.id and one.start >= last.end and not _is_same(one, last)


def _is_before(one: Evidence, last: Evidence) -> bool:
    days = one.passage.article.published_day, last.passage.article.published_day
    return _is_same(one, last) and not (days[0] and days[1] and days[0] > days[1])


def _is_same(one: Evidence, other: Evidence) -> bool:
    """Whether both answers are one person's, by the last word of the name."""
    mine, theirs = ((each.answer.text if each.answer else "").split()[-1:] for each in (one, other))
    return mine == theirs


def _left(one: Evidence) -> re.Match[str] | None:
    return _LEAVES.match(one.text, one.answer.end - one.start) if one.answer else None


def _now(one: Evidence) -> list[Evidence]:
    """The evidence, behind who follows, where the sentence tells that its answer has left the office."""
    left = _left(one)
    if left is None:
        return [one]
    if named := _TO_WHOM.match(one.text, left.end()):
        return [_with(one, one.start, one.end, *named.span("name"))]
    following = next((other for other in sentences_in(one.passage) if other.start >= one.end), None)
    found = _SUCCEEDS.search(following.text) if following else None
    if following is None or found is None:
        return [one]
    span = next(found.span(group) for group in _GROUPS if found[group])
    return [_with(one, following.start, following.end, *span), replace(one, probability=BELOW * one.probability)]


def _with(one: Evidence, start: int, end: int, first: int, last: int) -> Evidence:
    """The evidence as another sentence of its article, or itself, with these characters of that as its answer."""
    if one.answer is None:
        return one
    text = one.passage.article.text[start:end]
    answer: Found = replace(one.answer, start=start + first, end=start + last, text=text[first:last])
    return replace(one, start=start, end=end, text=text, answer=answer)
