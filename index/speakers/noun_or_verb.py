"""Whether a word that may be a verb of saying or a noun is the noun: "the mayor claims it", "the mayor's claims"."""

from index.speakers.cues import (
    ADVERBS,
    ALWAYS_VERBS,
    AUXILIARIES,
    BE,
    DETERMINERS,
    FORMS,
    PAST,
    PREPOSITIONS,
    PRONOUNS,
    TIMES,
)
from index.speakers.grammar import owns
from index.speakers.items import Sentence

_KINDS = frozenset("few false same new old more many several such two three own other all recent".split())
"""Words that stand before a noun in "s"."""


def is_noun(sentence: Sentence, cue: int) -> bool:
    """Whether a word that may be a verb too is a noun here: an article or owner stands just before it."""
    if _has_object(sentence, cue):
        return False
    for place in range(cue - 1, max(cue - 4, -1), -1):
        word = sentence[place].lower
        if word in DETERMINERS or owns(word):
            return True
        if not word[:1].isalpha() or word in PRONOUNS or word in PREPOSITIONS or word in BE or sentence[place].is_name:
            return False
        if word in ADVERBS:
            return False
    return False


def _has_object(sentence: Sentence, cue: int) -> bool:
    """Whether a noun stands before and a clause or object behind: "The mayor claims it holds", "the voters hope to"."""
    kind = FORMS.get(sentence[cue].lower, ("", ""))[1]
    if kind not in ("s", "base") or cue < 2 or cue + 1 >= len(sentence):
        return False
    previous, following = sentence[cue - 1].lower, sentence[cue + 1]
    if previous in DETERMINERS or previous in _KINDS or owns(previous) or not previous[0].isalpha():
        return False
    if kind == "base" and not (previous.endswith("s") and not previous.endswith("ss")):
        return False
    opens = following.lower in DETERMINERS or following.lower in PRONOUNS
    return opens or following.quoted is not None or (kind == "base" and following.lower == "to")


def is_object(sentence: Sentence, cue: int) -> bool:
    """Whether a word in "s" that may be a verb is the noun behind one: "announced plans", "few hints", "same notes"."""
    previous = sentence[cue - 1] if cue else None
    if cue + 1 < len(sentence) and sentence[cue + 1].lower in ("are", "were", "have"):
        return True  # "Antiabortion advocates have"
    if previous is None or previous.is_name or previous.quoted or sentence[cue].lower[:-1] in ALWAYS_VERBS:
        return False
    word = previous.lower
    is_past = word in PAST or word.endswith("ed")
    return is_past or word in _KINDS or word in PREPOSITIONS or FORMS.get(word, ("", ""))[1] in ("past", "ing")


def is_acted_on(sentence: Sentence, first: int) -> bool:
    """Whether the phrase that begins here is the object of a verb that tells of nothing said: "Lee shared a list".

    Or what it was done to: "Of the 31 kettles recalled".
    """
    if first == 1 and sentence[0].lower == "of":
        return True
    if first < 2 or not (sentence[first].lower in DETERMINERS or not sentence[first].is_name):
        return False
    verb, subject = sentence[first - 1], sentence[first - 2]
    if verb.is_name or verb.lower in FORMS or verb.lower in ADVERBS or verb.lower in AUXILIARIES or verb.lower in TIMES:
        return False
    if verb.lower in PAST:
        return True
    ends = verb.lower.endswith("ed") and len(verb.lower) > 4
    return ends and subject.lower not in DETERMINERS and (subject.is_name or subject.lower in PRONOUNS)
