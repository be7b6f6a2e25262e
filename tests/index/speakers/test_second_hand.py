"""Who said it and who says so: "said Lee, according to Hart"; two of whom either is meant; what nobody said."""

import pytest

from index.speakers import attributions


def told(text: str) -> set[tuple[str | None, str]]:
    """Speakers and what they say."""
    return {(one.speaker, one.content) for one in attributions(text)}


@pytest.mark.parametrize(
    ("text", "inner", "outer"),
    [
        (
            "“The pier is old,” Ada Lind said, according to Bo Hart. “It is late.”",
            [("Ada Lind", "“The pier is old,”"), ("Ada Lind", "“It is late.”")],
            ("Bo Hart", "“The pier is old,” Ada Lind said"),
        ),
        (
            "“The pier is old,” Ada Lind said of the harbour, according to a court filing.",
            [("Ada Lind", "“The pier is old,”")],
            ("a court filing", "“The pier is old,” Ada Lind said of the harbour"),
        ),
        (
            "The pier is old, Ada Lind said, according to Bo Hart.",
            [("Ada Lind", "The pier is old")],
            ("Bo Hart", "The pier is old, Ada Lind said"),
        ),
    ],
)
def test_words_heard_from_another_are_of_both(text: str, inner: list[tuple[str, str]], outer: tuple[str, str]) -> None:
    assert told(text) == {*inner, outer}


@pytest.mark.parametrize(
    "text",
    [
        "Neither Ada Lind nor Bo Hart said the pier was old.",
        "Neither of them said the pier was old.",
        "No one said the pier was old.",
        "Bo Hart was told that the pier was old.",
        "Ada Lind painted that old pier white.",
        "It is clear that the pier is old.",
        "In five states going to the polls Tuesday, sailors are late.",
        "Ada Lind added to the delay of the ferry.",
    ],
)
def test_what_nobody_says_is_no_statement(text: str) -> None:
    assert attributions(text) == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Ada Lind or Bo Hart said the pier was old.", "the pier was old"),
        ("The mayor or the clerk said the pier was old.", "the pier was old"),
        ("“The pier is old,” Ada Lind or Bo Hart said.", "“The pier is old,”"),
        ("“The pier is old,” said Ada Lind or Bo Hart.", "“The pier is old,”"),
        ("The pier is old, according to Ada Lind or Bo Hart.", "The pier is old"),
    ],
)
def test_what_one_of_two_says_is_of_nobody_surely(text: str, content: str) -> None:
    assert told(text) == {(None, content)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bo Hart was told by Ann Lee that the pier was old.", {("Ann Lee", "that the pier was old")}),
        ("Bo Hart was urged by Ann Lee, the mayor, to close it soon.", {("Ann Lee", "to close it soon")}),
        ("Bo Hart was asked by Ann Lee.", set()),
        ("News of the sale was first reported by the Tarnwick Herald.", {("Tarnwick Herald", "News of the sale")}),
        ("As first reported by the Tarnwick Herald, the pier sank.", {("Tarnwick Herald", "the pier sank")}),
        ("The pier sank, as the Tarnwick Herald first reported.", {("Tarnwick Herald", "The pier sank")}),
        ("Pal Estrand, in a letter, announced the ferry.", {("Pal Estrand", "the ferry")}),
        ("The mayor, in a letter, announced the ferry.", {("The mayor", "the ferry")}),
        ("Ada Lind painted Bo Hart as weak.", {("Ada Lind", "Bo Hart as weak")}),
        ("The delay led many to wonder if it would sink.", {("many", "if it would sink")}),
        ("Nearly a third say they would go.", {("Nearly a third", "they would go")}),
        ("“It is old,” the report states.", {("the report", "“It is old,”")}),
        ("The pier must close, a judge rules", {("a judge", "The pier must close")}),
        ("Sorry, Lind said.", {("Lind", "Sorry")}),
    ],
)
def test_statement_is_of_who_makes_it(text: str, expected: set[tuple[str, str]]) -> None:
    assert told(text) == expected


def test_what_stands_before_a_participle_is_not_said() -> None:
    text = "Ada Lind closed the pier on Monday, saying, “It is too old for us.”"
    assert told(text) == {("Ada Lind", "“It is too old for us.”")}


def test_who_sides_with_somebody_is_the_noun_beside() -> None:
    assert ("group", "Ada Lind") not in told("Bo Hart met a group.")
    found = {one.speaker for one in attributions("Bo Hart spent much on a group supporting Ada Lind.")}
    assert "Bo Hart" not in found


def test_question_put_to_somebody_is_not_theirs() -> None:
    text = "Ada Lind was asked, “Is the old pier safe?” Lind said it was."
    assert told(text) == {(None, "“Is the old pier safe?”"), ("Ada Lind", "it was")}


def test_quoted_word_within_a_phrase_is_not_of_who_acts_behind_it() -> None:
    text = "As for the talk of “the good old ways,” Bo Hart found some comfort in it."
    assert ("Bo Hart", "“the good old ways,”") not in told(text)


def test_words_of_somebody_are_quoted_behind_them() -> None:
    assert ("Bo Hart", "“the best of all.”") in told("It grew because, in Bo Hart’s words, “the best of all.”")
    assert ("an aide", "“the best of all.”") in told("She was, in the words of an aide, “the best of all.”")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Protesters backing Ann Lee said the polls were shut.", "Protesters"),
        ("A group supporting Ann Lee said the polls were shut.", "A group"),
        ("A committee led by Ann Lee said the polls were shut.", "A committee"),
        ("The panel, led by Bo Hart, met. Ann Lee said the polls were shut.", "Ann Lee"),
    ],
)
def test_words_of_a_group_are_not_of_who_leads_it_or_is_backed(text: str, speaker: str) -> None:
    assert [one.speaker for one in attributions(text) if one.content == "the polls were shut"] == [speaker]
