"""What is remembered of the web: which pages were fetched in which version, and which source named them.

Kept in the library beside the articles, but written after them: a page that is forgotten by a kill is fetched again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from index.store.database import Database


@dataclass(frozen=True, slots=True)
class Visit:
    """One fetching of an address: where it ended, the version that the server stated, a digest of what came."""

    url: str
    final: str
    etag: str | None
    last_modified: str | None
    digest: bytes
    fetched_at: datetime


class FetchedPages:
    """The tables `fetched` and `named` of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def visit(self, url: str) -> Visit | None:
        """The last fetching of this address that was read to its end."""
        for row in self._database.rows("SELECT * FROM fetched WHERE url = ?", url):
            at = datetime.fromisoformat(row["fetched_at"])
            return Visit(url, row["final"], row["etag"], row["last_modified"], row["digest"], at)
        return None

    def owner(self, final: str) -> str | None:
        """The address under which the articles of a page are stored that several addresses lead to."""
        sql = (
            "SELECT url FROM fetched WHERE final = ? AND EXISTS (SELECT 1 FROM articles WHERE file = url) ORDER BY url"
        )
        rows = self._database.rows(sql, final)
        return str(rows[0]["url"]) if rows else None

    def holds(self, file: str) -> bool:
        """Whether any article is stored under this address."""
        return bool(self._database.rows("SELECT 1 FROM articles WHERE file = ? LIMIT 1", file))

    def named(self, source: str) -> list[str]:
        """The addresses that a feed, sitemap or list has named so far; none for a page."""
        rows = self._database.rows("SELECT url FROM named WHERE source = ? AND url <> source", source)
        return [str(row["url"]) for row in rows]

    def named_elsewhere(self, url: str, source: str) -> bool:
        """Whether another source names this address too."""
        return bool(self._database.rows("SELECT 1 FROM named WHERE url = ? AND source <> ? LIMIT 1", url, source))

    def remember(self, visits: Sequence[Visit]) -> None:
        """Keep these visits in place of earlier ones of the same addresses."""
        rows = [
            (one.url, one.final, one.etag, one.last_modified, one.digest, one.fetched_at.isoformat()) for one in visits
        ]
        self._write("INSERT OR REPLACE INTO fetched VALUES (?, ?, ?, ?, ?, ?)", rows)

    def remember_named(self, source: str, urls: Iterable[str]) -> None:
        """Keep what a source names now, with what it named before."""
        self._write("INSERT OR IGNORE INTO named VALUES (?, ?)", [(source, url) for url in urls])

    def forget_named(self, source: str, urls: Iterable[str]) -> None:
        """The source names these no longer."""
        self._write("DELETE FROM named WHERE source = ? AND url = ?", [(source, url) for url in urls])

    def forget(self, urls: Iterable[str]) -> None:
        """Forget visits of pages that are gone."""
        self._write("DELETE FROM fetched WHERE url = ?", [(url,) for url in urls])

    def _write(self, sql: str, rows: Sequence[tuple[object, ...]]) -> None:
        if rows:
            with self._database.transaction() as connection:
                connection.executemany(sql, rows)
