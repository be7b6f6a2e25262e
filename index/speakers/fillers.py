"""The words between a subject and its verb that are neither: auxiliaries, adverbs, days and times."""

from index.speakers.cues import ADVERBS, AUXILIARIES, DAYS, MONTHS, TIMES
from index.speakers.items import Item, Sentence

_COUNTS = frozenset(
    "last this next past earlier later that a an the few several two three four five six ten less than more".split()
)

_WHEN = DAYS | {"on", "afternoon", "morning", "night", "evening"}
_YEAR = 4
"""Digits of a year."""
_NAMES = frozenset({"Will", "May"})


def skip_back(sentence: Sentence, place: int) -> int:
    """The last item before `place` that is no auxiliary, adverb or day."""
    while place >= 0:
        if is_filler(sentence, place):
            place -= 1
        elif (time := _time_back(sentence, place)) < place:
            place = time
        else:
            break
    return place


def _time_back(sentence: Sentence, place: int) -> int:
    """The last item before the time that ends here ("last week", "two weeks ago"); the place itself where none does."""
    last = place - (sentence[place].lower in ("ago", "later", "earlier"))
    if last < 1 or sentence[last].lower not in TIMES:
        return place
    first = last - 1
    while first > 0 and sentence[first].lower in _COUNTS and sentence[first - 1].lower in _COUNTS:
        first -= 1
    if first < 1 or sentence[first].lower not in _COUNTS or sentence[first - 1].lower == "of":
        return place  # "the man of the year"
    return first - 1


def is_filler(sentence: Sentence, place: int) -> bool:
    """Whether an auxiliary, adverb or day stands here."""
    item = sentence[place]
    if is_auxiliary(item) or item.lower in ADVERBS or is_day(sentence, place):
        return True
    return item.lower.endswith("ly") and len(item.lower) > 4 and not item.is_name


def is_day(sentence: Sentence, place: int) -> bool:
    """Whether a day stands here, or the "on" before it."""
    if sentence[place].lower == "on":
        return place + 1 < len(sentence) and sentence[place + 1].lower in DAYS
    return sentence[place].lower in DAYS


def is_time(sentence: Sentence, first: int, last: int) -> bool:
    """Whether nothing but a time stands here: "March 10", "Last July", "Wednesday evening", not "May"."""
    words = [item.lower.strip(".,") for item in sentence[first : last + 1]]
    if len(words) == 1:
        return words[0] in DAYS
    timely = [word for word in words if word in DAYS | TIMES | MONTHS or word.isdigit()]
    return bool(timely) and all(word in timely or word in _COUNTS or word == "late" for word in words)


def is_auxiliary(item: Item) -> bool:
    """Whether this is an auxiliary, not the first name Will or May."""
    return item.lower in AUXILIARIES and item.word not in _NAMES


def past_times(sentence: Sentence, at: int) -> int:
    """The item behind "on Monday night", "last week" or "in 2011"."""
    while at < len(sentence) and (sentence[at].lower in _WHEN or _begins_time(sentence, at)):
        at += 1 + (sentence[at].lower in ("in", "last", "this"))
    return min(at, len(sentence))


def _begins_time(sentence: Sentence, at: int) -> bool:
    """Whether "in 2011", "last week" or "earlier this year" begins here."""
    if at + 1 >= len(sentence):
        return False
    word, following = sentence[at].lower, sentence[at + 1].lower
    if word == "in":
        return len(following) == _YEAR and following.isdigit()
    return (word in ("last", "this") and following in TIMES) or (word == "earlier" and following in ("this", "in"))
