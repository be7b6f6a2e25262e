"""The name in a phrase that says who speaks: "Ann Lee" of "the union's leader Ann Lee", "Bank of England"."""

from index.speakers.cues import AUXILIARIES, DETERMINERS, NUMBERS, PARTICLES, PAST, PREPOSITIONS, PRONOUNS
from index.speakers.grammar import owns
from index.speakers.items import Item, Sentence
from index.speakers.noun_phrase import Phrase
from index.speakers.titles import is_body


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
    if last == phrase.first < phrase.last and sentence[last].lower in NUMBERS:
        return None  # "One in five", not "Capital One"
    if not _is_named(sentence[last]) or sentence[last].lower.endswith(("'s", "’s")):
        return None
    first = last
    while first > phrase.first and _joins(sentence, first - 1, phrase):
        first -= 1
    while first < last and _is_small(sentence[first]):
        first += 1
    return first, last


def _is_name_of(sentence: Sentence, place: int, phrase: Phrase) -> bool:
    """Whether "of" or "for" joins two names into one: "the Bank of England", "Teacher of the Year"."""
    if place + 2 > phrase.last or sentence[place + 1].lower not in ("of", "for"):
        return False
    titled = place == phrase.first + 1 and sentence[phrase.first].lower in DETERMINERS  # not "Ann Lee of the Council"
    second = place + 2 + (titled and sentence[place + 2].lower == "the" and place + 2 < phrase.last)
    return sentence[place].is_name and sentence[second].is_name


def _is_small(item: Item) -> bool:
    """Whether a word opens no name: an article, or "von" with nothing before it, not "Abu" or "Van"."""
    return item.lower in DETERMINERS or (item.lower in PARTICLES and not item.is_name)


def is_whole(sentence: Sentence, first: int, last: int) -> bool:
    """Whether nothing but a name stands here: "Ann Lee", "Ann van der Lee"."""
    ends = sentence[first].is_name and sentence[last].is_name
    return ends and all(one.is_name or one.lower in PARTICLES for one in sentence[first:last])


def _is_named(item: Item) -> bool:
    return item.is_name and item.lower not in PRONOUNS and item.lower not in DETERMINERS


def _joins(sentence: Sentence, place: int, phrase: Phrase) -> bool:
    item = sentence[place]
    if item.lower.endswith(("'s", "’s")):
        return False
    if item.word in ("'", "’") and place > phrase.first:
        return sentence[place - 1].is_name and is_body(sentence[place + 1].word)  # "the Teachers' Union"
    if item.lower == "the" and place > phrase.first + 1 and sentence[place - 1].lower == "of":
        return _is_name_of(sentence, place - 2, phrase)
    if item.lower in PARTICLES and not item.is_name:
        previous = sentence[place - 1]
        return place > phrase.first and (previous.is_name or previous.lower in PARTICLES)
    if item.lower in ("of", "for") and place > phrase.first:
        return sentence[place - 1].is_name
    if item.lower == "and" and place > phrase.first:
        return sentence[place - 1].is_name and _is_within_name(sentence, place, phrase)
    return item.is_name and item.lower not in DETERMINERS


def _is_within_name(sentence: Sentence, joint: int, phrase: Phrase) -> bool:
    """Whether "and" is part of a name: "the Centers for Health and Safety", "the Food and Drug Administration"."""
    first = joint
    while first > phrase.first and (sentence[first - 1].is_name or sentence[first - 1].lower in ("of", "for", "the")):
        first -= 1
    words = [item.lower for item in sentence[first:joint]]
    return "of" in words[1:] or "for" in words[1:] or (words[0] == "the" and is_body(sentence[phrase.last].word))


def are_names(sentence: Sentence, first: int, last: int) -> bool:
    """Whether two more speakers stand here: "Bo Hart and Cara Moss" behind "said Ann Lee, "."""
    items = sentence[first : last + 1]
    joints = [at for at, item in enumerate(items) if item.word == "and"]
    return (
        len(joints) == 1
        and 0 < joints[0] < len(items) - 1
        and all(item.is_name or item.word == "and" for item in items)
    )


def office_of(written: str) -> str | None:
    """What somebody is, as written; None where it is an age, a clause or whose they are."""
    words = written.lower().split()
    verbs = any(word in AUXILIARIES or word in PAST or word in ("said", "told") for word in words)
    if not words or verbs or not words[0][0].isalpha() or words[0].endswith("ing") or words[-1] == "and":
        return None
    return None if owns(words[-1]) else clean(written)


def clean(written: str) -> str:
    """The words with one space between each two."""
    return " ".join(written.split())
