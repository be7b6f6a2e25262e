"""The shortest exact answer in a sentence: a name, a date, an amount, a place. English; None when unsure.

Among the mentions of the kind that is asked for, the one nearest to the words that question and sentence share wins.
A wrong short answer is worse than none: a name counts only where its place in the sentence fits the question.
"""

import re

from rag.amounts import counted
from rag.datatypes import Kind
from rag.facts import base, fold
from rag.mentions import Mention, amounts, dates, is_possessive, names, places
from rag.words import Word, words

NEAR = 25  # characters between a subject and its verb: room for "44, who is a clerk, has been"
FAR = 40  # characters between a verb and its place
EVEN = 20  # characters at which nearness halves
AFTER = 2  # a time or place stands after its verb: before it, it is as if this many times as far
_NAME_SHARED = 0.5  # of what a shared verb or noun counts: a name tells less about the clause

_DID = re.compile(r"\s+(?:else\s+)?(?:did|do|does)\b", re.IGNORECASE)
_PASSIVE = re.compile(r"\s+(?:was|were|is|are|has\s+been|have\s+been|had\s+been|will\s+be)\b", re.IGNORECASE)
_IS_THE = re.compile(r"\s+(?:is|was|are|were)\s+(?:also\s+)?(?:the|a|an|its|his|her|their)\b", re.IGNORECASE)
_IS_NAME = re.compile(r"\s+(?:is|was|are|were)\s+[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*\W*$")
_SAYING = re.compile(r"\b(?:said|says?|told|tells?)\b", re.IGNORECASE)
_SAID_AFTER = re.compile(r"(?:,[^,]{2,60},)?\s+(?:said|says|told|added)\b")
_SAID_BEFORE = re.compile(r"\b(?:said|says|told|according to)\s+(?:\w+\s+){0,3}$")
_PREPOSITION = re.compile(
    r"\b(?:in|at|on|near|from|of|to|for|with|against|into|over|about|between|than|like|including|outside|through)"
    r"\s+(?:the\s+)?(?:[a-z]\w*\s+)?$"
)
_OF = re.compile(r"\bof\s+(?:the\s+)?$")
_PLACE_OF = re.compile(
    r"\b(?:city|town|village|state|province|region|island|port|coast|capital|north|south|east|west|outskirts|heart|centre|center|"
    r"part|suburb|district|border|shore|edge|outside)\s+of\s+(?:the\s+)?$"
)
_BY = re.compile(r"\bby\s+(?:[a-z]\w*\s+){0,3}$")
_IN_BRACKETS = re.compile(r"\)|,?\s*(?:[A-Z]\w+,?\s*)?\([A-Z]\w+\)\s*(?:-|–|—)")


def short_answer(question: str, kind: Kind, sentence: str, speaker: str | None = None) -> str | None:
    """The part of the sentence that answers a question of this kind, verbatim; None when it is not clear which."""
    found = candidates(question, kind, sentence, speaker)
    if kind == "who" and not _is_speaker(found, speaker):
        best = _person(question, sentence, found)
    elif kind == "where":
        best = _place(question, sentence, found)
    else:
        best = _nearest(found, _shared(question, sentence), AFTER if kind == "when" else 1)
    return best.text if best else None


def candidates(question: str, kind: Kind, sentence: str, speaker: str | None = None) -> list[Mention]:
    """What has the form of an answer to a question of this kind; names that the question has already do not."""
    match kind:
        case "when":
            return dates(sentence)
        case "how many":
            return counted(question, sentence)
        case "where":
            asked = _keys(question)
            return [place for place in places(sentence) if not _keys(place.text) <= asked]
        case "who":
            return _persons(question, sentence, speaker)
        case _:
            return []


def numbers_in(sentence: str) -> list[str]:
    """The amounts in a sentence as written, dates and times left out."""
    return [mention.text for mention in amounts(sentence)]


def dates_in(sentence: str) -> list[str]:
    """The dates and times of day in a sentence as written."""
    return [mention.text for mention in dates(sentence)]


def _keys(text: str) -> set[str]:
    return {_key(word) for word in words(text)}


def _key(word: Word) -> str:
    return base(fold(word.written))


def _shared(question: str, sentence: str) -> list[tuple[Word, float]]:
    """The words that the sentence shares with the question, each with its weight."""
    asked = {_key(word) for word in words(question) if not word.common}
    return [
        (word, _NAME_SHARED if word.capitalised else 1.0)
        for word in words(sentence)
        if not word.common and _key(word) in asked
    ]


def _nearest(found: list[Mention], shared: list[tuple[Word, float]], after: int) -> Mention | None:
    return max(found, key=lambda mention: (_nearness(mention, shared, after), -mention.start), default=None)


def _nearness(mention: Mention, shared: list[tuple[Word, float]], after: int) -> float:
    return sum(weight / (EVEN + _gap(mention, word, after)) for word, weight in shared)


def _gap(mention: Mention, word: Word, after: int = 1) -> int:
    """Characters between them, `after` times as many if the mention stands before the word."""
    return max(mention.start - word.end, 0) if mention.start >= word.start else max(word.start - mention.end, 0) * after


def _persons(question: str, sentence: str, speaker: str | None) -> list[Mention]:
    asked = _keys(question)
    saying = bool(_SAYING.search(question))
    if saying and speaker and speaker in sentence and not _keys(speaker) <= asked:
        at = sentence.index(speaker)
        return [Mention(at, at + len(speaker), speaker)]
    return [name for name in names(sentence) if not _keys(name.text) & asked and not is_possessive(sentence, name)]


def _place(question: str, sentence: str, found: list[Mention]) -> Mention | None:
    """The place nearest to what is asked, if it is near and no part of another name or a mere "of"."""
    shared = _shared(question, sentence)
    best = _nearest([place for place in found if not _describes(sentence, place)], shared, AFTER)
    verbs = [word for word, weight in shared if weight == 1.0]
    near = best and (not verbs or min(_gap(best, word) for word in verbs) < FAR)
    return best if near else None


def _describes(sentence: str, place: Mention) -> bool:
    """Whether the name stands before a noun that it describes ("the Iranian consulate"), or after an "of" of no place."""
    following = words(sentence[place.end : place.end + 30])[:1]
    noun = following and sentence[place.end] == " " and following[0].written.islower() and not following[0].common
    return bool(noun and not following[0].written.endswith(("ed", "ing"))) or bool(
        _OF.search(sentence[: place.start]) and not _PLACE_OF.search(sentence[: place.start])
    )


def _is_speaker(found: list[Mention], speaker: str | None) -> bool:
    return len(found) == 1 and found[0].text == speaker


def _person(question: str, sentence: str, found: list[Mention]) -> Mention | None:
    """The name that stands where the answer to a "who" stands: as subject, object or agent of the question's verb."""
    who = re.search(r"\b(?:who|whom|whose)\b", question, re.IGNORECASE)
    rest = question[who.end() :] if who else question
    if _IS_NAME.match(rest):
        return None  # "Who is Ann Lee?" wants a description
    role = bool(_IS_THE.match(rest))
    found = [name for name in found if _may_be_person(sentence, name, told=role or bool(_SAYING.search(question)))]
    verb = _verb(rest, sentence)
    if verb is None:
        return found[0] if len(found) == 1 else None
    if role:
        return _beside(found, verb)
    if _DID.match(rest) or re.search(r"\bwhom\b", question, re.IGNORECASE):
        return next((name for name in found if name.start >= verb.end), None)
    return _subject(sentence, found, verb, passive=bool(_PASSIVE.match(rest)))


def _may_be_person(sentence: str, name: Mention, *, told: bool) -> bool:
    """Whether the name is not a place of reporting, and not the source of the news unless that is asked."""
    if _IN_BRACKETS.match(sentence, name.end):
        return False
    return told or not (_SAID_AFTER.match(sentence, name.end) or _SAID_BEFORE.search(sentence[: name.start]))


def _verb(rest: str, sentence: str) -> Word | None:
    """The first word after "who" that the sentence has too, names left out: most often the verb."""
    asked = [_key(word) for word in words(rest) if not word.common and not word.capitalised]
    there = [word for word in words(sentence) if not word.capitalised]
    return next((word for key in asked for word in there if _key(word) == key), None)


def _beside(found: list[Mention], noun: Word) -> Mention | None:
    """The name nearest to the role that is asked for: "Ann Lee, the museum's director", "chief engineer Ann Lee"."""
    best = min(found, key=lambda name: (_gap(name, noun), name.start), default=None)
    return best if best and _gap(best, noun) < NEAR else None


def _subject(sentence: str, found: list[Mention], verb: Word, *, passive: bool) -> Mention | None:
    agents = [name for name in found if name.start >= verb.end and _BY.search(sentence[verb.end : name.start])]
    if agents and not passive:
        return agents[0]
    before = [name for name in found if name.end <= verb.start and not _PREPOSITION.search(sentence[: name.start])]
    return before[-1] if before and verb.start - before[-1].end < NEAR else None
