"""No words in another's mouth: pronouns that may mean two people, names that are not one person's, words not said."""

import pytest

from index.speakers import attributions


def told(text: str) -> list[tuple[str | None, str, str | None]]:
    """Speaker, content and role of all that is attributed."""
    return [(one.speaker, one.content, one.role) for one in attributions(text)]


@pytest.mark.parametrize(
    ("before", "speakers"),
    [
        ("Tobias Hrell met Lena Morvik on Monday.", ["Lena Morvik", "Tobias Hrell"]),
        ("Lena Morvik met Irja Danse on Monday.", [None, None]),  # she: one is surely a woman, the other may be
        ("Xandrel Moss met Yoluk Hart on Monday.", [None, None]),  # nothing says whether man or woman
        ("Bob met Alice on Monday.", ["Alice", "Bob"]),
    ],
)
def test_pronoun_means_who_alone_may_be_meant(before: str, speakers: list[str | None]) -> None:
    text = f"{before} “We agreed on it all,” she said. “It was easy for us,” he said."
    found = [one.speaker for one in attributions(text) if one.direct]
    assert found[0] == speakers[0]
    assert found[1] == speakers[1] or (speakers[1] is None and found[1] != "Lena Morvik")


def test_one_who_replies_is_not_the_one_who_spoke() -> None:
    assert [one.speaker for one in attributions("“I love it,” Bob told Alice. “So do I,” she replied.")] == [
        "Bob",
        "Alice",
    ]


def test_family_name_of_two_kinds_tells_no_gender() -> None:
    text = "Howard spoke. Bea Toft came. “It is late for us,” she said. “It is late for all,” he said."
    assert next(one.speaker for one in attributions(text) if one.direct) == "Bea Toft"


@pytest.mark.parametrize(
    ("text", "speaker", "role"),
    [
        ("Librarian Eva Stromm said it was late.", "Eva Stromm", "Librarian"),
        ("Prosecutor Jan Tymec said it was late.", "Jan Tymec", "Prosecutor"),
        ("Mr. Finch said it was late.", "Finch", None),
        ("“It was late,” recalled Joan Smith, 43, a teacher.", "Joan Smith", "a teacher"),
        ("“It was late,” recalled Joan Smith, 43.", "Joan Smith", None),
        ("According to Mr. Finch, sales fell by 8 percent.", "Finch", None),
        ("Reuters, citing two officials, said that talks failed.", "Reuters", None),
        ("Estmark’s Ada Lind said it was late.", "Ada Lind", None),
        ("Analyst Tim Roe of Lindbank said it was late.", "Tim Roe", "Analyst"),
    ],
)
def test_name_stands_without_its_title_and_role_is_one(text: str, speaker: str, role: str | None) -> None:
    assert {(one, beside) for one, _, beside in told(text)} == {(speaker, role)}


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Said Berg: “No, we will not.”", "Berg", "“No, we will not.”"),
        ("Anna Berg and Olof Krans said: “We regret it.”", "Anna Berg and Olof Krans", "“We regret it.”"),
        ("The ministry said it was late. “None were hurt,” the statement read.", "The ministry", "“None were hurt,”"),
        ("The firm Tolvan came. Tolvan denied it was late. Inga Tolvan left.", "Tolvan", "it was late"),
        ("Inga Tolvan came. Tolvan denied it was late.", "Inga Tolvan", "it was late"),
    ],
)
def test_speaker_is_who_the_text_says_and_no_word_beside(text: str, speaker: str, content: str) -> None:
    assert (speaker, content) in [one[:2] for one in told(text)]
    assert {one.speaker for one in attributions(text)} == {speaker}


@pytest.mark.parametrize(
    "text",
    [
        "Morvik did not say that the ferry was late.",
        "Morvik has never said that the ferry was late.",
        "The council voted 7-2.",
        "A witness asked not to be named.",
    ],
)
def test_what_was_not_said_is_no_statement(text: str) -> None:
    assert attributions(text) == []


def test_what_was_said_not_alone_is_a_statement() -> None:
    assert told("Morvik not only said that the ferry was late.")[0][1] == "that the ferry was late"
