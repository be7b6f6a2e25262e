"""Clauses within a sentence: where one begins, its subject and its verb: "Lee came, but Moss stayed and said so"."""

from index.speakers.cues import (
    ADJECTIVES,
    ADVERBS,
    AUXILIARIES,
    BE,
    CLAUSE,
    DETERMINERS,
    FORMS,
    NOUNS,
    PAST,
    PREPOSITIONS,
    PRONOUNS,
)
from index.speakers.grammar import ends_subject
from index.speakers.items import Sentence
from index.speakers.noun_phrase import Phrase

_REACH = 40
"""Items between the beginning of a clause and a verb that shares its subject."""
_JOINS = frozenset("and but so yet or".split())
_OPENS = frozenset("while as when where because although though if since whereas after before".split())
_ABOUT = frozenset("about around nearly roughly".split())
"""Words before a number of people."""
_NO_VERBS = NOUNS | ADJECTIVES | CLAUSE | AUXILIARIES | PREPOSITIONS | ADVERBS
_PEOPLE = frozenset("he she they we who".split())
_SMALL = 30
"""Characters of the longest quotation that may stand between them."""


def of_clause(sentence: Sentence, cue: int) -> Phrase | None:
    """The subject of the last clause that begins before the cue; None where it is the first of the sentence."""
    for place in range(cue - 2, max(cue - _REACH, 0), -1):
        item = sentence[place]
        if item.quoted and item.end - item.start > _SMALL:
            return None
        if _opens(sentence, place, cue) and (found := _subject(sentence, place + 1, cue)):
            return found
    return None


def _opens(sentence: Sentence, place: int, cue: int) -> bool:
    lower = sentence[place].lower
    if lower in (";", "—", "–", "--") or (lower == "," and sentence[place + 1].lower in _PEOPLE - {"who"}):
        return True
    previous = sentence[place - 1]
    if lower in _JOINS:  # not between two names
        return previous.word == "," or not (previous.is_name and sentence[place + 1].is_name)
    apart = sentence[cue - 1].word == "," or sentence[cue - 1].quoted
    if lower == "which":
        return previous.lower in PREPOSITIONS  # "in which voters came"
    return lower in _OPENS and (previous.word in (",", "—", "–", "--") or not apart)


def _subject(sentence: Sentence, first: int, cue: int) -> Phrase | None:
    """The subject that begins here, if a verb stands behind it."""
    while first < cue and any(sentence[first].lower in words for words in (ADVERBS, _OPENS, _ABOUT)):
        first += 1
    last = first - 1
    while last + 1 < cue and last - first < 8 and not ends_subject(sentence, last + 1, first):
        last += 1
    if last < first or last + 1 >= cue:
        return None
    opened, head = sentence[first - 1].lower, sentence[last].lower
    common = first < last and sentence[first].lower in DETERMINERS and opened in _JOINS
    common = common or (opened in ("which", "where") and (head.endswith("s") or head in ("children", "people")))
    if not (common or sentence[last].is_name or sentence[last].lower in PRONOUNS):
        return None
    item = sentence[last + 1]
    kind = FORMS.get(item.lower, ("", ""))[1]
    verb = item.lower in AUXILIARIES or item.lower in PAST or kind in ("past", "s") or item.lower.endswith("ed")
    return Phrase(first, last) if verb or item.lower in ADVERBS or sentence[last].lower in PRONOUNS else None


def opens_clause(sentence: Sentence, first: int) -> bool:
    """Whether a clause with its own subject begins here, not "that" of "the bill that passed"."""
    if first >= len(sentence):
        return False
    item = sentence[first]
    if not (item.is_name or item.lower in DETERMINERS or item.lower in PRONOUNS or item.lower == "there"):
        return False
    near = (one.lower for one in sentence[first + 1 : first + 9])
    return any(one in AUXILIARIES or one in PAST or one in FORMS or one.endswith("ed") for one in near)


def is_verb(sentence: Sentence, place: int) -> bool:
    """Whether a word is by its form the verb of a clause."""
    item = sentence[place]
    if item.is_name or item.quoted:
        return False
    form = FORMS.get(item.lower, ("", ""))[1]
    return item.lower in AUXILIARIES or item.lower in PAST or form in ("past", "s") or item.lower.endswith("ed")


def is_finite(sentence: Sentence, verb: int) -> bool:
    """Whether a word of no list is the verb of its clause: by its ending and what stands beside it."""
    item, previous = sentence[verb], sentence[verb - 1]
    if item.is_name or item.quoted or item.lower in _NO_VERBS or item.lower in FORMS:
        return False
    following = sentence[verb + 1].lower if verb + 1 < len(sentence) else ""
    named = previous.lower in PRONOUNS or (previous.is_name and following == "that")
    if item.lower.endswith("ed") or (item.lower.endswith("s") and named):
        return True
    return item.lower.endswith("ing") and previous.lower in BE


def is_somebody(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether the phrase is headed by a name, a pronoun of people, or a plural."""
    last = sentence[phrase.last]
    if last.lower in ("it", "there", "that", "this", "let"):
        return False
    plural = last.lower.endswith("s") and not last.lower.endswith("ss")
    return last.is_name or last.lower in _PEOPLE or plural


def opens_subordinate(sentence: Sentence, place: int) -> bool:
    """Whether a clause begins here: not at the "as" of a role nor at a "that" that stands for something."""
    lower = sentence[place].lower
    if lower == "as":
        return sentence[place - 1].word == ","
    if lower == "that":
        return sentence[place - 1].lower in FORMS and sentence[place + 1].lower not in PREPOSITIONS
    return lower in ("when", "while", "because", "where")
