"""A case and what was heard -> its scores, by metric name, each 0 to 1. Metrics that do not apply are left out."""

from collections.abc import Iterator, Sequence

from eval.metrics.answers import (
    article_precision,
    article_ranking,
    contains,
    evidence_found,
    exact_match,
    first_hit,
    names_speaker,
    token_f1,
    wanted_grades,
)
from eval.metrics.choose import choose
from eval.metrics.citing import citation_precision, citation_recall
from eval.metrics.match import without_markers
from eval.metrics.ranking import average_precision, hit_at, ndcg_at, reciprocal_rank
from eval.metrics.values import matched
from eval.questions import Case
from index.datatypes import Passage
from rag.datatypes import Answer

HIT_DEPTHS = (1, 4, 10, 50)
RECALL_DEPTHS = (4, 10, 50)


def grade_retrieval(case: Case, passages: Sequence[Passage], top_k: int) -> dict[str, float]:
    """Scores of the passages, best first."""
    if not case.judges_retrieval:
        return {}
    rank = first_hit(passages, case)
    scores = {f"hit@{depth}": hit_at(rank, depth) for depth in HIT_DEPTHS if depth <= top_k}
    scores["mrr"] = reciprocal_rank(rank)
    scores |= {f"recall@{depth}": evidence_found(passages, case, depth) for depth in RECALL_DEPTHS if depth <= top_k}
    if case.articles:
        ranking, grades = article_ranking(passages), wanted_grades(passages, case)
        scores["map"] = average_precision(ranking, grades)
        scores |= {"ndcg@10": ndcg_at(ranking, grades, 10)} if top_k >= 10 else {}
    return scores


def grade_answer(case: Case, answer: Answer | None, chosen: str | None) -> dict[str, float]:
    """Scores of the answer; a refusal, or no answer for a failure, scores 0 wherever an answer was wanted."""
    answered = answer if answer and answer.answered else None
    scores = {}
    if case.choices:
        scores["choice"] = float(chosen is not None and exact_match(chosen, case.accepted))
    elif case.answers:
        scores |= _grade_words(case, answered)
    if case.speaker and case.answerable is not False:
        scores["speaker"] = names_speaker(answered, case.speaker) if answered else 0.0
    return scores | (dict(_grade_citations(case, answered)) if answered else {})


def choice_of(case: Case, answer: Answer | None, passages: Sequence[Passage]) -> str | None:
    """The choice that the evidence speaks for, in multiple choice."""
    return choose(case.choices, answer, passages, case.asked) if case.choices else None


def _grade_words(case: Case, answered: Answer | None) -> dict[str, float]:
    if answered is None:
        return {"em": 0.0, "f1": 0.0, "contains": 0.0, "match": 0.0}
    said = _said(answered)
    prediction = answered.short or said
    texts = [said, answered.short or "", *(citation.quote for citation in answered.citations)]
    return {
        "em": exact_match(prediction, case.accepted),
        "f1": token_f1(prediction, case.accepted),
        "contains": contains(texts, case.accepted),
        "match": float(matched(texts, case)),
    }


def _grade_citations(case: Case, answered: Answer) -> Iterator[tuple[str, float]]:
    yield "citation_recall", citation_recall(answered)
    yield "citation_precision", citation_precision(answered)
    if case.articles:
        yield "article_precision", article_precision(answered.citations, case.articles)


def _said(answer: Answer) -> str:
    return " ".join(statement.text for statement in answer.statements) or without_markers(answer.text)
