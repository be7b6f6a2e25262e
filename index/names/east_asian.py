"""Chinese names in characters, in pinyin and in Wade-Giles.

The two tables write other letters for nearly every syllable, so whole names are brought from one to the other.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from index.names.keys import latin
from index.names.korean import SURNAMES

_SYLLABLE = re.compile(
    "(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    "(iong|iang|uang|iao|ian|ang|eng|ong|ing|uai|uan|ai|ei|ao|ou|an|en|ia|ie|iu|in|ua|uo|ui|un|ue|er|a|o|e|i|u)"
)
_INITIALS = {"zh": "ch", "j": "ch", "q": "ch", "x": "hs", "z": "ts", "c": "ts", "b": "p", "d": "t", "g": "k", "r": "j"}
_FINALS = {"ong": "ung", "iong": "iung", "ian": "ien", "ie": "ieh", "ue": "ueh", "er": "erh"}
_WHOLE = {"zi": "tzu", "ci": "tzu", "si": "ssu", "yan": "yen", "ye": "yeh", "you": "yu", "gui": "kuei", "kui": "kuei"}
_MOST_SYLLABLES = 3
_PINYIN = re.compile(
    "(?:(?:[bpm](?:o|iao|ie|ian)|[bpmf](?:a|ei|an|en|ang|eng|u)|fo|[mf]ou|pou|[bpm](?:ai|ao|in|ing|i)|miu|me"
    "|[dtnl](?:a|e|ai|ao|ou|an|ang|eng|ong|i|iao|ie|ian|ing|u|uan|uo)|[dnl]ei|den|nen|diu|[dt]u[in]|[nl](?:iu|in|iang|ue)"
    "|lun|lia|dia|[gkh](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|u|ua|uo|uai|ui|uan|un|uang)"
    "|[jqx](?:i|ia|iao|ie|iu|ian|in|iang|ing|iong|u|ue|uan|un)|(?:[zcs]h?|r)(?:e|i|ao|ou|an|en|ang|eng|u|uo|ui|uan|un)"
    "|(?:[zcs]h?)(?:a|ai)|[zc]h?ong|(?:[zcs]h)(?:ua|uai|uang)|song|rong|shei|zei"
    "|y(?:a|e|ao|ou|an|in|ang|ing|ong|i|u|ue|uan|un)|w(?:a|o|ai|ei|an|en|ang|eng|u)|^(?:er|ai|an|ao|ou|ang|en|e|a))){1,4}"
)
_CHINESE = re.compile("zh|x|q(?!u)|[aeio]ng(?![aeiou])|iao|uai|uang|ian$|ao$|ou$|uo$")
"""What few words have that are no pinyin."""
_KOREAN = re.compile("[bcdghjklmnprstwy]{0,2}[aeiouyw]{1,3}(?:ng|n|k|g|l|m|p|b)?")
_OWN = (
    ("lee ", "li "),
    ("soong ", "sung "),
    ("koo ", "ku "),
    ("-jeou", "-chiu"),
    ("-je", "-che"),
    ("teh-", "te-"),
    ("-teh", "-te"),
)
"""What bearers write where the table has the other: "Lee Teng-hui"."""
_COMPOUND = frozenset("欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 司徒".split())
"""Surnames of two characters."""


def pinyin(name: str) -> str:
    """A name of Chinese characters in pinyin, its surname first, the rest of it one word."""
    split = 2 if name[:2] in _COMPOUND else 1
    return " ".join("".join(map(latin, part)).title() for part in (name[:split], name[split:]) if part)


def same_chinese(one: str, other: str) -> bool:
    """Whether one is the other in Wade-Giles: "Chou En-lai", "Lu Hsun".

    Wade-Giles alone has a hyphen between given names; where there is none, the other has to be no pinyin.
    """
    if ("-" in one) == ("-" in other) and is_pinyin(one) == is_pinyin(other):
        return False
    return _plain(one) in wade_giles(other) or _plain(other) in wade_giles(one)


def is_pinyin(name: str) -> bool:
    """Whether each word may be read as syllables of pinyin."""
    return all(_PINYIN.fullmatch(latin(word)) for word in name.split())


def syllables(word: str) -> int:
    """How many syllables of pinyin the word has at least; 0 for what is none."""
    return min(map(len, _split(latin(word))), default=0)


def different_pinyin(one: str, other: str) -> bool:
    """Whether both words are pinyin, and say so, and write other syllables: "Cangzhou" and "Changzhou"."""
    plain = latin(one), latin(other)
    if plain[0] == plain[1] or not all(map(_PINYIN.fullmatch, plain)):
        return False
    return any(map(_CHINESE.search, plain)) and all(len(word) > 4 for word in plain)


def is_surname_first(words: tuple[str, ...]) -> bool:
    """Whether a whole name is Chinese or Korean, its surname in the first place: "Xi Jinping", "Moon Jae-in"."""
    plain = tuple(map(latin, words))
    if len(plain) == 2 and _PINYIN.fullmatch(plain[0]) and len(plain[0]) < 7:
        return _PINYIN.fullmatch(plain[1]) is not None and _CHINESE.search("".join(plain)) is not None
    return len(plain) == 3 and plain[0] in SURNAMES and all(map(_KOREAN.fullmatch, plain[1:]))


@lru_cache(maxsize=4_000)
def wade_giles(name: str) -> tuple[str, ...]:
    """A surname and given name of pinyin in Wade-Giles, without apostrophes, in small letters; none for other names."""
    words = name.split()
    if len(words) != 2 or not all(word.isascii() and word.isalpha() for word in words):
        return ()
    given = list(_split(words[1].casefold()))
    return tuple(f"{last} {'-'.join(first)}" for (last,) in _lone(words[0].casefold()) for first in given)


def _plain(name: str) -> str:
    plain = re.sub("[^a-z -]", "", name.casefold())
    for own, table in _OWN:
        plain = plain.replace(own, table)
    return re.sub("(?<=[ -])ing", "ying", plain)


def _lone(word: str) -> list[tuple[str, ...]]:
    return [split for split in _split(word) if len(split) == 1]


def _split(word: str, most: int = _MOST_SYLLABLES) -> Iterator[tuple[str, ...]]:
    """Every way to read a word of pinyin in syllables, each in Wade-Giles."""
    if not word:
        yield ()
    for end in range(1, len(word) + 1 if most else 0):
        if match := _SYLLABLE.fullmatch(word[:end]):
            yield from ((_syllable(match), *rest) for rest in _split(word[end:], most - 1))


def _syllable(match: re.Match[str]) -> str:
    initial, final = match[1] or "", match[2]
    if match[0] in _WHOLE:
        return _WHOLE[match[0]]
    if final == "i" and initial in ("zh", "ch", "sh", "r"):
        final = "ih"
    elif (final == "e" and initial in ("g", "k", "h")) or (final == "uo" and initial not in ("g", "k", "h", "sh")):
        final = "o"
    return _INITIALS.get(initial, initial) + _FINALS.get(final, final)
