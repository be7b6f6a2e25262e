"""Articles, chunks and filters as rows of the library, and back."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.datatypes import Article, Chunk, Filter, Passage
from index.errors import ArchiveError
from index.lexical.text import phrase_expression
from index.store.database import RESTORE

if TYPE_CHECKING:
    from sqlite3 import Row

Spellings = Callable[[str], tuple[str, ...]]
"""Gives the other spellings of a name."""
_MORE = ("subtitle", "modified", "published_in", "section", "keywords")
"""The fields beside the first ones that a source says about an article."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article ready to be stored: the file it came from, its chunks and their vectors, row by row."""

    article: Article
    file: str
    chunks: Sequence[Chunk]
    vectors: NDArray[np.float32]
    raw: str | None = None
    """The text as it was read, before it was cleaned; None when nobody kept it."""


class Known(NamedTuple):
    """What a sync compares an article with."""

    digest: bytes
    file: str
    origin: str


def digest(article: Article) -> bytes:
    """A digest of everything that a source says about an article, but not of where it came from."""
    fields = [article.title, article.text, article.url, article.outlet, iso(article.published), *article.authors]
    more = {name: value for name, value in more_of(article).items() if name in _MORE}
    # Without more, exactly what version 1 hashed: an upgrade makes no article look changed.
    return blake2b(json.dumps([*fields, article.language, *([more] if more else [])]).encode(), digest_size=16).digest()


def fields_of(article: Article) -> dict[str, Any]:
    """The article as JSON values, by field; what is empty is left out. `article_of` reads it back equal."""
    plain = {
        "id": article.id, "title": article.title, "text": article.text, "url": article.url, "outlet": article.outlet,
        "published": iso(article.published), "authors": list(article.authors), "language": article.language,
        "origin": article.origin,
    }  # fmt: skip
    kept = {name: value for name, value in plain.items() if value or name in ("id", "title", "text")}
    return kept | more_of(article)


def article_of(fields: Mapping[str, Any]) -> Article:
    """The article that `fields_of` made JSON values of."""
    return Article(
        id=fields["id"],
        title=fields["title"],
        text=fields["text"],
        url=fields.get("url"),
        outlet=fields.get("outlet"),
        published=moment(fields.get("published")),
        authors=tuple(fields.get("authors", ())),
        language=fields.get("language"),
        origin=fields.get("origin", ""),
        subtitle=fields.get("subtitle"),
        modified=moment(fields.get("modified")),
        published_in=fields.get("published_in"),
        section=fields.get("section"),
        keywords=tuple(fields.get("keywords", ())),
        pages=tuple(fields.get("pages", ())),
        stated=fields.get("stated", {}),
    )


def article_from_row(row: "Row") -> Article:
    """The article in a row of the table `articles`; raises ArchiveError when it is damaged."""
    try:
        fields = {name: row[name] for name in ("id", "title", "text", "url", "outlet", "published", "language")}
        more = json.loads(row["more"]) if row["more"] else {}
        return article_of({**fields, "origin": row["origin"], "authors": json.loads(row["authors"]), **more})
    except (ValueError, TypeError) as error:
        raise ArchiveError(f"The stored article {row['id']!r} is damaged ({error}). {RESTORE}") from error


def passage(article: Article, chunk: "Row", score: float) -> Passage:
    """A row of the table `chunks` with its article."""
    start, end = chunk["start"], chunk["end"]
    return Passage(article=article, start=start, end=end, text=article.text[start:end], score=score)


def condition(
    only: Filter, languages: Sequence[str] = (), spellings: Spellings = lambda _: ()
) -> tuple[str, list[str]]:
    """SQL (starting with AND, over the table `articles`) that keeps what passes the filter, and its values.

    Names are searched for in the forms of these languages, and in their other spellings.
    """
    clauses: list[str] = []
    values: list[str] = []
    if only.outlets:
        clauses.append(f"articles.outlet IN ({', '.join('?' * len(only.outlets))})")
        values.extend(only.outlets)
    if only.authors:
        marks = ", ".join("?" * len(only.authors))
        clauses.append(f"EXISTS (SELECT 1 FROM json_each(articles.authors) WHERE value IN ({marks}))")
        values.extend(only.authors)
    if only.after:
        clauses.append("articles.day >= ?")
        values.append(only.after.isoformat())
    if only.before:
        clauses.append("articles.day <= ? AND coalesce(articles.last_day, articles.day) <= ?")  # the index knows days
        values.extend([only.before.isoformat()] * 2)
    if only.known_by:
        clauses.append("(articles.day <= ? OR articles.day IS NULL)")
        values.append(only.known_by.isoformat())
    for name in only.names:
        clauses.append(
            "articles.number IN (SELECT article FROM chunks WHERE number IN "
            "(SELECT rowid FROM words WHERE words MATCH ?))"
        )
        values.append(" OR ".join(phrase_expression(one, languages) for one in (name, *spellings(name))))
    return "".join(f" AND {clause}" for clause in clauses), values


def undecided(
    only: Filter, languages: Sequence[str] = (), spellings: Spellings = lambda _: ()
) -> tuple[str, list[str]]:
    """SQL, like that of `condition`, that keeps what passes the rest of the filter and whose date does not tell.

    That is, articles without a date, and those of a month or year that reaches across a side of the period.
    """
    passing, values = condition(replace(only, after=None, before=None, known_by=None), languages, spellings)
    unsure = ["articles.day IS NULL"]
    for side, across in (
        (only.after, "articles.day < ? AND articles.last_day >= ?"),
        (only.before, "articles.day <= ? AND articles.last_day > ?"),
        (only.known_by, "articles.day <= ? AND articles.last_day > ?"),
    ):
        if side:  # a month or year that holds this day begins on one of two days, which the index finds
            unsure.append(f"(articles.day IN (?, ?) AND {across})")
            values += [one.isoformat() for one in (side.replace(month=1, day=1), side.replace(day=1), side, side)]
    return f"{passing} AND ({' OR '.join(unsure)})", values


def vector(blob: bytes) -> NDArray[np.float32]:
    """A stored embedding; one that was cut short is shorter, and never an error."""
    return np.frombuffer(blob[: len(blob) // 2 * 2], np.float16).astype(np.float32)


def matrix(blobs: Sequence[bytes]) -> NDArray[np.float32]:
    """Stored embeddings row by row; one of another size than the first is damaged, and as good as none."""
    if not blobs:
        return np.empty((0, 0), np.float32)
    whole = [blob if len(blob) == len(blobs[0]) else bytes(len(blobs[0])) for blob in blobs]
    return np.frombuffer(b"".join(whole), np.float16).astype(np.float32).reshape(len(blobs), -1)


def day(text: str | None) -> date | None:
    """A day from the first ten characters of its ISO form."""
    return date.fromisoformat(text) if text else None


def moment(text: str | None) -> date | datetime | None:
    """A date or a datetime from its ISO form."""
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def more_of(article: Article) -> dict[str, Any]:
    """The fields that few articles have, as JSON values; what is empty is left out."""
    fields: dict[str, Any] = {
        "subtitle": article.subtitle,
        "modified": iso(article.modified),
        "published_in": article.published_in,
        "section": article.section,
        "keywords": list(article.keywords),
        "pages": list(article.pages),
        "stated": dict(article.stated),
    }
    return {name: value for name, value in fields.items() if value}


def iso(moment: date | None) -> str | None:
    """The ISO form of a date or a datetime."""
    return moment.isoformat() if moment else None
