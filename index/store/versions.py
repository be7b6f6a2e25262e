"""Former versions of articles, and their texts as read: kept compressed beside the current ones, and never searched."""

import json
import zlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from index.datatypes import Article
from index.errors import ArchiveError
from index.store.database import RESTORE, Database, storable
from index.store.rows import article_from_row, article_of, digest, fields_of

if TYPE_CHECKING:
    from sqlite3 import Connection, Row


@dataclass(frozen=True, slots=True)
class Version:
    """An article as it read from `stored_at` until the next version; 1 is the first that was stored."""

    number: int
    stored_at: datetime | None
    """None for what was stored before versions were kept."""
    article: Article


class Versions:
    """The tables `versions` and `raws` of a library, read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def history(self, current: "Row") -> list[Version]:
        """The versions of an article, newest first, beginning with the current row of `articles`."""
        sql = "SELECT * FROM versions WHERE article = ? ORDER BY number DESC"
        former = [_version(row) for row in self._database.rows(sql, current["id"])]
        number = former[0].number + 1 if former else 1
        return [Version(number, _moment(current["stored_at"]), article_from_row(current)), *former]

    def former(self, article_id: str, number: int) -> Version:
        """One former version; raises ArchiveError when it does not say what it said."""
        row = self._database.rows("SELECT * FROM versions WHERE article = ? AND number = ?", article_id, number)[0]
        version = _version(row)
        if digest(version.article) != row["digest"]:
            raise ArchiveError(f"Version {number} of the article {article_id!r} is damaged. {RESTORE}")
        return version

    def count(self) -> int:
        """How many former versions are kept, of all articles."""
        return int(self._database.value("SELECT count(*) FROM versions"))

    def raw(self, article: Article) -> str | None:
        """The article's text as it was read, before it was cleaned; None when that was not kept."""
        for row in self._database.rows("SELECT text FROM raws WHERE article = ?", article.id):
            return article.text if row["text"] is None else _inflated(row["text"], article.id)
        return None


def keep_former(connection: "Connection", current: "Row") -> None:
    """Keep what is stored of an article now, before something else takes its place."""
    with suppress(ArchiveError):  # what cannot be read cannot be kept, and must not stop what can
        content = zlib.compress(json.dumps(fields_of(article_from_row(current)), ensure_ascii=False).encode())
        connection.execute(
            "INSERT INTO versions SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4 FROM versions WHERE article = ?1",
            (current["id"], current["stored_at"], current["digest"], content),
        )


def keep_raw(connection: "Connection", article: Article, raw: str | None) -> None:
    """Keep an article's text as it was read; without one, no older one stays that belongs to another text."""
    if raw is None:
        connection.execute("DELETE FROM raws WHERE article = ?", (article.id,))
        return
    packed = None if raw == article.text else zlib.compress(raw.encode("utf-8", "surrogatepass"))
    connection.execute("INSERT OR REPLACE INTO raws VALUES (?, ?)", (article.id, packed))


def forget_versions(connection: "Connection", article_id: str) -> None:
    """Nothing of an article's past stays."""
    connection.execute("DELETE FROM versions WHERE article = ?", (storable(article_id),))
    connection.execute("DELETE FROM raws WHERE article = ?", (storable(article_id),))


def _version(row: "Row") -> Version:
    try:
        fields: dict[str, Any] = json.loads(_inflated(row["content"], row["article"]))
        return Version(row["number"], _moment(row["stored_at"]), article_of(fields))
    except (ValueError, TypeError, KeyError) as error:
        raise ArchiveError(
            f"Version {row['number']} of the article {row['article']!r} is damaged ({error}). {RESTORE}"
        ) from error


def _inflated(packed: bytes, article_id: str) -> str:
    try:
        return zlib.decompress(packed).decode("utf-8", "surrogatepass")
    except (zlib.error, ValueError, TypeError) as error:
        raise ArchiveError(f"What is kept of the article {article_id!r} is damaged ({error}). {RESTORE}") from error


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
