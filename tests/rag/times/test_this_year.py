""" "This year" is the year that the asker stands in: what another year's article tells is no answer."""

from datetime import date
from pathlib import Path

import pytest

from index.datatypes import Article
from rag import Assistant
from rag.understand import understand

AS_OF = date(2031, 11, 25)
FINALS = {
    date(2030, 5, 18): "Orsk Rovers won the Lake Cup on Saturday, beating Drosk by two goals to one.",
    date(2031, 5, 24): "Kesterby Town won the Lake Cup final against Osmond on penalties on Saturday.",
}


@pytest.mark.parametrize(
    ("question", "standalone"),
    [
        ("Who won the cup this year?", "Who won the cup in 2031?"),
        ("This year, who won the cup?", "In 2031, who won the cup?"),
        ("Who has resigned so far this year?", "Who has resigned in 2031?"),
        ("Who won this year's cup?", "Who won this year's cup?"),
        ("Who won the cup last year?", "Who won the cup last year?"),
        ("What happened this year?", "What happened this year?"),  # a filter, which says so itself
    ],
)
def test_it_is_searched_with_its_number(question: str, standalone: str) -> None:
    assert understand(question, AS_OF).standalone == standalone


def test_each_of_two_questions_has_its_number() -> None:
    parts = understand("Who won the Lake Cup this year and who leads the Orsk council?", AS_OF).parts
    assert [part.standalone for part in parts] == ["Who won the Lake Cup in 2031", "who leads the Orsk council?"]


@pytest.mark.parametrize(("as_of", "winner"), [(AS_OF, "Kesterby Town"), (date(2030, 11, 25), "Orsk Rovers")])
def test_the_winner_is_that_of_the_year(tmp_path: Path, as_of: date, winner: str) -> None:
    with Assistant.open(tmp_path / "archive", vector_search="exact") as assistant:
        assistant.archive.sync(
            Article(f"a{day.year}", "Lake Cup final", text, published=day, origin=f"doc:{day.year}")
            for day, text in FINALS.items()
        )
        assert assistant.ask("Who won the Lake Cup this year?", as_of=as_of).short == winner
