"""Whose a quotation is, by what stands beside it."""

import pytest

from index.speakers import attributions


def direct(text: str) -> list[tuple[str | None, str]]:
    """Speakers and quotations of a text, in order."""
    return [(one.speaker, one.content) for one in attributions(text) if one.direct]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # a question whose speaker follows
        ("“Will it hold?” Lind told the Gazette on Monday. “It will.”", ["Lind", "Lind"]),
        ("“Will it hold?” Ada Lind, an engineer of the port, asked. “We think so now.”", ["Ada Lind", "Ada Lind"]),
        ("“It holds, right?” Lind went on, as if nobody had asked. “It was built well.”", ["Lind", "Lind"]),
        ("“It holds,” Lind told a forum in Fort Hall, S.C. “It was built well by those who knew how.”", ["Lind"] * 2),
        # the verb has something between it and the words
        ("Lind then writes back, “You look very late today.”", ["Lind"]),
        ("Lind told the Gazette in a written statement, “I do not want this at all.”", ["Lind"]),
        (
            "Lind was asked by the host Bo Hart, who dismissed the story about Moss’s notes, “Will it hold?”",
            ["Bo Hart"],
        ),
        # what bears words
        ("Ada Lind held up a sign saying “No New Pier For Us.”", ["a sign"]),
        ("Ada Lind wore a hat reading, “No New Pier For Us.”", ["a hat"]),
        ("One message read “anybody but the mayor,” a card from a friend.", ["One message"]),
        # owners
        ("Bo Hart left. Hart’s “if you like it, you keep it” pledge was broken.", ["Bo Hart"]),
        ("Bo Hart left. Hart’s “The Pier of Tarnwick” sold well.", [None]),
        ("Bo Hart left. Hart’s motto to his staff was, “It is no good if nobody comes.”", ["Bo Hart"]),
        ("From Bo Hart’s letter: “It is no good if nobody comes.”", ["Bo Hart"]),
        ("The vote does not surprise the pollster Bo Hart: “Lesser ones have won before.”", ["Bo Hart"]),
        ("The plan is “the worst I have seen in years”, in Hart’s view.", ["Hart"]),
        ("The hall was full because, in Hart’s words, “they are the best players of all.”", ["Hart"]),
        # the name on the line below, within the marks
        (
            'Few came.\n\n"We may see it rise again, as it did.\nDean Moss, Port Institute."\n\nIt rained.',
            ["Dean Moss"],
        ),
        # somebody goes on
        ("“It is new,” Ada Lind says. It is “the only pier that we have.”", ["Ada Lind"] * 2),
        # each of two has their own
        ("When a guest shouted, “Close it now,” Lind joked, “Come up and help us.”", ["a guest", "Lind"]),
        ("Lind called Hart’s plans to close the pier “a disgrace to us all,” and left.", ["Lind"]),
        ("“It is new,” said Ada Lind, Bo Hart and Cara Moss.", ["Ada Lind, Bo Hart and Cara Moss"]),
    ],
)
def test_quotation_is_of_who_stands_beside_it(text: str, speakers: list[str | None]) -> None:
    assert [speaker for speaker, _ in direct(text)] == speakers


def test_verb_before_a_name_is_no_speaker() -> None:
    assert direct("“Call the roll now,” came shouts from the floor.") == [(None, "“Call the roll now,”")]


def test_single_word_that_opens_a_sentence_is_no_speaker() -> None:
    text = "“It holds,” said Ada Lind. But back on the pier, she turned to her old lines: “We will build it again.”"
    assert direct(text)[1][0] == "Ada Lind"


def test_quotation_within_one_of_other_marks_does_not_end_it() -> None:
    said = '"The port is not about “equal rights for all” any more,"'
    assert direct(f"{said} Ada Lind said.") == [("Ada Lind", said)]


def test_quotation_in_single_marks_at_the_end_of_one_in_double_single_marks() -> None:
    assert direct("''They told us, 'Go back at once,''' said Ada Lind.")[0][0] == "Ada Lind"


def test_marks_alone_are_no_speaker() -> None:
    text = "“The claim that a deal “has to do with us” is wrong,” wrote Ada Lind."
    assert all(speaker is None or speaker[0].isalpha() for speaker, _ in direct(text))


def test_labels_of_one_speaker_in_full_and_short_are_of_one_interview() -> None:
    text = "ADA LIND: Will it hold?\nMOSS: It will, I am sure.\nLIND: And then?\nBO MOSS: Then we rest."
    assert [one.content for one in attributions(text)] == [
        "Will it hold?",
        "It will, I am sure.",
        "And then?",
        "Then we rest.",
    ]
