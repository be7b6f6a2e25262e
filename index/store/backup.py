"""A library as one file elsewhere, and back; and a library without the room that removed articles have left."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from index.durable import sync_folder
from index.errors import ArchiveError, ArchiveVersionError
from index.store.database import Database, copy_into
from index.store.schema import VERSION


@dataclass(frozen=True, slots=True)
class Compacted:
    """Bytes of the library before and after."""

    before: int
    after: int


def backup(database: Database, path: Path) -> None:
    """Write the library as it is at this moment into one new file, also while a sync is running; checked before named.

    Raises ArchiveError when the file exists or cannot be written.
    """
    with new_file(path) as temporary, database.translated():
        try:
            copy_into(database.connection(), temporary)
        except sqlite3.OperationalError as error:  # "disk I/O error" may be either's, and the archive is only read
            raise ArchiveError(
                f"The backup {path} cannot be written ({error}); the archive is as it was. Name a file that can be."
            ) from error


def restore(path: Path, library: Path) -> None:
    """Make a library of a backup. Raises ArchiveError when there is one already, or the file is none of ours."""
    if library.exists():
        raise ArchiveError(
            f"There is an archive in {library.parent} already. Restore into another folder, or move this one away."
        )
    source = _opened(path)
    try:
        with new_file(library) as temporary:
            copy_into(source, temporary)
            _name_anew(temporary)
            # What another library has left here would be taken for changes of this one.
            for suffix in ("-wal", "-shm", "-journal"):
                library.with_name(f"{library.name}{suffix}").unlink(missing_ok=True)
    except sqlite3.Error as error:
        raise ArchiveError(f"{path} cannot be restored ({error}). Use another backup.") from error
    finally:
        source.close()


def compact(database: Database) -> Compacted:
    """Give the room of what was removed back to the disk; nothing of it can be recovered from the file afterwards."""
    before = size_of(database.path)
    with database.translated():
        connection = database.connection()
        connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return Compacted(before, size_of(database.path))


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """A temporary file beside `path` that takes its name when the block ends; an existing file is never replaced."""
    if path.exists():
        raise ArchiveError(f"{path} exists already. Name another file, or move this one away.")
    temporary = path.with_name(f"{path.name}.part")
    try:
        temporary.unlink(missing_ok=True)
        yield temporary
        temporary.replace(path)
        sync_folder(path.parent)
    except (OSError, ValueError) as error:
        raise ArchiveError(f"{path} cannot be written ({error}). Name a file in a folder that can be.") from error
    finally:
        with suppress(OSError, ValueError):
            for suffix in ("", "-journal"):
                temporary.with_name(f"{temporary.name}{suffix}").unlink(missing_ok=True)


def check_backup(path: Path) -> None:
    """Raise ArchiveError unless the file is a backup that can be read."""
    _opened(path).close()


def _opened(path: Path) -> sqlite3.Connection:
    """A connection to a backup, which is only read."""
    advice = "Name a file that `dateline archive backup` has written."
    if not path.is_file():
        raise ArchiveError(f"There is no file {path}. {advice}")
    source = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        version = source.execute("PRAGMA user_version").fetchone()[0]
        ours = source.execute("SELECT count(*) FROM sqlite_master WHERE name IN ('articles', 'chunks', 'meta')")
        if ours.fetchone()[0] < 3:
            raise ArchiveError(f"{path} is no backup of an archive. {advice}")
    except sqlite3.Error as error:
        source.close()
        raise ArchiveError(f"{path} is no backup of an archive ({error}). {advice}") from error
    except BaseException:
        source.close()
        raise
    if version > VERSION:
        source.close()
        raise ArchiveVersionError(
            f"{path} was written by a newer Dateline (format {version}; this one reads format {VERSION}). Install the "
            "newer version."
        )
    return source


def _name_anew(path: Path) -> None:
    """Two libraries that go different ways from one backup must not be taken for the same."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'id'", (str(uuid4()),))
    finally:
        connection.close()


def size_of(path: Path) -> int:
    """Bytes that a library takes, with what is not yet in its main file."""
    wal = path.with_name(f"{path.name}-wal")
    return path.stat().st_size + (wal.stat().st_size if wal.exists() else 0)
