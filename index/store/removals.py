"""What left: articles whose source is gone but which are kept, and articles removed for good.

An article removed for good leaves a tombstone with its id, its file and the digest of what it said: no sync of the same
source brings it back, nor the same words under another name, until the tombstone is forgotten. A record that brings no
id has one made of its headline; a digest of file, text and day knows it under another headline, too.
"""

import json
from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import TYPE_CHECKING

from index.datatypes import Article
from index.store.database import Database, storable
from index.store.rows import digest, iso
from index.store.writing import remove_article

if TYPE_CHECKING:
    from sqlite3 import Connection


@dataclass(frozen=True, slots=True)
class Tombstone:
    """An article that was removed for good."""

    article_id: str
    file: str
    removed_at: datetime


class Removals:
    """The marks of what left, read and written; each writing is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def gone(self) -> dict[str, datetime]:
        """Articles that are kept although their source is not there any more: id, and when that was first seen."""
        rows = self._database.rows("SELECT id, gone_at FROM articles WHERE gone_at IS NOT NULL ORDER BY number")
        return {row["id"]: datetime.fromisoformat(row["gone_at"]) for row in rows}

    def mark_gone(self, article_ids: Iterable[str], when: datetime) -> int:
        """Their source is not there any more; returns how many were not marked already."""
        sql = "UPDATE articles SET gone_at = ? WHERE id = ? AND gone_at IS NULL"
        with self._database.transaction() as connection:
            return sum(connection.execute(sql, (when.isoformat(), storable(id_))).rowcount for id_ in article_ids)

    def bury(self, article_ids: Iterable[str], when: datetime) -> int:
        """Remove articles for good, their past included; returns how many there were."""
        with self._database.transaction() as connection:
            return sum(_bury(connection, article_id, when) for article_id in article_ids)

    def tombstones(self) -> list[Tombstone]:
        """What was removed for good, latest first."""
        rows = self._database.rows("SELECT * FROM tombstones ORDER BY removed_at DESC, article")
        return [Tombstone(row["article"], row["file"], datetime.fromisoformat(row["removed_at"])) for row in rows]

    def buried(self) -> set[str | bytes]:
        """The ids of all that was removed for good, the digests of what it said, and those of `words_digest`."""
        rows = self._database.rows("SELECT article, digest, words FROM tombstones")
        return {value for row in rows for value in row if value is not None}

    def buried_from(self, files: Set[str]) -> int:
        """How many articles were removed for good that came from these files or pages."""
        return sum(stone.file in files for stone in self.tombstones())

    def is_buried(self, article: Article) -> bool:
        """Whether this article, or another that says exactly the same, was removed for good."""
        sql = "SELECT EXISTS (SELECT 1 FROM tombstones WHERE article = ? OR digest = ?)"
        return bool(self._database.value(sql, article.id, digest(article)))

    def forget_tombstones(self, article_ids: Iterable[str] | None = None) -> int:
        """Let these articles (all, when none are named) come back at the next sync; returns how many there were."""
        wanted = {stone.article_id: stone.file for stone in self.tombstones()}
        chosen = wanted.keys() if article_ids is None else wanted.keys() & set(article_ids)
        with self._database.transaction() as connection:
            connection.executemany("DELETE FROM tombstones WHERE article = ?", [(id_,) for id_ in chosen])
            # A file that has not changed is skipped: forgotten, it is read again.
            connection.executemany("DELETE FROM files WHERE path = ?", [(wanted[id_],) for id_ in chosen])
        return len(chosen)


def words_digest(article: Article, file: str) -> bytes:
    """A digest of the file, the text and the time of publication, 12 bytes: what a record is without its headline."""
    return _words_digest(str(storable(file)), str(storable(article.text)), iso(article.published))


def _words_digest(file: str, text: str, published: str | None) -> bytes:
    return blake2b(json.dumps([file, published, text]).encode(), digest_size=12).digest()


def _bury(connection: "Connection", article_id: str, when: datetime) -> bool:
    sql = "SELECT file, digest, text, published FROM articles WHERE id = ?"
    row = connection.execute(sql, (storable(article_id),)).fetchone()
    if row is None:
        return False
    copies = connection.execute("SELECT count(*) FROM articles WHERE digest = ?", (row["digest"],)).fetchone()[0]
    alike = "SELECT count(*) FROM articles WHERE file = ? AND text = ? AND published IS ?"
    akin = connection.execute(alike, (row["file"], row["text"], row["published"])).fetchone()[0]
    # Of two that say the same, the other stays, and must be able to move to another file.
    said = row["digest"] if copies == 1 else None
    words = _words_digest(row["file"], row["text"], row["published"]) if akin == 1 else None
    connection.execute(
        "INSERT OR REPLACE INTO tombstones (article, file, digest, removed_at, words) VALUES (?, ?, ?, ?, ?)",
        (article_id, row["file"], said, when.isoformat(), words),
    )
    remove_article(connection, article_id)
    return True
