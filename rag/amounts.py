"""Which amounts of a sentence a "how many", "how much", "how long" or "how old" may ask for."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from rag.mentions import Measure, Mention, amounts, before, key
from rag.vocabulary import IRREGULAR
from rag.words import Word, words

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_MONEY = re.compile(
    r"\b(?:cost|costs|price|prices|pay|pays|paid|spen[dt]|fined?|worth|earn(?:s|ed)?|charged?|s[eo]ld|sell|buy|bought|money|"
    r"salary|debt|owed?|donated?|invest(?:ed)?|budget|expensive|rent|fee|reward)\b",
    re.IGNORECASE,
)
_OFTEN = re.compile(
    r"\b(?:(?:once|twice|\w+ times)(?: (?:an?|per|each|every) (?:\w+ )?(?:hour|day|night|week|month|year))?"
    r"|every (?:\w+ )?(?:hour|day|night|week|month|year|[A-Z][a-z]+day)s?|hourly|daily|weekly|monthly|annually)\b"
)
_COUNTED = re.compile(
    r"\bhow (?:many|much)\s+(?:more\s+|other\s+|of\s+the\s+)?(?P<thing>(?:[\w'’-]+\s*){1,3})", re.IGNORECASE
)
PLURALS = ("people", "men", "women", "children", "lives", "wives")  # the nouns of IRREGULAR
_AGE = re.compile(r"\b(?:aged|age|turned|turns|was|is)\s+$|,\s+$")
_SET_OFF = re.compile(r",\s+$")
_PLURAL = re.compile(r"\s+(?P<unit>[a-z]{2,}s)\b(?!['’])")
# What the question's words ask for: the measures that may answer; the first that fits counts.
_ASKED: tuple[tuple[re.Pattern[str], tuple[Measure, ...]], ...] = (
    (re.compile(r"\bhow long\b", re.IGNORECASE), ("duration", "length")),
    (re.compile(r"\bhow (?:far|tall|deep|wide)\b", re.IGNORECASE), ("length", "duration")),
    (re.compile(r"\bhow heavy\b", re.IGNORECASE), ("weight",)),
    (re.compile(r"\bhow (?:hot|cold|warm)\b", re.IGNORECASE), ("degrees",)),
    (re.compile(r"\b(?:percentage|per ?cent|share|proportion)\b|\bhow (?:full|much of)\b", re.IGNORECASE), ("share",)),
    (re.compile(r"\bhow many\b|\bwhat (?:\w+ )?number\b", re.IGNORECASE), ("plain",)),
    (_MONEY, ("money", "plain")),
    (re.compile(r"\bhow (?:big|large)\b", re.IGNORECASE), ("plain", "length", "weight")),
    (re.compile(r"\bhow much\b", re.IGNORECASE), ("money", "plain", "share", "weight")),
    (re.compile(""), ("money", "plain", "share", "length", "weight", "degrees", "times")),
)


def counted(question: str, sentence: str) -> list[Mention]:
    """The amounts that measure what is asked for, with their unit; none if all measure something else."""
    if re.search(r"\bhow often\b", question, re.IGNORECASE):
        return [Mention(*match.span(), match.group(), "times") for match in _OFTEN.finditer(sentence)]
    found = amounts(sentence)
    if re.search(r"\bhow old\b|\bwhat age\b|\bat which age\b", question, re.IGNORECASE):
        return list(_ages(sentence, found))
    wanted = next(measures for pattern, measures in _ASKED if pattern.search(question))
    return list(_of_thing(sentence, found, _thing(question), wanted)) or list(_bare(question, sentence, found, wanted))


def _ages(sentence: str, found: list[Mention]) -> Iterator[Mention]:
    """Ages, and bare numbers where an age would stand: "aged 44", "Penhall, 44, said"."""
    for amount in found:
        alone = amount.measure == "plain" and amount.text.isdigit() and int(amount.text) < 120
        if amount.measure == "age" or (alone and _AGE.search(before(sentence, amount.start))):
            yield amount


def _thing(question: str) -> set[str]:
    """The keys of what is counted: of "written objections" in "How many written objections were sent?"."""
    match = _COUNTED.search(question)
    asked = list(takewhile(lambda word: not word.common, words(match.group("thing")) if match else []))
    return {key(word.written) for word in [*asked[:1], *takewhile(_may_be_noun, asked[1:])]}


def _may_be_noun(word: Word) -> bool:
    return not word.written.endswith("ed") and (word.written not in IRREGULAR or word.written in PLURALS)


def _of_thing(sentence: str, found: list[Mention], thing: set[str], wanted: tuple[Measure, ...]) -> Iterator[Mention]:
    """The amounts that count the thing, bare numbers extended to it: "1,904 written objections"."""
    for amount in found:
        following = [word for word in words(sentence[amount.end : amount.end + 60])[:3] if _is_in(word, thing)]
        end = amount.end + (following[-1].end if following else 0)
        if any(_is_in(word, thing) for word in words(amount.text)):
            yield amount
        elif following and amount.measure in wanted and not re.search(r"[,;:.()]", sentence[amount.end : end]):
            end = end if amount.measure == "plain" else amount.end
            yield replace(amount, end=end, text=sentence[amount.start : end])


def _is_in(word: Word, thing: set[str]) -> bool:
    return key(word.written) in thing


def _bare(question: str, sentence: str, found: list[Mention], wanted: tuple[Measure, ...]) -> Iterator[Mention]:
    """Amounts that count nothing else as far as is plain; but for "how many", the noun that follows is their unit."""
    many = bool(re.search(r"\bhow many\b", question, re.IGNORECASE))
    price = wanted == ("money", "plain")
    for amount in found:
        worded = amount.measure == "plain" and not amount.text[0].isdigit()
        if amount.measure not in wanted or (price and worded) or _is_year_or_age(sentence, amount):
            continue
        unit = None if many or amount.measure != "plain" else _PLURAL.match(sentence, amount.end)
        yield replace(amount, end=unit.end(), text=sentence[amount.start : unit.end()]) if unit else amount


def _is_year_or_age(sentence: str, amount: Mention) -> bool:
    set_off = _SET_OFF.search(before(sentence, amount.start)) and sentence[amount.end : amount.end + 1] == ","
    return bool(_YEAR.fullmatch(amount.text) or (set_off and amount.text.isdigit() and len(amount.text) < 3))
