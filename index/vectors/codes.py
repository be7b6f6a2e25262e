"""Vectors in a quarter of their room: one byte a number, and how far each row may be off for that."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.store.library import Embeddings

_LEVELS = 127
_ROWS = 512  # decoded at a time: what stays in the processor's cache; 4,096 take three times as long


@dataclass(frozen=True)
class Codes:
    """Chunks row by row: number, number of the article, and `codes * scales`, at most `errors` away from the vector."""

    numbers: NDArray[np.int64]
    articles: NDArray[np.int64]
    codes: NDArray[np.int8]
    scales: NDArray[np.float32]
    errors: NDArray[np.float32]
    """The length of the difference to the stored vector, which bounds the error of any cosine."""

    def __len__(self) -> int:
        return len(self.numbers)

    @cached_property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        return int(self.codes.shape[1])

    def scores(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """About the cosine similarity of every row to a vector of length 1."""
        found = np.empty(len(self), np.float32)
        decoded = np.empty((min(_ROWS, len(self)), self.dimensions), np.float32)
        for start in range(0, len(self), _ROWS):
            rows = self.codes[start : start + _ROWS]
            np.copyto(decoded[: len(rows)], rows)
            np.dot(decoded[: len(rows)], vector, out=found[start : start + len(rows)])
        return found * self.scales

    def kept(self, keep: NDArray[np.bool_]) -> "Codes":
        """Only these rows."""
        return Codes(
            self.numbers[keep], self.articles[keep], self.codes[keep], self.scales[keep], self.errors[keep]
        )  # fmt: skip


def encode(rows: Embeddings) -> Codes:
    """The codes of these vectors; a damaged one (infinite, not a number) becomes zero, which is near to none."""
    matrix = whole(rows.matrix)
    scales = np.abs(matrix).max(axis=1, initial=0.0) / _LEVELS
    codes = np.rint(matrix / np.maximum(scales, np.finfo(np.float32).tiny)[:, None])
    errors = np.linalg.norm(matrix - codes * scales[:, None], axis=1)
    return Codes(rows.numbers, rows.articles, codes.astype(np.int8), scales, errors.astype(np.float32))


def joined(first: Codes, second: Codes) -> Codes:
    """The rows of both."""
    return Codes(
        np.concatenate([first.numbers, second.numbers]),
        np.concatenate([first.articles, second.articles]),
        np.concatenate([first.codes, second.codes]),
        np.concatenate([first.scales, second.scales]),
        np.concatenate([first.errors, second.errors]),
    )


def whole(matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    """The matrix, with zeros for each row that holds what is not a finite number."""
    return np.where(np.isfinite(matrix).all(axis=1, keepdims=True), matrix, np.float32(0))
