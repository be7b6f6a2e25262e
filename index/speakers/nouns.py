"""Nouns that tell of something said: "Lee made the point that ...", "Lee's claim that ..."."""

from index.speakers.closing import Range, closed
from index.speakers.cues import BE, CLAUSE, DETERMINERS, FORMS, NOUNS, PAST, PREPOSITIONS
from index.speakers.fillers import is_day
from index.speakers.grammar import owns
from index.speakers.items import Sentence
from index.speakers.noun_phrase import Phrase
from index.speakers.phrases import before, behind

LIGHT = {
    form: kind
    for forms in (
        "make makes made making",
        "give gives gave giving",
        "have has had having",
        "hold holds held holding",
        "express expresses expressed expressing",
        "voice voices voiced voicing",
        "raise raises raised raising",
        "issue issues issued issuing",
        "deliver delivers delivered delivering",
        "offer offers offered offering",
        "take takes took taking",
        "launch launches launched launching",
        "share shares shared sharing",
        "send sends sent sending",
        "show shows showed showing",
        "release releases released releasing",
        "reach reaches reached reaching",
        "harbor harbors harbored harboring",
        "drop drops dropped dropping",
        "repeat repeats repeated repeating",
        "pay pays paid paying",
        "provide provides provided providing",
        "publish publishes published publishing",
        "present presents presented presenting",
        "feel feels felt feeling",
        "file files filed filing",
        "write writes wrote writing",
        "unleash unleashes unleashed unleashing",
        "level levels leveled leveling",
        "mount mounts mounted mounting",
    )
    for form, kind in zip(forms.split(), ("base", "s", "past", "ing"), strict=True)
}
"""Verbs that only say that what the noun behind them means was done, by their forms."""
CARRIED = NOUNS | frozenset(
    "reference references misgivings alarm alarms position positions stance case point swipe swipes secret arguments "
    "speech speeches appeal appeals plea pleas fear fears frustration skepticism optimism confidence disagreement "
    "admiration respect contempt dismay outrage anger praise condolences promises commitment commitments interest "
    "faith story stories statements suggestions complaints criticisms predictions proposals hint hints mention "
    "message messages lecture attention tribute sympathy regret regrets reservations objections objection opinions "
    "beliefs jab jabs dig digs joke jokes address question decisions choice bid vows oath testimony evidence "
    "thoughts advice details word words account answers idea ideas assumption allegations notion theory assessment "
    "answer defense defence impression conclusion concession invitation explanation explanations justification "
    "ultimatum observation observations".split()
)
"""What is made, given or had: nouns of speech and thought."""
_BEHIND = frozenset("that of to for about against on".split())
_ANSWERS = frozenset("answer answers message point".split())
AGENTS = frozenset(
    "supporter critic opponent proponent advocate fan defender backer champion admirer believer foe".split()
)
"""Who holds what they are of."""
SIDES = frozenset("favor favour support defense defence opposition".split())
_ARTICLES = frozenset("a an the".split())
_NAMING = frozenset("call calls called calling describe describes described describing dubbed labeled deemed".split())
_BECOMES = frozenset("become became remain remains remained".split())
_HELD = frozenset("claim claims contention assertion belief view hope hopes fear fears statement idea notion".split())
"""What is of whoever says or thinks it."""
_THAT = frozenset({"that"})
_GIVEN = frozenset("that of for about against".split())
_IS = frozenset("is was are were".split())
_TOLD_BY_NONE = frozenset("secret doubt doubts".split())
"""Nouns of which "no" tells all: "Lee made no secret of it"."""
_NEAR = 5
"""Items between the verb and its noun."""


def of_made(sentence: Sentence, cue: int) -> tuple[int, Range] | None:
    """The light verb of the noun, and what the noun tells."""
    if cue + 2 >= len(sentence) or sentence[cue + 1].lower not in _BEHIND or sentence[cue].quoted:
        return None
    for place in range(cue - 1, max(cue - _NEAR, 0), -1):
        item = sentence[place]
        if item.lower in LIGHT and not item.is_name:
            found = closed(sentence, cue + 1)
            return (place, found) if found else None
        if item.quoted or not item.word[0].isalpha() or owns(item.lower) or item.lower in _BEHIND:
            return None
        if item.lower == "no" and sentence[cue].lower not in _TOLD_BY_NONE:
            return None  # "Lee made no claim that ..."
    return None


def of_giver(sentence: Sentence, cue: int) -> tuple[Phrase, Range] | None:
    """Reads "a demand by Lee that ...", "criticism from rivals of ...", "the claim of Lee that ..."."""
    at = cue + 1 + (cue + 1 < len(sentence) and sentence[cue + 1].word == ",")
    held = sentence[cue].lower in _HELD and at == cue + 1
    if at + 2 >= len(sentence) or not (sentence[at].lower in ("by", "from") or (held and sentence[at].lower == "of")):
        return None
    phrase = behind(sentence, at + 1)
    if phrase is None:
        return None
    first = (phrase.role[1] if phrase.role else phrase.last) + 1
    first += first < len(sentence) and sentence[first].word == ","
    if first + 1 >= len(sentence) or sentence[first].lower not in (_GIVEN if sentence[at].lower != "of" else _THAT):
        return None
    found = closed(sentence, first)
    return (phrase, found) if found else None


def of_owned(sentence: Sentence, cue: int) -> tuple[Phrase, Range] | None:
    """Reads "Lee's claim that ...", "his call for ...": whose it is stands before it."""
    first = cue + 1
    while first < len(sentence) and is_day(sentence, first):
        first += 1
    if first + 2 < len(sentence) and sentence[first].lower in ("in", "on") and sentence[first + 2].lower == "that":
        first += 2  # "his claim in November that"
    if first + 1 >= len(sentence) or sentence[first].lower not in ("that", "to", "for", "of", "on", "about"):
        return None
    phrase = owner_of(sentence, cue)
    named = any(item.lower in _NAMING for item in sentence[:cue])  # "Lee called Hart's plan to close it “absurd”"
    ends = (
        at - (sentence[at].quoted is None or named)
        for at in range(first + 1, len(sentence))
        if sentence[at].word in (",", ".", ";", "—", "”,") or (named and sentence[at].quoted)
    )
    return (phrase, (first, next(ends, len(sentence) - 1))) if phrase else None


def of_agent(sentence: Sentence, cue: int) -> tuple[Phrase, Range] | None:
    """Reads "Lee is a vocal critic of ..." and "Lee, a critic of ..."."""
    if cue + 2 >= len(sentence) or sentence[cue + 1].lower != "of":
        return None
    article = cue - 1
    while article > max(cue - _NEAR, 0) and sentence[article].lower not in _ARTICLES:
        if sentence[article].lower in PREPOSITIONS or not sentence[article].word[0].isalpha():
            return None
        article -= 1
    if article < 1 or sentence[article].lower not in _ARTICLES:
        return None
    beside = sentence[article - 1]
    if beside.lower not in BE and beside.lower not in _BECOMES and beside.word != ",":
        return None
    phrase, found = before(sentence, article - 1), closed(sentence, cue + 2)
    return (phrase, found) if phrase and found else None


def of_side(sentence: Sentence, cue: int) -> tuple[Phrase, Range] | None:
    """Reads "Lee spoke in favor of ..."."""
    if cue < 3 or cue + 2 >= len(sentence) or sentence[cue - 1].lower != "in":
        return None
    verb = sentence[cue - 2].lower
    if sentence[cue + 1].lower not in ("of", "to") or not (verb in FORMS or verb in PAST or verb in BE):
        return None
    phrase, found = before(sentence, cue - 2), closed(sentence, cue + 2)
    return (phrase, found) if phrase and found else None


def of_owner(sentence: Sentence, cue: int) -> tuple[Phrase, Range] | None:
    """Reads "Lee's claim was that ...", "his slogan is “Go”"."""
    if sentence[cue].lower not in NOUNS | _ANSWERS or cue + 2 >= len(sentence) or sentence[cue + 1].lower not in _IS:
        return None
    if sentence[cue + 2].quoted is None and sentence[cue + 2].lower != "that":
        return None
    phrase = owner_of(sentence, cue)
    found = closed(sentence, cue + 2)
    return (phrase, found) if phrase and found else None


def owner_of(sentence: Sentence, cue: int) -> Phrase | None:
    """Whose the noun is, by the owner that stands not far before it."""
    place = cue - 1
    while place > max(cue - 4, 0) and not owns(sentence[place].lower) and sentence[place].lower not in _ARTICLES:
        place -= 1
    if place < 0 or not owns(sentence[place].lower):
        return None
    first = place
    while first > 0 and (sentence[first - 1].is_name or sentence[first - 1].lower in DETERMINERS):
        first -= 1
    while first < place and (sentence[first].lower in PREPOSITIONS or sentence[first].lower in CLAUSE):
        first += 1  # "In Lee's view", "But Lee's claim"
    return Phrase(first, place)
