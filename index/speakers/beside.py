"""Whom a sentence names beside its subject so that "he" in the next may be them: "Lee met Hart", not "Hart's car"."""

from index.speakers.cues import CLAUSE, PREPOSITIONS
from index.speakers.grammar import owns
from index.speakers.items import Sentence

_HANDS_ON = frozenset("to by with from".split())
"""Prepositions before whoever acts next: "Lee turned to Hart", "Lee was joined by Hart"."""
_REACH = 6
"""Items between a name and what makes it one in passing."""
_JOINS = frozenset("and or but".split())


def is_in_passing(sentence: Sentence, place: int) -> bool:
    """Whether the name here only belongs to something, or stands in a phrase or clause aside: "late for Hart"."""
    if owns(sentence[place].lower):
        return True
    for at in range(place - 1, max(place - _REACH, -1), -1):
        lower = sentence[at].lower
        if lower in PREPOSITIONS:
            return lower not in _HANDS_ON
        if lower in CLAUSE and lower not in _JOINS:
            return True
    return False
