"""Verbs in the past, told by their form."""

import pytest

from rag.text.past import is_past, may_be_past


@pytest.mark.parametrize("word", ["passed", "beaten", "Won", "fled", "became", "shut", "quit", "sworn", "withdrew"])
def test_verb_in_the_past_is_known(word: str) -> None:
    assert is_past(word)
    assert may_be_past(word)


@pytest.mark.parametrize(
    "word", ["pass", "beats", "says", "saying", "need", "speed", "bed", "people", "dead", "bridge"]
)
def test_nothing_else_is(word: str) -> None:
    assert not is_past(word)
    assert not may_be_past(word)


@pytest.mark.parametrize("word", ["cost", "bid", "read"])
def test_what_is_a_noun_as_often_only_may_be(word: str) -> None:
    assert may_be_past(word)
    assert not is_past(word)
