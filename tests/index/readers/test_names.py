"""People and outlets, in fields and in bylines."""

import time

import pytest

from index.readers.credits import read_credit
from index.readers.names import outlet_name, person_names


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (["By Ann Lee and Bo Oz"], ("Ann Lee", "Bo Oz")),
        (["Ann Lee, Bo Oz & Cy Im"], ("Ann Lee", "Bo Oz", "Cy Im")),
        (["Lee, Ann"], ("Lee, Ann",)),
        (["Ann Lee, Political Correspondent"], ("Ann Lee",)),
        (["Analysis by Ann Lee", "Ann Lee", "https://social.example/ann", "ann@paper.example", "Staff"], ("Ann Lee",)),
        (["Мира Одуя", "李明"], ("Мира Одуя", "李明")),
        (["", "null"], ()),
    ],
)
def test_people_in_bylines(stated: list[str], expected: tuple[str, ...]) -> None:
    assert person_names(stated) == expected


@pytest.mark.parametrize(
    "value", ["/tmp/a.txt", "C:\\news\\a.md", "storm.pdf", "https://x.example", "", None, "null", "x" * 200]
)
def test_what_is_no_outlet_is_none(value: str | None) -> None:
    assert outlet_name(value) is None


def test_outlet_keeps_its_own_spelling() -> None:
    assert outlet_name(" The Republic |  azcentral.com ") == "The Republic | azcentral.com"


def test_byline_states_people_and_outlet() -> None:
    credit = read_credit("By Ann Lee and Bo van Oz, The Daily Post", signed=False)
    assert credit is not None
    assert (credit.authors, credit.outlet) == (("Ann Lee", "Bo van Oz"), "The Daily Post")


@pytest.mark.parametrize(
    "line",
    [
        "By Friday the harbour was open again",
        "By Hallin, the road was closed.",
        "By the time Ann Lee came it was late",
        "The Daily Post",
        "Storm closes the port",
        "In 2025",
    ],
)
def test_line_of_the_article_is_no_credit(line: str) -> None:
    assert read_credit(line, signed=False) is None


def test_a_byline_padded_with_thousands_of_spaces_is_read_at_once() -> None:
    started = time.process_time()
    assert person_names(["Mira" + " " * 200_000 + "Oduya"]) == ("Mira Oduya",)
    assert time.process_time() - started < 2
