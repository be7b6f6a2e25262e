"""Who cannot be the answer to a question for somebody: whom it names itself, and a witness where it asks who did it.

"Who took over after Rudge was fired?" is not answered by "Rudge, who took over in 2024". English; unsure means no.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.datatypes import Query
from rag.evidence.asked import names_in
from rag.evidence.gather import Evidence
from rag.text.words import content_words, stems, words

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
# "The picture was not made by Lee", "Lee did not open the pier".
_NOT_BY = re.compile(
    r"(?:\b(?:not|never)|n['’]t)\s+(?:\w+ly\s+)?\w+\s+by\s+(?:(?:the|an?)\s+(?:[\w-]+\s+){0,2})?$", re.IGNORECASE
)
_DID_NOT = re.compile(
    r"(?:,[^,.;]{1,60},)?\s+(?:(?:(?:did|does|do|has|have|had|was|were|is|are|will|would)\s+not|(?:did|does|do|has|have|had|was|were|is"
    r"|are|would)n['’]t|won['’]t|never)\b|(?:denie[sd]|denying)\b)\s+(?P<deed>(?:(?!(?:who|whether|that|if|what|when|where|why|how)\b)[\w-]+\W+){1,4})",
    re.IGNORECASE,
)
_IS_NOT = re.compile(r"\s+(?:was|is|were|are)\s+not\s+(?:the\s+(?:man|woman|person|one)s?|among)\b", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:not|never|nobody|no)\b|n['’]t\b", re.IGNORECASE)
_NOT_GUILTY = re.compile(
    r"^(?:[\w’',-]+\s+){0,8}?(?:(?:as|was|is|were)\s+(?:only\s+|merely\s+)?an?\s+(?:witness|victim)\b|not\s+(?:a\s+suspect|suspected|charged|accused)\b"
    r"|(?:was|were|is)\s+(?:acquitted|cleared)\b)",
    re.IGNORECASE,
)


def without_ruled_out(query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence in its order, without an answer of which another sentence says in so many words that it is not so.

    Unless that was said before: who did not do it in May may have done it in June.
    """
    asked = set(names_in(query.standalone))
    denied = [
        one
        for one in evidence
        if _ASKS_WHO.match(query.standalone)
        and asked <= set(names_in(f"of {one.text}"))
        and _did_not(query.standalone, one)
    ]
    return [replace(one, answer=None) if any(_takes_back(one, no) for no in denied) else one for one in evidence]


def _takes_back(one: Evidence, denial: Evidence) -> bool:
    """Whether the denial is of the same answer, and no older."""
    mine, theirs = one.answer, denial.answer
    days = one.passage.article.published_day, denial.passage.article.published_day
    since = bool(days[0] and days[1] and days[0] > days[1])
    if mine is None or theirs is None or since or not _last(mine.text) & _last(theirs.text):
        return False
    whole = [set(stems(each.text)) for each in (mine, theirs)]
    return whole[0] <= whole[1] or whole[1] <= whole[0]  # and not her brother


def _last(answer: str) -> set[str]:
    """The family name, of an answer that is a name."""
    return {word.written for word in words(answer)[-1:] if word.capitalised}


def is_ruled_out(query: Query, one: Evidence) -> bool:
    """Whether the answer in the sentence is somebody who by the question or the sentence itself was not the one."""
    if one.answer is None or not _ASKS_WHO.match(query.standalone):
        return False
    question = query.standalone
    return _is_named(question, one.answer.text) or _is_innocent(question, one) or _did_not(question, one)


def _is_named(question: str, answer: str) -> bool:
    """Whether the name that is all of the answer ends with one of the question: "Carl Rudge" where Rudge is named."""
    name = words(answer)
    if not name or not all(word.capitalised for word in name) or _KIN.search(question):
        return False
    return name[-1].written in names_in(question)


def _is_innocent(question: str, one: Evidence) -> bool:
    behind = one.text[one.answer.end - one.start :][:REACH] if one.answer else ""
    return bool(_ASKS_CULPRIT.search(question) and _NOT_GUILTY.match(behind.lstrip(" ,")))


def _did_not(question: str, one: Evidence) -> bool:
    """Whether the sentence says of the answer that what is asked was not done by it, or that it did not do it."""
    if one.answer is None or _NEGATED.search(question):
        return False
    start, end = one.answer.start - one.start, one.answer.end - one.start
    denied = _DID_NOT.match(one.text, end)
    asked = {word.stem for word in content_words(question)}
    return bool(
        _NOT_BY.search(one.text[:start])
        or _IS_NOT.match(one.text, end)
        or (denied and asked & stems(denied["deed"].split()[0]))
    )
