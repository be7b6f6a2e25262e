"""Who gives a value, by what the sentence says and the article attributes."""

import pytest

from rag.evidence.claimants import are_apart, claimant_at, is_called, other_names, stems_of
from tests.rag.test_disagree import said


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("At least |41| people died, the health ministry said.", "the health ministry"),
        ("The rebel Northern Guard put the death toll at |112| on Monday.", "The rebel Northern Guard"),
        ("It is less than the |112| claimed by the Northern Guard.", "the Northern Guard"),
        ("It is more than the |41| given by the government and less than 112.", "the government"),
        ("The UN now puts the number of the dead at |79|.", "The UN"),
        ("The ministry’s figure of |41| is old.", "The ministry"),
        ("At least |41| people died in the market.", None),
        ("The bus carried |41| people.", None),
    ],
)
def test_claimant_of_a_value(sentence: str, who: str | None) -> None:
    before, value, after = sentence.split("|")
    text = before + value + after
    found = claimant_at(text, (0, len(text)), (len(before), len(before + value)))
    assert (found.written if found else None) == who


def test_its_spokesman_speaks_for_whom_spoke_before() -> None:
    text = "The army denied firing. Its chief, Ida Vell, said nine rockets had come from the hills."
    at = text.index("nine")
    found = claimant_at(text, (text.index("Its"), len(text)), (at, at + 4))
    assert found
    assert is_called(stems_of("army"), found)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("|41| people died, the health ministry said.", "The Northern Guard put the toll at |112|.", True),
        ("|41| people died, the health ministry said.", "|43| people died, police said.", False),  # the authorities
        ("The UN puts the toll at |79|.", "|67| people died, the United Nations said.", False),
        ("The Northern Guard puts the toll at |79|.", "|67| people died, the Guard said.", False),
        ("|41| people died, the health ministry said.", "|43| people died.", False),
    ],
)
def test_parties_are_apart(one: str, other: str, apart: bool) -> None:
    assert are_apart(said(one, "a"), said(other, "b")) is apart


@pytest.mark.parametrize(
    ("asked", "called"),
    [
        ("rebels", True),
        ("Northern Guard", True),
        ("Guard", True),
        ("government", False),
        ("Northern League", False),
    ],
)
def test_party_is_known_by_its_other_names(asked: str, called: bool) -> None:
    text = "The Northern Guard put the toll at 9."
    claimant = claimant_at(text, (0, len(text)), (35, 36))
    names = other_names(stems_of(asked), ["A bus was held up by the rebel Northern Guard."])
    assert claimant
    assert is_called(stems_of(asked), claimant, names) is called
