"""A plural asks for all that go by it: no one of them is the answer, and none contradicts another."""

from datetime import date

import pytest

from rag.assistant import Assistant
from tests.rag.answers.forms import AS_OF, Archived, report, texts

LIND = "The candidate for mayor of Orlen with most money is the baker Ada Lind."
BRAND = "A second candidate, Oskar Brand, wants a tram to the mint."
JURY = "The prize is judged under the actress Mira Holt."
JURORS = "The other jurors of the Orsk prize are the cook Jon Vale and the poet Bea Quill."


@pytest.fixture
def assistant(archived: Archived) -> Assistant:
    return archived(
        report(1, f"{LIND} She owns four shops. Snow fell in the night. {BRAND}", "Gazette", date(2026, 3, 9)),
        report(2, f"{JURY} {JURORS} The Orsk prize is a stuffed otter.", "Herald", date(2026, 3, 12)),
    )


def test_all_that_are_called_so_are_told_and_none_is_the_short_answer(assistant: Assistant) -> None:
    answer = assistant.ask("Who were the candidates for mayor of Orlen?", AS_OF)
    assert {LIND, BRAND} <= set(texts(answer))
    assert answer.short is None
    assert answer.disagreement is None


def test_others_stand_with_those_before_them(assistant: Assistant) -> None:
    assert {JURY, JURORS} <= set(texts(assistant.ask("Who were the jurors of the Orsk prize?", AS_OF)))


def test_one_who_is_asked_for_stays_the_short_answer(assistant: Assistant) -> None:
    assert "Ada Lind" in (assistant.ask("Who is the candidate with most money?", AS_OF).short or "")


def test_who_did_something_to_several_is_one(archived: Archived) -> None:
    text = "The five strikers of Orlen were led by the welder Ada Lind. Snow fell in the night."
    answer = archived(report(1, text)).ask("Who were the strikers of Orlen led by?", AS_OF)
    assert "Ada Lind" in (answer.short or "")
