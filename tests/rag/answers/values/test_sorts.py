"""An answer of the sort that is asked for goes before one of another sort: votes and no seats, the one in that role."""

from datetime import date

import numpy as np
import pytest

from index.datatypes import Article, Passage
from rag.answers.fit import fitting
from rag.answers.values.sorts import counts_it
from rag.evidence.gather import FEATURES, Evidence
from rag.evidence.spans import Found
from rag.understand import understand
from tests.rag.answers.forms import AS_OF
from tests.rag.answers.forms import rated as rated_

VOTES = "How many votes did the stadium get?"
SEATS = "The stadium has |12,000 seats|."
BY_VOTES = "The stadium got |19 votes|."


def rated(sentence: str, probability: float, coverage: float = 1.0) -> Evidence:
    """A sentence that is an article, with its answer between bars; `coverage`: its share of the question's words."""
    before, answer, after = sentence.split("|")
    text = before + answer + after
    passage = Passage(Article(text, "News", text), 0, len(text), text, 1.0)
    features = np.zeros(len(FEATURES))
    features[FEATURES.index("coverage")] = coverage
    found = Found(len(before), len(before + answer), answer, 9.0)
    return Evidence(passage, 0, len(text), text, None, features, found, probability)


@pytest.mark.parametrize(
    ("question", "evidence", "best"),
    [
        (VOTES, [rated(SEATS, 0.8), rated(BY_VOTES, 0.3)], "19 votes"),
        (VOTES, [rated(SEATS, 0.8), rated(BY_VOTES, 0.1)], "12,000 seats"),  # too unlikely
        (VOTES, [rated(SEATS, 0.8), rated(BY_VOTES, 0.3, coverage=0.2)], "12,000 seats"),  # votes on something else
        (VOTES, [rated(SEATS, 0.8), rated("Stands for |300 people| were built.", 0.5)], "12,000 seats"),
        ("How many people fit in?", [rated(SEATS, 0.8), rated("It fits |300 people|.", 0.5)], "12,000 seats"),
        (
            "Who is the judge who freed Marek?",
            [rated("Marek was freed, his lawyer |Ada Lind| said.", 0.8), rated("Judge |Bo Hart| freed him.", 0.4)],
            "Bo Hart",
        ),
    ],
)
def test_answer_of_the_sort_asked_for_goes_first(question: str, evidence: list[Evidence], best: str) -> None:
    first, *others = fitting(understand(question, date(2031, 6, 1)), evidence)
    assert first.answer
    assert first.answer.text == best
    assert len(others) == len(evidence) - 1


@pytest.mark.parametrize(
    ("question", "sentence", "counts"),
    [
        (
            "How much did the winner pay for her ticket?",
            "A cook from Orlen has won |7.4 million crowns| in the lottery.",
            False,
        ),
        ("How much did the cook win?", "A cook from Orlen has won |7.4 million crowns| in the lottery.", True),
        ("How much did the cook pay?", "A cook from Orlen paid |4 crowns| for the ticket that won a million.", True),
    ],
)
def test_what_was_won_is_not_what_was_paid(question: str, sentence: str, *, counts: bool) -> None:
    assert counts_it(understand(question, AS_OF), rated_(1, sentence, 0.5)) is counts
