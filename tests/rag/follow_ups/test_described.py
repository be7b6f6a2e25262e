"""Somebody whom an answer only describes is "he" of the next question; what a question names alone is "it"."""

import pytest

from rag.follow_ups.referents import Said, person_of
from rag.follow_ups.standalone import made_standalone
from rag.follow_ups.things import thing_answered

MARKET = ("The Lorne Herring Market opens on 3 May. The company Orlen Lifts runs it.",)


@pytest.mark.parametrize(
    ("answer", "person"),
    [
        ("The former mayor", "the former mayor"),
        ("the former mayor of Low Orlen", "the former mayor of Low Orlen"),
        ("A pensioner", "the pensioner"),
        ("a 19-year-old man", "the 19-year-old man"),
        ("its chief executive", "its chief executive"),
        ("the boss", "the boss"),
        ("two fishermen", None),
        ("the farmers", None),
        ("a group of farmers", None),
        ("a wooden bridge", None),
    ],
)
def test_description_of_one_person_stands_for_a_name(answer: str, person: str | None) -> None:
    assert person_of(answer, ()) == person


def test_he_is_whom_the_answer_describes() -> None:
    told = Said("Who opened the fair?", answer="The former mayor opened it.", person=person_of("The former mayor", ()))
    assert "does the former mayor live" in made_standalone("Where does he live?", [told])


def test_he_is_nobody_whom_the_texts_call_she() -> None:
    texts = ("A pensioner found the cello. She is 73.",)
    told = Said("Who found the cello?", answer=texts[0], person=person_of("a pensioner", texts), read=texts)
    assert "the pensioner" in made_standalone("How old is she?", [told])
    assert "the pensioner" not in made_standalone("How old is he?", [told])


@pytest.mark.parametrize(
    ("earlier", "question", "alone"),
    [
        ("When does the Lorne Herring Market open?", "And when does it close?",
         "And when does the Lorne Herring Market close?"),
        ("Where is Orlen Lifts based?", "Who are its owners?", "Who are Orlen Lifts's owners?"),
    ],
)  # fmt: skip
def test_it_is_the_only_thing_that_the_last_question_names(earlier: str, question: str, alone: str) -> None:
    assert made_standalone(question, [Said(earlier, answer="So it is.", read=MARKET)]) == alone


def test_it_is_nobody_whom_the_last_question_names() -> None:
    told = Said("When did Ada Lind fall?", answer="On Monday.", read=("Ada Lind fell on Monday, Lind said.",))
    assert made_standalone("Did it hurt?", [told]) == "Did it hurt? (Ada Lind)"


@pytest.mark.parametrize(
    ("asked", "short", "alone"),
    [
        ("Which film won the Golden Otter?", "Nine Herrings", "Who directed Nine Herrings?"),
        ("Which ship sank off Orsk?", "the Swallow", "Who directed the Swallow?"),
        ("Which actor won the Golden Otter?", "Ada Lind", "Who directed it? (Golden Otter actor, Ada Lind)"),
    ],
)
def test_it_is_the_one_of_its_sort_that_the_answer_names(asked: str, short: str, alone: str) -> None:
    told = Said(asked, answer=f"{short} did.", thing=thing_answered(asked, short), person=person_of(short, ()))
    assert made_standalone("Who directed it?", [told]) == alone


def test_she_is_the_former_mayor_of_a_place_whatever_is_told_of_other_mayors() -> None:
    texts = (
        "The mayor of Orlen said that he was tired. He left. Orlen is asleep, and he with it.",
        "In Low Orlen it rained.",
    )
    told = Said("What will the former mayor of Low Orlen do now?", answer="Keep dogs.", about="Low Orlen", read=texts)
    assert made_standalone("Where does she live?", [told]) == ("Where does the former mayor of Low Orlen live?")
