"""What a library holds, summed up: its outlets and authors, its days, and short names for its content."""

from datetime import date
from hashlib import blake2b

from index.store.database import Database
from index.store.rows import day
from index.store.stored_vectors import position_of


class Summary:
    """Looks over all articles of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def outlets(self) -> dict[str, int]:
        """Articles per outlet, most first."""
        sql = "SELECT outlet, count(*) FROM articles WHERE outlet IS NOT NULL GROUP BY outlet ORDER BY 2 DESC, 1"
        return {row[0]: row[1] for row in self._database.rows(sql)}

    def authors(self) -> dict[str, int]:
        """Articles per author, most first."""
        sql = "SELECT value, count(*) FROM articles, json_each(articles.authors) GROUP BY value ORDER BY 2 DESC, 1"
        return {row[0]: row[1] for row in self._database.rows(sql)}

    def days(self) -> tuple[date | None, date | None, int]:
        """First and last day of publication, and the number of articles with neither a date nor a month or year."""
        sql = "SELECT min(day), max(coalesce(last_day, day)), sum(day IS NULL) FROM articles"
        first, last, undated = self._database.rows(sql)[0]
        return day(first), day(last), undated or 0

    def last_day(self) -> date | None:
        """The latest day of publication; of a month or year, its first."""
        return day(self._database.value("SELECT max(day) FROM articles"))

    def snapshot(self) -> str:
        """A short name for exactly this content; it changes with every change."""
        library_id = self._database.value("SELECT value FROM meta WHERE key = 'id'")
        return blake2b(f"{library_id} {position_of(self._database)}".encode(), digest_size=6).hexdigest()

    def content(self) -> str:
        """A short name for what the articles say; neither paths nor the order of syncing change it."""
        sha = blake2b(digest_size=16)
        for (article,) in self._database.rows("SELECT digest FROM articles ORDER BY digest"):
            sha.update(article)
        return sha.hexdigest()
