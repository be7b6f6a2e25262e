"""Two people of one name are told apart, one person is not made two, and a description is of one person."""

from datetime import date

import pytest
from rich.console import Console

from rag.datatypes import Answer
from tests.rag.answers.forms import AS_OF, Archived, report, texts
from ui.answer_page import answer_html
from ui.answer_view import answer_view

BAKER = "Ann Reed, a baker from Orlen, opened a shop on Friday. Reed, 34, sold 300 loaves. She was born in Orlen."
UNIONIST = "Ann Reed, a trade unionist from Varn, won a seat on Sunday. Reed, 51, left early. She was born in Drosk."
BAKER_AGAIN = "Ann Reed, a baker in Orlen, was robbed on Monday. Reed, 34, was not hurt. She was born in Drosk."
APART = "different people of this name"


def asked(archived: Archived, other: str, question: str) -> Answer:
    """The answer of an archive with the baker's article and another of a month later."""
    articles = (report(1, BAKER, "Gazette", date(2026, 1, 2)), report(2, other, "Herald", date(2026, 2, 3)))
    return archived(*articles).ask(question, AS_OF)


def shown(answer: Answer) -> str:
    console = Console(width=100)
    with console.capture() as captured:
        console.print(answer_view(answer))
    return captured.get()


@pytest.mark.parametrize("question", ["Where was Ann Reed born?", "How old is Ann Reed?"])
def test_what_two_of_one_name_differ_in_is_not_called_a_later_value(archived: Archived, question: str) -> None:
    answer = asked(archived, UNIONIST, question)
    assert answer.disagreement
    assert answer.disagreement.namesakes
    assert APART in shown(answer)
    assert APART in answer_html(answer)


def test_ages_of_both_are_given(archived: Archived) -> None:
    answer = asked(archived, UNIONIST, "How old is Ann Reed?")
    assert answer.disagreement
    assert sorted(value for value, _ in answer.disagreement.values) == ["34", "51"]


def test_one_person_of_whom_articles_differ_stays_one(archived: Archived) -> None:
    answer = asked(archived, BAKER_AGAIN, "Where was Ann Reed born?")
    assert answer.disagreement
    assert not answer.disagreement.namesakes
    assert APART not in shown(answer)


def test_neither_of_two_of_one_name_is_the_short_answer_to_who_it_is(archived: Archived) -> None:
    answer = asked(archived, UNIONIST, "Who is Ann Reed?")
    assert answer.short is None
    assert {"baker" in text or "trade unionist" in text for text in texts(answer)[:2]} == {True}
    assert asked(archived, BAKER_AGAIN, "Who is Ann Reed?").short in ("a baker from Orlen", "a baker in Orlen")


def test_description_is_not_of_two_people(archived: Archived) -> None:
    text = "Orlen's governor Per Holt and the navy's commander, Admiral Bea Thorn, signed a treaty on Monday."
    assert archived(report(1, text)).ask("Who is Bea Thorn?", AS_OF).short == "the navy's commander"
    text = "The minister of trade and industry, Bea Thorn, signed a treaty on Monday."
    assert archived(report(2, text)).ask("Who is Bea Thorn?", AS_OF).short == "The minister of trade and industry"


def test_whose_chair_is_told_with_its_chair(archived: Archived) -> None:
    text = "The group Blue Orlen opposes the dam. Its chair, Per Holt, said the dam would dry the river."
    answer = archived(report(1, text)).ask("Who is Per Holt?", AS_OF)
    assert answer.short is None
    assert texts(answer)[0] == "The group Blue Orlen opposes the dam."
    plainer = archived(report(2, f"{text} Per Holt, the leader of Blue Orlen, will sue.")).ask(
        "Who is Per Holt?", AS_OF
    )
    assert plainer.short == "the leader of Blue Orlen"
