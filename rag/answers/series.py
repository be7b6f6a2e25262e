"""A sentence that names three or more things one after the other: "Mill Lane, Easter Road and Copley". English."""

import re

from rag.answers.sentence import LONGEST

_NO_PART = r"(?:and|or|is|are|was|were|has|have|had|will|would|who|which|that|said|says)\b"
_NAME = rf"(?<![\w’'-])(?:[Tt]he\s+)?[\"“‘']?[A-Z][\w’'-]*[\"”]?(?:\s+(?!{_NO_PART})[\w’'”\"-]+){{0,4}}"
_THING = r"(?:an?|the|one|two|three|\d+)\s+[^,;:.]{3,120}"
_NAMES = re.compile(rf"{_NAME}(?:,\s+{_NAME})+,?\s+(?:and|or)\s+{_NAME}")
_THINGS = re.compile(rf":\s+{_THING}(?:[,;]\s+[^,;:.]{{3,120}})+[,;]?\s+(?:and|or)\s+{_THING}")
# "On Monday, Ada Lind and Bo Dahl" are two.
_FIRST = re.compile(
    r"^\W*(?:On|In|At|After|Before|During|By|For|With|While|When|From|Since|As|If|To|Under)\s[^,]{1,60},"
)


def has_series(text: str) -> bool:
    """Whether three or more names stand there one after the other, or as many things behind a colon."""
    told = _FIRST.sub("", text[: LONGEST + 1])
    return len(text) <= LONGEST and bool(_NAMES.search(told) or _THINGS.search(told))
