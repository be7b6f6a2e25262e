"""Who cannot be the answer to a question for somebody: whom it names itself, and a witness where it asks who did it.

"Who took over after Rudge was fired?" is not answered by "Rudge, who took over in 2024". English; unsure means no.
"""

import re

from rag.datatypes import Query
from rag.evidence.gather import Evidence, names_in
from rag.text.words import words

REACH = 60
"""Characters behind a name within which it is said what that person is."""

_ASKS_WHO = re.compile(r"^\W*(?:who|whom)\b(?!\s+(?:is|was|are|were)\s+(?:the\s+)?[A-Z])", re.IGNORECASE)
_KIN = re.compile(
    r"['’]s?\b|\b(?:brother|sister|father|mother|son|daughter|wife|husband|cousin|widow|uncle|aunt|family)\b"
)
_ASKS_CULPRIT = re.compile(
    r"\b(?:accused|charged|suspected|suspects?|blamed|arrested|convicted|guilty|jailed|stole|robbed|killed|murdered|attacked)\b",
    re.IGNORECASE,
)
_NOT_GUILTY = re.compile(
    r"^(?:[\w’',-]+\s+){0,8}?(?:(?:as|was|is|were)\s+(?:only\s+|merely\s+)?an?\s+(?:witness|victim)\b|not\s+(?:a\s+suspect|suspected|charged|accused)\b"
    r"|(?:was|were|is)\s+(?:acquitted|cleared)\b)",
    re.IGNORECASE,
)


def is_ruled_out(query: Query, one: Evidence) -> bool:
    """Whether the answer in the sentence is somebody who by the question or the sentence itself was not the one."""
    if one.answer is None or not _ASKS_WHO.match(query.standalone):
        return False
    return _is_named(query.standalone, one.answer.text) or _is_innocent(query.standalone, one)


def _is_named(question: str, answer: str) -> bool:
    """Whether the name that is all of the answer ends with one of the question: "Carl Rudge" where Rudge is named."""
    name = words(answer)
    if not name or not all(word.capitalised for word in name) or _KIN.search(question):
        return False
    return name[-1].written in names_in(question)


def _is_innocent(question: str, one: Evidence) -> bool:
    behind = one.text[one.answer.end - one.start :][:REACH] if one.answer else ""
    return bool(_ASKS_CULPRIT.search(question) and _NOT_GUILTY.match(behind.lstrip(" ,")))
