"""Exact vector search: every stored vector in one matrix.

It needs no start-up (chromadb takes about two seconds to import), any filter is a mask, and it cannot be wrong: it
answers filtered searches, short-lived processes, and everything while Chroma is being rebuilt. Tests hold Chroma's
recall to it.
"""

import threading
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.datatypes import Hit
from index.store.library import Embeddings, Library, Position

READ_ROWS = 20_000  # vectors read from the library at a time
_NONE = Embeddings(np.empty(0, np.int64), np.empty(0, np.int64), np.empty((0, 0), np.float32))


class ExactVectors:
    """The vectors of all chunks in memory (float32: 1.5 KB a chunk), loaded when first searched and kept up to date."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._position = Position(0, 0)
        self._rows = _NONE

    def nearest(self, vector: NDArray[np.float32], top_k: int, articles: NDArray[np.int64] | None = None) -> list[Hit]:
        """The chunks of highest cosine similarity, best first; only of these articles (their numbers) if given."""
        rows = self._current()
        if not len(rows.numbers):
            return []
        scores = rows.matrix @ vector
        if articles is not None:
            scores[~np.isin(rows.articles, articles)] = -np.inf
        best = np.argpartition(-scores, min(top_k, len(scores)) - 1)[:top_k]
        best = best[np.lexsort((rows.numbers[best], -scores[best]))]
        return [Hit(int(rows.numbers[row]), float(scores[row])) for row in best if scores[row] > -np.inf]

    def _current(self) -> Embeddings:
        with self._lock:
            position = self._library.position()
            if position != self._position:
                self._follow(position)
            return self._rows

    def _follow(self, position: Position) -> None:
        if position.embedding != self._position.embedding:
            self._rows, self._position = _NONE, Position(0, position.last_removal, position.embedding)
        blocks = [self._rows] if len(self._rows.numbers) else []
        last = self._position.last_chunk
        while len((block := self._library.embeddings_after(last, READ_ROWS)).numbers):
            np.nan_to_num(block.matrix, copy=False)  # a damaged vector is as good as none
            blocks.append(block)
            last = int(block.numbers[-1])
        if blocks:
            self._rows = Embeddings(
                np.concatenate([block.numbers for block in blocks]),
                np.concatenate([block.articles for block in blocks]),
                np.concatenate([block.matrix for block in blocks]),
            )
        removed = self._library.removals_after(self._position.last_removal)
        if removed:
            keep = ~np.isin(self._rows.numbers, removed)
            rows = self._rows
            self._rows = Embeddings(rows.numbers[keep], rows.articles[keep], rows.matrix[keep])
        self._position = replace(position, last_chunk=max(position.last_chunk, last))
