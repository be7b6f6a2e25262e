"""What is learnt from questions whose sentence is known: the answers that the reader is surest of."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from reading.sentences import labelled

from index.datatypes import Passage
from rag.evidence.spans import Reading, SpanReader
from tests.scripts.invented import opening, person, thing, write_rows

NUMBERS = range(8)
LONG = "he came and saw and went and came again and stayed"
SURENESS = {f"who opened the {thing(number)}?": float(number) for number in NUMBERS}


class Stub:
    """Finds the words that it was told, as sure as it was told."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        self._answers = answers

    def read(self, asked: Sequence[tuple[str, Passage]]) -> list[Reading]:
        return [self._reading(question, passage) for question, passage in asked]

    def _reading(self, question: str, passage: Passage) -> Reading:
        start = passage.text.index(self._answers[question])
        end = start + len(self._answers[question])
        places = np.array([(start, end), *((place, place + 1) for place in range(end, len(passage.text)))])
        scores = np.full((len(places), 2), -50.0, dtype=np.float32)
        scores[0] = SURENESS.get(question, 100.0)
        return Reading(passage, 0, places, scores, 0.0, 0.0)


@pytest.fixture
def rows() -> list[dict[str, Any]]:
    return [
        {"sentence": f" {opening(number).lower()} ", "question": f"who opened the {thing(number)} ?"}
        for number in NUMBERS
    ]


@pytest.fixture
def reader() -> SpanReader:
    answers = {question: person(number).lower() for number, question in enumerate(SURENESS)}
    return cast(SpanReader, Stub(answers | {"what did he do?": LONG}))


def test_spans_are_exactly_the_words_that_the_reader_found(
    tmp_path: Path, rows: list[dict[str, Any]], reader: SpanReader
) -> None:
    found = list(labelled(write_rows(tmp_path / "rows.gz", rows), reader))
    said = [(one.question, one.passages[0].text[start:end]) for one in found for start, end in one.passages[0].spans]
    assert said == [(f"who opened the {thing(number)}?", person(number).lower()) for number in (7, 6, 5, 4, 3, 2)]


def test_passage_is_the_sentence_among_its_neighbours(
    tmp_path: Path, rows: list[dict[str, Any]], reader: SpanReader
) -> None:
    found = {one.question: one for one in labelled(write_rows(tmp_path / "rows.gz", rows), reader)}
    around = " ".join(opening(number).lower() for number in range(2, 7))
    assert found[f"who opened the {thing(4)}?"].passages[0].text == f"\n{around}"


def test_answer_of_half_a_sentence_is_not_learnt_from(
    tmp_path: Path, rows: list[dict[str, Any]], reader: SpanReader
) -> None:
    long = {"sentence": f"they say that {LONG} .", "question": "what did he do ?"}
    found = list(labelled(write_rows(tmp_path / "rows.gz", [long, *rows]), reader))
    assert len(found) == 6
    assert not any(one.question == "what did he do?" for one in found)


def test_same_file_gives_the_same_examples(tmp_path: Path, rows: list[dict[str, Any]], reader: SpanReader) -> None:
    path = write_rows(tmp_path / "rows.gz", rows)
    assert list(labelled(path, reader)) == list(labelled(path, reader))
