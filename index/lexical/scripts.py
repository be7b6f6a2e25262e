"""Scripts: which put no spaces between words, which have marks that are part of words, and which stemmer is whose.

Where a script puts no spaces between words, every two neighbouring letters are a word ("overlapping bigrams", as
Lucene's CJKBigramFilter makes them): no dictionary is needed, and a name that no dictionary has is found as well.
See Nie, Gao, Zhang and Zhou, "On the use of words and n-grams for Chinese information retrieval", IRAL 2000.
"""

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u1100-\u11ff\u3005-\u3007\u3040-\u318f\u31f0-\u31ff\ua960-\ua97f\uac00-\ud7ff"  # kana, bopomofo, hangul
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003ffff"  # Chinese characters
)
MARKS = "".join(chr(code) for code in range(0x0590, 0x1D00) if unicodedata.category(chr(code)) in ("Mn", "Mc"))
"""Vowel signs, tone marks and points of scripts but Latin, Greek and Cyrillic: parts of words, but no letters."""

STEMMERS = {
    "greek": "\u0370-\u03ff\u1f00-\u1fff",
    "russian": "\u0400-\u052f",
    "armenian": "\u0530-\u058f",
    "arabic": "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff",
    "hindi": "\u0900-\u097f",
    "tamil": "\u0b80-\u0bff",
}
"""The letters of a script, by the stemmer that is used where the language of the article has none of its own."""
SAME_SCRIPT = {"serbian": "russian", "persian": "arabic", "nepali": "hindi"}
"""Stemmers for other languages in such a script, and whose script it is."""

_UNIT = re.compile(f"(?=[^\\W_])[{_UNSPACED}][{MARKS}]*")
_RUN = re.compile(f"(?:{_UNIT.pattern})+")
_POINTS = re.compile(  # Hebrew, Arabic
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]"
)
_WIDE = re.compile("[\uff01-\uffdc]+")
_AS_LETTERS = {ord(mark): 0xE000 + ord(mark) - 0x0590 for mark in MARKS}
OTHER = re.compile(f"[\u0370-\u1cff\u1f00-\u1fff{_UNSPACED}\uff01-\uffdc]")
"""Any letter that full-text search does not read well by itself; none of them is Latin."""


def plain(text: str) -> str:
    """The text without vowel points, which most writers leave out, and with wide and narrow letters as usual ones."""
    return _POINTS.sub("", _WIDE.sub(lambda wide: unicodedata.normalize("NFKC", wide.group()), text))


def marks_as_letters(text: str) -> str:
    """The text with its marks as letters of Unicode's private use area: SQLite would part the word at a mark."""
    return text.translate(_AS_LETTERS)


def spaced(text: str) -> str:
    """The text with the bigrams of unspaced runs between spaces."""
    return _RUN.sub(lambda run: f" {' '.join(run.group()[a:b] for a, b in _bigrams(run.group()))} ", text)


def is_unspaced(text: str) -> bool:
    """Whether anything in the text is of a script without spaces."""
    return not text.isascii() and _RUN.search(text) is not None


def parts(word: str) -> list[tuple[int, int]]:
    """Where the words within a word are, by start and end: bigrams of what is unspaced, and the rest as it is."""
    return _cut(word, _bigrams)


def letters(word: str) -> list[tuple[int, int]]:
    """Where the letters of a word are that is unspaced, each with its marks; what is not is left as it is."""
    return _cut(word, _units)


def _cut(word: str, within: Callable[[str], list[tuple[int, int]]]) -> list[tuple[int, int]]:
    found, last = list[tuple[int, int]](), 0
    for run in _RUN.finditer(word):
        found += [(last, run.start())] * (last < run.start())
        found += [(run.start() + start, run.start() + end) for start, end in within(run.group())]
        last = run.end()
    return found + [(last, len(word))] * (last < len(word))


def _bigrams(run: str) -> list[tuple[int, int]]:
    """Every two neighbouring letters, with the marks on them; the one letter of a run that has no other."""
    units = _units(run)
    pairs = [(one[0], other[1]) for one, other in pairwise(units)]
    return pairs or units


def _units(run: str) -> list[tuple[int, int]]:
    return [unit.span() for unit in _UNIT.finditer(run)]
