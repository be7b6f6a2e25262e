"""What a source says about its date -> `date` or `datetime`, or the year or month alone.

What could be read two ways becomes None; so does a day without its year.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from index.readers.months import MONTHS, WEEKDAYS

_EARLIEST, _LATEST = 1600, 2199
"""Years outside are placeholders such as 0001-01-01, not dates of publication."""

_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_WEEKDAY = (
    r"(?:(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|" + "|".join(WEEKDAYS) + r")\.?,?\s+)?"
)
_THE = r"(?:(?:le|el|il|am|den)\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|°)?"
_OF = r"(?:(?:of|del?)\s+)?"
_YEAR = r"(?P<year>\d{4})"
_OF_THE_YEAR = r"(?:\s*(?:г\.?|года|р\.|року))?"
_TIME = (
    r"(?:(?:,|,?\s+(?:at|à|um|om|alle|a\s+las|às|kl\.?)|T|\s+[-|])?\s*"
    r"(?P<hour>\d{1,2})(?:(?:[:.]|\s?h\s?)(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?|\s?h(?![a-z]))"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>[A-Z]{1,5}|(?:GMT|UTC)?[+-]\d{2}:?\d{2})?(?:\s*\([^()]{1,40}\))?)?"
)
_ZONES = {"Z": 0, "UTC": 0, "GMT": 0, "CET": 1, "CEST": 2} | {
    area + kind: hours + (kind == "DT")
    for area, hours in {"E": -5, "C": -6, "M": -7, "P": -8}.items()
    for kind in ("ST", "DT")
}
"""Hours east of Greenwich, with the American zones as RFC 2822 defines them."""
_WRITTEN = tuple(
    re.compile(pattern + _TIME, re.IGNORECASE)
    for pattern in (
        rf"{_THE}{_WEEKDAY}{_DAY}\.?\s+{_OF}{_MONTH},?\s+{_OF}{_YEAR}{_OF_THE_YEAR}",
        rf"{_DAY}(?P<mark>[-/]){_MONTH}(?P=mark){_YEAR}",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_YEAR}(?P<mark>[/.-])(?P<month>\d{{1,2}})(?P=mark){_DAY}",
        rf"{_YEAR}\s?[年년]\s?(?P<month>\d{{1,2}})\s?[月월]\s?(?P<day>\d{{1,2}})\s?[日일]",
    )
)
_CTIME = re.compile(
    rf"{_WEEKDAY}{_MONTH} {_DAY} (?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)(?P<half>)"
    rf"(?: (?P<zone>[A-Z]{{3,5}}))? {_YEAR}",
    re.IGNORECASE,
)
"""What Unix programs print, the year behind the time."""
_PERIODS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        _YEAR,
        rf"{_YEAR}[/.-](?P<month>\d{{1,2}})",
        rf"(?P<month>\d{{1,2}})[/.]{_YEAR}",
        rf"{_MONTH},?\s+{_OF}{_YEAR}",
    )
)
_NUMERIC = re.compile(
    r"(?P<first>\d{1,2})(?P<mark>[/.-])(?P<next>\d{1,2})(?P=mark)(?P<year>\d{4})" + _TIME, re.IGNORECASE
)
_UNSET = datetime(1970, 1, 1, tzinfo=UTC)
"""What programs write for a moment that they do not know."""
_RFC_2822 = re.compile(r"(?:[A-Za-z]{3},\s*)?\d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}(?::\d{2})? \S+(?: \(\w+\))?")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{8}")
_ISO_DATETIME = re.compile(r"\d{4}-?\d{2}-?\d{2}[T ]\d{2}.*")


def parse_date(value: object) -> date | datetime | None:
    """The day or moment that `value` states, or None when it states none or could mean two different days."""
    if isinstance(value, datetime | date):
        return _plausible(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return _from_number(value)
    if isinstance(value, Mapping):
        return _from_mongo(value)
    if not isinstance(value, str) or len(value) > 100:
        return None
    text = " ".join(value.split())
    try:
        found = _from_iso(text) or _from_rfc_2822(text) or _from_words(text) or _from_digits(text)
    except (ValueError, OverflowError):
        return None
    return _plausible(found)


def _from_mongo(value: Mapping[object, object]) -> date | datetime | None:
    """The moment in {"$date": ...}, in both forms in which MongoDB exports it."""
    inner = value.get("$date")
    if isinstance(inner, Mapping):
        number = str(inner.get("$numberLong"))
        return _from_number(int(number)) if re.fullmatch(r"[0-9]{9,13}", number) else None
    return parse_date(inner)


def parse_period(value: object) -> str | None:
    """The year ("2024") or month ("2024-03") that `value` states, where it states no day."""
    text = " ".join(str(value).split()) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    match = next((match for pattern in _PERIODS if len(text) <= 40 and (match := pattern.fullmatch(text))), None)
    if not match or not _EARLIEST <= int(match["year"]) <= _LATEST:
        return None
    name = match.groupdict().get("month")
    if name is None:
        return match["year"]
    month = MONTHS.get(name.lower()) or (int(name) if name.isdecimal() else 0)
    return f"{match['year']}-{month:02}" if 1 <= month <= 12 else None


def _plausible(value: date | datetime | None) -> date | datetime | None:
    if value is None or not _EARLIEST <= value.year <= _LATEST:
        return None
    unset = isinstance(value, datetime) and (value if value.tzinfo else value.replace(tzinfo=UTC)) == _UNSET
    return None if unset else value


def _from_number(value: int) -> date | datetime | None:
    """Seconds since 1970, milliseconds when there are thirteen digits, or a day written as 20220612."""
    if 10**8 <= value < 10**10:
        return _plausible(datetime.fromtimestamp(value, UTC))
    if 10**11 <= value < 10**13:
        return _plausible(datetime.fromtimestamp(value / 1000, UTC))
    return parse_date(str(value)) if 10**7 <= value < 10**8 else None


def _from_iso(text: str) -> date | datetime | None:
    if _ISO_DATE.fullmatch(text):
        return date.fromisoformat(text)
    if not _ISO_DATETIME.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(re.sub(r"\s*(?:UTC|GMT)$", "+00:00", re.sub(r"\s+(?=[+-]\d{2})", "", text)))
    except ValueError:
        return None


def _from_rfc_2822(text: str) -> datetime | None:
    return parsedate_to_datetime(text) if _RFC_2822.fullmatch(text) else None


def _from_words(text: str) -> date | datetime | None:
    for pattern in (*_WRITTEN, _CTIME):
        if match := pattern.fullmatch(text):
            name = match["month"].lower()
            day = date(int(match["year"]), MONTHS.get(name) or int(name), int(match["day"]))
            return _with_time(day, match) if match["hour"] else day
    return None


def _with_time(day: date, match: re.Match[str]) -> datetime:
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(match["hour"])
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    zone = _zone(match["zone"]) if match["zone"] else None
    return datetime(
        day.year, day.month, day.day, hour, int(match["minute"] or 0), int(match["second"] or 0), tzinfo=zone
    )


def _zone(name: str) -> timezone | None:
    """An abbreviation that stands for several zones, or for none we know, leaves the time without one."""
    name = re.sub(r"^(?:GMT|UTC)(?=[+-])", "", name, flags=re.IGNORECASE)
    if name[0] not in "+-":
        return timezone(timedelta(hours=_ZONES[name.upper()])) if name.upper() in _ZONES else None
    offset = timedelta(hours=int(name[1:3]), minutes=int(name[-2:]))
    return timezone(-offset if name[0] == "-" else offset)


def _from_digits(text: str) -> date | datetime | None:
    """25/12/2022 has one reading; 03/04/2022 has two and is left alone; between dots the day always comes first."""
    match = _NUMERIC.fullmatch(text)
    if not match:
        return None
    first, second, year = int(match["first"]), int(match["next"]), int(match["year"])
    if match["mark"] == "." or first > 12:
        day = date(year, second, first)
    elif first == second or second > 12:
        day = date(year, first, second)
    else:
        return None
    return _with_time(day, match) if match["hour"] else day
