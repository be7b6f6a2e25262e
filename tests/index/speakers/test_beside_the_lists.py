"""Who says what where no listed verb decides: by clauses, owners and those beside a verb, and what is not said at all."""

import pytest

from index.speakers import attributions


def told(text: str) -> list[tuple[str | None, str]]:
    """Speaker and content of all that is attributed."""
    return [(one.speaker, one.content) for one in attributions(text)]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Ada Lind preferred the old pier.", "Ada Lind", "the old pier"),
        ("Ada Lind had always favored the old pier.", "Ada Lind", "the old pier"),
        ("Ada Lind and Bo Hart want the pier closed.", "Ada Lind and Bo Hart", "the pier closed"),
        ("The mayor met those supporting the pier.", "those", "the pier"),
        ("The plan has people demanding that the pier be closed.", "people", "that the pier be closed"),
        ("Ada Lind’s doubts about the pier grew.", "Ada Lind", "about the pier grew"),
        ("Ada Lind announced plans to close the pier.", "Ada Lind", "plans to close the pier"),
        ("Ada Lind rejected calls for a new pier.", "Ada Lind", "calls for a new pier"),
        ("The dockers both said the pier was old.", "The dockers", "the pier was old"),
        ("“It is old,” some said.", "some", "“It is old,”"),
        ("Ada Lind, citing two officials, said the pier was old.", "Ada Lind", "the pier was old"),
        ("The council closed the pier on Monday, citing its age.", "The council", "its age"),
    ],
)
def test_one_speaker_is_found_and_no_other(text: str, speaker: str, content: str) -> None:
    assert told(text) == [(speaker, content)]


def test_verb_behind_a_semicolon_is_of_the_clause_behind_it() -> None:
    text = "Ada Lind closed the pier; Bo Hart opened it again and said it was safe."
    assert ("Bo Hart", "it was safe") in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The lawn preferred by Ada Lind was mown.",
        "Criticism by rivals was harsh.",
        "Ada Lind sang in opposition to him.",
        "Ada Lind stood with a critic of the pier.",
        "Ada Lind closed that quay on Monday.",
        "Ada Lind was happy yesterday in Orlen.",
        "It was odd about the pier.",
        "There are new fears that the pier is old.",
    ],
)
def test_nothing_is_said(text: str) -> None:
    assert told(text) == []


def test_noun_behind_a_past_verb_is_nothing_said() -> None:
    assert attributions("Ada Lind published notes on the pier.") == []
    assert [one.speaker for one in attributions("The accused says he was at home.")] == ["The accused"]


def test_deputy_is_part_of_a_role() -> None:
    [found] = attributions("Deputy Mayor Bo Hart said the bridge was safe.")
    assert (found.speaker, found.role) == ("Bo Hart", "Deputy Mayor")
