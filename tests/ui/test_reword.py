"""What was searched for is shown with the question, and can be changed and asked again."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from index.datatypes import Filter
from rag.datatypes import Query
from tests.ui.fakes import TODAY, FakeAssistant
from ui.chat import Chat
from ui.page import reword_html


def last(steps: Iterator[str]) -> str:
    return list(steps)[-1]


QUERY = Query("Why was it closed?", "Why was it closed? (harbour bridge)", Filter(), "why", TODAY)


def test_what_was_searched_for_stands_in_a_field_with_a_label_and_a_button() -> None:
    shown = reword_html(3, QUERY)
    assert '<summary dir="auto">Searched for: Why was it closed? (harbour bridge)</summary>' in shown
    assert 'data-reword="3"' in shown
    assert 'value="Why was it closed? (harbour bridge)"' in shown
    assert "<label>What to search for <input" in shown
    assert '<button type="submit">' in shown


def test_question_that_was_searched_as_asked_can_be_changed_too() -> None:
    assert '<summary dir="auto">Change the question</summary>' in reword_html(0, replace(QUERY, standalone=QUERY.text))


def test_markup_in_what_was_searched_for_stays_text() -> None:
    shown = reword_html(0, replace(QUERY, standalone='"><script>alert(1)</script>'))
    assert "<script>" not in shown
    assert '""' not in shown


def test_reworded_question_is_asked_as_it_stands_and_shown_as_such() -> None:
    assistant = FakeAssistant()
    chat = Chat(assistant, "")
    last(chat.ask("Is it worn?"))
    shown = last(chat.ask_reworded(0, "How many cables are worn?"))
    again = assistant.conversations[0].asked[1]
    assert isinstance(again, Query)
    assert again.text == "How many cables are worn?"
    assert "Asked again in other words" in shown
    assert "Mara Halden said" in shown


@pytest.mark.parametrize("number", [-1, 5])
def test_rewording_of_a_question_that_is_not_there_changes_nothing(number: int) -> None:
    chat = Chat(FakeAssistant(), "")
    before = last(chat.ask("Which cables?"))
    assert list(chat.ask_reworded(number, "Which cables?")) == [before]


def test_reworded_question_that_is_too_long_is_refused_in_words() -> None:
    chat = Chat(FakeAssistant(), "")
    last(chat.ask("Which cables?"))
    assert "more than 2,000 characters" in last(chat.ask_reworded(0, "x" * 3_000))
    assert "Mara Halden said" in last(chat.ask("Which cables?"))
