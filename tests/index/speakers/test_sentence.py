"""Who is speaking, as the text says it plainly; a wrong speaker is worse than none."""

import pytest
from hypothesis import given, settings

from index.sentences import sentence_spans
from index.speakers import speaker_at, turn_label
from tests.index.speakers.pieces import TEXTS

# fmt: off
REPORTED = [
    ("“It will not be the last,” Lind said.", "Lind"),
    ("“It will not be the last,” said Ada Lind, the mayor.", "Ada Lind"),
    ("\"It will not be the last,\" said the union's general secretary, Ada Lind.", "Ada Lind"),
    ("\"It will not be the last,\" said chief engineer Ada Lind.", "Ada Lind"),
    ("'It holds,' Ada Lind, who built it, told the Gazette.", "Ada Lind"),
    ("Ada Lind, the mayor of Tarnwick, said it would hold.", "Ada Lind"),
    ("Lind also warned that it would not hold.", "Lind"),
    ("Mr Lind denied it.", "Lind"),
    ("The retired judge Edda Fair said she had read it.", "Edda Fair"),
    ("It will hold, according to the engineer Ada Lind.", "Ada Lind"),
    ("But Jan van der Berg disagreed and Ada Lind said no.", "Ada Lind"),
    ("It would hold, said Ada Lind.", "Ada Lind"),
    ("It would hold, said Ada Lind, who built it with her own hands.", "Ada Lind"),
]
SILENT = [
    "The hole was filled on Monday by Ada Lind, an engineer at the port, who said it was deep.",
    "The hole was filled on Monday by Ada Lind, who said it was deep.",
    "The bridge opened on Monday.",
    "She said it would hold.",
    "It would hold, she said.",
    "Police said it would hold.",
    "Officials said it would hold.",
    "“It will hold,” the engineer said.",
    "It was bought by a man, called Red Ada by his friends.",
    "The spokesman, one of four, said at a Tarnwick meeting that it would hold.",
    "Tarnwick's plan was quoted.",
    "As Lind's report was read, it rained.",
    "",
]
# fmt: on
INTERVIEW = (
    "Ada Lind has built bridges for six years.\n"
    "Gazette: Will it hold?\n"
    "Lind: It will. The pier is new.\n"
    "I checked it myself.\n"
    "Gazette: Are you sure?\n"
    "Lind: Yes.\n"
    "The bridge opened in 2031."
)


@pytest.mark.parametrize(("sentence", "speaker"), REPORTED)
def test_name_beside_a_reporting_verb_is_the_speaker(sentence: str, speaker: str | None) -> None:
    assert speaker_at(sentence, 0, len(sentence)) == speaker


@pytest.mark.parametrize("sentence", SILENT)
def test_nobody_speaks_where_no_name_is_given(sentence: str) -> None:
    assert speaker_at(sentence, 0, len(sentence)) is None


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("Ada Lind has built", None),
        ("Will it hold?", "Gazette"),
        ("It will.", "Ada Lind"),
        ("The pier is new.", "Ada Lind"),
        ("I checked it myself.", "Ada Lind"),  # a further paragraph of the turn
        ("Yes.", "Ada Lind"),
        ("The bridge opened", None),  # the narrator again
    ],
)
def test_interview_turn_is_of_its_label_in_full(words: str, speaker: str | None) -> None:
    at = INTERVIEW.index(words)
    assert speaker_at(INTERVIEW, at, at + len(words)) == speaker


def test_label_that_stands_once_is_no_turn() -> None:
    text = "Tarnwick: the bridge opened.\nWe drove over it."
    assert speaker_at(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Lind: It will.", "Lind"),
        ("Coast Radio: Will it?", "Coast Radio"),
        ("“Lind”: It will.", "Lind"),
        ("Note: it will not.", None),
        ("Lind continued: “It will.”", None),
        ("It opened at 10:40 on Monday.", None),
        ("https://gazette.example/a", None),
        ("Lind:", None),
    ],
)
def test_label_opens_a_line(line: str, label: str | None) -> None:
    assert turn_label(line) == label


@given(TEXTS)
@settings(deadline=None)
def test_speaker_is_written_in_the_text(text: str) -> None:
    for start, end in sentence_spans(text):
        speaker = speaker_at(text, start, end)
        assert speaker is None or (all(word in text for word in speaker.split()) and not speaker.endswith("'s"))


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("The bridge, which Ada Lind called “a joy”, opened on Monday in the rain.", None),
        ("The bridge opened in the rain and Ada Lind called it “a joy”.", "Ada Lind"),
    ],
)
def test_sentence_of_the_outlet_with_a_few_words_of_somebodys_is_the_outlets(
    sentence: str, speaker: str | None
) -> None:
    assert speaker_at(sentence, 0, len(sentence)) == speaker
