"""Which one of a sort: a name of the sort, and not what stands beside it."""

import pytest

from rag.answers.fit import suits
from rag.answers.which import which
from rag.understand import understand
from tests.rag.answers.forms import AS_OF, Archived, rated, report

BRIDGE = understand("Which bridge was closed?", AS_OF)
BEAM = "The Lock Bridge in Lomm was closed on Friday because of |a cracked beam|."


@pytest.mark.parametrize(
    ("sentence", "answer"),
    [
        (BEAM, "Lock Bridge"),
        ("|Orlen| has closed the Lock Bridge.", "Orlen"),  # a name may be right
        ("The Lock Bridge and the Skarrow Bridge were closed to |cars|.", "cars"),  # one cannot tell which
        ("The pool was closed to |cars|.", "cars"),
    ],
)
def test_name_of_the_sort_is_the_answer(sentence: str, answer: str) -> None:
    found = which(BRIDGE, rated(1, sentence, 0.4))
    assert found.answer
    assert found.answer.text == answer
    assert found.text[found.answer.start : found.answer.end] == answer


@pytest.mark.parametrize(
    ("question", "sentence", "fits"),
    [
        ("Which bridge was closed?", "The bridge was closed to |cars| on Monday.", False),
        ("Which bridge was closed?", "The bridge, |a footbridge from 1901|, was closed.", True),
        ("Which virus was found?", "It is caused by |the swallow| virus, and the virus was found in Lomm.", True),
        ("Which insect was found?", "They found |a stag beetle|.", True),
        ("What was closed?", "The bridge was closed to |cars|.", True),
    ],
)
def test_what_is_no_name_of_a_thing_told_of_is_not_of_its_sort(question: str, sentence: str, *, fits: bool) -> None:
    assert suits(understand(question, AS_OF), rated(1, sentence, 0.4)) is fits


def test_to_whom_a_bridge_was_closed_is_no_other_bridge(archived: Archived) -> None:
    lock, cars = BEAM.replace("|", ""), "The bridge was closed to cars on Friday, police in Lomm said."
    answer = archived(report(1, lock, "Gazette"), report(2, cars, "Courier")).ask("Which bridge was closed?", AS_OF)
    assert "Lock Bridge" in str(answer.short)
    assert answer.disagreement is None


def test_another_bridge_is(archived: Archived) -> None:
    lock, other = BEAM.replace("|", ""), "The Skarrow Bridge was closed on Friday because of ice, police in Lomm said."
    answer = archived(report(1, lock, "Gazette"), report(2, other, "Courier")).ask("Which bridge was closed?", AS_OF)
    assert answer.disagreement
    assert all("Bridge" in value for value, _ in answer.disagreement.values)


@pytest.mark.parametrize(
    ("sentence", "fits"),
    [
        ("Orvex lost contact with its |weather satellite| Auk-1 in May.", True),
        ("Auk-1 is |a weather satellite| of Orvex.", True),
        ("Auk-1, |a weather satellite|, has been lost.", True),
        ("|Orvex| lost contact with its weather satellite Auk-1 in May.", False),
        ("Auk-1 was late because of |a leaking valve|.", False),
    ],
)
def test_what_something_is_stands_beside_its_name(sentence: str, *, fits: bool) -> None:
    assert suits(understand("What is Auk-1?", AS_OF), rated(1, sentence, 0.5)) is fits
