"""News-quiz questions to a whole year's articles: how right, how right when sure, and multiple choice."""

from collections.abc import Iterator, Sequence

from bench import Row

from answering.common import Place, mean, realtimeqa_archive, realtimeqa_cases, share, short_of, unrefusing
from eval.grade import choice_of, grade_answer
from eval.listen import listen
from eval.metrics.answers import exact_match, token_f1
from eval.metrics.refusal import Attempt, risk_coverage, selective_auc
from eval.metrics.values import matched
from eval.questions import Case
from rag.assistant import Assistant
from rag.datatypes import Answer

WRONG = (0.05, 0.1, 0.2)
"""Shares of wrong answers at which the share answered is given."""


def risk(place: Place) -> Iterator[Row]:
    """Answers, none refused, and how many can be given before so many are wrong, the most confident first.

    Right is what `dateline eval` calls matched: an accepted answer in the answer or its quotes, dates and numbers read.
    """
    cases = place.sampled(realtimeqa_cases(place, "generation"))
    with realtimeqa_archive(place) as opened:
        assistant = unrefusing(opened)
        answers = [assistant.ask(case.asked, case.as_of) for case in cases]
    split = f"RealTimeQA {place.year}, {len(cases)} questions, never refusing"
    yield _words(cases, answers, split)
    cited = [float(_quoted(case, answer)) for case, answer in zip(cases, answers, strict=True) if case.articles]
    yield Row("right answer in the cited sentences", share(mean(cited)),
              f"the {len(cited)} questions with an article that says it")  # fmt: skip
    for name, texts in (("answer or quotes", _texts), ("short answer", lambda answer: [short_of(answer)])):
        tried = [
            Attempt(answer.confidence, answer.answered, matched(texts(answer), case))
            for case, answer in zip(cases, answers, strict=True)
        ]
        yield Row(f"share answered with the {name} wrong in at most 5 / 10 / 20 %",
                  " / ".join(share(_covered(tried, wrong)) for wrong in WRONG),
                  f"area under the curve {share(selective_auc(tried) or 0.0)}")  # fmt: skip


def choice(place: Place) -> Iterator[Row]:
    """Multiple choice by evidence (`eval.metrics.choose`), as printed and with none of the above."""
    kinds = [realtimeqa_cases(place, kind) for kind in ("choice", "none-of-the-above")]
    pairs = place.sampled(list(zip(*kinds, strict=True)))
    scores: list[list[float]] = [[], []]
    with realtimeqa_archive(place) as opened:
        for pair in pairs:
            for column, score in zip(scores, _chosen(pair, opened), strict=True):
                column.append(score)
    none = [score for pair, score in zip(pairs, scores[1], strict=True) if "none-of-the-above" in pair[1].tags]
    about = f"RealTimeQA {place.year}, {len(pairs)} questions"
    yield Row("multiple choice / none of the above", " / ".join(share(mean(column)) for column in scores),
              f"{about}; where none is right ({len(none)}) {share(mean(none))}")  # fmt: skip


def _chosen(pair: Sequence[Case], assistant: Assistant) -> Iterator[float]:
    """The score of each way to ask one question, which is asked once."""
    heard = listen(pair[0], assistant, pair[0].as_of)
    for case in pair:
        picked = choice_of(case, heard.answer, heard.passages)
        yield grade_answer(case, heard.answer, picked)["choice"]


def _words(cases: Sequence[Case], answers: Sequence[Answer], split: str) -> Row:
    shorts = [(short_of(answer), case.accepted) for case, answer in zip(cases, answers, strict=True)]
    em, f1 = (mean(metric(*one) for one in shorts) for metric in (exact_match, token_f1))
    return Row("EM / F1 of the short answer", f"{share(em)} / {share(f1)}", split)


def _quoted(case: Case, answer: Answer) -> bool:
    return matched([citation.quote for citation in answer.citations], case)


def _texts(answer: Answer) -> list[str]:
    return [answer.short or "", *(one.text for one in answer.statements), *(one.quote for one in answer.citations)]


def _covered(tried: Sequence[Attempt], wrong: float) -> float:
    """The largest share of the questions, the most confident first, of which at most so many are answered wrongly."""
    return max((point.coverage for point in risk_coverage(tried) if 1 - point.accuracy <= wrong), default=0.0)
