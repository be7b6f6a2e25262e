"""The date before or after another: what "the month before" is, after a question about April. English.

And the year of "in May?", and what "in the second?" is after a question about the first quarter.
"""

import re
from calendar import month_name, monthrange
from datetime import date, timedelta

_UNIT = r"(?P<{}>day|week|month|year)"
_NEXT_TO = re.compile(
    r"(?:(?:in|on|for|from)\s+)?(?:the|an?|one)\s+(?:(?P<which>previous|preceding|prior|following|next)\s+"
    rf"{_UNIT.format('unit')}|{_UNIT.format('of')}\s+(?P<side>before|after|earlier|later)(?:\s+that)?)\W*",
    re.IGNORECASE,
)
_MONTHS = "|".join(month_name[1:])
_DATED = re.compile(  # "4 March 2031", "March 4, 2031", "March 2031", "March"
    rf"(?:(?P<day>\d{{1,2}})\s+)?(?P<month>{_MONTHS})(?:\s+(?P<later>\d{{1,2}})(?!\d))?(?:,?\s+(?P<year>\d{{4}}))?"
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_ORDINAL = r"(?P<ordinal>first|second|third|fourth|fifth|last|final)"
_IN_ORDER = re.compile(rf"(?:(?:in|of|for)\s+)?the\s+{_ORDINAL}(?:\s+one)?\W*", re.IGNORECASE)
_COUNTED = re.compile(rf"\bthe\s+{_ORDINAL}(?=\s+[a-z])", re.IGNORECASE)
_QUARTER = re.compile(r"\bQ[1-4]\b", re.IGNORECASE)
_QUARTERS = ("first", "second", "third", "fourth")
_BACK = ("previous", "preceding", "prior", "before", "earlier")
_LEAP = 2000
"""A year for a date that has none: every day of any year is one of its days."""


def neighbour(words: str, of: str) -> str | None:
    """The date next to another, in its form, "March 2031" for "the month before" "April 2031".

    None where the words are no such thing, or the other date does not say enough.
    """
    asked, dated = _NEXT_TO.fullmatch(words), _DATED.fullmatch(of)
    if not asked:
        return None
    step = -1 if (asked["which"] or asked["side"]).casefold() in _BACK else 1
    unit = (asked["unit"] or asked["of"]).casefold()
    if re.fullmatch(r"\d{4}", of) and unit == "year":
        return str(int(of) + step)
    moved = _moved(dated, unit, step) if dated else None
    if not dated or not moved:
        return None
    day = f"{moved.day} " if dated["day"] or dated["later"] else ""
    return f"{day}{month_name[moved.month]}" + (f" {moved.year}" if dated["year"] else "")


def in_year_of(words: str, of: str) -> str:
    """A date that says no year in the year of another: "May" of "March 2031" is in 2031."""
    dated, year = _DATED.fullmatch(words), _YEAR.search(of)
    return f"{words} {year.group()}" if dated and year and not dated["year"] else words


def counted_otherwise(words: str, question: str) -> str | None:
    """The question of "the second half" for "in the second?", where it counts one thing; None for anything else."""
    quarter = _QUARTER.search(words)
    if quarter and not _QUARTER.search(question):
        words, quarter = f"the {_QUARTERS[int(quarter.group()[1]) - 1]}", None
    asked = _IN_ORDER.fullmatch(words)
    found = list(_COUNTED.finditer(question)) if asked else list(_QUARTER.finditer(question)) if quarter else []
    if len(found) != 1:
        return None
    start, end = found[0].span("ordinal" if asked else 0)
    put = asked["ordinal"] if asked else quarter.group() if quarter else ""
    return question[:start] + put + question[end:]


def _moved(dated: re.Match[str], unit: str, step: int) -> date | None:
    """The first day of what is meant; None where the form does not say it: the week before "March"."""
    day, month = dated["day"] or dated["later"], list(month_name).index(dated["month"])
    try:
        given = date(int(dated["year"] or _LEAP), month, int(day or 1))
        if unit in ("day", "week"):
            return given + timedelta(days=step * (7 if unit == "week" else 1)) if day else None
        if unit == "year" and not dated["year"]:
            return None
        years, index = divmod(given.year * 12 + given.month - 1 + step * (12 if unit == "year" else 1), 12)
        return date(years, index + 1, min(given.day, monthrange(years, index + 1)[1]))
    except (ValueError, OverflowError):
        return None
