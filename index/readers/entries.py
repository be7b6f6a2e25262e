"""HTML pages that are no single run of paragraphs: the entries of a live report, the captions of a gallery."""

import re
from typing import Any

_BLOCKS = ("p", "h2", "h3", "h4", "h5", "h6", "li", "figcaption", "blockquote", "pre")
_OUTSIDE = ("nav", "footer", "aside", "form", "button", "header", "script", "style", "noscript")
_COMMENT = re.compile(r"comment|respon[sd]|reply", re.IGNORECASE)
_FEWEST = 2
"""Entries or captions, from which they are what the page is made of."""


def join_entries(tree: Any) -> None:
    """Make boxes of a live report's entries, each of which is marked up as an article of its own.

    One of them would be taken for the article of the page, and the rest for what surrounds it. An entry stands under
    the headline of the page, beside others, and leads to no other page, which a teaser does.
    """
    headline = next(tree.iter("h1"), None)
    groups: dict[Any, list[Any]] = {}
    for one in tree.iter("article"):
        groups.setdefault(one.getparent(), []).append(one)
    for group in groups.values() if headline is not None else ():
        for one in _entries(group) if len(group) >= _FEWEST else ():
            one.tag = "div"
            _keep_times(one)


def captioned_text(tree: Any) -> str:
    """The paragraphs and captions of a gallery, which is an article of few words and several pictures, else nothing."""
    articles = list(tree.iter("article"))
    if len(articles) != 1 or sum(1 for _ in articles[0].iter("figcaption")) < _FEWEST:
        return ""
    return "\n".join(filter(None, map(_words, _blocks(articles[0]))))


def _keep_times(entry: Any) -> None:
    """Make a line of the time of an entry that stands in no other line: loose words between boxes are lost."""
    for time in list(entry.iter("time")):
        if not any(True for _ in time.iterancestors(*_BLOCKS)):
            time.tag = "p"


def _entries(group: list[Any]) -> list[Any]:
    """Those of a group that are entries; none where one of them has the headline of a page of its own."""
    entries = [one for one in group if _is_entry(one)]
    headed = any(True for one in group for _ in one.iter("h1"))
    return [] if headed or len(entries) < _FEWEST else entries


def _is_entry(one: Any) -> bool:
    names = f"{one.get('class') or ''} {one.get('id') or ''}"
    paragraphs = any(_words(child) for child in one.iter("p"))
    return (
        paragraphs and not _COMMENT.search(names) and not any(_leads_away(part) for part in one.iter("h2", "h3", "h4"))
    )


def _leads_away(heading: Any) -> bool:
    links = [*heading.iter("a"), *heading.iterancestors("a")]
    return any(not (link.get("href") or "#").startswith("#") for link in links)


def _blocks(article: Any) -> list[Any]:
    """The innermost blocks of text, in order."""
    found = [one for one in article.iter(*_BLOCKS) if not any(True for _ in one.iterancestors(*_OUTSIDE))]
    return [one for one in found if not any(inner is not one for inner in one.iter(*_BLOCKS))]


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
