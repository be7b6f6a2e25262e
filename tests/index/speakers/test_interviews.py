"""Interviews with "Q:" and "A:", what is told within an answer, and headlines that begin with their speaker."""

import pytest

from index.speakers import attributions

TURNS = "\n\nQ: Will it hold?\n\nA: It will. Bo Hart said that it was new.\n\nQ: When?\n\nA: I think that May is near."


def spoken(text: str) -> list[tuple[str | None, str]]:
    """Who says what in the turns."""
    return [(one.speaker, one.content) for one in attributions(text) if one.direct]


@pytest.mark.parametrize(
    "introduction",
    [
        "A talk with Ada Lind, the mayor.",
        "The mayor on her pier.\nAda Lind, the mayor, spoke to the Gazette.",
        "The plans of Ada Lind.\nShe spoke to the Gazette after Cara Moss had left.",
    ],
)
def test_answers_are_of_the_one_whom_the_introduction_names(introduction: str) -> None:
    assert spoken(introduction + TURNS) == [
        (None, "Will it hold?"),
        ("Ada Lind", "It will. Bo Hart said that it was new."),
        (None, "When?"),
        ("Ada Lind", "I think that May is near."),
    ]


@pytest.mark.parametrize("introduction", ["A talk about the pier.", "A talk with Ada Lind and then Cara Moss."])
def test_answers_are_of_nobody_where_the_introduction_does_not_say(introduction: str) -> None:
    assert {speaker for speaker, _ in spoken(introduction + TURNS)} == {None}


def test_what_others_say_within_an_answer_is_theirs_and_i_is_who_answers() -> None:
    found = [(one.speaker, one.content) for one in attributions("A talk with Ada Lind." + TURNS) if not one.direct]
    assert found == [("Bo Hart", "that it was new"), ("Ada Lind", "that May is near")]


def test_one_line_with_a_letter_is_no_interview() -> None:
    assert attributions("Ada Lind came.\nA: It will hold.") == []


@pytest.mark.parametrize(
    ("headline", "speaker"),
    [
        ("EXCLUSIVE – Ada Lind: The Old Pier Will Hold", "Ada Lind"),
        ("Lind to Gazette: The old pier will hold", "Ada Lind"),
        ("Old Star Lind: The Pier Will Hold", "Ada Lind"),
        ("CNN: The old pier will hold", "CNN"),
        ("Wizzer: The old pier will hold", "Wizzer"),
    ],
)
def test_headline_is_of_its_label(headline: str, speaker: str) -> None:
    text = f"{headline}\n\nAda Lind came. Wizzer said nothing."
    assert next(one.speaker for one in attributions(text) if one.start < len(headline)) == speaker


@pytest.mark.parametrize("headline", ["LOOK: The old pier will hold", "The Way: it holds"])
def test_headline_of_no_speaker_is_nobodys(headline: str) -> None:
    assert attributions(f"{headline}\n\nIt rained.") == []
