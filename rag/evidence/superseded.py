"""A value that its own sentence takes back: "15 January, correcting an earlier date of 27 November". English."""

import re

_TAKEN_BACK = re.compile(
    r"\b(?:instead of|rather than|(?<=, )not|(?:up|down) from|correct(?:s|ed|ing) (?:an? |the |its |their |her |his )?"
    r"(?:(?:earlier|previous|first|original|wrong)\s+)?(?:\w+\s+)?(?:of|from)?|"
    r"(?:earlier|previous(?:ly)?|original(?:ly)?|initial(?:ly)?|wrong(?:ly)?)\s+"
    r"(?:date|day|year|figure|number|count|total|toll|estimate|price|cost|value|deadline|"
    r"said|reported|stated|given|planned|scheduled|estimated|put)(?:\s+(?:of|for|as|at|that))?|"
    r"(?:earlier|previous|original|first)\s+versions?\b[^.;]{0,60}?\s(?:said|stated|reported|gave|put)(?:\s+(?:wrongly|"
    r"incorrectly|mistakenly|that|it|at))*|"
    r"(?:rose|risen|raised|rise|grew|grown|fell|fallen|cut|lowered|reduced|dropped|moved|postponed|changed)\s+from|"
    r"(?:rose|risen|rais|ris|grew|grown|fell|fallen|cut|lower|reduc|dropp|moved|increas|climb)\w*\s+(?:[\w’'-]+\s+){0,4}?"
    r"to\s+(?:\S+\s+){1,4}?from)"
    r"(?:\s+(?:about|around|nearly|some|the|only|on))?\s*$",
    re.IGNORECASE,
)
# "First measured at 6.8 and later revised it to 6.6": what follows gives another.
_REPLACED = re.compile(
    r"[^.;]{0,60}?\b(?:(?:later|then|subsequently|since|afterwards)\s+(?:been\s+|was\s+)?)?"
    r"(?:revis|correct|updat|upgrad|downgrad|adjust|amend)(?:e[ds]?|ing|ed|s)?\s+"
    r"(?:(?:it|this|that|them|(?:the|its|their)\s+\w+)\s+)?(?:(?:up|down)\w*\s+)?to\s+"
    r"(?:(?:about|around|nearly|at\s+least|magnitude)\s+)?"
)
REACH = 100
"""Characters before a value that are looked at."""


def is_superseded(text: str, value: str) -> bool:
    """Whether the text has the value, and each time as what held before."""
    places = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(value)}(?!\w)", text)] if value else []
    return bool(places) and all(_TAKEN_BACK.search(text[max(at - REACH, 0) : at]) for at in places)


def is_replaced(text: str, value: tuple[int, int], other: int) -> bool:
    """Whether what stands in the text up to the other value, which begins there, says that it holds instead."""
    return value[1] <= other and bool(_REPLACED.fullmatch(text[value[1] : other]))
