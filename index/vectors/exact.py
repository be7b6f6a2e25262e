"""Exact vector search: every stored vector, in a quarter of its room, and the nearest compared as they are stored.

All rows are scored with one byte a number (`codes.py`). How far each score may be off is known, so the few rows that
could be among the nearest are known too, and only those are read from the library and scored exactly. A million chunks
take some 400 MB and 50 ms.

It needs no start-up (chromadb takes about two seconds to import), any filter is a mask, and it cannot be wrong: it
answers filtered searches, short-lived processes, and everything while Chroma is being rebuilt. Tests hold Chroma's
recall to it.
"""

import threading
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.datatypes import Hit
from index.store.library import Library, Position
from index.vectors.codes import Codes, encode, joined

BLOCK = 10_000  # vectors read from the library, and kept, together
_ROUNDING = 1e-5  # of sums of float32, far above what 4,096 dimensions can gather


class ExactVectors:
    """The vectors of all chunks in memory (0.4 KB a chunk), loaded when first searched and kept up to date."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._position = Position(0, 0)
        self._blocks: tuple[Codes, ...] = ()

    def nearest(self, vector: NDArray[np.float32], top_k: int, articles: NDArray[np.int64] | None = None) -> list[Hit]:
        """The chunks of highest cosine similarity, best first; only of these articles (their numbers) if given."""
        blocks = [block for block in self._current() if block.dimensions == len(vector)]  # of another embedding: none
        likely = [number for block in _likely(blocks, vector, top_k, articles) for number in block.tolist()]
        stored = self._library.embeddings(likely)
        hits = [Hit(number, cosine(stored[number], vector)) for number in likely if number in stored]
        return sorted(hits, key=lambda hit: (-hit.score, hit.chunk_id))[:top_k]

    def _current(self) -> tuple[Codes, ...]:
        with self._lock:
            position = self._library.position()
            if position != self._position:
                self._follow(position)
            return self._blocks

    def _follow(self, position: Position) -> None:
        if position.embedding != self._position.embedding:
            self._blocks, self._position = (), Position(0, position.last_removal, position.embedding)
        blocks, last = list(self._blocks), self._position.last_chunk
        while len((read := self._library.embeddings_after(last, BLOCK)).numbers):
            if (now := self._library.position()).embedding != position.embedding:  # the vectors of two models never mix
                self._follow(now)
                return
            _append(blocks, encode(read))
            last = int(read.numbers[-1])
        removed = self._library.removals_after(self._position.last_removal)
        self._blocks = tuple(_without(block, removed) for block in blocks) if removed else tuple(blocks)
        self._position = replace(position, last_chunk=max(position.last_chunk, last))


def _append(blocks: list[Codes], block: Codes) -> None:
    """Add a block, as a part of the last one where both are small."""
    if blocks and len(blocks[-1]) + len(block) <= BLOCK and blocks[-1].dimensions == block.dimensions:
        blocks[-1] = joined(blocks[-1], block)
    else:
        blocks.append(block)


def _without(block: Codes, removed: Sequence[int]) -> Codes:
    keep = ~np.isin(block.numbers, removed)
    return block if keep.all() else block.kept(keep)


def _likely(
    blocks: Sequence[Codes], vector: NDArray[np.float32], top_k: int, articles: NDArray[np.int64] | None
) -> list[NDArray[np.int64]]:
    """The numbers, block by block, of all chunks that may be among the nearest."""
    scores = [block.scores(vector) for block in blocks]
    if articles is not None:
        passes = _passing(articles, max((int(block.articles.max(initial=0)) for block in blocks), default=0))
        for block, found in zip(blocks, scores, strict=True):
            found[~passes[block.articles]] = -np.inf
    margins = [block.errors + np.float32(_ROUNDING) for block in blocks]
    lowest = _highest([found - margin for found, margin in zip(scores, margins, strict=True)], top_k)
    return [
        block.numbers[(found + margin >= lowest) & (found > -np.inf)]
        for block, found, margin in zip(blocks, scores, margins, strict=True)
    ]


def _passing(articles: NDArray[np.int64], last: int) -> NDArray[np.bool_]:
    """Whether each number up to the last is one of these articles: a table once, where `isin` would sort each block."""
    passes = np.zeros(1 + max(last, int(articles.max(initial=0))), np.bool_)
    passes[articles] = True
    return passes


def _highest(scores: Sequence[NDArray[np.float32]], top_k: int) -> float:
    """The score that so many have at least; minus infinity where there are fewer."""
    every = np.concatenate([np.empty(0, np.float32), *scores])
    if top_k < 1:
        return np.inf
    return float(np.partition(every, -top_k)[-top_k]) if top_k <= len(every) else -np.inf


def cosine(stored: NDArray[np.float32], vector: NDArray[np.float32]) -> float:
    """The cosine similarity; 0 for a vector that is damaged."""
    with np.errstate(invalid="ignore", over="ignore"):
        score = float(stored @ vector) if stored.shape == vector.shape else 0.0
    return score if np.isfinite(score) else 0.0
