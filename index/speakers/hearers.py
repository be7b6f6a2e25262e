"""Whom something is told, between the verb and what is said: "told the port on Monday the pier sank"."""

from index.speakers.clause import is_verb, opens_clause
from index.speakers.cues import AUXILIARIES, CLAUSE, DETERMINERS, PREPOSITIONS, PRONOUNS
from index.speakers.items import Sentence

_OPENERS = frozenset("that if whether how why what".split())
_TOLD_NOUNS = frozenset("story stories tale tales truth lies joke jokes question questions".split())
"""What is told or asked, and no hearer: "told the story of the port"."""
_NO_HEARERS = PREPOSITIONS | CLAUSE | _TOLD_NOUNS | {"something", "things"}


def past_hearer(sentence: Sentence, at: int) -> int | None:
    """What follows whom it was told: "told her to go", "asked voters whether"."""
    for place in range(at, min(at + 8, len(sentence))):
        if sentence[place].lower in _OPENERS or sentence[place].lower in ("to", "about", "of", "which"):
            return at if sentence[place - 1].lower in _TOLD_NOUNS else place
        if place > at and sentence[at].lower != "for" and opens_another(sentence, place):
            return place
        if sentence[place].word in (",", "."):
            break
    named = at + (sentence[at].lower in DETERMINERS)
    while named < len(sentence) - 1 and sentence[named].is_name:
        named += 1
    if sentence[at].is_name is False and named == at and named + 1 < len(sentence):
        named += 1
    if at < named < len(sentence) and (sentence[named].lower in DETERMINERS or sentence[named].lower in PRONOUNS):
        return named
    if sentence[at].lower in PRONOUNS or sentence[at].lower in ("him", "her", "them", "me", "us"):
        return at + 1 if at + 1 < len(sentence) and sentence[at + 1].word not in (",", ".") else None
    return at if sentence[at].word not in (",", ".") else None


def opens_another(sentence: Sentence, place: int) -> bool:
    """Whether a clause with its own subject begins here, behind whom it was told: "told the port the pier sank"."""
    lower = sentence[place].lower
    begins = lower in DETERMINERS or lower == "there" or (lower in PRONOUNS and lower != "who")
    heard = sentence[place - 1].lower not in _NO_HEARERS and not is_verb(sentence, place - 1)
    return begins and heard and opens_clause(sentence, place)


def past_told(sentence: Sentence, at: int, behind: int) -> int | None:
    """What goes on behind whom it was told, what was told standing before: "The pier, Lee told them, was new"."""
    for place in range(at, min(at + 8, len(sentence))):
        if sentence[place].quoted or sentence[place].lower in _OPENERS:
            return behind
        if sentence[place].word in (",", "."):
            further = sentence[place].word == "," and place + 1 < len(sentence)
            return place + 1 if further and sentence[place + 1].lower in AUXILIARIES else None
    return None if at >= len(sentence) - 1 else behind
