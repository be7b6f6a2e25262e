"""Of "raised to £3 from £2" the new value answers, and the old one where it is asked what it was before."""

import pytest

from rag.answers.short import short_of
from rag.answers.values.to_from import to_or_from
from rag.evidence.superseded import is_superseded
from rag.understand import understand
from tests.rag.answers.forms import AS_OF, Archived, rated, report

FARE = "The council has raised the ferry fare to |{}| on the island route."
BOTH, OLD = FARE.format("£3 from £2"), FARE.replace("|{}|", "£3 from |£2|")


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("To what was the ferry fare raised?", BOTH, "£3"),
        ("To what was the ferry fare raised?", OLD, "£3"),
        ("How much is the ferry fare now?", OLD, "£3"),
        ("From what was the ferry fare raised?", BOTH, "£2"),
        ("How much was the ferry fare before?", OLD, "£2"),
        ("How much was the ferry fare before April?", BOTH, "£2"),
        ("How much was the ferry fare a year earlier?", BOTH, "£2"),
        ("What was the ferry fare first set at?", BOTH, "£2"),
        ("How many people died in the fire?", "The toll of the fire has risen to 14 people from |nine|.", "14"),
        ("How many masts will Norvex build?", "Norvex cut its plan to about |16| masts, down from 20.", "16"),
        # neither took the other's place
        ("How many boats came?", "Boats came to 3 islands and 14 harbours from |20| towns.", "20"),
        ("By how much was the fare raised?", BOTH, "£3 from £2"),
    ],
)
def test_new_value_answers_unless_the_old_is_asked_for(question: str, sentence: str, answer: str) -> None:
    query = understand(question, AS_OF)
    found = to_or_from(query, rated(1, sentence, 0.5))
    assert short_of(query, found) == answer


def test_value_behind_from_is_one_that_the_sentence_takes_back() -> None:
    assert is_superseded("It has raised the fare to £3 from £2.", "£2")
    assert is_superseded("The toll has risen to 14 people from nine.", "nine")
    assert not is_superseded("It has raised the fare to £3 from £2.", "£3")
    assert is_superseded("An earlier version of this report of 4 March said that about 40 people had fled Orlen.", "40")
    assert not is_superseded("An earlier version was wrong. The mayor said that about 40 people had fled.", "40")
    assert not is_superseded("She took the ferry to Orlen from Lomm.", "Lomm")


def test_question_to_an_archive_is_answered_with_the_new_value(archived: Archived) -> None:
    text = "Tarnwick council has raised the ferry fare to £3 from £2. The council said fuel had become dearer."
    assistant = archived(report(1, text))
    assert assistant.ask("What was the ferry fare in Tarnwick raised to?", AS_OF).short == "£3"
    assert assistant.ask("From what was the ferry fare in Tarnwick raised?", AS_OF).short == "£2"
