"""The chunks' vectors as the library holds them, and how far it has got: what is derived from it follows these."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.store.database import Database
from index.store.rows import matrix, vector


@dataclass(frozen=True, slots=True)
class Position:
    """How far the library has got: whatever is derived from it is up to date when its own position is the same."""

    last_chunk: int
    last_removal: int
    embedding: int = 0
    """How many times all vectors were replaced by those of another embedding."""


@dataclass(frozen=True, slots=True)
class Embeddings:
    """Chunks row by row: their numbers, the numbers of their articles, their vectors [rows, dimensions]."""

    numbers: NDArray[np.int64]
    articles: NDArray[np.int64]
    matrix: NDArray[np.float32]


class StoredVectors:
    """The part of a `Library` that `vectors.py` and `exact.py` follow, by number alone: chunks never change."""

    database: Database

    def position(self) -> Position:
        """How far the library has got, cheap enough to ask before every search."""
        rows = self.database.rows("SELECT name, seq FROM sqlite_sequence WHERE name IN ('chunks', 'removed_chunks')")
        sequence = {row["name"]: row["seq"] for row in rows}
        embedding = self.database.rows("SELECT value FROM meta WHERE key = 'embeddings_replaced'")
        return Position(
            sequence.get("chunks", 0), sequence.get("removed_chunks", 0), int(embedding[0][0]) if embedding else 0
        )

    def count_chunks(self) -> int:
        """How many chunks there are."""
        return int(self.database.value("SELECT count(*) FROM chunks"))

    def embeddings(self, numbers: Iterable[int]) -> dict[int, NDArray[np.float32]]:
        """The vectors of these chunks, by number."""
        rows = self.database.rows_in("SELECT number, embedding FROM chunks WHERE number IN", numbers)
        return {row["number"]: vector(row["embedding"]) for row in rows}

    def embeddings_after(self, number: int, limit: int) -> Embeddings:
        """The next `limit` chunks after this number, ascending."""
        rows = self.database.rows(
            "SELECT number, article, embedding FROM chunks WHERE number > ? ORDER BY number LIMIT ?", number, limit
        )
        return Embeddings(
            numbers=np.array([row["number"] for row in rows], np.int64),
            articles=np.array([row["article"] for row in rows], np.int64),
            matrix=matrix([row["embedding"] for row in rows]),
        )

    def sample_embeddings(self, count: int) -> list[NDArray[np.float32]]:
        """So many vectors from all over the library."""
        numbers = [row[0] for row in self.database.rows("SELECT number FROM chunks ORDER BY number")]
        return list(self.embeddings(numbers[:: max(1, len(numbers) // count)][:count]).values())

    def removals_after(self, sequence: int) -> list[int]:
        """Numbers of the chunks removed since the removal with this sequence number."""
        return [row[0] for row in self.database.rows("SELECT chunk FROM removed_chunks WHERE sequence > ?", sequence)]

    def places(self, numbers: Iterable[int]) -> dict[int, tuple[str, int, int]]:
        """Article id, start and end of each of these chunks, by number."""
        sql = (
            'SELECT chunks.number, id, start, chunks."end" FROM chunks JOIN articles ON articles.number = article '
            "WHERE chunks.number IN"
        )
        return {row[0]: (row[1], row[2], row[3]) for row in self.database.rows_in(sql, numbers)}
