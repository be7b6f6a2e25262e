"""The words of a text as search sees them: folded, stemmed, without the common ones."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from index.lexical.scripts import MARKS, is_unspaced, parts
from index.lexical.text import stem

__all__ = ["COMMON", "WORD", "Word", "content_words", "phrases", "search_forms", "stem", "stems", "words"]

# Full-text search parts "O'Brien" at its apostrophe, and so does this; possessives and contractions stay whole.
_LETTERS = f"(?:[^\\W_][{MARKS}]*)+"
WORD = re.compile(rf"(?:[^\W\d_]\.){{2,}}|{_LETTERS}(?:['’](?:s|t|re|ve|ll|d|m)(?!\w))?", re.IGNORECASE)
_PHRASE = re.compile(r"(?:«\s?|[\"“„])(?=\S)([^\"“”„«»]{1,200})[\"“”»]")

LONGEST_KEPT = 1000
"""Characters of a text whose words are remembered for a while: as long as a sentence may be, but no article."""

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
    return list(_words_of(text))


def content_words(text: str) -> list[Word]:
    """The words that say what a text is about; all of them when every one is common."""
    found = words(text)
    return [word for word in found if not word.common] or found


def search_forms(word: str) -> list[str]:
    """The ways in which full-text search should look for a word: "US" also as "U.S.", and the other way round."""
    if "." in word:
        return [word, word.replace(".", "")]
    return [word, ".".join(word)] if word.isupper() and 2 <= len(word) <= 4 else [word]


def phrases(text: str) -> list[str]:
    """What stands between double quotation marks and is more than one word: searched for word after word."""
    return [found.strip() for found in _PHRASE.findall(text) if len(found.split()) > 1]


def stems(text: str) -> set[str]:
    """The distinct stems of a text, common words included."""
    return {word.stem for word in _words_of(text)}


def _words_of(text: str) -> Iterable[Word]:
    return _kept(text) if len(text) <= LONGEST_KEPT else _words(text)


@lru_cache(maxsize=512)  # a sentence is taken apart by many, one after the other
def _kept(text: str) -> tuple[Word, ...]:
    return tuple(_words(text))


def _words(text: str) -> Iterator[Word]:
    unspaced = is_unspaced(text)
    for match in WORD.finditer(text):
        written, at = match.group(), match.start()
        # Several words where the script has no spaces between them.
        for start, end in parts(written) if unspaced else ((0, len(written)),):
            yield Word(written[start:end], stem(written[start:end]), at + start, at + end)
