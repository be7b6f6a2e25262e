"""A question that asks on of whom the answer before it named asks of that person."""

from datetime import date

import pytest

from index.datatypes import Filter
from rag.answers.named_before import with_name_of
from rag.datatypes import Answer, Query
from rag.each import EachQuestion
from tests.rag.answers.forms import AS_OF, Archived, report


def asked(question: str) -> Query:
    return Query(question, question, Filter(), "who", date(2026, 4, 20), subject=question)


@pytest.mark.parametrize(
    ("part", "alone"),
    [
        ("how many votes did he get", "how many votes did Ada Lind get"),
        ("what is her plan", "what is Ada Lind's plan"),
        ("who beat her in 2022", "who beat Ada Lind in 2022"),
        ("when did it end", "when did it end"),
    ],
)
def test_pronoun_is_the_person_named_before(part: str, alone: str) -> None:
    before = Answer("", query=asked("Who won?"), short="Ada Lind", answered=True)
    found = with_name_of(asked(part), [before])
    assert found
    assert (found.standalone, found.subject) == (alone, alone)
    assert with_name_of(asked(part), []) == asked(part)


def test_of_nobody_nothing_is_asked_on() -> None:
    nobody = Answer("", query=asked("Who won?"), answered=False)
    assert with_name_of(asked("how many votes did he get"), [nobody]) is None
    assert with_name_of(asked("when did it end"), [nobody]) == asked("when did it end")


def test_number_is_that_of_the_one_who_won(archived: Archived) -> None:
    text = (
        "Ada Lind won the election for mayor of Orlen on Sunday. Her rival, Oskar Brand, got 12,874 votes. "
        "Lind got 14,310 votes, the office said. Turnout was 61 per cent."
    )
    assistant = archived(report(1, text))
    assistant.answerer = EachQuestion(assistant.answerer)
    answer = assistant.ask("Who won the election for mayor and how many votes did she get?", AS_OF)
    assert "Ada Lind get?” 14,310" in answer.text


def test_person_of_the_answer_is_asked_of_and_not_a_name_of_the_question(archived: Archived) -> None:
    assistant = archived(
        report(1, "Tessa Marr won the Orsk chess final on Sunday. Bo Stahl trained Marr for ten years.")
    )
    assistant.answerer = EachQuestion(assistant.answerer)
    answer = assistant.ask("Who won the Orsk chess final, and who trained her?", AS_OF)
    assert "“Who trained Tessa Marr?” Bo Stahl" in answer.text
