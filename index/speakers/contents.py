"""What is said beside a cue: the clause or quotation behind it, the one before it, or both around it."""

from index.speakers.clause import is_verb, opens_clause
from index.speakers.closing import Range, closed
from index.speakers.cues import (
    ADDRESSED,
    AUXILIARIES,
    CLAUSE,
    DAYS,
    DETERMINERS,
    FORMS,
    INFINITIVE,
    MAY_STAND_FIRST,
    NEEDS_CLAUSE,
    PAST,
    PREPOSITIONS,
    PRONOUNS,
    SPOKEN,
)
from index.speakers.items import Sentence

_REACH = 18
"""Items between a verb and the "that" or quotation that belongs to it: "said in an interview with the paper that"."""
_CLAUSE = 4
"""Items of the shortest clause."""
SHORT = 3
"""Items of the shortest clause in front of a speaker with whom the sentence ends: "Lee lied, says Moss"."""
_MAY_FOLLOW = frozenset("show tell think believe hope fear worry guess figure learn find".split())
"""Verbs besides those of speech that may follow what is said: "It was late, he thought"."""
_ADJUNCT = frozenset("in on at during after through via before to of about from when as while".split())
_OPENERS = frozenset("that if whether how why what".split())
_TOLD = frozenset("to if whether how why what".split())


def contents(  # noqa: PLR0917 (where it stands, where it may begin, and how short it may be)
    sentence: Sentence, left: int, cue: int, lemma: str, floor: int, least: int = _CLAUSE
) -> list[Range]:
    """The ranges of what is said; `left` is where source and cue begin, `floor` where what comes before may begin.

    What comes before without quotation marks has at least `least` items, its comma among them.
    """
    behind = _behind(sentence, cue, lemma)
    ahead = _ahead(sentence, left, lemma, floor, least)
    if ahead and behind is not None and lemma == "tell":
        behind = _past_told(sentence, cue + 1, behind)
    if ahead and behind is not None:
        parenthesis = sentence[cue + 1].word == "," or sentence[cue + 1].quoted is not None
        parenthesis = parenthesis or _goes_on(sentence, cue, ahead, behind)
        quotation = sentence[left - 1].quoted or (sentence[left - 2].quoted if left > 1 else None)
        if not parenthesis and quotation and not sentence[behind].quoted and sentence[behind].lower != "that":
            behind = None
        elif not quotation and (not parenthesis or _is_adjunct(sentence, ahead)):
            ahead = None
    elif ahead and behind is None and _resumes(sentence, left, cue):
        behind = cue + 2
    elif ahead and not _may_lead(sentence, ahead, quoted=bool(sentence[ahead[1]].quoted), after=cue + 1):
        ahead = None
    found = [ahead] if ahead else []
    if behind is not None and (rest := closed(sentence, behind)):
        found.append(_within_relative(sentence, left, rest))
    return found


def _resumes(sentence: Sentence, left: int, cue: int) -> bool:
    """Whether the verb of what is said follows its source between commas: "The pier, Lee says, began to sink"."""
    if cue + 3 >= len(sentence) or sentence[cue + 1].word != "," or sentence[left - 1].word != ",":
        return False
    return FORMS.get(sentence[cue + 2].lower, ("", ""))[1] in ("past", "s") or sentence[cue + 2].lower in PAST


def _within_relative(sentence: Sentence, left: int, rest: Range) -> Range:
    """The range cut off where the clause ends in which it stands: "The pier, which Lee called new, fell"."""
    first, last = rest
    if left and sentence[left - 1].lower in ("which", "whom"):
        comma = next((place for place in range(first + 1, last) if sentence[place].word == ","), last + 1)
        return first, comma - 1
    return rest


def _behind(sentence: Sentence, cue: int, lemma: str) -> int | None:  # noqa: PLR0911 (one line for each case)
    """The first item of what is said behind a cue."""
    at = _past_manner(sentence, cue + 1)
    if at >= len(sentence):
        return None
    item = sentence[at]
    if item.word == "," and at + 1 < len(sentence):
        quotation = sentence[at + 1].quoted
        return at + 1 if quotation or (lemma in MAY_STAND_FIRST and sentence[at + 1].lower not in FORMS) else None
    if item.lower in ("and", "but", "or"):
        return None
    if item.word == ":":
        return at + 1 if at + 1 < len(sentence) else None
    if item.quoted or item.lower == "that":
        return at
    if lemma in INFINITIVE and item.lower == "to":
        return at
    if lemma in ("view", "see") and any(one.lower == "as" for one in sentence[at + 1 : at + 7]):
        return at
    opened = _opener(sentence, at)
    if lemma in NEEDS_CLAUSE and lemma not in MAY_STAND_FIRST and opened is None:
        return None
    if lemma in ADDRESSED:
        hearer = _past_hearer(sentence, at)
        if opened is None or (hearer is not None and hearer < opened and sentence[hearer].lower in _TOLD):
            return hearer
        return opened
    if item.lower in ("about", "of", "against") and lemma in MAY_STAND_FIRST - SPOKEN and opened is None:
        return at  # "joked about the pier"
    if lemma in MAY_STAND_FIRST and (item.lower in _ADJUNCT or item.lower in DAYS):
        day = _past_day(sentence, at)
        return day or (opened if opened is not None else _past_adjunct(sentence, at))
    return at if item.word not in ".;)?!" else None


def _past_day(sentence: Sentence, at: int) -> int | None:
    """The clause behind a day: "said Monday the pier was safe", "said on Monday he would go"."""
    past = at + (sentence[at].lower == "on") + 1
    day = past < len(sentence) and sentence[past - 1].lower in DAYS
    return past if day and opens_clause(sentence, past) else None


def _past_manner(sentence: Sentence, at: int) -> int:
    """What follows how it was said, if the words do: "wrote back, “Go”", "fired back forcefully: “Go”"."""
    last = at
    while last + 1 < len(sentence) and (sentence[last].lower == "back" or sentence[last].lower.endswith("ly")):
        last += 1
    return last if last > at and (sentence[last].word in (",", ":") or sentence[last].quoted) else at


def _opener(sentence: Sentence, at: int) -> int | None:
    """Where "that", a quotation or a colon opens what is said, not far behind the verb."""
    for place in range(at, min(at + _REACH, len(sentence))):
        item = sentence[place]
        if item.quoted:
            return place if item.end - item.start > 12 or sentence[place - 1].word in (",", ":") else None
        if item.lower == "that" and sentence[place - 1].lower not in DETERMINERS:
            return place
        if item.word == ":" and place + 1 < len(sentence):
            return place + 1
        written = sentence[place - 1].lower in DETERMINERS  # "in a written statement"
        if item.lower in FORMS and not written and place > at and FORMS[item.lower][1] == "past":
            return None
    return None


def _past_hearer(sentence: Sentence, at: int) -> int | None:
    """What follows whom it was told: "told her to go", "asked voters whether"."""
    for place in range(at, min(at + 8, len(sentence))):
        if sentence[place].lower in _OPENERS or sentence[place].lower in ("to", "about", "of"):
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


def _past_told(sentence: Sentence, at: int, behind: int) -> int | None:
    """What goes on behind whom it was told, what was told standing before: "The pier, Lee told them, was new"."""
    for place in range(at, min(at + 8, len(sentence))):
        if sentence[place].quoted or sentence[place].lower in _OPENERS:
            return behind
        if sentence[place].word in (",", "."):
            further = sentence[place].word == "," and place + 1 < len(sentence)
            return place + 1 if further and sentence[place + 1].lower in AUXILIARIES else None
    return None if at >= len(sentence) - 1 else behind


def _past_adjunct(sentence: Sentence, at: int) -> int | None:
    """What follows "on Monday" or "in a speech"; None when nothing does."""
    while at < len(sentence) and sentence[at].lower in DAYS | {"on", "afternoon", "morning", "night", "evening"}:
        at += 1
    if at >= len(sentence) or sentence[at].word in (",", "."):
        return None
    if sentence[at].lower in _ADJUNCT:
        for place in range(at, min(at + _REACH, len(sentence) - 3)):
            if sentence[place].word == ",":
                return None if FORMS.get(sentence[place + 1].lower, ("", ""))[1] == "ing" else place + 1
        return at if sentence[at].lower in ("to", "of", "about") else None
    return at


def _ahead(sentence: Sentence, left: int, lemma: str, floor: int, least: int) -> Range | None:
    """What is said before its source and cue: it ends with a quotation or a comma."""
    if left <= floor:
        return None
    last = sentence[left - 1]
    if last.quoted:
        return floor_of(sentence, floor, left - 1)
    if left - 2 < floor or last.word not in (",", "—", "–", "--"):
        return None
    if sentence[left - 2].quoted:
        return floor_of(sentence, floor, left - 2)
    if (lemma not in MAY_STAND_FIRST and lemma not in _MAY_FOLLOW) or left - floor < least:
        return None
    return floor, left - 2


def _may_lead(sentence: Sentence, ahead: Range, *, quoted: bool, after: int) -> bool:
    """Whether what stands before the source can be what is said: "In a letter, Lee said ..." is not."""
    first, last = ahead
    opens = sentence[first].lower in PREPOSITIONS or sentence[first].lower in CLAUSE
    ends = after >= len(sentence) or sentence[after].word in (".", "?", "!")
    return quoted or not opens or (ends and last - first >= _CLAUSE)


def _is_adjunct(sentence: Sentence, ahead: Range) -> bool:
    """Whether only a time, place or reason is meant: "On Monday, Lee said, “Go”", "Asked why, Lee said, “Go”"."""
    items = sentence[ahead[0] : ahead[1] + 1]
    if items[0].lower in ("asked", "pressed"):
        return True
    return items[0].lower in PREPOSITIONS and not _has_verb(sentence, ahead)


def _has_verb(sentence: Sentence, ahead: Range) -> bool:
    return any(is_verb(sentence, place) for place in range(ahead[0], ahead[1] + 1))


def _goes_on(sentence: Sentence, cue: int, ahead: Range, behind: int) -> bool:
    """Whether a statement goes on behind when or where it was made: "It sank, Lee said on Monday, and was lost"."""
    first = sentence[ahead[0]].lower
    if behind < cue + 3 or sentence[behind - 1].word != "," or first in PREPOSITIONS or first in CLAUSE:
        return False
    return _has_verb(sentence, ahead)


def floor_of(sentence: Sentence, floor: int, quotation: int) -> Range:
    """The range that ends with this quotation and begins where its sentence does."""
    while floor < quotation and sentence[floor].word in (",", ".", ";", ":", ")", "—", "–"):
        floor += 1
    return floor, quotation
