"""A cause that is told without "because", and mere time, which is none."""

import time

import pytest

from rag.answers.causes import tells_cause

# fmt: off
CAUSES = [
    "The Lock Bridge was shut after a crack was found in a beam.",
    "The chief resigned after a row over pay.",
    "A school has closed for a week after eleven pupils caught measles.",
    "Lee was sacked after failing to win a match.",
    "The flight was cancelled following two threats.",
    "Nurses went on strike over pay.",
    "He quit amid claims of fraud.",
]
TIMES = [
    "The museum closes after dark.",
    "It reopened after two weeks.",
    "The chief left two days after he was paid.",
    "The ferry sailed shortly after it was loaded.",
    "The street was named after a poet who died.",
    "The tower fell after 9 p.m.",
    "The bridge reopens after Monday.",
    "He was arrested over the weekend.",
    "The strike lasted over three weeks.",
]
# fmt: on


@pytest.mark.parametrize("text", CAUSES)
def test_deed_or_trouble_before_it_is_a_cause(text: str) -> None:
    assert tells_cause(text)


@pytest.mark.parametrize("text", TIMES)
def test_mere_time_is_no_cause(text: str) -> None:
    assert not tells_cause(text)


def test_long_line_is_read_in_time() -> None:
    started = time.process_time()
    assert not tells_cause("after the " * 5_000)
    assert time.process_time() - started < 5  # a fraction of one; a minute where it grows with the square
