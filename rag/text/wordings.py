"""The same thing in other words, as English news has it: "Who quit?" is answered by "resigned" and "stepped down".

The groups stand in `wordings.txt`, whose head says how they are written.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar

from rag.text.vocabulary import IRREGULAR
from rag.text.words import Word, stem, words

T = TypeVar("T")
_FILE = Path(__file__).with_name("wordings.txt")
_EXACT = "="
_IRREGULAR = {form: stem(base) for form, base in IRREGULAR.items()}


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase as the file writes it; each key is what a word's forms have in common, or "=" and one form."""

    written: str
    keys: tuple[str, ...]

    def stands(self, text: Sequence[Word], at: int) -> bool:
        """Whether its words follow one another in the text from here on."""
        there = text[at : at + len(self.keys)]
        return len(there) == len(self.keys) and all(
            key in _keys(word.written) for key, word in zip(self.keys, there, strict=True)
        )


@dataclass(frozen=True, slots=True)
class _Group:
    """Terms that stand for each other; `others` stand for these, but not the other way round."""

    terms: tuple[Term, ...]
    others: tuple[Term, ...]


class Wordings:
    """What may be written for a question's words, ready to be looked for in many texts."""

    def __init__(self, question: str) -> None:
        asked = words(question)
        self._sought: dict[str, list[tuple[Term, frozenset[str]]]] = defaultdict(list)
        for first, last, terms in _asked(asked):
            meant = frozenset(word.stem for word in asked[first:last] if not word.common)
            for term in terms if meant else ():
                self._sought[term.keys[0]].append((term, meant))

    def told(self, text: Sequence[Word]) -> set[str]:
        """The stems of the question that a text has in other words; it may have some of them as they are, too."""
        return {stem for at, term, meant in _met(text, self._sought) if term.stands(text, at) for stem in meant}


def other_wordings(question: str) -> dict[str, list[str]]:
    """The words and phrases that news may write for a word of the question, or for a phrase that it is in, by stem."""
    asked = words(question)
    found: dict[str, list[str]] = defaultdict(list)
    for first, last, terms in _asked(asked):
        for word in asked[first:last]:
            found[word.stem] += [term.written for term in terms]
    return found


def _asked(asked: Sequence[Word]) -> Iterator[tuple[int, int, tuple[Term, ...]]]:
    """From which word to which there is a term, and the terms that may stand for it."""
    for at, word in enumerate(asked):
        if not word.common and word.written.casefold() in _IRREGULAR:  # "won" and "wins" have no stem in common
            yield at, at + 1, (Term(word.written, (_keys(word.written)[0],)),)
    for at, term, group in _met(asked, _groups()):
        if term.stands(asked, at) and not (len(term.keys) == 1 and _is_name(asked[at])):
            yield at, at + len(term.keys), (*group.terms, *group.others)


def _is_name(word: Word) -> bool:
    """Whether a capital makes it likelier a name: Jobs, Price; but not CEO, nor the first word of a question."""
    return word.capitalised and not word.written[:2].isupper() and word.start > 0


def _met(text: Sequence[Word], terms: Mapping[str, Sequence[tuple[Term, T]]]) -> Iterator[tuple[int, Term, T]]:
    """The terms whose first word stands in the text, and where."""
    for at, word in enumerate(text):
        for key in _keys(word.written):
            for term, value in terms.get(key, ()):
                yield at, term, value


@lru_cache(maxsize=20_000)  # for each word of each sentence that is read
def _keys(word: str) -> tuple[str, str]:
    """What the forms of a word have in common ("buy" and "bought", "close" and "closing"), and the form."""
    form = word.casefold()
    return _IRREGULAR.get(form, stem(word)), _EXACT + form


@cache
def _groups() -> dict[str, list[tuple[Term, _Group]]]:
    """The groups of the file, by the first key of each of their terms."""
    found: dict[str, list[tuple[Term, _Group]]] = defaultdict(list)
    for line in _FILE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            terms, _, others = line.partition(" > ")
            group = _Group(tuple(_terms(terms)), tuple(_terms(others)))
            for term in group.terms:
                found[term.keys[0]].append((term, group))
    return found


def _terms(line: str) -> Iterator[Term]:
    for written in filter(None, (part.strip() for part in line.split(","))):
        bare = written.removeprefix(_EXACT)
        keys = (written.casefold(),) if bare != written else tuple(_keys(word.written)[0] for word in words(bare))
        yield Term(bare, keys)
