"""Whose claim a question asks for: "according to the rebels", "what toll does the ministry give?". English."""

import re
from dataclasses import dataclass
from typing import Literal

from rag.datatypes import Query
from rag.questions.said import quoted_in
from rag.text.facts import base, fold, words_of
from rag.text.values import Value, values_in
from rag.text.words import words

_WHO = r"(?P<who>(?:(?:the|an?|its|their)\s+)?[\w’'.&-]+(?:\s+[\w’'.&-]+){0,5}?)"
_ENDS = r"(?=\s*(?:[,;?.!]|$)|\s+(?:in|at|on|after|from|since|during|how|what|who|when|where|which|were|was|had|did)\b)"
_ACCORDING = re.compile(
    rf"\b(?:according\s+to|in\s+the\s+(?:view|words|estimate)\s+of|as\s+(?:claimed|given|put)\s+by)\s+{_WHO}{_ENDS}",
    re.IGNORECASE,
)
_SAYS = re.compile(
    rf"\b(?:does|do|did|has|have)\s+{_WHO}\s+(?:(?:now|also|itself|officially)\s+)?(?:say|says|said|claim|claims|claimed|confirm|"
    r"confirmed|verif(?:y|ied)|report|reported|estimate|estimated|allege|alleged|state|stated|think|believe)\b",
    re.IGNORECASE,
)
_FIGURE = r"(?:toll|figures?|count|estimate|tally|number)"
_GIVES = re.compile(
    rf"\b{_FIGURE}\b[^?]*?\b(?:does|do|did|has|have)\s+{_WHO}\s+(?:give|given|put|cite|cited|quote|quoted|announce|announced|publish)\b",
    re.IGNORECASE,
)
_OWNS = re.compile(
    rf"^\W*(?:what|which)\b[^?]*?\b(?:is|was|are|were)\s+{_WHO}['’]s?\s+(?:own\s+|latest\s+|official\s+)*(?:[a-z]+\s+)?{_FIGURE}\b",
    re.IGNORECASE,
)
# Who is anybody, or no party to anything.
_NOBODY = re.compile(
    r"^(?:he|she|it|they|we|you|people|anyone|anybody|everyone|reports?|articles?|stud(?:y|ies)|surveys?|sources?|data|law|"
    r"experts?|media|press|this|that|these|those|each|both|one|some|many|who)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(?:the|an?|its|their|some|this|that)\s+", re.IGNORECASE)
# "Who was accused" asks for the other one.
_WHO_CLAIMS = re.compile(
    r"^\W*(?:and\s+|but\s+)?who\s+(?:(?:has|had|have|(?:is|was)(?=\s+\w+ing\b))\s+)?(?:"
    r"(?P<denied>den(?:y|ied|ies|ying)|reject(?:s|ed|ing)|dismiss(?:es|ed|ing)|disput(?:es|ed|ing)|refut(?:es|ed|ing))|"
    r"(?P<alleged>accus(?:es|ed|ing)|blam(?:es|ed|ing)|alleg(?:es|ed|ing))|"
    r"(?P<said>say(?:s|ing)|said|claim(?:s|ed|ing)|puts?|estimat(?:es|ed)|gives?|gave|report(?:s|ed)|confirm(?:s|ed)|call(?:s|ed)))"
    r"\b(?P<topic>[^?]*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The party whose claim is asked for; `only` where no other's, and no outlet's own word, will do."""

    written: str
    stems: frozenset[str]
    only: bool


def asked_claimant(query: Query) -> Asked | None:
    """Whose value, or whose word for it, is asked for; None where it is asked what is so, or for somebody's words."""
    if query.kind in ("quote", "yes/no", "compare", "summary", "timeline", "list", "who is"):
        return None
    for pattern, only in ((_ACCORDING, True), (_GIVES, True), (_OWNS, True), (_SAYS, False)):
        found = pattern.search(query.standalone)
        bare = _LEAD.sub("", found["who"]) if found else ""
        if found and not _NOBODY.match(bare):
            told = frozenset(word.stem for word in words(bare) if not word.common)
            return Asked(found["who"], told, only) if told else None
    return None


@dataclass(frozen=True, slots=True)
class AskedClaim:
    """What somebody is asked to have said, by the keys of its words and its numbers, and how."""

    deed: Literal["denied", "alleged", "said"]
    topic: frozenset[str]
    numbers: frozenset[str]


def asked_claim(query: Query) -> AskedClaim | None:
    """What was claimed, where it is asked who did: "Who denied that a deal was near?", "Who says 112 died?"."""
    found = _WHO_CLAIMS.match(query.standalone) if query.kind == "who" else None
    topic = keys_of(found["topic"]) if found else frozenset[str]()
    if found is None or not topic:
        return None
    if not found["said"]:
        return AskedClaim("denied" if found["denied"] else "alleged", topic, frozenset())
    told = found["topic"].replace(quoted_in(found["topic"]), "")  # of words that are quoted the words are asked for
    numbers = (number_of(one) for one in values_in(told) if one.sort not in ("day", "year", "age"))
    return AskedClaim("said", topic, frozenset(numbers))


def asks_claimant_alone(query: Query) -> bool:
    """Whether the answer is who made one claim, of which others make none: those who made another differ in nothing."""
    asked = asked_claim(query)
    return asked is not None and (asked.deed != "said" or bool(asked.numbers))


def keys_of(text: str) -> frozenset[str]:
    """What the forms of its words have in common, numbers as they are written."""
    return frozenset(base(fold(word.written)) for word in words(text) if not word.common)


def number_of(value: Value) -> str:
    """The numbers of a value in a form in which "seven" and "7" are the same."""
    return " ".join(sorted(word.key for word in words_of(value.text) if word.kind == "number"))
