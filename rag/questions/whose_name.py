"""Names that a question joins: "Sato of Norvex" is two, "the Bank of Orsk" and "Joan of Arc" are one each.

So are the names of a search that stand side by side without any text having them so: "Zelensky Kyiv".
"""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from index.names.given import tongues

if TYPE_CHECKING:
    from index.archive import Archive

_OF = re.compile(r"\s+of\s+(?:the\s+)?", re.IGNORECASE)
# What is called by what it is of is called so in full: other banks and bishops are others.
_NOBODY = re.compile(
    r"\b(?:Academy|Archbishop|Association|Bank|Bishop|Board|Chamber|Church|City|College|Council|Court|Department|Duchess|"
    r"Duke|Federation|Hospital|House|Institute|Kingdom|League|Ministry|Museum|Office|Party|Prince|Princess|Queen|King|"
    r"Republic|School|Society|State|States|Union|University)$"
)

_MOST = 5
"""Words that are parted; of more, nobody would know which go together."""
_COUNTED = 50
"""Passages after which two ways to part are as frequent as each other."""


def parted(names: Iterable[str], archive: "Archive") -> Iterator[str]:
    """The names, a person's parted from what it is of: where somebody so called speaks, and no article has it whole."""
    for name in names:
        person, *of = _OF.split(name, maxsplit=1)
        whole = not of or _NOBODY.search(person) or not archive.said_by(person, limit=1) or archive.matching([name], 1)
        yield from (name,) if whole else (person, *of)


def parted_side_by_side(names: Iterable[str], archive: "Archive") -> Iterator[str]:
    """The names, one that no article has parted into the longest that articles have, in whatever spelling.

    One stays whole where a part is unknown, or a given name would stand alone: "Sadyr Zhaparov" is no Zhaparov else.
    """
    for name in names:
        words = name.split()
        may_part = 1 < len(words) <= _MOST and all(len(word) > 1 and word[0].isupper() for word in words)
        yield from (_pieces(words, archive) if may_part else ()) or (name,)


def _pieces(words: list[str], archive: "Archive") -> tuple[str, ...]:
    """The known names that these words are, the longer first; none where they are not all of known ones."""
    if _is_known(words, archive):
        return (" ".join(words),)
    for end in range(len(words) - 1, 0, -1):
        apart = end > 1 or not tongues(words[0])
        if end > 1 and _held(words[end - 1 : end + 1], archive) > _held(words[:end], archive):
            apart = False  # a headline has "Lind, Xi", but most articles "Xi Jinping"
        rest = _pieces(words[end:], archive) if apart and _is_known(words[:end], archive) else ()
        if rest:
            return (" ".join(words[:end]), *rest)
    return ()


def _is_known(words: list[str], archive: "Archive") -> bool:
    """Whether an article has them side by side, or other spellings of them all: that of the last alone is none."""
    name = " ".join(words)
    return _held(words, archive) > 0 or any(len(other.split()) >= len(words) for other in archive.spellings(name))


def _held(words: list[str], archive: "Archive") -> int:
    """How many passages have them side by side, up to so many as tell which of two is meant."""
    return len(archive.matching([" ".join(words)], _COUNTED))
