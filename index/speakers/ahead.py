"""What is said before its source and cue: "It sank, Lee said", "“Go,” Lee told them", "It sank, as Lee reported"."""

from index.speakers.clause import is_verb
from index.speakers.closing import Range
from index.speakers.cues import CLAUSE, MAY_STAND_FIRST, PREPOSITIONS
from index.speakers.items import Sentence

CLAUSE_ITEMS = 4
"""Items of the shortest clause."""
_MAY_FOLLOW = frozenset("hint show tell think believe hope fear worry guess figure learn find".split())
"""Verbs besides those of speech that may follow what is said: "It was late, he thought"."""


def what_leads(sentence: Sentence, left: int, lemma: str, floor: int, least: int) -> Range | None:
    """What is said before its source and cue: it ends with a quotation or a comma."""
    if left <= floor:
        return None
    if sentence[left - 1].lower == "as" and left > floor + 1:  # "It sank, as Lee reported"
        left -= bool(sentence[left - 2].quoted) or has_verb(sentence, (floor, left - 2))
    last = sentence[left - 1]
    if last.quoted:
        return _floor_of(sentence, floor, left - 1)
    if left - 2 < floor or last.word not in (",", "—", "–", "--"):
        return None
    if sentence[left - 2].quoted:
        return _floor_of(sentence, floor, left - 2)
    if (lemma not in MAY_STAND_FIRST and lemma not in _MAY_FOLLOW) or left - floor < least:
        return None
    return floor, left - 2


def may_lead(sentence: Sentence, ahead: Range, *, quoted: bool, after: int) -> bool:
    """Whether what stands before the source can be what is said: "In a letter, Lee said ..." is not."""
    first, last = ahead
    opens = sentence[first].lower in PREPOSITIONS or sentence[first].lower in CLAUSE
    ends = after >= len(sentence) or sentence[after].word in (".", "?", "!", ";", "—", "–", "--")
    return quoted or not opens or (ends and last - first >= CLAUSE_ITEMS)


def is_adjunct(sentence: Sentence, ahead: Range) -> bool:
    """Whether only a time, place or reason is meant: "On Monday, Lee said, “Go”", "Asked why, Lee said, “Go”"."""
    items = sentence[ahead[0] : ahead[1] + 1]
    if items[0].lower in ("asked", "pressed"):
        return True
    return items[0].lower in PREPOSITIONS and not has_verb(sentence, ahead)


def has_verb(sentence: Sentence, ahead: Range) -> bool:
    """Whether a finite verb stands there: a phrase is no statement."""
    return any(is_verb(sentence, place) for place in range(ahead[0], ahead[1] + 1))


def goes_on(sentence: Sentence, cue: int, ahead: Range, behind: int) -> bool:
    """Whether a statement goes on behind when or where it was made: "It sank, Lee said on Monday, and was lost"."""
    first = sentence[ahead[0]].lower
    if behind < cue + 3 or sentence[behind - 1].word != "," or first in PREPOSITIONS or first in CLAUSE:
        return False
    return has_verb(sentence, ahead)


def _floor_of(sentence: Sentence, floor: int, quotation: int) -> Range:
    """The range that ends with this quotation and begins where its sentence does."""
    while floor < quotation and sentence[floor].word in (",", ".", ";", ":", ")", "—", "–"):
        floor += 1
    return floor, quotation
