"""A fetched page -> its article: what the page states, filled up with what the feed or news sitemap said of it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from index.datatypes import Article, Failure
from index.load import Cleaner, read_document
from index.readers.statements import origin_id
from index.web.fetch import Fetched

_FILLED = ("title", "subtitle", "outlet", "published", "modified", "authors", "language", "section", "keywords")
_SUFFIXES = {
    "text/html": ".html", "application/xhtml+xml": ".xhtml", "text/markdown": ".md", "text/csv": ".csv",
    "application/json": ".json", "application/pdf": ".pdf", "text/plain": ".txt",
}  # fmt: skip


def articles_of(fetched: Fetched, file: str, entry: Article | None, clean: Cleaner) -> Iterator[Article | Failure]:
    """The articles of what was fetched, cleaned; that of a page has the id of `file`, the address that names it."""
    items = list(read_document(_name(fetched), fetched.data, fetched.url, clean=clean))
    for item in items:
        if isinstance(item, Failure):
            yield item
            continue
        own = len(items) > 1 or item.id != origin_id(fetched.url)
        article = item if own else replace(item, id=origin_id(file))
        if len(items) == 1 and entry:
            article = fill(article, entry)
        if not article.url:
            article = replace(article, url=fetched.url, stated={**article.stated, "url": "address"})
        yield clean(article)


def fill(article: Article, entry: Article) -> Article:
    """The article with what it does not state itself taken from the feed or news sitemap that named it."""
    missing = [name for name in _FILLED if not getattr(article, name) and getattr(entry, name)]
    filled = {name: getattr(entry, name) for name in missing}
    stated = {**article.stated, **{name: entry.stated[name] for name in missing if name in entry.stated}}
    if "published" in missing:  # a day says more than its month
        filled["published_in"] = None
        stated.pop("published_in", None)
    elif not article.published and not article.published_in and entry.published_in:
        filled["published_in"] = entry.published_in
        stated["published_in"] = entry.stated.get("published_in", "feed")
    return replace(article, **filled, stated=stated)


def _name(fetched: Fetched) -> str:
    """A file name that carries what the server says the bytes are."""
    name = urlsplit(fetched.url).path.rpartition("/")[2] or "page"
    suffix = _SUFFIXES.get(fetched.content_type)
    if suffix == ".txt" and re.search(r"\.\w{1,8}$", name):  # servers call all they do not know plain text
        return name
    return name if not suffix or name.lower().endswith(suffix) else name + suffix
