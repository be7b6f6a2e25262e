"""Which answers of two articles are different ones: days as far as both say them, people, places."""

import pytest

from tests.rag.test_disagree import said, values


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1856", "1900"),  # years before the last century as well
        ("April 1958", "June 1936"),
        ("4 May 2025", "4 May 2026"),
        ("12 December 1817", "3 July 1817"),
        ("1904 to 1910", "1912 to 1915"),
        ("about 1820", "1794"),
    ],
)
def test_different_days_months_and_years_are_shown(one: str, other: str) -> None:
    found = values("When was it built?", said(f"It was built: |{one}|.", "a"), said(f"It was built: |{other}|.", "b"))
    assert found == [one, other]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1950", "12 May 1950"),  # the same, said less exactly
        ("May 1950", "12 May 1950"),
        ("4 May", "4 May 2026"),
        ("May 4, 1950", "1950-05-04"),
        ("two days before 4 May", "9 May"),
        ("March", "April"),  # of which year, nobody says
        ("the 1920s", "1931"),
    ],
)
def test_days_that_may_be_one_do_not_disagree(one: str, other: str) -> None:
    found = values("When was it built?", said(f"It was built: |{one}|.", "a"), said(f"It was built: |{other}|.", "b"))
    assert found == []


def test_value_that_cannot_be_compared_does_not_hide_another_of_its_article() -> None:
    vague = said("It was built in |the old days|, and the tower in 1900.", "b")
    exact = said("It was built in |1900|.", "b")
    assert values("When was it built?", said("It was built in |1856|.", "a"), vague, exact) == ["1856", "1900"]


@pytest.mark.parametrize(
    ("question", "one", "other", "differ"),
    [
        ("Who opened it?", "Ann Lee", "Ann Berg", True),  # a first name may be anybody's
        ("Who opened it?", "Mayor Ann Lee", "Ann Lee", False),
        ("Who opened it?", "Ann Lee", "Dr Lee", False),
        ("Who opened it?", "a Drosk baker", "a Drosk painter", False),
        ("What did they open?", "the bridge", "the tunnel", True),  # "the" is no word of either
        ("What did they open?", "a new bridge", "a bridge of steel", False),
        ("What did they open near the mill?", "the weir", "the old mill", True),
        ("What did they open near the old mill?", "the weir", "an old mill", False),  # the question has it
        ("Where was it found?", "Orlen, Estmark", "Drosk, Estmark", True),  # two towns of a country
        ("Where was it found?", "Orlen, Estmark", "Estmark", False),
    ],
)
def test_people_and_places_may_share_a_word(question: str, one: str, other: str, differ: bool) -> None:
    found = values(question, said(f"It was |{one}|.", "a"), said(f"It was |{other}|.", "b"))
    assert found == ([one, other] if differ else [])


def test_place_that_the_other_sentence_says_as_well_is_no_other_place() -> None:
    exact = said("It was found in |a locker| at Orn station.", "a")
    assert values("Where was it found?", exact, said("It was found at |Orn station|.", "b")) == []
    assert values("Where was it found?", exact, said("It was found at |Lusk station|.", "b")) != []
