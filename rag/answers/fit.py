"""Whether what the reader takes for the answer is of the sort that is asked for: no country where it is asked who."""

import re
from collections.abc import Sequence

from rag.answers.persons import ROLES, possible_persons
from rag.datatypes import Query
from rag.evidence import FEATURES, Evidence, names_in
from rag.facts import base, fold

SHARE = 0.4
"""A sentence whose answer is of the right sort goes before one whose answer is not, if it is this share as likely."""
REACH = 100
"""Characters before the answer that are looked at."""
UNIT_SHARE = 0.35
"""The same for an amount in the very unit that is asked for, which the reader takes for less likely."""
ABOUT_IT = 0.5
"""Share of the question's words that a sentence with such an amount must have."""
SURELY = 4.0
"""How far the reader's answer must score above there being none in a sentence that has no word of the question."""
BEFORE = 300
"""Characters before a sentence in which the name stands of what somebody leads: "Its chair, Ann Lee"."""

_WHERE = re.compile(
    r"\b(?:in|at|near|inside|across|throughout|around)\s+(?:the\s+)?$|"
    r"\b(?:visit|trip|travel|journey|flight|tour|arriv|flew|fly|flies|went|go|going|came|com|return|mov|flee|fled)\w*\s"
    r"[^.;]{0,60}?\b(?:to|in|into)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# "Police", "protesters", "a farmer", "two men" may be who did it; "sturgeon" or "melting steel" is a thing.
_THING = re.compile(
    r"(?!police\b|parliament\b|congress\b|\w+(?:s|men|women|people|children)$)(?:[a-z]+ing\s+)?[a-z]{3,}"
)
_ASKS_WHO = re.compile(r"\W*(?:who|whom)\b", re.IGNORECASE)
_LEADS = re.compile(
    r"^\W*who\s+(?:currently\s+|now\s+)?(?:leads?|led|heads?|headed|chairs?|chaired|runs?|ran)\s+(?!for\b|in\b|at\b|against\b)"
    r"(?!.*\b(?:race|polls?|vote|league|cup|tour|table|standings|championships?|open|field|game|match)\b)",
    re.IGNORECASE,
)
_LEADER = (
    r"(?:chief executive|chair(?:man|woman|person)?|head|leader|president|director|mayor|governor|boss|chief|manager|"
    r"managing director|secretary[ -]general|editor|rector|dean|prime minister|premier|chancellor|captain|ceo|founder)"
)
_LEADING = re.compile(
    r"\b(?:leads?|led|heads?|headed|chairs|chaired|runs?|ran|leading|heading|running)\b", re.IGNORECASE
)
_ROLE_ASKED = re.compile(
    rf"^\W*who\s+(?:is|was|are|were)\s+(?:the|an?)\s+(?P<role>{ROLES})\s+(?:who|that)\b", re.IGNORECASE
)
_AMOUNT = re.compile(r"(?:about\s+)?\d[\d.,]*\s+(?P<unit>[a-z]+)")
_COUNTED = re.compile(r"^\W*how\s+many\s+(?:more\s+)?(?P<unit>[a-z]+)\b", re.IGNORECASE)


def fitting(query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, most likely first; an answer of another sort comes after a right one that is nearly as likely."""
    if not evidence:
        return []
    near = [one for one in evidence if one.probability >= SHARE * evidence[0].probability]
    first: list[Evidence] = []
    if not suits(query, evidence[0]):
        first = [one for one in near if suits(query, one) and (query.kind != "who" or _is_somebody(query, one))]
    elif query.kind == "who" and _is_place(evidence[0]):
        first = [one for one in near if not _is_place(one) and _is_somebody(query, one)]
    elif counted := _counted_otherwise(query, evidence[0]):
        floor = UNIT_SHARE * evidence[0].probability
        first = [one for one in evidence if one.probability >= floor and _counts(counted, one)]
    return [*first, *(one for one in evidence if one not in first)]


def suits(query: Query, one: Evidence) -> bool:
    """Whether the answer in the sentence may be of the sort that is asked for; so wherever one cannot tell."""
    if query.kind != "who" or not one.answer:
        return True
    if _LEADS.match(query.standalone):
        return _is_leader(query, one)
    if asked := _ROLE_ASKED.match(query.standalone):
        return _is_beside(re.escape(asked["role"]), one, one.passage.article.text)
    return not (_ASKS_WHO.match(query.standalone) and _THING.fullmatch(one.answer.text))


def is_told(query: Query, one: Evidence) -> bool:
    """Whether a sentence without any word of the question tells who it was: a role fits, or the reader is sure."""
    asks_role = _LEADS.match(query.standalone) or _ROLE_ASKED.match(query.standalone)
    if query.kind != "who" or asks_role or _coverage(one) > 0:
        return True
    return one.answer is not None and one.answer.score > float(one.features[FEATURES.index("nowhere")]) + SURELY


def _is_leader(query: Query, one: Evidence) -> bool:
    """Whether the sentence says that the answer leads, and what it leads stands there or before."""
    article = one.passage.article
    there = f"{article.title} {article.text[max(one.start - BEFORE, 0) : one.end]}".casefold()
    named = all(name.casefold() in there for name in names_in(query.standalone))
    return named and (bool(_LEADING.search(one.text)) or _is_beside(_LEADER, one, one.text))


def _is_beside(role: str, one: Evidence, text: str) -> bool:
    """Whether the role stands beside the answer: "Judge Ann Lee", "Ann Lee, the bank's chief executive"."""
    answer = re.escape(one.answer.text) if one.answer else ""
    before = rf"\b(?i:{role}),?\s+(?:[A-Z][\w’'-]*\s+){{0,2}}{answer}\b"
    after = rf"\b{answer}(?:\s+[A-Z][\w’'-]*){{0,2}},?\s+(?:(?:is|was)\s+)?(?:[\w’'-]+\s+){{0,4}}(?i:{role})\b"
    return bool(re.search(rf"{before}|{after}", text)) or bool(
        re.search(rf"^(?i:{role})\b", one.answer.text if one.answer else "")
    )


def _counted_otherwise(query: Query, one: Evidence) -> str:
    """What is asked to be counted, where the answer counts something else: votes, and the answer has seats."""
    asked = _COUNTED.match(query.standalone) if query.kind == "how many" else None
    counted = _AMOUNT.fullmatch(one.answer.text) if one.answer else None
    if not asked or not counted or _is_same(asked["unit"], "people") or _is_same(asked["unit"], counted["unit"]):
        return ""
    return asked["unit"]


def _counts(unit: str, one: Evidence) -> bool:
    """Whether the amount counts that, in the very word, in a sentence about what is asked."""
    counted = _AMOUNT.match(one.text, one.answer.start - one.start) if one.answer else None
    return counted is not None and _is_same(counted["unit"], unit) and _coverage(one) >= ABOUT_IT


def _coverage(one: Evidence) -> float:
    return float(one.features[FEATURES.index("coverage")])


def _is_same(word: str, other: str) -> bool:
    return base(fold(word)) == base(fold(other))


def _is_place(one: Evidence) -> bool:
    """Whether the sentence says where with the answer: "a visit by the president to Estmark"."""
    at = one.answer.start - one.start if one.answer else -1
    return at >= 0 and bool(_WHERE.search(one.text[max(at - REACH, 0) : at]))


def _is_somebody(query: Query, one: Evidence) -> bool:
    """Whether the answer has the name of a person of whom the question does not speak."""
    answer = one.answer.text if one.answer else ""
    persons = [name.text for name in possible_persons(one.text) if name.text not in query.standalone]
    return bool(answer) and any(name in answer or answer in name for name in persons)
