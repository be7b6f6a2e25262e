"""Cues that are no verbs ("according to", "Lee's claim", "is sure that") -> whose they are and what is said."""

from index.speakers.clause import is_finite, is_somebody, is_verb, opens_clause
from index.speakers.closing import Range, closed
from index.speakers.cues import ADJECTIVES, CLAUSE, DAYS, FORMS, NOUNS, PREPOSITIONS
from index.speakers.grammar import is_passive
from index.speakers.items import Sentence
from index.speakers.moods import of_mood
from index.speakers.noun_or_verb import is_noun
from index.speakers.noun_phrase import Phrase
from index.speakers.nouns import AGENTS, CARRIED, SIDES, of_agent, of_giver, of_owned, of_owner, of_side, owner_of
from index.speakers.phrases import before, behind

_LEAST = 4
"""Items of the shortest finding of a poll."""
_IN_THE = 2
"""Items before "words" in "in the words of"."""
_FROM_IN = 10
"""Items between "in" and the poll that belongs to it."""
POLLS = frozenset("poll polls survey surveys".split())
VIEWS = frozenset("view words opinion telling estimation judgment phrase".split())
"""In whose something is so."""
OTHER = VIEWS | {"according", "that", "about"} | AGENTS | SIDES | POLLS | CARRIED | ADJECTIVES
"""The words besides verbs that may tell of something said."""
Said = tuple[Phrase, Range]
"""Whose it is, and what is said."""


def of_word(sentence: Sentence, cue: int, floor: int) -> Said | None:
    """Whose a word of `OTHER` is, and what is said from the item `floor` on; None where it tells of nothing said."""
    lower = sentence[cue].lower
    if lower == "according":
        to = cue + 1 < len(sentence) and sentence[cue + 1].lower == "to"
        return according(sentence, cue, cue + 2, floor) if to else None
    if lower == "that":
        return _unlisted(sentence, cue)
    if lower == "about":
        return _about(sentence, cue)
    if lower in POLLS:
        return _polled(sentence, cue, floor)
    found = of_side(sentence, cue) if lower in SIDES else _viewed(sentence, cue, floor) if lower in VIEWS else None
    if found:
        return found
    if lower in CARRIED:
        owned = of_owned(sentence, cue) if lower in NOUNS and is_noun(sentence, cue) else None
        return owned or of_giver(sentence, cue) or of_owner(sentence, cue)
    if lower in ADJECTIVES and (lower not in FORMS or is_passive(sentence, cue)):
        return of_mood(sentence, cue)
    return of_agent(sentence, cue) if lower in AGENTS else None


def according(sentence: Sentence, cue: int, source: int, floor: int) -> Said | None:
    """Reads "The pier sank, according to Lee" and "As told by Lee, the pier sank": the source begins at an item."""
    if source >= len(sentence):
        return None
    phrase = behind(sentence, source, long=True)
    if phrase is None:
        return None
    within = cue > floor + 2 and sentence[cue - 1].word == "," and sentence[cue - 2].lower in CLAUSE
    within = within or _is_aside(sentence, floor, cue, phrase.last)
    first = 0 if floor and _names_speaker(sentence, floor, cue) else floor
    if (cue > first + 2 and not within) or (cue > first and sentence[cue - 1].quoted):
        last = cue - 1
        while last > first and sentence[last].word in (",", "—"):
            last -= 1
        return phrase, (first, last)
    found = _past_source(sentence, phrase.last + 1)
    return (Phrase(phrase.first, phrase.last), found) if found else None  # what stands behind is said, no office


def as_told(sentence: Sentence, cue: int, floor: int) -> Said | None:
    """Reads "As first reported by Lee, the pier sank"."""
    first = cue - 1 - (sentence[cue - 1].lower in ("first", "previously"))
    return according(sentence, first, cue + 2, floor) if first >= 0 and sentence[first].lower == "as" else None


def _names_speaker(sentence: Sentence, floor: int, cue: int) -> bool:
    """Whether only who says it, when and where stands before: "“Go,” Lee said on Monday, according to Hart"."""
    if sentence[floor].word == "," or floor == cue:
        return floor + 1 >= cue
    return sentence[floor].lower in PREPOSITIONS or sentence[floor].lower in DAYS


def _is_aside(sentence: Sentence, floor: int, cue: int, last: int) -> bool:
    """Whether what is said goes on behind the source: "The pier, according to Lee, sank"."""
    if last + _LEAST >= len(sentence) or sentence[last + 1].word != "," or sentence[cue - 1].word != ",":
        return False
    return not any(is_verb(sentence, place) for place in range(floor, cue))


def _viewed(sentence: Sentence, cue: int, floor: int) -> Said | None:
    """Reads "It is “new”, in Lee's words" and "In Lee's words, it is “new”"."""
    phrase, past = owner_of(sentence, cue), cue + 1
    if phrase is None:
        phrase = _of_whom(sentence, cue)
        if phrase is None:
            return None
        past = phrase.last + 1
        return _quoted_past(sentence, phrase, past)
    if phrase.first < 1 or sentence[phrase.first - 1].lower != "in":
        return None
    if quoted := _quoted_past(sentence, phrase, past):
        return quoted
    if phrase.first <= floor + 1:
        found = _past_source(sentence, past)
        return (phrase, found) if found else None
    last = phrase.first - 2 - (sentence[phrase.first - 2].word == ",")
    return (phrase, (floor, last)) if last >= floor else None


def _of_whom(sentence: Sentence, cue: int) -> Phrase | None:
    """Whose they are in "in the words of Lee, “...”"."""
    if cue < _IN_THE or cue + 2 >= len(sentence):
        return None
    opens = [item.lower for item in sentence[cue - 2 : cue]] == ["in", "the"] and sentence[cue + 1].lower == "of"
    return behind(sentence, cue + 2) if opens else None


def _quoted_past(sentence: Sentence, phrase: Phrase, first: int) -> Said | None:
    """The quotation just behind, with a comma before it or without."""
    first += first < len(sentence) and sentence[first].word == ","
    return (phrase, (first, first)) if first < len(sentence) and sentence[first].quoted else None


def _past_source(sentence: Sentence, first: int) -> Range | None:
    """What stands behind "According to Lee, "."""
    last = len(sentence) - 1
    while first < last and sentence[first].word != "," and sentence[first].quoted is None:
        first += 1
    if first > last:
        return None
    first += sentence[first].word == ","
    while last > first and sentence[last].word in (".", "?", "!"):
        last -= 1
    return (first, last) if first <= last else None


def _polled(sentence: Sentence, cue: int, floor: int) -> Said | None:
    """Reads "Lee leads in a Tarnwick Post poll": the poll says so, unless a cue before it tells who does."""
    place = cue - 1
    while place > max(cue - _FROM_IN, floor) and sentence[place].lower != "in":
        mark = not sentence[place].word[0].isalnum() and sentence[place].word != "/"
        if mark or sentence[place].lower == "to":  # "in states going to the polls"
            return None
        place -= 1
    if sentence[place].lower != "in" or place + 1 >= cue:
        return None
    if place <= floor + 1 and (found := _past_source(sentence, cue + 1)) and sentence[found[0] - 1].word == ",":
        return Phrase(place + 1, cue), found  # "In a Post poll, Lee leads"
    if place - floor < _LEAST:
        return None
    if [item.lower for item in sentence[place + 1 : cue + 1]] == ["the", "polls"]:
        return None
    last = place - 1 - (sentence[place - 1].word == ",")
    if any(FORMS.get(item.lower, ("", ""))[1] in ("past", "s") for item in sentence[floor:last]):
        return None
    return Phrase(place + 1, cue), (floor, last)


def _unlisted(sentence: Sentence, that: int) -> Said | None:
    """Reads "Lee calculated that ...": any other verb tells so, if somebody is its subject."""
    if that < 2 or that + 3 >= len(sentence) or not opens_clause(sentence, that + 1):
        return None
    return _of_verb(sentence, that - 1, that)


def _about(sentence: Sentence, about: int) -> Said | None:
    """Reads "Lee is upbeat about ...", "Lee opened up about ...", not "about $5 million"."""
    if about < 2 or about + 1 >= len(sentence) or not sentence[about + 1].word[0].isalpha():
        return None
    last = sentence[about - 1]
    if last.quoted or last.lower in FORMS or last.lower in OTHER:
        return None
    if found := of_mood(sentence, about - 1):
        return found if is_somebody(sentence, found[0]) else None
    return _of_verb(sentence, about - 1 - (last.lower in ("up", "out", "mum", "freely", "openly", "directly")), about)


def _of_verb(sentence: Sentence, verb: int, first: int) -> Said | None:
    """Whose this verb of no list is, and what begins behind it."""
    if verb < 1 or not is_finite(sentence, verb):
        return None
    phrase, found = before(sentence, verb), closed(sentence, first)
    return (phrase, found) if phrase and found and is_somebody(sentence, phrase) else None
