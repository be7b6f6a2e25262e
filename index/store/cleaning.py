"""Whether the articles of a library are cleaned, remembered with it: a sync that is told nothing goes on as before."""

from index.store.database import Database

_KEY = "cleaning"


def is_cleaned(database: Database) -> bool:
    """Whether page furniture is taken out of what is read; it is until somebody says otherwise."""
    return not database.rows("SELECT 1 FROM meta WHERE key = ? AND value = 'off'", _KEY)


def switch_cleaning(database: Database, on: bool) -> None:
    """Clean from now on, or do not; what was read the other way is forgotten, so that every source is read again."""
    if on == is_cleaned(database):
        return
    with database.transaction() as connection:
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_KEY, "on" if on else "off"))
        connection.execute("DELETE FROM files")
        connection.execute("DELETE FROM fetched")
