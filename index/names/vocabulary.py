"""The terms of an archive's full-text index that may be a word of a name in another spelling."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Protocol

from index.lexical.text import stem
from index.names.eastern import kindred_eastern
from index.names.keys import kindred_word, latin, meeting_points, one_prefix, same_word
from index.names.korean import same_syllables, surnames_like
from index.names.russian import in_nominative
from index.names.usage import folded

SHORTEST = 4
"""Letters of a word whose other spellings are looked for: of "Xi" and "Li" there are none."""
# Letters that begin spellings of one sound: "Zhaparov", "Dzhaparov", "Japarov"; "Tsipras", "Cipras".
_BEGINNINGS = ("jzdyg", "khcqg", "sczt", "vwf", "uow", "iyej", "fp")
_OTHER_LETTERS = (
    *"æðøþđħıłŋœŧə",
    *(
        chr(code)
        for first, last in ((0x3B1, 0x3C9), (0x430, 0x45F), (0x561, 0x586), (0x10D0, 0x10F0))
        for code in range(first, last + 1)
    ),
)
"""The Latin letters that are no plain one with a mark, which the index would drop, and the small ones of Greek,
Cyrillic, Armenian and Georgian, which write vowels and can be compared by sound."""
_SOUNDS = (("dzh", "j"), ("zh", "j"), ("dj", "j"), ("ph", "f"), ("ts", "s"), ("tz", "s"), ("kh", "h"))
_CLASSES = str.maketrans({**dict.fromkeys("wf", "v"), **dict.fromkeys("ckqgxz", "s"), **dict.fromkeys("aeiouyjh", "")})
_CONTRACTION = re.compile("['’](?:t|s|re|ve|ll|d|m)$")
_UMLAUT = re.compile("([aou])e(?=[^aeiouy])")
"""The index has "Müller" without its dots, which are an e in "Mueller"."""
_REPEATED = re.compile(r"(.)\1+")
_RUSSIAN_END = re.compile("(?:[oe]v|[aeiouy]+)$")
"""What Russian stems lose of a surname, in Latin letters."""


class Index(Protocol):
    """Where terms are read."""

    def beginning(self, letter: str) -> list[str]:
        """Every term that begins with this letter."""
        ...


class Vocabulary:
    """The terms of an archive in one state by their consonants; read letter by letter, when first needed."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._tables: dict[str, dict[str, list[str]]] = {}
        self._letters: dict[str, list[str]] = {}
        self._points: dict[tuple[str, str], dict[str, set[str]]] = {}

    def alike(self, word: str) -> set[str]:
        """The terms that are read like the word, or like a stem of it; none when there is but the word's own."""
        plain = latin(word)
        if len(plain) < SHORTEST or _CONTRACTION.search(word):
            return set()
        found = {
            term
            for form in {word, stem(word), _RUSSIAN_END.sub("", plain), *_undotted(plain)}
            if len(latin(form)) >= SHORTEST
            for letter in self._beginnings(plain[0])
            for term in self._meeting(letter, form)
            if same_word(term, form)
        }
        return found if any(not _is_own(term, word) for term in found) else set()

    def kindred(self, word: str) -> set[str]:
        """The terms that may be the word within a longer name whose other words agree."""
        plain, known = latin(word), surnames_like(word)
        if len(plain) < SHORTEST or not plain.isalpha() or _CONTRACTION.search(word):
            return known
        is_kindred = kindred_to(word)
        terms = (
            term
            for bucket in _buckets(plain)
            for letter in self._beginnings(plain[0])
            for term in self._table(letter).get(bucket, ())
        )
        return known.union(filter(is_kindred, terms))

    def _beginnings(self, letter: str) -> list[str]:
        """The letters that may begin a spelling and do begin terms: of most archives those of one script."""
        if letter not in self._letters:
            self._letters[letter] = [one for one in _beginnings(letter) if self._table(one)]
        return self._letters[letter]

    def _meeting(self, letter: str, form: str) -> Iterable[str]:
        """The terms that begin with this letter and may be the same word."""
        return set().union(*(self._within(letter, bucket, form) for bucket in _buckets(latin(form))))

    def _within(self, letter: str, bucket: str, form: str) -> Iterable[str]:
        terms = self._table(letter).get(bucket, [])
        if not form.isascii():
            return terms
        if (letter, bucket) not in self._points:
            points = self._points[letter, bucket] = defaultdict(set)
            for term in terms:
                for point in meeting_points(term):
                    points[point].add(term)
        met = self._points[letter, bucket]
        return set().union(*(met.get(point, ()) for point in meeting_points(form)))

    def _table(self, letter: str) -> dict[str, list[str]]:
        """The terms that begin with this letter by their consonants."""
        if letter not in self._tables:
            table: dict[str, list[str]] = defaultdict(list)
            for term in self._index.beginning(letter):
                if len(term) >= SHORTEST and term.isalpha():
                    for bucket in _buckets(latin(term)):
                        table[bucket].append(term)
            self._tables[letter] = dict(table)
        return self._tables[letter]


def same_as(word: str) -> Callable[[str], bool]:
    """What tells whether another word, in the nominative or not, is this one."""
    buckets = _buckets(latin(word))

    def is_same(other: str) -> bool:
        if other.isascii():
            return not buckets.isdisjoint(_buckets(latin(other))) and same_word(other, word)
        return same_word(other, word) or same_word(in_nominative(other), word)

    return is_same


def kindred_to(word: str) -> Callable[[str], bool]:
    """What tells whether another word may be this one within names whose other words agree."""
    buckets, known = _buckets(latin(word)), surnames_like(word)

    def is_kindred(other: str) -> bool:
        plain = latin(other)
        if plain in known or buckets.isdisjoint(_buckets(plain)):
            return plain in known
        if same_word(word, other) or kindred_word(word, other):
            return True
        return kindred_eastern(word, other) or same_syllables(word, other)

    return is_kindred


def _is_own(term: str, word: str) -> bool:
    """Whether the term is the word's own: "Palij" is not that of "Palii", though all but its last letter is."""
    plain = folded(word)
    return plain.startswith(term) or (plain.startswith(term[:-1]) and term == stem(word))


def _undotted(plain: str) -> tuple[str, ...]:
    """What German and other indexes have for a word if it is written with an umlaut."""
    bare = _UMLAUT.sub(r"\1", plain)
    return (bare, stem(bare, "de")) if bare != plain else ()


@lru_cache(maxsize=64)
def _beginnings(letter: str) -> tuple[str, ...]:
    """The letters of all scripts that may begin a spelling of a name that begins with this Latin letter."""
    latins = {letter}.union(*(group for group in _BEGINNINGS if letter in group))
    return (*sorted(latins), *(other for other in _OTHER_LETTERS if latin(other)[:1] in latins))


@lru_cache(maxsize=50_000)
def _buckets(word: str) -> frozenset[str]:
    """The consonants of a word in Latin letters, those taken together that may stand for one sound."""
    word = one_prefix(word)
    # What is kh in English is ch in German; dh is z in Egypt and Iran.
    return frozenset(map(_consonants, (word, word.replace("ch", "kh"), word.replace("dh", "z"))))


def _consonants(word: str) -> str:
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return _REPEATED.sub(r"\1", word.translate(_CLASSES))
