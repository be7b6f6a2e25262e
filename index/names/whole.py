"""Whole names as texts write them: capitalised words side by side, with the particles between them."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from index.names.compare import TITLES, name_words
from index.names.groups import Groups
from index.names.keys import latin
from index.names.usage import folded

_CAPITAL = r"[^\W\d_a-zа-я][\w’']*(?:-[a-z]+(?![\w-]))?"  # "Seung-ho"
_PARTICLE = "(?:al|el|as|bin|ibn|ben|von|van|der|den|de|da|di|del|do|dos|la|le|of|and|for|the)[ -]"
_JOINT = rf"(?:(?<=(?<!\w)\w)\. ?|[ -])(?:{_PARTICLE}){{0,2}}"  # an initial has its period
_RUN = re.compile(rf"(?<![\w’'-]){_CAPITAL}(?:{_JOINT}{_CAPITAL})+(?!\w)")
_WORD = re.compile(rf"(?<![\w’'])(?:(?:al|el|as)-)?{_CAPITAL}")
_LONGEST = 8
"""Words of a run; what has more is a headline, in which every word has its capital."""


def written_whole(name: str, surface: str, texts: Iterable[str], groups: Groups) -> list[str]:
    """The names of two words or more in these texts that have this word and are the same name, as they stand there."""
    wanted, length = folded(surface), len(name_words(name))
    runs = {run for text in texts for run in _runs(text) if wanted in folded(run)}
    found: dict[str, None] = {}
    for run in sorted(runs):
        named = [one for one in _parts(run) if wanted in map(folded, name_words(one)) and len(name_words(one)) > 1]
        parts = [one for one in named if groups.same(name, one)]
        if parts:
            nearest = min(parts, key=lambda one: (abs(len(name_words(one)) - length), len(one)))
            found[nearest] = None
    return list(found)


@lru_cache(maxsize=2_000)
def _runs(text: str) -> tuple[str, ...]:
    """The capitalised runs of a text, which is asked for each surface of each word of a name."""
    return tuple(_RUN.findall(text))


def _parts(run: str) -> Iterator[str]:
    """Every stretch of at least two of its words that begins with no title."""
    words = [re.sub("['’]s?$", "", match.group()) for match in _WORD.finditer(run)]
    spans = [(match.start(), match.start() + len(word)) for match, word in zip(_WORD.finditer(run), words, strict=True)]
    if len(spans) <= _LONGEST:
        for at, (start, _) in enumerate(spans):
            if latin(words[at]) not in TITLES:
                yield from (run[start:end] for _, end in spans[at + 1 :])
