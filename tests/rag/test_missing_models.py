"""A bundled model that is missing or altered is told with what to do, and searching goes on."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.datatypes import Article
from index.embed import MODEL_FOLDER, BundledEmbedder
from rag.assistant import Assistant
from rag.evidence.spans import FILES, SpanReader
from rag.read import Reader
from tests.command_line import dateline

TODAY = date(2031, 6, 1)
ARTICLES = [
    Article("a", "Bridge closed", "The Skarrow Bridge was closed on Tuesday. Ada Lind said a crack had been found."),
    Article("b", "Water rationed", "Residents of Drosk get 110 litres of water a day. Nobody knows for how long."),
]


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A copy of the embedding model, to be spoilt."""
    return Path(shutil.copytree(MODEL_FOLDER, tmp_path / "model"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Archive.open(tmp_path / "archive", chroma=False) as archive:
        archive.sync(ARTICLES)
    return tmp_path / "archive"


@pytest.fixture
def spoilt(folder: Path, model: Path) -> Iterator[Archive]:
    """An archive whose embedding model was altered since."""
    with (model / "model.onnx").open("r+b") as file:
        file.seek(5_000_000)
        file.write(b"\x01\x02")
    with Archive.open(folder, BundledEmbedder(model), chroma=False) as archive:
        yield archive


def test_search_goes_on_by_words_without_the_embedding_model(spoilt: Archive) -> None:
    results = Assistant(spoilt, Reader(spoilt)).results("Who closed the Skarrow Bridge?", as_of=TODAY)
    assert results.passages[0].article.id == "a"
    assert any("embedding model was altered" in note and "only words" in note for note in results.query.notes)


def test_question_is_answered_by_words_without_the_embedding_model(spoilt: Archive) -> None:
    answer = Assistant(spoilt, Reader(spoilt)).ask("When was the Skarrow Bridge closed?", TODAY)
    assert answer.short == "Tuesday"
    assert any("was altered" in note for note in answer.query.notes)


def test_question_is_refused_in_words_where_the_reader_is_missing(folder: Path, tmp_path: Path) -> None:
    with Archive.open(folder, chroma=False) as archive:
        spans = SpanReader(replace(FILES, model=tmp_path / "none.onnx"))
        answer = Assistant(archive, Reader(archive, spans=spans)).ask(
            "How much water do residents of Drosk get?", TODAY
        )
    assert not answer.answered
    assert "none.onnx is missing. Install Dateline again." in (answer.reason or "")
    assert answer.failed
    assert answer.passages[0].article.id == "b"


def test_tokenizer_of_other_words_is_told_from_ours(folder: Path, model: Path) -> None:
    tokenizer = model / "tokenizer.json"
    tokenizer.write_text(tokenizer.read_text().replace('"water"', '"wator"'))
    with Archive.open(folder, BundledEmbedder(model), chroma=False) as archive:
        spans = SpanReader(replace(FILES, tokenizer=tokenizer))
        answer = Assistant(archive, Reader(archive, spans=spans)).ask(
            "How much water do residents of Drosk get?", TODAY
        )
    assert answer.failed
    assert "reader was altered" in (answer.reason or "")
    assert any("embedding model was altered" in note for note in answer.query.notes)


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_ask_ends_with_an_error_where_the_reader_is_missing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: list[str]
) -> None:
    missing = replace(FILES, model=tmp_path / "none.onnx")
    monkeypatch.setattr("rag.evidence.spans.SpanReader", lambda **_: SpanReader(missing))
    asked = dateline("ask", "How much water do residents of Drosk get?", "-a", folder, *more)
    assert asked.returncode == 1
    assert "Install Dateline again" in " ".join(asked.stdout.split())
