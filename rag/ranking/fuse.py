"""How well a passage matches, from its separate scores: one weighted sum, whose weights were measured."""

import math
from dataclasses import dataclass

# Chosen on RealTimeQA 2024 (`scripts/tune_retrieval.py`), reported on 2022 (BENCHMARKS.md).
DENSE_WEIGHT = 1.0
CLAUSE_DENSE_WEIGHT = 2.0  # clauses say in other words what an article says; chosen on MultiHop-RAG's odd rows
RECENCY_WEIGHT = 0.4
RECENCY_DAYS = 30.0
LEAD_WEIGHT = 0.2
LEAD_CHARS = 1500.0
PASSAGE_WEIGHT = 0.3
ARTICLE_WEIGHT = 0.6


@dataclass(frozen=True, slots=True)
class Scores:
    """What is known of one passage of one question."""

    lexical: float
    """BM25 as a share of the question's best, 0 to 1."""
    dense: float
    """Cosine similarity to the question."""
    days: int | None
    """Days between publication and the day that the question is about; None where either has no date."""
    start: int
    """Characters of the article before it: news tells the main thing first."""


def fused(scores: Scores, dense_weight: float = DENSE_WEIGHT) -> float:
    """The score that chooses which passages of one question are looked at more closely."""
    recency = math.exp(-abs(scores.days) / RECENCY_DAYS) if scores.days is not None else 0.0
    lead = math.exp(-scores.start / LEAD_CHARS)
    return scores.lexical + dense_weight * scores.dense + RECENCY_WEIGHT * recency + LEAD_WEIGHT * lead


def with_coverage(score: float, passage: float, article: float) -> float:
    """The fused score, and what shares (0 to 1) of the question stand in the passage and in its whole article.

    An article that has all of what is asked is about it, also where its best passage leaves out what it has said
    before: of all that was tried this helped most.
    """
    return score + PASSAGE_WEIGHT * passage + ARTICLE_WEIGHT * article
