"""The shortest exact answer in a sentence: a name, a date, an amount, a place. English; None when unsure.

Among the mentions of the kind that is asked for, the one nearest to the words that question and sentence share wins.
A wrong short answer is worse than none: a name counts only where its place in the sentence fits the question.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from rag.amounts import PLURALS, counted
from rag.datatypes import Kind, Name
from rag.mentions import Mention, amounts, before, dates, is_possessive, key, names, places
from rag.vocabulary import IRREGULAR
from rag.words import Word, words

NEAR = 25  # characters between a subject and its verb: room for "44, who is a clerk, has been"
FAR = 40  # characters between a verb and its place
EVEN = 20  # characters at which nearness halves
# A time or place stands after its verb: before it, it is as if this many times as far.
AFTER: dict[Kind, int] = {"when": 2, "where": 4}
# What a shared word counts: the verb tells most about the clause, a name or a modifier least.
_VERB_SHARED, _WORD_SHARED, _NAME_SHARED = 2.0, 1.0, 0.5

# "Who won, and by how much?": no one span answers both.
_SEVERAL = re.compile(
    r"\b(?:who|what|when|where|why|how|which)\b.*(?:,|\band\b|\bor\b)\s+(?:(?:by|with|for|in|on|from|at|to)\s+)?"
    r"(?:who|whom|what|when|where|why|how|which)\b",
    re.IGNORECASE,
)
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
_REPORTED = re.compile(r"\b(?:said|says|told \w+|announced|reported|added)(?: in a statement)?(?: on| late on)?\s+$")
_FROM_WHEN = re.compile(r"\b(?:from|since|by|until|before) (?:when|what|which)\b", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:from|since|on)\s+$")
_UNTIL = re.compile(r"\b(?:by|until|till|before)\s+$")
_PRECISION = (
    (re.compile(r"\b(?:what|which) year\b", re.IGNORECASE), re.compile(r"\b(?:1[5-9]|20)\d\d\b")),
    (
        re.compile(r"\b(?:what|which) (?:time|hours?)\b", re.IGNORECASE),
        re.compile(r".*(?:\d[:.]\d\d|\d\s?[ap]\.?m|clock|noon|midnight).*"),
    ),
)
_IN_BRACKETS = re.compile(r"\)|,?\s*(?:[A-Z]\w+,?\s*)?\([A-Z]\w+\)\s*(?:-|–|—)")


def short_answer(
    question: str, kind: Kind, sentence: str, speaker: str | None = None, named: Sequence[Name] = ()
) -> str | None:
    """The part of the sentence that answers a question of this kind, verbatim; None when it is not clear which.

    `named` are the names of the question: none of their spellings is its answer.
    """
    if _SEVERAL.search(question):
        return None
    found = candidates(question, kind, sentence, speaker, named)
    if kind == "who" and not _is_speaker(found, speaker):
        best = _person(question, sentence, found)
    elif kind == "where":
        best = _place(question, sentence, found)
    else:
        best = _nearest(found, _shared(question, sentence), AFTER.get(kind, 1))
    return best.text if best else None


def candidates(
    question: str, kind: Kind, sentence: str, speaker: str | None = None, named: Sequence[Name] = ()
) -> list[Mention]:
    """What has the form of an answer to a question of this kind; names that the question has already do not."""
    asked = _keys(" ".join((question, *(spelling for name in named for spelling in name.spellings))))
    match kind:
        case "when":
            return _times(question, sentence)
        case "how many":
            return counted(question, sentence)
        case "where":
            return [place for place in places(sentence) if not _keys(place.text) <= asked]
        case "who":
            return _persons(question, sentence, speaker, asked)
        case _:
            return []


def numbers_in(sentence: str) -> list[str]:
    """The amounts in a sentence as written, dates and times left out."""
    return [mention.text for mention in amounts(sentence)]


def dates_in(sentence: str) -> list[str]:
    """The dates and times of day in a sentence as written."""
    return [mention.text for mention in dates(sentence)]


def _times(question: str, sentence: str) -> list[Mention]:
    """The dates that may be meant: as precise as asked, and not the day of reporting where there is another."""
    found = dates(sentence)
    for asked, part in _PRECISION:
        if asked.search(question):
            parts = ((mention, part.search(mention.text)) for mention in found)
            return [Mention(one.start + at.start(), one.start + at.end(), at.group()) for one, at in parts if at]
    if opening := _FROM_WHEN.search(question):
        starts = opening.group().casefold().startswith(("from", "since"))
        led = [one for one in found if (_SINCE if starts else _UNTIL).search(before(sentence, one.start))]
        found = led or found
    told = [one for one in found if _REPORTED.search(before(sentence, one.start)) or is_possessive(sentence, one)]
    return [one for one in found if one not in told] or found


@lru_cache(maxsize=1_000)
def _keys(text: str) -> frozenset[str]:
    return frozenset(key(word.written) for word in words(text))


def _shared(question: str, sentence: str) -> list[tuple[Word, float]]:
    """The words that the sentence shares with the question, each with its weight."""
    asked = {key(word.written): _WORD_SHARED for word in words(question) if not word.common}
    # Of "the stolen clock found", "found" is the verb and "stolen" says which clock.
    *describing, verb = [key(word.written) for word in words(question) if _is_participle(word)] or [""]
    asked |= dict.fromkeys(describing, _NAME_SHARED) | {verb: _VERB_SHARED}
    return [
        (word, _NAME_SHARED if word.capitalised else asked[key(word.written)])
        for word in words(sentence)
        if not word.common and key(word.written) in asked
    ]


def _is_participle(word: Word) -> bool:
    written = word.written
    return written.endswith("ed") or (written in IRREGULAR and written not in PLURALS and not word.common)


def _nearest(found: list[Mention], shared: list[tuple[Word, float]], after: int) -> Mention | None:
    return max(found, key=lambda mention: (_nearness(mention, shared, after), -mention.start), default=None)


def _nearness(mention: Mention, shared: list[tuple[Word, float]], after: int) -> float:
    return sum(weight / (EVEN + _gap(mention, word, after)) for word, weight in shared)


def _gap(mention: Mention, word: Word, after: int = 1) -> int:
    """Characters between them, `after` times as many if the mention stands before the word."""
    return max(mention.start - word.end, 0) if mention.start >= word.start else max(word.start - mention.end, 0) * after


def _persons(question: str, sentence: str, speaker: str | None, asked: frozenset[str]) -> list[Mention]:
    saying = bool(_SAYING.search(question))
    if saying and speaker and speaker in sentence and not _keys(speaker) <= asked:
        at = sentence.index(speaker)
        return [Mention(at, at + len(speaker), speaker)]
    return [name for name in names(sentence) if not _keys(name.text) & asked and not is_possessive(sentence, name)]


def _place(question: str, sentence: str, found: list[Mention]) -> Mention | None:
    """The place nearest to what is asked, if it is near and no part of another name or a mere "of"."""
    shared = _shared(question, sentence)
    best = _nearest([place for place in found if not _describes(sentence, place)], shared, AFTER["where"])
    verbs = [word for word, weight in shared if weight > _NAME_SHARED]
    near = best and (not verbs or min(_gap(best, word) for word in verbs) < FAR)
    return best if near else None


def _describes(sentence: str, place: Mention) -> bool:
    """Whether the name describes the noun that follows ("the Iranian consulate") or stands after a mere "of"."""
    following = words(sentence[place.end : place.end + 30])[:1]
    noun = following and sentence[place.end] == " " and following[0].written.islower() and not following[0].common
    return bool(noun and not following[0].written.endswith(("ed", "ing"))) or bool(
        _OF.search(before(sentence, place.start)) and not _PLACE_OF.search(before(sentence, place.start))
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
        alone = len(found) == 1 and not _PREPOSITION.search(before(sentence, found[0].start))
        return found[0] if alone and not _describes(sentence, found[0]) else None
    if role:
        return _beside(sentence, found, verb)
    if _DID.match(rest) or re.search(r"\bwhom\b", question, re.IGNORECASE):
        return next((name for name in found if name.start >= verb.end), None)
    return _subject(sentence, found, verb, passive=bool(_PASSIVE.match(rest)))


def _may_be_person(sentence: str, name: Mention, *, told: bool) -> bool:
    """Whether the name is not a place of reporting, and not the source of the news unless that is asked."""
    if _IN_BRACKETS.match(sentence, name.end):
        return False
    return told or not (_SAID_AFTER.match(sentence, name.end) or _SAID_BEFORE.search(before(sentence, name.start)))


def _verb(rest: str, sentence: str) -> Word | None:
    """The first word after "who" that the sentence has too, names left out: most often the verb."""
    asked = [key(word.written) for word in words(rest) if not word.common and not word.capitalised]
    there = [word for word in words(sentence) if not word.capitalised]
    return next((word for wanted in asked for word in there if key(word.written) == wanted), None)


def _beside(sentence: str, found: list[Mention], noun: Word) -> Mention | None:
    """The name nearest to the role that is asked for: "Ann Lee, the museum's director", "chief engineer Ann Lee"."""
    free = [name for name in found if not _PREPOSITION.search(before(sentence, name.start))]
    best = min(free or found, key=lambda name: (_gap(name, noun), name.start), default=None)
    return best if best and _gap(best, noun) < NEAR else None


def _subject(sentence: str, found: list[Mention], verb: Word, *, passive: bool) -> Mention | None:
    agents = [name for name in found if name.start >= verb.end and _BY.search(before(sentence, name.start))]
    if agents and not passive:
        return agents[0]
    free = [name for name in found if not _PREPOSITION.search(before(sentence, name.start))]
    ahead = [name for name in free if name.end <= verb.start]
    return ahead[-1] if ahead and verb.start - ahead[-1].end < NEAR else None
