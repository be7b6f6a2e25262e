"""Interviews: the interviewer's question is no answer, but it is shown with the turn that answers it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.datatypes import Article
from rag.assistant import Assistant
from rag.evidence.turn_questions import question_before

COACH = """We met the coach Paulo Reinar after the final in Odby.

Coast Radio: You have lost three finals. Will you stay in Odby?

Reinar: I will. My contract runs until 2028.

Coast Radio: Do you get money for the shirts?

Reinar: I won't discuss that.

Coast Radio: Was the referee bribed?

Reinar: The referee was bribed."""
DAIRY = """Mira Olsen runs the Tarn dairy. She spoke to us on Friday.

Q: How many cows does the dairy keep?

A: Sixty. We had ninety once.

Q: Is the milk organic?

A: We check it twice. The milk is organic."""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("interviews")
    with Assistant.open(folder, vector_search="exact") as opened:
        opened.archive.sync(
            [
                Article("coach", "Reinar after the final", COACH, outlet="Coast Radio", origin="document:1"),
                Article("dairy", "The Tarn dairy: an interview", DAIRY, outlet="Farm Weekly", origin="document:2"),
            ]
        )
        yield opened


@pytest.mark.parametrize(
    ("question", "asked", "answer"),
    [
        ("Will Reinar stay in Odby?", "Will you stay in Odby?", "Reinar: I will."),
        ("Does Reinar get money for the shirts?", "Do you get money for the shirts?", "Reinar: I won't discuss that."),
        ("How many cows does the Tarn dairy keep?", "Q: How many cows does the dairy keep?", "A: Sixty."),
    ],
)
def test_turn_is_shown_behind_the_question_that_it_answers(
    assistant: Assistant, question: str, asked: str, answer: str
) -> None:
    told = [statement.text for statement in assistant.ask(question).statements]
    assert told[0].endswith(asked)
    assert told[1].startswith(answer)


def test_turn_of_one_word_gives_the_short_answer(assistant: Assistant) -> None:
    assert assistant.ask("How many cows does the Tarn dairy keep?").short == "Sixty"


def test_turn_that_says_all_stands_without_the_question(assistant: Assistant) -> None:
    told = [statement.text for statement in assistant.ask("Until when does Reinar's contract run?").statements]
    assert told == ["My contract runs until 2028."]


@pytest.mark.parametrize("question", ["Was the referee bribed?", "Is the milk of the dairy organic?"])
def test_what_a_speaker_claims_in_a_turn_is_not_our_yes(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.answered
    assert answer.short is None


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Gazette: Will you run?\n\nLind: No. I am tired.", "Gazette: Will you run?"),
        ("Q: Why?\nA: Because.", "Q: Why?"),
        ("Will she run?\n\nLind: No.", None),  # a headline, maybe
        ("Gazette: Will you run?\n\nThe hall was full.", None),
        ("Lind: Who would?\n\nLind: No.", None),
        ("Gazette: You will run.\n\nLind: No.", None),
    ],
)
def test_question_before_is_found_where_both_lines_name_who_speaks(text: str, asked: str | None) -> None:
    answer = text.rindex("\n") + 1
    found = question_before(text, answer)
    assert (text[slice(*found)] if found else None) == asked


def test_only_the_first_sentence_of_a_turn_begins_to_answer() -> None:
    text = "Gazette: Will you run?\n\nLind: No. I am tired."
    assert question_before(text, text.index("I am")) is None


def test_of_a_long_question_only_the_last_sentence_is_shown(tmp_path: Path) -> None:
    asked = "The club has sold its training ground, three of its players and the bus. " * 4
    text = f"We met the coach.\n\nCoast Radio: {asked}Will you stay in Odby?\n\nReinar: I will."
    with Assistant.open(tmp_path, vector_search="exact", accepted_wrong=1.0) as assistant:
        assistant.archive.sync([Article("coach", "Reinar after the final", text, origin="document:1")])
        told = [statement.text for statement in assistant.ask("Will Reinar stay in Odby?").statements]
    assert told[:2] == ["Will you stay in Odby?", "Reinar: I will."]
