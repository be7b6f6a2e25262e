"""Question set x assistant -> records, one per case.

For each case: 1. ask (a conversation turn by turn) 2. grade passages and answer 3. where it was lost, find the stage
4. one record. A case that fails is recorded with its message, and what failed scores 0: it is never left out.
"""

from collections import deque
from collections.abc import Callable, Container, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from eval.asked import Asked, Stored
from eval.folder import RunFolder
from eval.grade import choice_of, grade_answer, grade_retrieval
from eval.header import check_archive, check_questions
from eval.holdings import Holdings
from eval.judge import Judge, Verdicts
from eval.listen import Heard, in_words, listen, look_up
from eval.metrics.answers import first_hit, is_hit
from eval.metrics.citing import judge_sentences
from eval.questions import Case, QuestionSet
from eval.records import CaseRecord, Cited, Done, Retrieved, Said
from eval.score import LOST, outcome
from index.datatypes import Passage
from index.errors import DatelineError
from rag.as_dict import query_dict
from rag.datatypes import Answer, Citation

DEEP = 50
"""Passages searched for a case that was lost without a hit: beyond them it counts as not retrieved."""
T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Examiner:
    """Asks cases one by one; several threads may share it."""

    assistant: Asked
    top_k: int = 10
    retrieval_only: bool = False
    as_of: date | None = None
    """The day on which cases are asked that name none; today when not given."""
    judge: Judge | None = None

    def examine(self, case: Case, holdings: Holdings) -> Done:
        """One case, from question to record; an error of the assistant is part of the record, not raised."""
        as_of = case.as_of or self.as_of
        if self.retrieval_only:
            heard = look_up(case, self.assistant, as_of, self.top_k)
        else:
            heard = listen(case, self.assistant, as_of)
        try:
            passages = self._passages(heard)
        except Exception as error:  # whatever breaks in one case, the others still count
            passages, heard.error = heard.passages[: self.top_k], in_words(error)
        record = self._graded(case, heard, passages)
        if outcome(record) in LOST:
            record = self._diagnosed(record, case, heard, holdings)
        return Done(record, passages)

    def _passages(self, heard: Heard) -> tuple[Passage, ...]:
        """The first `top_k`; searched for where the run wants more than the assistant reads."""
        if self.retrieval_only or self.top_k <= self.assistant.top_k or heard.query is None or heard.error:
            return heard.passages[: self.top_k]
        return tuple(self.assistant.search(heard.query, top_k=self.top_k))

    def _graded(self, case: Case, heard: Heard, passages: tuple[Passage, ...]) -> CaseRecord:
        answer = heard.answer
        chosen, verdicts = choice_of(case, answer, passages), self._verdicts(case, answer)
        scores = grade_retrieval(case, passages, self.top_k)
        if not self.retrieval_only:
            scores |= grade_answer(case, answer, chosen)
        return CaseRecord(
            id=case.id,
            case=case.digest,
            turns=case.turns or (case.asked,),
            tags=case.tags,
            expected=case.accepted,
            articles=case.articles,
            answerable=case.answerable,
            speaker=case.speaker,
            as_of=case.as_of.isoformat() if case.as_of else None,
            asked=not self.retrieval_only,
            query=query_dict(heard.query) if heard.query else {},
            retrieved=tuple(Retrieved(p.article.id, p.start, p.end, _is_hit(p, case)) for p in passages),
            rank=first_hit(passages, case) if case.judges_retrieval else None,
            read_rank=first_hit(heard.read, case) if case.judges_retrieval else None,
            cites_hit=_cites_hit(case, answer, heard.read),
            chosen=chosen,
            verdicts=verdicts.values,
            judge_failures=verdicts.failures,
            error=heard.error,
            scores=scores,
            search_ms=heard.search_ms,
            ask_ms=heard.ask_ms,
            **_answer_fields(answer, self.assistant.archive),
        )

    def _verdicts(self, case: Case, answer: Answer | None) -> Verdicts:
        if self.judge is None or not case.answers:
            return Verdicts(())
        if answer is None or not answer.answered:
            return Verdicts((0.0,) * self.judge.times)
        asked = "\n".join(case.turns) or case.asked
        accepted = [" or ".join(spellings) for spellings in case.answers] if case.all_answers else case.accepted
        return self.judge.verdicts(asked, accepted, answer.text, every=case.all_answers)

    def _diagnosed(self, record: CaseRecord, case: Case, heard: Heard, holdings: Holdings) -> CaseRecord:
        """The record with what tells the stage at which a case without a hit was lost."""
        if not case.judges_retrieval or record.rank or record.read_rank or heard.query is None or heard.error:
            return record
        try:
            there = holdings.has(case)
            deep = None if there is False else first_hit(self.assistant.search(heard.query, top_k=DEEP), case)
        except Exception as error:  # as above
            return replace(record, error=in_words(error))
        return replace(record, in_archive=there, deep_rank=deep)


def run_set(questions: QuestionSet, examiner: Examiner, *, jobs: int = 1, skip: Container[str] = ()) -> Iterator[Done]:
    """Each case as it is done, in the set's order whatever the number of jobs; ids in `skip` are left out."""
    holdings = Holdings(examiner.assistant.archive)
    cases = (case for case in questions.cases if case.id not in skip)
    yield from _in_order(lambda case: examiner.examine(case, holdings), cases, jobs)


def run_case(case: Case, assistant: Asked, *, top_k: int = 10, retrieval_only: bool = False) -> CaseRecord:
    """The record of one case; an error of the assistant is part of it, not raised."""
    examiner = Examiner(assistant, top_k, retrieval_only)
    return examiner.examine(case, Holdings(assistant.archive)).record


def continue_run(
    folder: RunFolder, questions: QuestionSet, assistant: Asked, judge: Judge | None = None
) -> Iterator[CaseRecord]:
    """The records that the run in this folder still lacks, each written down as it comes.

    Raises RunError when the questions or the archive are not those that the run began with, when another process
    continues the same run, and when the folder cannot be written.
    """
    header = folder.header()
    check_questions(folder.path, header, questions)
    check_archive(folder.path, header, assistant)
    examiner = Examiner(assistant, header.top_k, header.retrieval_only, header.day, judge)
    with folder.held():
        records = folder.records()
        folder.check_order(records, (case.digest for case in questions.cases))
        done = {record.id for record in records}
        if len(done) == len(questions.cases):
            return
        # The first search loads the embedding model: no case's time.
        look_up(questions.cases[0], assistant, header.day, top_k=1)
        asked = run_set(questions, examiner, jobs=header.jobs, skip=done)
        left = len(questions.cases) - len(done)
        yield from folder.keep(_before_last(asked, left, lambda: check_archive(folder.path, header, assistant)))


def _before_last(items: Iterable[T], count: int, check: Callable[[], None]) -> Iterator[T]:
    """The items, the last of `count` after a check: a run whose archive changed meanwhile never becomes whole."""
    for number, item in enumerate(items, 1):
        if number == count:
            check()
        yield item


def _in_order(work: Callable[[T], U], items: Iterable[T], jobs: int) -> Iterator[U]:
    """The results in the items' order, at most two per job made ahead of the one that is waited for."""
    if jobs == 1:
        yield from map(work, items)
        return
    with ThreadPoolExecutor(jobs, thread_name_prefix="dateline-eval") as pool:
        ahead: deque[Future[U]] = deque()
        try:
            for item in items:
                ahead.append(pool.submit(work, item))
                if len(ahead) > 2 * jobs:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _is_hit(passage: Passage, case: Case) -> bool:
    return case.judges_retrieval and is_hit(passage, case)


def _cites_hit(case: Case, answer: Answer | None, read: Iterable[Passage]) -> bool:
    """Whether a cited span lies in a passage that is a hit."""
    cited = answer.citations if answer else ()
    return any(_overlap(citation, passage) and _is_hit(passage, case) for passage in read for citation in cited)


def _overlap(citation: Citation, passage: Passage) -> bool:
    same = citation.article.id == passage.article.id
    return same and citation.start < passage.end and passage.start < citation.end


def _answer_fields(answer: Answer | None, archive: Stored) -> dict[str, Any]:
    if answer is None:
        return {}
    return {
        "answered": answer.answered,
        "text": answer.text,
        "short": answer.short,
        "reason": answer.reason,
        "confidence": answer.confidence,
        "sentences": tuple(Said(judged.text, judged.markers, judged.proved) for judged in judge_sentences(answer)),
        "citations": tuple(_cited(citation, archive) for citation in answer.citations),
        "usage": answer.usage,
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
        copies=tuple(copy.article_id for copy in citation.copies),
    )


def _is_exact(citation: Citation, archive: Stored) -> bool:
    """Checked against the stored article, not against the copy that the citation carries."""
    try:
        text = archive.article(citation.article.id).text
    except DatelineError:
        return False
    return bool(citation.quote) and text[citation.start : citation.end] == citation.quote
