"""Who says what in each article, written with it."""

import re
from typing import TYPE_CHECKING

from index.speakers import attributions

if TYPE_CHECKING:
    from sqlite3 import Connection

_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


def store_attributions(connection: "Connection", number: int, text: str) -> None:
    """Write what is attributed in the article with this number and stored text, of which nothing is written yet."""
    rows = [
        (
            number,
            one.start,
            one.end,
            one.direct,
            one.speaker,
            _family(one.speaker),
            one.role,
            *(one.named_at or (None, None)),
        )
        for one in attributions(text)
    ]
    connection.executemany("INSERT INTO attributions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def attribute_all(connection: "Connection") -> None:
    """Write what is attributed in every article, in the place of what was written."""
    connection.execute("DELETE FROM attributions")
    for (number,) in connection.execute("SELECT number FROM articles").fetchall():
        row = connection.execute("SELECT text FROM articles WHERE number = ?", (number,)).fetchone()
        store_attributions(connection, number, row["text"])


def words_of(name: str) -> list[str]:
    """The words of a name, casefolded; speakers are looked up by the last."""
    return [word.casefold() for word in _WORD.findall(name)]


def _family(speaker: str | None) -> str | None:
    words = words_of(speaker or "")
    return words[-1] if words else None
