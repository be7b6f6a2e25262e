"""Whether a sentence says where with the words that the reader takes for the answer. English."""

import re

from rag.evidence.gather import Evidence

REACH = 100
"""Characters before the answer that are looked at."""

_NAME = r"(?:the\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,3}"
_WHERE = re.compile(
    r"\b(?:in|at|near|inside|across|throughout|around)\s+(?:the\s+)?$|"
    r"\b(?:visit|trip|travel|journey|flight|tour|arriv|flew|fly|flies|went|go|going|came|com|return|mov|flee|fled)\w*\s"
    r"[^.;]{0,60}?\b(?:to|in|into)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# "The prize went to Lind": whom it was given.
_GIVEN = re.compile(
    r"\b(?:prizes?|awards?|titles?|races?|trophy|medals?|gold|silver|bronze|cup|crown|contracts?|orders?|jobs?|posts?|roles?|seats?|"
    r"place|votes?|win|victory|honou?rs?|money)\s+(?:[^,.;]{0,40}\s)?(?:w[eo]nt|goes|gone)\s+to\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# Where something goes: no two people, between whom there is a talk and no train.
_ON_ITS_WAY = re.compile(
    r"\b(?:[Tt]rains?|[Tt]rams?|[Bb]us(?:es)?|[Ff]lights?|[Ff]err(?:y|ies)|[Rr]oads?|[Rr]ail(?:way)?s?|[Ll]ines?|[Rr]outes?|"
    r"[Bb]orders?|[Mm]otorways?|[Tt]racks?|[Jj]ourneys?|[Hh]alfway|[Tt]ravell?\w*|[Ss]ail\w*|[Dd]r[io]v\w*|[Ff]l(?:y|ew)\w*)"
    rf"\s(?:[^.;]{{0,40}}\s)?(?:between\s+(?:{_NAME}\s+and\s+)?|from\s+(?:{_NAME}\s+to\s+)?)(?:the\s+)?$"
)
_BY = re.compile(r"\b(?P<done>\w+)\s+by\s+$", re.IGNORECASE)
# "Found by the river" says where, "found by a farmer" who.
_BESIDE = re.compile(
    r"(?:the|a)\s+(?:[\w’'-]+\s+){0,2}?(?:river|sea|lake|shore|coast|canal|pond|stream|road|roadside|motorway|railway|harbour|"
    r"beach|bridge|station|church|entrance|exit|gate|door|wall|window|fence|quay|pier|water)\b",
    re.IGNORECASE,
)


def is_place(one: Evidence) -> bool:
    """Whether the sentence says where with the answer: "a visit by the president to Estmark", "a train from Orlen"."""
    before = _before(one)
    return not _GIVEN.search(before) and bool(_WHERE.search(before) or _ON_ITS_WAY.search(before))


def is_doer(one: Evidence) -> bool:
    """Whether the sentence says with the answer by whom it was done."""
    return bool(_BY.search(_before(one))) and not _BESIDE.match(one.answer.text if one.answer else "")


def _before(one: Evidence) -> str:
    at = one.answer.start - one.start if one.answer else 0
    return one.text[max(at - REACH, 0) : at]
