"""Full-text search in memory: what each term gives to each chunk, read from the index when it is first asked for.

SQLite's own `bm25` takes a microsecond for each chunk and term. The index gives the chunks of a term ten times faster,
all in one string, and a sum over arrays costs next to nothing: that is why scores are made here, by the same formula
(Robertson and Zaragoza, Foundations and Trends in Information Retrieval 3(4), 2009), and kept.

Everything holds for one position of the library: after a change, by whichever process, all is read anew.
"""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.errors import ArchiveError
from index.lexical.text import Term
from index.store.database import RESTORE, Database, storable

KEPT_BYTES = 64 << 20
"""Of scores, of the terms asked for last. All terms of 168,000 chunks would take 125 MB."""

KEPT_FILTERS = 8
"""A conversation and its parts ask for a few; each takes a byte for each chunk."""
KEPT_COUNTS = 20_000

_K1, _B = 1.2, 0.75  # as SQLite has them
_TOKENIZER = "porter unicode61 remove_diacritics 2"  # as the index has it (`schema.py`)
_LEAST_WEIGHT = 1e-6  # of a term that more than half of the chunks have


@dataclass(frozen=True, slots=True)
class Scored:
    """Some chunks, as rows of `Rows`, and a score for each."""

    rows: NDArray[np.int32]
    scores: NDArray[np.float32]

    @property
    def bytes(self) -> int:
        """What it takes in memory."""
        return self.rows.nbytes + self.scores.nbytes


@dataclass(frozen=True, slots=True)
class Rows:
    """Every indexed chunk, ascending: its number, and how long it is as BM25 has it, 1 for one of average length."""

    numbers: NDArray[np.int64]
    lengths: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.numbers)

    def of(self, numbers: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
        """The rows of these chunks, and which of them there are: words may stay behind of a chunk that went."""
        rows = np.searchsorted(self.numbers, numbers)
        there = self.numbers[np.minimum(rows, len(self) - 1)] == numbers if len(self) else np.zeros(len(rows), np.bool_)
        return rows[there].astype(np.int32), there


class Postings:
    """The scores of terms in a library that does not change; safe to use from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Scored] = OrderedDict()
        self._bytes = 0
        self._passing: dict[tuple[str, ...], NDArray[np.bool_]] = {}
        self._counts: dict[str, int] = {}
        self.rows = _rows(database)

    def scored(self, term: Term) -> Scored:
        """What BM25 gives each chunk that has the term, for this term."""
        with self._lock:
            if found := self._kept.get(term.expression):
                self._kept.move_to_end(term.expression)
                return found
        stems = _stems(self._database, term.expression)
        found = self._read(stems[0]) if len(stems) == 1 else self._read_phrase(term.expression)
        self._keep(term.expression, found)
        return found

    def passing(self, condition: str, values: Sequence[str]) -> NDArray[np.bool_]:
        """Whether the article of each row passes a filter, as `rows.condition` writes it."""
        key = (condition, *values)
        if (found := self._passing.get(key)) is None:
            found = np.isin(self._articles, passing_articles(self._database, condition, values))
            with self._lock:
                self._passing[key] = found
                while len(self._passing) > KEPT_FILTERS:
                    del self._passing[next(iter(self._passing))]
        return found

    def count(self, stems: str) -> int:
        """How many chunks have a term; none where it is a phrase, which the index does not count."""
        if (found := self._counts.get(stems)) is None:
            prepare(self._database)
            rows = self._database.rows("SELECT doc FROM temp.stems WHERE term = ?", stems)
            found = int(rows[0]["doc"]) if rows else 0
            with self._lock:
                if len(self._counts) >= KEPT_COUNTS:
                    self._counts.clear()
                self._counts[stems] = found
        return found

    @cached_property
    def _articles(self) -> NDArray[np.int64]:
        """The number of the article of each row; 0, which none has, where the chunk has gone meanwhile."""
        sql = "SELECT group_concat(number), group_concat(article) FROM chunks INDEXED BY chunks_by_article"
        numbers, articles = map(parsed, self._database.rows(sql)[0])
        rows, there = self.rows.of(numbers)
        found = np.zeros(len(self.rows), np.int64)
        found[rows] = articles[there]
        return found

    def _keep(self, expression: str, found: Scored) -> None:
        with self._lock:
            if expression in self._kept:  # another thread has read it meanwhile
                return
            self._kept[expression] = found
            self._bytes += found.bytes
            while self._bytes > KEPT_BYTES:
                _, oldest = self._kept.popitem(last=False)
                self._bytes -= oldest.bytes

    def _read(self, stem: str) -> Scored:
        """The same from the places of the term: a chunk is there as often as it has it."""
        sql = "SELECT group_concat(doc) FROM temp.places WHERE term = ?"
        prepare(self._database)
        numbers = parsed(self._database.value(sql, stem))
        starts = np.flatnonzero(np.diff(numbers, prepend=-1))
        counts = np.diff(starts, append=len(numbers)).astype(np.float32)
        rows, there = self.rows.of(numbers[starts])
        counts = counts[there]
        others = max(len(self.rows) - len(starts), 0)  # never less, but for words that stay behind
        weight = max(np.log((others + 0.5) / (len(starts) + 0.5)), _LEAST_WEIGHT)
        scores = weight * counts * (_K1 + 1) / (counts + _K1 * self.rows.lengths[rows])
        return Scored(rows, scores.astype(np.float32))

    def _read_phrase(self, expression: str) -> Scored:
        """The same of words one after the other, which only SQLite can count."""
        sql = "SELECT rowid, -bm25(words) FROM words WHERE words MATCH ?"
        found = self._database.rows(sql, expression)
        rows, there = self.rows.of(np.array([number for number, _ in found], np.int64))
        return Scored(rows, np.array([score for _, score in found], np.float32)[there])


def passing_articles(database: Database, condition: str, values: Sequence[str]) -> NDArray[np.int64]:
    """The numbers of all articles that pass a filter, as `rows.condition` writes it."""
    return parsed(database.value(f"SELECT group_concat(number) FROM articles WHERE TRUE {condition}", *values))


def _stems(database: Database, expression: str) -> list[str]:
    """What the index has for each word of an FTS5 string; asked of SQLite itself, whose letters are not Python's."""
    with database.translated():
        connection = database.connection()
        sql = (
            f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.asked USING fts5 (word, content = '', tokenize = '{_TOKENIZER}')"
        )
        connection.execute(sql)
        connection.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.asked_stems USING fts5vocab (temp, asked, instance)"
        )
        connection.execute("INSERT INTO temp.asked (rowid, word) VALUES (1, ?)", (storable(expression),))
        try:
            return [row[0] for row in connection.execute("SELECT term FROM temp.asked_stems ORDER BY offset")]
        finally:
            connection.execute("INSERT INTO temp.asked (asked) VALUES ('delete-all')")


def prepare(database: Database) -> None:
    """Give the connection of this thread `temp.places`, each place of a term, and `temp.stems`, how many it has."""
    with database.translated():
        for table, kind in (("places", "instance"), ("stems", "row")):
            database.connection().execute(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{table} USING fts5vocab (main, words, {kind})"
            )


def parsed(numbers: str | None) -> NDArray[np.int64]:
    """The numbers that SQLite has written with commas between: a tenth of the time that a row for each would take."""
    return np.fromstring(numbers, np.int64, sep=",") if numbers else np.empty(0, np.int64)


def _rows(database: Database) -> Rows:
    sql = "SELECT group_concat(id), CAST(group_concat(sz, '') AS BLOB) FROM words_docsize"
    ids, sizes = database.rows(sql)[0]
    numbers, totals = parsed(ids), _totals(sizes or b"")
    if len(numbers) != len(totals):
        raise ArchiveError(f"{database.path} is damaged (the lengths of its chunks cannot be read). {RESTORE}")
    lengths = 1 - _B + _B * totals / max(totals.mean(), 1) if len(totals) else totals
    return Rows(numbers, lengths.astype(np.float32))


def _totals(sizes: bytes) -> NDArray[np.int64]:
    """The words of title and text together, of each chunk: SQLite has the two counts side by side, as varints."""
    data = np.frombuffer(sizes, np.uint8)
    ends = np.flatnonzero(data < 128)  # the last byte of each number; the others have seven of its bits as well
    if not len(ends) or len(ends) % 2:
        return ends[:0]
    starts = np.concatenate([[0], ends[:-1] + 1])
    shifts = 7 * (np.repeat(ends, ends - starts + 1) - np.arange(ends[-1] + 1))
    counts = np.add.reduceat((data[: ends[-1] + 1] & 127).astype(np.int64) << shifts, starts)
    return counts[0::2] + counts[1::2]
