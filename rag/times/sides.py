"""Which side of a date the words around it open: "since 5 March", "prior to May", "no later than Friday", "or later".

"The day before" and "the week after" a date are a stretch of days beside it, "the week of" it begins there; "the
weekend of" it may begin up to two days earlier. "Around" it are a week on both sides.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

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
    r"\b(?:(?:(?:on|over|during|at)\s+)?the\s+(?P<step>day|weekend|week|month)\s+"
    r"(?:(?P<back>before|prior\s+to)|(?P<within>of|beginning|starting|commencing)|(?P<ending>ending)|after|following)|"
    rf"(?P<around>around|within\s+(?:an?|one)\s+(?P<near>day|week|month)\s+of)|{_SIDES})\s+"
    r"(?P<edge>the\s+(?:start|beginning|end)\s+of\s+)?$",
    re.IGNORECASE,
)
_ONWARDS = re.compile(r"\s+(?:onwards?\b|on(?=\s*(?:[,;.?!]|$)))", re.IGNORECASE)
_OR_LATER = re.compile(
    r"\s+(?:onwards?|or\s+(?:later|after|(?P<until>earlier|before)))\b(?!\s+(?:the|that)\b)", re.IGNORECASE
)
_DAYS = {"day": 1, "week": 7, "month": 30}
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Opened:
    """A stretch of days of which a side is open, None, or that lies beside a date; and where its words stand."""

    first: date | None
    last: date | None
    start: int
    end: int


def opening(question: str, at: int) -> re.Match[str] | None:
    """The words before this place that open a side of a date: no search looks at more than any of them needs."""
    return _OPENING.search(question, max(at - 60, 0), at)


def opened(question: str, start: int, end: int, days: tuple[date, date]) -> Opened | None:
    """What the words around `question[start:end]`, a date of these days, make of it; None where they open nothing."""
    before, onwards = opening(question, start), _ONWARDS.match(question, end)
    if not before or ((before["since"] or "").casefold() == "from" and not onwards):
        after = _OR_LATER.match(question, end)
        if not after:
            return None
        until = bool(after["until"])
        return Opened(None if until else days[0], days[1] if until else None, start, after.end())
    edge = (before["edge"] or "").casefold()
    first, last = (days[1] if "end" in edge else days[0]), (days[0] if edge and "end" not in edge else days[1])
    if before["around"]:
        days_ = timedelta(days=_DAYS[(before["near"] or "week").casefold()])
        return Opened(first - days_, last + days_, before.start(), end)
    if not before["step"]:
        return Opened(*_one_side(before, first, last, edge="end" in edge), before.start(), end)
    beside, outer = _beside(before, first, last), opening(question, before.start())
    if outer and not outer["step"] and ((outer["since"] or "").casefold() != "from" or onwards):
        return Opened(*_one_side(outer, *beside, edge=False), outer.start(), end)  # "since the week of 4 May"
    return Opened(*beside, before.start(), end)


def _beside(found: re.Match[str], first: date, last: date) -> tuple[date, date]:
    """So many days directly before or after the date, or from or up to it: "the week of 4 May"."""
    if found["step"].casefold() == "weekend":
        return _weekend(found, first, last)
    days = _DAYS[found["step"].casefold()]
    if found["within"]:
        return first, max(last, first + timedelta(days=days - 1))
    if found["ending"]:
        return min(first, last - timedelta(days=days - 1)), last
    if found["back"]:
        return first - timedelta(days=days), first - timedelta(days=1)
    return last + timedelta(days=1), last + timedelta(days=days)


def _weekend(found: re.Match[str], first: date, last: date) -> tuple[date, date]:
    """The Saturday and Sunday of, before or after the date."""
    if found["back"]:
        sunday = first - timedelta(days=first.isoweekday() % 7 or 7)
        return sunday - timedelta(days=1), sunday
    from_ = first - timedelta(days=2) if found["within"] else last + timedelta(days=1)
    saturday = from_ + timedelta(days=(_SATURDAY - from_.weekday()) % 7)
    return saturday, saturday + timedelta(days=1)


def _one_side(found: re.Match[str], first: date, last: date, *, edge: bool) -> tuple[date | None, date | None]:
    """The open stretch; "before the end of March" includes the end, as "by" does."""
    if found["since"]:
        return first, None
    if found["after"]:
        return last + timedelta(days=1), None
    return None, last if edge or found["until"] else first - timedelta(days=1)
