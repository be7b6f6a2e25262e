"""Who says what in each article, written with it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.speakers import RULES, attributions
from index.speakers.called import each_of, words_of

if TYPE_CHECKING:
    from sqlite3 import Connection

    from index.store.database import Database

SAID = 50  # articles between two words of how far it is


def store_attributions(connection: "Connection", number: int, text: str) -> None:
    """Write what is attributed in the article with this number and stored text, of which nothing is written yet.

    What several say together is written once for the family of each, so that it is found by all of them.
    """
    rows = [
        (
            number,
            one.start,
            one.end,
            one.direct,
            one.speaker,
            family,
            one.role,
            *(one.named_at or (None, None)),
        )
        for one in attributions(text)
        for family in _families(one.speaker)
    ]
    connection.executemany("INSERT INTO attributions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def attribute_all(connection: "Connection") -> None:
    """Write what is attributed in every article, in the place of what was written."""
    for _ in attribute_each(connection):
        pass


def attribute_each(connection: "Connection") -> Iterator[tuple[int, int]]:
    """The same, saying now and then how many articles are done, of how many."""
    connection.execute("DELETE FROM attributions")
    numbers = connection.execute("SELECT number FROM articles").fetchall()
    for done, (number,) in enumerate(numbers, 1):
        row = connection.execute("SELECT text FROM articles WHERE number = ?", (number,)).fetchone()
        store_attributions(connection, number, row["text"])
        if done % SAID == 0 or done == len(numbers):
            yield done, len(numbers)
    note_rules(connection)


def note_rules(connection: "Connection") -> None:
    """Write down that all that is attributed in the library was read by the rules of this version."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('attribution_rules', ?)", (str(RULES),))


def by_these_rules(database: "Database") -> bool:
    """Whether all that is attributed in the library was read by the rules of this version."""
    rows = database.rows("SELECT value FROM meta WHERE key = 'attribution_rules'")
    return bool(rows) and rows[0]["value"] == str(RULES)


def _families(speaker: str | None) -> list[str | None]:
    """The last word of each name, casefolded; where there is none, nothing once."""
    found = [word for one in each_of(speaker or "") for word in words_of(one)[-1:]]
    return list(dict.fromkeys(found)) or [None]
