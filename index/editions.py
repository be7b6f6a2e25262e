"""Articles of one id, as agencies, daily exports and crawls give them: the latest version is the article.

Which is the latest, the time tells at which a crawler fetched it, else its own times of change and publication; where
they do not, nobody knows whether the two are one article, and the second is refused. A person, too, may give a later
version: the record of an article with a field put right.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import NamedTuple

from index.datatypes import Article

CAPTURED = "captured"
"""Under which an article of a crawl states when it was fetched."""
_WARC_DATE = "WARC-Date "


class Edition(NamedTuple):
    """An article whose id another one has, the file it is from, and its digest."""

    article: Article
    file: str
    digest: bytes


def rounds(editions: Iterable[Edition]) -> Iterator[list[Edition]]:
    """The earliest version of each article, then the next of each, and so on."""
    numbers, found = Counter[str](), list[list[Edition]]()
    for one in sorted(editions, key=lambda one: _captured(one.article) or _moment(one.article) or _moment_of(date.min)):
        number = numbers[one.article.id]
        numbers[one.article.id] += 1
        found[number:] = found[number:] or [[]]
        found[number].append(one)
    yield from found


def is_later(article: Article, than: Article) -> bool:
    """Whether an article is the later version of another, by what both say of their times."""
    one, other = _captured(article), _captured(than)
    if one is None or other is None or one == other:
        fetched = one is not None and other is None
        one, other = _moment(article), _moment(than)
        if fetched and one == other:
            return True
    if one and other:
        return one > other
    # One that tells no time is the earlier, whichever is read first; under other words it may be another article.
    return one is not None and other is None and (article.title == than.title or article.text == than.text)


def captured_at(when: str) -> str:
    """What the article of a page states that a crawler fetched at this time, ISO 8601."""
    return f"{_WARC_DATE}{when}"


def _captured(article: Article) -> datetime | None:
    with suppress(ValueError):
        return _moment_of(datetime.fromisoformat(article.stated.get(CAPTURED, "").removeprefix(_WARC_DATE)))
    return None


def _moment(article: Article) -> datetime | None:
    said = article.modified or article.published
    return _moment_of(said) if said else None


def _moment_of(said: date) -> datetime:
    """A time without a zone is taken as UTC, and a day as its beginning."""
    if not isinstance(said, datetime):
        return datetime(said.year, said.month, said.day, tzinfo=UTC)
    return said if said.tzinfo else said.replace(tzinfo=UTC)
