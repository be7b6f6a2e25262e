"""The one thing that a clause or an answer names, "the dock strike", which "it" then means. English."""

import re

from rag.follow_ups.referents import Said, asked_names, shown_person
from rag.questions.kinds import kind_of
from rag.text.mentions import amounts, before, places
from rag.text.vocabulary import IRREGULAR, PLURALS
from rag.text.words import COMMON

_THING = re.compile(r"\bthe\s+(?=(?P<words>[a-z][\w-]*(?:\s+[a-z][\w-]*){0,3}))", re.IGNORECASE)
_HELPED = re.compile(r"\b(?:do|does|did|will|would|can|could|may|might|must|should)\b", re.IGNORECASE)
_PREDICATIVE = frozenset("worth like due likely able ready".split())
"""What follows a noun without a verb between them, as "was the contract worth"."""
_ASKS_WHAT = re.compile(r"\W*(?:and\s+)?(?:what|which)\b", re.IGNORECASE)
_ASKS_WHICH = re.compile(r"\W*(?:and\s+)?which\s+[a-z]", re.IGNORECASE)
_ANSWERED = re.compile(r"\W*(?:an?|the|its|his|her|their)\s+(?=[a-z])", re.IGNORECASE)
_BESIDE = re.compile(
    r"\b(?:about|of|for|with|to|on|against|by|after|before|from|in|at|over|into|near|outside)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_IT = re.compile(r"\b(?:it|they|them)\b", re.IGNORECASE)
_WHOSE = re.compile(r"\b(?:its|their)\b", re.IGNORECASE)


def only_thing(clause: str) -> str:
    """The one thing that a clause names: "the dock strike", or by its name; empty where there are several, or none."""
    where = {place.text for place in places(clause)}
    names = {name.start: name.text for name in asked_names(clause)}
    told = {match.end(): words for match in _THING.finditer(clause) if (words := _noun(clause, match))}
    phrases = {at: words for at, words in told.items() if len(words) > len(names.get(at, ""))}  # "the Orsk summit"
    named = [name for at, name in names.items() if name not in where and at not in phrases]
    found = [*named, *(f"the {words}" for words in phrases.values())]
    return found[0] if len(found) == 1 else ""


def thing_answered(question: str, short: str | None) -> str:
    """What a question for a thing was answered with, "the cello" of "A cello made in 1720", or its name; else empty."""
    if short and _ASKS_WHICH.match(question) and kind_of(question) == "what":
        named = asked_names(short)
        if len(named) == 1 and named[0].text == short.strip():
            return named[0].text
    article = _ANSWERED.match(short or "") if _ASKS_WHAT.match(question) else None
    if not short or not article or any(amount.start <= article.end() for amount in amounts(short)):
        return ""  # "a third of them" is no thing
    told = f"the {short[article.end() :]}"
    thing = _THING.match(told)
    words = _noun(told, thing) if thing else ""
    return f"the {words}" if words else ""


def with_thing(question: str, last: Said) -> str:
    """The question with the thing that the last answer named in place of "it", where nothing else can be meant.

    Or with the one that the last question names, where that is all it names: "When does the Orsk Fair open?".
    """
    if asked_names(question) or _THING.search(question):
        return question
    which = _ASKS_WHICH.match(last.question)
    answered = "" if _names_another(last.question) and not which else last.thing
    thing = answered or ("" if which else _name_asked(last))
    found = [*_IT.finditer(question), *_WHOSE.finditer(question)]
    plural = bool(thing) and is_plural(thing)
    if not thing or len(found) != 1 or plural != (found[0].group().casefold() in ("they", "them", "their")):
        return question
    whose = "" if not _WHOSE.fullmatch(found[0].group()) else "'" if plural else "'s"
    return question[: found[0].start()] + thing + whose + question[found[0].end() :]


def _name_asked(last: Said) -> str:
    """The name of a thing, with its article, where the last question names that and nothing else; else empty."""
    name = only_thing(last.question)
    if not name or name.startswith("the ") or " " not in name:
        return ""
    if re.search(rf"\bthe\s+{re.escape(name)}\b", last.question, re.IGNORECASE):
        return f"the {name}"  # as nobody is called
    return name if shown_person(name, last.read) is False else ""


def is_plural(thing: str) -> bool:
    """Whether "they" may mean it."""
    last = thing.rsplit(maxsplit=1)[-1]
    return thing.startswith("the ") and (last in PLURALS or (last.endswith("s") and not last.endswith("ss")))


def _names_another(question: str) -> bool:
    """Whether it names what "it" may mean as well, "What did the council do?", but not "... stolen from the train"."""
    starts = [name.start for name in asked_names(question)] + [thing.start() for thing in _THING.finditer(question)]
    return any(not _BESIDE.search(before(question, start)) for start in starts)


def _noun(clause: str, match: re.Match[str]) -> str:
    """The words of a thing up to the verb: after "did" that is the last of them, elsewhere it is told by its form."""
    words = match["words"].split()
    verbs = [_is_verb([word]) for word in words] + [False]
    # "the strike"; of "the dock strike held" only what comes last is the verb.
    ends = next((at for at, word in enumerate(words) if at and _is_no_noun(word) and not (verbs[at] and verbs[at + 1])),
                len(words))  # fmt: skip
    helped = ends > 1 and _HELPED.search(clause, 0, match.start()) and not _is_verb(words[ends : ends + 1])
    return " ".join(words[: ends - 1 if helped else ends])


def _is_no_noun(word: str) -> bool:
    return word.casefold() in COMMON or word.casefold() in _PREDICATIVE or _is_verb([word])


def _is_verb(words: list[str]) -> bool:
    return any(word.endswith("ed") or (word in IRREGULAR and word not in PLURALS) for word in map(str.casefold, words))
