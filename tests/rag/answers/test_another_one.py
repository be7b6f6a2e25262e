"""Whose it was: the women's race and not the men's, that year's, that town's, and the fine of the firm asked for."""

from dataclasses import replace
from datetime import date

import pytest

from rag.evidence.another_one import of_the_one
from rag.understand import understand
from tests.rag.answers.forms import AS_OF, Archived, rated, report

RACE = (
    "Oskar Lind won the Orlen Marathon on Sunday in 2 hours 11 minutes, a record. "
    "Ada Stahl was first of the women in 2:27:40, ahead of last year's winner, Vera Pell."
)
BEFORE = "Vera Pell won the women's race of the Orlen Marathon on Sunday. The men's race went to Jon Berg in 2:14:52."


@pytest.fixture
def races(archived: Archived) -> Archived:
    return lambda: archived(
        report(1, RACE, "Gazette", date(2026, 4, 12)), report(2, BEFORE, "Gazette", date(2025, 4, 13))
    )


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Who won the women's race of the Orlen Marathon in 2026?", "Ada Stahl"),
        ("Who won the women's race of the Orlen Marathon in 2025?", "Vera Pell"),
        ("Who won the men's race of the Orlen Marathon in 2025?", "Jon Berg"),
        ("Who won the Orlen Marathon in 2026?", "Oskar Lind"),
    ],
)
def test_race_of_that_year_and_sex(races: Archived, question: str, short: str) -> None:
    assert races().ask(question, AS_OF).short == short


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who won the men's cup final?", "|Lomm| won the women's cup final on Saturday."),
        ("How much was Fixall fined?", "The kettle maker Orvex was fined |250,000 crowns| on Friday."),
        ("How many parcels did the food bank in Karn give out?", "The food bank in Orlen gave out |5,200| parcels."),
        ("When did the panda escape for the first time?", "The panda escaped on |Saturday|, for the second time."),
    ],
)
def test_another_of_the_sort_has_no_answer(question: str, sentence: str) -> None:
    found = of_the_one(understand(question, AS_OF), [rated(1, sentence, 0.6)])
    assert found[0].answer is None
    assert found[0].probability < 0.1


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who won the cup final?", "|Lomm| won the women's cup final on Saturday."),
        ("How much was Orvex fined?", "The kettle maker Orvex was fined |250,000 crowns| on Friday."),
        ("How much was Orvex fined?", "The company was fined |250,000 crowns| on Friday."),
        ("How many parcels did the food bank in Orlen give out?", "The food bank in Orlen gave out |5,200| parcels."),
        ("How many parcels did the food bank in Karn give out?", "The food bank gave out |5,200| parcels."),
        ("How long did the Orlen strike last?", "The strike lasted |20 days|, the longest since 1987."),
    ],
)
def test_the_one_asked_for_stays_as_it_is(question: str, sentence: str) -> None:
    one = rated(1, sentence, 0.6)
    assert of_the_one(understand(question, AS_OF), [one]) == [one]


def test_strike_of_another_year_is_not_told_by_since(archived: Archived) -> None:
    text = "The bus strike in Orlen lasted 20 days. It was the longest strike since 1987."
    assistant = archived(report(1, text, "Gazette", date(2026, 3, 14)))
    assert assistant.ask("How long did the Orlen bus strike last?", AS_OF).short == "20 days"
    assert assistant.ask("How long did the Orlen bus strike of 1987 last?", AS_OF).short is None


def test_last_year_is_the_year_before(archived: Archived) -> None:
    text = (
        "Orvex doubled its net profit last year to 84 million crowns. In 2024 it had earned a profit of 42 million crowns. "
        "Orvex expects a profit of 95 million crowns this year."
    )
    assistant = archived(report(1, text, "Gazette", date(2026, 2, 5)))
    assert assistant.ask("What was Orvex's profit in 2025?", AS_OF).short == "84 million crowns"
    assert assistant.ask("What was Orvex's profit in 2024?", AS_OF).short == "42 million crowns"


@pytest.mark.parametrize(("coverage", "first"), [(0.3, "1.10 to 1.60 crowns"), (0.5, "42 million crowns")])
def test_what_is_told_of_that_year_leads_where_it_is_of_what_is_asked(coverage: float, first: str) -> None:
    query = understand("What was the dividend of Orvex in 2024?", AS_OF)
    dividend = rated(1, "The dividend is to rise this year from |1.10 to 1.60 crowns| a share.", 0.36, coverage=0.5)
    profit = rated(2, "In 2024 it had earned |42 million crowns| on sales of 1.1 billion.", 0.1, coverage=coverage)
    found = of_the_one(query, [dividend, profit])
    assert found[0].answer
    assert found[0].answer.text == first


def test_first_since_a_year_is_not_of_that_year() -> None:
    query = understand("Who won the Orlen Marathon in 2026?", AS_OF)
    first = rated(1, "|Jon Berg| won the Orlen Marathon on Sunday, the first from Karn since 2025.", 0.6)
    other = rated(2, "|Vera Lind| won the Orlen Marathon held on the eve of the new year.", 0.3)
    article = replace(first.passage.article, published=date(2026, 4, 19))
    first = replace(first, passage=replace(first.passage, article=article))
    other = replace(other, passage=replace(other.passage, article=replace(article, id="a2", text=other.text)))
    assert of_the_one(query, [first, other])[0].text == first.text


def test_where_only_the_womens_race_is_told_of_every_sentence_is_of_it() -> None:
    query = understand("Who won the women's cup?", AS_OF)
    won = rated(1, "|Lomm| beat Karn 2-0 on Saturday to win the cup.", 0.6)
    other = rated(2, "The women's cup was founded by |Orlen| in 1971.", 0.2)
    assert of_the_one(query, [won, other]) == [won, other]
