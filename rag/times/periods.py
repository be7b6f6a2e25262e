"""Periods of time in a question, relative to the day it is asked on: words -> first and last day, both inclusive.

1. every date and relative expression is a stretch of days ("March 2026", "last week", "three days ago")
2. two that "between ... and", "to" or a dash join become one, and so do months that are listed one after the other
3. "since", "until", "before", "after" and the like open one side (`sides.py`); two such sides become one
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from rag.times.relative import WEEKDAYS, relative_dates
from rag.times.sides import opened, opening
from rag.times.stretches import stretches
from rag.times.written import MONTHS, of_said_year, written_dates

__all__ = ["MONTHS", "Period", "Precision", "Reading", "periods", "read_periods"]

Precision = Literal["day", "part", "month", "year", "vague", "relative", "background", "range"]
# "Did it change between March and May?" compares two times; nothing is asked of the time between.
_COMPARING = re.compile(r"\b(?:chang\w+|differ\w*|compare\w*|consisten\w+|evolve\w*|shift\w*)\b", re.IGNORECASE)
_BOTH_SIDES = re.compile(r"(?:,?\s+(?:and|but)|,)?\s+", re.IGNORECASE)
_TO = re.compile(r"\s*(?:[-–—]|\b(?:to|until|till|through)\b)\s*", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_LISTED = re.compile(r"\s*(?:,|,?\s(?:and|or|&)\s)\s*", re.IGNORECASE)
_BEFORE_PAIR = re.compile(r"\b(?:between|from)\s+$", re.IGNORECASE)
_WEEKEND = re.compile(r"\bweekend\b", re.IGNORECASE)
# "On Monday, 22 April" is one day, named twice; "Sun" alone is as likely a newspaper.
_WEEKDAY = re.compile(
    r"\b(?:(?:[Mm]on|[Tt]ues|[Ww]ednes|[Tt]hurs|[Ff]ri|[Ss]atur|[Ss]un)day|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat)\b\.?,?\s+(?:the\s+)?$"
)
_DAY_NAME = re.compile(rf"(?:{'|'.join(day[:3] for day in WEEKDAYS)})[a-z]*\b\W+(?:the\s+)?\w", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days named in a question: `question[start:end]` is where. An open side is None."""

    first: date | None
    last: date | None
    start: int
    end: int
    precision: Precision
    """How it was written: a single day, or a longer stretch; vague is a quarter, a season or a part of a year.

    Background is "two years ago" or "last quarter", with which the news compares."""

    @property
    def length(self) -> timedelta:
        """How long it lasts, if both sides are known."""
        return self.last - self.first + timedelta(days=1) if self.first and self.last else timedelta()


@dataclass(frozen=True, slots=True)
class Reading:
    """The periods of a question, in order and none overlapping another, and in words why others were not used."""

    periods: tuple[Period, ...]
    notes: tuple[str, ...]
    spans: tuple[tuple[int, int], ...] = ()
    """Where all of them stand."""


def periods(question: str, as_of: date) -> list[Period]:
    """The periods that a question names, in order, none overlapping another."""
    return list(read_periods(question, as_of).periods)


def read_periods(question: str, as_of: date) -> Reading:
    """The periods that a question names, and notes on dates that do not exist, are unclear, or contradict another."""
    pieces = sorted(_pieces(question, as_of), key=lambda piece: piece.start)
    troubles = [note for piece in pieces if (note := _trouble(question, piece))]
    found = [_period(question, piece) for piece in _paired(question, [piece for piece in pieces if piece.days])]
    joined, contradictions = _joined(question, [period for period in found if period])
    spans = tuple((piece.start, piece.end) for piece in pieces)
    return Reading(tuple(joined), (*troubles, *contradictions), spans)


def _pieces(question: str, as_of: date) -> list["_Piece"]:
    pieces: list[_Piece] = []
    for part in stretches(question, as_of):
        year = part.days[0].year if part.days and part.precision == "part" and not part.seen_from else None
        start = _with_weekday(question, part.start) if part.precision == "day" else part.start
        pieces.append(_Piece(start, part.end, part.precision, part.days, part.seen_from, year, part.unclear))
    spans = [(piece.start, piece.end) for piece in pieces]
    for date_ in (of_said_year(one, question, as_of) for one in written_dates(question)):
        if all(date_.end <= start or date_.start >= end for start, end in spans):
            start = _with_weekday(question, date_.start) if date_.day else date_.start
            seen_from = None if date_.year else date_.days
            pieces.append(_Piece(start, date_.end, date_.precision, date_.days(as_of), seen_from, date_.year))
    for found in relative_dates(question, as_of):
        if all(found.end <= piece.start or found.start >= piece.end for piece in pieces):
            pieces.append(_Piece(found.start, found.end, found.precision, found.days))
    return pieces


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of days as it stands in the question."""

    start: int
    end: int
    precision: Precision
    days: tuple[date, date] | None
    seen_from: Callable[[date], tuple[date, date] | None] | None = None
    """Its days as seen from another day, where its year is left out."""
    year: int | None = None
    """As it says it, and so for another beside it."""
    unclear: bool = False


def _with_weekday(question: str, at: int) -> int:
    """Where a date begins that is written here, its weekday before it counted in."""
    weekday = _before(_WEEKDAY, question, at)
    return weekday.start() if weekday else at


def _trouble(question: str, piece: _Piece) -> str:
    """Why a date is not used, or not all of it, in words; empty for one that is."""
    written = question[piece.start : piece.end]
    if piece.days:
        weekday = WEEKDAYS[piece.days[0].weekday()]
        wrong = _DAY_NAME.match(written) and not piece.seen_from and weekday[:3] != written[:3].casefold()
        return f'"{written}" was a {weekday.title()}: the date was used, and not the weekday.' if wrong else ""
    if piece.unclear:
        return f'"{written}" may be the day or the month first, so it was not used: write the month as a word.'
    return f'"{written}" is not on the calendar, so it was not used.'


def _joined(question: str, found: list[Period]) -> tuple[list[Period], list[str]]:
    """The periods, "after X and before Y" as one; and notes on two that leave no day between them."""
    periods_, notes = list(found), []
    for one, other in pairwise(found):
        ranged = _is_range(question, one, other)
        first, last = one.first or other.first, other.last or one.last
        if not ranged or not first or not last or (ranged == "compared" and first > last):
            continue
        periods_ = [period for period in periods_ if period not in (one, other)]
        if first > last:
            notes.append(f'"{question[one.start : other.end]}" leaves no day, so it was not used.')
        elif ranged == "pair":
            periods_ += [one, other]
        else:
            periods_.append(Period(first, last, one.start, other.end, "range"))
    return sorted(periods_, key=lambda period: period.start), notes


def _is_range(question: str, one: Period, other: Period) -> Literal["sides", "compared", "pair", ""]:
    """Whether two periods are the sides of one: "after X and before Y", or a "between X and Y" that was not joined.

    "Before X and after Y" are compared times where no day is between them.
    """
    if _BOTH_SIDES.fullmatch(question, one.end, other.start):
        if one.last is None and other.first is None:
            return "sides"
        if one.first is None and other.last is None:
            return "compared"
    return "pair" if _before(_BEFORE_PAIR, question, one.start) and _joins(question, one, other) else ""


def _joins(question: str, one: "_Piece | Period", other: "_Piece | Period") -> bool:
    """Whether what stands between two dates makes them the ends of one stretch."""
    pair = _before(_BEFORE_PAIR, question, one.start) and _AND.fullmatch(question, one.end, other.start)
    return bool(pair or _TO.fullmatch(question, one.end, other.start))


def _paired(question: str, pieces: list[_Piece]) -> list[_Piece]:
    """The pieces, those that are the ends of one stretch or months of one list as one."""
    joined: list[_Piece] = []
    for piece in reversed(pieces):  # the last of a list says the year
        one = _pair(question, piece, joined[-1]) if joined else None
        joined = [*joined[:-1], one] if one else [*joined, _of_its_year(question, piece, joined)]
    return joined[::-1]


def _of_its_year(question: str, one: _Piece, after: Sequence[_Piece]) -> _Piece:
    """The piece in the year of the next one, if that is listed with it and says its year: "January and March 2024"."""
    other = after[-1] if after else None
    if not one.seen_from or other is None or not other.year:
        return one
    if not _LISTED.fullmatch(question, one.end, other.start):
        return one
    days = one.seen_from(date(other.year, 12, 31))
    return replace(one, days=days if days and days[0].year == other.year else None, seen_from=None, year=other.year)


def _pair(question: str, one: _Piece, other: _Piece) -> _Piece | None:
    """Two pieces as one, where they are the ends of one stretch, or one month and those that follow it."""
    days = one.days
    if one.seen_from and other.days:  # "9 March to 12 April 2024": the year serves both
        days = one.seen_from(other.days[0]) or days
    if not days or not other.days or days[0] > other.days[1] or _before(_COMPARING, question, one.start):
        return None
    start = _before(_BEFORE_PAIR, question, one.start)
    ends = _joins(question, one, other) and (start or not opening(question, one.start))
    if not ends and not (_follows(days, other.days) and _LISTED.fullmatch(question, one.end, other.start)):
        return None
    first, last = days[0], other.days[1]
    return replace(other, start=start.start() if start else one.start, precision="range", days=(first, last))


def _follows(days: tuple[date, date], others: tuple[date, date]) -> bool:
    """Whether these are the days of one month, and the others begin with the next."""
    return days[0].day == 1 and days[1] + timedelta(days=1) == others[0] and days[1] - days[0] < timedelta(days=31)


def _period(question: str, piece: _Piece) -> Period | None:
    """The piece as a period, one side open after "since" and the like."""
    if not piece.days:
        return None
    found = opened(question, piece.start, piece.end, piece.days)
    if not found:
        return Period(*piece.days, piece.start, piece.end, piece.precision)
    precision: Precision = "day" if found.first and found.first == found.last else "range"
    if found.is_vague or (piece.precision in ("year", "vague", "background") and found.first and found.last):
        precision = "vague"
    if found.first and found.last and _WEEKEND.search(question, found.start, found.end):
        precision = "part"  # which is told of on Monday
    return Period(found.first, found.last, found.start, found.end, precision)


def _before(pattern: re.Pattern[str], question: str, at: int) -> re.Match[str] | None:
    """The pattern in what stands before: as much as any needs, so that no search grows with the question."""
    return pattern.search(question, max(at - 200, 0), at)
