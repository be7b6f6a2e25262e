"""Is a library as it was stored? Every article, chunk, vector and former version is read; of the words, a sample."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from index.datatypes import Article
from index.errors import ArchiveError
from index.lexical.text import index_text, quoted
from index.store.database import Database
from index.store.rows import article_from_row, digest, vector
from index.store.stored_stories import NOBODY
from index.store.versions import Versions
from index.stories.copies import is_sketch, looked_up

if TYPE_CHECKING:
    from sqlite3 import Row

SAMPLE = 200  # chunks whose words are looked up; every chunk's entry in the full-text index is counted
_STORIES = (
    (
        "articles that are in no story",
        "SELECT number FROM articles EXCEPT SELECT article FROM sketches EXCEPT SELECT article FROM stale",
    ),
    ("places in stories that are of no article", "SELECT article FROM sketches EXCEPT SELECT number FROM articles"),
    (
        "articles in a story that nothing leads",
        "SELECT story FROM sketches EXCEPT SELECT article FROM sketches WHERE story = article",
    ),
    (
        "articles that are looked up as if they led a story",
        "SELECT article FROM sketch_values EXCEPT SELECT article FROM sketches WHERE story = article",
    ),
    (
        "boilerplate paragraphs that are kept by no article",
        f"SELECT keeper FROM boilerplate WHERE keeper <> {NOBODY} EXCEPT SELECT number FROM articles",
    ),
)
_BASIC_PLANE = "\uffff"  # beyond it, SQLite's tokenizer knows fewer letters than Python does


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, in words, and with which article, where it is one."""

    what: str
    article_id: str | None = None
    passing: bool = False
    """Whether nothing stored is damaged, so that nothing is to be repaired: a server that is down."""

    def __str__(self) -> str:
        return f"{self.article_id}: {self.what}" if self.article_id else self.what


def verify(database: Database, dimensions: int) -> Iterator[Problem]:
    """All problems of a library whose vectors have so many dimensions; none when it is whole."""
    checks: tuple[Callable[[], Iterator[Problem]], ...] = (
        lambda: _structure(database),
        lambda: broken_articles(database, dimensions),
        lambda: _strays(database),
        lambda: broken_stories(database),
        lambda: _past(database),
        lambda: _words(database),
        lambda: _sampled_words(database),
    )
    for check in checks:
        try:
            yield from check()
        except ArchiveError as error:  # a damaged page ends one check; the others may still find more
            yield Problem(str(error))


def broken_articles(database: Database, dimensions: int) -> Iterator[Problem]:
    """The articles that do not read as they were stored, each with the first thing that is wrong."""
    for number, article_id in database.rows("SELECT number, id FROM articles ORDER BY number"):
        try:
            row = database.rows("SELECT * FROM articles WHERE number = ?", number)[0]
            chunks = database.rows("SELECT * FROM chunks WHERE article = ? ORDER BY number", number)
            what = _wrong(row, chunks, dimensions)
        except ArchiveError as error:
            what = str(error)
        if what:
            yield Problem(what, str(article_id))


def _wrong(row: "Row", chunks: "list[Row]", dimensions: int) -> str | None:
    article = article_from_row(row)
    if digest(article) != row["digest"]:
        return "it does not say what it said when it was stored"
    if article.text.strip() and not chunks:
        return "it has no chunks"
    return next((what for chunk in chunks if (what := _wrong_chunk(article, chunk, dimensions))), None)


def _wrong_chunk(article: Article, chunk: "Row", dimensions: int) -> str | None:
    start, end, embedding = chunk["start"], chunk["end"], chunk["embedding"]
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(article.text)):
        return f"chunk {chunk['number']} ({start} to {end}) lies outside its text"
    if not isinstance(embedding, bytes) or len(embedding) != 2 * dimensions:
        return f"the vector of chunk {chunk['number']} does not have {dimensions} dimensions"
    if not np.isfinite(vector(embedding)).all():
        return f"the vector of chunk {chunk['number']} is damaged"
    return None


def _structure(database: Database) -> Iterator[Problem]:
    for (found,) in database.rows("PRAGMA quick_check(20)"):
        if found != "ok":
            yield Problem(f"{database.path.name} is damaged: {' '.join(str(found).split())}")


def _strays(database: Database) -> Iterator[Problem]:
    sql = "SELECT count(*) FROM chunks WHERE article NOT IN (SELECT number FROM articles)"
    if strays := database.value(sql):
        yield Problem(f"chunks that belong to no article: {strays}")


def broken_past(database: Database) -> Iterator[tuple[Problem, int | None]]:
    """Former versions that cannot be read any more, with their numbers, and texts as read (None)."""
    versions = Versions(database)
    reads: list[tuple[str, int | None, Callable[[], object]]] = [
        (row["article"], row["number"], partial(versions.former, row["article"], row["number"]))
        for row in database.rows("SELECT article, number FROM versions ORDER BY article, number")
    ]
    for row in database.rows("SELECT article FROM raws ORDER BY article"):
        reads.append((row["article"], None, partial(versions.raw, Article(row["article"], "", ""))))
    for article_id, number, read in reads:
        try:
            read()
        except ArchiveError as error:
            yield Problem(str(error), article_id), number


def broken_stories(database: Database) -> Iterator[Problem]:
    """What is wrong with the places of articles among the stories, and with what is known to be boilerplate."""
    for what, sql in _STORIES:
        if count := database.value(f"SELECT count(*) FROM ({sql})"):
            yield Problem(f"{what}: {count}")
    damaged = 0
    for number, *_ in database.rows("SELECT article FROM sketches ORDER BY article"):
        for row in database.rows("SELECT story = article AS leads, sketch FROM sketches WHERE article = ?", number):
            damaged += not is_sketch(row["sketch"]) or (
                row["leads"] and not _is_looked_up(database, number, row["sketch"])
            )
    if damaged:
        yield Problem(f"articles whose copies are not found, since their sketches are damaged: {damaged}")


def _is_looked_up(database: Database, article: int, sketch: bytes) -> bool:
    values = looked_up(sketch)
    sql = "SELECT count(*) FROM sketch_values WHERE article = ? AND value IN (SELECT value FROM json_each(?))"
    return bool(database.value(sql, article, json.dumps(values)) == len(values))


def _past(database: Database) -> Iterator[Problem]:
    return (problem for problem, _ in broken_past(database))


def _words(database: Database) -> Iterator[Problem]:
    for what, sql in (
        ("are missing from the full-text index", "SELECT number FROM chunks EXCEPT SELECT id FROM words_docsize"),
        ("are only in the full-text index", "SELECT id FROM words_docsize EXCEPT SELECT number FROM chunks"),
    ):
        if count := database.value(f"SELECT count(*) FROM ({sql})"):
            yield Problem(f"chunks that {what}: {count}")


def _sampled_words(database: Database) -> Iterator[Problem]:
    found = "SELECT EXISTS (SELECT 1 FROM words WHERE words MATCH ? AND rowid = ?)"
    missed = 0
    for chunk in _sample(database):
        written = chunk["text"][chunk["start"] : chunk["end"]]
        texts = (written, index_text(written, chunk["language"]))  # as an old library that cannot be written has it
        either = " OR ".join(quoted(word) for word in map(_telling_word, texts) if word)
        missed += bool(either) and not database.value(found, either, chunk["number"])
    if missed:
        yield Problem(f"sampled chunks that are not found by their own words: {missed} of {SAMPLE}")


def _sample(database: Database) -> Iterator[Any]:
    step = max(1, database.value("SELECT count(*) FROM chunks") // SAMPLE)
    columns = 'chunks.number, text, language, start, chunks."end"'
    sql = f"SELECT {columns} FROM chunks JOIN articles ON articles.number = article"
    for number, *_ in database.rows("SELECT number FROM chunks ORDER BY number")[::step]:
        yield from database.rows(f"{sql} WHERE chunks.number = ?", number)


def _telling_word(text: str) -> str:
    """The longest word between spaces, cut where the tokenizer cuts and nowhere else."""
    words = [word for word in text.split() if any(char.isalnum() and char <= _BASIC_PLANE for char in word)]
    return max(words, key=len, default="")
