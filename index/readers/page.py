"""What an HTML page states about itself: JSON-LD first, then OpenGraph and meta elements; nothing from its text."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from index.readers.dates import parse_date
from index.readers.records import web_address

_META = {
    "title": "og:title twitter:title dc.title parsely-title sailthru.title",
    "url": "og:url parsely-link",
    "outlet": "og:site_name application-name dc.publisher",
    "published": (
        "article:published_time og:article:published_time datepublished parsely-pub-date sailthru.date dc.date.issued "
        "dcterms.issued dc.date dcterms.created article.published publication_date publish-date pubdate date"
    ),
    "authors": "author byl dc.creator parsely-author sailthru.author article:author",
    "language": "og:locale content-language dc.language",
}
"""Names of meta elements per field, the most telling first."""

_ARTICLE_TYPES = re.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report)$")
_SOURCES = {
    "title": ("headline", "name"),
    "url": ("url", "mainEntityOfPage"),
    "outlet": ("publisher", "sourceOrganization"),
    "published": ("datePublished", "dateCreated"),
    "authors": ("author", "creator"),
    "language": ("inLanguage",),
}
_TITLE_SUFFIX = r"\s*[|–—·:-]\s*"


def stated_fields(tree: Any) -> dict[str, object]:
    """Title, url, outlet, published, authors and language as far as the page states them."""
    linked, meta = _from_json_ld(tree), _from_meta(tree)
    fields = {name: linked.get(name) or meta.get(name) for name in _META}
    fields["published"] = linked.get("published") or meta.get("published") or _marked_time(tree)
    fields["url"] = linked.get("url") or _canonical(tree) or meta.get("url")
    fields["language"] = linked.get("language") or tree.get("lang") or meta.get("language")
    fields["title"] = _without_outlet(fields["title"], fields["outlet"])
    return {name: value for name, value in fields.items() if value}


def _from_json_ld(tree: Any) -> dict[str, object]:
    nodes = [node for script in tree.xpath('.//script[@type="application/ld+json"]') for node in _nodes(_loads(script))]
    article = next((node for node in nodes if _is_article(node)), {})
    by_id = {str(node["@id"]): node for node in nodes if len(node) > 1 and "@id" in node}
    found: dict[str, object] = {}
    for name, keys in _SOURCES.items():
        values = [value for key in keys if (value := _resolved(article.get(key), by_id))]
        convert = {"published": parse_date, "url": _address}.get(name, _names)
        found[name] = next((result for value in values if (result := convert(value))), None)
    return found


def _loads(script: Any) -> object:
    try:
        return json.loads(
            re.sub(r"^\s*(?:<!\[CDATA\[|/\*.*?\*/)|(?:\]\]>)\s*;?\s*$", "", script.text or ""), strict=False
        )
    except (ValueError, RecursionError):
        return None


def _nodes(value: object, depth: int = 4) -> Iterator[Mapping[str, Any]]:
    """Every object that may be the article or somebody it refers to."""
    if isinstance(value, list) and depth:
        for item in value:
            yield from _nodes(item, depth - 1)
    elif isinstance(value, Mapping):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "publisher", "author"):
            if depth and key in value:
                yield from _nodes(value[key], depth - 1)


def _is_article(node: Mapping[str, Any]) -> bool:
    kinds = node.get("@type")
    return any(_ARTICLE_TYPES.match(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _resolved(value: object, by_id: Mapping[str, Mapping[str, Any]]) -> object:
    """The value with references to other objects of the page ({"@id": ...}) replaced by those."""
    if isinstance(value, list):
        return [_resolved(item, by_id) for item in value]
    if isinstance(value, Mapping) and not value.get("name"):
        return by_id.get(str(value.get("@id")), value)
    return value


def _address(value: object) -> str | None:
    inner = value.get("@id") or value.get("url") if isinstance(value, Mapping) else value
    return web_address(inner)


def _names(value: object) -> object:
    """Strings with their entities read, since many pages escape them twice; objects by their name."""
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, list):
        return [name for item in value if (name := _names(item))]
    return html.unescape(value).strip() if isinstance(value, str) else None


def _from_meta(tree: Any) -> dict[str, object]:
    contents: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = (
            element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv") or ""
        )
        if content := (element.get("content") or "").strip():
            contents.setdefault(name.lower(), []).append(html.unescape(content))
    found = {
        field: [value for name in names.split() for value in contents.get(name, ())] for field, names in _META.items()
    }
    return {
        **{field: next(iter(values), None) for field, values in found.items()},
        "published": next((day for value in found["published"] if (day := parse_date(value))), None),
        "url": next(filter(None, map(web_address, found["url"])), None),
        "authors": [value for value in found["authors"] if not web_address(value)],
    }


def _canonical(tree: Any) -> str | None:
    return next(filter(None, (web_address(link) for link in tree.xpath('.//link[@rel="canonical"]/@href'))), None)


def _marked_time(tree: Any) -> object:
    """The time that the page marks as that of publication, or the only one that its article carries."""
    marked = tree.xpath('.//time[@itemprop="datePublished" or @pubdate]/@datetime')
    within = tree.xpath(".//article//time/@datetime")
    if not marked and len(set(within)) == 1:
        marked = within
    return next((day for value in marked if (day := parse_date(value))), None)


def _without_outlet(title: object, outlet: object) -> object:
    """A page title without the name of the outlet behind it."""
    if isinstance(title, str) and isinstance(outlet, str) and outlet:
        return re.sub(_TITLE_SUFFIX + re.escape(outlet) + r"\s*$", "", title) or title
    return title
