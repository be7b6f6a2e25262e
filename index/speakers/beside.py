"""Whom a sentence names beside its subject so that "he" in the next may be them: "Lee met Hart", not "Hart's car"."""

from index.speakers.clause import is_verb
from index.speakers.cues import ADVERBS, CLAUSE, DETERMINERS, PREPOSITIONS
from index.speakers.fillers import is_auxiliary
from index.speakers.grammar import owns
from index.speakers.items import Sentence

_HANDS_ON = frozenset("to by with from".split())
"""Prepositions before whoever acts next: "Lee turned to Hart", "Lee was joined by Hart"."""
_REACH = 6
"""Items between a name and what makes it one in passing."""
_JOINS = frozenset("and or but".split())
_OF_ONE = frozenset(
    "campaign camp team administration supporters supporter voters voter backers backer fans aides aide allies ally "
    "adviser advisers rally rallies event spokesman spokeswoman presidency family era staff donors donor delegates "
    "surrogates surrogate loyalists critics super".split()
)
"""What is somebody's without an article: "Lee supporters came"."""


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


def modifies(sentence: Sentence, place: int) -> bool:
    """Whether the name here only says whose or which: "the Lee phone bank", "Lee supporters"."""
    if place + 1 >= len(sentence):
        return False
    following = sentence[place + 1]
    if following.lower in _OF_ONE:
        return True
    first = place
    while first > 0 and sentence[first - 1].is_name and sentence[first - 1].lower not in DETERMINERS:
        first -= 1
    if first == 0 or not (sentence[first - 1].lower in DETERMINERS or owns(sentence[first - 1].lower)):
        return False
    other = is_auxiliary(following) or is_verb(sentence, place + 1) or following.lower in ADVERBS
    return (
        following.word.isalpha()
        and following.word.islower()
        and not (other or following.lower in PREPOSITIONS or following.lower in CLAUSE)
    )
