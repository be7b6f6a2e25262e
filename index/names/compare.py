"""Two whole names compared, word by word: titles and articles dropped, initials matched, "Last, First" turned round."""

import re
from collections.abc import Callable
from functools import lru_cache

from index.names.east_asian import same_chinese, same_korean
from index.names.keys import kindred_word, latin, same_spelling, same_word

_WORD = re.compile(r"[^\W_]+(?:['’ʼ`][^\W_]+)*")
TITLES = frozenset(
    """mr mrs ms miss dr sir dame lord lady prof professor president vice former ex prime minister premier chancellor
    king queen prince princess emperor pope saint st sheikh shaikh sheik emir sultan ayatollah imam mullah rabbi senator
    sen representative rep congressman governor gov mayor judge justice general gen colonel col captain capt major maj
    lieutenant lt sergeant sgt admiral marshal secretary chief chairman chairwoman samdech herr frau monsieur madame
    deputy foreign acting speaker""".split()
)
"""Words before a name that are no part of it."""
_ROYAL = frozenset("king queen prince princess emperor pope sultan emir saint st".split())
_ARTICLES = frozenset("al el ad an as ar ash the".split())
_PARTICLES = frozenset("von van de da bin ibn la le della di du der den dos".split())
_NO_GIVEN_NAME = frozenset(
    "north south east west northern southern eastern western new old central upper lower".split()
)


@lru_cache(maxsize=20_000)
def name_words(name: str) -> tuple[str, ...]:
    """The words that tell a name, given name first: without titles and Arabic articles, where others are left."""
    last, comma, first = name.partition(",")
    ordered = f"{first} {last}" if comma and _WORD.search(first) else name
    found = _WORD.findall(ordered)
    told = [word for word in found if latin(word) not in _ARTICLES] or found
    bare = list(told)
    while len(bare) > 1 and latin(bare[0]) in TITLES and not (len(bare) == 2 and latin(bare[0]) in _ROYAL):
        bare.pop(0)  # "King Charles" has no other name
    return tuple(bare)


def same_name(one: str, other: str, same: Callable[[str, str], bool] = same_word) -> bool:
    """Whether both may be read as one name; a surname alone is that of a full name, a given name never.

    `same` says it of two words.
    """
    ones, others = name_words(one), name_words(other)
    if not ones or not others:
        return False
    if same_chinese(one, other) or same_korean(ones, others):
        return True
    if len(ones) == len(others):
        return _word_by_word(ones, others, same)
    short, long = sorted((ones, others), key=len)
    if len(short) == 1:
        return _surname_of(short, long) or _joined(ones, others)
    return _without_given(short, long, same) or _joined(ones, others)


def _word_by_word(ones: tuple[str, ...], others: tuple[str, ...], same: Callable[[str, str], bool]) -> bool:
    """Whether each word is the other's, or its initial; the last has to be there in full.

    One may be kindred alone, where the others are the same and no initials.
    """
    pairs = list(zip(ones, others, strict=True))
    unlike = [pair for pair in pairs if not same(*pair)]
    if len(unlike) == 1 < len(pairs) and kindred_word(*unlike[0]):
        return True
    return pairs[-1] not in unlike and all(_initial(*pair) for pair in unlike)


def _initial(one: str, other: str) -> bool:
    short, long = sorted((latin(one), latin(other)), key=len)
    return len(short) == 1 < len(long) and long.startswith(short)


def _without_given(short: tuple[str, ...], long: tuple[str, ...], same: Callable[[str, str], bool]) -> bool:
    """Whether the shorter is the surname of the longer, and says so by its particle: "von der Leyen", "bin Salman"."""
    return latin(short[0]) in _PARTICLES and _word_by_word(short, long[-len(short) :], same)


def _surname_of(single: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a lone word is the surname of a full name; "Korea" is not that of "North Korea"."""
    given = {latin(word) for word in full[:-1]}
    return given.isdisjoint(_NO_GIVEN_NAME) and same_spelling(single[0], full[-1])


def _joined(ones: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether they differ in their spaces and hyphens alone: "Jong Un" and "Jongun"; "George Town" is no Georgetown."""
    if min(len(ones), len(others)) == 1 and all(word.isascii() for word in (*ones, *others)):
        return False
    return len("".join(ones)) > 3 and same_spelling("".join(ones), "".join(others))
