"""Words that some write with a hyphen, some as one and some as two: "cease-fire", "ceasefire", "cease fire".

Only what the archive has is joined or parted, and parted only where a text has the hyphen: "sometimes" is no "some
times". Two words without a hyphen are joined only where the archive joins them as often. An article that has two words
is found by those with a hyphen, as full-text search parts them.
"""

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from index.datatypes import Filter
from index.lexical.text import stem
from rag.datatypes import Name
from rag.text.words import Word, content_words

if TYPE_CHECKING:
    from index.archive import Archive

_HYPHEN = "[-\u2010\u2011]"
_BETWEEN = re.compile(f"{_HYPHEN}| ")
_DOUBLED = re.compile("(?:re|co)(?=(?<=e)e|(?<=o)o)")
"""What may be parted from a word although it has so few letters: "re-elected"; but "resigned" is no "re-signed"."""
_SHORTEST = 3
"""Letters of a part: with two, each chance pair of small words would be looked up."""
_LONGEST = 30
"""Letters of a word that is parted: "counter-demonstrations" has 22."""
_WORDS = 12
"""Words of a question that are looked up, as many as without capitals (`spellings.py`); each costs a few searches."""
_COUNTED = 200
"""Passages after which two ways are as frequent as each other."""
_LOOKED_AT = 5
"""Passages in which the hyphen is looked for; those that have just both words, one after the other, are few."""


def other_joints(question: str, archive: "Archive") -> tuple[Name, ...]:
    """The words of a question that are no names, with the ways in which the archive joins or parts them otherwise."""
    plain = [word for word in content_words(question) if word.written.isascii() and word.written.isalpha()]
    told = [word for word in plain if word.written.islower() or word.start == 0][:_WORDS]
    joined = (_joined(question, *pair, archive) for pair in pairwise(told))
    parted = (_parted(word.written, archive) for word in told)
    return tuple(one for one in (*joined, *parted) if one)


def _joined(question: str, one: Word, other: Word, archive: "Archive") -> Name | None:
    """Two words of the question that the archive has as one; what has no hyphen there, mostly so: no "#popstar"."""
    whole, phrase = f"{one.written}{other.written}".lower(), f"{one.written} {other.written}"
    between = question[one.end : other.start]
    if not _BETWEEN.fullmatch(between) or not _may_part(whole, len(one.written)) or not _are_held((whole,), archive):
        return None
    usual = between != " " or _count(whole, archive) >= _count(phrase, archive)
    return Name(question[one.start : other.end], (whole,)) if usual and _stands(whole, whole, archive) else None


def _parted(word: str, archive: "Archive") -> Name | None:
    """One word of the question that a text has with a hyphen."""
    if len(word) > _LONGEST:
        return None
    ways = ((word[:at].lower(), word[at:].lower()) for at in range(1, len(word)) if _may_part(word, at))
    held = (way for way in ways if _are_held(way, archive))
    spelt = tuple("-".join(way) for way in held if _stands(" ".join(way), _HYPHEN.join(way), archive))
    return Name(word, spelt) if spelt else None


def _may_part(word: str, at: int) -> bool:
    doubled = _DOUBLED.match(word.lower())
    return len(word) - at >= _SHORTEST and (at >= _SHORTEST or (doubled is not None and doubled.end() == at))


def _are_held(words: tuple[str, ...], archive: "Archive") -> bool:
    return all(archive.document_counts({stem(word) for word in words}).values())


def _count(words: str, archive: "Archive") -> int:
    """How many chunks have these one after the other, as far as it is told."""
    return len(archive.matching([words], _COUNTED, Filter()))


def _stands(words: str, form: str, archive: "Archive") -> bool:
    """Whether a text that has these words has them in this form, and in no link or tag."""
    written = re.compile(rf"(?<![\w#@/.-]){form}(?![\w/@-])", re.IGNORECASE)
    hits = archive.matching([words], _LOOKED_AT, Filter())
    return any(written.search(f"{one.article.title}\n{one.text}") for one in archive.passages(hits))
