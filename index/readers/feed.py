"""RSS, RDF, Atom and JSON Feed -> an Article for each entry, from its content or its summary."""

import io
import json
import re
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from index.datatypes import Article, Failure
from index.readers.decode import decode
from index.readers.feed_guard import feed_parser, with_short_prologue
from index.readers.markup import markup_text
from index.readers.sniff import xml_root
from index.readers.statements import Statement, article_from_statements
from index.readers.values import web_address

MAX_BYTES = 8 * 1024 * 1024
"""Feeds of news have a few hundred KB; feedparser takes 3 s for a MB of tiny entries, so more is refused."""

_END = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_DECLARED = re.compile(rb"<\?xml[^>]{0,100}?\bencoding\s*=\s*[\"']([\w.:-]+)")
_JSON_FEED = re.compile(r"https?://jsonfeed\.org/version/")
_SHORT_YEAR = re.compile(r"(?:[A-Za-z]{3},\s*)?\d{1,2} [A-Za-z]{3} \d{2} \d{2}:\d{2}(?::\d{2})? \S+")
_MAIL_AND_NAME = re.compile(r"[^\s@()]+@[^\s@()]+\s*\(([^()]+)\)")
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_OTHER_DATES = ("http://www.w3.org/2005/Atom", "http://purl.org/dc/terms/")
_ADVICE = "Download the feed again, or tell its publisher: validator.w3.org/feed shows what is wrong."


def root_of(data: bytes) -> str:
    """The name of an XML document's first element as `xml_root` gives it, empty where there is none."""
    try:
        return xml_root(decode(data[: 64 * 1024])) or ""
    except UnicodeError:
        return ""


def is_feed(data: bytes) -> bool:
    """Whether the bytes are a feed of a kind that `read_feed` reads."""
    return root_of(data) in ("rss", "feed", "rdf") or (data[:256].lstrip()[:1] == b"{" and bool(_json_feed(data)))


def read_feed(data: bytes, origin: str) -> Iterator[Article | Failure]:
    """An article for each entry that brings text; entries that only name a page are failures that say how to get it."""
    empty = True
    for item in feed_entries(data, origin):
        empty = False
        if isinstance(item, Failure) or item.text.strip():
            yield item
        else:
            advice = "Sync the feed by its web address: Dateline then fetches the pages that it names."
            yield Failure(item.origin, "no text: the entry of the feed only names a page", advice, complete=True)
    if empty:
        yield Failure(origin, "no text: the feed has no entries", "Take it out of the source, or sync it later.")


def feed_entries(data: bytes, origin: str) -> Iterator[Article | Failure]:
    """What a feed says of each of its entries, text or none; a broken feed is a failure after what could be read."""
    if len(data) > MAX_BYTES:
        yield Failure(origin, f"the feed is larger than {MAX_BYTES // 2**20} MB", "Sync the article pages themselves.")
    elif feed := _json_feed(data):
        yield from _json_entries(feed, origin)
    else:
        yield from _xml_entries(data, origin)


def _xml_entries(data: bytes, origin: str) -> Iterator[Article | Failure]:
    declared = _DECLARED.match(data)
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": web_address(origin) or ""}
    try:
        text = with_short_prologue(decode(data, declared[1].decode("ascii") if declared else None))
        # A stream, never the bytes themselves: feedparser would open a file or address that they spell.
        feed = feed_parser()(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (ValueError, OverflowError, RecursionError, AssertionError, KeyError, TypeError) as error:
        yield Failure(origin, f"the feed is broken ({type(error).__name__}: {str(error)[:80]})", _ADVICE)
        return
    for number, entry in enumerate(feed.entries, start=1):
        yield _article(_entry_fields(entry, feed), number, origin)
    if feed.bozo and not _END.search(text[-4096:]):
        reason = " ".join(str(feed.get("bozo_exception")).split())[:120]
        yield Failure(origin, f"the feed is broken after {len(feed.entries)} entries ({reason})", _ADVICE)


def _entry_fields(entry: Any, feed: Any) -> dict[str, Statement]:
    """Per field of ours, the value in the entry and the name of the element that states it."""
    source = _plain(dict.get(entry.get("source") or {}, "title"))
    outlet = Statement(_plain(dict.get(feed.feed, "title")), "title of the feed")
    tags = dict.get(entry, "tags") or ()
    return {
        "guid": Statement(dict.get(entry, "id"), "guid"),
        "title": Statement(_detail(entry, "title"), "title"),
        "text": _content(entry),
        "url": Statement(dict.get(entry, "link"), "link"),
        "outlet": Statement(source, "source") if source else outlet,
        **_dates(entry, feed),
        "authors": Statement(_authors(entry), "author"),
        "language": Statement(dict.get(entry, "language") or dict.get(feed.feed, "language"), "language"),
        "keywords": Statement([_plain(one.get("label") or one.get("term")) for one in tags], "category"),
    }  # fmt: skip


def _authors(entry: Any) -> list[str]:
    """RSS has "mail (name)" for an author, of which feedparser keeps a part of the mail where its domain is long."""
    if match := _MAIL_AND_NAME.fullmatch(_text(dict.get(entry, "author")).strip()):
        return [match[1]]
    people = dict.get(entry, "authors") or [dict.get(entry, "author_detail") or {}]
    return [_text(one.get("name")) for one in people]


def _dates(entry: Any, feed: Any) -> dict[str, Statement]:
    """`updated` is when an entry was changed, and never stands in for its publication."""
    published, modified, created = (dict.get(entry, name) for name in ("published", "updated", "created"))
    atom = str(feed.version).startswith("atom")
    if published or not (modified or created):
        first = Statement(_date(published), "published" if atom else "pubDate")
    elif modified and not atom and _only_dublin_core(feed.namespaces):
        first, modified = Statement(_date(modified), "dc:date"), None  # feedparser calls dc:date an update
    else:
        first = Statement(_date(created), "created")
    return {"published": first, "modified": Statement(_date(modified), "updated")}


def _only_dublin_core(namespaces: Mapping[str, str]) -> bool:
    """Whether the only dates that entries of this RSS can have beside pubDate are dc:date, as in RSS 1.0."""
    used = set(namespaces.values())
    return _DUBLIN_CORE in used and not used & set(_OTHER_DATES)


def _content(entry: Any) -> Statement:
    parts = [part for part in dict.get(entry, "content") or () if part.get("value")]
    if parts:
        longest = max(parts, key=lambda part: len(part["value"]))
        return Statement(_markup(longest["value"], longest.get("type")), "content")
    return Statement(_detail(entry, "summary"), "summary")


def _detail(entry: Any, name: str) -> str:
    kind = (dict.get(entry, f"{name}_detail") or {}).get("type")
    return _markup(dict.get(entry, name) or "", kind)


def _markup(value: str, kind: str | None) -> str:
    return value.strip() if kind == "text/plain" else markup_text(value)


def _plain(value: object) -> str:
    return markup_text(value) if isinstance(value, str) else ""


def _date(value: object) -> object:
    """The value, or the date in it where its year has two digits: RSS allows that, as RFC 822 did."""
    if isinstance(value, str) and _SHORT_YEAR.fullmatch(value.strip()):
        try:
            return parsedate_to_datetime(value.strip())
        except (ValueError, OverflowError):
            return None
    return value


def _json_feed(data: bytes) -> Mapping[str, Any] | None:
    if data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"{":
        return None
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return None
    version = value.get("version")
    feed = isinstance(version, str) and _JSON_FEED.match(version) and isinstance(value.get("items"), list)
    return value if feed else None


def _json_entries(feed: Mapping[str, Any], origin: str) -> Iterator[Article | Failure]:
    for number, item in enumerate(feed["items"], start=1):
        if isinstance(item, Mapping):
            yield _article(_item_fields(item, feed), number, origin)
        else:
            advice = "Every item of a JSON feed is an object with named fields."
            yield Failure(f"{origin}#{number}", f"the item is a {type(item).__name__}", advice)


def _item_fields(item: Mapping[str, Any], feed: Mapping[str, Any]) -> dict[str, Statement]:
    page, text, summary = (_text(item.get(name)) for name in ("content_html", "content_text", "summary"))
    people = item.get("authors") or item.get("author") or feed.get("authors") or feed.get("author")
    named = {name: Statement(item.get(name), name) for name in ("title", "date_published", "date_modified", "tags")}
    return {
        "guid": Statement(_text(item.get("id")), "id"),
        "title": named["title"],
        "text": Statement(markup_text(page) or text or summary, "content"),
        "url": Statement(item.get("url") or item.get("external_url"), "url"),
        "outlet": Statement(feed.get("title"), "title of the feed"),
        "published": named["date_published"],
        "modified": named["date_modified"],
        "authors": Statement(people, "authors"),
        "language": Statement(item.get("language") or feed.get("language"), "language"),
        "keywords": named["tags"],
    }


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _article(fields: dict[str, Statement], number: int, origin: str) -> Article:
    """The article of an entry; its id is that of its place in this feed, since a guid is one's own numbering."""
    guid = fields.pop("guid").value
    place = f"{origin}#{web_address(fields['url'].value) or guid or number}"
    return article_from_statements(
        {name: [Statement(one.value, f"feed {one.where}")] for name, one in fields.items()}, place
    )
