"""Two months or years compared, "How did prices in February compare with May?": what is told of each. English."""

import re
from collections.abc import Sequence, Set

from rag.answers.sentence import Sentence, is_prose, sentence_of
from rag.answers.stories.story import coverage
from rag.answers.stories.story_articles import asked_of
from rag.datatypes import Query
from rag.evidence.gather import Evidence
from rag.text.words import stems
from rag.times.written import MONTHS

ENOUGH = 0.5
"""Share of what is compared that a sentence of one of the times has, with its headline."""

_MONTH = "|".join(name.capitalize() for name in MONTHS if len(name) > 3 or name == "may")
_TIME = re.compile(rf"\b(?:(?P<month>{_MONTH})\b(?:,?\s+(?P<of>(?:19|20)\d\d)\b)?|(?P<year>(?:19|20)\d\d)\b)")


def times_compared(query: Query) -> tuple[str, ...]:
    """The months, or else the years, that a comparison names as the question writes them; none where it is only one."""
    found = list(_TIME.finditer(query.standalone)) if query.kind == "compare" and not query.filter.outlets else []
    months = [one for one in found if one["month"]]
    named = dict.fromkeys(one[0] for one in months or found)
    return tuple(named) if len(named) > 1 else ()


def of_times(query: Query, evidence: Sequence[Evidence], times: Sequence[str]) -> dict[str, Sentence]:
    """For each time the sentence that says it and has most of what is compared, the likelier of equals."""
    asked = asked_of(query) - stems(" ".join(times))
    found: dict[str, Sentence] = {}
    for time in times:
        told = [one for one in evidence if is_prose(one.text) and _says(time, one) and _share(asked, one) >= ENOUGH]
        if told:
            found[time] = sentence_of(min(told, key=lambda one: (-coverage(asked, one.text), -one.probability)))
    return found


def _says(time: str, one: Evidence) -> bool:
    """Whether the sentence has the month, or year; a year that the question gives to a month may be its article's."""
    month, _, year = time.partition(" ")
    published = one.passage.article.published_day
    there = re.search(rf"\b{re.escape(month.rstrip(','))}\b(?:,?\s+(?P<year>(?:19|20)\d\d))?", one.text)
    if not there or not year:
        return there is not None
    return year == (there["year"] or (str(published.year) if published else ""))


def _share(asked: Set[str], one: Evidence) -> float:
    return coverage(asked, f"{one.passage.article.title}\n{one.text}")
