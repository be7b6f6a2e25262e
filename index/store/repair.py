"""A damaged library -> one that is whole, and a list of what was lost.

Everything that can be read is copied, row by row, into a new file; what does not read as it was stored is left out; the
full-text index, the stories and who says what are made anew. Only then does the new content take the place of the old,
in one transaction, so that a repair that is broken off has changed nothing. Sources are read again at the next sync,
which brings back what was lost.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from index.store.attributed import attribute_all
from index.store.database import Database
from index.store.rows import article_from_row
from index.store.stored_stories import NOBODY, enter
from index.store.verify import Problem, broken_articles, broken_past
from index.store.words import index_words

_NUMBERED = {"articles": "number", "chunks": "number", "removed_chunks": "sequence"}
_REBUILT = ("sketches", "sketch_values", "attributions")
_SOURCE_STATE = ("files", "fetched")


def repair(database: Database, dimensions: int, embedding: str) -> list[Problem]:
    """Make the library whole; returns what it had to leave out. Raises ArchiveError when nothing can be read."""
    path = database.path.with_name(f"{database.path.name}.repaired")
    _discard(path)
    whole = Database(path)
    try:
        lost = _salvage(database, whole, dimensions, embedding)
        with database.translated():
            whole.connection().backup(database.connection())
    finally:
        whole.close()
        _discard(path)
    return lost


def _salvage(old: Database, new: Database, dimensions: int, embedding: str) -> list[Problem]:
    with old.translated():
        source = old.connection()
        with new.transaction() as target:
            lost = [problem for name in _tables(source, target) for problem in _copy(source, target, name)]
            _keep_numbers(source, target)
            target.execute("INSERT OR IGNORE INTO meta VALUES ('id', ?)", (str(uuid4()),))
            target.execute("INSERT OR IGNORE INTO meta VALUES ('embedding', ?)", (embedding,))
        broken, past = list(broken_articles(new, dimensions)), list(broken_past(new))
        with new.transaction() as target:
            for problem, number in past:
                table = "raws WHERE ? IS NULL" if number is None else "versions WHERE number = ?"
                target.execute(f"DELETE FROM {table} AND article = ?", (number, problem.article_id))
            for problem in broken:
                target.execute("DELETE FROM articles WHERE id = ?", (problem.article_id,))
            _drop_strays(target)
            _index_words(target)
            attribute_all(target)
            _tell_stories(target, anew=bool(lost or broken))
            if lost or broken:  # the next sync shall not skip what it needs to read again
                target.execute("DELETE FROM meta WHERE key = 'boilerplate_learnt'")
                for table in _SOURCE_STATE:
                    with suppress(sqlite3.OperationalError):  # no such table
                        target.execute(f"DELETE FROM {table}")
    return [*lost, *broken, *(problem for problem, _ in past)]


def _tables(source: sqlite3.Connection, target: sqlite3.Connection) -> list[str]:
    """Names of the ordinary tables of the old library; those that the new one lacks are made."""
    listed = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    present = {row["name"] for row in target.execute(listed)}
    tables = {row["name"]: row["sql"] for row in source.execute(listed) if not row["name"].startswith("words")}
    for name in tables.keys() - present:
        target.execute(tables[name])
    return [name for name in tables if name not in _REBUILT]


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, table: str) -> Iterator[Problem]:
    target.execute(f"DELETE FROM {table}")  # the new library's own id
    last, key = 0, _NUMBERED.get(table)
    try:
        for row in source.execute(f"SELECT * FROM {table} ORDER BY {key}" if key else f"SELECT * FROM {table}"):
            _insert(target, table, row)
            last = row[key] if key else 0
    except sqlite3.DatabaseError as error:
        if key:
            yield from _copy_one_by_one(source, target, table, last)
        else:
            yield Problem(f"the table {table} could not be read to its end ({error})")


def _copy_one_by_one(
    source: sqlite3.Connection, target: sqlite3.Connection, table: str, last: int
) -> Iterator[Problem]:
    unread = 0
    for number in range(last + 1, _highest(source, table) + 1):
        try:
            for row in source.execute(f"SELECT * FROM {table} WHERE {_NUMBERED[table]} = ?", (number,)):
                _insert(target, table, row)
        except sqlite3.DatabaseError:
            unread += 1
    if unread:
        yield Problem(f"the table {table} is damaged: up to {unread} of its rows could not be read")


def _insert(target: sqlite3.Connection, table: str, row: sqlite3.Row) -> None:
    names = ", ".join(f'"{name}"' for name in row.keys())  # noqa: SIM118 (a Row iterates over its values)
    target.execute(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", tuple(row))


def _highest(connection: sqlite3.Connection, table: str) -> int:
    for sql in (
        f"SELECT seq FROM sqlite_sequence WHERE name = '{table}'",
        f"SELECT max({_NUMBERED[table]}) FROM {table}",
    ):
        with suppress(sqlite3.DatabaseError):
            if (row := connection.execute(sql).fetchone()) and row[0]:
                return int(row[0])
    return 0


def _keep_numbers(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """No number of the old library is used a second time."""
    for table in _NUMBERED:
        highest = max(_highest(source, table), _highest(target, table))
        target.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        target.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", (table, highest))


def _drop_strays(target: sqlite3.Connection) -> None:
    strays = "FROM chunks WHERE article NOT IN (SELECT number FROM articles)"
    target.execute(f"INSERT INTO removed_chunks (chunk) SELECT number {strays}")
    target.execute(f"DELETE {strays}")


def _index_words(target: sqlite3.Connection) -> None:
    for article in target.execute("SELECT number, title, text, language FROM articles"):
        index_words(target, article)


def _tell_stories(target: sqlite3.Connection, *, anew: bool) -> None:
    """Put all articles into stories by their texts; where something was lost, the next sync looks at their chunks."""
    target.execute("UPDATE boilerplate SET keeper = ? WHERE keeper NOT IN (SELECT number FROM articles)", (NOBODY,))
    chosen = "SELECT number FROM articles WHERE ?1 OR number IN (SELECT article FROM stale)"
    stale = [tuple(row) for row in target.execute(chosen, (anew,))]
    for (number,) in target.execute("SELECT number FROM articles ORDER BY number").fetchall():
        row = target.execute("SELECT * FROM articles WHERE number = ?", (number,)).fetchone()
        enter(target, number, article_from_row(row))
    target.execute("DELETE FROM stale")
    target.executemany("INSERT INTO stale VALUES (?)", stale)


def _discard(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(f"{path.name}{suffix}").unlink(missing_ok=True)
