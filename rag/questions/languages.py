"""The language of a question that is not English, which Dateline's reader alone knows: told by words and letters.

A question word shows its language, beside which no more of its words are English ("Wer klagt gegen die Bank?"); where
there is none, several common words do. What shows nothing counts as English: names are the same in many languages.
"""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from index.lexical.stems import algorithm_of
from index.lexical.stop_words import STOP_WORDS
from rag.text.words import COMMON

UNKNOWN = "und"
"""The code of a language that is shown to be none of those known."""
NOUNS_AS_NAMES = frozenset({"de"})
"""Languages that write every noun with a capital, which makes it no name."""

_FILE = Path(__file__).with_name("question_words.txt")
_WORD = re.compile(r"[^\W\d_]+(?:-ce\b)?")
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")),
    ("ru", re.compile(r"[\u0400-\u052f]")),
)
# Words of names in English news, which show no language: "Ursula von der Leyen", "Marina del Rey", "La La Land".
_IN_NAMES = frozenset("al da dal de dei del della den der des di do dos du el la las le les los san van von y".split())
# What an English question has besides the words that search leaves out.
_ENGLISH = COMMON | {"kind", "long", "old", "won", "new", "first", "last"}
_FOREIGN_LETTERS = 0.3
"""Share of the letters from which another script is the question's own, not that of a name in it."""
_NEAR_START = 4
"""Words of a question among which its question word stands: "In welchem Jahr", "¿Durante cuánto tiempo"."""


@lru_cache(maxsize=64)  # of one question, asked for by several
def language_of(question: str) -> str | None:
    """The code of the question's language, `UNKNOWN` for one that is only known to be another; None for English."""
    told = [word.casefold() for word in _WORD.findall(question)]
    if not told or told[0] in _ENGLISH - _all_common():
        return None
    return _by_script(question, told) or _by_words(_without_names(question))


def _without_names(question: str) -> list[str]:
    """The words, but for those of other languages within a name: "Was Die Linke", "Ho Chi Minh City", "Cosa Nostra"."""
    written = _WORD.findall(question)
    told, capital = [word.casefold() for word in written], [word[0].isupper() for word in written]
    if question.isupper():
        return told
    named = {
        row
        for row in range(1, len(told))
        if capital[row]
        and told[row] in _all_common() - _ENGLISH
        and any(capital[row - 1 : row] + capital[row + 1 : row + 2])
    }
    if 1 in named and told[0] not in _ENGLISH:
        named.add(0)  # a common word has its capital from a name, and this one goes with it
    return [word for row, word in enumerate(told) if row not in named]


def _by_script(question: str, told: list[str]) -> str | None:
    letters = [letter for letter in question if letter.isalpha()]
    others = [letter for letter in letters if not unicodedata.name(letter, "").startswith(("LATIN", "MODIFIER"))]
    if len(others) < _FOREIGN_LETTERS * len(letters) or (_is_name(told) and len(others) < len(letters)):
        return None
    return next((code for code, script in _SCRIPTS if script.search("".join(others))), UNKNOWN)


def _is_name(told: list[str]) -> bool:
    """Whether a word of another script stands among English words: "Did Щербаков concede"."""
    return any(word in _ENGLISH for word in told)


def _by_words(told: list[str]) -> str | None:
    """The language in Latin letters of which most words are; English where it has as many that no other has."""
    found = {code: _weight(code, told) for code in sorted(_asking())}
    best = max(found, key=lambda code: found[code])
    return best if found[best] > sum(word in _ENGLISH and word not in _common(best) for word in told) else None


def _weight(code: str, told: list[str]) -> int:
    """How many of the words are the language's; 0 where they do not show it."""
    sure, unsure = _asking()[code]
    common = {word for word in told if word in _common(code) and word not in _ENGLISH | _IN_NAMES}
    asked = set(told[:_NEAR_START])
    if asked & sure:
        return 1 + len(common - sure)
    beside = common - unsure
    if asked & unsure and (beside or (_IN_NAMES & set(told[1:]) & _common(code) and told[0] not in _ENGLISH)):
        return 1 + len(beside)
    return len(common) if len(common) > 1 else 0


@cache
def _common(code: str) -> frozenset[str]:
    sure, unsure = _asking()[code]
    return STOP_WORDS.get(algorithm_of(code) or "", frozenset()) | sure | unsure


def common_in(language: str) -> frozenset[str]:
    """The common words of a language and those that ask; none of one that is not known."""
    return STOP_WORDS.get(algorithm_of(language) or "", frozenset()) | (
        _common(language) if language in _asking() else frozenset()
    )


@cache
def _all_common() -> frozenset[str]:
    return frozenset[str]().union(*map(_common, _asking()))


@cache
def _asking() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """By language in Latin letters, the words that ask: those that show it alone, and those that another must join."""
    found = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        code, _, listed = line.partition(":")
        if listed and not line.startswith("#"):
            sure, _, unsure = listed.partition("|")
            found[code] = (_listed(sure), _listed(unsure))
    return found


def _listed(text: str) -> frozenset[str]:
    return frozenset(word.strip() for word in text.split(",") if word.strip())
