"""The words of a text as search sees them: folded, stemmed, without the common ones."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

# Words that say how a question is put, not what it is about.
COMMON = frozenset(
    """a about after again against all also am an and any are aren't as asked at be because been before being between
    both but by can can't could couldn't did didn't do does doesn't doing don't down during each else ever few for
    from further gave get give given had has have having he he'd he'll he's her here hers herself him himself his
    how i i'm if in into is isn't it it's its itself just many may me might more most much must my myself no nor not
    now of off on once one only or other our ours ourselves out over own reported reportedly said same say saying
    says she she'll she's should so some such tell than that that's the their theirs them themselves then there
    there's these they they'll they're this those through to told too under until up upon us very was wasn't we were
    weren't what what's when when's where where's which while who who's whom whose why will with won't would
    wouldn't yet you your yours yourself according article articles""".split()
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
        """Whether it says nothing about the subject."""
        return self.written.casefold().replace("’", "'") in COMMON

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


def stems(text: str) -> set[str]:
    """The distinct stems of a text, common words included."""
    return {word.stem for word in _words(text)}


def _words(text: str) -> Iterator[Word]:
    for match in WORD.finditer(text):
        yield Word(match.group(), stem(match.group()), match.start(), match.end())


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem that the full-text index has for this word: accents folded, possessive dropped, Porter's algorithm."""
    folded = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    plain = re.sub(r"['’]s?$", "", plain)
    stemmed: str = snowballstemmer.stemmer("porter").stemWord(plain)  # a stemmer has state: one each, for threads
    return stemmed
