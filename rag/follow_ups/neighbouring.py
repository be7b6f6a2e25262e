"""The date before or after another: what "the month before" is, after a question about April. English.

And the year of "in May?", the question of another time, and what "in the second?" is after one about the first quarter.
"""

import re
from calendar import month_name, monthrange
from datetime import date, timedelta

from rag.text.mentions import Mention, dates
from rag.times.periods import read_periods

_UNIT = r"(?P<{}>day|week|month|year)"
_NEXT_TO = re.compile(
    r"(?:(?:in|on|for|from)\s+)?(?:the|an?|one)\s+(?:(?P<which>previous|preceding|prior|following|next)\s+"
    rf"{_UNIT.format('unit')}|{_UNIT.format('of')}\s+(?P<side>before|after|earlier|later)(?:\s+that)?)\W*",
    re.IGNORECASE,
)
_MONTHS = "|".join(month_name[1:])
_DATED = re.compile(  # "4 March 2031", "March 4, 2031", "March 2031", "March"
    rf"(?:(?P<day>\d{{1,2}})\s+)?(?P<month>{_MONTHS})(?:\s+(?P<later>\d{{1,2}})(?!\d))?(?:,?\s+(?P<year>\d{{4}}))?"
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_ORDINAL = r"(?P<ordinal>first|second|third|fourth|fifth|last|final)"
_IN_ORDER = re.compile(rf"(?:(?:in|of|for)\s+)?the\s+{_ORDINAL}(?:\s+one)?\W*", re.IGNORECASE)
_COUNTED = re.compile(rf"\bthe\s+{_ORDINAL}(?=\s+[a-z])", re.IGNORECASE)
_QUARTER = re.compile(r"\bQ[1-4]\b", re.IGNORECASE)
_QUARTERS = ("first", "second", "third", "fourth")
_WHEN = re.compile(
    r"\b(?P<preposition>in|on|at|during|between|since|until|till|by|before|after|from)\s+(?:the\s+)?$", re.IGNORECASE
)
_WITHIN = ("in", "on", "at", "during", "between")
"""What only says that it was then: "in March", and no more than "last week" says."""
_ADVERB = re.compile(  # what stands without a preposition
    r"(?:(?:early|earlier|late|later)\s+)?(?:last|next|this)\b|(?:yesterday|today|tomorrow|tonight)\b|"
    r"between\b|.*\b(?:ago|earlier|later)$",
    re.IGNORECASE,
)
_ON_DAY = re.compile(rf"\d{{1,2}}\s|(?:{_MONTHS})\s+\d{{1,2}}(?!\d)|\w+day\b", re.IGNORECASE)
_BACK = ("previous", "preceding", "prior", "before", "earlier")
_LEAP = 2000
"""A year for a date that has none: every day of any year is one of its days."""


def neighbour(words: str, of: str) -> str | None:
    """The date next to another, in its form, "March 2031" for "the month before" "April 2031".

    None where the words are no such thing, or the other date does not say enough.
    """
    asked, dated = _NEXT_TO.fullmatch(words), _DATED.fullmatch(of)
    if not asked:
        return None
    step = -1 if (asked["which"] or asked["side"]).casefold() in _BACK else 1
    unit = (asked["unit"] or asked["of"]).casefold()
    if re.fullmatch(r"\d{4}", of) and unit == "year":
        return str(int(of) + step)
    moved = _moved(dated, unit, step) if dated else None
    if not dated or not moved:
        return None
    day = f"{moved.day} " if dated["day"] or dated["later"] else ""
    return f"{day}{month_name[moved.month]}" + (f" {moved.year}" if dated["year"] else "")


def in_year_of(words: str, of: str) -> str:
    """A date that says no year in the year of another: "May" of "March 2031" is in 2031."""
    dated, year = _DATED.fullmatch(words), _YEAR.search(of)
    return f"{words} {year.group()}" if dated and year and not dated["year"] else words


def at_another_time(words: str, question: str) -> str | None:
    """The question with the time of the words in place of its only one, and its preposition: "in May" for "last week".

    None where the words have no time, or the question has none or several.
    """
    new, old = _times(f"in {words}"), _times(question)
    if not new or len(old) != 1:
        return None
    put, before, after = in_year_of(new[-1].text, old[0].text), question[: old[0].start], question[old[0].end :]
    led, adverb = _WHEN.search(before), _ADVERB.match(old[0].text)
    if (led or adverb) and not re.match("['’]s", after):  # "last week's strike" is March's
        own = _WHEN.search(words[: max(new[-1].start - len("in "), 0)])
        put = (own.group() if own else _led(put, led["preposition"] if led else "in")) + put
        before = before[: led.start()] if led else before
    made = before + put + after
    return made[:1].upper() + made[1:]


def _led(when: str, preposition: str) -> str:
    """What stands before a time where another with this preposition stood: "since", but "on" a day, not "in" it."""
    if preposition.casefold() not in _WITHIN:
        return f"{preposition} "
    return "" if _ADVERB.match(when) else "on " if _ON_DAY.match(when) else "in "


def _times(text: str) -> list[Mention]:
    """The dates of a text; "between March and May" is one, and where there is no date "the past week"."""
    found, read = dates(text), read_periods(text, date(_LEAP, 1, 1)).periods  # they stand there on any day
    whole = [one for one in read if (one.precision == "range" and one.first and one.last) or not found]
    return [Mention(one.start, one.end, text[one.start : one.end]) for one in whole] or found


def counted_otherwise(words: str, question: str) -> str | None:
    """The question of "the second half" for "in the second?", where it counts one thing; None for anything else."""
    quarter = _QUARTER.search(words)
    if quarter and not _QUARTER.search(question):
        words, quarter = f"the {_QUARTERS[int(quarter.group()[1]) - 1]}", None
    asked = _IN_ORDER.fullmatch(words)
    found = list(_COUNTED.finditer(question)) if asked else list(_QUARTER.finditer(question)) if quarter else []
    if len(found) != 1:
        return None
    start, end = found[0].span("ordinal" if asked else 0)
    put = asked["ordinal"] if asked else quarter.group() if quarter else ""
    return question[:start] + put + question[end:]


def _moved(dated: re.Match[str], unit: str, step: int) -> date | None:
    """The first day of what is meant; None where the form does not say it: the week before "March"."""
    day, month = dated["day"] or dated["later"], list(month_name).index(dated["month"])
    try:
        given = date(int(dated["year"] or _LEAP), month, int(day or 1))
        if unit in ("day", "week"):
            return given + timedelta(days=step * (7 if unit == "week" else 1)) if day else None
        if unit == "year" and not dated["year"]:
            return None
        years, index = divmod(given.year * 12 + given.month - 1 + step * (12 if unit == "year" else 1), 12)
        return date(years, index + 1, min(given.day, monthrange(years, index + 1)[1]))
    except (ValueError, OverflowError):
        return None
