"""What is not left to stand alone: a notice of a mistake, a turn of a word or two."""

from dataclasses import replace

import pytest

from rag.answers.beside import with_context
from rag.answers.sentence import Chosen
from tests.rag.answers.forms import AS_OF, Archived, report, sentence, texts

NOTICE = "Correction: an earlier version of this article said that the limit would be 80 litres a day."


def test_notice_of_a_mistake_is_followed_by_what_is_right(archived: Archived) -> None:
    assistant = archived(report(1, f"{NOTICE} It is 110 litres. Meters are read in May."))
    answer = assistant.ask("What is the limit in litres a day?", AS_OF)
    assert texts(answer)[:2] == [NOTICE, "It is 110 litres."]


def test_nothing_of_a_mistake_is_the_short_answer(archived: Archived) -> None:
    assistant = archived(report(1, f"{NOTICE} It is 110 litres. Meters are read in May."))
    answer = assistant.ask("How many litres a day is the limit?", AS_OF)
    assert "80" not in (answer.short or "")


def test_sentence_after_the_notice_is_shown_once() -> None:
    notice = sentence(NOTICE, after="It is 110 litres.")
    right = replace(notice, start=notice.end + 1, end=notice.end + 18)
    assert with_context(Chosen((right, notice)), "").sentences == (right, notice)


@pytest.mark.parametrize("text", ["Lind: Neither.", "Lind: Yes, sure."])
def test_bare_turn_goes_beside_a_sentence_and_stays_alone(text: str) -> None:
    bare, full = sentence(text), sentence("Lind: My voters are no parcel.")
    assert with_context(Chosen((full, bare)), "").sentences == (full,)
    assert with_context(Chosen((bare,)), "").sentences == (bare,)


def test_short_answer_goes_with_the_turn_that_has_it() -> None:
    bare, full = sentence("Orr: Forty ferries."), sentence("The storm destroyed boats along the whole coast.")
    assert with_context(Chosen((bare, full), "Forty"), "").short is None
    assert with_context(Chosen((bare,), "Forty"), "").short == "Forty"
    assert with_context(Chosen((full,), "Yes"), "").short == "Yes"
