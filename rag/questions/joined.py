"""A clause that asks of what the clause before it names, as a question of its own: "and when did it end?". English."""

import re

from rag.follow_ups.referents import Said, asked_names
from rag.follow_ups.standalone import made_standalone, nouns_of
from rag.follow_ups.things import is_plural, only_thing
from rag.questions.kinds import kind_of
from rag.questions.parts import is_bare

_PERSON = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
_WHO_IS = re.compile(r"\W*who\s+(?:is|are|was|were)\b", re.IGNORECASE)
# "What did Halden propose": what is asked for is "it", and not who did it.
_ASKS_OBJECT = re.compile(r"\W*(?:what|which)\b[^?]*?\b(?:did|does|do|has|have|had|will|would)\s+", re.IGNORECASE)
_HELPED = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could)\s+(?=(?:it|they|them)\b)", re.IGNORECASE
)
_THIRD = re.compile(r"\b(?:(?P<whose>its|their)|it|they|them)\b", re.IGNORECASE)


def made_alone(clause: str, before: str) -> str:
    """The clause with what it refers to put in: "when did the summit end?" after "where was the summit held".

    After "who won the Orsk final" he or she is whoever the answer names, which nobody knows yet.
    """
    if kind_of(before) == "who" and not _WHO_IS.match(before) and _PERSON.search(clause):
        return clause
    pronoun = _THIRD.search(clause)
    thing = only_thing(before) if pronoun and not asked_names(clause) else ""
    if not pronoun or not thing or is_plural(thing) != (pronoun.group().casefold() in ("they", "them", "their")):
        about = nouns_of(before) if is_bare(clause) else ""
        return f"{clause} ({about})" if about else made_standalone(clause, [Said(before)])
    asks = None if pronoun["whose"] or _HELPED.search(clause) else _ASKS_OBJECT.match(before)
    done = before[asks.end() :].removeprefix("the ") if asks else ""
    if done.startswith(thing.removeprefix("the ")):
        return f"{clause.rstrip(' ?')} ({done.rstrip(' ?')})?"
    whose = "'" if is_plural(thing) else "'s"
    put = thing + (whose if pronoun["whose"] else "")
    return clause[: pronoun.start()] + put + clause[pronoun.end() :]
