"""The SQLite file of a library: a connection for each thread, transactions, and SQLite's errors in our words."""

import json
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.errors import ArchiveError
from index.store import schema

RESTORE = "Mend it with `dateline archive repair`, restore a backup, or sync the sources into a new folder."
_NO_ROOM = ("SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_SHMMAP")  # 32 KB beside the library, wanted even to read it
_DAMAGED = ("malformed", "not a database", "Could not decode", "vtable constructor failed")


class Database:
    """One library file. Any thread may read; one process at a time writes (`Archive` holds the lock)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._threads = threading.local()
        self._connections: list[tuple[threading.Thread, sqlite3.Connection]] = []
        self._opening = threading.Lock()
        self._closed = False
        try:
            with self.translated():
                self.connection()
        except BaseException:
            self.close()
            raise

    def connection(self) -> sqlite3.Connection:
        """The connection of the calling thread, opened when first asked for."""
        connection: sqlite3.Connection | None = getattr(self._threads, "connection", None)
        if connection is None:
            if self._closed:
                raise ArchiveError(f"The archive {self.path.parent} is closed. Open it again.")
            connection = _connect(self.path)
            self._threads.connection = connection
            self._keep(connection)
            schema.prepare(connection, self.path.parent, writable=not _read_only(self.path))
        return connection

    def _keep(self, connection: sqlite3.Connection) -> None:
        """Remember a connection, to close it with the library, or when its thread has ended and another needs one."""
        with self._opening:
            ended = [one for one in self._connections if not one[0].is_alive()]
            for _, unused in ended:
                unused.close()
            living = [one for one in self._connections if one not in ended]
            self._connections = [*living, (threading.current_thread(), connection)]

    def rows(self, sql: str, *values: object) -> list[Any]:
        """All rows of a query."""
        with self.translated():
            return self.connection().execute(sql, [storable(value) for value in values]).fetchall()

    def rows_in(self, sql: str, values: Iterable[int]) -> list[Any]:
        """The rows of a query that ends with IN, for these numbers."""
        # The numbers go in as one JSON array: SQLite limits how many placeholders a statement may have.
        return self.rows(f"{sql} (SELECT value FROM json_each(?))", json.dumps([int(value) for value in values]))

    def value(self, sql: str, *values: object) -> Any:
        """The first column of the first row."""
        return self.rows(sql, *values)[0][0]

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All that is written through the connection is stored when the block ends, or nothing when it raises."""
        with self.translated():
            connection = self.connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                if connection.in_transaction:  # SQLite itself rolls back when the disk is full
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    @contextmanager
    def translated(self) -> Iterator[None]:
        """SQLite's errors within the block become ArchiveErrors."""
        try:
            yield
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise ArchiveError(_explained(self.path, error)) from error

    def close(self) -> None:
        """Close the connections of all threads; none is opened again."""
        self._closed = True
        for _, connection in self._connections:
            connection.close()
        self._connections.clear()
        self._threads = threading.local()


def storable(value: object) -> object:
    """The value, text without halves of surrogate pairs, which SQLite cannot take."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def copy_into(source: sqlite3.Connection, path: Path) -> None:
    """Make `path` a copy of a database as it is at one moment, whatever others write meanwhile, checked and on disk."""
    target = sqlite3.connect(path, isolation_level=None)
    try:
        source.backup(target)  # all pages in one step: one view of the database, and no writer waits for it
        target.execute("PRAGMA journal_mode = DELETE")  # one file that needs no other beside it
        found = target.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise sqlite3.DatabaseError(f"malformed: {found}")
    finally:
        target.close()
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _connect(path: Path) -> sqlite3.Connection:
    """A connection that writes where that is possible, and else reads what there is."""
    # Any thread may close it, hence check_same_thread=False; each thread uses only its own.
    connection = sqlite3.connect(
        _read_only(path) or path.absolute(), uri=True, timeout=30, isolation_level=None, check_same_thread=False
    )
    connection.row_factory = sqlite3.Row
    try:
        if not _read_only(path):
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")  # a commit is on disk before anyone is told of it
        connection.execute("PRAGMA temp_store = MEMORY")
    except BaseException:
        connection.close()
        raise
    return connection


def _read_only(path: Path) -> str | None:
    """The URI that opens the file on a medium or in a folder that cannot be written, None where it can.

    SQLite wants files beside a WAL database. Where a writer has them open they are read along; where there are none,
    nobody writes, and "immutable" does without.
    """
    if os.access(path.parent, os.W_OK) and (os.access(path, os.W_OK) or not path.exists()):
        return None
    open_elsewhere = path.with_name(f"{path.name}-wal").exists()
    return path.absolute().as_uri() + ("?mode=ro" if open_elsewhere else "?immutable=1")


def _explained(path: Path, error: sqlite3.Error | UnicodeDecodeError) -> str:
    reason = str(error)
    if "full" in reason or getattr(error, "sqlite_errorname", "") in _NO_ROOM:
        return f"The disk is full: {path} could not be used. Free some space and try again; nothing stored was lost."
    if "unable to open" in reason and _read_only(path):
        return (
            f"The archive {path.parent} cannot be read where it is: a sync was broken off or is running, and the "
            "folder cannot be written. Open it once from where it can be, or copy it to such a place."
        )
    if "readonly" in reason or "unable to open" in reason:
        return f"The archive {path.parent} cannot be written or opened ({reason}). Check the permissions of the folder."
    if isinstance(error, UnicodeDecodeError) or any(word in reason for word in _DAMAGED):
        return f"{path} is damaged ({reason}). {RESTORE}"
    if "locked" in reason:
        return f"The archive {path.parent} is busy in another process. Try again when it has finished."
    return f"The archive {path} could not be used ({reason})."
