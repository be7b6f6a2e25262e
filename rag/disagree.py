"""The same question answered with different values by different articles: an amount or a date, side by side."""

import re
from collections.abc import Sequence

from index.datatypes import Passage
from rag.datatypes import Query
from rag.evidence import Evidence
from rag.facts import words_of
from rag.periods import periods
from rag.short import short_answer
from rag.witness import independent

NEARLY_AS_LIKELY = 0.5  # of the best sentence's probability: less likely sentences are about something else
ABOUT_IT = 0.5  # share of the question's words that the sentence itself must have

_NUMBERED = re.compile(r"\d(?!.*\bago\b)")


def disagreeing(query: Query, evidence: Sequence[Evidence]) -> list[tuple[str, Evidence]]:
    """One sentence for each different value, most likely first; empty unless two independent articles differ.

    Of one story, and of one owner of the text, only the likeliest sentence is heard: copies do not contradict each
    other, and an outlet that corrects itself has changed its figure.
    """
    if query.kind not in ("how many", "when") or not evidence:
        return []
    floor = NEARLY_AS_LIKELY * evidence[0].probability
    values: dict[str, tuple[str, Evidence]] = {}
    heard: list[Passage] = []
    for one in evidence:
        value = short_answer(query.standalone, query.kind, one.text, one.speaker)
        if value is None or one.probability < floor or one.features[0] < ABOUT_IT:
            continue
        key = _comparable(value, query)
        if key and all(independent(one.passage, other) for other in heard) and _same_unit(value, values):
            values.setdefault(key, (value, one))
            heard.append(one.passage)
    return list(values.values()) if len(values) > 1 else []


def _comparable(value: str, query: Query) -> str:
    """A value in a form in which "seven" and "7", "9 March" and "March 9" are the same; empty if it cannot be compared.

    Of dates only a day of a month and a year can: "Tuesday" is another day in each article.
    """
    if query.kind == "how many":
        return " ".join(sorted(word.key for word in words_of(value) if word.kind == "number"))
    asked = f"in {value}"
    day = next((one for one in periods(asked, query.as_of) if _NUMBERED.search(asked[one.start : one.end])), None)
    if day is None or day.first is None or day.precision not in ("day", "year"):
        return ""
    return f"{day.first:%d %B}" if day.precision == "day" else f"{day.first:%Y}"


def _same_unit(value: str, values: dict[str, tuple[str, Evidence]]) -> bool:
    """Whether the value counts what the others count, as far as the words after the number say."""
    mine = _unit(value)
    return all(not mine or not theirs or mine & theirs for theirs in (_unit(other) for other, _ in values.values()))


def _unit(value: str) -> set[str]:
    return {word.key for word in words_of(value) if word.kind in ("unit", "word")}
