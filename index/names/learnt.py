"""Spellings learnt from an archive: terms of its full-text index that are read alike, confirmed by its texts.

That two words are read alike joins no two names: "Bidden" is no Biden. Their bearers must agree, too: the words that
stand beside them in the texts, most often a given name. Where nothing stands beside one of them, only a difference of
romanisation will do. What stands in small letters as well is no name.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice
from typing import Protocol

from index.lexical.text import stem
from index.names.compare import name_words
from index.names.groups import Groups
from index.names.keys import latin, meeting_points, same_spelling, same_word
from index.names.usage import Usage, folded, usages
from index.names.whole import written_whole

SHORTEST = 4
"""Letters of a word whose other spellings are looked for: of "Xi" and "Li" there are none."""
BESIDE = 2
"""How many of the words that stand beside a name most often tell whose it is."""
AROUND = 2
"""So many rare names have to stand around both of two spellings, where none stands beside them."""
# Letters that begin spellings of one sound: "Zhaparov", "Dzhaparov", "Japarov"; "Tsipras", "Cipras".
_BEGINNINGS = ("jzdyg", "khcqg", "sczt", "vwf", "uow", "iyej", "fp")
_OTHER_SCRIPTS = tuple(
    chr(code)
    for first, last in ((0x3B1, 0x3C9), (0x430, 0x45F), (0x561, 0x586), (0x10D0, 0x10F0))
    for code in range(first, last + 1)
)
"""The small letters of Greek, Cyrillic, Armenian and Georgian, which write vowels and can be compared by sound."""
_SOUNDS = (("dzh", "j"), ("zh", "j"), ("dj", "j"), ("ph", "f"), ("ts", "s"), ("tz", "s"))
_CLASSES = str.maketrans({**dict.fromkeys("wf", "v"), **dict.fromkeys("ckqgxz", "s"), **dict.fromkeys("aeiouyjh", "")})
_CONTRACTION = re.compile("['’](?:t|s|re|ve|ll|d|m)$")
_UMLAUT = re.compile("([aou])e(?=[^aeiouy])")
"""The index has "Müller" without its dots, which are an e in "Mueller"."""
_REPEATED = re.compile(r"(.)\1+")
_RUSSIAN_END = re.compile("(?:[oe]v|[aeiouy]+)$")
"""What Russian stems lose of a surname, in Latin letters."""


class Terms(Protocol):
    """Where terms and their texts are read."""

    def beginning(self, letter: str) -> list[str]:
        """Every term that begins with this letter."""
        ...

    def texts(self, term: str) -> list[str]:
        """Chunks that hold a term."""
        ...

    def is_rare(self, word: str) -> bool:
        """Whether few chunks hold a word."""
        ...


class Learnt:
    """The spellings that an archive in one state teaches; terms are read letter by letter, when first needed."""

    def __init__(self, terms: Terms, groups: Groups) -> None:
        self._terms = terms
        self._groups = groups
        self._tables: dict[str, dict[str, list[str]]] = {}
        self._points: dict[tuple[str, str], dict[str, set[str]]] = {}

    def spellings(self, name: str) -> list[str]:
        """Other spellings of the name, most frequent first: whole as the texts have it, else its last word alone."""
        words = name_words(name)
        whole, lone = Counter[str](), Counter[str]()
        for at, word in enumerate(words):
            others, texts = (*words[:at], *words[at + 1 :]), self._texts_like(word)
            own, variants = self._variants(word, texts)
            for usage in variants:
                found = written_whole(name, usage.surface, texts, self._groups) if others else []
                whole |= Counter(dict.fromkeys(found, usage.count))
                if not found and at == len(words) - 1 and self._same_bearer(word, own, usage, others):
                    lone[usage.surface] = usage.count
        last = {folded(name_words(one)[-1]) for one in whole}
        whole |= Counter({one: count for one, count in lone.items() if folded(name_words(one)[-1]) not in last})
        return sorted(whole, key=lambda spelling: (-whole[spelling], spelling))

    def _texts_like(self, word: str) -> list[str]:
        """Texts of the terms that are read like a word."""
        found = (text for term in sorted(self._alike(word)) for text in self._terms.texts(term))
        return list(dict.fromkeys(found))

    def _variants(self, word: str, texts: Sequence[str]) -> tuple[Usage, list[Usage]]:
        """How the texts use a word itself, and every other spelling of it that is a name in them."""
        alike = usages(texts, lambda surface: same_word(surface, word))
        own = alike.pop(folded(word), Usage())
        if own.count + own.small.total() and not own.is_name:  # "Apple", where it is a fruit
            return own, []
        return own, [usage for usage in alike.values() if usage.is_name]

    def _same_bearer(self, word: str, own: Usage, other: Usage, others: tuple[str, ...]) -> bool:
        """Whether the same person or place may be meant, by what stands beside the two, or else around them."""
        if self._groups.forbids(word, other.surface):
            return False
        plainly = same_spelling(word, other.surface)
        if others:
            return self._shared(others, other.beside) or (plainly and not other.beside)
        if own.is_given or other.is_given or min(len(latin(word)), len(latin(other.surface))) <= SHORTEST:
            return False  # of "Collin" and "Colin" there are many
        if own.before and other.before:
            ones, twos = ([one for one, _ in usage.before.most_common(BESIDE)] for usage in (own, other))
            return self._shared(ones[:1], twos) and self._shared(twos[:1], ones)
        return plainly and (not own.count or self._same_story(own, other))

    def _same_story(self, own: Usage, other: Usage) -> bool:
        """Whether rare names stand around both."""
        common = (name for name in own.around if name in other.around)
        return len(list(islice(filter(self._terms.is_rare, common), AROUND))) == AROUND

    def _shared(self, ones: Iterable[str], others: Iterable[str]) -> bool:
        return any(self._groups.same_beside(one, other) or _initial_of(one, other) for one in ones for other in others)

    def _alike(self, word: str) -> set[str]:
        """The terms that are read like the word, or like a stem of it; none when there is but the word's own."""
        plain = latin(word)
        if len(plain) < SHORTEST or _CONTRACTION.search(word):
            return set()
        found = {
            term
            for form in {word, stem(word), _RUSSIAN_END.sub("", plain), *_undotted(plain)}
            if len(latin(form)) >= SHORTEST
            for letter in _beginnings(plain[0])
            for term in self._meeting(letter, form)
            if same_word(term, form)
        }
        return found if any(not folded(word).startswith(term[:-1]) for term in found) else set()

    def _meeting(self, letter: str, form: str) -> Iterable[str]:
        """The terms that begin with this letter and may be the same word."""
        bucket = _bucket(latin(form))
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
            for term in self._terms.beginning(letter):
                if len(term) >= SHORTEST and term.isalpha():
                    table[_bucket(latin(term))].append(term)
            self._tables[letter] = dict(table)
        return self._tables[letter]


def _undotted(plain: str) -> tuple[str, ...]:
    """What German and other indexes have for a word if it is written with an umlaut."""
    bare = _UMLAUT.sub(r"\1", plain)
    return (bare, stem(bare, "de")) if bare != plain else ()


def _initial_of(one: str, other: str) -> bool:
    short, long = sorted((latin(one), latin(other)), key=len)
    return len(short) == 1 and long.startswith(short)


@lru_cache(maxsize=64)
def _beginnings(letter: str) -> tuple[str, ...]:
    """The letters of all scripts that may begin a spelling of a name that begins with this Latin letter."""
    latins = {letter}.union(*(group for group in _BEGINNINGS if letter in group))
    return (*sorted(latins), *(other for other in _OTHER_SCRIPTS if latin(other)[:1] in latins))


def _bucket(word: str) -> str:
    """The consonants of a word in Latin letters, those taken together that may stand for one sound."""
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return _REPEATED.sub(r"\1", word.translate(_CLASSES))
