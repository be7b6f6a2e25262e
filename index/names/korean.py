"""Korean names in the Revised, the McCune-Reischauer and the bearers' own romanisations, in either word order.

What the tables write for one syllable is brought to one spelling; the given name counts as a whole, so that it does not
matter whether a hyphen, a space or nothing parts its syllables.
"""

import re
from collections.abc import Sequence

from index.names.keys import latin

SURNAMES = {
    surname: group.split()[0]
    for group in (
        *("kim gim", "lee yi rhee ri i", "park pak bak bag", "choi choe", "jung jeong chung chong cheong", "kang gang"),
        *("cho jo", "yoon yun youn", "jang chang", "lim im rim", "han", "oh o", "seo suh so", "shin sin", "ban pan"),
        *("kwon gwon", "hwang", "ahn an", "song", "ryu yoo yu", "hong", "moon mun", "roh no noh", "jeon chon chun"),
        *("bae pae", "baek paek paik baeg", "cha", "heo huh hur ho", "ko go koh", "koo ku gu", "min", "nam"),
        *(
            "kwak gwak gwag",
            "na ra",
            "son sohn",
            "sung seong song",
            "woo wu u",
            "yang ryang",
            "ha",
            "pyo",
            "joo ju chu",
            "ji chi",
        ),
    )
    for surname in group.split()
}
"""Surnames of whole names, each with the spelling that stands for its group."""
_SOUNDS = (
    *(("sye", "se"), ("ahn", "an"), ("ohn", "on"), ("th", "t"), ("kh", "k"), ("ph", "p"), ("ck", "k")),
    *(("young", "yong"), ("you", "yo"), ("yeo", "yo"), ("eo", "o"), ("eu", "u"), ("woo", "u"), ("oo", "u")),
    *(("ui", "i"), ("ee", "i"), ("uh", "o"), ("sh", "s"), ("ch", "j"), ("k", "g"), ("t", "d"), ("p", "b"), ("l", "r")),
)
_CLOSED = re.compile("y?u(?=(?:ng|n|g|r|m|b)(?![aeiou]))")
_SYLLABLES = re.compile("(?:[bcdghjklmnprstwy]{0,2}[aeiouyw]{1,3}(?:ng|n|k|g|l|m|p|b)?){2}")
_SYLLABLE = re.compile("[bcdghjklmnprstwy]{0,2}[aeiouyw]{1,3}(?:ng|n|k|g|l|m|p|b)")
_GIVEN_SYLLABLES = 2
_SHORTEST = 3


def same_korean(ones: Sequence[str], others: Sequence[str]) -> bool:
    """Whether both are a surname and two syllables that the romanisations write so, parted in one of them."""
    if max(len(ones), len(others)) <= _GIVEN_SYLLABLES:
        return _same_syllable(tuple(map(latin, ones)), tuple(map(latin, others)))
    return not _keys(ones).isdisjoint(_keys(others))


def surnames_like(word: str) -> set[str]:
    """All spellings of this Korean surname, in small letters; none of what is no such surname."""
    group = SURNAMES.get(latin(word))
    return {spelling for spelling, known in SURNAMES.items() if known == group}


def same_syllables(one: str, other: str) -> bool:
    """Whether two words are one Korean surname, or one or two syllables of a given name that are read alike."""
    plain = latin(one), latin(other)
    if SURNAMES.get(plain[0], plain[0]) == SURNAMES.get(plain[1], plain[1]):
        return True
    if not all(_SYLLABLE.fullmatch(word) or _SYLLABLES.fullmatch(word) for word in plain):
        return False
    return _sound(plain[0]) == _sound(plain[1])


def _same_syllable(ones: Sequence[str], others: Sequence[str]) -> bool:
    """Whether both are a surname and one syllable: "Cho Kuk", "Jo Guk"; none of two letters, which tell too little."""
    if len(ones) != len(others) or len(ones) != _GIVEN_SYLLABLES or min(len(ones[1]), len(others[1])) < _SHORTEST:
        return False
    if not all(_SYLLABLE.fullmatch(name[1]) and name[0] in SURNAMES for name in (ones, others)):
        return False
    return SURNAMES[ones[0]] == SURNAMES[others[0]] and _sound(ones[1]) == _sound(others[1])


def _keys(name: Sequence[str]) -> set[tuple[str, str]]:
    """Surname and given name by sound, for each word that may be the surname."""
    words = [latin(word) for word in name]
    splits = [(words[0], words[1:]), (words[-1], words[:-1])] if 1 < len(words) <= _GIVEN_SYLLABLES + 1 else []
    return {
        (SURNAMES[surname], _sound("".join(given)))
        for surname, given in splits
        if surname in SURNAMES and (len(given) == _GIVEN_SYLLABLES or _SYLLABLES.fullmatch(given[0]))
    }


def _sound(given: str) -> str:
    for written, sound in _SOUNDS:
        given = given.replace(written, sound)
    return _CLOSED.sub(lambda match: match[0].replace("u", "o"), given)
