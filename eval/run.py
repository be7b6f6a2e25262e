"""Question set x assistant -> records, one per case.

For each case: 1. ask (a conversation turn by turn) 2. search with what was understood 3. measure 4. one record.
A case that fails is recorded with its message, and what failed scores 0: it is never left out.
"""

import time
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from eval.asked import Asked, Conversing, Stored
from eval.folder import RunFolder
from eval.header import check_archive, check_questions
from eval.match import without_markers
from eval.metrics import article_precision, contains, exact_match, first_hit, hit_at, reciprocal_rank, token_f1
from eval.questions import Case, QuestionSet
from eval.records import CaseRecord, Cited, Retrieved
from index.datatypes import Passage
from index.errors import DatelineError
from rag.datatypes import Answer, Citation

HIT_DEPTHS = (1, 4, 10, 50)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tried(Generic[T]):
    """A step's value or why it failed, and the milliseconds that it took."""

    value: T | None
    error: str | None
    ms: float


def run_set(
    questions: QuestionSet,
    assistant: Asked,
    *,
    top_k: int = 10,
    retrieval_only: bool = False,
    skip: Container[str] = (),
) -> Iterator[CaseRecord]:
    """A record per case, in order, as each is done; cases whose id is in `skip` are left out."""
    for case in questions.cases:
        if case.id not in skip:
            yield run_case(case, assistant, top_k=top_k, retrieval_only=retrieval_only)


def run_case(case: Case, assistant: Asked, *, top_k: int = 10, retrieval_only: bool = False) -> CaseRecord:
    """The record of one case; an error of the assistant is part of it, not raised."""
    # A follow-up is asked even when only retrieval is measured: the conversation is what makes it searchable.
    asked = None if retrieval_only and not case.turns else _asked(case, assistant)
    searched = _searched(case, assistant, asked, top_k)
    answer = asked.value if asked and not retrieval_only else None
    passages = searched.value or ()
    rank = first_hit(passages, case) if case.articles else None
    return CaseRecord(
        id=case.id,
        question=case.asked,
        tags=case.tags,
        expected=case.answers,
        articles=case.articles,
        answerable=case.answerable,
        asked=not retrieval_only,
        rank=rank,
        retrieved=tuple(Retrieved(p.article.id, p.article.title, p.start, p.end) for p in passages),
        error=(asked.error if asked else None) or searched.error,
        scores=_retrieval_scores(case, rank, top_k) | ({} if retrieval_only else _answer_scores(case, answer)),
        search_ms=None if searched.error else searched.ms,
        ask_ms=None if retrieval_only or not asked or asked.error else asked.ms,
        **_answer_fields(answer, assistant.archive),
    )


def continue_run(folder: RunFolder, questions: QuestionSet, assistant: Asked) -> Iterator[CaseRecord]:
    """The records that the run in this folder still lacks, each written down as it comes.

    Raises RunError when the questions or the archive are not those that the run began with.
    """
    header = folder.header()
    check_questions(folder.path, header, questions)
    check_archive(folder.path, header, assistant)
    done = {record.id for record in folder.records()}
    # The first search loads the embedding model: no case's time.
    _tried(lambda: assistant.search(questions.cases[0].asked, top_k=1))
    rest = run_set(questions, assistant, top_k=header.top_k, retrieval_only=header.retrieval_only, skip=done)
    yield from folder.keep(rest)


def _tried(step: Callable[[], T]) -> Tried[T]:
    start = time.perf_counter()
    try:
        value, error = step(), None
    except DatelineError as caught:
        value, error = None, str(caught) or type(caught).__name__
    except Exception as caught:  # whatever breaks in one case, the others still count
        value, error = None, f"{type(caught).__name__}: {caught}"
    return Tried(value, error, (time.perf_counter() - start) * 1000)


def _asked(case: Case, assistant: Asked) -> Tried[Answer]:
    if not case.turns:
        return _tried(lambda: assistant.ask(case.asked, as_of=case.as_of))
    talk = _tried(lambda: _talk_so_far(case, assistant))
    if talk.value is None:
        return Tried(None, talk.error, talk.ms)
    ask = talk.value.ask
    return _tried(lambda: ask(case.asked, as_of=case.as_of))


def _talk_so_far(case: Case, assistant: Asked) -> Conversing:
    talk = assistant.conversation()
    for turn in case.turns[:-1]:
        talk.ask(turn, as_of=case.as_of)
    return talk


def _searched(case: Case, assistant: Asked, asked: Tried[Answer] | None, top_k: int) -> Tried[Sequence[Passage]]:
    if not case.turns:
        return _tried(lambda: assistant.search(case.asked, top_k=top_k, as_of=case.as_of))
    if asked is None or asked.value is None:
        return Tried(None, asked.error if asked else None, 0.0)
    query = asked.value.query
    return _tried(lambda: assistant.search(query, top_k=top_k, as_of=case.as_of))


def _retrieval_scores(case: Case, rank: int | None, top_k: int) -> dict[str, float]:
    if not case.articles or case.answerable is False:
        return {}
    hits = {f"hit@{depth}": hit_at(rank, depth) for depth in HIT_DEPTHS if depth <= top_k}
    return hits | {"mrr": reciprocal_rank(rank)}


def _answer_scores(case: Case, answer: Answer | None) -> dict[str, float]:
    answered = answer if answer and answer.answered else None
    scores = {}
    if case.answers:
        said = _said(answered) if answered else ""
        texts = [said, answered.short or "", *(c.quote for c in answered.citations)] if answered else []
        prediction = (answered.short if answered else None) or said
        scores["em"] = exact_match(prediction, case.answers) if answered else 0.0
        scores["f1"] = token_f1(prediction, case.answers) if answered else 0.0
        scores["contains"] = contains(texts, case.answers)
    if answered and case.articles:
        scores["article_precision"] = article_precision((c.article for c in answered.citations), case.articles)
    return scores


def _said(answer: Answer) -> str:
    return " ".join(statement.text for statement in answer.statements) or without_markers(answer.text)


def _answer_fields(answer: Answer | None, archive: Stored) -> dict[str, Any]:
    if answer is None:
        return {}
    return {
        "answered": answer.answered,
        "text": answer.text,
        "short": answer.short,
        "reason": answer.reason,
        "citations": tuple(_cited(citation, archive) for citation in answer.citations),
    }


def _cited(citation: Citation, archive: Stored) -> Cited:
    article = citation.article
    return Cited(
        marker=citation.marker,
        article=article.id,
        title=article.title,
        start=citation.start,
        end=citation.end,
        quote=citation.quote,
        speaker=citation.speaker,
        exact=_is_exact(citation, archive),
    )


def _is_exact(citation: Citation, archive: Stored) -> bool:
    """Checked against the stored article, not against the copy that the citation carries."""
    try:
        text = archive.article(citation.article.id).text
    except DatelineError:
        return False
    return bool(citation.quote) and text[citation.start : citation.end] == citation.quote
