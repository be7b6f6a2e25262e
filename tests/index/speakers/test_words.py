"""Who says what without a listed verb of saying, and verbs that share the subject of their clause."""

import pytest

from index.speakers import attributions


def speakers_of(text: str, words: str) -> set[str | None]:
    """Who is said to say what begins so."""
    return {one.speaker for one in attributions(text) if one.content.startswith(words)}


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("Ada Lind remains deeply worried about the old pier.", "Ada Lind", "about the old"),
        ("Ada Lind was not convinced the pier would hold.", "Ada Lind", "the pier would"),
        ("Ada Lind is upbeat about the old pier.", "Ada Lind", "about the old"),
        ("Ada Lind opened up about the old pier.", "Ada Lind", "about the old"),
        ("Ada Lind joked about the old pier.", "Ada Lind", "about the old"),
        ("Ada Lind calculated that the pier would cost too much.", "Ada Lind", "that the pier"),
        ("Ada Lind made the point that the pier was old.", "Ada Lind", "that the pier"),
        ("Ada Lind has expressed strong doubts about the pier.", "Ada Lind", "about the pier"),
        ("Ada Lind delivered a forceful promise to rebuild the pier.", "Ada Lind", "to rebuild"),
        ("The plan met a demand by Bo Hart that the pier be closed.", "Bo Hart", "that the pier"),
        ("The plan drew criticism from dockers that it came late.", "dockers", "that it came"),
        ("Ada Lind’s claim is that the pier is safe.", "Ada Lind", "that the pier"),
        ("Ada Lind is a vocal critic of the new pier.", "Ada Lind", "the new pier"),
        ("Ada Lind, a supporter of the new pier, came late.", "Ada Lind", "the new pier"),
        ("Ada Lind spoke in favor of the new pier.", "Ada Lind", "the new pier"),
        ("The mayor leads by two points in a Tarnwick Post poll.", "Tarnwick Post", "The mayor leads"),
        ("Poll: Lind Ahead In Tarnwick\n\nShe leads.", "Poll", "Lind Ahead"),
        ("Some have suggested that the pier was old.", "Some", "that the pier"),
        ("Ada Lind points to the age of the pier.", "Ada Lind", "the age"),
        ("Kelly Moss said the pier was old.", "Kelly Moss", "the pier was"),
    ],
)
def test_other_words_tell_who_says_what(text: str, speaker: str, words: str) -> None:
    found = speakers_of(text, words)
    assert any(one and (speaker in one or one in speaker) for one in found), attributions(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lind spent about $5 million on the pier.",
        "There is a good deal of talk about the pier.",
        "The pier that Ada Lind built stands in the bay.",
        "It was the wind that the harbor had waited for.",
        "Turnout was high at the polls in Tarnwick on Monday.",
        "LOOK: Pier Falls Into The Bay\n\nIt fell on Monday.",
    ],
)
def test_what_nobody_says_has_no_speaker(text: str) -> None:
    assert attributions(text) == []


def test_verb_shares_the_subject_of_its_own_clause() -> None:
    text = "Ada Lind closed the pier on Monday, but Bo Hart opened it again and said it was safe."
    assert speakers_of(text, "it was safe") == {"Bo Hart"}


def test_two_names_before_a_verb_open_no_clause() -> None:
    text = "Ada Lind and Bo Hart will meet next week, Cara Moss said, adding that they may talk."
    assert speakers_of(text, "that they may") == {"Cara Moss"}


def test_noun_behind_a_verb_is_not_read_as_one() -> None:
    text = "Ada Lind announced plans to close the pier."
    assert {one.speaker for one in attributions(text)} == {"Ada Lind"}


def test_headline_words_make_no_full_name() -> None:
    text = "Ada Lind Says Bo Hart Is Late\n\nHart came on Monday. “I came as soon as I could,” he said."
    assert speakers_of(text, "“I came") == {"Bo Hart"} or speakers_of(text, "“I came") == {"Hart"}


def test_quotation_behind_a_colon_without_a_name_is_of_who_spoke_last() -> None:
    text = "“The pier is old,” said Ada Lind. It came down to this: “We will have to close it.”"
    assert speakers_of(text, "“We will") == {"Ada Lind"}
