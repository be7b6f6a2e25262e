"""The bundled reader: where in a passage the answer stands, as exact offsets."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.datatypes import Article, Passage
from index.errors import EmbeddingError
from rag.evidence.spans import FILES, PART, Reading, SpanReader

READER = SpanReader(threads=2)
TEXT = (
    "The Skarrow Bridge was closed to all traffic on Tuesday after divers found a crack 1.8 metres long. "
    "Ada Lind, the city's chief engineer, said that the repair would cost 14.2 million dalers.\n\n"
    "Ferries will run every twenty minutes from the fish market until the bridge opens again."
)
QUESTIONS = [
    ("Who is the chief engineer?", "Ada Lind"),
    ("How long was the crack?", "1.8 metres"),
    ("When was the bridge closed?", "Tuesday"),
    ("Where do the ferries run from?", "the fish market"),
]


def passage(text: str, start: int = 0, title: str = "Bridge closed", before: str = "") -> Passage:
    article = Article("a", title, before + text)
    return Passage(article, start + len(before), len(before) + len(text), text[start:], 1.0)


def best(question: str, read: Passage) -> tuple[Reading, str]:
    (reading,) = READER.read([(question, read)])
    found = reading.best(read.start, read.end)
    assert found is not None
    assert read.article.text[found.start : found.end] == found.text
    return reading, found.text


@pytest.mark.parametrize(("question", "answer"), QUESTIONS)
def test_answer_is_found_where_it_stands(question: str, answer: str) -> None:
    assert best(question, passage(TEXT))[1].removeprefix("the ") == answer.removeprefix("the ")


@pytest.mark.parametrize(("question", "answer"), QUESTIONS)
def test_offsets_are_the_articles_wherever_the_passage_starts(question: str, answer: str) -> None:
    _, found = best(question, passage(TEXT, before="Varnholm – the capital – wakes late. " * 30))
    assert found.removeprefix("the ") == answer.removeprefix("the ")


def test_what_does_not_answer_is_further_from_an_answer_than_what_does() -> None:
    question, other = "What will the repair cost?", "The choir of Drosk sang for two hours. Nobody left early."
    margins = []
    for read in (passage(TEXT), passage(other, title="Choir sings")):
        reading, _ = best(question, read)
        found = reading.best(read.start, read.end)
        assert found is not None
        margins.append(found.score - reading.nowhere)
    assert margins[0] > margins[1]


def test_headline_is_read_and_never_quoted() -> None:
    read = passage(
        "It will cost more than was said. Nobody knows why.", title="Bridge repair costs 14.2 million dalers"
    )
    assert best("What does the bridge repair cost?", read)[1] in read.text


def test_long_passage_is_read_to_its_end() -> None:
    filling = "The council met again and talked about the market hall. " * (3 * PART // 50)
    read = passage(f"{filling}Ada Lind was elected mayor of Drosk by nine votes.")
    readings = READER.read([("Who was elected mayor of Drosk?", read)])
    answers = [found for one in readings if (found := one.best(read.start, read.end))]
    assert len(readings) > 3
    assert max(answers, key=lambda one: one.score).text == "Ada Lind"


def test_passage_reads_the_same_alone_and_among_others() -> None:
    alone = READER.read([("How long was the crack?", passage(TEXT))])[0]
    among = READER.read([("How long was the crack?", passage(text)) for text in ("No.", TEXT, TEXT * 3)])[1]
    assert alone.best(0, len(TEXT)) == among.best(0, len(TEXT))


def test_long_headline_leaves_room_for_the_passage() -> None:
    read = passage("Mira Holt won the Torp prize for poetry on Friday.", title="Many words of a headline " * 60)
    assert best("Who won the Torp prize for poetry?", read)[1] == "Mira Holt"


def reading_of(text: str) -> Reading:
    """A reading whose best answer is what stands between bars."""
    before, answer, after = text.split("|")
    whole = before + answer + after
    places = np.array([(at, at + 1) for at in range(len(whole))])
    scores = np.full((len(whole), 2), -50.0, dtype=np.float32)
    scores[len(before), 0] = scores[len(before + answer) - 1, 1] = 50.0
    return Reading(passage(whole), 0, places, scores, 0.0, 0.0)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("The |Global Institute (GI)| said so.", "Global Institute (GI)"),
        ("It was |“Salt Inventory”|.", "“Salt Inventory”"),
        ("They met |(in Drosk|.", "in Drosk"),
        ("It was Ren|e|\u0301 who won.", "Rene\u0301"),
        ("It was |Drosk,| they said.", "Drosk"),
    ],
)
def test_answer_has_whole_words_and_brackets(text: str, answer: str) -> None:
    reading = reading_of(text)
    found = reading.best(0, len(reading.passage.text))
    assert found is not None
    assert found.text == answer


PIECES = st.sampled_from(
    [*"Ada Lind's 14.2 million – “ ” 字 é \u2028 won't (AP) … ﬁ Ⅷ İ \U0001f600 ß".split(" "), "\n", " "]
)


@given(st.lists(PIECES, min_size=1, max_size=60).map(" ".join), st.integers(0, 80), st.integers(1, 80))
@settings(deadline=None, max_examples=60)
def test_whatever_is_found_stands_in_the_article_and_in_the_passage(text: str, start: int, length: int) -> None:
    read = passage(text, min(start, len(text) - 1), title="Ⅷ İ")
    for reading in READER.read([("Who won 14.2 million?", read)]):
        found = reading.best(read.start, read.start + length)
        if found:
            assert read.start <= found.start < found.end <= read.end
            assert read.article.text[found.start : found.end] == found.text


def test_missing_and_altered_model_are_told_with_what_to_do(tmp_path: Path) -> None:
    copy = replace(FILES, model=tmp_path / "model.onnx")
    with pytest.raises(EmbeddingError, match=r"The reader is incomplete: .* is missing\. Install Dateline again"):
        SpanReader(copy).read([("Who?", passage(TEXT))])
    shutil.copyfile(FILES.model, copy.model)
    with copy.model.open("r+b") as file:
        file.seek(5_000_000)
        file.write(b"\x01\x02")
    with pytest.raises(EmbeddingError, match=r"The reader was altered: .* has sha256 \w{64}, not \w{64}\. Install"):
        SpanReader(copy).read([("Who?", passage(TEXT))])
