"""The full-text index of a library: contentless, so a row is taken out by giving it again exactly what it was given.

Should another release of the stemmers make other stems, words of chunks that went may stay behind under their old
stems. Their numbers are never used again, and searches leave them out.
"""

from typing import TYPE_CHECKING

from index.lexical.text import index_text

if TYPE_CHECKING:
    from sqlite3 import Connection, Row

_CHUNKS = 'SELECT number, start, "end" FROM chunks WHERE article = ?'


def add_words(connection: "Connection", chunk: int, title: str, text: str, language: str | None) -> None:
    """Index a chunk of an article with this title and language."""
    words = (chunk, index_text(title, language), index_text(text, language))
    connection.execute("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", words)


def forget_words(connection: "Connection", chunk: int, title: str, text: str, language: str | None) -> None:
    """Take a chunk of an article with this title and language out of the index."""
    _forget(connection, chunk, index_text(title, language), index_text(text, language))


def index_words(connection: "Connection", article: "Row") -> None:
    """Index all chunks of an article, none of which is in the index."""
    for chunk in connection.execute(_CHUNKS, (article["number"],)).fetchall():
        text = article["text"][chunk["start"] : chunk["end"]]
        add_words(connection, chunk["number"], article["title"], text, article["language"])


def index_other_languages(connection: "Connection") -> None:
    """Index those articles again that a version before the fourth, which indexed all text as English, has otherwise."""
    for (number,) in connection.execute("SELECT number FROM articles").fetchall():
        sql = "SELECT number, title, text, language FROM articles WHERE number = ?"
        article = connection.execute(sql, (number,)).fetchone()
        whole = f"{article['title']}\n{article['text']}"
        if index_text(whole, article["language"]) == whole:
            continue
        for chunk in connection.execute(_CHUNKS, (number,)).fetchall():
            _forget(connection, chunk["number"], article["title"], article["text"][chunk["start"] : chunk["end"]])
        index_words(connection, article)


def _forget(connection: "Connection", chunk: int, title: str, text: str) -> None:
    sql = "INSERT INTO words (words, rowid, title, text) VALUES ('delete', ?, ?, ?)"
    connection.execute(sql, (chunk, title, text))
