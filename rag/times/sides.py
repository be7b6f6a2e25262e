"""Which side of a date the words around it open: "since 5 March", "prior to May", "no later than Friday", "or later".

"The day before", "two weeks after" and the like are days beside it (`steps.py`), "the week of" it begins there; "the
weekend of" it may begin up to two days earlier. "Around" it are a week on both sides.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from rag.times.steps import STEP, step_of

Side = Literal["since", "after", "until", "before"]
DEADLINE = (
    r"(?:until|till|through|by|up\s+(?:to(?:\s+and\s+including)?|until)|not\s+after|"
    r"not?\s+(?:later|newer|more\s+recent)\s+than)"
)
"""Words before a date by which something is to be done."""
_WORDS: dict[Side, str] = {
    "since": r"since|from|not\s+before|not?\s+(?:earlier|older)\s+than|on\s+or\s+after",
    "until": rf"{DEADLINE}|on\s+or\s+before",
    "after": r"after|(?:later|newer|more\s+recent)\s+than",
    "before": r"before|prior\s+to|(?:earlier|older)\s+than",
}
OPENING = f"(?:{'|'.join(_WORDS.values())})"
"""All words that open a side of a date: `opening` finds them before one."""
_SIDES = "|".join(f"(?P<{side}>{words})" for side, words in _WORDS.items())
_OPENING = re.compile(
    rf"\b(?:{STEP}\s+(?:(?P<back>before|prior\s+to)|(?P<forth>after|following)|"
    r"(?P<begin>(?(number)(?(close)of|(?!))|(?:of|beginning|starting|commencing)))|(?P<ending>(?(number)(?!)|(?:ending|(?:(?<=month\s)|(?<=months\s)|(?<=year\s))to))))|"
    r"(?:(?:on|over|during|at)\s+)?the\s+(?P<weekend>weekend)\s+"
    r"(?:(?P<former>before|prior\s+to)|(?P<same>of|beginning|starting|commencing|ending)|after|following)|"
    rf"(?P<around>around)|{_SIDES})\s+"
    r"(?P<edge>the\s+(?:start|beginning|end)\s+of\s+)?$",
    re.IGNORECASE,
)
_ONWARDS = re.compile(r"\s+(?:onwards?\b|on(?=\s*(?:[,;.?!]|$)))", re.IGNORECASE)
_OR_LATER = re.compile(
    r"\s+(?:onwards?|or\s+(?:later|after|(?P<until>earlier|before)))\b(?!\s+(?:the|that)\b)", re.IGNORECASE
)
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Opened:
    """A stretch of days of which a side is open, None, or that lies beside a date; and where its words stand."""

    first: date | None
    last: date | None
    start: int
    end: int
    is_vague: bool = False
    """Whether it is counted in years, or months that end then: history, and what a firm reports of them later."""


def opening(question: str, at: int) -> re.Match[str] | None:
    """The words before this place that open a side of a date: no search looks at more than any of them needs."""
    return _OPENING.search(question, max(at - 90, 0), at)


def opened(question: str, start: int, end: int, days: tuple[date, date]) -> Opened | None:
    """What the words around `question[start:end]`, a date of these days, make of it; None where they open nothing."""
    before, onwards = opening(question, start), _ONWARDS.match(question, end)
    if not before or (_is_from(before) and not onwards):
        after = _OR_LATER.match(question, end)
        if not after:
            return None
        until = bool(after["until"])
        return Opened(None if until else days[0], days[1] if until else None, start, after.end())
    edge = (before["edge"] or "").casefold()
    first, last = (days[1] if "end" in edge else days[0]), (days[0] if edge and "end" not in edge else days[1])
    if before["around"]:
        return Opened(first - _WEEK, last + _WEEK, before.start(), end)
    if not before["unit"] and not before["weekend"]:
        return Opened(*_one_side(before, first, last, edge="end" in edge), before.start(), end)
    beside, outer = _beside(before, first, last), opening(question, before.start())
    if outer and beside[0] and beside[1] and _is_plain(outer) and (not _is_from(outer) or onwards):
        sides = _one_side(outer, beside[0], beside[1], edge=False)  # "since the week of 4 May"
        return Opened(*sides, outer.start(), end)
    of_months = bool(before["ending"]) and before["unit"].casefold().startswith("month")
    is_vague = of_months or (before["unit"] or "").casefold().startswith("year")
    return Opened(*beside, before.start(), end, is_vague=is_vague)


def _is_plain(found: re.Match[str]) -> bool:
    """Whether it opens a side and nothing more."""
    return any(found[side] for side in _WORDS)


def _is_from(found: re.Match[str]) -> bool:
    return (found["since"] or "").casefold() == "from"


def _beside(found: re.Match[str], first: date, last: date) -> tuple[date | None, date | None]:
    """So many days before or after the date, around it, or from or up to it: "the week of 4 May"."""
    if found["weekend"]:
        return _weekend(found, first, last)
    step = step_of(found)
    if found["close"] and found["begin"]:
        return replace(step, extent="around").days(first, last, back=False)
    if found["begin"]:
        whole = not found["count"] and not found["of_start"] and not step.is_end and last - first > step.length / 2
        if whole:  # "the month of February"
            return first, last
        return (last - step.length + _DAY, last) if step.is_end else (first, first + step.length - _DAY)
    if found["ending"]:
        return min(first, last - step.length + _DAY), last
    return step.days(first, last, back=bool(found["back"]))


def _weekend(found: re.Match[str], first: date, last: date) -> tuple[date, date]:
    """The Saturday and Sunday of, before or after the date."""
    if found["former"]:
        sunday = first - timedelta(days=first.isoweekday() % 7 or 7)
        return sunday - timedelta(days=1), sunday
    from_ = first - timedelta(days=2) if found["same"] else last + timedelta(days=1)
    saturday = from_ + timedelta(days=(_SATURDAY - from_.weekday()) % 7)
    return saturday, saturday + timedelta(days=1)


def _one_side(found: re.Match[str], first: date, last: date, *, edge: bool) -> tuple[date | None, date | None]:
    """The open stretch; "before the end of March" includes the end, as "by" does."""
    if found["since"]:
        return first, None
    if found["after"]:
        return last + timedelta(days=1), None
    return None, last if edge or found["until"] else first - timedelta(days=1)
