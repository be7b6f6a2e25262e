"""The id of a record that brings none: made of what it says of itself, so that it stays when other rows come and go."""

import json
import re
from collections import Counter

from index.datatypes import Article
from index.readers.statements import origin_id

_FIRST_WORDS = 12
_NUMBERED = re.compile(r"(.+)#(?:row )?\d+", re.DOTALL)


class RecordIds:
    """The ids of the records of one file, `within`; records that say the same of themselves are told apart."""

    def __init__(self, within: str) -> None:
        self.within = within
        self._given = Counter[str]()

    def of(self, article: Article) -> str:
        """The id of the next record."""
        first = record_id(self.within, article)
        self._given[first] += 1
        if self._given[first] == 1:
            return first
        other = origin_id(f"{first} {article.text}")
        self._given[other] += 1
        return other if self._given[other] == 1 else origin_id(f"{other} {self._given[other]}")


def record_id(within: str, article: Article) -> str:
    """From its address, else its title, day and outlet, else its first words: 16 hexadecimal digits."""
    title = _said(article, "title") or " ".join(article.text.split()[:_FIRST_WORDS])
    date = _said(article, "published") or _said(article, "published_in")
    said = [article.url] if article.url else [_plain(title), date, _plain(_said(article, "outlet"))]
    return origin_id(f"{within}#{json.dumps(said)}")


def within_of_numbered(article_id: str, origin: str) -> str | None:
    """The file of an article that has its id from the number of its record, as all had once; else None."""
    match = _NUMBERED.fullmatch(origin)
    return match[1] if match and article_id == origin_id(origin) else None


def _said(article: Article, name: str) -> str:
    """What a field of the record says, and not a line of the text that was read later."""
    stated = not article.stated or article.stated.get(name, "").startswith("field ")
    value = getattr(article, name) if stated else None
    return str(value) if value else ""


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
