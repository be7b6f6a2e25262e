"""HTML page -> Article: trafilatura finds the body, what the page states about itself gives the rest."""

import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any

from index.datatypes import Article, Failure
from index.readers.decode import decode
from index.readers.page import stated_fields
from index.readers.records import article_from_fields

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SENTENCE = re.compile(r".{40,}[.!?…][\"'”’»)\]]*$|.{15,}[。！？।؟][”」』]?$", re.MULTILINE)
_ADVICE = "Check that it is the page of one article, saved whole; overview, log-in and consent pages hold none."


def read_html(data: bytes, origin: str) -> Iterator[Article | Failure]:
    """The one article of a page; a page without sentences, such as an overview, is a failure."""
    charset = _CHARSET.search(data[:4096])
    page = decode(data, charset[1].decode("ascii") if charset else None)
    tree = _parse(page)
    text = _body(tree) if tree is not None else ""
    if not _SENTENCE.search(text):
        yield Failure(origin, "no article text found in the page", _ADVICE)
        return
    yield article_from_fields({**_fields(tree), "text": text}, origin)


def _parse(page: str) -> Any:
    import trafilatura

    logger = logging.getLogger("trafilatura")
    if not logger.handlers:  # its warnings would go to the terminal; the failure that we report says the same
        logger.addHandler(logging.NullHandler())
    return trafilatura.load_html(page)


def _body(tree: Any) -> str:
    import trafilatura

    # Its own metadata would look for a date in the text, which need not be the date of publication.
    text: str | None = trafilatura.extract(tree, include_comments=False, with_metadata=False)
    return text or ""


def _fields(tree: Any) -> Mapping[str, object]:
    """What the page states, then trafilatura's reading of its visible headline and byline."""
    from trafilatura.metadata import extract_author, extract_title

    fields = stated_fields(tree)
    title = fields.get("title") or extract_title(tree)
    authors = fields.get("authors") or extract_author(tree)
    return {**fields, "title": title, "authors": authors}
