"""A clause that asks of what the clause before it names, as a question of its own: "and when did it end?". English."""

import re

from rag.follow_ups.referents import Said, asked_names
from rag.follow_ups.standalone import made_standalone
from rag.text.mentions import places
from rag.text.vocabulary import IRREGULAR, PLURALS
from rag.text.words import COMMON

_THING = re.compile(r"\bthe\s+(?=(?P<words>[a-z][\w-]*(?:\s+[a-z][\w-]*){0,3}))", re.IGNORECASE)
_HELPED = re.compile(r"\b(?:do|does|did|will|would|can|could|may|might|must|should)\b", re.IGNORECASE)
_THIRD = re.compile(r"\b(?:(?P<whose>its|their)|it|they|them)\b", re.IGNORECASE)
_PREDICATIVE = frozenset("worth like due likely able ready".split())
"""What follows a noun without a verb between them, as "was the contract worth"."""


def made_alone(clause: str, before: str) -> str:
    """The clause with what it refers to put in: "when did the summit end?" after "where was the summit held"."""
    pronoun = _THIRD.search(clause)
    thing = only_thing(before) if pronoun and not asked_names(clause) else ""
    if not pronoun or not thing or _is_plural(thing) != (pronoun.group().casefold() in ("they", "them", "their")):
        return made_standalone(clause, [Said(before)])
    whose = "'" if _is_plural(thing) else "'s"
    put = thing + (whose if pronoun["whose"] else "")
    return clause[: pronoun.start()] + put + clause[pronoun.end() :]


def only_thing(before: str) -> str:
    """The one thing that a clause names: "the dock strike", or by its name; empty where there are several, or none."""
    where = {place.text for place in places(before)}
    named = [name.text for name in asked_names(before) if name.text not in where]
    phrases = [f"the {words}" for match in _THING.finditer(before) if (words := _noun(before, match))]
    found = [*named, *phrases]
    return found[0] if len(found) == 1 else ""


def _noun(before: str, match: re.Match[str]) -> str:
    """The words of a thing up to the verb: after "did" that is the last of them, elsewhere it is told by its form."""
    words = match["words"].split()
    ends = next((at for at, word in enumerate(words) if at and _is_no_noun(word)), len(words))  # "the strike"
    helped = ends > 1 and _HELPED.search(before, 0, match.start()) and not _is_verb(words[ends : ends + 1])
    return " ".join(words[: ends - 1 if helped else ends])


def _is_no_noun(word: str) -> bool:
    return word.casefold() in COMMON or word.casefold() in _PREDICATIVE or _is_verb([word])


def _is_verb(words: list[str]) -> bool:
    return any(word.endswith("ed") or (word in IRREGULAR and word not in PLURALS) for word in map(str.casefold, words))


def _is_plural(thing: str) -> bool:
    last = thing.rsplit(maxsplit=1)[-1]
    return thing.startswith("the ") and (last in PLURALS or (last.endswith("s") and not last.endswith("ss")))
