"""Vectors of another embedding, made beside those in use, until one transaction puts them in their place.

A row of `next_embeddings` belongs to one chunk, whose text never changes; the model that all rows are of stands in
`meta` beside them. Nothing reads these rows but what completes them, so a library that is half embedded anew answers,
syncs, and is backed up, restored, repaired and compacted as before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.errors import ArchiveError, EmbeddingError
from index.store.database import Database
from index.store.rows import vector

if TYPE_CHECKING:
    from sqlite3 import Connection

SWITCH_ROWS = 10_000  # numbers that one statement of the switch spans, which bounds its memory


@dataclass(frozen=True, slots=True)
class Waiting:
    """A chunk without a new vector: its number, the headline and its text."""

    number: int
    title: str
    text: str


class NextVectors:
    """The vectors that a library will have. One process at a time makes them (`reembed.py` holds the lock)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def name(self) -> str | None:
        """The model of the vectors that were begun; None when none were."""
        rows = self._database.rows("SELECT value FROM meta WHERE key = 'next_embedding'")
        return str(rows[0][0]) if rows else None

    def count(self) -> int:
        """How many there are."""
        return int(self._database.value("SELECT count(*) FROM next_embeddings"))

    def sample(self, count: int) -> dict[int, NDArray[np.float32]]:
        """Some of the last, by the numbers of their chunks."""
        rows = self._database.rows("SELECT * FROM next_embeddings ORDER BY chunk DESC LIMIT ?", count)
        return {row["chunk"]: vector(row["embedding"]) for row in rows}

    def begin(self, name: str) -> None:
        """Go on with the vectors of this model; those of another are dropped."""
        if self.name() != name:
            with self._database.transaction() as connection:
                _drop(connection)
                connection.execute("INSERT INTO meta VALUES ('next_embedding', ?)", (name,))

    def drop(self) -> None:
        """Give up what was begun."""
        if self.name() is not None or self.count():
            with self._database.transaction() as connection:
                _drop(connection)

    def waiting_after(self, number: int, limit: int) -> list[Waiting]:
        """The next chunks after this number that have no new vector yet, ascending."""
        sql = (
            'SELECT chunks.number, title, text, start, chunks."end" FROM chunks '
            "JOIN articles ON articles.number = article LEFT JOIN next_embeddings ON chunk = chunks.number "
            "WHERE chunks.number > ? AND chunk IS NULL ORDER BY chunks.number LIMIT ?"
        )
        return [
            Waiting(row["number"], row["title"], row["text"][row["start"] : row["end"]])
            for row in self._database.rows(sql, number, limit)
        ]

    def store(self, name: str, numbers: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Store the vectors of these chunks, in one transaction.

        Raises ArchiveError when another model was begun meanwhile, EmbeddingError for other lengths than before.
        """
        rows = [(number, row.tobytes()) for number, row in zip(numbers, vectors.astype(np.float16), strict=True)]
        with self._database.transaction() as connection:
            self._check_begun(name)
            for (size,) in connection.execute("SELECT length(embedding) FROM next_embeddings LIMIT 1"):
                if size != 2 * vectors.shape[1]:
                    raise EmbeddingError(
                        f"The embedding {name!r} gives vectors of {vectors.shape[1]} dimensions now and gave "
                        f"{size // 2} before: another model goes by its name. Start again; what is of the other is "
                        "dropped."
                    )
            connection.executemany("INSERT OR REPLACE INTO next_embeddings VALUES (?, ?)", rows)

    def switch(self, name: str) -> None:
        """Put the new vectors in the place of the old, in one transaction. Raises ArchiveError where one is missing."""
        missing = "SELECT count(*) FROM chunks WHERE number NOT IN (SELECT chunk FROM next_embeddings)"
        with self._database.transaction() as connection:
            self._check_begun(name)
            if count := connection.execute(missing).fetchone()[0]:
                raise ArchiveError(
                    f"Chunks of {self._database.path} without a new vector, since they belong to no article: {count}. "
                    "Repair the archive with `dateline archive repair`, then start this again; it goes on."
                )
            last = connection.execute("SELECT coalesce(max(number), 0) FROM chunks").fetchone()[0]
            for start in range(0, last, SWITCH_ROWS):
                connection.execute(
                    "UPDATE chunks SET embedding = (SELECT embedding FROM next_embeddings WHERE chunk = number) "
                    "WHERE number > ? AND number <= ?",
                    (start, start + SWITCH_ROWS),
                )
            _drop(connection)
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('embedding', ?)", (name,))
            connection.execute("INSERT OR IGNORE INTO meta VALUES ('embeddings_replaced', '0')")
            connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'embeddings_replaced'")

    def _check_begun(self, name: str) -> None:
        if (begun := self.name()) != name:
            raise ArchiveError(
                f"{self._database.path} is no longer being embedded with {name!r}, but with {begun!r}. "
                "Start again, with one embedding at a time."
            )


def _drop(connection: "Connection") -> None:
    connection.execute("DELETE FROM next_embeddings")
    connection.execute("DELETE FROM meta WHERE key = 'next_embedding'")
