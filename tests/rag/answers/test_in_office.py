"""Who holds an office: by portfolio and country, and as of the latest that is told."""

from pathlib import Path

import pytest

from rag.evidence.incumbents import is_another, office_asked, offices_of
from tests.rag.answers.forms import AS_OF, Archived, answering, report, texts

FINANCE = "Who is Estmark's finance minister?"


@pytest.mark.parametrize(
    ("question", "text", "another"),
    [
        (FINANCE, "Estmark's interior minister, Ann Lee, spoke.", True),
        (FINANCE, "The Estmarkian finance minister, Ann Lee, spoke.", False),
        (FINANCE, "Orlen's finance minister, Ann Lee, spoke.", True),
        (FINANCE, "Finance Minister Ann Lee spoke.", False),
        (FINANCE, "Parliament met and Minister Ann Lee spoke.", False),  # of what, it does not say
        (FINANCE, "Ann Lee, a former finance minister, spoke.", True),
        (FINANCE, "Ann Lee, the president of Estmark, spoke.", True),
        (FINANCE, "He named Bo Vale interior minister and kept Finance Minister Ann Lee.", False),
        (FINANCE, "He kept Finance Minister Bo Vale and named Ann Lee interior minister.", True),
        ("Who is the prime minister of Norway?", "Swedish Prime Minister Ann Lee spoke.", True),
        ("Who is the prime minister of Norway?", "Norwegian Prime Minister Ann Lee spoke.", False),
        ("Who is the prime minister of Norway?", "Labour Prime Minister Ann Lee spoke.", False),  # no country
        ("Who is the prime minister of Sweden?", "Norway's parliament elected Ann Lee prime minister.", True),
        ("Who is the secretary of state?", "Secretary of State Ann Lee spoke.", False),
        ("Who is the mayor of Orlen?", "The mayor of Kesterby, Ann Lee, spoke.", True),
    ],
)
def test_office_is_another_by_its_portfolio_rank_or_country(question: str, text: str, another: bool) -> None:
    asked = office_asked(question)
    told = list(offices_of("Ann Lee", text))
    assert asked
    assert told
    assert all(is_another(asked, one) for one in told) is another


@pytest.mark.parametrize("question", ["Who was the finance minister?", "Who spoke to the finance minister in Orlen?"])
def test_who_held_an_office_once_is_another_question(question: str) -> None:
    assert office_asked(question) is None


def test_who_holds_another_office_is_no_answer(tmp_path: Path) -> None:
    text = "Estmark's finance minister, Irina Sokol, opened the budget debate. Rain fell in Orl all day."
    assistant = answering(tmp_path, report(1, text))
    assert not assistant.ask("Who is Estmark's interior minister?", AS_OF).answered
    assert assistant.ask(FINANCE, AS_OF).short == "Irina Sokol"


def test_minister_of_another_country_is_no_answer(tmp_path: Path) -> None:
    text = "Norwegian Prime Minister Ann Lee cut short a visit to Sweden on Thursday after a storm at home."
    assistant = answering(tmp_path, report(1, text))
    assert not assistant.ask("Who is the prime minister of Sweden?", AS_OF).answered
    assert assistant.ask("Who is the prime minister of Norway?", AS_OF).short == "Ann Lee"


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        (
            "Estmark's finance minister, Irina Sokol, resigned on Thursday after 19 days. Prime Minister Bo Vale named his "
            "deputy, Anton Bell, to succeed her.",
            "Anton Bell",
        ),
        (
            "Estmark's finance minister, Irina Sokol, was dismissed on Thursday. She was replaced by Anton Bell.",
            "Anton Bell",
        ),
        ("Finance Minister Irina Sokol of Estmark loses her post to Anton Bell, an economist.", "Anton Bell"),
        (
            "Estmark's finance minister, Irina Sokol, resigned on Thursday. Prime Minister Bo Vale thanked her.",
            "Irina Sokol",
        ),
    ],
)
def test_who_follows_is_named_where_the_holder_has_left(archived: Archived, text: str, holder: str) -> None:
    answer = archived(report(1, text)).ask("Who is Estmark's finance minister now?", AS_OF)
    assert answer.short == holder
    assert any(holder in one for one in texts(answer))
