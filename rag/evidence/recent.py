"""Which of two sentences is the likelier to answer by when their articles were published: news is asked as it is now.

"Who is the new prime minister?" was answered otherwise seven years ago, and the reader cannot tell.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rag.datatypes import Kind, Query
from rag.evidence.gather import Evidence

WEIGHT = 0.5
"""What a hundredfold of days costs is 2.3, of odds on a logarithm: the listwise fit on RealTimeQA 2024 gives .48."""
DAYS = 30.0
"""Within a month articles are about equally near, as retrieval has it (`ranking/fuse.py`)."""
_OF_MANY_DAYS: frozenset[Kind] = frozenset(("list", "compare", "timeline", "summary"))
"""Kinds of question that ask for more than how it is on one day."""


def by_age(query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, less likely the further its article is from the day asked about than another that tells as much.

    That only orders it: the first is as likely as it was before, so that what is refused stays what the weights decide.
    """
    days = [_days(query.focus, one) for one in evidence]
    known = [one for one in days if one is not None]
    if not known or query.kind in _OF_MANY_DAYS:
        return list(evidence)
    lost = _behind_nearest(evidence, [max(known) if day is None else day for day in days])
    odds = [_odds(one.probability) - less for one, less in zip(evidence, lost, strict=True)]
    gained = lost[odds.index(max(odds))]
    aged = [
        replace(one, probability=1 / (1 + math.exp(-value - gained))) for one, value in zip(evidence, odds, strict=True)
    ]
    return sorted(aged, key=lambda one: (-one.probability, one.passage.article.id, one.start))


def _behind_nearest(evidence: Sequence[Evidence], days: Sequence[int]) -> list[float]:
    """What each loses against the nearest article that has as much of the question: a repair is no newer price.

    All of an article lose alike: "The club has appointed his assistant" has its question in the sentence before.
    """
    most: dict[str, float] = {}
    for one in evidence:
        most[one.passage.article.id] = max(one.feature("coverage"), most.get(one.passage.article.id, 0.0))
    told = [most[one.passage.article.id] for one in evidence]
    nearest = [min(day for day, its in zip(days, told, strict=True) if its >= mine) for mine in told]
    return [_lost(day) - _lost(near) for day, near in zip(days, nearest, strict=True)]


def _days(focus: date | None, one: Evidence) -> int | None:
    published = one.passage.article.published_day
    return abs((focus - published).days) if focus and published else None


def _lost(days: int) -> float:
    return WEIGHT * math.log1p(days / DAYS)


def _odds(probability: float) -> float:
    return math.log(probability / (1 - probability))
