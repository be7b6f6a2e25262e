"""Which amounts of a sentence a "how many", "how much", "how long" or "how old" may ask for."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from rag.facts import base, fold
from rag.mentions import Measure, Mention, amounts
from rag.words import Word, words

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_MONEY = re.compile(
    r"\b(?:cost|costs|price|prices|pay|pays|paid|spen[dt]|fined?|worth|earn(?:s|ed)?|charged?|s[eo]ld|sell|buy|bought|money|"
    r"salary|debt|owed?|donated?|invest(?:ed)?|budget|expensive|rent|fee|reward)\b",
    re.IGNORECASE,
)
_OFTEN = re.compile(
    r"\b(?:(?:once|twice|\w+ times)(?: (?:an?|per|each|every) (?:\w+ )?(?:hour|day|night|week|month|year))?"
    r"|every (?:\w+ )?(?:hour|day|night|week|month|year|[A-Z][a-z]+day)s?|hourly|daily|weekly|fortnightly|monthly|annually)\b"
)
_AGE = re.compile(r"\b(?:aged|age|turned|turns|was|is)\s+$|,\s+$")
_SET_OFF = re.compile(r",\s+$")
_PLURAL = re.compile(r"\s+(?P<unit>[a-z]{2,}s)\b(?!['’])")
# What each opening asks for: the measures that may answer it.
_ASKED: tuple[tuple[str, tuple[Measure, ...]], ...] = (
    (r"\bhow long\b", ("duration", "length")),
    (r"\bhow (?:far|tall|deep|wide)\b", ("length", "duration")),
    (r"\bhow heavy\b", ("weight",)),
    (r"\bhow (?:hot|cold|warm)\b", ("degrees",)),
    (r"\b(?:what|which) (?:percentage|per cent|percent|share|proportion)\b|\bhow much of\b", ("share",)),
)


def counted(question: str, sentence: str) -> list[Mention]:
    """The amounts that measure what is asked for, with their unit; none if all measure something else."""
    if re.search(r"\bhow often\b", question, re.IGNORECASE):
        return [Mention(*match.span(), match.group(), "times") for match in _OFTEN.finditer(sentence)]
    found = amounts(sentence)
    if re.search(r"\bhow old\b|\bwhat age\b|\bat which age\b", question, re.IGNORECASE):
        return list(_ages(sentence, found))
    for pattern, measures in _ASKED:
        if re.search(pattern, question, re.IGNORECASE):
            return [amount for amount in found if amount.measure in measures]
    thing = _thing(question)
    return list(_of_thing(sentence, found, thing)) or list(_bare(question, sentence, found))


def _ages(sentence: str, found: list[Mention]) -> Iterator[Mention]:
    """Ages, and bare numbers where an age would stand: "aged 44", "Penhall, 44, said"."""
    for amount in found:
        alone = amount.measure == "plain" and amount.text.isdigit() and int(amount.text) < 120
        if amount.measure == "age" or (alone and _AGE.search(sentence[: amount.start])):
            yield amount


def _thing(question: str) -> set[str]:
    """The keys of what is counted: of "written objections" in "How many written objections were sent?"."""
    match = re.search(r"\bhow (?:many|much)\s+(?:more\s+|other\s+|of\s+the\s+)?((?:[\w'’-]+\s*){1,3})", question, re.IGNORECASE)
    counted_words = takewhile(lambda word: not word.common, words(match.group(1)) if match else [])
    return {base(fold(word.written)) for word in counted_words}


def _of_thing(sentence: str, found: list[Mention], thing: set[str]) -> Iterator[Mention]:
    """The amounts that count the thing, bare numbers extended to it: "1,904 written objections"."""
    for amount in found:
        following = [word for word in words(sentence[amount.end : amount.end + 60])[:3] if _is_in(word, thing)]
        end = amount.end + (following[-1].end if following else 0)
        if re.search(r"[,;:.()]", sentence[amount.end : end]):
            continue
        if following and amount.measure == "plain":
            yield replace(amount, end=end, text=sentence[amount.start : end])
        elif following or any(_is_in(word, thing) for word in words(amount.text)):
            yield amount


def _is_in(word: Word, thing: set[str]) -> bool:
    return base(fold(word.written)) in thing


def _bare(question: str, sentence: str, found: list[Mention]) -> Iterator[Mention]:
    """Amounts that count nothing else as far as is plain; with "how much", the noun that follows is their unit."""
    many = bool(re.search(r"\bhow many\b", question, re.IGNORECASE))
    wanted = _wanted(question, many=many)
    for amount in found:
        if amount.measure not in wanted or _is_year_or_age(sentence, amount):
            continue
        unit = None if many or amount.measure != "plain" else _PLURAL.match(sentence, amount.end)
        yield replace(amount, end=unit.end(), text=sentence[amount.start : unit.end()]) if unit else amount


def _wanted(question: str, *, many: bool) -> tuple[Measure, ...]:
    if many:
        return ("plain",)
    if _MONEY.search(question):
        return ("money", "plain")
    return ("money", "plain", "share", "length", "weight", "degrees", "times")


def _is_year_or_age(sentence: str, amount: Mention) -> bool:
    set_off = _SET_OFF.search(sentence[: amount.start]) and sentence[amount.end : amount.end + 1] == ","
    return bool(_YEAR.fullmatch(amount.text) or (set_off and amount.text.isdigit() and len(amount.text) < 3))
