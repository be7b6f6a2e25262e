"""The library: articles, chunks, embeddings, full-text index and sync state in one SQLite file. It is the truth.

Everything about an article is written in one transaction, so a reader sees all of it or nothing, and a killed process
loses at most the batch that it had not acknowledged. Chunks never change: a changed article gets new chunk numbers, and
the numbers that went are listed, so that what is derived (`vectors.py`, `exact.py`) can follow by number alone.

What an article's place among the stories is, and which of its paragraphs are in no chunk, is written with it
(`stored_stories.py`, `stored_boilerplate.py`), and who says what in it (`attributed.py`, `stored_attributions.py`).

Full-text search is SQLite FTS5, whose BM25 scores `postings.py` makes in memory. The index is contentless: chunk text
is stored once, inside its article.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.datatypes import Article, Filter, Hit, Passage
from index.errors import ArchiveError, NoSuchArticleError
from index.speakers import Attribution
from index.store.attributed import attribute_each, by_these_rules
from index.store.database import RESTORE, Database
from index.store.matching import Words
from index.store.postings import passing_articles
from index.store.removals import Removals
from index.store.rows import Entry, Known, article_from_row, condition, digest, passage, undecided
from index.store.schema import VERSION
from index.store.stored_attributions import StoredAttributions
from index.store.stored_boilerplate import Revision, StoredBoilerplate
from index.store.stored_stories import StoredStories
from index.store.stored_vectors import Embeddings, Position, StoredVectors
from index.store.summary import Summary
from index.store.versions import Version, Versions
from index.store.writing import move_article, put_article, remove_article, revise_article

__all__ = ["FILE_NAME", "VERSION", "Embeddings", "Entry", "Known", "Library", "Position", "digest"]

FILE_NAME = "library.sqlite3"


class Library(StoredVectors):
    """The SQLite file of one archive. Any thread may read; one process at a time writes (`Archive` holds the lock)."""

    def __init__(self, folder: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.path = folder / FILE_NAME
        self.database = Database(self.path)
        self.versions = Versions(self.database)
        self.words = Words(self.database)
        self.summary = Summary(self.database)
        self.removals = Removals(self.database)
        self.stories = StoredStories(self.database)
        self.boilerplate = StoredBoilerplate(self.database)
        self.attributions = StoredAttributions(self.database)
        self.spellings: Callable[[str], tuple[str, ...]] = lambda _: ()
        """Other spellings of a name, any of which passes a filter for it."""
        self._now = now

    # Articles and passages

    def articles(self) -> Iterator[Article]:
        """Every article, oldest first, undated last."""
        for (number,) in self.database.rows("SELECT number FROM articles ORDER BY day IS NULL, day, number"):
            for row in self.database.rows("SELECT * FROM articles WHERE number = ?", number):
                yield article_from_row(row)

    def catalogue(self) -> Iterator[tuple[str, str | None, str]]:
        """Id, url and title of every article, in the order they were stored."""
        yield from (tuple(row) for row in self.database.rows("SELECT id, url, title FROM articles ORDER BY number"))

    def article(self, article_id: str) -> Article:
        """The article with this id; raises NoSuchArticleError."""
        return article_from_row(self._row(article_id))

    def history(self, article_id: str) -> list[Version]:
        """All versions of the article with this id, newest first; raises NoSuchArticleError."""
        return self.versions.history(self._row(article_id))

    def _row(self, article_id: str) -> Any:
        for row in self.database.rows("SELECT * FROM articles WHERE id = ?", article_id):
            return row
        raise NoSuchArticleError(
            f"The archive has no article {article_id!r}. `dateline articles` lists the articles that it has."
        )

    def standing(self, articles: Iterable[Article]) -> set[str]:
        """Ids of those articles that are stored still, and say what they said."""
        by_id = {article.id: article for article in articles}
        sql = "SELECT digest FROM articles WHERE id = ?"
        return {
            id_ for id_, article in by_id.items()
            if [row["digest"] for row in self.database.rows(sql, id_)] == [digest(article)]
        }  # fmt: skip

    def located(self, hits: Sequence[Hit]) -> list[tuple[Hit, Passage]]:
        """Each hit with its passage, in the same order. A chunk removed in the meantime is left out."""
        numbers = [hit.chunk_id for hit in hits]
        sql = 'SELECT number, article, start, "end" FROM chunks WHERE number IN'
        chunks = {row["number"]: row for row in self.database.rows_in(sql, numbers)}
        wanted = {row["article"] for row in chunks.values()}
        articles = {
            row["number"]: article_from_row(row)
            for row in self.database.rows_in("SELECT * FROM articles WHERE number IN", wanted)
        }
        found = [(hit, chunks[hit.chunk_id]) for hit in hits if hit.chunk_id in chunks]
        return [
            (hit, passage(articles[row["article"]], row, hit.score)) for hit, row in found if row["article"] in articles
        ]

    # Search

    def matching(self, words: Iterable[str], top_k: int, only: Filter) -> list[Hit]:
        """The chunks that hold any of the words, best BM25 first; the score is positive, higher is better."""
        return self.words.matching(words, top_k, *self._condition(only))

    def article_numbers(self, only: Filter) -> NDArray[np.int64]:
        """Numbers of all articles that pass the filter."""
        return passing_articles(self.database, *self._condition(only))

    def count_articles(self, only: Filter = Filter()) -> int:  # noqa: B008 (a frozen value)
        """How many articles pass the filter."""
        passing, values = self._condition(only)
        return int(self.database.value(f"SELECT count(*) FROM articles WHERE TRUE {passing}", *values))

    def count_undated(self, only: Filter) -> tuple[int, int]:
        """How many articles that pass the rest of the filter have no date, and how many one too rough for its dates."""
        passing, values = undecided(only, self.words.languages() if only.names else (), self.spellings)
        sql = f"SELECT sum(day IS NULL), sum(day IS NOT NULL) FROM articles WHERE TRUE {passing}"
        undated, roughly = self.database.rows(sql, *values)[0]
        return undated or 0, roughly or 0

    def said_by(self, names: Sequence[str], only: Filter, limit: int) -> list[tuple[str, Attribution]]:
        """What speakers of one of these names say in articles that pass the filter, with its id, the latest first."""
        languages = self.words.languages() if only.names else ()
        return self.attributions.said_by(names, only, limit, languages, self.spellings)

    def document_counts(self, stems: Iterable[str]) -> dict[str, int]:
        """In how many chunks each stem (`lexical.text.stem`) occurs, or what another language makes of it does."""
        return self.words.document_counts(stems)

    def _condition(self, only: Filter) -> tuple[str, list[str]]:
        return condition(only, self.words.languages() if only.names else (), self.spellings)

    def check(self) -> None:
        """Read the whole file and raise ArchiveError if it is damaged: a search may never meet the damaged page."""
        found = str(self.database.value("PRAGMA quick_check(1)"))
        if found != "ok":
            raise ArchiveError(f"{self.path} is damaged ({' '.join(found.split())}). {RESTORE}")

    # Sync state

    def known_files(self) -> dict[str, tuple[int, int]]:
        """Size in bytes and modification time in ns of every file read to its end, by path."""
        return {row["path"]: (row["size"], row["mtime_ns"]) for row in self.database.rows("SELECT * FROM files")}

    def article_counts(self) -> dict[str, int]:
        """Articles per file."""
        return {row[0]: row[1] for row in self.database.rows("SELECT file, count(*) FROM articles GROUP BY file")}

    def article_ids(self, file: str) -> list[str]:
        """Ids of the articles that came from this file."""
        return [row[0] for row in self.database.rows("SELECT id FROM articles WHERE file = ?", file)]

    def origins(self, file: str) -> list[tuple[str, str]]:
        """Ids of the articles that came from this file, each with its place there, first stored first."""
        sql = "SELECT id, origin FROM articles WHERE file = ? ORDER BY number"
        return [(row["id"], row["origin"]) for row in self.database.rows(sql, file)]

    def known_article(self, article_id: str) -> Known | None:
        """What is stored of the article with this id."""
        rows = self.database.rows("SELECT digest, file, origin FROM articles WHERE id = ?", article_id)
        return Known(rows[0]["digest"], rows[0]["file"], rows[0]["origin"]) if rows else None

    def saying(self, said: bytes, most: int) -> list[tuple[str, str]]:
        """Ids of at most so many articles with this digest, each with its file, first stored first."""
        sql = "SELECT id, file FROM articles WHERE digest = ? ORDER BY number LIMIT ?"
        return [(row["id"], row["file"]) for row in self.database.rows(sql, said, most)]

    # Writing: one transaction each

    def store(
        self, entries: Sequence[Entry], embedding_name: str, finished: Iterable[tuple[str, int, int]] = ()
    ) -> None:
        """Store articles with their chunks; an earlier version that says something else is kept as history.

        `finished` are the files (path, size, modification time in ns) that are read to their end with these. What was
        removed for good is left out. Raises EmbeddingError where the library has the vectors of another model.
        """
        with self.database.transaction() as connection:
            self.check_same(embedding_name, {entry.vectors.shape[1] for entry in entries if len(entry.vectors)})
            connection.execute("INSERT OR IGNORE INTO meta VALUES ('embedding', ?)", (embedding_name,))
            now = self._now().isoformat(timespec="seconds")
            for entry in entries:
                if not self.removals.is_buried(entry.article):
                    put_article(connection, entry, now)
            connection.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", finished)

    def renew_attributions(self) -> Iterator[tuple[int, int]]:
        """Read anew who says what in every article, some 4 ms each, where that was read by older rules.

        Yields (articles done, articles to do); what was read before holds until the last one is done.
        """
        if not by_these_rules(self.database):
            with self.database.transaction() as connection:
                yield from attribute_each(connection)

    def revise(self, revisions: Sequence[Revision], vectors: NDArray[np.float32], embedding_name: str) -> None:
        """Put articles into their stories, and their new chunks, with these vectors row by row, in the place of others.

        Raises EmbeddingError where the library has the vectors of another model.
        """
        row = 0
        with self.database.transaction() as connection:
            self.check_same(embedding_name, {vectors.shape[1]} if len(vectors) else set())
            for one in revisions:
                revise_article(connection, one, vectors[row : row + len(one.chunks)])
                row += len(one.chunks)

    def move(self, moved: Sequence[tuple[str, str, str]]) -> None:
        """Note where articles (id, origin, file) come from now: another file, or one that is there again."""
        if moved:
            with self.database.transaction() as connection:
                for one in moved:
                    move_article(connection, *one)

    def rename(self, ids: Mapping[str, str]) -> None:
        """Give articles (by their ids until now) other ids, which no article has; their past stays theirs."""
        pairs = [(new, old) for old, new in ids.items()]
        with self.database.transaction() as connection:
            connection.executemany("UPDATE articles SET id = ? WHERE id = ?", pairs)
            for table in ("versions", "raws"):
                connection.executemany(f"UPDATE {table} SET article = ? WHERE article = ?", pairs)

    def remove(self, article_ids: Iterable[str]) -> None:
        """Remove articles and all that belongs to them, their past included."""
        with self.database.transaction() as connection:
            for article_id in article_ids:
                remove_article(connection, article_id)

    def forget_files(self, paths: Iterable[str]) -> None:
        """Forget files that are gone."""
        with self.database.transaction() as connection:
            connection.executemany("DELETE FROM files WHERE path = ?", [(path,) for path in paths])

    def close(self) -> None:
        """Close the connections of all threads."""
        self.database.close()
