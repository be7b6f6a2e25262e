"""The same thing in other words: what stands for a question's words, and what never does."""

import pytest

from rag.text.facts import base, opposites
from rag.text.vocabulary import OPPOSITES
from rag.text.wordings import Wordings, other_wordings
from rag.text.words import stems, words


def told(question: str, text: str) -> set[str]:
    return Wordings(question).told(words(text)) - stems(text)


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        ("Who quit?", "The treasurer of Norvex resigned on Monday.", "quit"),
        ("Who quit?", "The treasurer stepped down after a row.", "quit"),
        ("Who stepped down?", "The treasurer has resigned.", "step"),
        ("What was the death toll?", "Twelve people were killed.", "death toll"),
        ("Who is the boss of Norvex?", "Ilse Brandt, its chief executive, said no.", "boss"),
        ("Who is the CEO of Norvex?", "Ilse Brandt, its chief executive, said no.", "CEO"),
        ("When was it bought?", "The purchase was agreed in May.", "bought"),
        ("Who bought it?", "Norvex will buy the yard.", "bought"),
        ("Which vehicle hit the wall?", "A lorry struck it.", "vehicle"),
    ],
)
def test_other_wording_stands_for_the_word(question: str, text: str, found: str) -> None:
    assert stems(found) <= told(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Which lorry hit the wall?", "A vehicle was seen."),  # any vehicle is no lorry
        ("Who was sacked?", "A fire broke out in the kitchen."),  # "fired" is meant, not "fire"
        ("What does Price say?", "The cost is not known."),  # a name
        ("Who stepped in?", "The treasurer resigned."),  # only the whole phrase
        ("Who quit?", "Nobody was appointed."),
        ("What rose?", "Prices fell."),
    ],
)
def test_what_is_another_thing_does_not(question: str, text: str) -> None:
    assert told(question, text) == set()


@pytest.mark.parametrize("pair", sorted(OPPOSITES))
def test_opposites_never_stand_for_each_other(pair: str) -> None:
    one, other = pair.split("/")
    assert base(other) in opposites(base(one))
    assert not told(one, other)
    assert not told(other, one)


def test_wordings_are_given_as_they_are_searched_for() -> None:
    found = other_wordings("Was there a death toll when the harpsichord player quit?")
    assert {"resign", "step down"} <= set(found["quit"])
    assert {"kill", "lives lost"} <= set(found["toll"])  # of the phrase
    assert stems("harpsichord").isdisjoint(found)
