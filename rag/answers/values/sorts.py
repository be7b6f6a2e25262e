"""Whether a number in a sentence counts what is asked for: of the right sort, the right people, all and not a part."""

import re

from rag.datatypes import Query
from rag.evidence.gather import Evidence, value_told
from rag.text.facts import base, fold
from rag.text.fates import fate_asked, fates_at
from rag.text.past import is_past
from rag.text.values import Value, is_part, values_in, wrong_sorts
from rag.text.words import words

BEGUN = 4
"""First letters by which a verb and its noun are one."""

_AUXILIARY = r"(?:is|are|was|were|has|have|had|been|be|will|would|can|could|may|might|do|does|did)"
# "Two of the beds that it was forced to close", "two of the three libraries earmarked for closure".
_OF_THOSE = re.compile(
    r"\s+of\s+(?:the|its|their|his|her|those|these)\s+(?:[\w-]+\s+){1,4}?(?P<told>"
    rf"(?:who|that|which)\s+(?:(?:it|they|he|she|we|I|(?:the|its)\s+\w+|[A-Z][\w’'-]*)\s+)?(?:{_AUXILIARY}\s+)*"
    rf"(?:(?!\b{_AUXILIARY}\b)[^,;.])*|"
    rf"[a-z]+ed\s+(?:for|to|by|of|with|from)\b(?:(?!\b{_AUXILIARY}\b)[^,;.])*)"
)
_THAT = re.compile(r"\s+(?:[\w-]+\s+){0,2}?(?:that|who|which)\s+(?P<told>[^,.;]*)")
# "Of the 31 kettles recalled, 26 came back".
_RECALLED = re.compile(r"\s+(?:[\w-]+\s+){1,3}?(?P<told>[a-z]+(?:ed|en|t))(?=\s*,)")
_OF_THE = re.compile(r"\b(?:out\s+)?of\s+(?:the|its|their|some|about|around|nearly)\s+(?:\w+\s+)?$", re.IGNORECASE)
# What somebody won is not what they paid.
_ASKS_SPENT = re.compile(r"^\W*how\s+much\b[^?]*\b(?:pa(?:y|id|ys)|spen(?:d|ds|t)|cost)\b", re.IGNORECASE)
_GAINED = re.compile(
    r"\b(?:w[io]n(?:s|ning)?|earn(?:s|ed|ing)?|inherit(?:s|ed|ing)?|receiv(?:es|ed|ing)|st(?:ole|eals|ealing|olen))\s+"
    r"(?:(?:a|an|the|about|nearly|almost|over|more\s+than|some|at\s+least)\s+)*[$£€]?$",
    re.IGNORECASE,
)
_ASKS_PART = re.compile(
    r"\b(?:more|others?|another|further|extra|additional|left|remain\w*|last|still|yet)\b", re.IGNORECASE
)
_NOUN = re.compile(r"\b(?:the|an?|its|their|his|her)\s+\w+", re.IGNORECASE)
_PASSIVE = ("is", "are", "was", "were", "been", "be", "has", "have", "had")
_ASKED_DEED = re.compile(rf"\b{_AUXILIARY}\b", re.IGNORECASE)


def counts_it(query: Query, one: Evidence) -> bool:
    """Whether the number in the answer may be the one asked for; so wherever one cannot tell."""
    value = value_told(one)
    return value is None or fits(query, one.text, value)


def counts_nothing(query: Query, one: Evidence) -> bool:
    """Whether its number counts something else than is asked for, and the sentence has no other that may be it."""
    if query.kind != "how many" or value_told(one) is None:
        return False
    return all(_counts_else(query, one.text, value) for value in values_in(one.text))


def fits(query: Query, sentence: str, value: Value) -> bool:
    """Whether that number of the sentence may be the one asked for."""
    part = is_part(sentence, value) and not _ASKS_PART.search(query.standalone)
    return not part and not _counts_else(query, sentence, value)


def _counts_else(query: Query, sentence: str, value: Value) -> bool:
    wrong = value.sort in wrong_sorts(query.standalone)
    if wrong or (_ASKS_SPENT.match(query.standalone) and _GAINED.search(sentence[: value.start])):
        return True
    return is_of_others(query, sentence, value) or _is_of_those(query, sentence, value)


def is_of_others(query: Query, sentence: str, value: Value) -> bool:
    """Whether it counts those whom something else befell: the dead, where it is asked how many were aboard."""
    asked = fate_asked(query.standalone)
    told = fates_at(sentence, value.start, value.end) if asked else set()
    return bool(told) and asked not in told


def is_of_them(query: Query, sentence: str, value: Value) -> bool:
    """Whether it says in so many words that it counts those whom that befell which is asked."""
    asked = fate_asked(query.standalone)
    return bool(asked) and asked in fates_at(sentence, value.start, value.end)


def _is_of_those(query: Query, sentence: str, value: Value) -> bool:
    """Whether it counts some of those to whom alone happened what is asked: "reopened two of the beds that closed"."""
    others = _OF_THOSE.match(sentence, value.end)
    if not others:
        return False
    deeds = _deeds(query.standalone)
    outside = f"{sentence[: value.start]} {sentence[others.end() :]}"
    return bool(deeds & _begun(others["told"])) and not deeds & _begun(outside)


def happened_to(query: Query, sentence: str, value: Value) -> bool:
    """Whether a clause of those alone whom it counts says what is asked: "up from the 12 that were released"."""
    of_the = _OF_THE.search(sentence[: value.start])
    clause = (of_the and _RECALLED.match(sentence, value.end)) or _THAT.match(sentence, value.end)
    deeds = _deeds(query.standalone)
    if clause is None or not deeds & _begun(clause["told"]):
        return False
    return not deeds & _begun(f"{sentence[: value.start]} {sentence[clause.end() :]}")


def _deeds(question: str) -> set[str]:
    """How the words begin that say what was done: "released" behind "were"; what no article precedes behind "did"."""
    auxiliary = _ASKED_DEED.search(question)
    asked = _NOUN.sub(" ", question[auxiliary.end() :]) if auxiliary else ""
    found = [word.written for word in words(asked) if not (word.capitalised or word.common)]
    past = [word for word in found if is_past(word)] if auxiliary and auxiliary[0].casefold() in _PASSIVE else []
    return _begun(" ".join(past[:1] or found))


def _begun(text: str) -> set[str]:
    """How its words begin, so that "close" and "closure" are one."""
    return {base(fold(word.written))[:BEGUN] for word in words(text) if not word.common}
