"""Relative expressions of time in a question: "last week", "three days ago", "on Tuesday" -> days as seen from one."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Literal

from rag.times.sides import opening
from rag.times.steps import NUMBER, month_from, number_of

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LOOSE = {"couple of": 2, "few": 4}
_THIS_YEAR = re.compile(r"\b(?:in\s+)?(?:so\s+far\s+|earlier\s+)?this\s+year\b(?!['’-])", re.IGNORECASE)
_LONGEST = 36_500  # days back; beyond a century nothing is "ago"

_COUNT = rf"(?P<count>{NUMBER}|{'|'.join(_LOOSE)})"
_UNIT = r"(?P<unit>hour|day|week|fortnight|month|year)s?"


@dataclass(frozen=True, slots=True)
class Relative:
    """A relative expression: `question[start:end]` means `days`, first and last."""

    start: int
    end: int
    precision: Literal["day", "relative", "background"]
    """Background is what news compares with: last quarter, or years ago."""
    days: tuple[date, date] | None
    """None for a day that the month does not have."""


def relative_dates(question: str, as_of: date) -> Iterator[Relative]:
    """The relative expressions of a question as stretches of days, none overlapping another."""
    taken: list[tuple[int, int]] = []
    for pattern, precision, days in _RELATIVE:
        for match in pattern.finditer(question):
            if all(match.end() <= start or match.start() >= end for start, end in taken) and _is_meant(match):
                taken.append(match.span())
                yield Relative(match.start(), match.end(), precision, days(as_of, match))


def with_year(question: str, as_of: date) -> str:
    """The question with the year for "this year", by which an article of another year is told to be of another time.

    Not for "last year": of that, articles of the next January tell the figures, without its number.
    """
    return _THIS_YEAR.sub(lambda found: f"{'in' if found.start() else 'In'} {as_of.year}", question)


def _is_meant(match: re.Match[str]) -> bool:
    """Whether a day is one of a week or month: "on Friday", "no later than the 9th", but not "the Friday market"."""
    if "led" not in match.groupdict() or match["led"] is not None:
        return True
    before = opening(match.string, match.start())
    return bool(before and (before["since"] or "").casefold() != "from")


def _calendar_week(as_of: date, weeks_ago: int) -> tuple[date, date]:
    monday = as_of - timedelta(days=as_of.weekday() + 7 * weeks_ago)
    return monday, min(monday + timedelta(days=6), as_of)


def _calendar_month(as_of: date, months_ago: int) -> tuple[date, date]:
    year, month = month_from(as_of.year, as_of.month, -months_ago)
    return date(year, month, 1), min(date(year, month, monthrange(year, month)[1]), as_of)


def _count(match: re.Match[str]) -> int:
    written = " ".join((match["count"] or "1").casefold().split())
    return max(_LOOSE.get(written) or number_of(written), 1)


def _past(as_of: date, match: re.Match[str]) -> tuple[date, date]:
    """The last so many days; a month counts 30 and a year 365."""
    unit = {"hour": 1 / 24, "day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}[match["unit"].casefold()]
    return as_of - timedelta(days=min(ceil(_count(match) * unit), _LONGEST)), as_of


def _recent(as_of: date, match: re.Match[str]) -> tuple[date, date]:
    """A few of them, which is as much as "recent weeks" says."""
    return as_of - timedelta(days=_LOOSE["few"] * {"day": 1, "week": 7, "month": 30}[match["unit"].casefold()]), as_of


def _ago(as_of: date, match: re.Match[str]) -> tuple[date, date]:
    """That day, or the calendar week or month that lies so far back; years ago are history rather than news."""
    count = _count(match)
    match match["unit"].casefold():
        case "hour":
            return as_of - timedelta(days=ceil(count / 24)), as_of
        case "day":
            return (day := as_of - timedelta(days=count)), day
        case "week":
            return _calendar_week(as_of, count)
        case "fortnight":
            return _calendar_week(as_of, 2 * count)
        case _:
            return _calendar_month(as_of, count)


def _same_day(as_of: date, years_ago: int) -> tuple[date, date]:
    year = max(as_of.year - years_ago, 1)
    day = date(year, as_of.month, min(as_of.day, monthrange(year, as_of.month)[1]))
    return day, day


def _weekday(as_of: date, match: re.Match[str]) -> tuple[date, date]:
    back = (as_of.weekday() - WEEKDAYS.index(match["weekday"].casefold())) % 7 or 7
    day = as_of - timedelta(days=back)
    return day, day


def _day_of_month(as_of: date, match: re.Match[str]) -> tuple[date, date] | None:
    """The day of the month that is named, which may not have it; of none, the latest that does not lie ahead."""
    number, of = int(match["day"]), (match["of"] or "the").casefold()
    back = [1] if of == "last" else [0] if of == "this" else range(number > as_of.day, 4)
    months = (month_from(as_of.year, as_of.month, -one) for one in back)
    day = next((date(year, month, number) for year, month in months if number <= monthrange(year, month)[1]), None)
    return (day, day) if day else None


def _quarter(as_of: date, match: re.Match[str]) -> tuple[date, date]:
    """The calendar's last quarter, or as much of this one as there is."""
    back = (as_of.month - 1) % 3 + (0 if match["which"].casefold() == "this" else 3)
    first = date(*month_from(as_of.year, as_of.month, -back), 1)
    return first, min(date(*month_from(first.year, first.month, 3), 1) - timedelta(days=1), as_of)


def _year_ago(as_of: date, match: re.Match[str]) -> tuple[date, date]:
    year = max(as_of.year - _count(match), 1)
    return date(year, 1, 1), date(year, 12, 31)


def _days_back(as_of: date, back: int) -> tuple[date, date]:
    day = as_of - timedelta(days=back)
    return day, day


_OVER_THE = "(?:the\\s+|^|" + "|".join(rf"(?<=\b{word}\s)" for word in ("in", "over", "during", "within", "for")) + ")"
_Reading = Callable[[date, re.Match[str]], tuple[date, date] | None]
_FORMS_OF_RELATIVE: tuple[tuple[str, Literal["day", "relative", "background"], _Reading], ...] = (
    (
        r"(?P<led>on\s+|(?<=between\s)|(?<=from\s)|(?<=and\s)|(?<=to\s))?the\s+(?P<day>3[01]|[12]\d|0?[1-9])"
        r"(?:st|nd|rd|th)(?:\s+of\s+(?P<of>this|last|the)\s+month|(?=\s*(?:[?!,;]|and\b|to\b|\.?$)))",
        "day",
        _day_of_month,
    ),
    (rf"{_OVER_THE}(?:last|past)\s+{_COUNT}\s+{_UNIT}(?!\s+(?:of|before|after|prior|following)\b)", "relative", _past),
    (
        r"the\s+(?:last|past)\s+(?P<count>)(?P<unit>week|fortnight|month|year)(?!\s+(?:of|before|after|prior|following|that|in)\b)",
        "relative",
        _past,
    ),
    (rf"{_COUNT}\s+(?P<unit>hour|day)s?\s+ago", "day", _ago),
    (rf"{_COUNT}\s+(?P<unit>week|fortnight|month)s?\s+ago", "relative", _ago),
    (r"(?:in|over)\s+(?:the\s+)?recent\s+(?P<unit>day|week|month)s", "relative", _recent),
    (r"the\s+week\s+before\s+last", "relative", lambda as_of, _: _calendar_week(as_of, 2)),
    (r"the\s+month\s+before\s+last", "relative", lambda as_of, _: _calendar_month(as_of, 2)),
    (r"last\s+week(?!\s+of)", "relative", lambda as_of, _: _calendar_week(as_of, 1)),
    (r"(?:earlier\s+|so\s+far\s+)?this\s+week", "relative", lambda as_of, _: (as_of - timedelta(days=7), as_of)),
    (r"last\s+month(?!\s+of)", "relative", lambda as_of, _: _calendar_month(as_of, 1)),
    (r"(?:earlier\s+|so\s+far\s+)?this\s+month", "relative", lambda as_of, _: _calendar_month(as_of, 0)),
    (
        r"last\s+year(?!\s+of|['’]s)",
        "relative",
        lambda as_of, _: (date(as_of.year - 1, 1, 1), date(as_of.year - 1, 12, 31)),
    ),
    (
        r"the\s+year\s+before\s+last",
        "relative",
        lambda as_of, _: (date(as_of.year - 2, 1, 1), date(as_of.year - 2, 12, 31)),
    ),
    (rf"{_COUNT}\s+years?\s+ago\s+today", "day", lambda as_of, match: _same_day(as_of, _count(match))),
    (r"half\s+a\s+year\s+ago", "relative", lambda as_of, _: _calendar_month(as_of, 6)),
    (rf"(?!\d{{3}}){_COUNT}\s+years?\s+ago", "background", _year_ago),
    (r"(?P<which>this|(?:the\s+)?last)\s+quarter(?!['’-]|\s+(?:of|final)\b)", "background", _quarter),
    (r"(?:earlier\s+|so\s+far\s+)?this\s+year(?!['’]s)", "relative", lambda as_of, _: (date(as_of.year, 1, 1), as_of)),
    (r"yesterday|last\s+night", "day", lambda as_of, _: _days_back(as_of, 1)),
    (r"today|this\s+(?:morning|afternoon)", "day", lambda as_of, _: _days_back(as_of, 0)),
    (
        rf"(?:(?P<led>last|on)\s+)?(?P<weekday>{'|'.join(WEEKDAYS)})",
        "day",
        _weekday,
    ),
)
_RELATIVE = tuple(
    (re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), precision, days)
    for pattern, precision, days in _FORMS_OF_RELATIVE
)
