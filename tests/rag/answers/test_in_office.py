"""Who holds an office: by portfolio and country, and as of the latest that is told."""

from datetime import date
from pathlib import Path

import pytest

from rag.answers.in_office import in_office
from rag.evidence.incumbents import is_another, office_asked, offices_of
from rag.understand import understand
from tests.rag.answers.forms import AS_OF, Archived, answering, rated, report, texts

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
        ("Who is the mayor of Orlen?", "Ann Lee, who was mayor of Orlen for nine years, spoke.", True),
        ("Who is the mayor of Orlen?", "Ann Lee, mayor of Orlen from 2015 to 2024, spoke.", True),
        ("Who is the mayor of Orlen?", "Ann Lee, who was elected mayor of Orlen in 2015, spoke.", False),
        ("Who is chief executive of Arden?", "Norvex's chief executive, Ann Lee, spoke.", True),
        ("Who is chief executive of Arden?", "Arden's chairwoman and chief executive, Ann Lee, spoke.", False),
        ("Who is the head of Arden?", "The director of Arden, Ann Lee, spoke.", False),
        ("Who is the leader of the Forest Party?", "The head of the Harbour Party, Ann Lee, spoke.", True),
        ("Who is the leader of the Forest Party?", "Ann Lee, a former director of a zoo, was elected leader.", False),
        ("Who is the leader of the Forest Party?", "Ann Lee, a leader of Estmark's ruling Forest Party, spoke.", False),
        ("Who is the president of Orl Town?", "Orl Town's coach, Ann Lee, spoke.", True),
        ("Who is the president of China?", "Ann Lee, chairman of the party, spoke.", False),
        ("Who is the director of the WSO?", "Ann Lee, director of the World Storm Office, spoke.", False),
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
        (
            "Estmark's finance minister, Irina Sokol, resigned on Thursday after 19 days. Her deputy, Anton Bell, was sworn "
            "in as finance minister in the evening.",
            "Anton Bell",
        ),
        (
            "Estmark's finance minister, Irina Sokol, resigned on Thursday after 19 days. Anton Bell, her deputy, takes over.",
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


def test_what_was_told_of_the_holder_before_is_left_out(archived: Archived) -> None:
    before = "The mayor of Orlen, Ann Lee, opened a bridge."
    after = "The mayor of Orlen, Ann Lee, resigned on Wednesday. Her deputy, Bo Vale, took over as mayor."
    assistant = archived(
        report(1, before, "Gazette", date(2026, 3, 4)), report(2, after, "Courier", date(2026, 4, 8))
    )  # fmt: skip
    answer = assistant.ask("Who is the mayor of Orlen?", AS_OF)
    assert answer.short == "Bo Vale"
    assert before not in texts(answer)


def test_office_that_the_sentence_gives_another_is_that_ones(archived: Archived) -> None:
    text = "Club president Ann Lee said on Sunday that Bo Vale had been offered a contract by Orl Town until 2028."
    assert archived(report(1, text)).ask("Who is president of Orl Town?", AS_OF).short == "Ann Lee"


def test_who_has_left_leads_no_more(archived: Archived) -> None:
    text = "The fire cost Norvex 14 million crowns, said Ann Lee, who has led it for the time being since Bo Vale left."
    answer = archived(report(1, text, "Gazette")).ask("Who leads Norvex now?", AS_OF)
    assert answer.short == "Ann Lee"


def test_captain_goes_before_a_player_of_whom_no_office_is_told() -> None:
    player = rated(1, "Orl Town will be without their top scorer |Bo Vale| for about six weeks.", 0.43)
    elected = rated(2, "The players of Orl Town have elected |Bo Vale|.", 0.43)
    captain = rated(3, "Captain |Ann Lee| added the fourth from a penalty six minutes before the end.", 0.39)
    query = understand("Who is the captain of Orl Town?", AS_OF)
    assert in_office(query, [player, captain])[0] is captain
    assert in_office(query, [elected, captain])[0] is elected
