"""A value that its own sentence takes back: "15 January, correcting an earlier date of 27 November". English."""

import re

_TAKEN_BACK = re.compile(
    r"\b(?:instead of|rather than|(?<=, )not|(?:up|down) from|correct(?:s|ed|ing) (?:an? |the |its |their |her |his )?"
    r"(?:(?:earlier|previous|first|original|wrong)\s+)?(?:\w+\s+)?(?:of|from)?|"
    r"(?:earlier|previous(?:ly)?|original(?:ly)?|initial(?:ly)?|wrong(?:ly)?)\s+"
    r"(?:date|day|year|figure|number|count|total|toll|estimate|price|cost|value|deadline|"
    r"said|reported|stated|given|planned|scheduled|estimated|put)(?:\s+(?:of|for|as|at|that))?|"
    r"(?:rose|risen|raised|rise|grew|grown|fell|fallen|cut|lowered|reduced|dropped|moved|postponed|changed)\s+from)"
    r"(?:\s+(?:about|around|nearly|some|the|only|on))?\s*$",
    re.IGNORECASE,
)
REACH = 60
"""Characters before a value that are looked at."""


def is_superseded(text: str, value: str) -> bool:
    """Whether the text has the value, and each time as what held before."""
    places = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(value)}(?!\w)", text)] if value else []
    return bool(places) and all(_TAKEN_BACK.search(text[max(at - REACH, 0) : at]) for at in places)
