"""Whom a question names, and a witness where it asks who did it, are no answer to it."""

import pytest

from rag.answers.fit import suits
from rag.answers.plain import plain
from rag.understand import understand
from tests.rag.answers.forms import AS_OF, rated

TOOK_OVER = "|Carl Rudge|, who took over in August, was told by telephone."
WITNESS = "|Alf Trent| is being treated as a witness."


@pytest.mark.parametrize(
    ("question", "sentence", "fits"),
    [
        ("Who took over after Rudge was fired?", TOOK_OVER, False),
        ("Who took over in August?", TOOK_OVER, True),
        ("Who is Rudge's brother?", "His brother is |Erik Rudge|.", True),
        ("Who has been accused of taking the cello?", WITNESS, False),
        ("Who saw the theft of the cello?", WITNESS, True),
        ("Who has been charged?", "|Jon Vale| was cleared on Monday.", False),
        ("Who has been charged?", "|Jon Vale|, 38, of Lomm, has been charged with theft.", True),
    ],
)
def test_somebody_who_was_not_the_one_is_no_answer(question: str, sentence: str, *, fits: bool) -> None:
    assert suits(understand(question, AS_OF), rated(1, sentence, 0.4)) is fits


def test_another_person_goes_before_the_witness() -> None:
    query = understand("Who has been accused of taking the cello?", AS_OF)
    accused = rated(2, "|Dennis Tranter| will appear in court over the cello.", 0.3)
    found = plain(query, [rated(1, WITNESS, 0.35), accused], 0.1)
    assert found.sentences[0].text == accused.text
    assert found.short == "Dennis Tranter"
