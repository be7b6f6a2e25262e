"""The outlets that a question names, as the archive knows them: whole names, parts that mean only one, spelling free.

1. every outlet gets its names (`outlet_names.py`)
2. runs of the question's words are looked up in Latin letters, without their case, hyphens and spaces
3. what is a common word too counts only where it is written like a name, or is said to say something; the longest of
   several wins (`outlet_meant.py`)
4. an outlet after "other than" and the like is one whose articles are not wanted (`excluded_outlets`)
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.lexical.scripts import is_unspaced
from index.names.keys import latin
from rag.questions.outlet_meant import ARTICLE, is_meant
from rag.questions.outlet_names import WORD, OutletName, known_names

_GAP = re.compile(r"[\s\-–—|&.:/'’]{0,4}")
# "Did the Era, but not the Star, report it?" asks about both: only what sets an outlet aside leaves it out.
_EXCEPT = re.compile(
    r"(?:,\s*)?\b(?:(?<!but )(?<!and )not\s+(?:according to|from|in|by|via)|other than|apart from|aside from|"
    r"except(?:ing)?(?:\s+(?:for|from|in|by))?|besides|excluding|leaving out|outside(?:\s+of)?)\s+"
    r"(?:(?:articles?|reports?|stories)\s+(?:from|in|by|of)\s+)?(?:the\s+)?['\"‘“]?$",
    re.IGNORECASE,
)
_ALSO = re.compile(r"['\"’”]?\s+(?:and|or|nor)\s+(?:the\s+)?['\"‘“]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """A stretch of a question that names an outlet: `question[start:end]` means `outlets`, sections of one."""

    start: int
    end: int
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unclear:
    """A stretch of a question that may name any of several outlets, so that none was chosen."""

    written: str
    outlets: tuple[str, ...]


def named_outlets(question: str, outlets: Sequence[str]) -> tuple[list[Named], list[Unclear]]:
    """Where the question names outlets of the archive, in order, and what may name any of several.

    Those that it excludes are not among them.
    """
    taken = _taken(question, outlets)
    excluded = {one.end for one in excluded_outlets(question, outlets)}
    clear = [Named(start, end, name.outlets) for start, end, name in taken if _is_clear(name) and end not in excluded]
    unclear = [Unclear(question[start:end], name.outlets) for start, end, name in taken if not _is_clear(name)]
    return clear, unclear


def excluded_outlets(question: str, outlets: Sequence[str]) -> list[Named]:
    """The outlets whose articles are not wanted, in order, each with the words that say so: "other than the Era"."""
    found: list[Named] = []
    for start, end, name in _taken(question, outlets):
        before = _EXCEPT.search(question, 0, start)
        also = found and _ALSO.fullmatch(question, found[-1].end, start)
        if _is_clear(name) and (before or also):
            found.append(Named(before.start() if before else found[-1].end, end, name.outlets))
    return found


def is_excluded(question: str, start: int) -> bool:
    """Whether what begins here stands after "other than" and the like."""
    return bool(_EXCEPT.search(question, 0, start))


def _taken(question: str, outlets: Sequence[str]) -> list[tuple[int, int, OutletName]]:
    """The longest of the names that overlap, in order."""
    taken: list[tuple[int, int, OutletName]] = []
    found = sorted(_named(question, outlets), key=lambda one: (one[0] - one[1], one[0]))
    for start, end, name in found:
        if all(end <= other or start >= until for other, until, _ in taken):
            taken.append((start, end, name))
    return sorted(taken, key=lambda one: one[0])


def _is_clear(name: OutletName) -> bool:
    return len(name.heads) == 1 or name.form == "initials"


def _named(question: str, outlets: Sequence[str]) -> Iterator[tuple[int, int, OutletName]]:
    """Every run of words that is a name as it is written; they may overlap."""
    names = known_names(tuple(outlets))
    longest = max(map(len, names), default=0)
    tokens = list(WORD.finditer(question))
    for at, first in enumerate(tokens):
        key, end = "", first.start()
        for token in tokens[at:]:
            key += latin(token.group())
            if len(key) > longest or not _GAP.fullmatch(question, end, token.start()):
                break
            end = token.end()
            name = names.get(key)
            if name and is_meant(question, first.start(), end, name):
                article = ARTICLE.search(question, 0, first.start())
                yield article.start() if article else first.start(), end, name
    yield from _within_runs(question, names.values()) if is_unspaced(question) else ()


def _within_runs(question: str, names: Iterable[OutletName]) -> Iterator[tuple[int, int, OutletName]]:
    """The names of scripts without spaces, wherever they stand: no word of the question need end with them."""
    for name in names:
        written = "".join(name.words)
        if len(written) > 1 and is_unspaced(written):
            yield from ((*found.span(), name) for found in re.finditer(re.escape(written), question))
