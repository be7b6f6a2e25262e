"""A question that a sentence answers, before it is a case: what it must be like, and how its answer may be spelt."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from eval.drafts.sentences import Sentence
from rag.text.mentions import amounts, dates, names
from rag.text.numbers import read_number
from rag.times.periods import MONTHS

Kind = Literal["who", "quote", "role", "when", "how-many", "cloze", "what"]
KINDS: tuple[Kind, ...] = ("who", "when", "how-many", "quote", "role", "cloze", "what")
SHORTEST, LONGEST = 6, 24
"""Words of a question."""
SPECIFIC = 2
"""What a question must name to be about one thing only: one full name, or two of name, number and date."""

# A name that most articles of a country have, and that therefore points to none of them.
EVERYWHERE = frozenset(
    """Democratic Democrat Democrats Republican Republicans American Americans Senate House Congress President Christmas
    AI CEO US U.S U.S. USA UK EU COVID-19 Covid-19 Covid COVID CNN English French British""".split()
)
# "the bill", "the plan": which one, only the sentence before tells; "the mayor of Drosk" tells it itself.
_VAGUE = re.compile(
    r"\bthe\s+(?!(?:public|country|world|state|government|war|pandemic|president|summer|internet|end|start|first|police)\b)"
    r"(?:[a-z-]+\s+)?[a-z-]{3,}\b(?!\s+(?:of|in|at|for|on|to|that|who|which|from|between|with|by)\b|\s+[A-Z0-9])"
)
_DAY = re.compile(
    r"(?:(?P<month>[A-Z][a-z]{2,8})\.?\s+(?P<day>\d{1,2})|(?P<day2>\d{1,2})\s+(?P<month2>[A-Z][a-z]{2,8}))(?:,?\s+(?P<year>\d{4}))?"
)
_BROKEN_OFF = re.compile(r"\b(?:which|that|who|whose|and|or|but|of|the|a|an|to|in|at|for|on|by|with|from|than)\?$")
_PERCENT = re.compile(r"\s?(?:%|per\s?cent)$")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question that a sentence answers. `answers` are spellings of one answer, the first as the sentence has it."""

    sentence: Sentence
    kind: Kind
    question: str
    answers: tuple[str, ...]
    speaker: str | None = None


def is_specific(question: str) -> bool:
    """Whether the question is long enough to be clear, short enough to be read, and about one thing only."""
    if not SHORTEST <= len(question.split()) <= LONGEST or _BROKEN_OFF.search(question):
        return False
    asked = question.split(maxsplit=1)[1]
    named = [name.text for name in names(f"of {asked}") if name.text not in EVERYWHERE]
    points = sum(2 if " " in name else 1 for name in named) + len(dates(asked)) + len(amounts(asked))
    return bool(named) and points - 2 * len(_VAGUE.findall(asked)) >= SPECIFIC


def amount_spellings(text: str) -> tuple[str, ...]:
    """An amount and its other common spellings: "1,200" and "1200", "Twelve" and "12", "23 per cent" and "23%"."""
    return tuple(dict.fromkeys((text, *_amounts_like(text))))


def date_spellings(text: str) -> tuple[str, ...]:
    """A date and its other common spellings: "Jan. 6", "6 January" and "January 6"."""
    match = _DAY.fullmatch(text)
    number = MONTHS.get((match["month"] or match["month2"]).casefold()) if match else None
    if match is None or number is None:
        return (text,)
    month = next(name for name in MONTHS if MONTHS[name] == number).title()
    day, year = match["day"] or match["day2"], match["year"]
    written = (f"{day} {month} {year}", f"{month} {day}, {year}") if year else (f"{day} {month}", f"{month} {day}")
    return tuple(dict.fromkeys((text, *written)))


def _amounts_like(text: str) -> Iterator[str]:
    if _PERCENT.search(text):
        number = _PERCENT.sub("", text)
        yield from (f"{number}%", f"{number} per cent", f"{number} percent")
        return
    value, taken = read_number(text.casefold().replace(",", "").replace("-", " ").split())
    if value is not None and taken == len(text.replace("-", " ").split()) and value == value.to_integral_value():
        yield from (f"{value:,.0f}", f"{value:.0f}") if value >= 1000 else (f"{value:.0f}",)
