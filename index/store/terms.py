"""The terms of the full-text index: which there are, and where they stand."""

from index.lexical.text import phrase_expression, quoted
from index.store.database import Database

SAMPLE = 20
"""Chunks that tell how a term is written: more of them change no verdict on the names that were looked at."""


class Terms:
    """The terms of a library as full-text search has them: folded and stemmed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def beginning(self, letter: str) -> list[str]:
        """Every term that begins with this letter."""
        self._prepare()
        sql = "SELECT term FROM temp.name_terms WHERE term >= ? AND term < ?"
        return [row[0] for row in self._database.rows(sql, letter, chr(ord(letter) + 1))]

    def texts(self, term: str) -> list[str]:
        """The first chunks that hold a term."""
        self._prepare()
        chunks = self._database.rows("SELECT DISTINCT doc FROM temp.name_places WHERE term = ? LIMIT ?", term, SAMPLE)
        sql = (
            'SELECT substr(text, start + 1, "end" - start) FROM chunks '
            "JOIN articles ON articles.number = chunks.article WHERE chunks.number IN"
        )
        return [row[0] for row in self._database.rows_in(sql, (row[0] for row in chunks))]

    def holding(self, phrase: str) -> list[str]:
        """The first chunks that hold this, word by word, each after the title of its article."""
        sql = (
            'SELECT title || char(10) || substr(text, start + 1, "end" - start) FROM chunks '
            "JOIN articles ON articles.number = chunks.article "
            "WHERE chunks.number IN (SELECT rowid FROM words WHERE words MATCH ? LIMIT ?)"
        )
        return [row[0] for row in self._database.rows(sql, phrase_expression(phrase, ()), SAMPLE)]

    def is_rare(self, word: str) -> bool:
        """Whether fewer than one chunk in two hundred holds a word, or fewer than five."""
        most = max(5, self._database.value("SELECT count(*) FROM chunks") // 200)
        sql = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
        return int(self._database.value(sql, quoted(word), most)) < int(most)

    def _prepare(self) -> None:
        with self._database.translated():
            for table, kind in (("name_terms", "row"), ("name_places", "instance")):
                self._database.connection().execute(
                    f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{table} USING fts5vocab (main, words, {kind})"
                )
