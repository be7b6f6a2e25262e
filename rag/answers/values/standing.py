"""How a value stands: may it change yet, does it hold in the end; and which of several is asked for. English."""

import re

from rag.datatypes import Query
from rag.evidence.gather import Evidence, value_told

BEFORE, AFTER = 80, 60
"""Characters beside a value that tell how it stands."""

_ASKS_FIRST = re.compile(
    r"\b(?:at\s+first|initially|originally|previously|formerly|(?:initial|original|previous)\s+(?:\w+\s+)?"
    r"(?:figures?|estimates?|tolls?|prices?|bids?|counts?|plans?|offers?|dates?|budgets?|costs?|number|sum)|to\s+begin\s+with|(?:first|earliest|opening)\s+"
    r"(?:reported|said|measured|estimated?|thought|feared|expected|announced|given|planned|proposed|offer(?:ed)?|bid|figures?|toll|counts?|sentence|"
    r"reports?|alleged|estimates?|proposals?|put|counted|recorded|set)|(?:did|was|were)\s+(?:[\w’'-]+\s+){0,5}first\s+"
    r"(?:offer|bid|plan|propose|estimate|report|say)|used\s+to\s+be|from\s+what|"
    r"(?:before(?:\s+(?:(?:the|its|their|his|her|that|this)\s+)?\w+)?|earlier)(?=\W*$))\b",
    re.IGNORECASE,
)
_ASKS_LAST = re.compile(
    r"\b(?:now|currently|latest|finally|final\s+(?:\w+\s+)?(?:toll|counts?|figures?|number|total|bill|cost|price|offer|bid|"
    r"result|score|sum|tally|estimate)|in\s+all|in\s+total|altogether|eventually|in\s+the\s+end|end(?:ed)?\s+up|whole|"
    r"so\s+far|to\s+date|by\s+now|overall|total)\b|^\W*how\s+old\s+(?:is|are)\b",
    re.IGNORECASE,
)
_ASKS_MOST = re.compile(r"\bat\s+(?:the|its|their)\s+(?:\w+\s+)?(?:peak|height|worst)\b|\bpeak(?:ed)?\b", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?:at\s+least|so\s+far|as\s+many\s+as|up\s+to|fear(?:s|ed)|accus(?:ed|es|ing)|alleg\w+|charged|would|could|(?-i:may)|"
    r"might|propos\w+|plan(?:s|ned)?|hop(?:es?|ed|ing)|expect\w*|estimat\w+|believed|thought|bid|initial\w*|preliminary|"
    r"provisional\w*|likely|want(?:s|ed)|intend\w*|due|suspected|claim(?:s|ed)?|sought|seek(?:s|ing)?)\b",
    re.IGNORECASE,
)
_ROUGH = re.compile(r"\b(?:about|around|nearly|almost|roughly|some|more\s+than|over|dozens\s+of)\s+$", re.IGNORECASE)
_BRINGS = r"(?:br(?:ing|ought)|t(?:ak|ook)|push|lift|rais)\w*"
_BRINGS_TOTAL = re.compile(
    rf"\b{_BRINGS}\s+(?:the|its|their)\s+(?:[\w’'-]+\s+){{0,3}}?(?:number|toll|total|count|tally)\s+(?:[\w’'.-]+\s+){{0,14}}?"
    r"to\s+(?:(?:at\s+least|about|around|nearly|almost|some|more\s+than|over|an?\s+(?:total|estimated)(?:\s+of)?)\s+)?$",
    re.IGNORECASE,
)
"""What stands before the sum of all counted so far: "bringing the number of people killed by the storm to"."""
_SETTLED = re.compile(
    r"\b(?:now|final(?:ly)?|in\s+all|in\s+total|altogether|confirm(?:s|ed)|known\s+to|convicted|found\s+guilty|verdict|"
    r"revis(?:ed|es|ing)|correct(?:ed|ing)|ris(?:en|es)\s+to|rose\s+to|rais(?:ed|ing)\s+to|fall(?:en|s)?\s+to|fell\s+to|"
    r"(?:climbed|grown|grew|soared|jumped)\s+to|reach(?:ed|es)|topped|"
    rf"{_BRINGS}\s+the\s+(?:[\w’'-]+\s+){{1,5}}?to|cut\s+(?:to|from)|accept(?:s|ed)|agree[ds]?|declared?\s+the\s+end|instead\s+of|rather\s+than|"
    r"(?:less|more|fewer)\s+than\s+(?:[\w’'-]+\s+){0,3}(?:first|earlier|originally|initially)|(?:up|down)\s+from|"
    r"earlier\s+(?:figure|estimate|count|toll))\b|,\s+not\s+(?:the\s+)?",
    re.IGNORECASE,
)


def asks_first(query: Query) -> bool:
    """Whether it asks for the value that held at first."""
    return bool(_ASKS_FIRST.search(_asking(query)))


def asks_last(query: Query) -> bool:
    """Whether it asks for the one that holds now, or in the end."""
    return bool(_ASKS_LAST.search(_asking(query)))


def asks_most(query: Query) -> bool:
    """Whether it asks for the highest."""
    return bool(_ASKS_MOST.search(_asking(query)))


def asks_which(query: Query) -> bool:
    """Whether it asks for one of several in so many words."""
    return asks_first(query) or asks_last(query) or asks_most(query)


def is_open(one: Evidence) -> bool:
    """Whether the sentence says that its value may not be the last: "at least", "accused of stealing"."""
    return bool(_OPEN.search(_around(one)))


def is_settled(one: Evidence) -> bool:
    """Whether the sentence says that its value holds now, or in the end."""
    return brings_total(one) or bool(_SETTLED.search(_around(one)))


def brings_total(one: Evidence) -> bool:
    """Whether its value is the sum of what was counted before and since, whoever counts: no other party's figure."""
    value = value_told(one)
    return value is not None and bool(_BRINGS_TOTAL.search(one.text[: value.start]))


def is_rough(one: Evidence) -> bool:
    """Whether it is a round figure: "nearly 400"."""
    value = value_told(one)
    return value is not None and bool(_ROUGH.search(one.text[max(value.start - 20, 0) : value.start]))


def _asking(query: Query) -> str:
    """The sentence that asks, of several: "The race enters its final stretch. How many votes ...?"."""
    return re.split(r"[.!]\s", query.standalone)[-1]


def _around(one: Evidence) -> str:
    start, end = (one.answer.start - one.start, one.answer.end - one.start) if one.answer else (0, 0)
    return one.text[max(start - BEFORE, 0) : end + AFTER]
