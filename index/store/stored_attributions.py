"""Who says what in each article, as the library holds it: written with the article, so that it is found by speaker."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from index.datatypes import Filter
from index.speakers import Attribution, attributions
from index.speakers.called import each_of, is_part_of, words_of
from index.store.attributed import by_these_rules
from index.store.database import Database
from index.store.rows import Spellings, condition

_COLUMNS = 'attributions.article, start, "end", direct, speaker, role, named_start, named_end'
_OF_TEXTS = "FROM json_each(?) AS given CROSS JOIN articles ON articles.id = given.key AND articles.text = given.value"


class StoredAttributions:
    """The table `attributions` of a library, read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, article_id: str, text: str) -> tuple[Attribution, ...]:
        """What is attributed in the article with this id and text, in order."""
        return self.of_each({article_id: text})[article_id]

    def of_each(self, texts: Mapping[str, str]) -> dict[str, tuple[Attribution, ...]]:
        """What is attributed in each of the articles with these ids and texts, by id, in order.

        A text is read anew where the article reads otherwise by now, and where what is stored was read by other rules.
        """
        sql = (
            f"SELECT DISTINCT {_COLUMNS}, articles.id AS id {_OF_TEXTS} "  # several who speak together have a row each
            "LEFT JOIN attributions ON attributions.article = number "
            'ORDER BY start, "end" DESC, direct'
        )
        found: dict[str, list[Attribution]] = {}
        for row in self._database.rows(sql, json.dumps(dict(texts))) if by_these_rules(self._database) else ():
            one = found.setdefault(row["id"], [])
            if row["start"] is not None:
                one.append(_attribution(row, texts[row["id"]]))
        return {id_: tuple(found[id_] if id_ in found else attributions(text)) for id_, text in texts.items()}

    def said_by(
        self, names: Sequence[str], only: Filter, limit: int, languages: Sequence[str], spellings: Spellings
    ) -> list[tuple[str, Attribution]]:
        """What speakers of one of these names say in the articles that pass the filter, latest article first."""
        passing, values = condition(only, languages, spellings)
        families = {words[-1] for name in names if (words := words_of(name))}
        marks = ", ".join("?" * len(families))
        sql = (
            f"SELECT {_COLUMNS}, articles.id AS id FROM attributions JOIN articles ON number = attributions.article "
            f"WHERE family IN ({marks}) {passing} "
            'ORDER BY day IS NULL, day DESC, number DESC, start, "end" DESC, direct'
        )
        rows = [row for row in self._database.rows(sql, *sorted(families), *values) if _is_one(row["speaker"], names)]
        texts = self._texts(row["article"] for row in rows[:limit])
        return [
            (row["id"], _attribution(row, texts[row["article"]])) for row in rows[:limit] if row["article"] in texts
        ]

    def said_in(self, names: Sequence[str], texts: Mapping[str, str]) -> dict[str, list[Attribution]]:
        """What speakers of one of these names say in the articles with these ids and texts, by id, in their order."""
        families = {words[-1] for name in names if (words := words_of(name))}
        sql = (
            f"SELECT {_COLUMNS}, articles.id AS id {_OF_TEXTS} "
            "CROSS JOIN attributions ON attributions.article = number "
            f"WHERE family IN ({', '.join('?' * len(families))}) ORDER BY articles.id, start"
        )
        found: dict[str, list[Attribution]] = {}
        for row in self._database.rows(sql, json.dumps(dict(texts)), *sorted(families)):
            if _is_one(row["speaker"], names):
                found.setdefault(row["id"], []).append(_attribution(row, texts[row["id"]]))
        return found

    def _texts(self, numbers: Iterable[int]) -> dict[int, str]:
        rows = self._database.rows_in("SELECT number, text FROM articles WHERE number IN", set(numbers))
        return {row["number"]: row["text"] for row in rows}


def _attribution(row: Any, text: str) -> Attribution:
    named_at = None if row["named_start"] is None else (row["named_start"], row["named_end"])
    start, end = row["start"], row["end"]
    return Attribution(row["speaker"], start, end, text[start:end], bool(row["direct"]), row["role"], named_at)


def _is_one(speaker: str, names: Iterable[str]) -> bool:
    """Whether a speaker, or one of several, is called by one of the names: all words of the shorter in the longer."""
    each = [set(words_of(one)) for one in each_of(speaker)]
    asked = [set(words_of(name)) for name in names]
    return any(is_part_of(one, other) or is_part_of(other, one) for one in each for other in asked)
