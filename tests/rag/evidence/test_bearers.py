"""Two that bear one name: each is shown, with what the articles say of who or what it is."""

from datetime import date

import pytest

from tests.rag.answers.conftest import archived
from tests.rag.answers.forms import AS_OF, Archived, report, texts
from tests.rag.test_disagree import said, values

__all__ = ["archived"]

OWNS = "Who owns the Sellin?"
FERRY = "The Sellin is a ferry of |Orlen Line|."


@pytest.mark.parametrize(
    ("other", "shown"),
    [
        ("The Sellin is a village that belongs to |the Vask estate|.", True),
        ("Nobody but |the Vask estate| speaks of the Sellin.", False),  # says not what it is
        ("Tarn is a village that belongs to |the Vask estate|.", False),  # has another name
    ],
)
def test_introduction_of_another_bearer_is_shown_though_the_reader_is_less_sure(other: str, shown: bool) -> None:
    second = said(other, "b", probability=0.3, score=0.5, nowhere=3.0)
    assert values(OWNS, said(FERRY, "a"), second) == (["Orlen Line", "the Vask estate"] if shown else [])


def test_introduction_in_the_same_words_is_of_the_same_bearer() -> None:
    second = said("The Sellin is a ferry of |the Vask estate|, once of Orlen Line.", "b", 0.3, 0.5, nowhere=3.0)
    assert values(OWNS, said(FERRY, "a"), second) == []


def test_answers_of_two_bearers_may_share_words() -> None:
    best = said("Ann Lee is a goalkeeper from Drosk in the |Northern Hockey League|.", "a")
    other = said("Ann Lee is an Orlen baker who rows in the |Northern Rowing League|.", "b")
    assert values("Which league is Ann Lee in?", best, other) == ["Northern Hockey League", "Northern Rowing League"]


def test_what_tells_two_of_a_name_apart_stands_beside_what_is_said_of_them(archived: Archived) -> None:
    captain = "Ann Lee is a ferry captain of the Orlen harbour. She was born on 3 May 1961 in Drosk."
    painter = "Ann Lee is a painter from Varnholm. She was born on 9 June 1978 in Kesterby."
    one, other = report(1, captain, "Gazette", date(2026, 3, 3)), report(2, painter, "Courier", date(2026, 3, 4))
    said_ = texts(archived(one, other).ask("When was Ann Lee born?", AS_OF))
    assert set(said_) == {part for text in (captain, painter) for part in text.replace(". She", ".|She").split("|")}
