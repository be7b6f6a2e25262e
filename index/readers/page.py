"""What an HTML page states about itself: JSON-LD first, then meta elements, then what it marks as such on the page."""

import html
import re
from collections.abc import Iterator
from typing import Any

from index.readers.json_ld import json_ld_statements
from index.readers.statements import Statement
from index.readers.values import page_address, words_of

_META = {
    "title": "og:title twitter:title dc.title parsely-title sailthru.title",
    "url": "og:url parsely-link",
    "outlet": "og:site_name application-name dc.publisher",
    "published": (
        "article:published_time og:article:published_time article:published datepublished parsely-pub-date "
        "sailthru.date dc.date.issued dcterms.issued dc.date article.published publication_date publish-date pubdate "
        "date"
    ),
    "modified": (
        "article:modified_time og:article:modified_time article:modified datemodified og:updated_time dcterms.modified"
    ),
    "authors": "author byl dc.creator parsely-author sailthru.author article:author",
    "section": "article:section og:article:section parsely-section articlesection section",
    "keywords": "article:tag news_keywords parsely-tags keywords",
    "language": "og:locale content-language dc.language",
}
"""Names of meta elements per field, the most telling first. None that dates a file, a crawl or a draft."""

_WHOLE = ("authors", "keywords")
"""Fields of which every element of one name states a part."""

_CHANGED = re.compile(r"updated|modified", re.IGNORECASE)
_FIRST = re.compile(r"publish|posted|issued", re.IGNORECASE)
_SUBTITLE = re.compile(r"(?:^|[\s_-])(?:sub-?(?:title|headline|line)|standfirst|dek)(?:$|[\s_-])", re.IGNORECASE)
_PARAGRAPH = 80
_BEFORE_OUTLET = tuple("|–—·:-")


def page_statements(tree: Any) -> dict[str, list[Statement]]:
    """Per field what the page states, the most telling first; nothing is read out of the article's text."""
    meta, canonical = _from_meta(tree), _canonical(tree)
    addresses = frozenset(str(value) for value, _ in (*canonical, *meta["url"]))
    found = json_ld_statements(tree, addresses)
    found["url"] = [*found["url"], *canonical]
    found["language"] += [Statement(tree.get("lang"), "html lang")]
    found = {name: [*found[name], *meta[name]] for name in _META}
    found["url"] = [one for one in found["url"] if page_address(one.value)]
    found["published"] += _marked_time(tree)
    found["subtitle"] = list(_subtitle(tree))
    found["title"] = [_without_outlet(title, found["outlet"]) for title in found["title"]]
    return found


def _from_meta(tree: Any) -> dict[str, list[Statement]]:
    contents: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        names = [element.get(key) for key in ("property", "name", "itemprop", "http-equiv")]
        content = html.unescape((element.get("content") or "").strip())
        for name in {one for value in names if value and content for one in value.lower().split()}:
            contents.setdefault(name, []).append(content)
    return {field: list(_stated(field, names, contents)) for field, names in _META.items()}


def _stated(field: str, names: str, contents: dict[str, list[str]]) -> Iterator[Statement]:
    for name in names.split():
        values = contents.get(name, [])
        if field in _WHOLE and len(values) > 1:
            yield Statement(values, f"meta {name}")
        else:
            yield from (Statement(value, f"meta {name}") for value in values)


def _canonical(tree: Any) -> list[Statement]:
    return [Statement(link, "link canonical") for link in tree.xpath('.//link[@rel="canonical"]/@href')]


def _marked_time(tree: Any) -> list[Statement]:
    """The time that the page marks as that of publication, or the only one its article carries, if not of a change."""
    marked = tree.xpath('.//time[@itemprop="datePublished" or @pubdate]/@datetime')
    within = tree.xpath(".//article//time[@datetime]")
    if not marked and len({time.get("datetime") for time in within}) == 1 and not _is_change(within[0]):
        marked = [within[0].get("datetime")]
    return [Statement(time, "time element") for time in marked]


def _is_change(time: Any) -> bool:
    """True for a time that its own or its parent's attributes call that of an update and not of publication."""
    own = [value for element in (time, time.getparent()) for value in element.attrib.values()]
    words = " ".join([*own, time.getparent().text or ""])
    return bool(_CHANGED.search(words)) and not _FIRST.search(words)


def _subtitle(tree: Any) -> Iterator[Statement]:
    """The line between headline and first paragraph, where the page's own class names call it a subtitle."""
    headline = next(tree.iter("h1"), None)
    for element in _following(tree, headline) if headline is not None else ():
        if _SUBTITLE.search(element.get("class") or "") or element.get("itemprop") == "alternativeHeadline":
            yield Statement(_text(element), "subtitle on the page")
            return
        if element.tag == "p" and len(_text(element)) >= _PARAGRAPH:
            return


def _following(tree: Any, element: Any) -> Iterator[Any]:
    """The elements that begin after this one ends; XPath fails here where an entity is left in the text."""
    within, begun = set(element.iter()), False
    for one in tree.iter():
        begun = begun or one is element
        if begun and isinstance(one.tag, str) and one not in within:
            yield one


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _without_outlet(title: Statement, outlets: list[Statement]) -> Statement:
    """A page title without the name of the outlet behind it."""
    text = words_of(title.value) or ""
    for outlet in outlets:
        name, whole = words_of(outlet.value), text.rstrip()
        before = whole[: -len(name)].rstrip() if name and whole.endswith(name) else ""
        if before.endswith(_BEFORE_OUTLET):
            text = before[:-1].rstrip() or text
    return Statement(text, title.where)
