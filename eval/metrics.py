"""The metrics, one small function each; what is counted over which cases is decided in `score.py`."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from eval.match import fold, holds, says, squad_tokens
from eval.questions import Case
from index.datatypes import Article, Passage


def is_wanted(article: Article, wanted: Iterable[str]) -> bool:
    """Whether a case names this article, by id, url or title (case and quotation marks aside)."""
    names = {fold(name) for name in wanted}
    return any(fold(name) in names for name in (article.id, article.url, article.title) if name)


def is_hit(passage: Passage, case: Case) -> bool:
    """A passage of one of the case's articles; where the case has answers, one that holds an accepted answer.

    The headline stands in front of the passage, as it does when the passage is indexed and when it is shown. A passage
    with one of the case's evidence sentences is a hit too: an answer such as "yes" need not be in it word for word.
    """
    if not is_wanted(passage.article, case.articles):
        return False
    shown = f"{passage.article.title}\n{passage.text}"
    return not case.answers or holds(shown, case.answers) or any(fold(line) in fold(shown) for line in case.evidence)


def first_hit(passages: Sequence[Passage], case: Case) -> int | None:
    """Rank of the first hit, from 1, or None."""
    return next((rank for rank, passage in enumerate(passages, 1) if is_hit(passage, case)), None)


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


def exact_match(prediction: str, answers: Iterable[str]) -> float:
    """1 if the words equal those of an accepted answer after SQuAD normalisation (Rajpurkar et al. 2016). 0 or 1."""
    words = squad_tokens(prediction)
    return float(any(words == squad_tokens(answer) for answer in answers))


def token_f1(prediction: str, answers: Iterable[str]) -> float:
    """Harmonic mean of word precision and recall against the best accepted answer (Rajpurkar et al. 2016). 0 to 1."""
    words = squad_tokens(prediction)
    return max((_f1(words, squad_tokens(answer)) for answer in answers), default=0.0)


def _f1(words: list[str], gold: list[str]) -> float:
    if not words or not gold:
        return float(words == gold)
    shared = sum((Counter(words) & Counter(gold)).values())
    return 2 * shared / (len(words) + len(gold))


def contains(texts: Iterable[str], answers: Sequence[str]) -> float:
    """1 if an accepted answer is in one of the texts (answer, cited quotes) as whole words, else 0.

    The lenient accuracy of open-domain question answering (Mallen et al. 2023), kept to whole words and numbers.
    """
    return float(any(says(text, answers) for text in texts))


def citation_exactness(exact: int, cited: int, bare: int) -> float | None:
    """Share of citations whose stored span equals the quote; None where nothing was answered. 0 to 1. Ours.

    `bare` counts answers without any citation; each counts as one citation that is not exact.
    """
    return exact / (cited + bare) if cited + bare else None


def article_precision(cited: Iterable[Article], wanted: Sequence[str]) -> float:
    """Share of the distinct cited articles that the case names, 0 when none is cited. 0 to 1.

    A document-level citation precision; the case's list may be incomplete, so it is a lower bound.
    """
    articles = {article.id: article for article in cited}
    return sum(is_wanted(article, wanted) for article in articles.values()) / len(articles) if articles else 0.0


def refusal_precision(refused_rightly: int, refused: int) -> float | None:
    """Share of the refusals that were of unanswerable cases; None without a refusal. 0 to 1.

    Refusing an unanswerable case is the positive, so precision falls with every good question turned away.
    """
    return refused_rightly / refused if refused else None


def refusal_recall(refused_rightly: int, unanswerable: int) -> float | None:
    """Share of the unanswerable cases that were refused; None without such cases. 0 to 1."""
    return refused_rightly / unanswerable if unanswerable else None


def percentile(values: Iterable[float], share: float) -> float | None:
    """The value below which `share` (0 to 1) of the values lie, linear between neighbours as numpy has it; or None."""
    ordered = sorted(values)
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
