"""The date next to another, in the form in which that one is written."""

import pytest

from rag.follow_ups.neighbouring import neighbour


@pytest.mark.parametrize(
    ("words", "of", "found"),
    [
        ("the year before", "2031", "2030"),
        ("the following year", "March 2031", "March 2032"),
        ("the week after", "28 March 2031", "4 April 2031"),
        ("the previous day", "March 1, 2031", "28 February 2031"),
        ("the day before", "1 January", "31 December"),
        ("in the month after that", "31 January 2031", "28 February 2031"),
        ("a month earlier", "January 2031", "December 2030"),
    ],
)
def test_date_next_to_another_is_written_like_it(words: str, of: str, found: str) -> None:
    assert neighbour(words, of) == found


@pytest.mark.parametrize(
    ("words", "of"),
    [
        ("the week before", "March 2031"),  # which of its weeks?
        ("the year after", "March"),
        ("the month before", "2031"),
        ("the day before", "31 February 2031"),
        ("the year after", "31 December 9999"),
        ("the month before", "the summit"),
        ("the month before the vote", "March 2031"),
        ("Norrland", "March 2031"),
    ],
)
def test_date_that_says_too_little_has_no_neighbour(words: str, of: str) -> None:
    assert neighbour(words, of) is None
