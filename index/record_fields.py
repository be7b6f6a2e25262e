"""Which fields of records people have named, source by source: a sync that names none goes by what was said last.

Without it, an export synced once more without its `--field` would lose its headlines and days, or all its articles.
"""

import json
import os
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from index.files import STDIN
from index.readers.sniff import may_hold_records
from index.sources import Scope
from index.store.database import Database

_KEY = "record fields"

Names: TypeAlias = Mapping[str, str]
"""Our name of a field -> the name it has in the records."""


class RecordFields:
    """What was said of files, folders and patterns, by their absolute paths; what was said last of a file counts."""

    def __init__(self, said: Mapping[str, Names]) -> None:
        self.said = said
        self._scope = Scope(said)

    def of(self, file: str) -> Names:
        """The names for the records of this file; empty where all are guessed."""
        paths = set(self._scope.naming(file)) if self.said else set()
        return next((names for path, names in reversed(tuple(self.said.items())) if path in paths), {})

    def renamed(self, paths: Iterable[str], names: Names, files: Iterable[str] = ()) -> "RecordFields":
        """The same, but for all that these paths hold, and these files of them: from now on it has these names."""
        spoken = [way for path in paths if path != STDIN for way in _ways(path)]
        scope = Scope(spoken)
        spoken += [file for file in files if file not in scope]  # what a link in a folder leads to
        scope = Scope(spoken)
        others = {path: former for path, former in self.said.items() if path not in scope}
        return RecordFields(others | {path: dict(names) for path in spoken})

    def packed(self) -> str:
        """All of it as one text, for `unpacked`."""
        return json.dumps(self.said)


def _ways(path: str) -> list[str]:
    """A path as files that it holds may have it: with links followed, and with no folder where a pattern has "**"."""
    absolute = os.path.abspath(os.path.expanduser(path))  # noqa: PTH100, PTH111
    ways = (absolute, os.path.realpath(absolute))
    return list(dict.fromkeys(way for one in ways for way in (one, one.replace("**/", ""))))


def record_fields(database: Database) -> RecordFields:
    """What was said so far."""
    rows = database.rows("SELECT value FROM meta WHERE key = ?", _KEY)
    return RecordFields(json.loads(rows[0][0]) if rows else {})


def name_fields(database: Database, paths: Iterable[str], names: Names, files: Iterable[str] = ()) -> RecordFields:
    """Go by these names, if there are any, in what these paths hold, and by what was said before elsewhere.

    Files that were read by others are forgotten, to be read again.
    """
    former = record_fields(database)
    now = former.renamed(paths, names, files) if names else former
    if now.packed() == former.packed():
        return former
    with database.transaction() as connection:
        read = [row["path"] for row in connection.execute("SELECT path FROM files").fetchall()]
        other = [(file,) for file in read if may_hold_records(file) and former.of(file) != now.of(file)]
        connection.executemany("DELETE FROM files WHERE path = ?", other)
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_KEY, now.packed()))
    return now
