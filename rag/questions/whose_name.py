"""A person and whose they are, "Sato of Norvex", are two names; "the Bank of Orsk" is one, and so is "Joan of Arc"."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.archive import Archive

_OF = re.compile(r"\s+of\s+(?:the\s+)?", re.IGNORECASE)
# What is called by what it is of is called so in full: other banks and bishops are others.
_NOBODY = re.compile(
    r"\b(?:Academy|Archbishop|Association|Bank|Bishop|Board|Chamber|Church|City|College|Council|Court|Department|Duchess|"
    r"Duke|Federation|Hospital|House|Institute|Kingdom|League|Ministry|Museum|Office|Party|Prince|Princess|Queen|King|"
    r"Republic|School|Society|State|States|Union|University)$"
)


def parted(names: Iterable[str], archive: "Archive") -> Iterator[str]:
    """The names, a person's parted from what it is of: where somebody so called speaks, and no article has it whole."""
    for name in names:
        person, *of = _OF.split(name, maxsplit=1)
        whole = not of or _NOBODY.search(person) or not archive.said_by(person, limit=1) or archive.matching([name], 1)
        yield from (name,) if whole else (person, *of)
