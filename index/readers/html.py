"""HTML page -> Article: trafilatura finds the body, what the page states about itself gives the rest."""

import logging
import re
from collections.abc import Iterator
from typing import Any

from index.datatypes import Article, Failure
from index.readers.decode import decode
from index.readers.entries import captioned_text, join_entries
from index.readers.furniture import join_body, without_link_lists
from index.readers.no_article import is_no_article, without_consent
from index.readers.page import page_statements
from index.readers.statements import Statement, Statements, article_from_statements
from index.readers.text import has_sentence, sign

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_MOST_COMPARED = 10_000  # elements; trafilatura's last resort (justext) compares every pair: 23,000 took 25 s
_ADVICE = "Check that it is the page of one article, saved whole; overview, log-in and consent pages hold none."


def read_html(data: bytes, origin: str) -> Iterator[Article | Failure]:
    """The one article of a page; a page without sentences, such as an overview, is a failure."""
    charset = _CHARSET.search(data[:4096])
    page = decode(data, charset[1].decode("ascii") if charset else None)
    tree = _parse(page)
    stated = _statements(tree) if tree is not None else {}
    text = _body(tree) if tree is not None else ""
    titles = [str(one.value) for one in stated.get("title", ()) if one.value]
    if not has_sentence(text) or is_no_article(titles[0] if titles else "", text):
        yield Failure(origin, "no article text found in the page", _ADVICE)
        return
    article = article_from_statements({**stated, "text": [Statement(text, "")]}, origin)
    yield sign(article, bare_dates=False)


def _parse(page: str) -> Any:
    import trafilatura

    logger = logging.getLogger("trafilatura")
    if not logger.handlers:  # its warnings would go to the terminal; the failure that we report says the same
        logger.addHandler(logging.NullHandler())
    return trafilatura.load_html(page)


def _body(tree: Any) -> str:
    """The article's text; `tree` is changed, so what the page states is read before."""
    without_consent(tree)
    without_link_lists(tree)
    join_entries(tree)
    captioned = captioned_text(tree)
    text = _extract(tree)
    if captioned and "\n" not in text:  # few words: all of them in one line, or none
        return captioned
    if join_body(tree, text) and len(joined := _extract(tree)) > len(text):
        return joined
    return text


def _extract(tree: Any) -> str:
    import trafilatura

    large = sum(1 for _ in tree.iter()) > _MOST_COMPARED
    # Its own metadata would look for a date in the text, which need not be the date of publication.
    text: str | None = trafilatura.extract(tree, fast=large, include_comments=False, with_metadata=False)
    return text or ""


def _statements(tree: Any) -> Statements:
    """What the page states, then trafilatura's reading of its visible headline and byline."""
    from trafilatura.metadata import extract_author, extract_title

    found = page_statements(tree)
    if not found["title"]:
        found["title"] = [Statement(extract_title(tree), "headline on the page")]
    if not found["authors"]:
        found["authors"] = [Statement(extract_author(tree), "byline on the page")]
    return found
