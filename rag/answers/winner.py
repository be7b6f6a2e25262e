"""Which of two it was: who won or who was beaten, who bought or who sold. English.

"Lind won the title, beating the holder, Stahl": the reader takes the name beside the verb for the answer, or the first.
"""

import re
from dataclasses import replace

from rag.datatypes import Query
from rag.evidence.gather import Evidence
from rag.text.facts import base, fold
from rag.text.mentions import Mention, names
from rag.text.words import words

OPENING = 12
"""Characters from a sentence's beginning within which the name that it begins with begins: behind "The teenager"."""
REACH = 160
"""Characters before a name in which the verb stands that says what was done to its bearer."""

_ASKS = re.compile(
    r"^\W*(?:who|which\s+\w+)\s+(?:has\s+|have\s+)?(?P<deed>won|wins?|beats?|defeat(?:s|ed)?|conquered|became)\b", re.I
)
_DEED = re.compile(r"^\W*(?:who|which\s+\w+)\s+(?:(?:has|have)\s+)?(\w+)", re.IGNORECASE)
_BEATEN = re.compile(
    r"\b(?:beat(?:s|en|ing)?|defeat(?:s|ed|ing)?|overc[oa]m(?:e|ing)|over|against|ahead\s+of|past|oust(?:s|ed|ing)|"
    r"unseat(?:s|ed|ing))\s+(?:(?:the|its|their|his|her|a)\s+)?(?:[a-z][\w’'-]*,?\s+){0,3}$",
    re.IGNORECASE,
)
_ASKS_BEATEN = re.compile(
    r"^\W*(?:who|which\s+\w+)\s+(?:(?:has|have|was|were|is)\s+)?(?:(?:came|finished|placed|took)\s+(?:in\s+)?second|lost\b(?!\s+(?:his|her|their|its))|"
    r"(?:beaten|defeated)\b|(?:the\s+)?(?:runner-up|runners-up|loser)\b)",
    re.IGNORECASE,
)
_ASKS_BUYER = re.compile(
    r"^\W*(?:who|which\s+\w+)\s+(?:has\s+|have\s+)?(?:bought|buys|acquired|signed|purchased)\b", re.I
)
_SOLD_TO = re.compile(
    r"\b(?:sold|sell|sells|selling|sale)\b[^.;]{0,120}?\bto\s+(?:(?:the|an?|its|their)\s+(?:[\w’'-]+\s+){0,3}?(?:[a-z]+,\s+)?)?$"
)

_ENDS = re.compile(r"\s*(?:[,.;:!?)]|$)|\s+(?:for|by|in|on|of|after|with|at|to|and|who|from|under|last|this|\d)")


def winner(query: Query, one: Evidence) -> Evidence:
    """The evidence with the one of two who is asked for as its answer, where the reader found the other."""
    deed = _DEED.match(query.standalone)
    told = _times_told(deed[1], one.text) if deed else 0
    if one.answer is None or (deed and _does(deed[1], one.text[one.answer.end - one.start :])):
        return one
    if told and (_ASKS_BEATEN.match(query.standalone) or _ASKS_BUYER.match(query.standalone)):
        return one  # "Stahl, 19, came second": the sentence tells it outright, as the reader has read it
    if _ASKS_BEATEN.match(query.standalone):
        return _behind(query, one, _BEATEN)
    if _ASKS_BUYER.match(query.standalone):
        return _behind(query, one, _SOLD_TO)
    first = next(iter(names(one.text)), None)
    asked = _ASKS.match(query.standalone)
    if asked is None or first is None or first.start > OPENING or told > 1:
        return one
    beaten = _BEATEN.search(one.text[: one.answer.start - one.start])
    if beaten and first.text in query.standalone:
        return replace(one, answer=None)  # "who beat Lind?": not whom Lind beat
    return _told(query, one, first) if beaten or _does(asked["deed"], one.text[first.end :]) else one


def _times_told(deed: str, text: str) -> int:
    """How often the text has the deed, in any of its forms."""
    return sum(base(fold(word.written)) == base(fold(deed)) for word in words(text) if not word.common)


def _does(deed: str, text: str) -> bool:
    """Whether the text begins with the deed, in any of its forms: of "Lind won the race in Orlen" it is Lind."""
    verb = re.match(r"\s+(?:(?:has|have|had)\s+)?([a-z]+)", text)
    return verb is not None and base(fold(verb[1])) == base(fold(deed))


def _behind(query: Query, one: Evidence, verb: re.Pattern[str]) -> Evidence:
    """The evidence with the first name behind the verb as its answer: of "defeating Ansley", "sold to Lierne"."""
    ended = (name for name in names(one.text) if _ENDS.match(one.text, name.end))  # no "Belgian" of a Belgian club
    found = (name for name in ended if verb.search(one.text[max(name.start - REACH, 0) : name.start]))
    name = next(found, None)
    return _told(query, one, name) if name else one


def _told(query: Query, one: Evidence, name: Mention) -> Evidence:
    """The evidence with this name as its answer, unless it is known or asked of."""
    if one.answer is None or name.text in query.standalone or name.text in one.answer.text:
        return one
    found = replace(one.answer, start=one.start + name.start, end=one.start + name.end, text=name.text)
    return replace(one, answer=found)
