"""The words and names of a question found again in a text, to the character: what a search marks and what it counts."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from os.path import commonprefix  # of any strings, whatever its module

from index.lexical.scripts import MARKS
from rag.datatypes import Query
from rag.questions.languages import common_in, language_of
from rag.questions.spellings import countries_of
from rag.text.words import content_words, stem, stems, words

UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+")
"""Letters of scripts that put no space between words; Korean does, and bends its words at their end."""


_ACCENTED = re.compile(r"[\u00df-\u024f\u1e00-\u1eff\u2018\u2019\u02bc]")
_BETWEEN = " -\u2010\u2011\u00a0"
_REST = re.compile(rf"(?:[^\W_]|[{MARKS}])*(?:(?<=\w\.\w)\.)?")
"""How a word goes on: to its end, and to the last full stop of "U.S."."""


class _Folding(dict[int, str]):
    """Every character in its plainest form, exactly one for each, so that offsets stay."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        base = unicodedata.normalize("NFD", letter)[0]
        plain = base if base.isascii() and base.isalpha() else "'" if letter in "‘’ʼ" else letter
        self[code] = low = plain.lower() if len(plain.lower()) == 1 else plain
        return low


_FOLDING = _Folding()


@dataclass(frozen=True, slots=True)
class Mark:
    """A place where a text has something that was asked: offsets, and the stems of the question that it stands for."""

    start: int
    end: int
    stems: frozenset[str]


class Asked:
    """What a question asks for, found in many texts: words by stem, names in any spelling, countries in any word."""

    def __init__(self, query: Query) -> None:
        subjects = [one.subject or one.standalone for one in (query, *query.parts)]
        foreign = language_of(query.standalone)  # English words that say nothing are none of its content words
        common = common_in(foreign) if foreign else frozenset()
        told = [word for subject in subjects for word in content_words(subject)]
        # Of a question that has no other words, these are what is asked.
        told = [word for word in told if word.written.casefold() not in common] or told
        found = {word.stem: word.written for word in told}
        unspaced = [written for written in found.values() if UNSPACED.search(written)]
        spaced = {one: written for one, written in found.items() if written not in unspaced}
        self._pairs = frozenset(pair for written in unspaced for pair in _bigrams(written))
        self._spaced = frozenset(spaced)
        self.stems = (*spaced, *sorted(self._pairs))
        self._capitals = {one for one, written in spaced.items() if written.isupper() and len(written) == 2}
        self._names = dict(_spellings(query))
        named = (country for one in (query, *query.parts) for country in countries_of(one))
        self._countries = tuple((country, frozenset(stems(country.written)) & self._spaced) for country in named)
        self._begins = {one: tuple(_begins(one, written)) for one, written in spaced.items()}
        longest = sorted(self._pairs, key=lambda pair: (-len(pair), pair))
        self._pair = re.compile(f"(?=({'|'.join(map(re.escape, longest))}))") if longest else None
        self._pattern = re.compile("|".join(self._alternatives()) or r"(?!)")

    def marks(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Mark]:
        """Where this part of the text has what was asked, in order; offsets are of the whole text."""
        part = text[start:end]
        found = [match.span() for match in self._pattern.finditer(_plain(part))]
        # Pairs of letters overlap: each is looked for wherever it may begin.
        found += [match.span(1) for match in self._pair.finditer(part)] if self._pair else []
        marked = [(first, last, self._meant(part, first, last)) for first, last in found]
        marked += [(*place, meant) for country, meant in self._countries for place in country.places(part)]
        for first, last, meant in sorted(marked, key=lambda one: one[:2]):
            if meant:
                yield Mark(start + first, start + last, meant)

    def spans(self, text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The marks of this part of the text as offsets; words side by side are one span."""
        merged: list[tuple[int, int]] = []
        for mark in self.marks(text, start, end):
            if merged and not text[merged[-1][1] : mark.start].strip(_BETWEEN):
                merged[-1] = (merged[-1][0], max(merged[-1][1], mark.end))
            else:
                merged.append((mark.start, mark.end))
        return tuple(merged)

    def found(self, text: str, besides: Set[str] = frozenset()) -> set[str]:
        """The stems that stand in the text, as `marks` finds them, in half the time; `besides` are not looked for."""
        plain = _plain(text)
        sought = [(one, begins) for one, begins in self._begins.items() if one not in besides]
        found = {one for one, begins in sought if any(self._stands(one, begin, plain, text) for begin in begins)}
        found.update(pair for pair in self._pairs if pair in text)
        found.update(*(meant for country, meant in self._countries if meant - found and country.stands_in(text)))
        return found.union(*(meant for name, meant in self._names.items() if _holds_name(plain, name)))

    def _stands(self, one: str, begin: str, plain: str, text: str) -> bool:
        """Whether a word of this stem, which begins like that, is in the text."""
        at = plain.find(begin)
        while at >= 0:
            rest = _REST.match(plain, at + len(begin))
            if rest and one in self._meant(text, at, rest.end()):
                return True
            at = plain.find(begin, at + max(1, len(begin)))  # a stem may drop the first letters: "" then
        return False

    def _alternatives(self) -> Iterator[str]:
        """Patterns of the words that may be meant; a longer spelling goes before a word that it begins with."""
        yield from (rf"{_spelt(name)}(?!\w)" for name in sorted(self._names, key=len, reverse=True))
        if begins := [re.escape(begin) for begins in self._begins.values() for begin in begins]:
            yield f"(?:{'|'.join(begins)}){_REST.pattern}"  # once: it is long, and a pattern is made for every question

    def _meant(self, text: str, start: int, end: int) -> frozenset[str]:
        """The stems that this part of a text stands for, if it is a whole word."""
        written = text[start:end]
        if written in self._pairs:
            return frozenset({written})
        if start and text[start - 1].isalnum():
            return frozenset()
        if meant := self._names.get(_folded_words(written)):
            return meant
        one = stem(written)
        if one in self._capitals and not written.replace(".", "").isupper():
            return frozenset()  # "us" is no "US"
        return frozenset({one} & self._spaced)


def _spellings(query: Query) -> Iterator[tuple[str, frozenset[str]]]:
    """Each other spelling of a name as folded words, and the stems of the name as it was written."""
    for name in (name for one in (query, *query.parts) for name in one.names):
        meant = frozenset(word.stem for word in words(name.written))
        for spelling in name.spellings:
            yield _folded_words(spelling), meant


def _plain(text: str) -> str:
    """The text in small letters without accents, as long as it was."""
    low = text.lower()
    accented = set(_ACCENTED.findall(low))
    if len(low) != len(text) or (accented and "Σ" in text):  # whose small letter depends on its place
        return text.translate(_FOLDING)
    for letter in accented:  # few, and each replaced at once: a table would be asked for every character
        low = low.replace(letter, _FOLDING[ord(letter)])
    return low


def _holds_name(plain: str, name: str) -> bool:
    first = name.partition(" ")[0]
    return first in plain and re.search(rf"(?<!\w){_spelt(name)}(?!\w)", plain) is not None


def _folded_words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.translate(_FOLDING)))


def _begins(one: str, written: str) -> Iterator[str]:
    """How a word of this stem may begin: as the stem and the asked word both do, an abbreviation also with its dots."""
    letters = written.replace(".", "").translate(_FOLDING)
    if written.isupper() and 2 <= len(letters) <= 4:
        yield ".".join(letters)
        yield letters
    else:
        yield commonprefix([one, written.translate(_FOLDING)])  # noqa: RUF071 (no paths)


def _spelt(name: str) -> str:
    return r"\W{1,3}".join(map(re.escape, name.split()))


def _bigrams(written: str) -> list[str]:
    """Each two letters side by side, which is what a word is in a script without spaces; a single letter alone."""
    return [pair for run in UNSPACED.findall(written) for pair in _pairs(run)]


def _pairs(run: str) -> Iterable[str]:
    return (run[at : at + 2] for at in range(len(run) - 1)) if len(run) > 1 else (run,)
