"""A question and the day it is asked on -> Query: its period and outlets become a visible filter, its kind is named.

Nothing is applied silently: every filter stands in `Query.filter`, every reading that needs a word in `Query.notes`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from index.datatypes import Filter
from index.errors import QuestionError
from rag.datatypes import Kind, Query
from rag.periods import Period, periods

MAX_QUESTION = 2_000  # characters; the longest question of any public set is under 700
NEWS_DAYS = 7  # what happened on a day is reported within a week

_KINDS: tuple[tuple[Kind, str], ...] = (
    ("timeline", r"\b(timeline|chronology|in what order|sequence of events)\b"),
    ("compare", r"\b(differ|disagree|compare|compared|contradict\w*|difference between|versus|vs\.?)\b"),
    (
        "who",
        r"^(?:\W*(?:and|but|so)\s+)?(?:who|whom|whose)\b|\bby whom\b|"
        r"\bwho (?:is|was|are|were|has|had|did|said|told|will)\b",
    ),
    (
        "how many",
        r"\bhow (?:many|much|old|long|far|tall|high|big|large|fast|heavy|often|deep)\b|"
        r"\bwhat (?:percentage|share|number|proportion|price|cost|fine|amount)\b|\b(?:which|what) age\b",
    ),
    ("when", r"\bwhen\b|\b(?:what|which) (?:day|date|year|month|time|week)\b|\bhow long ago\b|\bsince when\b"),
    ("where", r"\bwhere\b|\b(?:what|which) (?:city|country|town|place|state|region|village|location|continent)\b"),
    ("why", r"\bwhy\b|\bwhat (?:caused|led to|is the reason|was the reason)\b|\bfor what reason\b"),
    (
        "quote",
        r"\bwhat (?:\w+ ){0,2}?(?:did|does|do|has|had|have)\b.{1,80}?\b(?:say|said|tell|told|think|call|called|"
        r"describe|warn|warned|argue|claim|promise|ask|demand|respond|reply|comment|emphasi[sz]e|explain|predict|announce)\b|"
        r"\bhow did .{1,60}\b(?:describe|respond|react|explain|justify)\b|\baccording to\b|"
        r"\bin (?:his|her|their|whose) (?:own )?words\b",
    ),
    (
        "list",
        r"\b(?:list|name all|what are the|who are|"
        r"which (?:\w+ )?(?:people|countries|companies|documents|outlets|towns|cities))\b",
    ),
    ("how", r"\bhow\b"),
    (
        "yes/no",
        r"^(?:\W*(?:and|but|so)\s+)?(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might|am)\b",
    ),
)
_KIND_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE | re.DOTALL)) for kind, pattern in _KINDS)

# "According to the Courier, who ..." asks who, whatever stands in front.
_ATTRIBUTION = re.compile(
    r"^\W*(?:according to|in|on|at|after|before|since|during) [^,]{1,80},\s*(?=\w+)", re.IGNORECASE
)

# Words that make a period the time of publication rather than of the event.
_PUBLISHED = re.compile(
    r"\b(publish\w*|report(?:s|ed|ing)?|articles?|story|stories|coverage|wr[io]tten|wrote|according to|news of)\b", re.I
)
_PLANNED = re.compile(r"\b(will|planned|plans?|scheduled|due|expected|going to|upcoming|set to|to be held)\b", re.I)
_MEDIA = (
    r"Times|Post|News|Herald|Tribune|Courier|Gazette|Journal|Guardian|Chronicle|Observer|Telegraph|Mail|Mirror|Star|Radio|TV|"
    r"Television|Press|Agency|Bulletin|Register|Examiner|Inquirer|Dispatch|Daily|Weekly|Magazine|Today|Wire|Reuters|BBC|CNN|AFP|"
    r"Bloomberg|NPR|CBS|NBC|ABC|Fox|Politico|Axios|Forbes|TASS|Xinhua"
)
_OUTLET_CUE = re.compile(
    r"\b(?:[Aa]ccording to|reported (?:by|in)|[Rr]eports? (?:by|in|from|of)|published (?:by|in)|"
    r"articles? (?:by|in|from)|(?:said|say|says|report|write|wrote) (?:in|by))"
    rf"\s+(?P<name>(?:[Tt]he\s+)?(?:[A-Z][\w&'’-]*\s+){{0,4}}(?:{_MEDIA})\b(?:\s+(?:{_MEDIA})\b)*)|"
    rf"\bd(?:id|oes)\s+(?P<subject>(?:[Tt]he\s+)?(?:[A-Z][\w&'’-]*\s+){{0,4}}(?:{_MEDIA})\b)\s+(?:say|report|write|claim|call)\b"
)


def understand(question: str, as_of: date, outlets: Iterable[str] = ()) -> Query:
    """The question as a Query: its filter from the periods and outlets that it names, and the kind of answer it wants.

    `outlets` are the names that the archive knows. Raises QuestionError for an empty or a far too long question.
    """
    text = " ".join(question.split())
    _check(text)
    outlets = list(outlets)
    named = named_outlets(text, outlets)
    unknown = unknown_outlet(text, outlets)
    period = _period(text, as_of)
    notes = [unknown_outlet_note(unknown)] if unknown else []
    notes += [_period_note(text, period)] if period else []
    named += (unknown,) if unknown else ()  # nothing passes that filter: the archive's silence is the answer
    only = Filter(outlets=named, after=period.first if period else None, before=period.last if period else None)
    return Query(text=text, standalone=text, filter=only, kind=kind_of(text), as_of=as_of, notes=tuple(notes))


def kind_of(question: str) -> Kind:
    """What sort of answer the question wants."""
    asked = _ATTRIBUTION.sub("", question)
    return next((kind for kind, pattern in _KIND_PATTERNS if pattern.search(asked)), "what")


def named_outlets(question: str, outlets: Iterable[str]) -> tuple[str, ...]:
    """The archive's outlets that the question names, the longest where one holds another; a leading "The" is free.

    "the Courier" names The Varnholm Courier when that is the archive's only Courier.
    """
    taken: list[tuple[int, int]] = []
    named: list[tuple[int, str]] = []
    for outlet, pattern in _outlet_patterns(list(outlets)):
        for match in pattern.finditer(question):
            if all(match.end() <= start or match.start() >= end for start, end in taken):
                taken.append(match.span())
                named.append((match.start(), outlet))
    return tuple(dict.fromkeys(outlet for _, outlet in sorted(named)))


def unknown_outlet(question: str, outlets: Iterable[str]) -> str | None:
    """An outlet that the question asks by name and the archive does not have."""
    match = _OUTLET_CUE.search(question)
    if match is None:
        return None
    name = _without_the(match.group("name") or match.group("subject"))
    return None if any(name.casefold() in outlet.casefold() for outlet in outlets) else name


def _outlet_patterns(outlets: Sequence[str]) -> list[tuple[str, re.Pattern[str]]]:
    """Each outlet with what names it: whole names first, longest first, then last words that only one outlet has."""
    whole = []
    for outlet in sorted(outlets, key=len, reverse=True):
        name = _without_the(outlet)
        # A name of one word is often a common noun as well ("Star", "Post"): there the capital counts.
        flags = re.NOFLAG if len(name.split()) == 1 else re.IGNORECASE
        whole.append((outlet, re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", flags)))
    last_words = Counter(outlet.split()[-1] for outlet in outlets)
    short = [
        (outlet, re.compile(rf"\b[Tt]he {re.escape(word)}(?!\w)"))
        for outlet in outlets
        if last_words[word := outlet.split()[-1]] == 1 and len(outlet.split()) > 1
    ]
    return whole + short


def _without_the(name: str) -> str:
    return re.sub(r"^the\s+", "", name, flags=re.IGNORECASE)


def unknown_outlet_note(outlet: str) -> str:
    """What is said of an outlet that the archive does not have."""
    return f"The archive has no article from {outlet}."


def without_period(query: Query) -> Query:
    """The same query for any time, saying so."""
    note = "Nothing that answers was published in that period: articles of all dates were searched."
    return replace(query, filter=replace(query.filter, after=None, before=None), notes=(*query.notes, note))


def _check(text: str) -> None:
    if not re.search(r"\w", text):
        raise QuestionError("The question is empty. Ask something, for example: When will the bridge open?")
    if len(text) > MAX_QUESTION:
        raise QuestionError(
            f"The question is {len(text):,} characters long; at most {MAX_QUESTION:,} can be understood. "
            "Ask a shorter one."
        )


def _period(text: str, as_of: date) -> Period | None:
    """The period of publication that the question implies, if any."""
    found = periods(text, as_of)
    if len(found) != 1:
        return None  # two dates are more likely two events to compare than a filter
    period = found[0]
    if period.precision != "day" or _PUBLISHED.search(text) or period.last is None:
        return period
    if _PLANNED.search(text) or period.last > as_of:
        return None  # an event announced before its day: when it was reported is open
    return replace(period, last=period.last + timedelta(days=NEWS_DAYS))


def _period_note(text: str, period: Period) -> str:
    written = text[period.start : period.end]
    if period.first and period.last and period.first != period.last:
        return f'"{written}" was read as published from {period.first} to {period.last}.'
    if period.first and not period.last:
        return f'"{written}" was read as published on {period.first} or later.'
    if period.last and not period.first:
        return f'"{written}" was read as published on {period.last} or earlier.'
    return f'"{written}" was read as published on {period.first}.'
