"""Chinese characters: the same one in its simplified, its traditional and its Japanese form."""

from functools import lru_cache
from pathlib import Path

BUNDLED = Path(__file__).with_name("characters.txt")


@lru_cache(maxsize=1)
def _forms() -> dict[int, str]:
    """What stands for each other form of a character."""
    rows = (row for row in BUNDLED.read_text(encoding="utf-8").splitlines() if not row.startswith("#"))
    first: dict[str, str] = {}
    for group in " ".join(rows).split():
        known = next((first[one] for one in group if one in first), group[0])
        for one in group:
            first.setdefault(one, known)
    return str.maketrans(first)


def same_characters(one: str, other: str) -> bool:
    """Whether two names of Chinese characters are the same characters: what is read alike may be two, 山西 and 陕西."""
    return one.translate(_forms()) == other.translate(_forms())
