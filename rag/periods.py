"""Periods of time in a question, relative to the day it is asked on: words -> first and last day, both inclusive."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|"
        "november nov|december dec".split("|"),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "a": 1, "an": 1}

_MONTH = "(?P<month{n}>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day{n}>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year{n}>(?:19|20)\d\d)"
# One date, as precise as it is written: a day, a month, or a year. {n} numbers the groups of alternatives.
_FORMS = (
    r"(?P<year{n}>(?:19|20)\d\d)-(?P<month{n}>0[1-9]|1[0-2])-(?P<day{n}>3[01]|[12]\d|0[1-9])",
    rf"(?:the\s+)?{_DAY}(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR})?",
    rf"{_MONTH}\s+{_DAY}(?!\d)(?:,?\s+{_YEAR})?",
    rf"{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR})?",
    _YEAR,
)
_DATE = "(?:" + "|".join(rf"\b{form}\b" for form in _FORMS) + ")"


def _numbered(pattern: str) -> str:
    """The pattern with every {n} of its date alternatives made distinct, since a group's name may occur once."""
    counter = iter(range(100))
    parts = pattern.split("|")
    return "|".join(parts) if "{n}" not in pattern else re.sub(r"\{n\}", lambda _: str(next(counter)), pattern)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days named in a question: `question[start:end]` is where. An open side is None."""

    first: date | None
    last: date | None
    start: int
    end: int
    precision: str
    """"day", "month", "year", "relative" or "range": how it was written."""


def periods(question: str, as_of: date) -> list[Period]:
    """The periods that a question names, in order, none overlapping another; the more specific reading first."""
    found: list[Period] = []
    for read in (_ranges, _one_sided, _relative, _plain):
        for period in read(question, as_of):
            if all(period.end <= other.start or period.start >= other.end for other in found):
                found.append(period)
    return sorted(found, key=lambda period: period.start)


@dataclass(frozen=True, slots=True)
class _Written:
    """A date as written: what was left out is None."""

    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int

    @property
    def precision(self) -> str:
        return "day" if self.day else "month" if self.month else "year"

    def days(self, as_of: date) -> tuple[date, date] | None:
        """First and last day; a missing year is the latest that does not lie after `as_of`."""
        year = self.year or self._latest_year(as_of)
        if self.month is None:
            return date(year, 1, 1), date(year, 12, 31)
        last = monthrange(year, self.month)[1]
        if self.day is None:
            return date(year, self.month, 1), date(year, self.month, last)
        if self.day > last:
            return None
        return (day := date(year, self.month, self.day)), day

    def _latest_year(self, as_of: date) -> int:
        return as_of.year if (self.month or 1, self.day or 1) <= (as_of.month, as_of.day) else as_of.year - 1


def _dates(text: str) -> Iterator[_Written]:
    for match in _DATE_PATTERN.finditer(text):
        parts = {name.rstrip("0123456789"): value for name, value in match.groupdict().items() if value}
        month = parts.get("month")
        if month and "day" not in parts and "year" not in parts and not _is_month(match.group(), month):
            continue
        yield _Written(
            year=int(parts["year"]) if "year" in parts else None,
            month=_month_number(month) if month else None,
            day=int(parts["day"]) if "day" in parts else None,
            start=match.start(),
            end=match.end(),
        )


def _is_month(written: str, month: str) -> bool:
    """Whether a lone month word is one: "may" and "march" are verbs unless capitalised, "Mar" stands with a day."""
    return written[0].isupper() and (len(month) > 3 or month.casefold() == "may")


def _month_number(month: str) -> int:
    return int(month) if month.isdigit() else MONTHS[month.casefold()]


def _plain(question: str, as_of: date) -> Iterator[Period]:
    for written in _dates(question):
        days = written.days(as_of)
        # A bare year is a period only after a preposition: "the 2022 World Cup" names an event.
        bare = written.precision == "year" and not re.search(r"\b(?:in|of|during)\s+$", question[: written.start], re.I)
        if days and not bare:
            yield Period(*days, written.start, written.end, written.precision)


def _ranges(question: str, as_of: date) -> Iterator[Period]:
    dates = list(_dates(question))
    for one, other in pairwise(dates):
        joined = question[one.end : other.start]
        opened = re.search(r"\b(between|from)\s+$", question[: one.start], re.I)
        if not (opened and re.fullmatch(r"\s+(?:and|to|until|till|through)\s+", joined, re.I)):
            continue
        later = other.days(as_of)
        earlier = _Written(one.year or (later[0].year if later else None), one.month, one.day, one.start, one.end).days(
            as_of
        )
        if earlier and later:
            yield Period(earlier[0], later[1], opened.start(), other.end, "range")


def _one_sided(question: str, as_of: date) -> Iterator[Period]:
    for written in _dates(question):
        days = written.days(as_of)
        opened = re.search(
            r"\b(before|after|since|until|till|by|from)\s+(?:the\s+(?:start|end)\s+of\s+)?$",
            question[: written.start],
            re.I,
        )
        if not (days and opened):
            continue
        first, last = days
        word = opened.group(1).casefold()
        span = {
            "before": (None, first - timedelta(days=1)),
            "after": (last + timedelta(days=1), None),
            "since": (first, None),
            "from": (first, None),
        }.get(word, (None, last))
        yield Period(*span, opened.start(), written.end, "range")


def _relative(question: str, as_of: date) -> Iterator[Period]:
    for pattern, days in _RELATIVE:
        for match in pattern.finditer(question):
            first, last = days(as_of, match)
            yield Period(first, last, match.start(), match.end(), "relative")


def _calendar_week(as_of: date, weeks_ago: int) -> tuple[date, date]:
    monday = as_of - timedelta(days=as_of.weekday() + 7 * weeks_ago)
    return monday, min(monday + timedelta(days=6), as_of)


def _calendar_month(as_of: date, months_ago: int) -> tuple[date, date]:
    index = as_of.year * 12 + as_of.month - 1 - months_ago
    year, month = index // 12, index % 12 + 1
    return date(year, month, 1), min(date(year, month, monthrange(year, month)[1]), as_of)


def _past_days(as_of: date, match: re.Match[str]) -> tuple[date, date]:
    number = match.group("number") or "1"
    count = int(number) if number.isdigit() else NUMBERS[number.casefold()]
    unit = {"day": 1, "week": 7, "month": 30, "year": 365}[match.group("unit").casefold()]
    return as_of - timedelta(days=min(count * unit, 36500)), as_of


def _weekday(as_of: date, match: re.Match[str]) -> tuple[date, date]:
    back = (as_of.weekday() - WEEKDAYS.index(match.group("weekday").casefold())) % 7 or 7
    day = as_of - timedelta(days=back)
    return day, day


_DATE_PATTERN = re.compile(_numbered(_DATE), re.IGNORECASE)
_RELATIVE: tuple[tuple[re.Pattern[str], Callable[[date, re.Match[str]], tuple[date, date]]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), days)
    for pattern, days in (
        (
            rf"\b(?:in|over|within|during)?\s*the\s+(?:last|past)\s+(?:(?P<number>\d{{1,3}}|{'|'.join(NUMBERS)})\s+)(?P<unit>day|week|month|year)s?\b",
            _past_days,
        ),
        (r"\bthe\s+past\s+(?P<number>)(?P<unit>day|week|month|year)\b", _past_days),
        (r"\b(?:the\s+)?last\s+week\b", lambda as_of, _: _calendar_week(as_of, 1)),
        (r"\bthis\s+week\b", lambda as_of, _: (as_of - timedelta(days=7), as_of)),
        (r"\b(?:the\s+)?last\s+month\b", lambda as_of, _: _calendar_month(as_of, 1)),
        (r"\bthis\s+month\b", lambda as_of, _: _calendar_month(as_of, 0)),
        (r"\blast\s+year\b", lambda as_of, _: (date(as_of.year - 1, 1, 1), date(as_of.year - 1, 12, 31))),
        (r"\bthis\s+year\b", lambda as_of, _: (date(as_of.year, 1, 1), as_of)),
        (r"\byesterday\b", lambda as_of, _: (as_of - timedelta(days=1), as_of - timedelta(days=1))),
        (r"\btoday\b", lambda as_of, _: (as_of, as_of)),
        (rf"\b(?:last|on)\s+(?P<weekday>{'|'.join(WEEKDAYS)})\b", _weekday),
    )
)
