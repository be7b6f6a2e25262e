"""What was asked is found again in a text, to the character."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.datatypes import Name
from rag.text.asked import Asked
from rag.understand import understand

TODAY = date(2026, 4, 1)


def marked(question: str, text: str, *names: Name) -> list[str]:
    asked = Asked(replace(understand(question, TODAY), names=names))
    return [text[start:end] for start, end in asked.spans(text, 0, len(text))]


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Which bridges were closed?", "The bridge closes; Bridgewater is near.", ["bridge closes"]),
        ("Did the US close the border?", "Let us say the U.S. closed it, not us: the US.", ["U.S. closed", "US"]),
        ("Is the café open?", "CAFE Müller opens its Cafés.", ["CAFE", "opens", "Cafés"]),
        ("How high is the Skarrow Bridge?", "An underbridge; the Skarrow-Bridge.", ["Skarrow-Bridge"]),
        ("水不足", "深刻な水不足が続く", ["水不足"]),
        ("вода в городе", "Вода в Городе", ["Вода", "Городе"]),
        ("Combien de pays ont signé le traité ?", "Le traité de paix, signé par six pays", ["traité", "signé", "pays"]),
    ],
)
def test_words_are_marked_in_any_form_and_nothing_else(question: str, text: str, expected: list[str]) -> None:
    assert marked(question, text) == expected


def test_another_spelling_of_a_name_is_marked_and_counts_as_the_name() -> None:
    name = Name("Zhaparov", ("Sadyr Japarov", "Жапаров"))
    text = "President Sadyr  Japarov spoke. Жапаров left. Japarovich did not."

    assert marked("What did Zhaparov say?", text, name) == ["Sadyr  Japarov", "Жапаров"]
    asked = Asked(replace(understand("What did Zhaparov say?", TODAY), names=(name,)))
    assert asked.found("Sadyr Japarov spoke") == asked.found("Zhaparov spoke") == {"zhaparov"}


def test_other_words_for_a_country_are_marked_and_count_as_the_country() -> None:
    question, text = "What did American farmers say?", "Tell us of U.S. farms, South American ones and America's."

    assert marked(question, text) == ["U.S.", "American", "America"]
    asked = Asked(understand(question, TODAY))
    assert "american" in asked.found("The United States sells maize.")
    assert "american" not in asked.found("They sold us maize.")
    assert Asked(understand("Who left South Korea?", TODAY)).found("South Koreans left.") >= {"south", "korea"}


@given(st.text(min_size=1, max_size=60), st.text(max_size=200))
def test_marks_lie_in_the_text_in_order_and_agree_with_what_is_found(question: str, text: str) -> None:
    asked = Asked(understand(f"tax {question}", TODAY))
    text = f"{text} tax {question}"
    spans = asked.spans(text, 0, len(text))

    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert {stem for mark in asked.marks(text) for stem in mark.stems} == asked.found(text)
    assert "tax" in asked.found(text)
