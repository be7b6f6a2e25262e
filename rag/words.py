"""The words of a text as search sees them: folded, stemmed, without the common ones."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

# Full-text search parts "O'Brien" at its apostrophe, and so does this; possessives and contractions stay whole.
WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’](?:s|t|re|ve|ll|d|m)(?!\w))?", re.IGNORECASE)

# Words that say how a question is put, not what it is about.
COMMON = frozenset(
    """a about according after again against all also am an and any are aren't article articles as asked at be
    because been before being between both but by can can't could couldn't did didn't do does doesn't doing
    don't down during each else ever few following for from further gave get give given had has have having
    he he'd he'll he's her here hers herself him himself his how i i'm if in into is isn't it it's its
    itself just many may me might more most much must my myself name named no nor not now of off on once one
    only or other our ours ourselves out over own recent recently reported reportedly said same say saying
    says she she'll she's should so some such tell than that that's the their theirs them themselves then
    there there's these they they'll they're this those through to told too type under until up upon us very
    was wasn't we week were weren't what what's when when's where where's which while who who's whom whose
    why will with won't would wouldn't yet you your yours yourself""".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text with its offsets: `text[word.start:word.end]` is the word as written."""

    written: str
    stem: str
    start: int
    end: int

    @property
    def common(self) -> bool:
        """Whether it says nothing about the subject; "US" is no "us"."""
        return (
            not (self.written.isupper() and len(self.written) == 2)
            and self.written.casefold().replace("’", "'") in COMMON
        )

    @property
    def capitalised(self) -> bool:
        """Whether it is written like a name (or a number or an abbreviation)."""
        return self.written[0].isupper() or self.written[0].isdigit()


def words(text: str) -> list[Word]:
    """All words of a text, in order."""
    return list(_words(text))


def content_words(text: str) -> list[Word]:
    """The words that say what a text is about; all of them when every one is common."""
    found = words(text)
    return [word for word in found if not word.common] or found


def search_forms(word: str) -> list[str]:
    """The ways in which full-text search should look for a word: "US" also as "U.S.", and the other way round."""
    if "." in word:
        return [word, word.replace(".", "")]
    return [word, ".".join(word)] if word.isupper() and 2 <= len(word) <= 4 else [word]


def stems(text: str) -> set[str]:
    """The distinct stems of a text, common words included."""
    return {word.stem for word in _words(text)}


def _words(text: str) -> Iterator[Word]:
    for match in WORD.finditer(text):
        yield Word(match.group(), stem(match.group()), match.start(), match.end())


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem that the full-text index has for this word: accents folded, possessive dropped, Porter's algorithm."""
    plain = re.sub(r"['’]s?$", "", "".join(map(_folded, word.lower()))).replace(".", "")
    if len(plain) <= 2:  # "US" and "vs" are no plurals, says SQLite as well
        return plain
    # SQLite has Porter's later corrections, which Snowball's "porter" has not.
    if end := _CORRECTED.fullmatch(plain):
        plain = end[1] + ("log" if end[2].startswith("log") else "ble")
    stemmed: str = snowballstemmer.stemmer("porter").stemWord(plain)  # a stemmer has state: one each, for threads
    return stemmed


_CORRECTED = re.compile(r"(.*[aeiouy][^aeiouy].*)(logy|logies|logi|bly|blies)")


def _folded(letter: str) -> str:
    """A Latin letter without its accents; others as they are, as SQLite's unicode61 has it."""
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() and base.isalpha() else letter
