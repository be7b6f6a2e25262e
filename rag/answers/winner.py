"""Who won: whoever the sentence begins with, and not the one who was beaten. English.

"Lind won the title, beating the holder, Stahl": the reader takes the name beside the verb for the answer.
"""

import re
from dataclasses import replace

from rag.datatypes import Query
from rag.evidence.gather import Evidence
from rag.text.mentions import names

OPENING = 12
"""Characters from a sentence's beginning within which the name that it begins with begins: behind "The teenager"."""

_ASKS = re.compile(
    r"^\W*(?:who|which\s+\w+)\s+(?:has\s+|have\s+)?(?:won|wins?|beats?|defeat(?:s|ed)?|conquered|became)\b", re.I
)
_BEATEN = re.compile(
    r"\b(?:beat(?:s|en|ing)?|defeat(?:s|ed|ing)?|overc[oa]m(?:e|ing)|over|against|ahead\s+of|past|oust(?:s|ed|ing)|"
    r"unseat(?:s|ed|ing))\s+(?:(?:the|its|their|his|her|a)\s+)?(?:[a-z][\w’'-]*,?\s+){0,3}$",
    re.IGNORECASE,
)


def winner(query: Query, one: Evidence) -> Evidence:
    """The evidence with the one who won as its answer, where the reader found who was beaten by them."""
    if one.answer is None or not _ASKS.match(query.standalone):
        return one
    if not _BEATEN.search(one.text[: one.answer.start - one.start]):
        return one
    first = next(iter(names(one.text)), None)
    if first is None or first.start > OPENING or first.text in query.standalone or first.text in one.answer.text:
        return one
    found = replace(one.answer, start=one.start + first.start, end=one.start + first.end, text=first.text)
    return replace(one, answer=found)
