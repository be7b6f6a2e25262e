"""Whether a speaker is called by a name: "Lee", "A. Lee" and "Ada Lee" may be one."""

import re
from collections.abc import Set

_JOINED = re.compile(r",? and |, ")
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


def words_of(name: str) -> list[str]:
    """The words of a name, casefolded; speakers are looked up by the last."""
    return [word.casefold() for word in _WORD.findall(name)]


def each_of(speaker: str) -> list[str]:
    """The names of several who say something together ("Ann Lee and Bo Hart"); of one, the name as it is."""
    found = _JOINED.split(speaker)
    return found if all(one[:1].isupper() for one in found) else [speaker]


def is_part_of(shorter: Set[str], longer: Set[str]) -> bool:
    """Whether all words of one name are in the other, an initial standing for a word: "s", "lee" in "sue", "lee"."""
    return bool(shorter) and all(
        word in longer or (len(word) == 1 and any(other.startswith(word) for other in longer - shorter))
        for word in shorter
    )
