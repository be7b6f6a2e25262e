"""Which of a sentence's values the words of a question single out: for or against, how much more, which share, before."""

import pytest

from rag.answers.fit import suits
from rag.answers.short import short_of
from rag.answers.values.by_words import singled_out
from rag.answers.values.counted import counted
from rag.understand import understand
from tests.rag.answers.forms import AS_OF, rated

BAN = "The council voted for the ban by |19 to 11| on Monday."
REJECTED = "The council rejected the ban by |19 to 11| on Monday."
COST = "The work cost |17 million crowns|, five million more than planned."
STATE = "It will cost |260 million crowns|, of which the state will pay a third."
BEDS = "The hospice, which cut its beds from |18 to 12| after the theft, is full."
TRIED = "Lind was convicted on |25 counts of fraud and acquitted on three|."


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("How many councillors voted for the ban?", BAN, "19"),
        ("How many councillors voted against the ban?", BAN, "11"),
        ("How many councillors voted for the ban?", REJECTED, "11"),
        ("How many councillors voted against the ban?", REJECTED, "19"),
        ("How many councillors voted against the ban?", "The council voted by |19 to 11| against the ban.", "19"),
        ("How many councillors voted for the ban?", "The council voted by |19 to 11| against the ban.", "11"),
        ("How many voted against?", "Against the tram for years, the town approved it by |21 to 9|.", "21 to 9"),
        ("How much did the work cost?", COST, "17 million crowns"),
        ("How much more than planned did the work cost?", COST, "five million"),
        ("What share of the cost will the state pay?", STATE, "a third"),
        ("What percentage of men swim?", "The survey says that |less than half| of the men swim.", "less than half"),
        ("What will it cost?", STATE, "260 million crowns"),
        ("How many beds did the hospice have before the theft?", BEDS, "18"),
        ("On how many counts was Lind convicted?", TRIED, "25 counts of fraud"),
    ],
)
def test_value_that_the_question_means(question: str, sentence: str, answer: str) -> None:
    query = understand(question, AS_OF)
    found = singled_out(query, counted(query, rated(1, sentence, 0.5)))
    assert short_of(query, found) == answer


def test_what_is_now_is_not_what_was_before() -> None:
    hall = rated(1, "The hall now has |640| seats, 90 fewer than before.", 0.5)
    assert suits(understand("How many seats does the hall have?", AS_OF), hall)
    assert not suits(understand("How many seats did the hall have before?", AS_OF), hall)
