"""Periods of time in a question, relative to the day it is asked on: words -> first and last day, both inclusive.

1. every date and relative expression is a stretch of days ("March 2026", "last week", "three days ago")
2. two that "between ... and" or "from ... to" join become one
3. "since", "until", "before", "after" open one side
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from rag.relative import relative_dates
from rag.stretches import stretches
from rag.written import MONTHS, Written, written_dates

__all__ = ["MONTHS", "Period", "Precision", "Reading", "periods", "read_periods"]

Precision = Literal["day", "part", "month", "year", "vague", "relative", "range"]
_OPENING = re.compile(
    r"\b(?P<word>before|after|since|until|till|through|by|from)\s+(?P<edge>the\s+(?:start|beginning|end)\s+of\s+)?$",
    re.IGNORECASE,
)
# "Did it change between March and May?" compares two times; nothing is asked of the time between.
_COMPARING = re.compile(r"\b(?:chang\w+|differ\w*|compare\w*|consisten\w+|evolve\w*|shift\w*)\b", re.IGNORECASE)
_AND = re.compile(r",?\s+(?:and|but)\s+", re.IGNORECASE)
_ONWARDS = re.compile(r"\s+on(?:wards?)?\b", re.IGNORECASE)
_JOINED = re.compile(r"\s+(?:and|to|until|till|through)\s+", re.IGNORECASE)
_BEFORE_PAIR = re.compile(r"\b(?:between|from)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days named in a question: `question[start:end]` is where. An open side is None."""

    first: date | None
    last: date | None
    start: int
    end: int
    precision: Precision
    """How it was written: a single day, or a longer stretch; vague is a quarter, a season or a part of a year."""

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
    opened = [_opened(question, piece) for piece in _paired(question, [piece for piece in pieces if piece.days])]
    joined, contradictions = _joined(question, [period for period in opened if period])
    spans = tuple((piece.start, piece.end) for piece in pieces)
    return Reading(tuple(joined), (*troubles, *contradictions), spans)


def _pieces(question: str, as_of: date) -> list["_Piece"]:
    pieces: list[_Piece] = []
    for part in stretches(question, as_of):
        pieces.append(_Piece(part.start, part.end, part.precision, part.days, unclear=part.unclear))
    spans = [(piece.start, piece.end) for piece in pieces]
    for date_ in written_dates(question):
        if all(date_.end <= start or date_.start >= end for start, end in spans):
            pieces.append(_Piece(date_.start, date_.end, date_.precision, date_.days(as_of), date_))
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
    written: Written | None = None
    unclear: bool = False


def _trouble(question: str, piece: _Piece) -> str:
    """Why a date is not used, in words; empty for one that is."""
    if piece.days:
        return ""
    written = question[piece.start : piece.end]
    if piece.unclear:
        return f'"{written}" may be the day or the month first, so it was not used: write the month as a word.'
    return f'"{written}" is not on the calendar, so it was not used.'


def _joined(question: str, found: list[Period]) -> tuple[list[Period], list[str]]:
    """The periods, "after X and before Y" as one; and notes on two that leave no day between them."""
    periods_, notes = list(found), []
    for one, other in pairwise(found):
        ranged = _is_range(question, one, other)
        if not ranged or not one.first or not other.last:
            continue
        periods_ = [period for period in periods_ if period not in (one, other)]
        if one.first > other.last:
            notes.append(f'"{question[one.start : other.end]}" leaves no day, so it was not used.')
        elif ranged == "sides":
            periods_.append(Period(one.first, other.last, one.start, other.end, "range"))
        else:
            periods_ += [one, other]
    return sorted(periods_, key=lambda period: period.start), notes


def _is_range(question: str, one: Period, other: Period) -> Literal["sides", "pair", ""]:
    """Whether two periods are the sides of one: "after X and before Y", or a "between X and Y" that was not joined."""
    if one.last is None and other.first is None and _AND.fullmatch(question, one.end, other.start):
        return "sides"
    pair = _before(_BEFORE_PAIR, question, one.start) and _JOINED.fullmatch(question, one.end, other.start)
    return "pair" if pair else ""


def _paired(question: str, pieces: list[_Piece]) -> Iterator[_Piece]:
    """The pieces, two joined by "between ... and" or "from ... to" as one."""
    at = 0
    while at < len(pieces):
        pair = _pair(question, pieces[at], pieces[at + 1]) if at + 1 < len(pieces) else None
        yield pair or pieces[at]
        at += 2 if pair else 1


def _pair(question: str, one: _Piece, other: _Piece) -> _Piece | None:
    opening = _before(_BEFORE_PAIR, question, one.start)
    if (
        not opening
        or _before(_COMPARING, question, one.start)
        or not _JOINED.fullmatch(question, one.end, other.start)
        or not other.days
    ):
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
    opening = _before(_OPENING, question, piece.start)
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


def _before(pattern: re.Pattern[str], question: str, at: int) -> re.Match[str] | None:
    """The pattern in what stands before: as much as any needs, so that no search grows with the question."""
    return pattern.search(question, max(at - 200, 0), at)


def _one_side(word: str, first: date, last: date, *, edge: bool) -> tuple[date | None, date | None]:
    """The open period; "before the end of March" includes the end, as "by" does."""
    if word in ("since", "from"):
        return first, None
    if word == "after":
        return last + timedelta(days=1), None
    return None, last if edge or word != "before" else first - timedelta(days=1)
