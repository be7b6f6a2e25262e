"""A question without the outlet whose articles are read: none of them says "according to the Herald".

The reader looks for a sentence that has what the question has. What only says whose articles to read has become the
filter, and would count against every sentence of theirs.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.datatypes import Kind, Query
from rag.questions.kinds import kind_of
from rag.questions.outlets import excluded_outlets, named_outlets
from rag.questions.parts import says_enough

_IT = "\N{OBJECT REPLACEMENT CHARACTER}"  # stands for the outlets while a question is looked through
_WORK = r"(?:\s+(?:articles?|reports?|stor(?:y|ies)|pieces?|coverage|website|newspaper)\b)?"
_LIST = re.compile(rf"{_IT}(?:(?:,|,?\s+(?:and|or|&))\s+{_IT})+")
_NAMED = re.compile(rf"(?:\bboth\s+)?(?:\bthe\s+)?['\"‘“]?{_IT}(?:['\"’”]?['’]s\b|['\"’”])?", re.IGNORECASE)
_SAYS = r"say|says|said|report|reports|reported|claim|claims|claimed|write|writes|wrote|written|state|states|stated"
_ACCORDING = re.compile(
    rf",?\s*(?:\baccording\s+to|\bas\s+(?:reported|told|stated|written|published)\s+(?:by|in)|\b(?:as\s+)?per|"
    rf"\b(?:(?:articles?|reports?|reported|published)\s+)?(?:in|by|from))\s+(?:an?\s+)?{_IT}{_WORK}\s*,?",
    re.IGNORECASE,
)
_CLAIM = re.compile(
    rf"^\W*(?:(?:and|but|so)\s+)?(?:(?:did|does|do|has|have|had)\s+)?{_IT}{_WORK}\s+(?:also\s+)?(?:{_SAYS})\s+that\s+"
    r"(?P<claim>.+)$",
    re.IGNORECASE,
)
_ASKED = re.compile(
    rf"(?<=\w)\s+(?:did|does|do|has|have|had)\s+{_IT}{_WORK}\s+(?:{_SAYS})\b(?:\s+that\b)?"
    rf"(?!\s+(?:about|on|of|regarding|concerning|over|{_SAYS})\b)",
    re.IGNORECASE,
)


def without_sources(query: Query) -> Query:
    """The query as it is read in the articles of its outlets, its parts as well; the same where it names none."""
    outlets = (*query.filter.outlets, *query.without)
    parts = tuple(_part(part, query.kind) for part in query.parts)
    text = _plain(query.standalone, outlets) if outlets else query.standalone
    if text == query.standalone:
        return replace(query, parts=parts) if parts != query.parts else query
    kind = kind_of(text) if query.kind == kind_of(query.standalone) else query.kind
    return replace(query, standalone=text, kind=kind, parts=parts)


def _part(part: Query, whole: Kind) -> Query:
    """A clause as a question: "The Verge reported X" of a yes/no question asks whether X."""
    read = without_sources(part)
    if whole != "yes/no" or read.kind not in ("what", "yes/no"):
        return read
    return replace(read, kind="yes/no")


def _plain(text: str, outlets: Sequence[str]) -> str:
    """The text without the outlets and the words that only say that they report; itself where too little is left."""
    marked = text
    for one in reversed(excluded_outlets(text, outlets)):
        marked = f"{marked[: one.start].rstrip(' ,')} {marked[one.end :].lstrip(' ,')}"
    for one in reversed(named_outlets(marked, outlets)[0]):
        marked = f"{marked[: one.start]}{_IT}{marked[one.end :]}"
    listed = _LIST.sub(_IT, _NAMED.sub(_IT, marked))
    claim = _CLAIM.match(listed)
    left = f"Did {claim['claim']}" if claim else _ASKED.sub("", _ACCORDING.sub(" ", listed))
    left = " ".join(left.split()).strip(" ,")
    left = re.sub(r"\s+([?.!])", r"\1", left)
    return left[:1].upper() + left[1:] if _IT not in left and says_enough(left, 1) else text
