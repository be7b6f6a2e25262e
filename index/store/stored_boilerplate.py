"""What outlets repeat, as the library holds it: the paragraphs that are in no chunk, and whose chunks that changes.

Of each such paragraph one article, the earliest, keeps it in its chunks: that a text is repeated does not say that it
is not news, and nothing that the archive holds may become unfindable.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.datatypes import Article, Chunk
from index.errors import ArchiveError
from index.sentences import Span
from index.store.database import Database
from index.store.rows import article_from_row
from index.store.stored_stories import NOBODY
from index.stories.boilerplate import Paragraph, Paragraphs, outlet_key

_GROWN = 10
"""Boilerplate is learnt anew once one in so many articles came after it was learnt: some 0.4 ms an article, in which
what an outlet began to repeat since cannot fill a search."""

_Key = tuple[str, bytes]  # outlet, digest


@dataclass(frozen=True, slots=True)
class Revision:
    """An article of the table `stale`, and what changes in its chunks."""

    number: int
    article: Article
    gone: frozenset[int] = frozenset()
    """Numbers of the chunks that it has no more."""
    chunks: Sequence[Chunk] = ()
    """Those that it did not have before."""


class StoredBoilerplate:
    """The tables `boilerplate` and `stale` of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def left_out(self, article: Article) -> frozenset[bytes]:
        """The paragraphs that are in no chunk of this article: what its outlet repeats, but for what it keeps."""
        sql = (
            "SELECT digest FROM boilerplate WHERE outlet = ? "
            "AND keeper IS NOT (SELECT number FROM articles WHERE id = ?)"
        )
        return frozenset(row["digest"] for row in self._database.rows(sql, outlet_key(article), article.id))

    def is_learning_due(self) -> bool:
        """Whether many articles came since boilerplate was learnt, or a paragraph has nobody any more who keeps it."""
        if self._database.value("SELECT EXISTS (SELECT 1 FROM boilerplate WHERE keeper = ?)", NOBODY):
            return True
        learnt = self._database.rows("SELECT value FROM meta WHERE key = 'boilerplate_learnt'")
        added = self._last_number() - (int(learnt[0]["value"]) if learnt else 0)
        return added > 0 and added * _GROWN >= self._database.value("SELECT count(*) FROM articles")

    def learn(self, counted: Paragraphs) -> None:
        """Put what all articles have shown in the place of what was known, and note which articles that changes."""
        rows = self._database.rows("SELECT outlet, digest, keeper FROM boilerplate")
        known = {(row["outlet"], row["digest"]): int(row["keeper"]) for row in rows}
        learnt, stale = _compared(known, counted.repeated(known))
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM boilerplate")
            rows = [(*key, keeper) for key, keeper in learnt.items()]
            connection.executemany("INSERT INTO boilerplate VALUES (?, ?, ?)", rows)
            connection.executemany("INSERT OR IGNORE INTO stale VALUES (?)", [(number,) for number in stale])
            last = str(self._last_number())
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('boilerplate_learnt', ?)", (last,))

    def stale(self) -> list[int]:
        """Articles that were stored before there were stories, or when other boilerplate was known."""
        return [row["article"] for row in self._database.rows("SELECT article FROM stale ORDER BY article")]

    def all_articles(self) -> list[int]:
        """The numbers of all articles, the earliest first."""
        sql = "SELECT number FROM articles ORDER BY day IS NULL, day, number"
        return [row["number"] for row in self._database.rows(sql)]

    def read(self, numbers: Iterable[int]) -> Iterator[tuple[int, Article]]:
        """Those of these articles that can be read; of the others `verify` tells."""
        for number in numbers:
            try:
                rows = self._database.rows("SELECT * FROM articles WHERE number = ?", number)
                found = [article_from_row(row) for row in rows]
            except ArchiveError:
                continue
            yield from ((number, article) for article in found)

    def spans(self, number: int) -> dict[Span, int]:
        """The numbers of an article's chunks, by start and end."""
        rows = self._database.rows('SELECT start, "end", number FROM chunks WHERE article = ?', number)
        return {(row["start"], row["end"]): row["number"] for row in rows}

    def is_in_a_story(self, number: int) -> bool:
        """Whether an article is in a story, even one of its own."""
        return bool(self._database.value("SELECT EXISTS (SELECT 1 FROM sketches WHERE article = ?)", number))

    def _last_number(self) -> int:
        rows = self._database.rows("SELECT seq FROM sqlite_sequence WHERE name = 'articles'")
        return int(rows[0]["seq"]) if rows else 0


def _compared(known: dict[_Key, int], counted: Iterable[Paragraph]) -> tuple[dict[_Key, int], set[int]]:
    """What is boilerplate now, with its keepers, and the articles that have other chunks by that."""
    learnt, stale = dict[_Key, int](), set[int]()
    for paragraph in counted:
        key = paragraph.outlet, paragraph.digest
        before = known.get(key)
        if paragraph.is_repeated:
            learnt[key] = before if before in paragraph.articles else paragraph.articles[0]
        if paragraph.is_repeated != (before is not None):
            stale.update(paragraph.articles)
        elif paragraph.is_repeated and learnt[key] != before:
            stale.add(learnt[key])
    return learnt, stale
