"""Two months compared: what is told of each, in the order of the question, or that nothing was found."""

from datetime import date

import pytest

from rag.assistant import Assistant
from tests.rag.answers.forms import AS_OF, Archived, report, texts

FEBRUARY = "Bus journeys in Orlen fell to 20,000 in February, the transport office said on Tuesday."
MARCH = "Bus journeys in Orlen rose to 31,000 in March, helped by the snow, the office said on Friday."


@pytest.fixture
def assistant(archived: Archived) -> Assistant:
    return archived(
        report(1, f"{FEBRUARY} Trams were fuller. A ticket costs 3 crowns.", "Gazette", date(2026, 3, 4)),
        report(2, f"{MARCH} In February the buses were late. Snow fell.", "Gazette", date(2026, 4, 3)),
    )


@pytest.mark.parametrize(
    "question",
    [
        "How did bus journeys in February compare with March?",
        "How do bus journeys in February and March compare?",
        "Compare February and March on bus journeys in Orlen",
    ],
)
def test_each_month_has_its_sentence(assistant: Assistant, question: str) -> None:
    assert texts(assistant.ask(question, AS_OF)) == [FEBRUARY, MARCH]


def test_later_month_named_first_comes_first(assistant: Assistant) -> None:
    assert texts(assistant.ask("Compare March and February on bus journeys in Orlen", AS_OF)) == [MARCH, FEBRUARY]


def test_month_of_which_nothing_is_told_is_said_to_have_none(assistant: Assistant) -> None:
    answer = assistant.ask("How did bus journeys in Orlen in January compare with March?", AS_OF)
    assert texts(answer) == [MARCH]
    assert "No sentence of this archive was found that tells of it in January." in answer.query.notes
