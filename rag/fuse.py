"""How well a passage matches, from its separate scores: one weighted sum, whose weights were measured."""

import math
from dataclasses import dataclass

# Chosen on RealTimeQA 2024 (half of its articles), reported on 2022; see BENCHMARKS.md for the whole grid.
DENSE_WEIGHT = 0.8
RECENCY_WEIGHT = 0.4
RECENCY_DAYS = 30.0


@dataclass(frozen=True, slots=True)
class Scores:
    """What is known of one passage: BM25 as a share of the question's best (0-1), cosine, days from the asking."""

    lexical: float
    dense: float
    days: int | None
    """None where the article has no date, or the question names a time of its own."""


def fused(scores: Scores) -> float:
    """The score that ranks passages of one question."""
    recency = math.exp(-abs(scores.days) / RECENCY_DAYS) if scores.days is not None else 0.0
    return scores.lexical + DENSE_WEIGHT * scores.dense + RECENCY_WEIGHT * recency
