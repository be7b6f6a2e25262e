"""Which sort of value stands at a place of a sentence, money, an age, a day, and which sorts a question rules out.

English; unsure means "plain", which no question rules out.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from rag.text.mentions import Measure, Mention, amounts, dates
from rag.text.vocabulary import PLURALS
from rag.text.words import COMMON

Sort = Measure | Literal["day", "year", "count"]

_PENCE = re.compile(r"p\b")
_RATE = re.compile(r"\s+(?:an?|per|each|every|apiece)\b(?:\s+(?P<of>[a-z]+))?|\s+each\b")
_TO = re.compile(r"\s+to\s+")
_FROM = re.compile(r"\bfrom\s+(?:(?:about|around|nearly)\s+)?$", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_OLDEST = 120  # years: nobody whose age an article gives between commas is older
_BEFORE_AGE = re.compile(
    r"(?:\b[A-Z][\w’'-]+,|\baged|\bage of|\b(?:man|woman|boy|girl) of|\bturn(?:s|ed|ing)|"
    r"\b(?:[Hh]e|[Ss]he) (?:is|was))\s$"
)
_AFTER_AGE = re.compile(r"\s*(?:[,.;)]|$)")
# "A woman of 83 who fell": these words before a number tell by themselves that it is an age.
_SURELY_AGE = re.compile(r"(?:\baged|\bage of|\b(?:man|woman|boy|girl|child|baby) of)\s$", re.IGNORECASE)
_AFTER_SURE_AGE = re.compile(
    r"\s+(?:who|whose|from|and|or|was|were|is|are|has|had|in|on|at|with|when|after|before|died|living)\b"
)
_FURTHER = re.compile(
    r"\b(?:the\s+last|remaining|another|other|further|additional|extra|up\s+to\s+the|a\s+further)\s$|"
    r"\bonly\s+(?=\S+\s+of\b)",
    re.IGNORECASE,
)
_MORE = re.compile(r"\s+(?:more|others?|extra|additional)\b(?!.*\bthan\b)")

_MEASURED: frozenset[Sort] = frozenset(("length", "weight", "degrees"))
_MONEY_ASKED = re.compile(
    r"^\W*(?:how\s+much\b(?=.*\b(?:costs?|paid|pays?|paying|spend|spends|spent|steal|stole|stolen|earn(?:s|ed)?|worth|owes?|owed|"
    r"money|donat(?:e|ed)|sold|fined|bid|offer(?:s|ed)?|lend|lent|borrow(?:s|ed)?|embezzled?|invest(?:s|ed)?)\b)|"
    r"how\s+expensive\b|(?:what|which)\s+(?:price|cost|fine|fee|salary|sum)\b)",
    re.IGNORECASE,
)
# "How much did nurses' pay rise?" is answered with a percentage as well.
_CHANGE_ASKED = re.compile(
    r"\b(?:ris(?:e|en|ing)|rose|rais(?:e|ed|ing)|increas\w*|gone? (?:up|down)|f[ae]ll(?:en)?|drop\w*|cuts?|gr[eo]w\w*|"
    r"chang\w*|share|discount|interest)\b",
    re.IGNORECASE,
)
_QUANTITY_ASKED = re.compile(
    r"^\W*what\s+(?:is|was|are|were|will\s+be)\s+the\s+(?:[\w’'-]+\s+){0,4}?"
    r"(?:toll|number|total|count|figure|rate|population)\b",
    re.IGNORECASE,
)
_SHARE_ASKED = re.compile(
    r"^\W*(?:what|which)\s+(?:share|proportion|percentage|per\s+cent|percent|fraction)\b", re.IGNORECASE
)
_COUNT_ASKED = re.compile(r"^\W*how\s+many\s+(?:more\s+|other\s+)?(?P<unit>[a-z]+)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a sentence: `sentence[start:end] == text`; it is given for a `rate`: "share" of "348p a share"."""

    start: int
    end: int
    text: str
    sort: Sort
    rate: str = ""


@lru_cache(maxsize=256)  # of the sentences of one question, which are asked for several times each
def values_in(sentence: str) -> tuple[Value, ...]:
    """The amounts of a sentence and its dates, in order."""
    days = [Value(one.start, one.end, one.text, "day" if _is_day(one) else "year") for one in dates(sentence)]
    found = (part for one in amounts(sentence) for part in _apart(sentence, one))
    return tuple(sorted([*days, *(_value(sentence, one) for one in found)], key=lambda one: one.start))


def value_at(sentence: str, start: int, end: int) -> Value | None:
    """The first value of which something stands there."""
    return next((one for one in values_in(sentence) if one.start < end and start < one.end), None)


def asks_quantity(question: str) -> bool:
    """Whether a question with "what" is answered by a number: "What was the death toll?"."""
    return bool(_QUANTITY_ASKED.match(question))


def asks_share(question: str) -> bool:
    """Whether it is asked for a part of a whole: "What share of the cost will the state pay?"."""
    return bool(_SHARE_ASKED.match(question))


@lru_cache(maxsize=16)
def wrong_sorts(question: str) -> frozenset[Sort]:
    """The sorts that cannot be what is asked for with "how many", "how old", "how much"."""
    if re.match(r"\W*how\s+old\b", question, re.IGNORECASE):
        return _MEASURED | {"money", "share", "day", "count", "times"}
    if re.match(r"\W*how\s+long\b", question, re.IGNORECASE):
        return frozenset(("money", "share", "day", "weight", "degrees", "age"))
    if asks_share(question):
        return frozenset(("money", "day", "year", "age", "duration"))
    if counted := _COUNT_ASKED.match(question):
        return _wrong_counts(counted["unit"])
    if _MONEY_ASKED.match(question) and not _CHANGE_ASKED.search(question):
        return _MEASURED | {"share", "day", "year", "age", "duration", "times"}
    return frozenset(("day", "age")) if re.match(r"\W*how\s+(?!often\b)", question, re.IGNORECASE) else frozenset()


def is_part(sentence: str, value: Value) -> bool:
    """Whether the value counts only those who came to others, or who are left: "another 12", "the last 2,600 homes"."""
    return bool(_FURTHER.search(sentence[max(value.start - 20, 0) : value.start]) or _MORE.match(sentence, value.end))


def _wrong_counts(unit: str) -> frozenset[Sort]:
    """The sorts that count no such unit: of "hours" none but a duration and what has no unit."""
    own = next((one.measure for one in amounts(f"2 {unit}") if one.measure != "plain"), None)
    every: frozenset[Sort] = _MEASURED | {"money", "day", "year", "age", "duration"}
    return every - {own} if own else every


def _apart(sentence: str, amount: Mention) -> list[Mention]:
    """Two amounts of "from 14 to 12", which is no range."""
    to = _TO.search(amount.text)
    if not to or not _FROM.search(sentence[max(amount.start - 20, 0) : amount.start]):
        return [amount]
    first = replace(amount, end=amount.start + to.start(), text=amount.text[: to.start()])
    return [first, replace(amount, start=amount.start + to.end(), text=amount.text[to.end() :])]


def _value(sentence: str, amount: Mention) -> Value:
    start, end, sort = amount.start, amount.end, _sort(sentence, amount)
    if sort == "money" and (pence := _PENCE.match(sentence, end)):
        end = pence.end()
    found = _RATE.match(sentence, end)
    return Value(start, end, sentence[start:end], sort, (found["of"] or "each") if found else "")


def _sort(sentence: str, amount: Mention) -> Sort:
    if amount.measure != "plain":
        return amount.measure
    if _PENCE.match(sentence, amount.end):
        return "money"
    if _is_age(sentence, amount):
        return "age"
    return "count" if _is_count(sentence, amount.end) else "plain"


def _is_age(sentence: str, amount: Mention) -> bool:
    young = amount.text.isdigit() and int(amount.text) <= _OLDEST
    before = sentence[max(amount.start - 40, 0) : amount.start]
    surely = _SURELY_AGE.search(before) and _AFTER_SURE_AGE.match(sentence, amount.end)
    return young and bool(surely or (_AFTER_AGE.match(sentence, amount.end) and _BEFORE_AGE.search(before)))


def _is_count(sentence: str, end: int) -> bool:
    """Whether a plural of what is counted follows, behind an adjective at most: "64 confirmed cases"."""
    found = re.match(r"\s+([a-z][a-z-]+)(?:\s+([a-z][a-z-]+))?", sentence[end : end + 60])
    nouns = [word for word in found.groups() if word] if found else []
    if nouns and nouns[0] in COMMON:
        return False
    return any(word in PLURALS or (word.endswith("s") and word not in COMMON) for word in nouns)


def _is_day(date: Mention) -> bool:
    return not _YEAR.fullmatch(date.text)
