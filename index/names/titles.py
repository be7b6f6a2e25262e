"""Titles, honours and letters about a name that are no part of it, as `titles.txt` lists them."""

import re
from functools import lru_cache
from pathlib import Path

from index.names.keys import latin

BUNDLED = Path(__file__).with_name("titles.txt")
_BY_NAME = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[\"“”„«»][^\"“”„«»]*[\"“”„«»]|(?<!\S)['‘][^'‘’]{0,60}['’](?!\S)")
_LATER = re.compile(r"(?:jr|sr|jnr|snr|junior|senior|[ivx]+|ph\.?d|m\.?d|mp|[kq]c|[cmko]be|esq)\.?", re.IGNORECASE)
"""What may follow a comma without being a given name."""


@lru_cache(maxsize=1)
def _sections() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    section = ""
    for line in BUNDLED.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif not line.startswith("#"):
            found.setdefault(section, set()).update(map(latin, line.split()))
    return {name: frozenset(words) for name, words in found.items()}


def plain_order(name: str) -> str:
    """The name without nicknames in quotes or brackets, "Last, First" turned round, a comma before "Jr." dropped."""
    bare = " ".join(_BY_NAME.sub(" ", name).split())
    last, comma, first = (bare if re.search(r"\w", bare) else name).partition(",")
    if not comma or not re.search(r"\w", first) or not re.search(r"\w", last):
        return f"{last} {first}"
    return f"{last} {first}" if _LATER.fullmatch(first.strip()) else f"{first} {last}"


def is_honour(plain: tuple[str, ...], at: int) -> bool:
    """Whether a word, in small Latin letters, is a title where it stands: at least one word, or two, must follow."""
    left, sections = len(plain) - at, _sections()
    return (plain[at] in sections["before"] and left > 1) or (plain[at] in sections["before two"] and left > 2)


def without_honours(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without letters of honour at their end: "Diane Abbott MP"."""
    while len(words) > 2 and latin(words[-1]) in _sections()["after"]:
        words = words[:-1]
    return words
