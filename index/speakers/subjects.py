"""Subjects that stand apart from their verb or reach further than the noun before it, and where they begin."""

from index.speakers.clause import is_verb, opens_clause
from index.speakers.cues import CLAUSE, PREPOSITIONS, PRONOUNS
from index.speakers.grammar import opening, past_dateline
from index.speakers.items import Sentence
from index.speakers.noun_phrase import Phrase
from index.speakers.phrases import before

_OPENS = frozenset("although though while when if because since after before".split())
"""What opens a clause before the main one."""
_NO_SUBJECT = CLAUSE | PREPOSITIONS | PRONOUNS
_LONG = 14
"""Items of a long subject before its last noun."""


def is_apart(sentence: Sentence, cue: int) -> bool:
    """Whether a plural stands before what parts it from the verb: "The voters, among others, reject the plan"."""
    if cue < 1 or sentence[cue - 1].word not in (",", ")", "—", "–", "--", "-"):
        return False
    phrase = before(sentence, cue)
    if phrase is None or phrase.first != opening(sentence):
        return False
    return sentence[phrase.last].lower.endswith("s") or any(
        sentence[place].lower == "and" for place in range(phrase.first, phrase.last)
    )


def past_lead(sentence: Sentence) -> int:
    """Where the main clause begins behind one that opens the sentence: "Although Lee said it held, Hart left"."""
    return opening(sentence) if sentence[past_dateline(sentence)].lower in _OPENS else 0


def whole(sentence: Sentence, phrase: Phrase, cue: int) -> Phrase:
    """All of a long subject at the end of a sentence: "It sank, records of the port and others show."."""
    joint = sentence[phrase.first - 1].lower if phrase.first else ""
    if cue + 2 < len(sentence) or not (joint == "and" or joint in PREPOSITIONS):
        return phrase
    for place in range(phrase.first - 1, max(phrase.first - _LONG, 0), -1):
        if sentence[place].word == ",":
            with_one = place + 3 == phrase.first and sentence[place + 1].lower in PRONOUNS  # "he and Lee said."
            if sentence[place + 1].lower in _NO_SUBJECT and not with_one:
                return phrase
            return Phrase(place + 1, phrase.last, phrase.role)
        if sentence[place].quoted or is_verb(sentence, place) or not sentence[place].word[0].isalpha():
            return phrase
    return phrase


def is_of_many(sentence: Sentence, cue: int) -> bool:
    """Whether the noun before a preposition is a plural that the verb belongs to: "Polls in Tarnwick show"."""
    phrase = before(sentence, cue)
    if phrase is None:
        return False
    at = next((at for at in range(phrase.first + 1, phrase.last) if sentence[at].lower in PREPOSITIONS), None)
    head = sentence[at - 1].lower if at else ""
    return head.endswith("s") and not head.endswith(("ss", "’s", "'s")) and opens_clause(sentence, cue + 1)
