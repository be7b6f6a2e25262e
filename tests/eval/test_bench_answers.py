"""The rules by which `scripts/bench_answers.py` counts, on answers made by hand."""

import sys
from datetime import date
from pathlib import Path

import pytest

from eval.load import load_set
from eval.questions import Case
from index.archive import Archive
from index.datatypes import Article, Filter
from rag.datatypes import Answer, Citation, Disagreement, Query, Statement

SCRIPTS = Path(__file__).parents[2] / "scripts"
ARTICLE = Article(
    "a", "Bridge", "The bridge cost 41 million crowns. The bridge cost 50 million crowns. It opened in May."
)
QUERY = Query("What did the bridge cost?", "What did the bridge cost?", Filter(), "how many", date(2031, 6, 1))
CASE = Case(id="cost", question=QUERY.text, answers=("41 million",), all_answers=True, wrong_answers=("50 million",))


@pytest.fixture(autouse=True)
def scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(SCRIPTS), *sys.path])


def answer(*sentences: str, short: str | None = None, values: tuple[str, ...] = ()) -> Answer:
    places = [ARTICLE.text.index(sentence) for sentence in sentences]
    citations = tuple(
        Citation(number, ARTICLE, at, at + len(sentence), sentence)
        for number, (at, sentence) in enumerate(zip(places, sentences, strict=True), 1)
    )
    return Answer(
        text=" ".join(sentences),
        answered=bool(sentences),
        query=QUERY,
        short=short,
        statements=tuple(Statement(sentence, (number,)) for number, sentence in enumerate(sentences, 1)),
        citations=citations,
        disagreement=Disagreement(tuple((value, 1) for value in values)) if values else None,
    )


RIGHT, WRONG, OTHER = (sentence.strip() + "." for sentence in ARTICLE.text.rstrip(".").split("."))


@pytest.mark.parametrize(
    ("given", "every", "alone", "strict"),
    [
        (answer(RIGHT, short="41 million crowns"), True, False, True),
        (answer(WRONG, short="50 million crowns"), False, True, False),
        (answer(RIGHT, WRONG, short="50 million crowns"), True, True, False),
        (answer(WRONG, RIGHT), True, True, False),
        (answer(RIGHT, WRONG, short="50 million", values=("50 million", "41 million")), True, False, False),
        (answer(OTHER), False, False, False),
        (answer(), False, False, False),
    ],
    ids=["right", "wrong", "wrong short answer", "wrong one first", "side by side", "neither", "refused"],
)
def test_a_wrong_answer_counts_as_alone_unless_a_right_one_stands_beside_it(
    given: Answer, every: bool, alone: bool, strict: bool
) -> None:
    from answering.ramdocs import outcome

    found = outcome(CASE, given)
    assert (found.every, found.alone, found.strict) == (every, alone, strict)


def test_refusals_are_counted_at_every_threshold() -> None:
    from answering.refusal import Asked, points, precision_recall

    asked = [Asked(True, True, 0.1), Asked(True, False, 0.5), Asked(False, True, 0.2), Asked(False, False, 0.9)]
    assert precision_recall(asked, [one.refused for one in asked]) == (0.5, 0.5)
    assert points(asked) == [(0.1, 1.0, 0.0), (0.2, 1.0, 0.5), (0.5, 0.5, 0.5), (0.9, pytest.approx(2 / 3), 1.0)]


def test_swapped_questions_of_the_sample_are_the_same_each_time(sample_archive: Path) -> None:
    from answering.swaps import swapped_cases

    cases = load_set(SCRIPTS.parent / "eval" / "sets" / "sample.jsonl").cases
    with Archive.open(sample_archive, chroma=False) as archive:
        first, again = (swapped_cases(cases, archive, 0) for _ in range(2))
    assert first == again
    kinds = {one.how for one in first}
    assert {"", "name or date", "negation", "opposite"} <= kinds
    asked = [one.case.asked for one in first]
    assert len(set(asked)) == len(asked)
    assert all(one.case.answerable is not one.unanswerable for one in first)
    assert "How did Jandarov not intend to pay for free ferry travel?" in asked
