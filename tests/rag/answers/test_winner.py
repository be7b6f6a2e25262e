"""Which of two it was: who won or was beaten, who bought or sold."""

import pytest

from rag.answers.winner import winner
from rag.understand import understand
from tests.rag.answers.forms import AS_OF, Archived, rated, report

TITLE = "Oskar Lind, a pupil from Tarn, won the chess title on Saturday, beating the holder, |Vera Stahl|, in 52 moves."
SEAT = "Dimitar Vask, a former pilot, will be the next mayor of Orlen after beating the incumbent, |Ilsa Torn|."

SALE = "|Karsk Town| have sold the striker Kofi Vale to the Belgian champions, Royal Lierne, for £6.5m."


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("Who won the chess title?", TITLE, "Oskar Lind"),
        ("Who beat the holder?", TITLE, "Oskar Lind"),
        ("Who became mayor of Orlen?", SEAT, "Dimitar Vask"),
        ("Who won the race?", "Ada Lind has won the race for mayor of |Orlen|.", "Ada Lind"),
        ("Who won the race?", "Orlen was won by |Ada Lind|.", "Ada Lind"),
        # who was beaten, and who bought
        ("Who came second in the championship?", f"|{TITLE.replace('|', '').replace(',', '|,', 1)}", "Vera Stahl"),
        ("Who was beaten in the final?", "|Rovers| won the final, beating Harriers 2-1.", "Harriers"),
        ("Which club bought Kofi Vale?", SALE, "Royal Lierne"),
        ("Which club sold Kofi Vale?", SALE, "Karsk Town"),
        ("Who bought the bakery?", "The bakery was bought by |Ada Lind| in May.", "Ada Lind"),
        # who lost was asked for, or the reader is right, or nobody stands at the head
        ("Whom did Oskar Lind beat?", TITLE, "Vera Stahl"),
        ("Who won the cup?", "Harriers lost, and |Rovers| won the cup.", "Rovers"),
        ("Who won the title?", "The title was won after beating the holder, |Vera Stahl|.", "Vera Stahl"),
    ],
)
def test_who_was_beaten_has_not_won(question: str, sentence: str, answer: str) -> None:
    found = winner(understand(question, AS_OF), rated(1, sentence, 0.4))
    assert found.answer
    assert found.answer.text == answer
    assert found.text[found.answer.start : found.answer.end] == answer


def test_winner_is_the_short_answer(archived: Archived) -> None:
    text = (
        "Oskar Lind, a 17-year-old pupil from Tarn, won the national chess championship on Saturday, beating the holder, "
        "Vera Stahl, in 52 moves. Stahl said she would be back."
    )
    assert archived(report(1, text)).ask("Who won the chess championship?", AS_OF).short == "Oskar Lind"


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("Who came second in the race?", "|Bo Stahl|, 19, came second in the race, ahead of Jon Pell.", "Bo Stahl"),
        ("Who bought the ground?", "|Lomm Bank| bought the ground after Rovers sold it to Harriers.", "Lomm Bank"),
        (
            "Who bought Jon Pell?",
            "|Kestrel United| bought Jon Pell, a year after he was sold to Rovers.",
            "Kestrel United",
        ),
        ("Who won the final?", "Ann Lind won the semi-final and her rival, |Bo Stahl|, won the final.", "Bo Stahl"),
    ],
)
def test_reader_stays_right_where_the_sentence_tells_it_outright(question: str, sentence: str, answer: str) -> None:
    found = winner(understand(question, AS_OF), rated(1, sentence, 0.4)).answer
    assert found
    assert found.text == answer


def test_whom_somebody_beat_has_not_beaten_them() -> None:
    found = winner(understand("Who beat Oskar Lind?", AS_OF), rated(1, TITLE, 0.4))
    assert found.answer is None
