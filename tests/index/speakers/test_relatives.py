"""Whose a verb is in a clause that "who" or "which" begins, whatever stands between, before and behind."""

import pytest

from index.speakers import attributions


def spoken(text: str) -> list[tuple[str | None, str]]:
    return [(one.speaker, one.content) for one in attributions(text)]


@pytest.mark.parametrize(
    "between",
    [
        "in two earlier reports had made clear",
        "through the first half of the year consistently said",
        "on Monday said",
        ", like several of her colleagues, said",
        ", after a quarrel with Bo Hart over the quay, said",
        "drew a crowd last week by saying",
        "spent much of the evening arguing",
        "came late to say",
        "may have to explain",
        "was forced to admit",
    ],
)
def test_who_is_the_one_named_before_it(between: str) -> None:
    text = f"The harbour board came to Tarnwick with Ann Lee, who {between.lstrip()} that the pier was unsafe."
    assert spoken(text.replace("who , ", "who, "))[-1] == ("Ann Lee", "that the pier was unsafe")


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("They sent a letter to Ann Lee", "Ann Lee"),
        ("They threw out a complaint against the port by Ann Lee", "Ann Lee"),
        ("It is hard for front-runner Ann Lee", "Ann Lee"),
        ("They met Ann Lee, a lawyer", "Ann Lee"),
        ("They heard testimony from Ann Lee, a clinical psychologist", "Ann Lee"),
        ("They met a lobbyist for Fixall", "a lobbyist for Fixall"),
        ("They met a lawyer for Ann Lee", "a lawyer for Ann Lee"),
        ("They met Ann Lee with the National Hospital of Drosk", "Ann Lee"),
    ],
)
def test_who_tells_of_a_person_and_not_of_all_that_stands_before(before: str, speaker: str) -> None:
    assert spoken(f"{before}, who said that the pier was unsafe.")[-1] == (speaker, "that the pier was unsafe")


def test_where_the_apposition_stands_is_part_of_where_it_says_who_speaks() -> None:
    text = "They met Ann Lee, a lawyer who said that the pier was unsafe."
    (found,) = attributions(text)
    assert found.named_at is not None
    assert text[slice(*found.named_at)] == "Ann Lee, a lawyer"


def test_which_goes_past_an_aside_between_dashes() -> None:
    text = "They met the board, which — as far as anybody knows — rejects the plan."
    assert spoken(text) == [("the board", "the plan")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met Bo Hart, who outside experts said had been wrong.", "experts"),
        ("It was here long before the councillors agreed to keep it.", "the councillors"),
        ("Unions that have endorsed him say that it is late.", "Unions"),
    ],
)
def test_who_is_not_meant_where_the_verb_has_another_subject(text: str, expected: str) -> None:
    assert expected in str(spoken(text)[-1][0])


@pytest.mark.parametrize(
    "text",
    [
        "They met a columnist who I feel lucky to call a friend.",
        "Both mills pay workers who have to come in and Fixall offering a bonus.",
    ],
)
def test_who_is_not_whose_verb_it_is_behind_another_subject(text: str) -> None:
    assert not {"a columnist", "workers"} & {speaker for speaker, _ in spoken(text)}
