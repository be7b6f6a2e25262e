"""The name in a phrase that says who speaks: "Ann Lee" of "the union's leader Ann Lee", "Bank of England"."""

from index.speakers.cues import DETERMINERS, PARTICLES, PREPOSITIONS, PRONOUNS
from index.speakers.items import Item, Sentence
from index.speakers.noun_phrase import Phrase


def text_of(text: str, sentence: Sentence, first: int, last: int) -> str:
    """The items as the text has them."""
    return text[sentence[first].start : sentence[last].end]


def named_in(sentence: Sentence, phrase: Phrase) -> tuple[int, int] | None:
    """The items of the name that heads a phrase: "the union's leader Ann Lee"; None where a common noun does."""
    last = phrase.first
    while last < phrase.last and not (
        sentence[last + 1].lower in PREPOSITIONS and last >= phrase.first and not _is_name_of(sentence, last, phrase)
    ):
        last += 1
    while last > phrase.first and sentence[last].word in (",", '"'):
        last -= 1
    if not _is_named(sentence[last]) or sentence[last].lower.endswith(("'s", "’s")):
        return None
    first = last
    while first > phrase.first and _joins(sentence, first - 1, phrase):
        first -= 1
    while first < last and sentence[first].lower in DETERMINERS | PARTICLES:
        first += 1
    return first, last


def _is_name_of(sentence: Sentence, place: int, phrase: Phrase) -> bool:
    """Whether "of" or "for" joins two names into one: "the Bank of England", "Teacher of the Year"."""
    if place + 2 > phrase.last or sentence[place + 1].lower not in ("of", "for"):
        return False
    titled = place == phrase.first + 1 and sentence[phrase.first].lower in DETERMINERS  # not "Ann Lee of the Council"
    second = place + 2 + (titled and sentence[place + 2].lower == "the" and place + 2 < phrase.last)
    return sentence[place].is_name and sentence[second].is_name


def _is_named(item: Item) -> bool:
    return item.is_name and item.lower not in PRONOUNS and item.lower not in DETERMINERS


def _joins(sentence: Sentence, place: int, phrase: Phrase) -> bool:
    item = sentence[place]
    if item.lower.endswith(("'s", "’s")):
        return False
    if item.lower == "the" and place > phrase.first + 1 and sentence[place - 1].lower == "of":
        return _is_name_of(sentence, place - 2, phrase)
    if item.lower in PARTICLES or (item.lower in ("of", "for") and place > phrase.first):
        return place > phrase.first and sentence[place - 1].is_name
    return item.is_name and item.lower not in DETERMINERS
