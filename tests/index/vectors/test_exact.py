"""Exact search finds exactly what a comparison with every stored vector finds."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.datatypes import Article, Chunk
from index.store.library import Entry, Library
from index.vectors import exact
from index.vectors.codes import encode
from index.vectors.exact import ExactVectors

DIMENSIONS = 24


def stored(library: Library, vectors: NDArray[np.float32], first: int = 0) -> None:
    """One article for each vector."""
    library.store([entry(first + row, vector[None]) for row, vector in enumerate(vectors)], "test")


def entry(number: int, vectors: NDArray[np.float32]) -> Entry:
    article = Article(id=str(number), title="", text="Words.")
    return Entry(article, "file.txt", [Chunk(article.id, 0, 6, "Words.")] * len(vectors), vectors)


def made(count: int, seed: int = 0, spread: float = 1.0) -> NDArray[np.float32]:
    """Unit vectors; the smaller the spread, the closer together."""
    draw = np.random.default_rng(seed)
    vectors = draw.normal(size=DIMENSIONS) + spread * draw.normal(size=(count, DIMENSIONS))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def compared(library: Library, vector: NDArray[np.float32], top_k: int) -> list[int]:
    """The nearest chunks by comparing all."""
    rows = library.embeddings_after(0, 10_000)
    scores = np.array([row @ vector for row in rows.matrix])
    return [int(rows.numbers[row]) for row in np.lexsort((rows.numbers, -scores))[:top_k]]


def nearest(search: ExactVectors, vector: NDArray[np.float32], top_k: int) -> list[int]:
    return [hit.chunk_id for hit in search.nearest(vector, top_k)]


@settings(deadline=None, max_examples=40)
@given(
    count=st.integers(1, 120),
    seed=st.integers(0, 1000),
    spread=st.sampled_from([1.0, 0.01, 0.0]),
    top_k=st.integers(1, 130),
    block=st.sampled_from([1, 7, 50, 1000]),
)
def test_the_nearest_are_those_of_a_full_comparison(
    count: int, seed: int, spread: float, top_k: int, block: int
) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(exact, "BLOCK", block)
        library = Library(Path(folder))
        stored(library, made(count, seed, spread))
        search, query = ExactVectors(library), made(1, seed + 1, spread)[0]
        assert nearest(search, query, top_k) == compared(library, query, top_k)
        library.close()


@settings(deadline=None, max_examples=30)
@given(count=st.integers(1, 60), seed=st.integers(0, 99), top_k=st.integers(1, 70), wanted=st.sets(st.integers(1, 90)))
def test_only_chunks_of_the_articles_that_are_wanted_are_found(
    count: int, seed: int, top_k: int, wanted: set[int]
) -> None:
    with TemporaryDirectory() as folder:
        library = Library(Path(folder))
        stored(library, made(count, seed))
        query, numbers = made(1, seed + 1)[0], np.array(sorted(wanted), np.int64)
        hits = ExactVectors(library).nearest(query, top_k, numbers)
        # here, an article has one chunk and the number of it
        assert [hit.chunk_id for hit in hits] == [
            chunk for chunk in compared(library, query, count) if chunk in wanted
        ][:top_k]  # fmt: skip
        library.close()


def test_what_is_stored_and_removed_later_is_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exact, "BLOCK", 16)
    library, query = Library(tmp_path), made(1, 9)[0]
    search = ExactVectors(library)
    assert nearest(search, query, 5) == []
    for step in range(12):
        stored(library, made(7, step), first=7 * step)
        library.remove([str(7 * step + 3)])
        assert nearest(search, query, 50) == compared(library, query, 50)
    library.close()


def test_a_damaged_vector_is_near_to_nothing(tmp_path: Path) -> None:
    library, vectors = Library(tmp_path), made(6)
    vectors[2, 5], vectors[4, 0] = np.nan, np.inf
    stored(library, vectors)
    hits = ExactVectors(library).nearest(vectors[0], 6)

    assert hits[0].chunk_id == 1
    assert {hit.chunk_id: hit.score for hit in hits if hit.chunk_id in (3, 5)} == {3: 0.0, 5: 0.0}
    library.close()


def test_a_question_of_another_embedding_finds_nothing(tmp_path: Path) -> None:
    library = Library(tmp_path)
    stored(library, made(6))

    assert ExactVectors(library).nearest(np.ones(DIMENSIONS + 1, np.float32), 5) == []
    library.close()


def test_no_score_is_further_off_than_its_row_says(tmp_path: Path) -> None:
    library = Library(tmp_path)
    stored(library, made(200))
    rows = library.embeddings_after(0, 1000)
    codes, query = encode(rows), made(1, 5)[0]

    off = np.abs(codes.scores(query) - rows.matrix @ query)
    assert (off <= codes.errors + 1e-6).all()
    assert codes.errors.max() < 0.02
    library.close()
