"""A person before a place, where it is asked who."""

from datetime import date

import numpy as np
import pytest

from index.datatypes import Article, Passage
from rag.answers.fit import fitting
from rag.evidence import FEATURES, Evidence
from rag.spans import Found
from rag.understand import understand


def rated(sentence: str, probability: float) -> Evidence:
    """A sentence with its answer between bars, after another of the same article."""
    before, answer, after = sentence.split("|")
    text = before + answer + after
    lead = "It rained. "
    start, end = len(lead), len(lead + text)
    passage = Passage(Article(text[:9], "t", lead + text), 0, end, lead + text, 1.0)
    found = Found(start + len(before), start + len(before + answer), answer, 9.0)
    return Evidence(passage, start, end, text, None, np.zeros(len(FEATURES)), found, probability)


VISIT = "The vote coincides with a visit by President Oskar Brandt to |Norrland|."
MEETING = "During his stay, Brandt is to meet the poet |Mira Holm|."


@pytest.mark.parametrize(
    ("question", "sentences", "best"),
    [
        ("Whom is Brandt to meet?", [(VISIT, 0.4), (MEETING, 0.2)], "Mira Holm"),
        ("Whom is Brandt to meet?", [(VISIT, 0.8), (MEETING, 0.1)], "Norrland"),  # too unlikely
        ("What is Brandt to visit?", [(VISIT, 0.4), (MEETING, 0.2)], "Norrland"),
        ("Whom did Mira Holm invite?", [(VISIT, 0.4), (MEETING, 0.2)], "Norrland"),  # no answer to itself
        ("Who won the cup?", [("|Norrland| won the cup.", 0.4), (MEETING, 0.3)], "Norrland"),
    ],
)
def test_person_goes_before_a_place_where_it_is_asked_who(
    question: str, sentences: list[tuple[str, float]], best: str
) -> None:
    evidence = [rated(*one) for one in sentences]
    first, *others = fitting(understand(question, date(2031, 6, 1)), evidence)
    assert first.answer
    assert first.answer.text == best
    assert len(others) == len(evidence) - 1


def test_nothing_fits_where_there_is_no_evidence() -> None:
    assert fitting(understand("Who won?", date(2031, 6, 1)), []) == []
