"""Do two texts that are mostly one text tell the same? A form or a later edition shares all but a name or a figure."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain
from unicodedata import normalize

from index.readers.months import MONTHS, WEEKDAYS

_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+|\n+")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NUMBERS = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
}
_FEWEST = 5
"""Words of a sentence that says enough to be compared with another."""
_TOO_LONG = 150
"""Words; whatever goes on longer is a list or a table, and comparing two takes a time with the cube of their length."""
_FEWEST_OF_TITLE = 3
_ALIKE = 0.7
"""From this share of common words on, two sentences say the same thing of what they name and count."""
_SPELT_ALIKE = 0.5
_LONGEST = 6
"""Words; more in a row that differ are another wording."""

_NEAREST = 8
"""Sentences of another article that one is compared with: it has one counterpart, or is of a list."""
_MOST = 500
"""Sentences that only one article has, which are compared; whoever has more is no form filled in anew."""

_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun".split()
)
_CALENDAR = _DAYS | {*MONTHS, *WEEKDAYS}

_Tokens = tuple[str, ...]


def contradict(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two articles (title, text) that are much alike give another number in a sentence alike.

    In the title and the first sentence, another name does it as well; further down one that the other never has.
    """
    return one[1] != other[1] and _contradict(*sorted((one, other)))


def holds(text: str, quote: str) -> bool:
    """Whether the text has this quote, or for each sentence of it one alike with all its numbers and names."""
    if quote in text:
        return True
    told = [_tokens(line) for line in _sentences(text)]
    return all(any(_says(line, said) for line in told) for said in map(_tokens, _sentences(quote)))


def _says(told: _Tokens, said: _Tokens) -> bool:
    facts = {word for word in said[1:] if _is_fact(word)}
    return " ".join(said) in " ".join(told) or (facts <= set(told) and _is_alike(said, told))


@lru_cache(maxsize=1000)  # the copies of a story, which are asked for passage by passage
def _contradict(one: tuple[str, str], other: tuple[str, str]) -> bool:
    titles = _tokens(one[0]), _tokens(other[0])
    if min(map(len, titles)) >= _FEWEST_OF_TITLE and _is_alike(*titles) and _differ(*titles, names=True):
        return True
    first, second = ([_tokens(line) for line in _sentences(text)] for _, text in (one, other))
    if not first or not second:
        return False
    mine, theirs = (_only(told, besides) for told, besides in ((first, second), (second, first)))
    if _is_alike(first[0], second[0]) and _differ(first[0], second[0], names=True):
        return True
    alike = list(_alike(mine, theirs))
    known = [{word.casefold() for sentence in told for word in sentence} for told in (first, second) if alike]
    return any(_differ(said, told) or _rename(said, told, known[0], known[1]) for said, told in alike)


def _only(told: Sequence[_Tokens], besides: Sequence[_Tokens]) -> list[_Tokens]:
    known = set(besides)
    return [sentence for sentence in told if len(sentence) >= _FEWEST and sentence not in known][:_MOST]


def _alike(mine: Sequence[_Tokens], theirs: Sequence[_Tokens]) -> Iterator[tuple[_Tokens, _Tokens]]:
    """Each sentence with those of the other article that are alike, of the few that share most words with it.

    Few pairs share half their words, and these are counted for all at once.
    """
    holding = defaultdict[str, list[int]](list)
    lengths = [len(set(told)) for told in theirs]
    for place, told in enumerate(theirs):
        for word in set(told):
            holding[word].append(place)
    for said in mine:
        words = dict.fromkeys(said)  # of several that share as many, the same ones in every process
        shared = Counter(chain.from_iterable(holding[word] for word in words if word in holding))
        nearest = shared.most_common(_NEAREST)
        near = (theirs[place] for place, count in nearest if 2 * count >= min(len(words), lengths[place]))
        yield from ((said, told) for told in near if _is_alike(said, told))


def _differ(said: _Tokens, told: _Tokens, *, names: bool = False) -> bool:
    """Whether two sentences that are alike have another number, or with `names` another name, at the same place."""
    return any(
        _other_number(said[a:b], told[c:d]) or (names and _other_name(said, told, (a, b, c, d)))
        for a, b, c, d in _replaced(said, told)
        if max(b - a, d - c) <= _LONGEST
    )


def _rename(said: _Tokens, told: _Tokens, known: Set[str], known_there: Set[str]) -> bool:
    """Whether two sentences that are alike have names in one place of which neither article has the other's."""
    return any(
        _are_names(said[a:b], known_there) and _are_names(told[c:d], known) and _other_name(said, told, (a, b, c, d))
        for a, b, c, d in _replaced(said, told)
        if a and c
    )


@lru_cache(maxsize=100)  # it is asked twice for each pair
def _replaced(said: _Tokens, told: _Tokens) -> tuple[tuple[int, int, int, int], ...]:
    """Where the two have other words in one place."""
    return tuple((a, b, c, d) for what, a, b, c, d in _matched(said, told).get_opcodes() if what == "replace")


def _are_names(block: _Tokens, known: Set[str]) -> bool:
    """Whether all words are of names, of places or people and not of days, that are not known."""
    return all(_is_name(word) and word.casefold() not in (known | _CALENDAR) for word in block)


def _other_number(mine: _Tokens, theirs: _Tokens) -> bool:
    """Whether both end with a number, so that what follows counts the same, and have none in common."""
    numbers = [{word for word in block if word[0].isdigit()} for block in (mine, theirs)]
    return mine[-1][0].isdigit() and theirs[-1][0].isdigit() and not numbers[0] & numbers[1]


def _other_name(said: _Tokens, told: _Tokens, place: tuple[int, int, int, int]) -> bool:
    """Whether both are names: not one name in two spellings, nor a first name instead of a title."""
    a, b, c, d = place
    mine, theirs = said[a:b], told[c:d]
    part = any(_is_name(word) for word in (*said[a - 1 : a], *said[b : b + 1]))
    named = [tuple(_names(block, start)) for block, start in ((mine, a), (theirs, c))]
    first, second = (" ".join(one).casefold() for one in named)
    return not part and all(named) and SequenceMatcher(None, first, second, autojunk=False).ratio() < _SPELT_ALIKE


def _names(block: _Tokens, start: int) -> Iterator[str]:
    # The first word of a sentence has a capital whatever it is.
    return (word for place, word in enumerate(block, start) if place and _is_name(word))


def _is_alike(said: _Tokens, told: _Tokens) -> bool:
    if max(len(said), len(told)) > _TOO_LONG:
        return False
    ones, others = set(said), set(told)
    shared = len(ones & others)
    # Most pairs are told apart here: no more words are matched than stand in both, and what either repeats.
    most = shared + min(len(said) - len(ones), len(told) - len(others))
    if 2 * shared < min(len(ones), len(others)) or 2 * most / (len(said) + len(told)) < _ALIKE:
        return False
    return _matched(said, told).ratio() >= _ALIKE


def _matched(said: _Tokens, told: _Tokens) -> "SequenceMatcher[str]":
    return SequenceMatcher(None, said, told, autojunk=False)


def _is_fact(word: str) -> bool:
    return word[0].isdigit() or _is_name(word)


def _is_name(word: str) -> bool:
    """Whether it is written like a name; a word in capitals only is an agency or the place of a dateline."""
    return word[0].isupper() and not word.isupper()


def _sentences(text: str) -> list[str]:
    return [one for one in _SENTENCE.split(text) if _TOKEN.search(one)]


@lru_cache(maxsize=4000)
def _tokens(text: str) -> _Tokens:
    """The words, names with their capitals, numbers in digits."""
    return tuple(map(_token, _TOKEN.findall(normalize("NFC", text))))


@lru_cache(maxsize=20_000)
def _token(word: str) -> str:
    if word[0].isdigit():
        return word.replace(",", "")
    plain = word.casefold()
    return _NUMBERS.get(plain) or (word if _is_name(word) else plain)
