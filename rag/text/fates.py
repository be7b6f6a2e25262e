"""What befell those whom a number counts: killed, hurt, missing, saved, held, aboard. English.

Only what excludes each other in a report of numbers stands here: who is told to have died is no figure of who was
aboard.
"""

import re

from rag.text.mentions import amounts

_FATES = {
    "died": r"die[ds]?|dying|dead|deaths?|kill(?:s|ed|ing)?|fatalit(?:y|ies)|fatally|perish(?:ed|es)?|toll|"
    r"bod(?:y|ies)|lost\s+(?:their\s+)?lives|lives\s+lost|claim(?:s|ed)\b[^.]{0,30}\blives|drowned|murdered",
    "hurt": r"injur(?:y|ies|ed|es|ing)|wound(?:s|ed|ing)?|hurt|hospitali[sz]ed|(?:in|to)\s+hospital|casualties",
    "missing": r"missing|unaccounted",
    "saved": r"rescu(?:e[ds]?|ing)|saved|surviv(?:e[ds]?|ors?|ing)|pulled|(?:brought|led)\s+(?:out|to\s+safety)",
    "held": r"arrest(?:s|ed|ing)?|detain(?:s|ed|ing)?|in\s+custody",
    "aboard": r"on\s+board|aboard|carr(?:ied|ying)|"
    r"(?:in|on)\s+the\s+(?:bus|coach|train|plane|aircraft|flight|helicopter|ship|boat|ferry|vessel)",
}
_TOLD = tuple((fate, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)) for fate, pattern in _FATES.items())
_PARTED = re.compile(
    r"[,;:–—()]|\.\s|\b(?:(?P<joint>and)|but|while|as|after|before|when|with|though|although|whereas|because|leaving)\b",
    re.IGNORECASE,
)
REACH = 200
"""Characters on either side of a number in which its clause ends."""


def fate_asked(question: str) -> str:
    """The one fate of which the question asks; empty where it names none, or several."""
    found = fates_in(question)
    return found.pop() if len(found) == 1 else ""


def fates_in(text: str) -> set[str]:
    """The fates that a text names."""
    return {fate for fate, pattern in _TOLD if pattern.search(text)}


def fates_at(sentence: str, start: int, end: int) -> set[str]:
    """The fates in the clause of the number that stands there."""
    before, after = sentence[max(start - REACH, 0) : start], sentence[end : end + REACH]
    return fates_in(f"{before[_begins(before) :]} {sentence[start:end]} {after[: _ends(after)]}")


def _begins(before: str) -> int:
    """Where the clause begins; "and" parts it only from another number: "killed and injured 12" is one."""
    begins = 0
    for part in _PARTED.finditer(before):
        if not part["joint"] or amounts(before[begins : part.start()]):
            begins = part.end()
    return begins


def _ends(after: str) -> int:
    parts = list(_PARTED.finditer(after))
    for part, end in zip(parts, [*(other.start() for other in parts[1:]), len(after)], strict=False):
        if not part["joint"] or amounts(after[part.end() : end]):
            return part.start()
    return len(after)
