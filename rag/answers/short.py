"""The short answer of a sentence: what the reader found, made whole, and nothing where it is of another sort.

Always letter for letter of the sentence. English.
"""

import re

from rag.answers.fit import is_told, suits, tells_of_it
from rag.answers.places import is_place
from rag.answers.values.standing import asks_first
from rag.answers.values.whole import whole_measure, whole_way
from rag.datatypes import Kind, Query
from rag.evidence.gather import Evidence
from rag.evidence.superseded import is_superseded
from rag.text.facts import base, fold
from rag.text.mentions import CAPITAL, names

SHORT: frozenset[Kind] = frozenset(("who", "what", "when", "where", "how many"))
"""The kinds of question that a few words answer."""

_LONGEST_NAME = 3  # words that a name of which the reader found one may have: more are a headline in capitals
_NAME = rf"{CAPITAL}[\w’'-]+(?:\s+(?:(?:de|van|von|der|al|bin)\s+)?{CAPITAL}[\w’'-]+){{0,4}}"
_ONE = rf"{_NAME}(?:,\s[^,;.]{{2,80}},)?"
_OTHER = rf"(?:(?:[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er)\s[^,;.]{{2,60}},\s)?{_NAME}"
_BOTH = rf"(?P<both>{_NAME}(?:,\s+{_NAME}){{0,4}},?\s+and\s+{_NAME}|{_ONE}\s+and\s+{_OTHER})"
_WHO_DID = re.compile(
    r"^\W*who\s+(?:(?:has|have|had|will|would|did|jointly)\s+)*(?!(?:is|was|are|were|else)\b)(\w+)", re.I
)
# "Ann Lee scored twice and Bo Berg got the third": the first has done it too.
_SO_DID = re.compile(rf"(?<![\w’'-])(?P<who>{_NAME})\s+(?P<deed>[a-z]+)(?:\s+[a-z]+)?\s+and\s+$")
_ITS_OBJECT = re.compile(r"\s+(?:the|an?|it|them|him|her|us|me|its|their|his|our|my)\b")
_AMOUNT = re.compile(r"^(?:at|by|to)\s+(?=(?:about\s+)?[\d$€£])")
_DESCRIBED = re.compile(r"(?i:an?|the|its|their|his|her)(?:\s+[a-z][\w’'-]*){1,4}")
_APPOSED = re.compile(rf",\s+{_NAME}(?=[,.;]|\s+who\b|$)")
_LIES_IN = re.compile(rf"\b(?:in|at|near|from|to|of)\s+({_NAME},\s+)\Z")
_AND_DOES = re.compile(rf"^({_NAME})\s+and\s+[a-z]+(?:s|ed)$|^({_NAME})\s+and\s+[a-z]+(?:s|ed)\s.*$")


def short_of(query: Query, one: Evidence) -> str | None:
    """The short answer in a sentence, where the question asks for a few words and these are of the sort asked for."""
    if not one.answer or query.kind not in SHORT or not suits(query, one) or not is_told(query, one):
        return None
    if query.kind == "when" and not tells_of_it(one):
        return None  # the day of something else
    if query.kind == "who" and is_place(one):
        return None
    superseded = is_superseded(one.text, one.answer.text) and not asks_first(query)
    return None if superseded or _is_cut_off(one) else worded(query, one)


def _is_cut_off(one: Evidence) -> bool:
    """Whether the answer is a verb alone without what it is done to: "make" of "make the chatbot speak"."""
    if not one.answer or not re.fullmatch(r"[a-z]+", one.answer.text):
        return False
    return bool(_ITS_OBJECT.match(one.text, one.answer.end - one.start))


def worded(query: Query, one: Evidence) -> str:
    """What the reader found in the sentence, made whole: "Green Karsk" of "Karsk", both of two who did it."""
    found = _whole(query, one) if one.answer else ""
    if query.kind == "how many":
        return _AMOUNT.sub("", found)
    if query.kind == "where":
        place = None if found.casefold().startswith("between ") else _AND_DOES.match(found)
        return (place[1] or place[2]) if place else f"{_nearer_place(query, one)}{found}"
    if query.kind != "who":
        return found
    return _all_who(query, one) or _whole_name(query, one) or _with_name(one) or found


def _whole(query: Query, one: Evidence) -> str:
    """The answer with the rest of what it is half of."""
    if not one.answer or query.kind not in ("how many", "where"):
        return one.answer.text if one.answer else ""
    span = one.answer.start - one.start, one.answer.end - one.start
    return one.text[slice(*(whole_way if query.kind == "where" else whole_measure)(one.text, span))]


def _nearer_place(query: Query, one: Evidence) -> str:
    """What stands before a place that only says where another lies: "Orlen, " of "in Orlen, Estmark"."""
    nearer = _LIES_IN.search(one.text, 0, one.answer.start - one.start) if one.answer else None
    return nearer[1] if nearer and nearer[1].rstrip(", ") not in query.standalone else ""


def _whole_name(query: Query, one: Evidence) -> str:
    """The name of which the answer is one word; empty where it is none, or the question has a word of it."""
    if not one.answer or " " in one.answer.text:
        return ""
    start, end = one.answer.start - one.start, one.answer.end - one.start
    around = next((name for name in names(one.text) if name.start <= start and end <= name.end), None)
    if around is None or len(around.text.split()) > _LONGEST_NAME or around.text in query.standalone:
        return ""
    return around.text


def _with_name(one: Evidence) -> str:
    """A description with the name that stands behind it: "a pensioner, Alf Wren" of "a pensioner, Alf Wren, 73"."""
    if not one.answer or not _DESCRIBED.fullmatch(one.answer.text):
        return ""
    end = one.answer.end - one.start
    named = _APPOSED.match(one.text, end)
    return one.text[one.answer.start - one.start : named.end()] if named else ""


def _all_who(query: Query, one: Evidence) -> str:
    """Everybody who did it, where the answer is one of two or more: "A, the mayor, and B" of "A and B signed"."""
    did = _WHO_DID.match(query.standalone)
    if not did or not one.answer:
        return ""
    start, end = one.answer.start - one.start, one.answer.end - one.start
    so_did = _SO_DID.search(one.text[:start])
    if so_did and _key(so_did["deed"]) == _key(did[1]) and re.fullmatch(_NAME, one.answer.text):
        return one.text[so_did.start("who") : end]
    for deed in re.finditer(r"\b[a-z]+\b", one.text):
        if _key(deed[0]) != _key(did[1]):
            continue
        before = re.search(
            rf"(?<![\w’'-]){_BOTH}(?:,\s[^,;.]{{2,80}},)?\s+(?:(?:has|have|had|both|jointly)\s+)*$",
            one.text[: deed.start()],
        )
        after = re.match(rf"\s+by\s+{_BOTH}", one.text[deed.end() :])
        for both, offset in ((before, 0), (after, deed.end())):
            if both and offset + both.start("both") <= start and end <= offset + both.end("both"):
                return both["both"]
    return ""


def _key(word: str) -> str:
    return base(fold(word))
