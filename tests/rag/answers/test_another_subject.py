"""What befell his wife is not what befell him, and the end of a strike is not that of the festival."""

from datetime import date

import pytest

from rag.assistant import Assistant
from tests.rag.answers.forms import AS_OF, Archived, report, texts

ROE = "Anselm Roe, whose puppets taught two generations to count, died on Saturday of a stroke at home in Orlen."
WIFE = "His wife, the dancer Lotte Roe, died of pneumonia in 2017."


@pytest.fixture
def assistant(archived: Archived) -> Assistant:
    return archived(
        report(1, f"{ROE} He was 84. {WIFE} His daughter, Judith Roe, said the theatre would go on.", "Gazette",
               date(2026, 3, 9)),
    )  # fmt: skip


@pytest.mark.parametrize("question", ["What did Anselm Roe die of?", "What was the cause of Anselm Roe's death?"])
def test_deed_of_a_relative_is_not_his(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question, AS_OF)
    assert texts(answer)[0] == ROE
    assert answer.short != "pneumonia"


@pytest.mark.parametrize("question", ["What did Lotte Roe die of?", "What did Anselm Roe's wife die of?"])
def test_relative_who_is_asked_for_is_answered(assistant: Assistant, question: str) -> None:
    assert texts(assistant.ask(question, AS_OF))[0] == WIFE


def test_end_of_something_else_is_no_end_of_the_festival(archived: Archived) -> None:
    strike = "A strike of the hotel staff, which began on Monday, is to end on 12 April."
    assistant = archived(
        report(1, f"The Orlen festival opens on 16 April with 84 films. {strike}", "Gazette", date(2026, 4, 2)),
    )
    assert strike not in texts(assistant.ask("When did the festival end?", AS_OF))
    assert strike in texts(assistant.ask("When will the strike end?", AS_OF))


def test_festival_of_this_year_is_the_one_and_that_of_last_year_where_it_is_asked_for(archived: Archived) -> None:
    this, last = "This year's Orlen festival ended on 16 April.", "Last year's Orlen festival ended on 11 May."
    assistant = archived(report(1, f"{this} {last}", "Gazette", date(2026, 4, 18)))
    assert texts(assistant.ask("When did the Orlen festival end?", AS_OF)) == [this]
    assert last in texts(assistant.ask("When did last year's Orlen festival end?", AS_OF))
