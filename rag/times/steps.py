"""Counted time beside a date or an event: "two days before", "in the two weeks after", "within a month of". English.

A day is counted to exactly; three weeks after a day are the seven days around that day, since nobody means it to the
day. The stretch "in the two weeks after" is all of them.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from rag.text.numbers import ONES, TENS, read_number

Days = tuple[date | None, date | None]
Extent = Literal["all", "within", "around", "beyond", "end"]
_CARDINALS = [word for word in ONES if not re.search(r"(?:st|nd|rd|th|zero)$", word)]
_ONES = "|".join(sorted(_CARDINALS, key=len, reverse=True))
NUMBER = (
    r"(?<![\d.,-])(?<!\bhundred\s)(?<!\bhundred\sand\s)"
    rf"(?:\d{{1,3}}|an?|(?:{'|'.join(TENS)})(?:[\s-](?:{'|'.join(_CARDINALS[:9])}))?|{_ONES})"
)
"""How many days or weeks: "30", "a", "twenty-one"."""
_UNITS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}
_FAR = 36_500  # days; beyond a century nothing is counted in days from a date
_ABOUT = r"about|around|roughly|exactly|precisely|just|only|nearly|almost|some"
# No "£30 a week after", "five times a week after", "twice a day before": what is had in each of them.
_EACH = r"(?<![\ds]\s)(?<!\bonce\s)(?<!\btwice\s)(?<!\bmuch\s)"
STEP = (
    r"(?:(?P<all>(?:(?:at|on|in|over|during|for|throughout)\s+)?the\s+"
    r"(?:(?P<of_end>last|final)\s+|(?P<of_start>first|next)\s+)?"
    rf"(?:(?P<count>{NUMBER})\s+)?)|"
    r"(?:(?P<within>(?P<close>within)|(?:in\s+)?(?:under|less\s+than)|up\s+to|in|during|for)\s+|"
    rf"(?P<beyond>more\s+than|over|at\s+least)\s+|(?:{_ABOUT})\s+)?"
    rf"(?P<number>{_EACH}an?|(?!an?\b){NUMBER})\s+)(?P<unit>(?:{'|'.join(_UNITS)})s?)"
)
"""The words for so much time, before "after", "before" and the like."""
_BEFORE = re.compile(rf"\b{STEP}\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Step:
    """So many units from a day; `text[start:end]` says so."""

    start: int
    end: int
    count: int
    unit: str
    extent: Extent
    """Whether it is all of them, some day within them, on one side or around, one beyond them, or their last."""
    is_end: bool = False
    """Whether it is the last of something: "the last two weeks of"."""

    @property
    def length(self) -> timedelta:
        """How long it takes; a month counts 30 days and a year 365."""
        return timedelta(days=min(self.count * _UNITS[self.unit], _FAR))

    def days(self, first: date, last: date, *, back: bool) -> Days:
        """The days that lie so far before or after these."""
        if self.extent == "all":
            return (first - self.length, first - _DAY) if back else (last + _DAY, last + self.length)
        if self.extent == "within":
            return (first - self.length, last) if back else (first, last + self.length)
        if self.extent == "around":
            return first - self.length, last + self.length
        if self.extent == "beyond":
            return (None, first - self.length) if back else (last + self.length, None)
        return self._moved(first, last, back=back)

    def _moved(self, first: date, last: date, *, back: bool) -> tuple[date, date]:
        """A unit so far away; from a longer stretch it is counted from the nearer end."""
        unit = _UNITS[self.unit]
        if (last - first).days > unit:
            first = last = first if back else last
        first, last = (_shifted(day, -self.count if back else self.count, self.unit) for day in (first, last))
        slack = timedelta(days=max(unit - (last - first).days - 1, 0) // 2)
        return first - slack, last + slack


_DAY = timedelta(days=1)


def step_of(match: re.Match[str]) -> Step:
    """What the words of `STEP` in a match say."""
    written = match["count"] or match["number"]
    count = number_of(written) if written else 1
    unit = match["unit"].casefold().rstrip("s")
    return Step(match.start(), match.end("unit"), count, unit, _extent(match), bool(match["of_end"]))


def _extent(match: re.Match[str]) -> Extent:
    return "all" if match["all"] else "within" if match["within"] else "beyond" if match["beyond"] else "end"


def step_before(text: str, at: int) -> Step | None:
    """The counted time that stands directly before this place of a text; before "of" only "within a week of"."""
    match = _BEFORE.search(text, max(at - 60, 0), at)
    if not match or (text[at:].startswith("of ") and not match["close"]):
        return None
    return replace(step_of(match), extent="around") if text[at:].startswith("of ") else step_of(match)


def number_of(written: str) -> int:
    """The value of a `NUMBER`."""
    folded = written.casefold()
    if folded in ("a", "an"):
        return 1
    value, _ = read_number(re.split(r"[\s-]+", folded))
    return int(value or 1)


def month_from(year: int, month: int, months: int) -> tuple[int, int]:
    """The year and the month that lie so many months after one, or before it."""
    index = year * 12 + month - 1 + months
    return index // 12, index % 12 + 1


def _shifted(day: date, count: int, unit: str) -> date:
    if unit not in ("month", "year"):
        return day + timedelta(days=count * _UNITS[unit])
    year, month = month_from(day.year, day.month, min(count, 1200) * (12 if unit == "year" else 1))
    return date(year, month, min(day.day, monthrange(year, month)[1]))
