"""Shared by all tests: a deterministic embedder, small archives, the sample archive, models that are read once."""

import os
import shutil
import signal
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from unittest import mock
from zlib import crc32

import numpy as np
import pytest

from index.archive import Archive
from index.bundled import MODELS, BundledModel
from index.embed import Vectors

REPOSITORY = Path(__file__).parent.parent
SAMPLE = REPOSITORY / "index" / "sample"
SAMPLE_QUESTION = "When was the Skarrow Bridge closed to all traffic?"  # which the sample answers

# Started in the background of a script, the tests, and every program that they start, would be deaf to Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)

# A developer's own settings must not change what the tests see.
for name in [name for name in os.environ if name.startswith("DATELINE_")]:
    del os.environ[name]


def pytest_sessionfinish() -> None:
    """Close the connections that chromadb's own clients keep for ever: Python complains of them after the summary."""
    shared = sys.modules.get("chromadb.api.shared_system_client")
    for system in shared.SharedSystemClient._identifier_to_system.values() if shared else ():
        for part in system._instances.values():
            if session := getattr(part, "_session", None):
                session.close()


@pytest.fixture(scope="session", autouse=True)
def models_read_once() -> Iterator[None]:
    """The bundled models are read and checked once a process, and not with every archive: that is 0.1 s of each.

    A model in another folder, as a test makes it that spoils one, is read as it is anywhere.
    """
    load, read = BundledModel.load, {}

    def once(model: BundledModel) -> Any:
        files = model._files
        if model._loaded is None and files.model.is_relative_to(MODELS):
            if files not in read:
                read[files] = load(model)
            model._loaded = read[files]
        return load(model)

    with mock.patch.object(BundledModel, "load", once):
        yield


class WordEmbedder:
    """Sum of one random vector a word: texts with words in common are near. Deterministic, a thousand times faster than a model."""

    name = "test/words"
    dimensions = 64

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self.embed_query(text) for text in texts]) if texts else np.empty((0, 64), np.float32)

    def embed_query(self, text: str) -> Vectors:
        total = sum((word_vector(word.strip(".,?!\"'")) for word in text.casefold().split()), word_vector(""))
        return (total / np.linalg.norm(total)).astype(np.float32)


@lru_cache(maxsize=100_000)
def word_vector(word: str) -> Vectors:
    return np.random.default_rng(crc32(word.encode())).normal(size=WordEmbedder.dimensions).astype(np.float32)


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture
def archive(tmp_path: Path, embedder: WordEmbedder) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive", embedder) as opened:
        yield opened


@pytest.fixture
def articles_folder(tmp_path: Path) -> Path:
    """Three articles of our own in a folder."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, title, text in (
        (
            "bridge",
            "Bridge closed",
            "The Orlen bridge was closed on Monday. Engineers found a crack in the northern pier.",
        ),
        (
            "reservoir",
            "Reservoir low",
            "The Hask reservoir stands at 31 per cent. Mayor Ilva Tarn asked people to save water.",
        ),
        (
            "festival",
            "Festival opens",
            "Sixty films compete at the Tidewater festival. The jury meets on Friday in the old mint.",
        ),
    ):
        (folder / f"{name}.txt").write_text(f"{title}\n\n{text}\n")
    return folder


@pytest.fixture(scope="session")
def sample_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled sample articles in an archive made with the bundled model; tests only read it."""
    folder = tmp_path_factory.mktemp("sample") / "archive"
    with Archive.open(folder) as opened:
        opened.sync([SAMPLE])
    return folder


@pytest.fixture
def own_sample(tmp_path: Path, sample_archive: Path) -> Path:
    """A copy of the sample archive that a test may harm."""
    return Path(shutil.copytree(sample_archive, tmp_path / "archive"))
