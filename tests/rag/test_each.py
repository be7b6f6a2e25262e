"""Several questions in one: each is answered or refused for itself, and the answers are one."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.datatypes import Article
from rag import Assistant

TEXTS = {
    "Bridge reopens": "The Grey Bridge in Osmond reopened to traffic on Tuesday after repairs that cost 31 million "
    "euros. Mayor Ada Lind cut a ribbon at noon.",
    "Bridge costs more": "The repairs of the Grey Bridge in Osmond cost 34 million euros, engineers said on Friday. "
    "Buses will cross the bridge from March.",
    "Norvex sues city": "Ilse Brandt leads Norvex. The company will sue the city of Osmond over a harbour contract.",
    "Lake summit": "The summit of four countries on the water of Lake Torne was held in Bellmare and ended with a deal.",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("each") / "archive"
    articles = [
        Article(
            f"a{number}", title, text, None, f"Outlet {number}", date(2026, 3, number + 1), origin=f"document:{title}"
        )
        for number, (title, text) in enumerate(TEXTS.items())
    ]
    with Assistant.open(folder, vector_search="exact") as opened:
        opened.archive.sync(articles)
        yield opened


def test_both_questions_are_answered_and_each_answer_says_what_it_answers(assistant: Assistant) -> None:
    answer = assistant.ask("Who leads Norvex and who cut the ribbon?")
    assert [statement.note for statement in answer.statements] == [
        "“Who leads Norvex?” Ilse Brandt",
        "“Who cut the ribbon?” Ada Lind",
    ]
    assert [citation.marker for citation in answer.citations] == [1, 2]
    assert all(citation.verified for citation in answer.citations)
    assert answer.text.count("[1]") == answer.text.count("[2]") == 1


@pytest.mark.parametrize(
    "question", ["Who leads Norvex and who rules Mardania?", "Who rules Mardania and who leads Norvex?"]
)
def test_a_question_without_answer_is_refused_aloud_beside_the_other(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    refusal = 'Not answered: “Who rules Mardania?” No article of this archive mentions "Mardania".'
    assert answer.answered
    assert "Ilse Brandt" in answer.text
    assert refusal in answer.text
    assert refusal in answer.query.notes


def test_what_a_question_is_about_stands_behind_its_one_question_mark(assistant: Assistant) -> None:
    text = assistant.ask("Who leads Norvex and who resigned?").text
    assert "“Who resigned? (leads Norvex)”" in text


def test_several_questions_that_nothing_answers_are_refused_each_with_its_reason(assistant: Assistant) -> None:
    answer = assistant.ask("Who rules Mardania and who founded Quillon?")
    assert not answer.answered
    assert not answer.citations
    assert answer.reason is not None
    assert "Mardania" in answer.reason
    assert "Quillon" in answer.reason


def test_a_reference_to_the_first_question_is_put_in_and_shown(assistant: Assistant) -> None:
    answer = assistant.ask("Where was the summit held and how did it end?")
    assert "“How did the summit end?”" in answer.text


def test_what_two_outlets_give_differently_is_kept(assistant: Assistant) -> None:
    answer = assistant.ask("How much did the repairs of the Grey Bridge cost? Who leads Norvex?")
    assert answer.disagreement is not None
    cited = {citation.marker: citation.quote for citation in answer.citations}
    assert all(value in cited[marker] for value, marker in answer.disagreement.values)


def test_a_question_for_all_that_an_outlet_has_is_answered_beside_another(assistant: Assistant) -> None:
    answer = assistant.ask("Who leads Norvex, and what did Outlet 0 write in March 2026?")
    assert answer.short is None
    assert [one.article.outlet for one in answer.citations][:2] == ["Outlet 2", "Outlet 0"]
    assert "Not answered" not in answer.text


@pytest.mark.parametrize(
    "question",
    ["Who leads Norvex and what happened in March 2026?", "What happened in March 2026, and who leads Norvex?"],
)
def test_what_happened_at_a_time_is_told_beside_the_other_answer(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question, as_of=date(2026, 4, 20))
    assert any(statement.note == "“Who leads Norvex?” Ilse Brandt" for statement in answer.statements)
    assert "“What happened in March 2026?”" in answer.text
    assert {one.article.outlet for one in answer.citations} == {f"Outlet {number}" for number in range(4)}
    assert any("all 4 articles begin" in note for note in answer.query.notes)


def test_one_question_is_answered_as_ever(assistant: Assistant) -> None:
    answer = assistant.ask("Who leads Norvex?")
    assert answer.short == "Ilse Brandt"
    assert "“Who" not in answer.text


def test_the_events_of_several_questions_end_with_one_answer(assistant: Assistant) -> None:
    events = list(assistant.stream("Who leads Norvex and who cut the ribbon?"))
    assert [event.stage for event in events if event.answer] == ["answer"]
    assert events[-1].answer is not None
    said = " ".join(event.text for event in events)
    assert "Norvex" in said
    assert "ribbon" in said
