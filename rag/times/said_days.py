"""The day, month or year that an answer says, "3 July 1750", and whether two answers say different ones. English.

Any year of our era from 1000 on, as articles on history have them: `written.py` reads the dates that filter articles.
"""

import re
from dataclasses import dataclass

from rag.times.written import MONTHS

_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_DAY = r"(?<![\d.,:/–-])(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d.:/–-])"
_YEAR = r"(?<![\d.,/])(?P<year>1\d{3}|20\d\d)(?![\d/]|[.,]\d)"
_FORMS = tuple(
    re.compile(rf"\b{form}(?!\w)", re.IGNORECASE)
    for form in (
        r"(?P<year>1\d{3}|20\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>3[01]|[12]\d|0[1-9])",
        rf"{_DAY}(?:\s+of)?\s+{_MONTH}(?:\s*,?\s*(?:in\s+)?{_YEAR})?",
        rf"{_MONTH}\s+{_DAY}(?:\s*,?\s*{_YEAR})?",
        rf"{_MONTH}\s*,?\s+(?:of\s+)?{_YEAR}",
        _YEAR,
    )
)
_OTHERWISE = re.compile(r"\b(?:ago|before|after|until|between)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SaidDay:
    """What an answer says of a date; what it leaves out is None."""

    year: int | None
    month: int | None
    day: int | None

    def differs(self, other: "SaidDay") -> bool:
        """Whether both cannot be of one day: what both say is not the same."""
        pairs = (self.year, other.year), (self.month, other.month), (self.day, other.day)
        return any(mine and theirs and mine != theirs for mine, theirs in pairs)


def said_day(value: str) -> SaidDay | None:
    """The date that the answer says, of several the first: "1904 to 1910" began in 1904; None where it says none."""
    found = next((match for form in _FORMS if (match := form.search(value))), None)
    if not found or _OTHERWISE.search(value):
        return None
    parts = {name: text for name, text in found.groupdict().items() if text}
    month = parts.get("month", "")
    number = int(month) if month.isdigit() else MONTHS.get(month.casefold())
    return SaidDay(_number(parts.get("year")), number, _number(parts.get("day")))


def _number(text: str | None) -> int | None:
    return int(text) if text else None
