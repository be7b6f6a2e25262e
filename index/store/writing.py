"""Articles put into the tables of a library, and taken out, with all that belongs to them.

Nothing here begins or ends a transaction: whoever calls has one open.
"""

import json
from calendar import monthrange
from collections.abc import Container, Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.datatypes import Article, Chunk
from index.store.attributed import store_attributions
from index.store.database import storable
from index.store.rows import Entry, digest, iso, more_of
from index.store.stored_boilerplate import Revision
from index.store.stored_stories import enter, leave
from index.store.versions import forget_versions, keep_former, keep_raw
from index.store.words import add_words, forget_words
from index.stories.owners import owner_of

if TYPE_CHECKING:
    from sqlite3 import Connection


def put_article(connection: "Connection", entry: Entry, now: str) -> None:
    """Store an article in the place of what is stored of it; an earlier version that says something else is kept."""
    article_id, stored_at = str(storable(entry.article.id)), now
    current = connection.execute("SELECT * FROM articles WHERE id = ?", (article_id,)).fetchone()
    if current and current["digest"] == digest(entry.article):
        stored_at = current["stored_at"]
    elif current:
        keep_former(connection, current)
    _forget_left(connection, article_id, entry.file)
    number = _insert(connection, entry, stored_at, _delete(connection, article_id))
    keep_raw(connection, entry.article, entry.raw)
    store_attributions(connection, number, str(storable(entry.article.text)))
    enter(connection, number, entry.article)


def revise_article(connection: "Connection", one: Revision, vectors: NDArray[np.float32]) -> None:
    """Put an article into its story, and its new chunks, with these vectors row by row, in the place of others."""
    owned = "UPDATE articles SET owner = ?1 WHERE number = ?2 AND owner IS NOT ?1"
    connection.execute(owned, (owner_of(one.article), one.number))
    if one.gone:
        _delete_chunks(connection, one.number, one.gone)
    _insert_chunks(connection, one.number, one.article, one.chunks, vectors)
    enter(connection, one.number, one.article)


def move_article(connection: "Connection", article_id: str, origin: str, file: str) -> None:
    """Note where an article comes from now: another file, or one that is there again."""
    _forget_left(connection, article_id, file)
    sql = "UPDATE articles SET origin = ?, file = ?, gone_at = NULL WHERE id = ?"
    connection.execute(sql, (storable(origin), storable(file), storable(article_id)))


def remove_article(connection: "Connection", article_id: str) -> None:
    """Take an article out, its past included."""
    number = _delete(connection, article_id)
    if number is not None:
        leave(connection, number)
    forget_versions(connection, article_id)


def _forget_left(connection: "Connection", article_id: str, file: str) -> None:
    """An article leaves the file it came from for this one: should the former come back as it was, it is read again."""
    sql = "DELETE FROM files WHERE path = (SELECT file FROM articles WHERE id = ? AND file <> ?)"
    connection.execute(sql, (storable(article_id), storable(file)))


def _insert(connection: "Connection", entry: Entry, stored_at: str | None, number: int | None) -> int:
    """Write an article with its chunks, vectors and words; returns its number, a new one unless it is given."""
    article = entry.article
    published, more = iso(article.published), more_of(article)
    first, last = _days(article)
    cursor = connection.execute(
        "INSERT INTO articles (number, id, title, text, url, outlet, published, day, authors, language, origin, file, "
        "digest, more, last_day, stored_at, owner) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number, article.id, article.title, article.text, article.url, article.outlet, published, first,
            json.dumps(article.authors, ensure_ascii=False), article.language, article.origin, entry.file,
            digest(article), json.dumps(more, ensure_ascii=False) if more else None, last, stored_at,
            owner_of(article),
        ),
    )  # fmt: skip
    number = int(cursor.lastrowid or 0)
    _insert_chunks(connection, number, article, entry.chunks, entry.vectors)
    return number


def _insert_chunks(
    connection: "Connection", number: int, article: Article, chunks: Sequence[Chunk], vectors: NDArray[np.float32]
) -> None:
    """Write chunks of the article with this number, their vectors (row by row) and words."""
    for chunk, vector in zip(chunks, vectors.astype(np.float16), strict=True):
        chunk_id = connection.execute(
            'INSERT INTO chunks (article, start, "end", embedding) VALUES (?, ?, ?, ?)',
            (number, chunk.start, chunk.end, vector.tobytes()),
        ).lastrowid
        add_words(connection, int(chunk_id or 0), article.title, chunk.text, article.language)


def _delete(connection: "Connection", article_id: str) -> int | None:
    """Take an article with its chunks, vectors and words out; returns its number, None where there was none.

    Its place among the stories stays, for its next version.
    """
    row = connection.execute("SELECT number FROM articles WHERE id = ?", (article_id,)).fetchone()
    if row is None:
        return None
    _delete_chunks(connection, row["number"])
    connection.execute("DELETE FROM attributions WHERE article = ?", (row["number"],))
    connection.execute("DELETE FROM articles WHERE number = ?", (row["number"],))
    return int(row["number"])


def _delete_chunks(connection: "Connection", article: int, numbers: Container[int] | None = None) -> None:
    """Take these chunks of an article (all, when none are named), their vectors and words out."""
    row = connection.execute("SELECT title, text, language FROM articles WHERE number = ?", (article,)).fetchone()
    for chunk in connection.execute("SELECT * FROM chunks WHERE article = ?", (article,)).fetchall():
        if numbers is not None and chunk["number"] not in numbers:
            continue
        written = row["text"][chunk["start"] : chunk["end"]]
        forget_words(connection, chunk["number"], row["title"], written, row["language"])
        connection.execute("INSERT INTO removed_chunks (chunk) VALUES (?)", (chunk["number"],))
        connection.execute("DELETE FROM chunks WHERE number = ?", (chunk["number"],))


def _days(article: Article) -> tuple[str | None, str | None]:
    """The first day of publication, and the last where only a month or a year is known."""
    if article.published:
        return article.published.isoformat()[:10], None
    try:
        year, month = (*map(int, (article.published_in or "").split("-")), 0)[:2]
        if not month:
            return f"{date(year, 1, 1)}", f"{date(year, 12, 31)}"
        return f"{date(year, month, 1)}", f"{date(year, month, monthrange(year, month)[1])}"
    except ValueError:  # no period, or none that we know
        return None, None
