"""Stories as the library holds them: the copies of an article, whose text it is, and its place among them."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from index.datatypes import Article, Copy
from index.store.database import Database, storable
from index.store.rows import moment
from index.stories.boilerplate import host_of, outlet_key, paragraph_digests
from index.stories.contrary import contradict
from index.stories.copies import COPY, Stories, is_brief, is_copy, sketch

if TYPE_CHECKING:
    from sqlite3 import Connection

NOBODY = 0
"""The keeper of a boilerplate paragraph whose keeper has gone: no article has this number."""

_THESE = "(SELECT value FROM json_each(?))"


class StoredStories:
    """The stories of a library, read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def copies(self, article_ids: Iterable[str]) -> dict[str, tuple[Copy, ...]]:
        """The other articles of its story, by day and outlet, for each of these articles that has some.

        Not those that give another name or number in a sentence alike: a form filled in anew, or a later toll.
        """
        story_of = self._shared_stories(article_ids)
        members = defaultdict[int, dict[str, tuple[Copy, bool]]](dict)
        sql = (
            "SELECT story, id, title, text, outlet, published, url, owner, more, sketch FROM sketches "
            f"JOIN articles ON articles.number = sketches.article WHERE story IN {_THESE} "
            "ORDER BY articles.day IS NULL, articles.day, outlet, articles.number"
        )
        for row in self._database.rows(sql, json.dumps([*set(story_of.values())])):
            members[row["story"]][row["id"]] = _copy(row), is_brief(row["sketch"])
        found = {
            id_: tuple(other for other, _ in members[story].values() if _tells_the_same(*members[story][id_], other))
            for id_, story in story_of.items()
            if id_ in members[story]  # a sync may have removed it between the two queries
        }
        return {id_: copies for id_, copies in found.items() if copies}

    def owners(self, article_ids: Iterable[str]) -> dict[str, str]:
        """Whose text each of these articles is: its agency's, else its outlet's, else that of the host it came from."""
        sql = f"SELECT id, owner, outlet, url FROM articles WHERE id IN {_THESE}"
        rows = self._database.rows(sql, _given(article_ids))
        return {row["id"]: row["owner"] or row["outlet"] or host_of(row["url"]) for row in rows}

    def counts(self) -> tuple[int, int]:
        """How many stories several articles tell, and how many of these articles are copies of another."""
        sql = "SELECT count(*) - 1 AS copies FROM sketches GROUP BY story HAVING copies > 0"
        stories, copies = self._database.rows(f"SELECT count(*), sum(copies) FROM ({sql})")[0]
        return stories, copies or 0

    def _shared_stories(self, article_ids: Iterable[str]) -> dict[str, int]:
        """The stories of those of these articles that are not alone in theirs."""
        sql = (
            f"SELECT id, story FROM articles JOIN sketches AS own ON own.article = number WHERE id IN {_THESE} "
            "AND EXISTS (SELECT 1 FROM sketches WHERE story = own.story AND article <> own.article)"
        )
        return {row["id"]: row["story"] for row in self._database.rows(sql, _given(article_ids))}


def enter(connection: "Connection", number: int, article: Article) -> None:
    """Put an article, new or changed, into its story."""
    outlet = outlet_key(article)
    rows = connection.execute("SELECT digest FROM boilerplate WHERE outlet = ?", (storable(outlet),))
    known = frozenset(row["digest"] for row in rows)
    Stories(connection).add(number, sketch(article.text, known), article.published_day)
    _release(connection, number, outlet, article.text)
    connection.execute("DELETE FROM stale WHERE article = ?", (number,))


def leave(connection: "Connection", number: int) -> None:
    """Take an article that is removed out of its story."""
    Stories(connection).remove(number)
    connection.execute("UPDATE boilerplate SET keeper = ? WHERE keeper = ?", (NOBODY, number))
    connection.execute("DELETE FROM stale WHERE article = ?", (number,))


def _release(connection: "Connection", number: int, outlet: str, text: str) -> None:
    """An article keeps no paragraph that it does not hold any more."""
    kept = connection.execute("SELECT outlet, digest FROM boilerplate WHERE keeper = ?", (number,)).fetchall()
    held = paragraph_digests(text) if kept else set()
    lost = [(NOBODY, *row) for row in kept if row["outlet"] != storable(outlet) or row["digest"] not in held]
    connection.executemany("UPDATE boilerplate SET keeper = ? WHERE outlet = ? AND digest = ?", lost)


def _given(article_ids: Iterable[str]) -> str:
    return json.dumps([storable(id_) for id_ in article_ids])


def _tells_the_same(one: Copy, is_brief: bool, other: Copy) -> bool:
    """Whether another article of a story is a copy of this one.

    Briefs of the same words need one title, or two outlets and a day: else it is what a failed extraction left.
    """
    if one.article_id == other.article_id or contradict((one.title, one.text), (other.title, other.text)):
        return False
    together = one.outlet != other.outlet and is_copy(COPY, one.published_day, other.published_day)
    return not is_brief or one.title == other.title or together


def _copy(row: Any) -> Copy:
    return Copy(
        article_id=row["id"],
        title=row["title"],
        outlet=row["outlet"],
        published=moment(row["published"]),
        url=row["url"],
        owner=row["owner"],
        published_in=json.loads(row["more"]).get("published_in") if row["more"] else None,
        text=row["text"],
    )
