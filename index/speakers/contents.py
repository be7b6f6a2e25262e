"""What is said beside a cue: the clause or quotation behind it, the one before it, or both around it."""

from index.speakers.ahead import CLAUSE_ITEMS, goes_on, has_verb, is_adjunct, may_lead, what_leads
from index.speakers.clause import is_verb, opens_clause
from index.speakers.closing import Range, closed
from index.speakers.cues import (
    ADDRESSED,
    AUXILIARIES,
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
    THOUGHT,
    TIMES,
)
from index.speakers.fillers import past_times
from index.speakers.grammar import owns
from index.speakers.hearers import opens_another, past_hearer, past_told
from index.speakers.items import Sentence

_REACH = 18
"""Items between a verb and the "that" or quotation that belongs to it: "said in an interview with the paper that"."""
_NEAR = 8
"""Items between a verb and the clause that belongs to it, where and when between them."""
_WORD = 2
"""Items of what is said before the verb with which a sentence ends: "Sorry, Lee said."."""
SHORT = 3
"""Items of the shortest clause in front of a speaker with whom the sentence ends: "Lee lied, says Moss"."""
_ADJUNCT = frozenset("in on at during after through via before to of about from when as while".split())
_WHERE = frozenset("in at on during after".split())
_AS = frozenset({"view", "see", "paint"})
"""Verbs that tell what somebody thinks when they say as what: "Lee painted Hart as weak"."""
_AS_WHAT = 7
"""Items behind such a verb in which its "as" stands."""
_TELLER = 8
"""Items of the longest end of a sentence that says who tells it all."""
_NO_PARTICIPLES = frozenset("including nothing something everything anything during".split())
"""Words in "ing" that may go on with what is said."""
_QUESTIONS = frozenset("whether how why what if".split())
_TO_SOMEBODY = ("say", "add")
"""Verbs behind which "to" tells whom or what to, not what: "“Go,” Lee said to laughs", "it added to the delay"."""
_CLAUSES = ("that", "to")
_TOLD = frozenset("to if whether how why what".split())


def contents(  # noqa: PLR0917 (where it stands, where it may begin, and how short it may be)
    sentence: Sentence, left: int, cue: int, lemma: str, floor: int, least: int = CLAUSE_ITEMS
) -> list[Range]:
    """The ranges of what is said; `left` is where source and cue begin, `floor` where what comes before may begin.

    What comes before without quotation marks has at least `least` items, its comma among them.
    """
    behind = _behind(sentence, cue, lemma)
    least = _WORD if cue + 2 >= len(sentence) or (left and _resumes(sentence, left, cue)) else least
    ahead = what_leads(sentence, left, lemma, floor, least)
    if ahead and (lemma in THOUGHT or (behind and lemma not in MAY_STAND_FIRST)) and _is_held(sentence, left):
        ahead = None  # "As for the mangling of “Hello,” Lee found it funny"
    if ahead and behind is not None and sentence[cue + 1].word in ("—", "–", "--"):
        behind = None
    if ahead and behind is not None and lemma == "tell":
        behind = past_told(sentence, cue + 1, behind)
    if ahead and behind is not None:
        parenthesis = sentence[cue + 1].word == "," or sentence[cue + 1].quoted is not None
        parenthesis = parenthesis or goes_on(sentence, cue, ahead, behind)
        quotation = sentence[left - 1].quoted or (sentence[left - 2].quoted if left > 1 else None)
        if _is_held(sentence, left) and opens_clause(sentence, behind) and not has_verb(sentence, ahead):
            ahead = None  # "Over chants of “Go,” Lee said it was late"
        elif not parenthesis and quotation and not sentence[behind].quoted and sentence[behind].lower not in _CLAUSES:
            behind = None
        elif not quotation and (not parenthesis or is_adjunct(sentence, ahead)):
            ahead = None
    elif ahead and behind is None and _resumes(sentence, left, cue):
        behind = cue + 2
    elif ahead:
        quoted, after = bool(sentence[ahead[1]].quoted), past_times(sentence, cue + 1)
        ahead = ahead if may_lead(sentence, ahead, quoted=quoted, after=after) else None
    found = [ahead] if ahead else []
    if behind is not None and (rest := closed(sentence, behind)):
        found.append(_within_relative(sentence, left, rest))
    return found


def _is_held(sentence: Sentence, left: int) -> bool:
    """Whether the quotation before source and cue is part of a phrase: "chants of “Go,”"."""
    if left < 2 or sentence[left - 1].quoted is None:
        return False
    return sentence[left - 2].lower in PREPOSITIONS or owns(sentence[left - 2].lower)


def _resumes(sentence: Sentence, left: int, cue: int) -> bool:
    """Whether the verb of what is said follows its source between commas: "The pier, Lee says, began to sink"."""
    if cue + 3 >= len(sentence) or sentence[cue + 1].word != "," or sentence[left - 1].word != ",":
        return False
    return is_verb(sentence, cue + 2)


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
    past = past_times(sentence, at)
    if past >= len(sentence) or sentence[past].word in (".", "?", "!", ";"):
        return None
    item = sentence[at]
    if item.word == "," and at + 1 < len(sentence):
        return _past_aside(sentence, at) or (at + 1 if _goes_on_past_comma(sentence, at + 1, lemma) else None)
    if item.word == ":":
        return at + 1 if at + 1 < len(sentence) else None
    if lemma in _AS and any(one.lower == "as" for one in sentence[at + 1 : at + _AS_WHAT]):
        return at
    bare = lemma == "paint" or (lemma == "ask" and item.word[0].isdigit())  # a price
    bare = bare or (sentence[cue].lower == "declining" and item.lower != "to")
    if bare or item.lower in ("and", "but", "or"):
        return None
    if item.quoted or item.lower == "that" or (lemma in INFINITIVE and item.lower == "to"):
        return at
    opened = _opener(sentence, at)
    if item.lower == "to" and lemma in _TO_SOMEBODY and opened is None:
        return None
    if lemma in NEEDS_CLAUSE and lemma not in MAY_STAND_FIRST and opened is None:
        return at if item.lower in _QUESTIONS or _is_said_by(sentence, at) else None
    if lemma in ADDRESSED:
        hearer = past_hearer(sentence, at)
        if opened is None or (hearer is not None and hearer < opened and sentence[hearer].lower in _TOLD):
            return hearer
        return opened
    if item.lower in ("about", "of", "against") and lemma in MAY_STAND_FIRST - SPOKEN and opened is None:
        return at  # "joked about the pier"
    if lemma in MAY_STAND_FIRST and (item.lower in _ADJUNCT or item.lower in DAYS):
        day = _past_day(sentence, at)
        return day or (opened if opened is not None else _past_adjunct(sentence, at))
    return at if item.word not in ".;)?!" else None


def _past_aside(sentence: Sentence, comma: int) -> int | None:
    """The "that" behind what stands between commas: "argued, in a letter to Lee, that"."""
    for place in range(comma + 1, min(comma + _REACH, len(sentence) - 1)):
        if sentence[place].word == ",":
            manner = sentence[comma + 1].lower == "in" and not any(one.is_name for one in sentence[comma + 1 : place])
            following = sentence[place + 1].lower
            # "described, in a letter, a plan", not "discussed, in Ames, a plan"
            return place + 1 if following == "that" or (manner and following in DETERMINERS) else None
        if sentence[place].quoted or sentence[place].word in ".:;?!" or is_verb(sentence, place):
            return None
    return None


def _goes_on_past_comma(sentence: Sentence, at: int, lemma: str) -> bool:
    """Whether what is said goes on behind a comma: no verb, no "according to" and no "clutching his hat" follows."""
    item = sentence[at]
    if item.quoted or lemma not in MAY_STAND_FIRST:
        return bool(item.quoted)
    that = at + 1 < len(sentence) and sentence[at + 1].lower == "that"
    aside = item.lower.endswith("ing") and not (item.is_name or that or item.lower in _NO_PARTICIPLES)
    return item.lower != "according" and not aside and FORMS.get(item.lower, ("", "base"))[1] == "base"


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
        if (
            item.quoted
            and owns(sentence[place - 1].lower)
            and sentence[min(place + 1, len(sentence) - 1)].lower == "that"
        ):
            continue  # "told the Post’s “Daily” that it sank"
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


def _past_where(sentence: Sentence, at: int) -> int | None:
    """The clause behind where and when it was said: "said in a statement on Monday they had gone"."""
    for place in range(at + 2, min(at + _NEAR, len(sentence)) if sentence[at].lower in _WHERE else 0):
        dated = sentence[place - 1].lower in DAYS or sentence[place - 1].lower in TIMES
        if (dated or sentence[place].lower in PRONOUNS) and opens_another(sentence, place):
            return place
    return None


def _is_said_by(sentence: Sentence, at: int) -> bool:
    """Whether a pronoun and its verb stand here: "learned he had to go", not "found it hard"."""
    if sentence[at].lower not in PRONOUNS or at + 1 >= len(sentence):
        return False
    verb = sentence[at + 1].lower
    return verb in AUXILIARIES or verb in PAST or FORMS.get(verb, ("", ""))[1] in ("past", "s")


def _past_adjunct(sentence: Sentence, at: int) -> int | None:
    """What follows "on Monday" or "in a speech"; None when nothing does."""
    at = past_times(sentence, at)
    if at >= len(sentence) or sentence[at].word in (",", ".", ";", "--", "—", "–"):
        return None
    if sentence[at].lower in _ADJUNCT:
        if clause := _past_where(sentence, at):
            return clause
        for place in range(at, min(at + _REACH, len(sentence) - 3)):
            if sentence[place].word == ",":
                if FORMS.get(sentence[-2].lower, ("", ""))[0] in MAY_STAND_FIRST and len(sentence) - place < _TELLER:
                    break  # "agreed to a truce from Monday, mediators said."
                return None if FORMS.get(sentence[place + 1].lower, ("", ""))[1] == "ing" else place + 1
        return at if sentence[at].lower in ("to", "of", "about") else None
    return at
