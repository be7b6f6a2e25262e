"""Records that lie deep in JSON, and fields that lie within a field, as newspapers' services deliver them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

_LISTS = (
    "articles", "data", "items", "docs", "documents", "results", "records", "stories", "posts", "entries", "hits",
    "news",
)  # fmt: skip
"""What lists of records are called; under another name it is one only where its items have a title and a text."""

_WRAPPERS = frozenset(
    "fields attributes _source article item node document story post properties metadata meta data".split()
)
"""Fields around the fields of a record. Not any: what a picture or a place holds is nothing of the article's."""

_DEEPEST = 4
"""Objects around a list of records; {"response": {"result": {"hits": {"hits": [...]}}}} has as many."""


def find_records(
    value: Mapping[str, object], is_article: Callable[[Mapping[str, object]], bool]
) -> list[object] | None:
    """The first list below `value`, outer ones first, that holds articles; else one that is named as such lists are."""
    lists = list(_lists(value))
    for _, items in lists:
        if any(isinstance(item, Mapping) and is_article(item) for item in items[:3]):
            return list(items)
    named = dict(reversed(lists))  # of one name the outermost
    return next((list(named[name]) for name in _LISTS if name in named), None)


def flat(fields: Mapping[str, object]) -> Iterator[tuple[str, str, object]]:
    """Each field: its name, its path, its value; those of a wrapper follow all others, with "fields.bodyText"."""
    yield from ((str(name), str(name), value) for name, value in fields.items())
    for name, inner in fields.items():
        if name in _WRAPPERS and isinstance(inner, Mapping):
            yield from ((str(part), f"{name}.{part}", value) for part, value in inner.items())


def value_at(fields: Mapping[str, object], name: str) -> object:
    """The value of the field with this name, or with this path, such as "author.name"; None where there is none."""
    if name in fields:
        return fields[name]
    found: Any = fields
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _lists(value: Mapping[str, object]) -> Iterator[tuple[str, Sequence[object]]]:
    level = [value]
    for _ in range(_DEEPEST):
        pairs = [(str(name), inner) for one in level for name, inner in one.items()]
        yield from ((name, inner) for name, inner in pairs if isinstance(inner, list))
        level = [inner for _, inner in pairs if isinstance(inner, Mapping)]
