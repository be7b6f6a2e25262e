"""Periods of time in a question, relative to the day it is asked on: words -> first and last day, both inclusive.

1. every date and relative expression is a stretch of days ("March 2026", "last week", "three days ago")
2. two that "between ... and" or "from ... to" join become one
3. "since", "until", "before", "after" open one side
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from rag.relative import relative_dates

MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|"
        "november nov|december dec".split("|"),
        start=1,
    )
    for name in names.split()
}
_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_MONTH = rf"(?P<month{{n}}>{_NAMES})\b\.?"
_DAY = r"(?P<day{n}>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_UNTIL = _DAY.replace("day", "until")
_YEAR = r"(?P<year{n}>(?:19|20)\d\d)"
_TO = r"\s*(?:-|–|\b(?:and|to|until|till|through)\b)\s*"
# One date, as precise as it is written: days of a month, a month, or a year. {n} numbers the groups of alternatives.
_FORMS = (
    r"(?P<year{n}>(?:19|20)\d\d)-(?P<month{n}>0[1-9]|1[0-2])-(?P<day{n}>3[01]|[12]\d|0[1-9])",
    rf"(?:the\s+)?{_DAY}(?:{_TO}(?:the\s+)?{_UNTIL})?(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR})?",
    rf"{_MONTH}\s+{_DAY}(?!\d)(?:{_TO}{_UNTIL}(?!\d|\s+(?:{_NAMES})\b))?(?:,?\s+{_YEAR})?",
    rf"{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR})?",
    _YEAR,
)
_OPENING = re.compile(
    r"\b(?P<word>before|after|since|until|till|through|by|from)\s+(?P<edge>the\s+(?:start|beginning|end)\s+of\s+)?$",
    re.IGNORECASE,
)
_ONWARDS = re.compile(r"\s+on(?:wards?)?\b", re.IGNORECASE)
_JOINED = re.compile(r"\s+(?:and|to|until|till|through)\s+", re.IGNORECASE)
_BEFORE_PAIR = re.compile(r"\b(?:between|from)\s+$", re.IGNORECASE)
# A lone year or month is a date after one of these: "the 2022 World Cup" names an event, "may" is a verb.
_LEADING = (
    r"\b(?:in|of|during|before|after|since|until|till|by|from|between|"
    r"(?:between|from)\s[^?,;]{1,30}\s(?:and|to|until|through)"
)
_BEFORE_YEAR = re.compile(_LEADING + r")\s+$", re.IGNORECASE)
_BEFORE_MONTH = re.compile(_LEADING + r"|last|this|the|for|early|late|mid)[\s-]+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days named in a question: `question[start:end]` is where. An open side is None."""

    first: date | None
    last: date | None
    start: int
    end: int
    precision: Literal["day", "month", "year", "relative", "range"]
    """How it was written: a single day, or a longer stretch."""

    @property
    def length(self) -> timedelta:
        """How long it lasts, if both sides are known."""
        return self.last - self.first + timedelta(days=1) if self.first and self.last else timedelta()


def periods(question: str, as_of: date) -> list[Period]:
    """The periods that a question names, in order, none overlapping another."""
    written = list(_dates(question))
    pieces = [_Piece(span.start, span.end, span.precision, span.days(as_of), span) for span in written]
    for found in relative_dates(question, as_of):
        if all(found.end <= piece.start or found.start >= piece.end for piece in pieces):
            pieces.append(_Piece(found.start, found.end, found.precision, found.days))
    pieces = sorted((piece for piece in pieces if piece.days), key=lambda piece: piece.start)
    opened = [_opened(question, piece) for piece in _paired(question, pieces)]
    return [period for period in opened if period]


@dataclass(frozen=True, slots=True)
class _Written:
    """A date as written: what was left out is None. `until` is the last day of "9 to 12 March"."""

    year: int | None
    month: int | None
    day: int | None
    until: int | None
    start: int
    end: int

    @property
    def precision(self) -> Literal["day", "month", "year", "range"]:
        return "range" if self.until else "day" if self.day else "month" if self.month else "year"

    def days(self, as_of: date) -> tuple[date, date] | None:
        """First and last day; a missing year is the latest in which it exists and does not lie after `as_of`."""
        if self.year:
            return self._in(self.year)
        candidates = (
            self._in(as_of.year - back) for back in range(min(9, as_of.year))
        )  # 29 February exists at least every eight years
        return next((days for days in candidates if days and days[0] <= as_of), None)

    def _in(self, year: int) -> tuple[date, date] | None:
        if self.month is None:
            return date(year, 1, 1), date(year, 12, 31)
        length = monthrange(year, self.month)[1]
        first, last = self.day or 1, self.until or self.day or length
        return (date(year, self.month, first), date(year, self.month, last)) if first <= last <= length else None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of days as it stands in the question."""

    start: int
    end: int
    precision: Literal["day", "month", "year", "relative", "range"]
    days: tuple[date, date] | None
    written: _Written | None = None


def _dates(text: str) -> Iterator[_Written]:
    for match in _DATE_PATTERN.finditer(text):
        parts = {name.rstrip("0123456789"): value for name, value in match.groupdict().items() if value}
        if "day" not in parts and not _is_date(text, match, parts):
            continue
        yield _Written(
            year=int(parts["year"]) if "year" in parts else None,
            month=_month_number(parts["month"]) if "month" in parts else None,
            day=int(parts["day"]) if "day" in parts else None,
            until=int(parts["until"]) if "until" in parts else None,
            start=match.start(),
            end=match.end(),
        )


def _is_date(text: str, match: re.Match[str], parts: dict[str, str]) -> bool:
    """Whether a lone month or year is one: "the 2022 World Cup" names an event, "may" is a verb, June Lee a person."""
    before, written = text[: match.start()], match.group()
    if "month" not in parts:
        return bool(_BEFORE_YEAR.search(before))
    if "year" in parts:
        return written[0].isupper()
    name = re.match(r"\s+[A-Z]", text[match.end() :])
    return written[0].isupper() and not name and bool(_BEFORE_MONTH.search(before))


def _month_number(month: str) -> int:
    return int(month) if month.isdigit() else MONTHS[month.casefold()]


def _paired(question: str, pieces: list[_Piece]) -> Iterator[_Piece]:
    """The pieces, two joined by "between ... and" or "from ... to" as one."""
    at = 0
    while at < len(pieces):
        pair = _pair(question, pieces[at], pieces[at + 1]) if at + 1 < len(pieces) else None
        yield pair or pieces[at]
        at += 2 if pair else 1


def _pair(question: str, one: _Piece, other: _Piece) -> _Piece | None:
    opening = _BEFORE_PAIR.search(question[: one.start])
    if not opening or not _JOINED.fullmatch(question, one.end, other.start) or not other.days:
        return None
    days = one.days
    if one.written and other.written and not one.written.year:  # "9 March to 12 April 2024": the year serves both
        days = one.written.days(other.days[0]) or days
    if not days or days[0] > other.days[1]:
        return None
    return _Piece(opening.start(), other.end, "range", (days[0], other.days[1]))


def _opened(question: str, piece: _Piece) -> Period | None:
    """The piece as a period, one side open after "since" and the like."""
    first, last = piece.days or (None, None)
    if first is None or last is None:
        return None
    whole = Period(first, last, piece.start, piece.end, piece.precision)
    opening = _OPENING.search(question[: piece.start])
    onwards = _ONWARDS.match(question, piece.end)
    if not opening or (opening["word"].casefold() == "from" and not onwards):
        return whole
    edge = (opening["edge"] or "").casefold()
    if "end" in edge:
        first = last
    elif edge:
        last = first
    span = _one_side(opening["word"].casefold(), first, last, edge="end" in edge)
    return replace(whole, first=span[0], last=span[1], start=opening.start(), precision="range")


def _one_side(word: str, first: date, last: date, *, edge: bool) -> tuple[date | None, date | None]:
    """The open period; "before the end of March" includes the end, as "by" does."""
    if word in ("since", "from"):
        return first, None
    if word == "after":
        return last + timedelta(days=1), None
    return None, last if edge or word != "before" else first - timedelta(days=1)


def _numbered(pattern: str) -> str:
    """The pattern with every {n} of its groups made distinct, since a group's name may occur once."""
    counter = iter(range(100))
    return re.sub(r"\{n\}", lambda _: str(next(counter)), pattern)


_DATE_PATTERN = re.compile(_numbered("|".join(rf"\b{form}\b" for form in _FORMS)), re.IGNORECASE)
