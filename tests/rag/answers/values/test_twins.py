"""A value in the unit that is asked for, those of several who are, and numbers in lakh and crore."""

from decimal import Decimal

import pytest

from rag.answers.values.counted import counted
from rag.answers.values.twins import in_unit
from rag.text.mentions import amounts
from rag.text.numbers import read_number
from rag.understand import understand
from tests.rag.answers.forms import AS_OF, Archived, check_proof, rated, report

UNITS = [
    ("How many km south of Orl was the quake?", "It struck |22 miles| (35 km) south of Orl.", "35 km"),
    ("How many miles south of Orl was the quake?", "It struck |22 miles| (35 km) south of Orl.", "22 miles"),
    ("How many miles south of Orl was the quake?", "It struck 22 miles (|35 km|) south of Orl.", "22 miles"),
    ("How many kilometres long is the line?", "The line is |11 miles|, or about 17.5 km, long.", "17.5 km"),
    ("How much will the line cost in dollars?", "It costs |Rs 23,487 crore|, about $2.8 billion.", "$2.8 billion"),
    ("How much will the line cost?", "It costs |Rs 23,487 crore|, about $2.8 billion.", "Rs 23,487 crore"),
    ("How many euros did it cost?", "It cost |900 crowns| (80 euros).", "80 euros"),
    ("What time was it in GMT?", "It struck at |02:17| local time (1817 GMT on Saturday).", "1817 GMT on Saturday"),
    ("What time was it?", "It struck at |02:17| local time (1817 GMT on Saturday).", "02:17"),
    ("How many women are in the cabinet?", "The cabinet has |16 members|, six of them women.", "six"),
    ("How many members has the cabinet?", "The cabinet has |16 members|, six of them women.", "16 members"),
    ("How many men are in the cabinet?", "The cabinet has |16 members|, six of them women.", "16 members"),
]
SEATS = [
    ("How many seats does the coalition hold?", "The coalition has 238 of the |465 seats| in the house.", "238"),
    ("How many seats does the coalition hold?", "The coalition has |238 of the 465| seats in the house.", "238"),
    ("How many people were moved?", "|Some 450 people have been moved to shelters in six| towns.", "Some 450"),
    ("How many libraries does Thorn have?", "Three of Thorn's |seven libraries| would close.", "seven libraries"),
]


@pytest.mark.parametrize(("question", "text", "answer"), SEATS)
def test_of_two_numbers_the_one_that_is_asked_for_is_the_answer(question: str, text: str, answer: str) -> None:
    found = counted(understand(question, AS_OF), rated(1, text, 0.5))
    assert found.answer
    assert found.answer.text == answer


@pytest.mark.parametrize(("question", "text", "answer"), UNITS)
def test_value_is_that_of_the_unit_asked_for(question: str, text: str, answer: str) -> None:
    found = in_unit(understand(question, AS_OF), rated(1, text, 0.5))
    assert found.answer
    assert found.answer.text == answer


@pytest.mark.parametrize(("words", "value"), [("4.5 lakh", 450_000), ("two crore", 20_000_000)])
def test_lakh_and_crore_are_numbers(words: str, value: int) -> None:
    assert read_number(words.split()) == (Decimal(value), 2)
    assert [one.text for one in amounts(f"Over {words} people came.")] == [words]


def test_rupees_are_money() -> None:
    assert [(one.text, one.measure) for one in amounts("It cost Rs 275 crore to build.")] == [("Rs 275 crore", "money")]


def test_number_in_lakh_is_short_as_written_and_made_plain_in_a_note(archived: Archived) -> None:
    text = "Crops on 1.2 lakh hectares were damaged by the flood, the farm ministry found."
    answer = archived(report(1, text)).ask("How many hectares of crops were damaged?", AS_OF)
    check_proof(answer)
    assert "1.2 lakh" in (answer.short or "")
    assert answer.statements[0].note == "1.2 lakh: 120,000"
