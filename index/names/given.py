"""Given names and what is made of them: one family a line of `given.txt`, under the tongue that uses it."""

from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from index.names.keys import latin

BUNDLED = Path(__file__).with_name("given.txt")
EASTERN = frozenset("arabic persian turkic hebrew indian".split())
"""Tongues whose given names stand as surnames as well, and whose vowels are written as they are heard."""
INHERITED = EASTERN | {"slavic", "caucasian"}
"""Tongues of which a last name may be spelled as a given name is."""


class _Family(NamedTuple):
    tongue: str
    names: tuple[str, ...]

    def joins(self, one: str, other: str) -> bool:
        """Whether two of its names, in Latin letters, may be of one bearer."""
        if self.tongue == "english":
            return self.has(one) and self.has(other) and (one == other or latin(self.names[0]) in (one, other))
        return self.has(one) and self.has(other)

    def has(self, name: str) -> bool:
        """Whether it has this name."""
        return name in map(latin, self.names)


@lru_cache(maxsize=1)
def _families() -> dict[str, tuple[_Family, ...]]:
    """The families of every given name, by its Latin letters."""
    found: dict[str, list[_Family]] = defaultdict(list)
    tongue = ""
    for line in BUNDLED.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            tongue = line.strip("[]")
        elif line and not line.startswith("#"):
            family = _Family(tongue, tuple(line.split()))
            for key in dict.fromkeys(map(latin, family.names)):
                found[key].append(family)
    return {key: tuple(families) for key, families in found.items()}


def tongues(name: str) -> frozenset[str]:
    """The tongues that have this given name; none of what is no known given name."""
    return frozenset(family.tongue for family in _families().get(latin(name), ()))


def given_spellings(name: str, *, short_forms: bool = True) -> tuple[str, ...]:
    """What else a given name is written as; `short_forms` are the English ones too, "Bill" and "Liz"."""
    own = latin(name)
    return tuple(
        other
        for family in _families().get(own, ())
        for other in family.names
        if (short_forms or family.tongue != "english")
        if latin(other) != own and family.joins(own, latin(other))
    )


def same_given(one: str, other: str, within: frozenset[str] | None = None) -> bool:
    """Whether two given names are of one family, of one of these tongues if any are said."""
    return any(
        family.joins(latin(one), latin(other))
        for family in _families().get(latin(one), ())
        if within is None or family.tongue in within
    )


def same_given_across(one: str, other: str, same: Callable[[str, str], bool]) -> bool:
    """Whether a given name of another script is one of the Latin family: "Isaac" in Hebrew letters."""
    if one.isascii() == other.isascii():
        return False
    known, foreign = (one, other) if one.isascii() else (other, one)
    return any(same(spelling, foreign) for spelling in given_spellings(known))


def different_given(one: str, other: str) -> bool:
    """Whether both are known given names of no common family: "Jamal" and "Jamil", however near."""
    families = _families()
    return latin(one) in families and latin(other) in families and not same_given(one, other)
