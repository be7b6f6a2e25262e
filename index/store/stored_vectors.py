"""The chunks' vectors as the library holds them, and how far it has got: what is derived from it follows these."""

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.errors import ArchiveError, EmbeddingError
from index.store.database import Database
from index.store.rows import matrix, vector

SAMPLED = 100  # vectors whose length is looked at


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
        return position_of(self.database)

    def embedding_name(self) -> str | None:
        """The model that made the vectors, once there are any."""
        rows = self.database.rows("SELECT value FROM meta WHERE key = 'embedding'")
        return str(rows[0][0]) if rows else None

    def dimensions(self) -> int:
        """How many numbers most vectors have; 0 when there are none. What cannot be read is passed over."""
        last, sizes = self._last_readable(), Counter[int]()
        for number in range(0, last, last // SAMPLED + 1):
            with suppress(ArchiveError):
                rows = self.database.rows("SELECT length(embedding) FROM chunks WHERE number > ? LIMIT 1", number)
                sizes.update(int(row[0]) for row in rows)
        return sizes.most_common(1)[0][0] // 2 if sizes else 0

    def _last_readable(self) -> int:
        for sql in ("SELECT max(number) FROM chunks", "SELECT seq FROM sqlite_sequence WHERE name = 'chunks'"):
            with suppress(ArchiveError):
                return int(self.database.value(sql) or 0)
        return 0

    def check_same(self, name: str, dimensions: set[int]) -> None:
        """Raise EmbeddingError when vectors of this model, and so long, must not be stored beside those there are."""
        stored = self.embedding_name()
        if stored not in (None, name):
            raise EmbeddingError(
                f"The archive {self.database.path.parent} has vectors of the embedding {stored!r} now, and these are "
                f"of {name!r}. Nothing of them was stored. Start this program again with the embedding {stored!r}."
            )
        known = self.dimensions()
        if known and dimensions - {known}:
            raise EmbeddingError(
                f"The embedding {name!r} gives vectors of {max(dimensions - {known})} dimensions, and those that the "
                f"archive {self.database.path.parent} has of it are of {known}: another model goes by its name. Go "
                "back to that model, or embed the archive anew with this one: dateline archive embed"
            )

    def name_embedding(self, name: str) -> None:
        """Record which model made the vectors."""
        with self.database.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('embedding', ?)", (name,))

    def texts(self, numbers: Iterable[int]) -> dict[int, tuple[str, str]]:
        """Headline and text of each of these chunks, by number."""
        sql = (
            'SELECT chunks.number, title, text, start, chunks."end" FROM chunks JOIN articles '
            "ON articles.number = article WHERE chunks.number IN"
        )
        rows = self.database.rows_in(sql, numbers)
        return {row["number"]: (row["title"], row["text"][row["start"] : row["end"]]) for row in rows}

    def count_chunks(self) -> int:
        """How many chunks there are."""
        return int(self.database.value("SELECT count(*) FROM chunks"))

    def embeddings(self, numbers: Iterable[int]) -> dict[int, NDArray[np.float32]]:
        """The vectors of these chunks, by number."""
        rows = self.database.rows_in("SELECT number, embedding FROM chunks WHERE number IN", numbers)
        return {row["number"]: vector(row["embedding"]) for row in rows}

    def lead_embeddings(self, article_id: str, count: int) -> NDArray[np.float32]:
        """The vectors of the first so many chunks of an article, row by row."""
        sql = (
            "SELECT embedding FROM chunks JOIN articles ON articles.number = article WHERE id = ? "
            "ORDER BY start LIMIT ?"
        )
        return matrix([row["embedding"] for row in self.database.rows(sql, article_id, count)])

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

    def chunk_before_last(self, count: int) -> int:
        """The number of the chunk after which there are so many; 0 where there are no more."""
        rows = self.database.rows("SELECT number FROM chunks ORDER BY number DESC LIMIT 1 OFFSET ?", count)
        return int(rows[0][0]) if rows else 0

    def sample_numbers(self, count: int) -> list[int]:
        """The numbers of so many chunks from all over the library."""
        numbers = [row[0] for row in self.database.rows("SELECT number FROM chunks ORDER BY number")]
        return numbers[:: max(1, len(numbers) // count)][:count]

    def sample_embeddings(self, count: int) -> list[NDArray[np.float32]]:
        """So many vectors from all over the library."""
        return list(self.embeddings(self.sample_numbers(count)).values())

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


def position_of(database: Database) -> Position:
    """See `StoredVectors.position`."""
    rows = database.rows("SELECT name, seq FROM sqlite_sequence WHERE name IN ('chunks', 'removed_chunks')")
    sequence = {row["name"]: row["seq"] for row in rows}
    embedding = database.rows("SELECT value FROM meta WHERE key = 'embeddings_replaced'")
    return Position(
        sequence.get("chunks", 0), sequence.get("removed_chunks", 0), int(embedding[0][0]) if embedding else 0
    )
