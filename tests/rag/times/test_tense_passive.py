"""The year of a day on which something will be done: the participle behind "will be" is no past."""

from datetime import date

import pytest

from rag.times.tense import Side, day_written, side
from rag.times.written import Written, written_dates

PUBLISHED = date(2026, 5, 11)


def written_in(text: str) -> Written:
    return next(one for one in written_dates(text) if one.day)


@pytest.mark.parametrize(
    "text",
    [
        "A service will be held at the old chapel on 24 May.",
        "The tunnel is to be opened on 3 July.",
        "The lidos are due to be opened on 3 July.",
        "The mint is expected to be closed on 3 July.",
        "The ferry will not be fully repaired before 3 July.",
        "The bridge plans to be ready, and the toll won’t be paid on 3 July.",
        "A concert will be held at the mint, built in 1880, on 20 June.",
        "The hall, which opened in 1908, will close on 20 June.",
        "On 3 July the tunnel will be opened.",
        "A service will be held for the sailors killed in the storm on 24 May.",
        "The trial is being held on 3 July.",
        "Next year's market will last from 3 July to 9 July.",
    ],
)
def test_what_is_to_be_done_lies_ahead(text: str) -> None:
    day, sure = day_written(written_in(text), text, PUBLISHED)
    assert sure
    assert day is not None
    assert PUBLISHED < day < date(2026, 8, 1)


@pytest.mark.parametrize(
    "text",
    [
        "The tunnel was closed on 3 March.",
        "The deal, which will be signed by ministers, was agreed on 3 March.",
        "The bridge will be closed after it was damaged on 3 March.",
        "A service will be held for those who drowned on 3 March.",
        "The plan to be voted on was published on 3 March.",
        "She resigned, moved to Orlen, and died on 3 March.",
    ],
)
def test_what_was_done_lies_behind_whatever_is_to_be_done_besides(text: str) -> None:
    assert day_written(written_in(text), text, PUBLISHED) == (date(2026, 3, 3), True)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("The fair was to be held on 3 July.", "unsure"),
        ("The fair was originally due to be held on 3 July.", "unsure"),
        ("The fair would be held on 3 July.", "unsure"),
        ("A service will be held for the sailors killed in the storm on 3 May.", "unsure"),
        ("The fair was held on 3 July.", "back"),
        ("The fair will be held on 3 July.", "ahead"),
    ],
)
def test_what_was_to_be_done_may_lie_on_either_side(text: str, where: Side) -> None:
    assert side(text, written_in(text).start) == where


def test_year_of_what_may_be_of_either_verb_is_not_given() -> None:
    text = "A service will be held for the sailors killed in the storm on 3 April."
    assert not day_written(written_in(text), text, PUBLISHED)[1]
