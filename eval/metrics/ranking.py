"""Metrics of one ranked list against judgements, as trec_eval defines them.

`ranking` holds names, best first, none of them twice; `grades` holds the relevant names with their grades, 1 or more. A
name that `grades` lacks is not relevant. Where nothing is relevant every metric is 0.

Of articles that are copies of one text a search shows one, which names the others; it ranks for all of them. So an
article is relevant when the case names it or a copy of it, and counts once, however many of its copies the case names.
"""

import math
from collections.abc import Mapping, Sequence


def hit_at(rank: int | None, k: int) -> float:
    """1 if the first hit is among the first k passages, else 0 (Success@k, TREC).

    Its mean, hit@k, is the share of questions with a hit among the first k. 0 to 1.
    """
    return float(rank is not None and rank <= k)


def reciprocal_rank(rank: int | None) -> float:
    """1 / rank of the first hit, 0 without one; the mean is MRR (Voorhees, TREC-8 1999). 0 to 1.

    The list ends at the run's top_k, so the value is MRR@top_k.
    """
    return 1.0 / rank if rank else 0.0


def recall_at(ranking: Sequence[str], grades: Mapping[str, int], k: int) -> float:
    """Share of what is relevant that is among the first k (trec_eval's recall_k). 0 to 1."""
    return sum(name in grades for name in ranking[:k]) / len(grades) if grades else 0.0


def average_precision(ranking: Sequence[str], grades: Mapping[str, int]) -> float:
    """Mean over all that is relevant of the precision at its rank, 0 for what is not in the list. 0 to 1.

    The mean over questions is MAP (Buckley and Voorhees 2000; trec_eval's map). Grades are not weighed.
    """
    total, found = 0.0, 0
    for rank, name in enumerate(ranking, 1):
        if name in grades:
            found += 1
            total += found / rank
    return total / len(grades) if grades else 0.0


def ndcg_at(ranking: Sequence[str], grades: Mapping[str, int], k: int) -> float:
    """Discounted gain of the first k over that of the best possible order (Järvelin and Kekäläinen 2002). 0 to 1.

    As trec_eval's ndcg_cut_k: the gain is the grade itself, the discount log2(rank + 1).
    """
    best = _discounted(sorted(grades.values(), reverse=True)[:k])
    return _discounted([grades.get(name, 0) for name in ranking[:k]]) / best if best else 0.0


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))
