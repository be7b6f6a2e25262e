"""Whose a verb in "ing" is: "with Lee asking why", "quoted Lee as saying", "a sign saying “Go”"."""

from index.speakers.clause import is_verb
from index.speakers.closing import Range
from index.speakers.cues import CLAUSE, DETERMINERS, FORMS, PAST, PREPOSITIONS, PRONOUNS
from index.speakers.fillers import is_auxiliary, is_filler, skip_back
from index.speakers.grammar import is_passive, past_dateline
from index.speakers.items import Sentence
from index.speakers.noun_phrase import Phrase, ending_at
from index.speakers.phrases import SIDES, before, behind
from index.speakers.plain import opens_words

_WITH = 8
"""Items between "with" and the verb that belongs to it."""
_PEOPLE = frozenset("those some many others both people voters candidates officials".split())
"""Whose a form in "ing" is that stands just behind them."""
_OBJECTS = frozenset("him her them us me you it".split())
_CAUSED = 3
"""Items before the shortest infinitive of another's: "led many to"."""
_CAUSES = frozenset(
    "cause causes caused causing lead leads led leading leave leaves left leaving prompt prompts prompted prompting "
    "force forces forced forcing allow allows allowed allowing compel compels compelled compelling push pushes pushed "
    "pushing inspire inspired drive drives drove driving get gets got".split()
)
_CHARGED = frozenset("accused suspected".split())
_GIVEN_TO = PREPOSITIONS - {"of"}
_AS = 12
"""Items between "quoted" and the "as saying" that belongs to it."""
_DEEDS = frozenset("insult threaten attack assail hammer knock".split())
"""Verbs of what somebody is punished for: where no words follow, nothing is told of what they said."""
_GETS = frozenset(
    "draw draws drew make makes made face faces faced get gets got win wins won earn earns earned receive receives "
    "received come comes came take takes took offer offers offered issue issues issued apologise apologises apologised "
    "apologize apologizes apologized".split()
)
"""Verbs with which the reason is the subject's own: "drew criticism for", "offered an apology for"."""
_SIGNS = frozenset("sign banner poster placard hat cap shirt t-shirt sticker button note caption billboard".split())
"""What bears words."""


def own_subject(sentence: Sentence, cue: int) -> Phrase | None:
    """The subject that the verb does not share with its sentence, if it has one."""
    own = _quoted_as(sentence, cue) or _after_with(sentence, cue) or _beside(sentence, cue)
    return own or _written_on(sentence, cue) or _siding(sentence, cue)


def is_reason(sentence: Sentence, cue: int) -> bool:
    """Whether "for" tells what somebody else is thanked or punished for: "fined Lee for reporting it too late".

    The subject of "apologised for saying" and "was praised for saying" says it, but a foul is no statement: "was sent
    off for insulting him".
    """
    if cue < _CAUSED or sentence[cue - 1].lower != "for" or sentence[cue - 2].lower == "except":
        return False
    for place in range(cue - 2, max(cue - _AS, 0), -1):
        if sentence[place].quoted or not sentence[place].word[0].isalnum() or sentence[place].lower in CLAUSE:
            return False
        if is_verb(sentence, place) and not is_auxiliary(sentence[place]):
            deed = FORMS.get(sentence[cue].lower, ("", ""))[0] in _DEEDS
            own = is_passive(sentence, place) or place == cue - 2 or sentence[place].lower in _GETS
            return deed or not own
    return False


def _after_with(sentence: Sentence, cue: int) -> Phrase | None:
    """Whose the verb is in "with Lee asking" and "With Lee, the mayor, asking": what stands between the two."""
    last = skip_back(sentence, cue - 1)
    if last >= 0 and sentence[last].word == ",":
        own = before(sentence, cue)
        with_it = own and own.first == past_dateline(sentence) + 1 and sentence[own.first - 1].lower == "with"
        return own if with_it else None
    for place in range(last, max(last - _WITH, 0) - 1, -1):
        item = sentence[place]
        if item.lower == "with":
            return Phrase(place + 1, last) if place < last else None
        if item.quoted or not item.word[0].isalnum() or item.lower in PAST or is_auxiliary(item):
            return None
    return None


def _beside(sentence: Sentence, cue: int) -> Phrase | None:
    """Whose the verb is in "those supporting Lee", "voters asking why"."""
    first = cue - 1
    while first > 0 and sentence[first - 1].is_name:
        first -= 1
    told = first > 0 and sentence[first - 1].lower == "to"  # "sent a note to Tarnwick voters saying that ..."
    return Phrase(cue - 1, cue - 1) if sentence[cue - 1].lower in _PEOPLE and not told else None


def _siding(sentence: Sentence, cue: int) -> Phrase | None:
    """Who is for or against somebody in "a group supporting Lee": the noun just before, never the subject ahead."""
    beside = sentence[cue - 1]
    noun = beside.word.isalpha() and beside.lower not in PREPOSITIONS and not is_filler(sentence, cue - 1)
    phrase = ending_at(sentence, cue - 1) if noun and sentence[cue].lower in SIDES else None
    if phrase is None:
        return None
    behind_it = (at + 1 for at in range(phrase.last - 1, phrase.first, -1) if sentence[at].lower in _GIVEN_TO)
    return Phrase(next(behind_it, phrase.first), phrase.last)  # "gave a million to a group backing Lee"


def whom_they_back(sentence: Sentence, behind_it: Range) -> Range:
    """Whom or what, without the verb of those who do: "A group backing Lee gave a lot"."""
    first, last = behind_it
    for place in range(first + 1, last + 1):
        if is_verb(sentence, place) or sentence[place].lower in ("who", "which"):
            return first, place - 1 - (sentence[place - 1].word == "," and place - 1 > first)
    return behind_it


def _written_on(sentence: Sentence, cue: int) -> Phrase | None:
    """What bears the words in "a sign saying “Go”"."""
    on_it = sentence[cue].lower in ("saying", "reading") and sentence[cue - 1].lower.removesuffix("s") in _SIGNS
    return before(sentence, cue) if on_it and opens_words(sentence, cue + 1) else None


def leads(sentence: Sentence, cue: int) -> bool:
    """Whether a verb opens what stands before the main subject, with no subject of its own: not "With Lee saying"."""
    first = past_dateline(sentence)
    if any(item.lower == "with" for item in sentence[first:cue]):
        return False
    first = next((place + 1 for place in range(cue - 1, first, -1) if sentence[place].word == ","), first)
    return all(
        is_filler(sentence, at) or sentence[at].lower in PREPOSITIONS | CLAUSE | {"addition"}
        for at in range(first, cue)
    )


def caused(sentence: Sentence, cue: int) -> Phrase | None:
    """Whose an infinitive is whose subject stands behind another verb: "led many to say", "asked Lee to explain"."""
    if cue < _CAUSED or sentence[cue - 1].lower != "to":
        return None
    if sentence[cue - 2].lower in _OBJECTS:
        return None
    for place in range(cue - 2, max(cue - _AS, -1), -1):
        if sentence[place].lower in _CAUSES and place == cue - 2:
            return before(sentence, place) if is_passive(sentence, place) else None
        if sentence[place].lower in _CAUSES:
            return Phrase(place + 1, cue - 2)
        if sentence[place].quoted or not sentence[place].word[0].isalnum():
            return None
    return None


def is_charged(sentence: Sentence, cue: int) -> bool:
    """Whether those before "accused of" are the accused: "companies accused of fraud", not "whom Lee accused of it"."""
    if sentence[cue].lower not in _CHARGED or cue + 1 >= len(sentence) or sentence[cue + 1].lower != "of":
        return False
    previous = sentence[cue - 1]
    return bool(cue) and (
        previous.word == ","
        or (
            previous.word[0].isalpha()
            and previous.word.islower()
            and not is_filler(sentence, cue - 1)
            and previous.lower not in PRONOUNS
            and not any(item.lower in ("whom", "which") for item in sentence[max(cue - _AS, 0) : cue])
        )
    )


def is_named(sentence: Sentence, cue: int) -> bool:
    """Whether only the name of what is before it stands behind "called": "a panda called Biscuit", "X, called Y,"."""
    if sentence[cue].lower != "called" or cue < 2 or cue + 1 >= len(sentence) or not sentence[cue + 1].is_name:
        return False
    aside = sentence[cue - 1].word == ","
    named = next((at for at in range(cue + 1, len(sentence)) if not sentence[at].is_name), len(sentence))
    judged = named < len(sentence) and (sentence[named].quoted or sentence[named].lower in DETERMINERS)
    of_kind = not judged and any(item.lower in ("a", "an") for item in sentence[max(cue - _CAUSED, 0) : cue])
    closed = named < len(sentence) and sentence[named].word == ","
    return (aside and closed) or (of_kind and not aside and sentence[cue - 1].word.islower())


def is_as_saying(sentence: Sentence, cue: int) -> bool:
    """Whether "as saying" follows the verb: "quoted Lee as saying"."""
    near = range(cue + 1, min(cue + _AS, len(sentence) - 1))
    return any(sentence[place].lower == "as" and sentence[place + 1].lower == "saying" for place in near)


def _quoted_as(sentence: Sentence, cue: int) -> Phrase | None:
    """Whose the verb is in "quoted Lee as saying" or "Lee was quoted as saying"."""
    if sentence[cue].lower != "saying" or sentence[cue - 1].lower != "as":
        return None
    for place in range(cue - 2, max(cue - 1 - _AS, 0) - 1, -1):
        if FORMS.get(sentence[place].lower, ("", ""))[0] in ("quote", "cite"):
            passive = place == cue - 2 or is_passive(sentence, place)
            return before(sentence, place) if passive else behind(sentence, place + 1)
    return None
