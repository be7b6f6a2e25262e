"""What a sentence tells of somebody's words without quoting any."""

import pytest

from tests.rag.answers.forms import AS_OF, Archived, report, texts


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("A new ferry was announced by Pal Estrand.", True),
        ("A new ferry was bought by Pal Estrand.", False),
    ],
)
def test_sentence_that_tells_of_saying_answers_and_a_deed_does_not(
    archived: Archived, text: str, answered: bool
) -> None:
    answer = archived(report(1, f"{text} It rained.")).ask("What did Pal Estrand say about the ferry?", AS_OF)
    assert texts(answer) == ([text] if answered else [])
