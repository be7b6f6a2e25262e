"""The time that a question names -> the period of publication that it implies, and the day nearest to an answer."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from rag.questions.matter import asks_for_form, names_no_matter
from rag.text.words import COMMON
from rag.times.periods import MONTHS, Period
from rag.times.sides import DEADLINE, OPENING

NEWS_DAYS = 7  # what happened on a day is reported within a week
HALF_A_YEAR = timedelta(days=183)

# Words that make a period the time of publication rather than of the event, where they govern it.
_PUBLISHED = re.compile(
    r"\b(?:publish\w*|report(?:s|ed|ing)?|articles?|stor(?:y|ies)|coverage|wr[io]tten|wr[io]te|according to|news of)\b",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[,;:?!]|\b(?:that|who|which|whose|when|where|to (?:have|be)|\w{3,}ing)\b", re.IGNORECASE)
_ARTICLE = re.compile(
    r",?(?:['’]s)?\s+(?:(?!and\b|the\b)['\"‘“]?\w+['\"’”]?\s+){0,3}(?:articles?|reports?|stor(?:y|ies)|pieces?|coverage|editorials?|columns?)\b|"
    r"\s+(?:issue|edition|newsletter|bulletin)\b"
)
# "its June 2017 launch" was then, whoever reports it; "the 9 March issue" is what was published.
_OF_EVENT = re.compile(r"\s+(?P<noun>[a-z]\w+)")
_POSSESSIVE = re.compile(r"(?:\b(?:its|his|her|their)|['’]s?)\s+$", re.IGNORECASE)
_COMPARED_TIMES = re.compile(  # "How did prices in February compare with May?"
    rf"\bcompar\w+\s+(?:with|to|against)\s+(?:(?:in|those|that|of|the|a)\s+)*"
    rf"(?:{'|'.join(MONTHS)}|last|previous|year|month|week|same|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_COMPARES = re.compile(r"\b(?:compar\w+|differ\w*|contrast\w*|versus|vs)\b", re.IGNORECASE)
_BOTH_TIMES = re.compile(r"\band\b", re.IGNORECASE)
_FIGURES = re.compile(
    r"\bhow\s+(?:many|much)\b|\b(?:what|which)\s+(?:percentage|share|number)\b|"
    r"\b(?:did|do|does)\s[^?,;]*\b(?:rise|fall|drop|increase|decrease|grow|decline|shrink|climb|slow)\s+in\b",
    re.IGNORECASE,
)
_THE_ONE = re.compile(
    r"\bthe (?:other |later |earlier |second )?one (?:published )?(?:of|on|from|in)\s+$", re.IGNORECASE
)
_ASKS_REPORT = re.compile(
    r",?\s+(?:what|which)\b[^,?]{1,80}\b(?:publish\w*|report(?:ed)?|wr[io]tten|write|wrote)\b", re.IGNORECASE
)
_DATE = re.compile(r"\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.I)
_ONLY_YEARS = re.compile(
    rf"(?:(?:{OPENING}|between) )?(?:19|20)\d\d"
    r"(?:(?: (?:and|to|until|through) | ?[-–—] ?)(?:19|20)\d\d| or \w+)?|last year|the year before last",
    re.I,
)
_PLANNED = re.compile(
    r"\b(?:will|won't|plans? to|going to|coming|upcoming|to be held|"
    r"(?:is|are|was|were) (?:planned|scheduled|due|expected|set)|"
    r"(?:is|are) (?:releasing|launching|opening|arriving|coming|leaving|hosting|holding|starting|ending|visiting))\b",
    re.IGNORECASE,
)
_HAPPENS = re.compile(r"\b(?:happens|will)\b", re.IGNORECASE)  # what is to come
_ANNOUNCED = re.compile(
    r"\b(?:air(?:ed|ing|s)|premier(?:e[ds]?|ing)|broadcast(?:ing|s)?)\b", re.IGNORECASE
)  # beforehand
_FULL_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|['’/.]\d\d$|\b(?:last|this) year$", re.IGNORECASE)
_FOR = re.compile(r"\bfor\s+(?:the\s+)?$", re.IGNORECASE)
_UNTIL = re.compile(rf"{DEADLINE}\b", re.IGNORECASE)
_ASKS_OPENLY = re.compile(
    r"\bwhat (?:\w+ )?(?:happened|occurred|took place|was (?:going on|new|the news))\b", re.IGNORECASE
)


def implied_time(text: str, found: Sequence[Period], as_of: date) -> tuple[Period | None, date | None]:
    """The period of publication that the question implies, and the day near which an article is the likelier to answer.

    Where nothing is asked but what there is of a time, "What happened this week?", that time is always a filter.
    """
    period, focus = _implied(text, found, as_of)
    past = [one for one in found if not (one.first and one.first > as_of)]
    if len(past) != 1 or (period and not _is_of_months(past[0])) or not _asks_nothing_else(text, past[0]):
        return period, focus
    return replace(past[0], last=past[0].last and min(past[0].last, as_of)), None


def _asks_nothing_else(text: str, period: Period) -> bool:
    rest = f"{text[: period.start]} {text[period.end :]}"
    return asks_for_form(rest) and names_no_matter(rest) and not _HAPPENS.search(rest)


def _implied(text: str, found: Sequence[Period], as_of: date) -> tuple[Period | None, date | None]:
    """The same of a question that asks something about a time.

    A period that the question gives to the publishing is taken as it is written, and so are ranges and months. A day
    says when something happened, which is reported on that day or in the week after; without its year, which may be
    guessed wrong, later as well. Plans, ends ("by 4 May"), years, seasons and quarters, and times that are still
    running ("this week") become no filter: articles of January tell the figures of last year, and nearer articles rank
    higher anyway. Filters for all of these cost 24 of 226 hits within the first ten on RealTimeQA 2024 (BENCHMARKS.md).
    """
    found = [one for one in found if not (one.first and one.first > as_of) and one.precision != "background"]
    if len(found) != 1:
        return None, as_of  # two dates are more likely two events to compare than a filter
    period = found[0]
    written = text[period.start : period.end]
    if is_published(text, period):
        return replace(period, last=period.last and min(period.last, as_of)), None
    both = _COMPARES.search(text) and _BOTH_TIMES.search(written)  # "How do March and April compare?"
    if both or _COMPARED_TIMES.search(text):
        return None, as_of
    if period.precision == "vague" or _ONLY_YEARS.fullmatch(written):
        return None, as_of if period.last is None or period.last.year >= as_of.year - 1 else None
    planned = (_PLANNED.search(text) or _ANNOUNCED.search(text)) and period.precision != "relative"
    if period.precision == "range" and period.first and period.last and period.last >= as_of:
        period = replace(period, last=None)  # "from March to May", said in May, is since March
    if planned or _UNTIL.match(written) or (period.last and period.last >= as_of):
        return None, as_of
    dated = period.precision == "relative" or _YEAR.search(written)
    if not dated and period.first and as_of - period.first > HALF_A_YEAR:
        return None, as_of  # "in November", said in August, is the one to come
    if period.precision in ("range", "month") or period.last is None:
        # When the figures of a month, or of several, are published.
        after = _is_of_months(period) and (_FIGURES.search(text) or _is_reported_on(text, period))
        return (None, period.last) if after else (period, None)
    known = dated or period.precision == "part"
    return replace(period, last=min(period.last + timedelta(days=NEWS_DAYS), as_of) if known else None), period.last


def is_planned(text: str) -> bool:
    """Whether the question asks of what is to come."""
    return bool(_PLANNED.search(text))


def is_published(text: str, period: Period) -> bool:
    """Whether the question gives this period to the publishing: "the report of 9 March", not "said that in March"."""
    if _ARTICLE.match(text, period.end):
        return True
    if _is_reported_on(text, period):
        return False
    if _THE_ONE.search(text, max(period.start - 40, 0), period.start):
        return True
    cues = list(_PUBLISHED.finditer(text, 0, period.start))
    if cues:
        return not _BREAK.search(text, cues[-1].end(), period.start) and not _is_of_event(text, period)
    leads = not re.search(r"\w{3,}", text[: period.start])
    return leads and bool(_ASKS_REPORT.match(text, period.end))


def _is_reported_on(text: str, period: Period) -> bool:
    """Whether what is published is about that time, and so comes after it: "the profit reported for May"."""
    lasting = bool(period.first and period.last) and period.precision in ("month", "year", "vague", "range")
    return lasting and bool(_FOR.search(text, max(period.start - 10, 0), period.start))


def _is_of_months(period: Period) -> bool:
    """Whether it is one month, or some that follow each other."""
    whole = period.first and period.last and period.first.day == 1 and (period.last + timedelta(days=1)).day == 1
    return period.precision == "month" or bool(whole)


def _is_of_event(text: str, period: Period) -> bool:
    """Whether the period tells when something of somebody's happened: "its June 2017 launch"."""
    noun = _OF_EVENT.match(text, period.end)
    owned = _POSSESSIVE.search(text, max(period.start - 10, 0), period.start)
    return bool(owned and noun and noun["noun"] not in COMMON)


def is_dated(text: str, period: Period) -> bool:
    """Whether the period is written as a date: not as a bare year or "this week", which clauses do not differ by."""
    written = text[period.start : period.end]
    return (
        period.precision in ("day", "month", "range")
        and not _ONLY_YEARS.fullmatch(written)
        and bool(_DATE.search(written))
    )


def is_full_date(text: str, period: Period, as_of: date) -> bool:
    """Whether the period is of days written with their year, none of them ahead."""
    written = text[period.start : period.end]
    past = (period.last or period.first or as_of) <= as_of and not _ONLY_YEARS.fullmatch(written)
    return past and period.precision in ("day", "range") and bool(_YEAR.search(written))


def is_past_year(text: str, period: Period, first_day: date | None) -> bool:
    """Whether the period says a year before the archive's first day: "this fall" may be the one to come."""
    past = bool(first_day and period.last and period.last < first_day)
    return past and bool(_FULL_YEAR.search(text, period.start, period.end))


def period_note(text: str, period: Period) -> str:
    """How a period of the text was read, in words."""
    written = text[period.start : period.end]
    if period.first and period.last and period.first != period.last:
        return f'"{written}" was read as published from {period.first} to {period.last}.'
    if period.first and not period.last:
        return f'"{written}" was read as published on {period.first} or later.'
    if period.last and not period.first:
        return f'"{written}" was read as published on {period.last} or earlier.'
    return f'"{written}" was read as published on {period.first}.'


def unused_note(text: str, unused: Sequence[Period]) -> str:
    """What is said of periods that became no filter; empty where there are none."""
    if not unused:
        return ""
    written = " and ".join(f'"{text[one.start : one.end]}"' for one in unused)
    return (
        f"{written} {'were' if len(unused) > 1 else 'was'} not used as a filter: articles of all dates were searched."
    )


def is_told_later(text: str, period: Period, first_day: date | None) -> bool:
    """Whether the period lies before the archive's first article, so that only a later one can tell of it.

    Not where the question asks what was published or what happened then: of that, the archive's silence is the answer.
    """
    if not first_day or not period.last or period.last >= first_day:
        return False
    return not is_published(text, period) and not _ASKS_OPENLY.search(text)


def event_year(text: str, period: Period) -> str:
    """The year that an article tells with what happened then; empty for several, and for all the time before one."""
    years = _FULL_YEAR.findall(text, period.start, period.end)
    return years[0] if period.first and len(years) == 1 else ""


def outside_note(text: str, period: Period, first_day: date | None, last_day: date | None) -> str:
    """What is said of a period from which the archive has nothing at all; empty when it may have something."""
    if not first_day or not last_day:
        return ""
    if not (period.last and period.last < first_day) and not (period.first and period.first > last_day):
        return ""
    written = re.sub(r"^(?:in|on|from|of)\s+", "", text[period.start : period.end], flags=re.IGNORECASE)
    return f'The archive has nothing from "{written}": its articles are of {first_day} to {last_day}.'
