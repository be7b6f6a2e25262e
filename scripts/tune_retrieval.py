"""Compare weights for the fusion of a passage's scores (`rag/ranking/fuse.py`) on RealTimeQA 2024, and print the best.

    python scripts/tune_retrieval.py --data ../shared/data --work /tmp/reader

The archive is the one of `weigh_evidence.py`. A hit is a passage of an article that holds the answer string, with the
string in its headline or text. What is reported (BENCHMARKS.md) is RealTimeQA 2022.
"""

import argparse
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from weigh_evidence import Question, open_realtimeqa

from index.archive import Archive
from index.datatypes import Passage
from rag.ranking.coverage import Coverage
from rag.ranking.fuse import LEAD_CHARS, RECENCY_DAYS, fused
from rag.retrieve import COVERED, Retriever
from rag.understand import understand

DENSE = (0.8, 1.0, 1.3)
RECENCY = (0.2, 0.4, 0.6)
LEAD = (0.1, 0.2, 0.3)
PASSAGE = (0.0, 0.3, 0.6)
ARTICLE = (0.0, 0.3, 0.6, 1.0, 1.5)
SHOWN = 12


@dataclass(frozen=True)
class Ranking:
    """The candidates of one question: columns BM25, cosine, recency, lead, coverage; and which of them are hits."""

    scores: NDArray[np.float64]
    hits: NDArray[np.bool_]


def main() -> None:
    """Gather the candidates once, then rank them with every combination of weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    arguments = parser.parse_args()
    archive, questions = open_realtimeqa(arguments.data, arguments.work)
    with archive:
        rankings = [_ranking(archive, question) for question in questions]
    print(f"{len(rankings)} questions, each figure hit@1 / hit@4 / hit@10 / MRR")
    print("BM25 alone ", _figures(rankings, (1, 0, 0, 0, 0, 0)))
    print("dense alone", _figures(rankings, (0, 1, 0, 0, 0, 0)))
    tried = [
        (_figures(rankings, (1, *weights)), weights) for weights in product(DENSE, RECENCY, LEAD, PASSAGE, ARTICLE)
    ]
    for figures, weights in sorted(tried, key=lambda one: -one[0][0] - one[0][3])[:SHOWN]:
        print("dense {} recency {} lead {} passage {} article {}:".format(*weights), figures)


def _ranking(archive: Archive, question: Question) -> Ranking:
    query = understand(question.text, question.as_of)
    found = sorted(Retriever(archive).candidates(query), key=lambda one: -fused(one[1]))
    coverage = Coverage(query, archive)
    rows = [
        (
            score.lexical,
            score.dense,
            0.0 if score.days is None else math.exp(-abs(score.days) / RECENCY_DAYS),
            math.exp(-score.start / LEAD_CHARS),
            coverage.of(f"{passage.article.title}\n{passage.text}") if place < COVERED else 0.0,
            coverage.of(f"{passage.article.title}\n{passage.article.text}") if place < COVERED else 0.0,
        )
        for place, (passage, score) in enumerate(found)
    ]
    return Ranking(np.array(rows, dtype=float), np.array([_is_hit(passage, question) for passage, _ in found]))


def _is_hit(passage: Passage, question: Question) -> bool:
    text = f"{passage.article.title}\n{passage.text}".casefold()
    return passage.article.id in question.articles and any(answer.casefold() in text for answer in question.answers)


def _figures(rankings: Sequence[Ranking], weights: Sequence[float]) -> tuple[float, float, float, float]:
    totals = np.zeros(4)
    for ranking in rankings:
        score = ranking.scores @ np.array(weights)
        places = np.nonzero(ranking.hits[np.argsort(-score, kind="stable")])[0]
        if len(places):
            totals += [places[0] < 1, places[0] < 4, places[0] < 10, 1 / (places[0] + 1)]
    first, fourth, tenth, reciprocal = (round(float(total) / len(rankings), 3) for total in totals)
    return first, fourth, tenth, reciprocal


if __name__ == "__main__":
    main()
