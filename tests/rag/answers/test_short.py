"""The short answer is of the sort that is asked for, and whole."""

from datetime import date

import numpy as np
import pytest

from index.datatypes import Article, Passage
from rag.answers.short import short_of, worded
from rag.evidence.gather import FEATURES, Evidence
from rag.evidence.spans import Found
from rag.understand import understand
from tests.rag.answers.forms import AS_OF, Archived, rated, report, texts

# fmt: off
WHO = [
    # one word of a name
    ("Environment group Blue Orlen opposes the dam. The dam is to stand in Orlen.", "Who opposes the dam?", "Blue Orlen"),
    # both of two
    ("Ada Lind, the mayor of Orlen, and Per Holt, the head of the port, signed a harbour treaty on Monday.",
     "Who signed the harbour treaty?", "Ada Lind, the mayor of Orlen, and Per Holt"),
    ("The harbour treaty was signed by Ada Lind and Per Holt on Monday.", "Who signed the harbour treaty?",
     "Ada Lind and Per Holt"),
    # a thing, or a sentence without a word of what is asked
    ("Dov Marek was sentenced to four years in prison for smuggling sturgeon.", "Who sentenced Dov Marek?", None),
    ("The chapel of St Orra lost its roof. Minister Ada Lind came to Tarnwick at noon.",
     "Who built the chapel of St Orra?", None),
    # one whose role is another
    ("The leak at Sundal Bank was worse than known, the data commissioner, Ada Lind, said. "
     "Per Holt, the bank's chief executive, apologised.", "Who leads the Sundal Bank?", "Per Holt"),
]
# fmt: on


@pytest.mark.parametrize(("text", "question", "short"), WHO)
def test_who_is_answered_by_somebody_and_by_all_of_them(
    archived: Archived, text: str, question: str, short: str | None
) -> None:
    assert archived(report(1, text)).ask(question, AS_OF).short == short


@pytest.mark.parametrize(
    ("text", "question", "short"),
    [
        ("Ada Lind and Per Holt met in Orlen. Ada Lind signed the harbour treaty.", "Who signed the harbour treaty?",
         "Ada Lind"),
        ("The police closed the harbour of Orlen at noon.", "Who closed the harbour of Orlen?", "police"),
        ("Ada Lind leads the Sundal Bank.", "Who leads the Sundal Bank?", "Ada Lind"),
    ],
)  # fmt: skip
def test_plain_answer_to_who_is_kept_as_it_is(archived: Archived, text: str, question: str, short: str) -> None:
    assert short in (archived(report(1, text)).ask(question, AS_OF).short or "")
    assert "and" not in (archived(report(1, text)).ask(question, AS_OF).short or "")


@pytest.mark.parametrize(
    ("sentence", "short"),
    [
        ("It was discovered by |a pensioner|, Alf Wren, 73, who took it for a bucket.", "a pensioner, Alf Wren"),
        ("|The harbour master|, Ada Lind, discovered it.", "The harbour master, Ada Lind"),
        ("|A pensioner|, Lomm police said, discovered it.", "A pensioner"),
        ("|Two divers|, Ada Lind and Per Holt, discovered it.", "Two divers"),
    ],
)
def test_description_in_the_short_answer_has_the_name_behind_it(sentence: str, short: str) -> None:
    assert short_of(understand("Who discovered the bell?", AS_OF), rated(1, sentence, 0.5)) == short


def test_votes_are_not_counted_in_seats(archived: Archived) -> None:
    assistant = archived(
        report(1, "Tarnwick's council has voted for a stadium with 12,000 seats.", "Gazette", date(2026, 1, 21)),
        report(2, "The new stadium will cost 55 million crowns. The council approved it by 19 votes to 16.", "Herald"),
    )
    answer = assistant.ask("How many votes did the stadium get?", AS_OF)
    assert answer.short in ("19", "19 votes", "19 votes to 16")
    assert answer.disagreement is None


def test_dead_of_an_earthquake_are_not_those_of_a_flood(archived: Archived) -> None:
    assistant = archived(report(1, "Nine people died in the earthquake that struck Tarnwick on 14 April."))
    assert not assistant.ask("How many people died in the Tarnwick flood?", AS_OF).answered
    assert assistant.ask("How many people died in the Tarnwick quake?", AS_OF).short == "Nine"


def test_date_that_its_sentence_corrects_is_no_answer_and_no_witness(archived: Archived) -> None:
    old = "The first tram between Orlen and Tarnwick will run on 27 November, mayor Ada Lind announced."
    new = (
        "The first tram between Orlen and Tarnwick will run on 15 January 2027, Ada Lind said on Wednesday, "
        "correcting an earlier date of 27 November."
    )
    assistant = archived(
        report(1, old, "Gazette", date(2026, 2, 4)),
        report(2, new + " An old wreck was found.", "Herald", date(2026, 4, 8)),
    )
    answer = assistant.ask("When will the first tram run?", AS_OF)
    carried = next(one for one in answer.statements if one.text == old)
    assert [one.article.outlet for one in answer.citations if one.marker in carried.markers] == ["Gazette"]
    assert texts(answer)
    assert archived(report(3, new)).ask("When did Ada Lind resign?", AS_OF).short != "27 November"


@pytest.mark.parametrize(
    ("text", "found", "short"),
    [
        ("The glider field lies in Kanto, Upper Estmark, by the sea.", "Upper Estmark", "Kanto, Upper Estmark"),
        ("The glider field lies in Upper Estmark, by the sea.", "Upper Estmark", "Upper Estmark"),
        ("The glider field of Ada Lind, Upper Estmark, is new.", "Ada Lind", "Ada Lind"),
    ],
)
def test_place_that_another_lies_in_brings_the_nearer_one(text: str, found: str, short: str) -> None:
    start = text.index(found)
    passage = Passage(Article("a", "News", text), 0, len(text), text, 1.0)
    answer = Found(start, start + len(found), found, 1.0)
    one = Evidence(passage, 0, len(text), text, None, np.zeros(len(FEATURES)), answer, 0.9)
    assert worded(understand("Where is the glider field?", AS_OF), one) == short


@pytest.mark.parametrize(
    ("question", "sentence", "short"),
    [
        ("Who scored?", "Ada Lind scored twice and |Per Holt|, who came late, got the third.", "Ada Lind scored twice and Per Holt"),
        ("Who kept goal?", "Ada Lind scored twice and |Per Holt| kept goal.", "Per Holt"),
    ],
)  # fmt: skip
def test_who_did_it_before_another_did_is_in_the_short_answer(question: str, sentence: str, short: str) -> None:
    assert worded(understand(question, AS_OF), rated(1, sentence, 0.5)) == short


def test_two_parties_in_one_sentence_are_a_disagreement_of_the_answer(archived: Archived) -> None:
    text = "About 2,000 people marched to the town hall of Orlen, according to the union; the police counted 900."
    answer = archived(report(1, text)).ask("How many people marched to the town hall of Orlen?", AS_OF)
    assert answer.disagreement
    assert [value for value, _ in answer.disagreement.values] == ["About 2,000", "900"]
