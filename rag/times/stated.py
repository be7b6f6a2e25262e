"""The times of a question or of a clause -> what they let pass, the day it is about, and what is said of each of them.

No time that a question names is passed over silently: it becomes a filter, or a note says that it did not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rag.times.periods import Period, read_periods
from rag.times.when import (
    event_year,
    implied_time,
    is_full_date,
    is_past_year,
    is_published,
    is_told_later,
    outside_note,
    period_note,
    unused_note,
)

Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Time:
    """What the times of a text come to."""

    period: Period | None = None
    """Of publication, which becomes a filter."""
    focus: date | None = None
    years: tuple[str, ...] = ()
    """What an article must mention, where the time lies before the archive's first article."""
    notes: tuple[str, ...] = ()


def question_time(text: str, found: Sequence[Period], as_of: date, days: Days) -> Time:
    """The time of a question that names these periods; `days` are the first and the last day of the archive."""
    period, focus = implied_time(text, found, as_of)
    return _time(text, found, period, focus, days)


def clause_time(text: str, as_of: date, days: Days) -> Time:
    """The time of one clause among others: also a bold reading, since the whole is searched without it."""
    found = read_periods(text, as_of).periods
    dated = [period for period in found if is_published(text, period)]
    chosen = dated if len(dated) == 1 else found
    period, focus = implied_time(text, chosen, as_of)
    if not period and len(chosen) == 1 and is_full_date(text, chosen[0], as_of):
        period, focus = chosen[0], None
    return _time(text, found, period, focus, days)


def _time(text: str, found: Sequence[Period], period: Period | None, focus: date | None, days: Days) -> Time:
    unused = unused_note(text, [one for one in found if not period or one.start != period.start])
    said = [unused] if unused else []
    if not period:
        return Time(None, focus, notes=(*said, *_lacking(text, found, days)))
    outside = outside_note(text, period, *days)
    if is_told_later(text, period, days[0]):
        year = event_year(text, period)
        searched = f"Those that mention {year} were searched." if year else "Articles of all dates were searched."
        return Time(None, None, (year,) if year else (), (f"{outside} {searched}", *said))
    return Time(period, focus, (), (period_note(text, period), *([outside] if outside else []), *said))


def _lacking(text: str, found: Sequence[Period], days: Days) -> list[str]:
    """What is said of the one period from which the archive has nothing; what is planned for later it may tell."""
    told = [one for one in found if len(found) == 1 and (is_past_year(text, one, days[0]) or is_published(text, one))]
    return [outside for one in told if (outside := outside_note(text, one, *days))]
