"""The bundled embedding: unit vectors that depend on the text alone."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.archive import Archive
from index.embed import MAX_TOKENS, MODEL_FOLDER, BundledEmbedder
from index.errors import EmbeddingError
from tests.conftest import WordEmbedder

TEXTS = [
    "The bridge was closed.",
    "Police counted 2,300 heavy vehicles on Mill Hill between 5 a.m. and noon. " * 8,
    "Reservoir",
    "Die Brücke über den Hafen ist gesperrt.",
    "The jury meets on Friday in the old mint. " * 3,
]


@pytest.fixture(scope="module")
def bundled() -> BundledEmbedder:
    return BundledEmbedder(threads=2)


def test_vectors_are_float32_of_length_one(bundled: BundledEmbedder) -> None:
    vectors = bundled.embed_texts(TEXTS)

    assert vectors.shape == (len(TEXTS), bundled.dimensions)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-3)
    question = bundled.embed_query("When was the bridge closed?")
    assert question.shape == (bundled.dimensions,)
    assert question.dtype == np.float32


def test_the_same_text_has_the_same_vector_every_time(bundled: BundledEmbedder) -> None:
    assert np.array_equal(bundled.embed_texts(TEXTS), bundled.embed_texts(TEXTS))
    assert np.array_equal(bundled.embed_texts(TEXTS), BundledEmbedder().embed_texts(TEXTS))


def test_a_text_has_the_same_vector_alone_and_among_others(bundled: BundledEmbedder) -> None:
    together = bundled.embed_texts([*TEXTS, *(f"Filler number {n}. " * (n % 40) for n in range(60))])
    for row, text in enumerate(TEXTS):
        assert float(together[row] @ bundled.embed_query(text)) > 0.9999


def test_rows_are_in_the_order_of_the_texts(bundled: BundledEmbedder) -> None:
    forward, backward = bundled.embed_texts(TEXTS), bundled.embed_texts(TEXTS[::-1])

    assert np.sum(forward * backward[::-1], axis=1) == pytest.approx(1.0, abs=1e-3)


def test_like_is_nearer_than_unlike(bundled: BundledEmbedder) -> None:
    closed, shut, tax = bundled.embed_texts(
        ["The bridge was closed.", "A bridge is shut.", "Parliament debates taxes."]
    )

    assert float(closed @ shut) > 0.6 > 0.3 > float(closed @ tax)


def test_a_very_long_text_is_cut_and_harmless(bundled: BundledEmbedder) -> None:
    opening = "The harbour was quiet today. " * MAX_TOKENS
    longer, longest = bundled.embed_texts([opening + "Taxes rose.", opening + "Rovers won the cup. " * 20_000])

    assert float(longer @ longest) > 0.9999
    assert float(longer @ bundled.embed_query("the quiet harbour")) > 0.3 > float(longer @ bundled.embed_query("taxes"))


def test_no_texts_give_no_rows(bundled: BundledEmbedder) -> None:
    assert bundled.embed_texts([]).shape == (0, bundled.dimensions)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=300), min_size=1, max_size=4))
def test_any_text_has_a_vector(texts: list[str]) -> None:
    vectors = SHARED.embed_texts(texts)

    assert np.isfinite(vectors).all()
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-3)


SHARED = BundledEmbedder(threads=1)


def test_threads_may_share_it(bundled: BundledEmbedder, tmp_path: Path) -> None:
    expected = bundled.embed_texts(TEXTS)
    folder = Path(shutil.copytree(MODEL_FOLDER, tmp_path / "model"))
    fresh = BundledEmbedder(folder, threads=2)  # which nothing has read yet: the threads also race for loading it
    with ThreadPoolExecutor(8) as threads:
        for vectors in threads.map(lambda _: fresh.embed_texts(TEXTS), range(16)):
            assert np.array_equal(vectors, expected)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_missing_or_damaged_model_is_told(tmp_path: Path, name: str) -> None:
    folder = Path(shutil.copytree(MODEL_FOLDER, tmp_path / "model"))
    data = (folder / name).read_bytes()
    (folder / name).unlink()
    with pytest.raises(EmbeddingError, match=rf"{name} is missing\. Install Dateline again"):
        BundledEmbedder(folder).embed_query("bridge")
    for damaged in (b"", data[: len(data) // 2], b"\x00" * 1000):
        (folder / name).write_bytes(damaged)
        with pytest.raises(EmbeddingError, match=r"(?s)(cannot be loaded \(|was altered: ).*Install Dateline again"):
            BundledEmbedder(folder).embed_query("bridge")


def test_a_missing_model_is_told_before_anything_is_stored(tmp_path: Path, articles_folder: Path) -> None:
    with Archive.open(tmp_path / "archive", BundledEmbedder(tmp_path / "none"), chroma=False) as archive:
        with pytest.raises(EmbeddingError, match="is missing"):
            archive.sync([articles_folder])
        assert archive.status().articles == 0
    with Archive.open(tmp_path / "archive", WordEmbedder(), chroma=False) as archive:
        assert archive.sync([articles_folder]).added == 3


def test_an_archive_of_another_embedding_is_refused_with_what_to_do(tmp_path: Path, articles_folder: Path) -> None:
    with Archive.open(tmp_path / "archive", WordEmbedder(), chroma=False) as archive:
        archive.sync([articles_folder])
    with pytest.raises(
        EmbeddingError, match=r"built with the embedding 'test/words'.*dateline archive embed --archive"
    ):
        Archive.open(tmp_path / "archive", BundledEmbedder())
    with Archive.open(tmp_path / "archive", WordEmbedder(), chroma=False) as archive:
        assert archive.status().articles == 3
