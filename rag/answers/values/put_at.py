"""A figure that another party gives for the very thing of the sentence before: "the union put the loss at 150,000".

It has no word of the question, for it takes up what was said: "the figure", "the cost". English; unsure means no.
"""

import re

from rag.evidence.gather import Evidence, value_told

NEXT = 3
"""Characters between two sentences of which one stands right behind the other, a line break among them."""

_FIGURE = (
    r"(?:figures?|losse?s?|costs?|numbers?|tolls?|damages?|prices?|totals?|sums?|bills?|counts?|shares?|amounts?|values?|"
    r"estimates?|rates?|turnout|attendance)"
)
_PUTS = re.compile(
    r"\b(?:puts?|estimat(?:es?|ed)|gives?|gave|says?|said|claim(?:s|ed)?|reckon(?:s|ed)?|calculat(?:es?|ed)|count(?:s|ed)?)\s+"
    rf"(?:that\s+)?(?:the|that|this)\s+(?:[\w-]+\s+){{0,2}}?{_FIGURE}\s+(?:is|was|at|to\s+be|as|of|had\s+been)\s+"
    r"(?:(?:only|about|around|nearly|almost|some|just|at\s+least|more\s+than|less\s+than|closer\s+to|[$£€])\s*)*$",
    re.IGNORECASE,
)


def puts_it_at(one: Evidence, other: Evidence) -> bool:
    """Whether the sentence stands right behind the other and puts a figure to what that one tells."""
    value, before = value_told(one), value_told(other)
    same = one.passage.article.id == other.passage.article.id
    if value is None or before is None or not same or not 0 < one.start - other.end <= NEXT:
        return False
    alike = value.sort == before.sort or "plain" in (value.sort, before.sort)  # "a day" need not be said again
    return alike and bool(_PUTS.search(one.text[: value.start]))
