"""Other scripts read in Latin letters: Greek by its sounds; Arabic, Hebrew and the Indian ones as patterns.

The first two leave short vowels out and the last an "a" after each consonant, so a word of theirs is no one Latin
word but all those that its letters allow.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

_GREEK = (
    *(("ου", "ou"), ("αυ", "av"), ("ευ", "ev"), ("γγ", "ng"), ("γχ", "nch"), ("γκ", "g"), ("τζ", "tz")),
    *(("αι", "ai"), ("ει", "ei"), ("οι", "oi")),
)
_VOICELESS = re.compile("(?<=[αε])υ(?=[θκξπστφχψ])")


def _table(text: str) -> dict[str, str]:
    """What stands after "=" for each letter before it."""
    pairs = [pair.split("=") for pair in text.split()]
    return {letter: way for letters, way in pairs for letter in letters}


_ARABIC = _table(
    """اأإآعء=[aeiou]{0,2} ب=b پ=p ت=th? طٹ=t ث=(?:th|s|t) ج=(?:dj|dzh|j|g) چ=(?:t?ch) ح=(?:ch|kh|h) خ=(?:kh|ch|h|k)
    دڈ=d ڑ=[rd] ں=n ذض=(?:dh|z|d) ر=r ز=z سص=s ش=(?:sh|ch|sch) ژ=(?:zh|j) ظ=(?:dh|z) غ=(?:gh|g|q) ف=f
    ق=(?:q|gh|k|g) کك=[kc]
    گ=g ل=l م=m ن=n هہ=(?:eh|ah|h|e|a)? ھ=h? ة=(?:ah|eh|at|et|a|e)? ى=[aiy] ئ=[yie]? ؤ=[uow]?
    و=(?:ow|aw|au|ou|oo|uw|v|w|u|o) ے=(?:ay|ai|ey|ei|e|i)
    يی=(?:iyy?|ai|ay|ei|ey|ee|ie|y|i|e)"""
)
_HEBREW = _table(
    """אע=[aeiou]{0,2} ב=[bv] ג=[gj] ד=d ז=[zs] ח=(?:ch|kh|h) ט=t ל=l מם=m נן=n ס=s ר=r ק=[kqc] כ=(?:ch|kh|k|c)
    ך=(?:ch|kh|k) פף=(?:ph|p|f) צץ=(?:tz|ts|z|ch) ש=(?:sh|s) ת=th? ה=(?:ah|eh|h|a|e)? ו=(?:ou|oo|v|w|o|u)
    י=(?:ai|ay|ei|ey|ee|ie|y|i|e|j)?"""
)
_INDIAN_CONSONANTS = _table(
    """क=[kc] ख=kh? ग=g घ=gh? चछ=c?ch?h? ज=[jz] झ=jh टठतथ=th? डढदध=(?:dh?|r) णन=n प=p फ=(?:ph|f) बभ=bh? म=m य=[yi]
    र=r लळ=l व=[vwb] शषस=sh? ह=(?:gh|h)"""
)
_INDIAN_VOWELS = _table(
    """अ=a आा=aa? इि=[iy] ई=(?:ee|i) उु=u ऊू=(?:oo|u) ए=(?:e|ay) ऐ=ai ओो=o औ=(?:au|ou) ी=(?:ee|i|y) े=(?:ay|ey|e|a)
    ै=(?:ai|ei) ौ=(?:au|ou|ow) ृ=r[iu] ं=[nm]g? ँ=n? ्="""
)
_BLOCKS = range(0x900, 0xD80, 0x80)
"""The Indian scripts, which Unicode orders alike, from Devanagari on."""
ARABIC_SERVANT = "عبد"
"""What begins the names of those who serve God: "Abdul"."""
_LONGEST = 20
"""Letters of a name's word; a longer one is none."""
_OPEN = (")?", "]?", "}")
"""How the ways of a letter end that may be silent, and is not doubled."""
_HAN = re.compile("[\u4e00-\u9fff]+")
_HANGUL = re.compile("[\uac00-\ud7a3]+")


def greek(word: str) -> str:
    """Greek letters that stand for one sound together in those of English; the rest as it was."""
    plain = "".join(one for one in unicodedata.normalize("NFD", word.casefold()) if one != "\u0301")
    plain = _VOICELESS.sub("φ", plain)
    for written, sound in _GREEK:
        plain = plain.replace(written, sound)
    return unicodedata.normalize("NFC", plain)


def is_greek(word: str) -> bool:
    """Whether it has a Greek letter."""
    return any("\u0370" <= letter <= "\u03ff" for letter in word)


def is_han(word: str) -> bool:
    """Whether it is of Chinese characters alone."""
    return _HAN.fullmatch(word) is not None


def is_hangul(word: str) -> bool:
    """Whether it is of Korean syllables alone."""
    return _HANGUL.fullmatch(word) is not None


def is_unvowelled(word: str) -> bool:
    """Whether it is of a script that has no one reading: Arabic, Hebrew, the Indian ones."""
    return not word.isascii() and _pattern(word) is not None


def allows(word: str, plain: str) -> bool:
    """Whether a word of such a script may be read as this one of small Latin letters."""
    pattern = _pattern(word)
    return pattern is not None and pattern.fullmatch(plain) is not None


@lru_cache(maxsize=4_000)
def _pattern(word: str) -> re.Pattern[str] | None:
    letters = [one for one in unicodedata.normalize("NFC", word) if one not in "\u200c\u0640'’׳\"״"]
    if not 0 < len(letters) <= _LONGEST:
        return None
    if all("\u0590" <= letter <= "\u05ff" for letter in letters):
        return _joined((_HEBREW.get(letter, "") for letter in letters), "[aeiou]?")
    if all("\u0600" <= letter <= "\u06ff" for letter in letters):
        bare = "".join(letters)
        if bare.startswith(ARABIC_SERVANT) and len(bare) > len(ARABIC_SERVANT) + 1:
            served = bare.removeprefix(ARABIC_SERVANT).removeprefix("ال")
            return _joined(["abdu", "l?", *(_ARABIC.get(letter, "") for letter in served)], "[aeiou]?")
        bare = bare.removeprefix("ال") if len(bare) > 4 else bare
        return _joined((_ARABIC.get(letter, "") for letter in bare), "[aeiou]?")
    if all(0x900 <= ord(letter) < _BLOCKS.stop for letter in letters):
        return re.compile(_indian("".join(chr(0x900 + (ord(letter) - 0x900) % 0x80) for letter in letters)))
    return None


def _joined(ways: Iterable[str], between: str) -> re.Pattern[str]:
    """A pattern of letters that may be doubled, with short vowels between them."""
    once = (way for way, _ in groupby(ways))  # two letters of one silence would be tried in every way
    told = (f"(?:{way})" if way.endswith(_OPEN) or "u" in way else f"(?:{way}){{1,2}}" for way in once if way)
    return re.compile(between.join(told) + "e?")


def _indian(letters: str) -> str:
    parts = []
    for at, letter in enumerate(letters):
        following = letters[at + 1 : at + 2]
        if letter in _INDIAN_CONSONANTS:
            way = f"(?:{_INDIAN_CONSONANTS[letter]}){{1,2}}"
            bare = following in _INDIAN_VOWELS and following not in "ंँ"
            parts.append(way if bare else way + "[aeo]?")
        else:
            parts.append(_INDIAN_VOWELS.get(letter, ""))
    return "".join(parts)
