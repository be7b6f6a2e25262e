"""Articles of one id from several files, as agencies and daily exports give them: the latest version is the article.

Which is the latest, its own times of change and publication tell; where they do not, nobody knows whether the two are
one article, and the second is refused.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import NamedTuple

from index.datatypes import Article


class Edition(NamedTuple):
    """An article whose id another one has, the file it is from, and its digest."""

    article: Article
    file: str
    digest: bytes


def rounds(editions: Iterable[Edition]) -> Iterator[list[Edition]]:
    """The earliest version of each article, then the next of each, and so on."""
    numbers, found = Counter[str](), list[list[Edition]]()
    for one in sorted(editions, key=lambda one: _moment(one.article) or _moment_of(date.min)):
        number = numbers[one.article.id]
        numbers[one.article.id] += 1
        found[number:] = found[number:] or [[]]
        found[number].append(one)
    yield from found


def is_later(article: Article, than: Article) -> bool:
    """Whether an article is the later version of another, by what both say of their times."""
    one, other = _moment(article), _moment(than)
    return one is not None and other is not None and one > other


def _moment(article: Article) -> datetime | None:
    said = article.modified or article.published
    return _moment_of(said) if said else None


def _moment_of(said: date) -> datetime:
    """A time without a zone is taken as UTC, and a day as its beginning."""
    if not isinstance(said, datetime):
        return datetime(said.year, said.month, said.day, tzinfo=UTC)
    return said if said.tzinfo else said.replace(tzinfo=UTC)
