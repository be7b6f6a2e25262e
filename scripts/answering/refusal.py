"""Refusing what the archive does not answer: questions whose articles are taken out, and swapped questions.

A refusal of what has no answer is the positive. Each question is asked once; the curve over the threshold is made of
the confidence that the answers, refusals among them, are given with: refused is what lies below the threshold.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import Row

from answering.common import DAY, SEED, Place, mean, realtimeqa_archive, realtimeqa_cases, share
from answering.swaps import swapped_cases
from eval.load import load_set
from eval.metrics.refusal import refusal_shares
from eval.metrics.values import matches
from eval.questions import Case
from index.datatypes import Passage
from rag.assistant import Assistant
from rag.datatypes import Answer, Query

DEEP = 50
"""Passages searched, so that enough are left to read where those of the right articles are taken out."""
WANTED = 0.85
REPOSITORY = Path(__file__).resolve().parents[2]
SAMPLE_DAY = DAY.replace(month=5)


@dataclass(frozen=True)
class Asked:
    """A question that was asked: whether anything answers it, and what the reader made of it."""

    unanswerable: bool
    refused: bool
    confidence: float
    how: str = ""


def measured(place: Place) -> Iterator[Row]:
    """Precision and recall of refusing on both kinds of question, and how they change with the threshold."""
    taken_out = list(_taken_out(place))
    yield from _rows(f"RealTimeQA {place.year}, each with and without the articles that say its answer", taken_out)
    swapped = list(_swapped(place))
    yield from _rows("sample, questions and their swaps", swapped)
    for how, ones in sorted(_by_kind(swapped).items()):
        yield Row(f"swaps refused: {how}", share(mean(one.refused for one in ones)), f"{len(ones)} questions")


def points(asked: Sequence[Asked]) -> list[tuple[float, float, float]]:
    """(threshold, precision, recall) at each confidence that was given, from the lowest up."""
    thresholds = sorted({one.confidence for one in asked if one.confidence > 0})
    return [(at, *precision_recall(asked, [one.confidence < at for one in asked])) for at in thresholds]


def precision_recall(asked: Sequence[Asked], refused: Iterable[bool]) -> tuple[float, float]:
    """Precision (1 where nothing is refused) and recall of refusing these."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for one, was in zip(asked, refused, strict=True):
        for name, (above, below) in refusal_shares(refused=was, unanswerable=one.unanswerable).items():
            sums[name][0] += above
            sums[name][1] += below
    precision, recall = sums["refusal_precision"], sums["refusal_recall"]
    return precision[0] / precision[1] if precision[1] else 1.0, recall[0] / recall[1] if recall[1] else 1.0


def _rows(name: str, asked: Sequence[Asked]) -> Iterator[Row]:
    without = sum(one.unanswerable for one in asked)
    precision, recall = precision_recall(asked, [one.refused for one in asked])
    yield Row(f"refusal: {name}", f"precision {share(precision)}, recall {share(recall)}",
              f"{without} without an answer, {len(asked) - without} with")  # fmt: skip
    curve = points(asked)
    reached = max((point[1] for point in curve if point[2] >= WANTED), default=0.0)
    yield Row("  best precision at recall .85", share(reached), f"area under ROC {share(_roc(asked))}")
    shown = [curve[len(curve) * step // 12] for step in range(1, 12)] if curve else []
    yield Row("  threshold: precision, recall", "; ".join(f"{at:.3f}: {share(p)}, {share(r)}" for at, p, r in shown))


def _roc(asked: Sequence[Asked]) -> float:
    """The chance that a question with an answer is given more confidence than one without; equal ones count half."""
    having = [one.confidence for one in asked if not one.unanswerable]
    lacking = [one.confidence for one in asked if one.unanswerable]
    return mean((high > low) + (high == low) / 2 for high in having for low in lacking)


def _taken_out(place: Place) -> Iterator[Asked]:
    cases = [case for case in realtimeqa_cases(place, "generation") if case.articles]
    with realtimeqa_archive(place) as assistant:
        for case in place.sampled(cases):
            query = assistant.understand(case.asked, case.as_of)
            found = assistant.search(query, DEEP)
            left = [passage for passage in found if not _tells(passage, case)]
            yield _asked(_read(assistant, query, found[: assistant.top_k]), unanswerable=False)
            yield _asked(_read(assistant, query, left[: assistant.top_k]), unanswerable=True)


def _tells(passage: Passage, case: Case) -> bool:
    """Whether its article is taken out: the case names it or a copy of it, or it says the answer."""
    ids = {passage.article.id, *(copy.article_id for copy in passage.copies)}
    says_it = matches(f"{passage.article.title}\n{passage.article.text}", case.accepted)
    return says_it or not ids.isdisjoint(case.articles)


def _read(assistant: Assistant, query: Query, passages: Sequence[Passage]) -> Answer:
    answers = [event.answer for event in assistant.answerer.answer(query, passages) if event.answer]
    return answers[-1]


def _swapped(place: Place) -> Iterator[Asked]:
    with TemporaryDirectory() as folder, Assistant.open(folder, vector_search="exact") as assistant:
        assistant.archive.sync([REPOSITORY / "index" / "sample"])
        cases = load_set(REPOSITORY / "eval" / "sets" / "sample.jsonl").cases
        for one in place.sampled(swapped_cases(cases, assistant.archive, SEED)):
            answer = assistant.ask(one.case.asked, one.case.as_of or SAMPLE_DAY)
            yield _asked(answer, unanswerable=one.unanswerable, how=one.how)


def _asked(answer: Answer, *, unanswerable: bool, how: str = "") -> Asked:
    return Asked(unanswerable, not answer.answered, answer.confidence, how)


def _by_kind(asked: Sequence[Asked]) -> dict[str, list[Asked]]:
    kinds: dict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        if one.unanswerable:
            kinds[one.how].append(one)
    return kinds
