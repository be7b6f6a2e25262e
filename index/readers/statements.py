"""What a source states, and where it states it -> Article: per field the first statement that can be read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from typing import Any, NamedTuple, TypeAlias

from index.datatypes import Article
from index.readers.dates import parse_date, parse_period
from index.readers.names import outlet_name, person_names
from index.readers.values import (
    all_words_of,
    body_of,
    identifier_of,
    keywords_of,
    language_code,
    page_address,
    section_of,
    subtitle_of,
    web_address,
    words_of,
)


class Statement(NamedTuple):
    """A value as the source gives it, and where, in the words that `Article.stated` shows."""

    value: object
    where: str


Statements: TypeAlias = Mapping[str, Sequence[Statement]]
"""Per field of an article what is stated of it, the most telling first. A bare site is no article's address, but where
an address is stated as the outlet, it is one."""

CONVERT: dict[str, Callable[[Any], Any]] = {
    "id": identifier_of,
    "title": words_of,
    "text": body_of,
    "subtitle": subtitle_of,
    "url": web_address,
    "outlet": lambda value: outlet_name(words_of(value)),
    "published": parse_date,
    "published_in": parse_period,
    "modified": parse_date,
    "authors": lambda value: person_names(all_words_of(value)),
    "section": section_of,
    "keywords": keywords_of,
    "language": lambda value: language_code(words_of(value)),
}
"""What each field can hold; what a converter turns into nothing was no statement."""

_LONGEST_SHOWN = 60

_WITHOUT_ORIGIN = ("id", "text")
"""Fields that every article has, and that say nothing about it."""


def article_from_statements(stated: Statements, origin: str) -> Article:
    """The article that the statements make, not yet cleaned, with where each of its fields comes from."""
    found = read_statements(stated)
    fields: dict[str, Any] = {name: value for name, (value, _) in found.items()}
    fields = {"id": origin_id(origin), "title": "", "text": ""} | fields
    where = {name: place for name, (_, place) in found.items() if name not in _WITHOUT_ORIGIN}
    unread = None if {"published", "published_in"} & found.keys() else _unread(stated.get("published", ()))
    return Article(**fields, origin=origin, stated=where, unread_date=unread)


def _unread(statements: Iterable[Statement]) -> str | None:
    """What is stated, and where, of which nothing could be read."""
    first = next((one for one in statements if one.value not in (None, "", [], {}, 0)), None)
    return f"{str(first.value)[:_LONGEST_SHOWN]!r} ({first.where})" if first else None


def read_statements(stated: Statements) -> dict[str, Statement]:
    """Per field the first statement that can be read, its value converted.

    A full date wins over a year or month, wherever they stand; both together never make it into an article.
    """
    chosen = {name: _first(stated.get(name, ()), convert) for name, convert in CONVERT.items()}
    chosen["url"] = chosen["url"] or _first(stated.get("outlet", ()), page_address)
    if isinstance(chosen["published"].value if chosen["published"] else None, date):
        chosen["published_in"] = None
    else:
        dated = [*stated.get("published_in", ()), *stated.get("published", ())]
        chosen["published_in"] = _first(dated, parse_period)
    return {name: statement for name, statement in chosen.items() if statement}


def origin_id(origin: str) -> str:
    """The id of an article that brings none: the same place always gives the same 16 hexadecimal digits."""
    return blake2b(origin.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _first(statements: Iterable[Statement], convert: Callable[[Any], Any]) -> Statement | None:
    converted = (Statement(convert(value), where) for value, where in statements)
    return next((statement for statement in converted if statement.value), None)
