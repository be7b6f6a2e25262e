"""What befell his wife is not what befell him, and the end of a strike is not that of the festival."""

from dataclasses import replace
from datetime import date

import pytest

from index.datatypes import Article, Passage
from rag.assistant import Assistant
from rag.evidence.another_subject import of_the_subject
from rag.understand import understand
from tests.rag.answers.forms import AS_OF, Archived, rated, report, texts

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


def left(question: str, sentence: str, rest: str) -> float:
    """What is left of the probability of a sentence, of which the other sentences of its article stand behind it."""
    one = rated(1, sentence, 0.5)
    article = Article("a", "t", f"{one.text} {rest}", outlet="Gazette")
    passage = Passage(article, 0, len(article.text), article.text, 1.0)
    return of_the_subject(understand(question, AS_OF), [replace(one, passage=passage)])[0].probability


@pytest.mark.parametrize(
    ("question", "sentence", "rest"),
    [
        ("How many points did Kesterby finish with?", "Orl Town finished with |71| points.", "Kesterby, third, had 63."),
        ("How many points did Kesterby finish with?", "Orl Town finished with |71| points, one more than Kesterby.", ""),
        ("How many points did Kesterby get?", "Wanderers got |71| points.", "Kesterby had 63, and Wanderers held on."),
        ("How many goals did Bo Vale score?", "Ann Lee of Orl Town was the league's top scorer with |22| goals.",
         "Coach Bo Vale smiled."),
        ("How much did Arden bid for Norvex?", "Teal Line raised its bid for Norvex to |4.1m crowns|.",
         "Arden had thought about a bid for Norvex."),
        ("How many seats did the Liberals win?", "ORL (Wire) - The Green Union won the election with |54| seats.",
         "The Green Union, the Liberals and two others met."),
        ("How many medals did Norway win?", "Sweden won |14| medals.", "Norway was third, behind Sweden."),
    ],
)  # fmt: skip
def test_number_of_another_is_far_below(question: str, sentence: str, rest: str) -> None:
    assert left(question, sentence, rest) < 0.1


@pytest.mark.parametrize(
    ("question", "sentence", "rest"),
    [
        ("How many points did Orl Town finish with?", "Town finished with |71| points.", "Kesterby had 63."),
        ("How many seats did the Liberals win?", "Ann Lee won |54| seats.", "The Liberals cheered their leader."),
        ("How many seats did the Liberals win?", "Ann Lee won |54| seats.", "Ann Lee, leader of the Liberals, wept."),
        ("How many seats did the Liberals win?", "Ann Lee won |54| seats.", "The Liberals' leader Ann Lee wept."),
        ("How much did Arden pay for Norvex?", "Mordal Group paid |4m crowns| for Norvex.", "Mordal Group owns Arden."),
        ("How many points did Kesterby get?", "Reds got |71| points.", "The Reds cheered and Kesterby sang."),
        ("How much did Sweden spend?", "Stockholm spent |4m crowns|.", "In Stockholm nobody knew what Sweden pays."),
        ("How many points did Orl Town get?", "Ann Lee led the club to |71| points.", "Orl Town cheered."),
        ("How much did Arden bid?", "Teal Line said it had been offered |4m crowns|.", "Arden and Teal Line met."),
        ("How many members does TWG have?", "Transport Works Guild has |71| members.", "TWG said so."),
        ("How many members does the TWG have?", "Transport Works Guild has |71| members.", "The TWG said so."),
        ("How many goals did Bo Vale score?", "Scorers had |22| goals each.", "Bo Vale was one."),
    ],
)  # fmt: skip
def test_number_that_may_be_of_the_one_asked_about_stays(question: str, sentence: str, rest: str) -> None:
    assert left(question, sentence, rest) == 0.5
