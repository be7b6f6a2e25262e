"""A question in other words than the article's is answered, and one that only looks like it is not."""

import pytest

from rag.assistant import Assistant
from tests.rag.answers.forms import AS_OF, Archived, report

TEXT = (
    "Ilse Brandt stepped down as treasurer of Norvex on Monday after nine years. She had joined the yard in 2017.\n\n"
    "The board of Norvex met in Orlen. Two people were killed by a falling crane at the yard in March.\n\n"
    "Norvex said it would take over the Hallin dock for 12 million crowns. Workers at the dock downed tools on Friday."
)


@pytest.fixture
def assistant(archived: Archived) -> Assistant:
    return archived(report(1, TEXT))


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Who quit?", "Ilse Brandt"),
        ("Who left the company?", "Ilse Brandt"),
        ("When did the treasurer resign?", "Monday"),
        ("How many fatalities were there at the yard?", "Two"),
    ],
)
def test_question_in_other_words_is_answered(assistant: Assistant, question: str, short: str) -> None:
    assert assistant.ask(question, AS_OF).short == short


@pytest.mark.parametrize(
    "question",
    [
        "How many injuries were there at the yard?",
        "How many people were arrested at the yard?",
    ],
)
def test_question_about_something_else_is_refused(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question, AS_OF).answered
