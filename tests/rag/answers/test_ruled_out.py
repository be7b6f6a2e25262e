"""Whom a question names, and a witness where it asks who did it, are no answer to it."""

from datetime import date

import pytest

from rag.answers.fit import suits
from rag.answers.plain import plain
from rag.understand import understand
from tests.rag.answers.forms import AS_OF, Archived, rated, report, texts

TOOK_OVER = "|Carl Rudge|, who took over in August, was told by telephone."
WITNESS = "|Alf Trent| is being treated as a witness."


@pytest.mark.parametrize(
    ("question", "sentence", "fits"),
    [
        ("Who took over after Rudge was fired?", TOOK_OVER, False),
        ("Who took over in August?", TOOK_OVER, True),
        ("Who is Rudge's brother?", "His brother is |Erik Rudge|.", True),
        ("Who has been accused of taking the cello?", WITNESS, False),
        ("Who saw the theft of the cello?", WITNESS, True),
        ("Who has been charged?", "|Jon Vale| was cleared on Monday.", False),
        ("Who painted the picture?", "The picture was not made by |Ada Lind|, tests have shown.", False),
        ("Who painted the picture?", "The picture was made by |Ada Lind| and not by a pupil.", True),
        ("Who opened the pier?", "|Ada Lind| did not open the pier.", False),
        ("Who opened the pier?", "|Ada Lind| did not know who opened the pier.", True),
        ("Who did not open the pier?", "|Ada Lind| did not open the pier.", True),
        ("Who has been charged?", "|Jon Vale|, 38, of Lomm, has been charged with theft.", True),
    ],
)
def test_somebody_who_was_not_the_one_is_no_answer(question: str, sentence: str, *, fits: bool) -> None:
    assert suits(understand(question, AS_OF), rated(1, sentence, 0.4)) is fits


def test_another_person_goes_before_the_witness() -> None:
    query = understand("Who has been accused of taking the cello?", AS_OF)
    accused = rated(2, "|Dennis Tranter| will appear in court over the cello.", 0.3)
    found = plain(query, [rated(1, WITNESS, 0.35), accused], 0.1)
    assert found.sentences[0].text == accused.text
    assert found.short == "Dennis Tranter"


CLAIM = "The picture “Boats” is to be sold in Orlen. Bo Hart says that the picture is by Ada Lind."
TESTS = "The picture “Boats” was not painted by Ada Lind, tests in Orlen have shown."


def test_whom_a_later_article_rules_out_is_no_answer(archived: Archived) -> None:
    articles = report(1, CLAIM, "Gazette", date(2026, 4, 1)), report(2, TESTS, "Post", date(2026, 4, 9))
    answer = archived(*articles).ask("Who painted the picture “Boats”?", AS_OF)
    assert answer.short is None
    assert TESTS in texts(answer)


@pytest.mark.parametrize(
    ("told", "beside", "short"),
    [
        ("Ada Lind robbed the bank of Karn.", "Lind did not speak about the bank in court.", "Ada Lind"),
        ("Ada Lind robbed the bank of Karn.", "Bo Lind did not rob the bank of Karn.", "Ada Lind"),
        ("Ada Lind robbed the bank of Karn.", "Ada Lind did not rob the bank of Orlen.", "Ada Lind"),
    ],
)
def test_what_somebody_else_or_elsewhere_did_not_do_rules_nobody_out(
    archived: Archived, told: str, beside: str, short: str
) -> None:
    assert archived(report(1, f"{told} {beside}")).ask("Who robbed the bank of Karn?", AS_OF).short == short


def test_who_did_it_after_all_is_an_answer_still(archived: Archived) -> None:
    before = report(
        1, "The pier in Orlen was not opened by Ada Lind in May, for she was ill.", "Gazette", date(2026, 4, 1)
    )
    after = report(2, "Ada Lind opened the pier in Orlen on Monday.", "Post", date(2026, 4, 9))
    assert archived(before, after).ask("Who opened the pier in Orlen?", AS_OF).short == "Ada Lind"
