"""What a sentence says by the way, in a clause with "who", "which" or "that", and not of its own subject. English.

"Mayor Lind, who faces an election on 15 March, rejected the plan" tells of a plan, and of no 15 March.
"""

import re

_RELATIVE = r"(?:who|whom|whose|which|where)\b"
_REST = r"(?:[^,;:.!?]|(?<=\d)[.,:](?=\d))"
_ASIDE = re.compile(  # also ", a baker whose shop was closed," and ", two of which sank."
    rf",\s+(?:{_RELATIVE}|(?:an?|the|\w+\s+of)\s+(?:{_REST}{{1,60}}?\s)?{_RELATIVE}){_REST}{{1,160}}(?:,|(?=[.;:!?]|$))"
)
_FINITE = (
    r"(?:was|were|is|are|has|have|had|will|would|could|may|might|must|should|began|came|went|left|took|gave|won|lost|"
    r"fell|rose|met|sank|sold|bought|built|broke|struck|ran|became|held|made|found|led|sent|got|stole|hit|shook|killed|"
    r"(?!(?:need|inde|exce|proce|succe|bre|fe|spe)ed\b)[a-z]{2,}ed)\b"
)
_HELPED = rf"{_FINITE}(?:\s+(?:not|also|been|being|be|\w+ly))*(?:\s+{_FINITE})?"
# "Said that", "so that": a clause of what is said, and no such one.
_NO_NOUN = r"(?<!\bsaid\s)(?<!\bsays\s)(?<!\btold\s)(?<!\bso\s)(?<!\bsuch\s)(?<!\bnow\s)(?<!\bthan\s)(?<!ed\s)(?<!,\s)"
_WITHIN = re.compile(rf"{_NO_NOUN}\b(?:who|which|that)\s+(?:\w+ly\s+)?{_HELPED}(?P<rest>[^,;:]*)$")
_ANOTHER = re.compile(rf"\b{_HELPED}")


def without_asides(text: str) -> str:
    """The text with blanks for what stands between commas by the way: every other place stays where it is."""
    return _ASIDE.sub(lambda aside: " " * len(aside[0]), text)


def is_by_the_way(text: str, at: int) -> bool:
    """Whether the place is in what is said by the way: "a ferry that sank on Sunday", before any other verb."""
    if text[at] != " " and without_asides(text)[at] == " ":
        return True
    within = _WITHIN.search(text[:at])
    return within is not None and not _ANOTHER.search(within["rest"])
