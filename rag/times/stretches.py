"""Stretches of time that are no whole day, month or year: "late November", "the first week of May", "Q3 2023".

Also dates in figures with slashes or dots ("13/10/2023"), and those of which nobody can tell day from month.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Literal

from rag.times.sides import OPENING, opening
from rag.times.written import MONTHS, SAID_YEAR, is_month, said_year, year_number

_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MAYBE_YEAR = rf"(?:,?\s+(?:of\s+)?(?:{_YEAR}\b|{SAID_YEAR}))?"
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 5}
_ORDINAL = rf"(?P<ordinal>{'|'.join(_ORDINALS)})"
_PART = r"(?P<part>early|mid(?:dle)?|late|beginning|start|end)"
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # first month, north of the equator
# Days of a year that always have the same date; of the others nobody counts on us to know.
_HOLIDAYS = {
    r"Christmas\s+Eve": ((12, 24), (12, 24)), r"Christmas\s+Day": ((12, 25), (12, 25)),
    r"Christmas": ((12, 24), (12, 26)), r"Boxing\s+Day": ((12, 26), (12, 26)),
    r"New\s+Year['’]?s\s+Eve": ((12, 31), (12, 31)), r"New\s+Year['’]?s\s+Day": ((1, 1), (1, 1)),
    r"Valentine['’]?s\s+Day": ((2, 14), (2, 14)), r"Halloween": ((10, 31), (10, 31)),
}  # fmt: skip
_PART_OF_MONTH = rf"(?:the\s+)?{_PART}(?:[\s-]+(?:in|of)\s+|[\s-]+){_MONTH}{_MAYBE_YEAR}"
_EDGES = ("beginning", "start", "end")
_SATURDAY = 5
_TO_COME = re.compile(r"\b(?:will|shall|is|are|coming)\b", re.IGNORECASE)  # "who is playing this weekend?"
_SHORT = re.compile(r"\d\d\.\d\d\.\d\d")
_LEADS = re.compile(rf"\b(?:on|of|to|and|between|{OPENING})\s+$", re.IGNORECASE)
_WEEKEND = (
    r"(?:(?:over|during|at|on)\s+|(?<=since\s)|(?<=before\s)|(?<=after\s)|(?<=until\s))the\s+weekend"
    r"(?!\s+(?:of|before|after|prior|following|in|when|that)\b)|(?:last|this\s+past|the\s+past)\s+weekend|"
    r"(?:(?:over|during|at|on)\s+)?(?P<former>the\s+weekend\s+before\s+last)|(?P<this>this\s+weekend)(?!['’])"
)
_FORMS = {
    "part of month": _PART_OF_MONTH,
    "week of month": rf"the\s+{_ORDINAL}\s+week\s+(?:of|in)\s+{_MONTH}{_MAYBE_YEAR}",
    "half of month": rf"the\s+{_ORDINAL}\s+half\s+of\s+{_MONTH}{_MAYBE_YEAR}",
    "part of year": rf"(?:(?:early|mid|late)[\s-]+(?:in\s+)?|(?:the\s+(?:first|second)\s+half\s+of|H[12])\s+){_YEAR}",
    "quarter": rf"(?:Q(?P<digit>[1-4])|(?:the\s+)?{_ORDINAL}\s+quarter)(?:\s+of|,)?\s+{_YEAR}",
    "season": rf"(?:the\s+)?(?P<season>{'|'.join(_SEASONS)})(?:\s+(?:of|in))?\s+{_YEAR}",
    "weekend": _WEEKEND,
    "season gone": rf"(?P<which>last|this(?:\s+past)?)\s+(?P<season>{'|'.join(_SEASONS)})(?!['’])",
    "decade": r"(?:(?<=in\s)|(?<=during\s)|(?<=since\s)|(?<=before\s))the\s+(?P<year>(?:19|20)\d0)s",
    "holiday": rf"(?:(?:over|at|on|during)\s+)?(?<!\babout )(?<!\bof )"  # what is said of it may be said before
    rf"(?P<holiday>{'|'.join(_HOLIDAYS)})(?:,?\s+(?:of\s+)?{_YEAR})",
    "figures": r"(?P<one>\d{1,2})(?P<between>[/.-])(?P<other>\d{1,2})(?P=between)(?P<year>(?:19|20)?\d\d)",
}
_PATTERNS = {form: re.compile(rf"(?<![\w/])(?:{pattern})(?![\w/])", re.IGNORECASE) for form, pattern in _FORMS.items()}


@dataclass(frozen=True, slots=True)
class Stretch:
    """`question[start:end]` means `days`, first and last; None where they do not exist or cannot be told."""

    start: int
    end: int
    precision: Literal["day", "part", "vague", "relative"]
    """Vague is what news speaks of long after: a quarter, a season, a part of a year."""
    days: tuple[date, date] | None
    unclear: bool = False
    """Whether day and month may be either way round."""
    seen_from: Callable[[date], tuple[date, date] | None] | None = None
    """Its days as seen from another day, where its year is left out."""


def stretches(question: str, as_of: date) -> Iterator[Stretch]:
    """The stretches that a question names, none overlapping another; without its year, the latest not after `as_of`."""
    taken: list[tuple[int, int]] = []
    for form, pattern in _PATTERNS.items():
        for match in pattern.finditer(question):
            if any(match.start() < end and start < match.end() for start, end in taken) or not _is_date(match):
                continue
            taken.append(match.span())
            yield _stretch(form, match, as_of)


def _is_date(match: re.Match[str]) -> bool:
    """Whether a month is written like one, "late may" is none; "since the end of May" opens a side of a whole month."""
    groups = match.groupdict()
    month, part = groups.get("month"), groups.get("part")
    if month:
        edge = part and part.casefold() in _EDGES and opening(match.string, match.start())
        return is_month(month, sure=bool(groups.get("year") or groups.get("which"))) and not edge
    if len(groups.get("year") or "2024") == 4 or groups["between"] == "/":
        return True
    # "1.2.24" may be a version, and "10-12-24" anything.
    leads = _LEADS.search(match.string, max(match.start() - 60, 0), match.start())
    return bool(leads and _SHORT.fullmatch(match.group()))


def _stretch(form: str, match: re.Match[str], as_of: date) -> Stretch:
    if form == "figures":
        return _in_figures(match)
    if form == "weekend":
        return Stretch(match.start(), match.end(), "relative", _weekend(match, as_of))
    if form == "season gone":
        return Stretch(match.start(), match.end(), "vague", _gone(match, as_of))
    if form == "holiday":
        return Stretch(match.start(), match.end(), "part", _holiday(match))
    if "month" in match.groupdict():
        of_month = partial(_of_month, form, match)
        yearless = not match["year"] and not match["which"]
        days = of_month(as_of)
        return Stretch(match.start(), match.end(), "part", days, seen_from=of_month if yearless else None)
    return Stretch(match.start(), match.end(), "vague", _of_year(form, match))


def _weekend(match: re.Match[str], as_of: date) -> tuple[date, date]:
    """The latest that is over; "this weekend" one that has begun, unless the question tells of it as to come."""
    sunday = as_of - timedelta(days=(as_of.weekday() + 1) % 7 + (7 if match["former"] else 0))
    if match["this"] and (as_of.weekday() == _SATURDAY or _TO_COME.search(match.string)):
        sunday += timedelta(days=7)
    return sunday - timedelta(days=1), sunday


def _in_figures(match: re.Match[str]) -> Stretch:
    one, other, year = int(match["one"]), int(match["other"]), year_number(match["year"])
    dotted = match["between"] == "."  # where dates have dots, the day comes first
    day_first, month_first = _day(year, other, one), None if dotted else _day(year, one, other)
    unclear = bool(day_first and month_first and day_first != month_first)
    day = None if unclear else day_first or month_first
    return Stretch(match.start(), match.end(), "day", (day, day) if day else None, unclear)


def _day(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] else None


def _of_month(form: str, match: re.Match[str], as_of: date) -> tuple[date, date] | None:
    month = MONTHS[match["month"].casefold()]
    said = match["year"] or match["which"]
    year = int(match["year"]) if match["year"] else said_year(said, as_of) if said else as_of.year
    length = monthrange(year, month)[1]
    if form == "part of month":
        tens = {"e": 0, "b": 0, "s": 0, "m": 10, "l": 20}[match["part"].casefold().replace("end", "l")[0]]
        first, last = tens + 1, tens + 10 if tens < 20 else length
    else:
        ordinal = _ORDINALS[match["ordinal"].casefold()]
        first, last = _nth(ordinal, length, 15 if form == "half of month" else 7)
    if not said and date(year, month, first) > as_of:
        year -= 1
    length = monthrange(year, month)[1]
    return date(year, month, min(first, length)), date(year, month, min(last, length))


def _nth(ordinal: int, length: int, days: int) -> tuple[int, int]:
    """First and last day of the n-th so many days of a month; the last half begins in its middle."""
    if ordinal == 5 or (days == 15 and ordinal >= 2):
        return (16 if days == 15 else length - days + 1), length
    return (ordinal - 1) * days + 1, ordinal * days


def _gone(match: re.Match[str], as_of: date) -> tuple[date, date]:
    """The latest such season that is over; "this summer" the latest that has begun."""
    running = match["which"].casefold() == "this"
    month = _SEASONS[match["season"].casefold()]
    found = (_months(year, month, 3) for year in (as_of.year, as_of.year - 1, as_of.year - 2))
    return next(days for days in found if (days[0] if running else days[1]) < as_of)


def _holiday(match: re.Match[str]) -> tuple[date, date]:
    year, written = int(match["year"]), match["holiday"]
    first, last = next(days for name, days in _HOLIDAYS.items() if re.fullmatch(name, written, re.IGNORECASE))
    return date(year, *first), date(year, *last)


def _of_year(form: str, match: re.Match[str]) -> tuple[date, date]:
    year, words = int(match["year"]), match.group().casefold()
    if form == "season":
        return _months(year, _SEASONS[match["season"].casefold()], 3)
    if form == "decade":
        return date(year, 1, 1), date(year + 9, 12, 31)
    if form == "quarter":
        quarter = int(match["digit"] or min(_ORDINALS[match["ordinal"].casefold()], 4))
        return _months(year, 3 * quarter - 2, 3)
    if "half" in words:
        return _months(year, 7 if "second" in words else 1, 6)
    if words[0] == "h":
        return _months(year, 6 * int(words[1]) - 5, 6)
    return _months(year, {"e": 1, "m": 5, "l": 9}[words[0]], 4)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    """The first and last day of so many months."""
    end = month + count - 1
    last_year, last_month = year + (end - 1) // 12, (end - 1) % 12 + 1
    return date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])
