"""Dates as a question writes them, "9 March", "March 2026", "2026-03-09", "since 2024": which days they may mean."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from rag.times.sides import OPENING

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
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth "
    "twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
_ORDINAL = rf"(?P<day{{n}}>{'|'.join(one.replace('-', '[- ]') for one in reversed(_ORDINALS))})"
_SEASONS = "|".join(f"{year}[-/]{year + 1 - 2000:02d}" for year in range(2000, 2012))  # "2011-12" is two years
_UNTIL = _DAY.replace("day", "until")
_YEAR = r"(?P<year{n}>(?:19|20)\d\d|['’]\d\d(?![\d’']))"  # "November '23"
_TO = r"\s*(?:-|–|\b(?:and|to|until|till|through)\b)\s*"
# One date, as precise as it is written: days of a month, a month, or a year. {n} numbers the groups of alternatives.
_FORMS = (
    r"(?P<year{n}>(?:19|20)\d\d)[-/](?P<month{n}>0[1-9]|1[0-2])[-/](?P<day{n}>3[01]|[12]\d|0[1-9])"
    r"(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?",
    # A law is numbered like "11/2024": that needs a word before it.
    rf"(?<![-/.\d])(?!{_SEASONS})(?P<year{{n}}>(?:19|20)\d\d)[-/](?P<month{{n}}>0[1-9]|1[0-2])(?![-/\d])",
    r"(?<![-/.\d])(?P<month{n}>0?[1-9]|1[0-2])/(?P<year{n}>(?:19|20)\d\d)(?![-/\d])",
    rf"(?:the\s+)?{_ORDINAL}\s+of\s+{_MONTH}(?:,?\s+{_YEAR})?",
    rf"{_MONTH}\s+the\s+(?:{_ORDINAL}|{_DAY}(?<=[a-z]))(?:,?\s+{_YEAR}|(?=\s*(?:[?!,;]|\.?$)))",
    rf"(?:the\s+)?{_DAY}(?:{_TO}(?:the\s+)?{_UNTIL})?(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR})?",
    rf"{_MONTH}\s+{_DAY}(?!\d)(?:{_TO}{_UNTIL}(?!\d|\s+(?:{_NAMES})\b))?(?:,?\s+{_YEAR})?",
    rf"{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR})?",
    r"(?P<year{n}>(?:19|20)\d\d)",
)
# A lone year or month is a date after one of these: "the 2022 World Cup" names an event, "may" is a verb.
_LEADING = rf"\b(?:in|of|during|between|{OPENING}|(?:between|from)\s[^?,;]{{1,30}}\s(?:and|to|until|through)"
_BEFORE_YEAR = re.compile(_LEADING + r")\s+(?:(?:19|20)\d\d\s*(?:[-–—]|to\s)\s*)?(?<!\bup\sto\s)$", re.IGNORECASE)
_BEFORE_MONTH = re.compile(_LEADING + r"|last|this|the|for|early|late|mid)[\s-]+$", re.IGNORECASE)
# Months one after the other, "January, February and March 2024": the year of the last, or a word before the first.
_AND_NEXT = r"(?:\s*(?:[-–—,&]|,?\s(?:and|or|to|until|till|through)\s)\s*)"
_OF_LIST = re.compile(rf"(?:{_AND_NEXT}(?:{_NAMES})\b\.?)+,?\s+(?:of\s+)?(?:19|20)\d\d\b", re.IGNORECASE)
_IN_LIST = re.compile(rf"\b(?:in|of|during|from|between|since|for)\s+(?:(?:{_NAMES})\b\.?{_AND_NEXT})+$", re.IGNORECASE)
# In small letters "march" is a month where it ends a clause: "what closed in march?", but not "in march and song".
_BEFORE_LONE = re.compile(r"\b(?:in|during|since|until|till|before|after|by|from)\s+$", re.IGNORECASE)
_AFTER_LONE = re.compile(r"\s*(?:[?!,;]|\.?$)")
_YEAR_AFTER = re.compile(r"\s?[-–—]\s?(?:19|20)\d\d\s*(?:[?!,;]|\.?$)")
_YEARS_BEFORE = re.compile(r"(?<!\bthe )\b(?:19|20)\d\d\s?[-–—]\s?$", re.IGNORECASE)
SAID_YEAR = r"(?P<which>last|this|next)\s+year\b(?!['’])"
_SAID_YEAR = re.compile(rf",?\s+(?:of\s+)?{SAID_YEAR}", re.IGNORECASE)
_WORDS_TOO = ("march", "mar", "may")


@dataclass(frozen=True, slots=True)
class Written:
    """A date as written: what was left out is None. `until` is the last day of "9 to 12 March"."""

    year: int | None
    month: int | None
    day: int | None
    until: int | None
    start: int
    end: int

    @property
    def precision(self) -> Literal["day", "month", "year", "range"]:
        """As what it is written."""
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


def written_dates(text: str) -> Iterator[Written]:
    """The dates of a text in order, those that do not exist among them."""
    for match in _DATE_PATTERN.finditer(text):
        parts = {name.rstrip("0123456789"): value for name, value in match.groupdict().items() if value}
        if "day" not in parts and not _is_date(text, match, parts):
            continue
        yield Written(
            year=year_number(parts["year"]) if "year" in parts else None,
            month=_month_number(parts["month"]) if "month" in parts else None,
            day=_day_number(parts["day"]) if "day" in parts else None,
            until=int(parts["until"]) if "until" in parts else None,
            start=match.start(),
            end=match.end(),
        )


def is_month(name: str, *, sure: bool = False) -> bool:
    """Whether this is written like a month: in small letters "may" is a verb, unless a year makes it sure."""
    return name[0].isupper() or sure or name.casefold().rstrip(".") not in _WORDS_TOO


def of_said_year(date_: Written, text: str, as_of: date) -> Written:
    """The date with the year that is said of it in words: "March last year", "9 March of this year"."""
    said = _SAID_YEAR.match(text, date_.end) if date_.month and not date_.year else None
    if not said:
        return date_
    return replace(date_, year=said_year(said["which"], as_of), end=said.end())


def said_year(which: str, as_of: date) -> int:
    """The number of last, this or next year."""
    return as_of.year + {"last": -1, "this": 0, "next": 1}[which.casefold()]


def _is_date(text: str, match: re.Match[str], parts: dict[str, str]) -> bool:
    """Whether a lone month or year is one: "the 2022 World Cup" names an event, "may" is a verb, June Lee a person."""
    before = text[max(match.start() - 60, 0) : match.start()]
    if "month" not in parts:
        return bool(_BEFORE_YEAR.search(before)) or _is_of_years(text, match, before)
    if parts["month"].isdigit():
        return match.group().startswith(parts["year"]) or bool(_BEFORE_YEAR.search(before))
    if "year" in parts:
        return True
    leads = bool(_BEFORE_MONTH.search(before))
    name = re.match(r"\s+[A-Z]", text[match.end() :])
    listed = _OF_LIST.match(text, match.end(), match.end() + 60) or _IN_LIST.search(before)
    said = _SAID_YEAR.match(text, match.end())
    alone = _BEFORE_LONE.search(before) and (said or _AFTER_LONE.match(text, match.end()))
    return is_month(parts["month"], sure=bool(alone)) and not name and bool(leads or listed or said)


def _is_of_years(text: str, match: re.Match[str], before: str) -> bool:
    """Whether it is one of two years that end a clause: "2024–2025", but not "the 2024–2025 season"."""
    if _YEARS_BEFORE.search(before):
        return bool(_AFTER_LONE.match(text, match.end()))
    return not re.search(r"\bthe\s+$", before, re.IGNORECASE) and bool(_YEAR_AFTER.match(text, match.end()))


def year_number(year: str) -> int:
    """The year; of two figures, that which is nearer to our time."""
    short = int(year.lstrip("'’"))
    return short if short > 99 else short + (2000 if short < 50 else 1900)


def _day_number(day: str) -> int:
    return int(day) if day.isdigit() else _ORDINALS.index(day.casefold().replace(" ", "-")) + 1


def _month_number(month: str) -> int:
    return int(month) if month.isdigit() else MONTHS[month.casefold()]


def _numbered(pattern: str) -> str:
    """The pattern with every {n} of its groups made distinct, since a group's name may occur once."""
    counter = iter(range(100))
    return re.sub(r"\{n\}", lambda _: str(next(counter)), pattern)


_DATE_PATTERN = re.compile(_numbered("|".join(rf"\b{form}\b" for form in _FORMS)), re.IGNORECASE)
