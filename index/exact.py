"""Exact vector search: every stored vector in one matrix.

It needs no start-up (chromadb takes about two seconds to import), any filter is a mask, and it cannot be wrong: it
answers filtered searches, short-lived processes, and everything while Chroma is being rebuilt. Tests hold Chroma's
recall to it.
"""

import threading

import numpy as np
from numpy.typing import NDArray

from index.datatypes import Hit
from index.library import Library, Position

READ_ROWS = 20_000  # vectors read from the library at a time


class ExactVectors:
    """The vectors of all chunks in memory (float32: 1.5 KB a chunk), loaded when first searched and kept up to date."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._position = Position(0, 0)
        self._numbers = np.empty(0, np.int64)
        self._matrix = np.empty((0, 0), np.float32)

    def nearest(self, vector: NDArray[np.float32], top_k: int, allowed: NDArray[np.int64] | None = None) -> list[Hit]:
        """The chunks of highest cosine similarity, best first; only among `allowed` chunk numbers if given."""
        numbers, matrix = self._current()
        if allowed is not None:
            rows = np.searchsorted(numbers, allowed[np.isin(allowed, numbers, assume_unique=True)])
            numbers, matrix = numbers[rows], matrix[rows]
        if not len(numbers):
            return []
        scores = matrix @ vector
        best = np.argpartition(-scores, min(top_k, len(scores)) - 1)[:top_k]
        best = best[np.lexsort((numbers[best], -scores[best]))]
        return [Hit(int(numbers[row]), float(scores[row])) for row in best]

    def _current(self) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        with self._lock:
            position = self._library.position()
            if position != self._position:
                self._follow(position)
            return self._numbers, self._matrix

    def _follow(self, position: Position) -> None:
        blocks = [(self._numbers, self._matrix)]
        last = self._position.last_chunk
        while True:
            numbers, matrix = self._library.embeddings_after(last, READ_ROWS)
            if not len(numbers):
                break
            blocks.append((numbers, np.nan_to_num(matrix, copy=False)))  # a damaged vector is as good as none
            last = int(numbers[-1])
        if not len(blocks[0][0]):
            del blocks[0]
        if blocks:
            self._numbers = np.concatenate([numbers for numbers, _ in blocks])
            self._matrix = np.concatenate([matrix for _, matrix in blocks])
        removed = self._library.removals_after(self._position.last_removal)
        if removed:
            keep = ~np.isin(self._numbers, removed)
            self._numbers, self._matrix = self._numbers[keep], self._matrix[keep]
        self._position = Position(max(position.last_chunk, last), position.last_removal)
