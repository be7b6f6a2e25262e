"""Which stored article one just read is: ids that hold only within a file, those of records from before, moved files.

A bare number is an id of its file, or of its site: where another file has the number already, the article gets an id of
its own. Records without an id had that of their number once; what was stored so keeps its history under its new id.
So does an article whose file was renamed or moved, and a record that is in another file now: it says exactly what one
says that its file, gone or read in this sync, does not hold any more. And so does a record without an id that has
another headline, day or outlet than before, as where its fields are named otherwise: it has the text of one that its
file does not hold any more.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import blake2b
from itertools import islice
from urllib.parse import urlsplit

from index.datatypes import Article
from index.editions import CAPTURED
from index.readers.record_ids import record_id, within_of_numbered
from index.readers.statements import origin_id
from index.store.library import Library, digest

_NUMBERED = re.compile(r"#(?:row )?(\d+)$")
_BARE = re.compile(r"\d{1,12}")
"""Longer numbers are given out by one service for all the world."""

MOST_ALIKE = 20
"""Articles of the very same words that are looked at: of more, as of a plea to subscribe, none is told from another."""


class Identity:
    """Gives the articles of one sync their ids; `seen` says which file gave which id in it."""

    def __init__(self, library: Library, seen: Mapping[str, str]) -> None:
        self._library, self._seen = library, seen
        self._buried = {stone.article_id: stone.file for stone in library.removals.tombstones()}
        self._moved = set[str]()
        self._former: dict[str, tuple[str, str]] = {}  # id -> the file of the record, its id until now
        self._texts: tuple[str, dict[bytes, str | None]] = ("", {})  # a file; texts of its records -> the id of each

    def begin(self, file: str) -> None:
        """A file is read next: look for articles from it whose ids come from the numbers of their records."""
        self._former = {}
        for article_id, origin in self._library.origins(file):
            if within := within_of_numbered(article_id, origin):
                own = record_id(within, self._library.article(article_id))
                self._former.setdefault(own, (within, article_id))

    def resolve(self, article: Article, file: str) -> Article:
        """The article with the id under which it is stored, or is to be."""
        if article.id in self._former:
            self._rename(self._former[article.id][0])
        stored = origin_id(article.origin)
        if CAPTURED in article.stated and stored != article.id and self._library.known_article(stored):
            return replace(article, id=stored)
        if not _BARE.fullmatch(article.id):
            return article
        local = origin_id(f"{_scope(file)}#{article.id}")
        return article if self._is_free(article, file, local) else replace(article, id=local)

    def moved_from(self, said: bytes, left: Callable[[str, str], bool]) -> str | None:
        """The id of the one article that has this digest and has left its file, and that has not moved already."""
        stored = list(islice((id_ for id_, file in self._library.saying(said, MOST_ALIKE) if left(id_, file)), 2))
        if len(stored) != 1:  # of two that say the same, nobody knows which is here now
            return None
        (id_,) = stored
        if id_ in self._seen or id_ in self._moved:
            return None
        self._moved.add(id_)
        return id_

    def of_same_text(self, article: Article, file: str) -> str | None:
        """The id of the one record that had this text in this file and is not found yet, if neither brings an id."""
        if not is_made(article.id, article.origin):
            return None
        if self._texts[0] != file:
            self._texts = file, self._texts_of(file)
        former = self._texts[1].get(_of_text(article.text))
        if former is None or former in self._seen or former in self._moved:
            return None
        known = self._library.article(former)
        return former if _alike(article, known) else None

    def gives_way(self, former: str) -> bool:
        """Whether what is stored under this id has not been found in this sync; then it has moved from now on."""
        if former in self._seen or former in self._moved:
            return False
        self._moved.add(former)
        return True

    def _texts_of(self, file: str) -> dict[bytes, str | None]:
        found: dict[bytes, str | None] = {}
        for id_, origin in self._library.origins(file):
            if is_made(id_, origin):
                text = _of_text(self._library.article(id_).text)
                found[text] = None if text in found else id_
        return found

    def has_moved(self, article_id: str) -> bool:
        """Whether what is stored under this id has been found in this sync under another one."""
        return article_id in self._moved

    def _is_free(self, article: Article, file: str, local: str) -> bool:
        """Whether nothing else has this number."""
        if local in self._seen or self._library.known_article(local):
            return False
        known = self._library.known_article(article.id)
        owner = self._seen.get(article.id) or (known.file if known else self._buried.get(article.id, file))
        same = known is not None and article.id not in self._seen and known.digest == digest(article)
        return same or _scope(owner) == _scope(file)

    def _rename(self, within: str) -> None:
        """Give all articles of a file of records the ids that they have now; one reading does it."""
        chosen = {new: old for new, (place, old) in self._former.items() if place == within}
        self._library.rename({old: new for new, old in chosen.items() if not self._library.known_article(new)})
        self._former = {new: found for new, found in self._former.items() if new not in chosen}


def is_made(article_id: str, origin: str) -> bool:
    """Whether the id of one of many records was made for it, and not brought along."""
    number = _NUMBERED.search(origin)
    return number is not None and article_id not in (number[1], origin_id(origin))


def _alike(article: Article, known: Article) -> bool:
    """Whether not both the headline and the day are others: then it is another one under the same standing text."""
    others = (article.title, known.title), (article.published, known.published)
    return any(not one or not other or one == other for one, other in others)


def _of_text(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).digest()


def _scope(file: str) -> str:
    """Where a number is an id: the site of a page, else the file."""
    parts = urlsplit(file) if re.match(r"https?://", file, re.IGNORECASE) else None
    return f"{parts.scheme}://{parts.netloc}".lower() if parts and parts.netloc else file
