"""The noun phrase that ends at an item, read backwards: "the mayor of Tarnwick, Ann Lee"."""

from dataclasses import dataclass

from index.speakers.cues import CLAUSE, DETERMINERS, FORMS, MONTHS, NUMBERS, PARTICLES, PAST, PREPOSITIONS, PRONOUNS
from index.speakers.fillers import is_auxiliary, is_filler, is_time
from index.speakers.genders import is_given
from index.speakers.grammar import past_counted_time
from index.speakers.items import Sentence
from index.speakers.titles import is_title

LONGEST = 15
"""Items of the longest phrase that is read as one source."""
MARKS = frozenset(",;:—–()[]…") | {"--", "-", ".", "?", "!"}
SMALL = 30
"""Characters of the longest quotation that is part of a phrase: "the so-called “mayor” of Tarnwick"."""
ALONE = frozenset("some both all".split())
"""Words beside a noun that may be a subject without one: "Some said so"."""
_BEFORE_ARTICLES = frozenset("and or all both half such what many not only even just than".split())
_OF_MANY = frozenset("each both all".split())
_LATER = frozenset("after before since until during amid despite there".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """Items `first` to `last` (inclusive) of a sentence; `role` is an apposition beside them, as the same."""

    first: int
    last: int
    role: tuple[int, int] | None = None


def ending_at(sentence: Sentence, end: int) -> Phrase | None:
    """The noun phrase whose last item this is."""
    if end < 0 or sentence[end].lower in CLAUSE or sentence[end].word in MARKS:
        return None
    if sentence[end].lower in PRONOUNS:
        return Phrase(end, end)
    first = end
    while first > 0 and end - first < LONGEST and not _bounds(sentence, first - 1) and not _begins(sentence, first):
        first -= 1
    first = _without_lead(sentence, first, end)
    bare = DETERMINERS - ALONE | PREPOSITIONS | {"said"}
    if first > end or (first == end and (sentence[first].lower in bare or is_auxiliary(sentence[first]))):
        return None
    return Phrase(first, end)


def _begins(sentence: Sentence, place: int) -> bool:
    """Whether a phrase begins with the article here, a verb of no list before it: "Lee wore a hat", not "of a hat"."""
    previous = sentence[place - 1]
    if sentence[place].lower not in DETERMINERS or not previous.word[0].isalpha() or previous.is_name:
        return False
    return previous.lower not in PREPOSITIONS and previous.lower not in _BEFORE_ARTICLES


def _bounds(sentence: Sentence, place: int) -> bool:
    item = sentence[place]
    if item.quoted:
        return item.end - item.start > SMALL or item.word[1:] in ",.?!"
    if item.lower in _LATER or item.word in MARKS or item.lower in PRONOUNS or is_auxiliary(item):
        return True
    if item.lower == "and":
        named = place > 0 and sentence[place - 1].is_name and sentence[place + 1].is_name
        return not (named or (place > 0 and _joins(sentence, place)))
    if item.lower == "that" and place and sentence[place - 1].lower in PREPOSITIONS:
        return False  # "a majority of that group"
    if item.lower in CLAUSE or is_past(sentence, place):
        return True
    return item.lower in FORMS and not item.is_name and _is_verb(sentence, place)


def _joins(sentence: Sentence, place: int) -> bool:
    """Whether "and" stands between two words before one noun: ", current and former officials"."""
    word = sentence[place - 1]
    if place + 2 >= len(sentence) or word.is_name or word.quoted or not word.word.isalpha() or word.lower in PRONOUNS:
        return False
    opens = place == 1 or sentence[place - 2].word in MARKS or sentence[place - 2].lower in CLAUSE
    return opens and word.lower not in FORMS and word.lower not in PAST and not sentence[place + 1].is_name


def is_past(sentence: Sentence, place: int) -> bool:
    """Whether a word that is no cue looks like the verb of a clause: "sent", "launched", not "a divided"."""
    item = sentence[place]
    previous = sentence[place - 1] if place else None
    if item.lower in PAST:
        return previous is not None and previous.lower not in DETERMINERS
    if item.is_name or not item.lower.endswith("ed") or len(item.lower) < 5:
        return False
    return bool(previous and (previous.is_name or previous.lower in PRONOUNS or previous.lower.endswith("s")))


def _is_verb(sentence: Sentence, place: int) -> bool:
    """Whether a word that may be a verb or a noun is a verb here."""
    lemma_form = FORMS[sentence[place].lower][1]
    if lemma_form in ("past", "ing"):
        return not (place > 0 and sentence[place - 1].lower in DETERMINERS)
    before_it = sentence[place - 1] if place else None
    if before_it is None or before_it.lower in DETERMINERS:  # "The report" begins a sentence
        return False
    return before_it.is_name or before_it.lower in PRONOUNS or before_it.lower == "to"


def _without_lead(sentence: Sentence, first: int, end: int) -> int:
    """Where the phrase begins without what precedes the subject: "On Monday", "In a speech"."""
    first = min(past_counted_time(sentence, first), end)
    while first < end and _stands_before(sentence, first):
        first += 1 + (not is_filler(sentence, first))
    if first > end:
        return first
    if sentence[first].lower in ("about", "around") and first < end and sentence[first + 1].lower in NUMBERS:
        return first + 1  # "about one in five"
    if sentence[first].lower not in PREPOSITIONS or sentence[min(first + 1, end)].lower in ("least", "most"):
        return first  # "at least one member"
    for place in range(end, first, -1):
        if sentence[place].lower in DETERMINERS:
            return place
        follows_name = place - 1 > first and sentence[place - 1].is_name
        if sentence[place].is_name and not follows_name and sentence[place - 1].lower not in PARTICLES:
            return _past_place(sentence, place, end) if sentence[place - 1].lower not in DETERMINERS else place - 1
    return end


def _stands_before(sentence: Sentence, first: int) -> bool:
    """Whether an adverb or time begins here that is no part of the subject: "Last week", not "Both sides"."""
    if sentence[first].lower in _OF_MANY:
        return False
    return is_filler(sentence, first) or is_time(sentence, first, first + 1)


def _past_place(sentence: Sentence, first: int, end: int) -> int:
    """Where the name begins behind that of a place or month: "In March Ann Lee", "In Drosk President Moss"."""
    for place in range(first + 1, end):
        if not sentence[place - 1].is_name:
            break
        if is_given(sentence[place].word) or is_title(sentence[place].word):
            return place
    return first + (sentence[first].lower in MONTHS and end > first + 1)


def other_of_two(sentence: Sentence, first: int) -> int | None:
    """Where the other begins of two of whom either is meant: "Ann Lee or Bo Hart", the second of whom begins here."""
    if first < 2 or sentence[first - 1].lower not in ("or", "nor"):
        return None
    other = ending_at(sentence, first - 2)
    if other is None:
        return None
    opens = other.first == 0 or sentence[other.first - 1].lower in ("either", "neither")
    return other.first if sentence[first - 2].is_name or opens else None
