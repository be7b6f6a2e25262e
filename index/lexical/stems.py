"""Stems, by the language of an article and by script: Snowball's algorithms, and Porter's as SQLite has it.

English is left to SQLite, which stems whatever it is given by Porter's algorithm, stems of other languages too. A stem
is therefore what both make of a word, and the same at the index and in a question.
"""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

from index.lexical.scripts import SAME_SCRIPT, STEMMERS

_BY_CODE = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "eo": "esperanto",
    "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish",
    "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish",
}  # fmt: skip
_SCRIPTS = {name: re.compile(f"[{letters}]") for name, letters in STEMMERS.items()}
_LATIN = re.compile(r"[A-Za-zÀ-ɏ\u1e00-\u1eff]")
_SMALL_CHEROKEE = re.compile(r"[\uab70-\uabbf\u13f8-\u13fd]+")
_CORRECTED = re.compile(r"(.*[aeiouy][^aeiouy].*)(logy|logies|logi|bly|blies)")


def algorithm_of(language: str | None) -> str | None:
    """Snowball's name of a language given by its code ("de", "de-AT"); None for English and what Snowball lacks."""
    return _BY_CODE.get(re.split("[-_]", language, maxsplit=1)[0].lower()) if language else None


def stems_latin(algorithm: str | None) -> bool:
    """Whether the algorithm is for a language that is written in Latin letters."""
    return algorithm is not None and (algorithm == "serbian" or algorithm not in {*STEMMERS, *SAME_SCRIPT})


@lru_cache(maxsize=100_000)
def snowball(word: str, algorithm: str | None) -> str:
    """The word as the index of an article in this language has it, before SQLite, which does not lower all letters."""
    chosen, lowered = _chosen(word, algorithm), _lowered(word)
    if chosen is None:
        return lowered
    stemmed: str = snowballstemmer.stemmer(chosen).stemWord(lowered)  # a stemmer has state: one each, for threads
    return stemmed or lowered


def _chosen(word: str, algorithm: str | None) -> str | None:
    """The article's algorithm, or that of the word's own script where the article's is for another one."""
    if stems_latin(algorithm) and _LATIN.search(word):
        return algorithm
    for name, letters in _SCRIPTS.items():
        if letters.search(word):
            return algorithm if algorithm and SAME_SCRIPT.get(algorithm) == name else name
    return None


@lru_cache(maxsize=100_000)
def porter(word: str) -> str:
    """What SQLite makes of a word that it is given: accents folded, possessive dropped, Porter's algorithm."""
    plain = re.sub(r"['’]s?$", "", "".join(map(_folded, _lowered(word)))).replace(".", "")
    if not 3 <= len(plain.encode("utf-8", "replace")) <= 64:  # "US" and "vs" are no plurals, says SQLite as well
        return plain
    # SQLite has Porter's later corrections, which Snowball's "porter" has not.
    if end := _CORRECTED.fullmatch(plain):
        plain = end[1] + ("log" if end[2].startswith("log") else "ble")
    stemmed: str = snowballstemmer.stemmer("porter").stemWord(plain)
    return stemmed


def _lowered(word: str) -> str:
    """The word in small letters, but for Cherokee: its small letters are newer than those that SQLite knows."""
    return _SMALL_CHEROKEE.sub(lambda letters: letters.group().upper(), word.lower())


def _folded(letter: str) -> str:
    """A Latin letter without its accents; others as they are, as SQLite's unicode61 has it."""
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() and base.isalpha() else letter
