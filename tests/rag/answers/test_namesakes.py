"""Two of one name are told apart by what the articles say they are, where these give no age."""

from datetime import date

import pytest

from index.datatypes import Article
from rag.answers.described import are_namesakes
from rag.understand import understand
from tests.rag.answers.forms import Archived, report

BAKER = Article("a", "News", "Ann Reed, a baker from Orlen, opened a shop on Friday.")


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("Ann Reed, a trade unionist from Varn, won a seat on Sunday.", True),
        ("Ann Reed, a baker in Orlen, was robbed on Monday.", False),
        ("The baker Ann Reed won a prize.", False),
        ("Ann Reed won a prize.", False),
        ("Her mother, Ann Reed, won a prize.", False),  # whose?
    ],
)
def test_two_of_one_name_are_told_apart_by_their_descriptions(text: str, apart: bool) -> None:
    query = understand("Where was Ann Reed born?", date(2031, 6, 1))
    other = Article("b", "News", text)
    assert are_namesakes(query, BAKER, other) is are_namesakes(query, other, BAKER) is apart


@pytest.mark.parametrize(
    ("text", "year", "apart"),
    [
        ("Ann Reed, 51, won a seat.", 2031, True),
        ("A jury freed 51-year-old Ann Reed.", 2031, True),
        ("Ann Reed, 36, won a seat.", 2031, False),  # or her birthday lies between
        ("Ann Reed, 51, won a seat.", 2048, False),
        ("Bo Hart, 51, met Ann Reed.", 2031, False),
    ],
)
def test_two_of_one_name_are_told_apart_by_their_ages(text: str, year: int, apart: bool) -> None:
    query = understand("Where was Ann Reed born?", date(2049, 6, 1))
    young = Article("a", "News", "Ann Reed, 34, opened a shop.", published=date(2031, 3, 4))
    assert are_namesakes(query, young, Article("b", "News", text, published=date(year, 3, 5))) is apart


def test_two_of_one_name_in_one_outlet_are_shown_with_both_ages(archived: Archived) -> None:
    baker = "Bo Hart, a baker from Lomm, was elected on Monday. Hart, 34, said that he would bake less."
    striker = "Bo Hart, the striker of Karn United, is to retire. Hart, 22, has injured his knee."
    articles = report(1, baker, "Gazette", date(2026, 4, 1)), report(2, striker, "Gazette", date(2026, 4, 2))
    found = archived(*articles).ask("How old is Bo Hart?", date(2026, 4, 20)).disagreement
    assert found
    assert found.namesakes
    assert {value for value, _ in found.values} == {"22", "34"}
