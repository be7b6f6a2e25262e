"""Japanese words: long vowels left out or written in five ways, Hepburn and the official Kunrei romanisation."""

import re

from index.names.keys import latin

_HEPBURN = (
    *(("tch", "cch"), ("sy", "sh"), ("ty", "ch"), ("zy", "j"), ("si", "shi"), ("ti", "chi"), ("tu", "tsu")),
    *(("zi", "ji"), ("jy", "j"), ("cchi", "chi"), ("hu", "fu")),
)
_CONSONANT = "[bdghjkmnprstwyzf]|[bghkmnprstz]y|sh|ch|ts|kk|pp|tt|ss|tch|ssh|cch"
_MORAS = re.compile(f"(?:(?:{_CONSONANT})?[aeiou]h?|n(?![aeiou]))+")
_LONG = re.compile("o[uh](?![aeouy])|oo+|uu+|aa+|ii+")
SHORTEST = 5
"""Letters of a lone word: "Ohno" and "Ono" are two."""


def is_japanese(word: str) -> bool:
    """Whether it may be Japanese: open syllables, or such that end in n."""
    plain = latin(word)
    return len(plain) > 2 and _MORAS.fullmatch(plain) is not None


def same_japanese(one: str, other: str) -> bool:
    """Whether two words are one Japanese one: "Ohtani" and "Otani", "Sigeru" and "Shigeru"."""
    return is_japanese(one) and is_japanese(other) and _hepburn(one) == _hepburn(other)


def _hepburn(word: str) -> str:
    plain = latin(word)
    for written, sound in _HEPBURN:
        plain = plain.replace(written, sound)
    plain = re.sub("m(?=[bpm])", "n", plain.replace("shsh", "sh"))
    return _LONG.sub(lambda match: match[0][0], plain)
