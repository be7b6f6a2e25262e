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
    """What was said of files, folders and patterns, by their absolute paths; the longest that a file is in counts."""

    def __init__(self, said: Mapping[str, Names]) -> None:
        self.said = said
        self._scope = Scope(said)

    def of(self, file: str) -> Names:
        """The names for the records of this file; empty where all are guessed."""
        paths = list(self._scope.naming(file)) if self.said else []
        return self.said[max(paths, key=len)] if paths else {}

    def renamed(self, paths: Iterable[str], names: Names) -> "RecordFields":
        """The same, but for all that these paths hold: from now on it has these names."""
        spoken = [os.path.abspath(os.path.expanduser(path)) for path in paths if path != STDIN]  # noqa: PTH100, PTH111
        scope = Scope(spoken)
        others = {path: former for path, former in self.said.items() if path not in scope}
        return RecordFields(others | {path: dict(names) for path in spoken})

    def packed(self) -> str:
        """All of it as one text, for `unpacked`."""
        return json.dumps(self.said, sort_keys=True)


def record_fields(database: Database) -> RecordFields:
    """What was said so far."""
    rows = database.rows("SELECT value FROM meta WHERE key = ?", _KEY)
    return RecordFields(json.loads(rows[0][0]) if rows else {})


def name_fields(database: Database, paths: Iterable[str], names: Names) -> RecordFields:
    """Go by these names, if there are any, in what these paths hold, and by what was said before elsewhere.

    Files that were read by others are forgotten, to be read again.
    """
    former = record_fields(database)
    now = former.renamed(paths, names) if names else former
    if now.packed() == former.packed():
        return former
    with database.transaction() as connection:
        read = [row["path"] for row in connection.execute("SELECT path FROM files").fetchall()]
        other = [(file,) for file in read if may_hold_records(file) and former.of(file) != now.of(file)]
        connection.executemany("DELETE FROM files WHERE path = ?", other)
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_KEY, now.packed()))
    return now
