"""HTML pages, feeds, sitemaps and the formats of agencies."""

from fuzzing.parts import TEXT, TITLE, Outside, Reader, as_json, nested, own_samples
from fuzzing.text_samples import DEEP_JSON, JSON_TOKENS

XML_TOKENS = (
    b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?xml ", b"?>", b"&lt;", b"&#0;", b"&#x110000;", b"&#xD800;", b"&nbsp;",
    b"<!DOCTYPE x [", b"]>", b' xmlns:x="', b"</", b"/>", b"<x:y ", b'encoding="utf-7"', b'encoding="ucs-4"',
)  # fmt: skip
HTML_TOKENS = (
    *XML_TOKENS, b"<p>", b"<div>", b"<article>", b"<table><tr><td>", b"<b>", b"<select>", b"<svg>", b"<math>", b"<br>",
    b"<script>", b"<style>", b"<title>", b"<template>", b"<frameset>", b"<plaintext>", b'<meta name="date" content="',
)  # fmt: skip

HTML = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} | The Gazette</title>
<meta property="og:site_name" content="The Gazette">
<meta property="article:published_time" content="2025-10-04T18:00:00+02:00">
<link rel="canonical" href="https://gazette.example/storm"><script type="application/ld+json">
{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{TITLE}",
"datePublished":"2025-10-04T18:00:00+02:00","author":[{{"@type":"Person","name":"Mira Oduya"}}],
"publisher":{{"@type":"Organization","name":"The Gazette"}}}}</script></head><body><nav><a href="/">Home</a></nav>
<article><h1>{TITLE}</h1><p class="byline">By Mira Oduya</p><figure><img src="a.jpg"><figcaption>The wall</figcaption>
</figure><p>{"</p><p>".join(TEXT.splitlines())}</p><ul><li>One</li><li>Two</li></ul>
<table><tr><td>a</td><td>b</td></tr></table><blockquote>“Stay inside.”</blockquote></article><aside>Read more</aside>
<footer>(c)</footer></body></html>"""
_RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Gazette</title><link>https://gazette.example/</link>
<language>en-gb</language><item><title>{TITLE}</title><link>https://gazette.example/storm</link><guid>storm-1</guid>
<pubDate>Sat, 04 Oct 2025 18:00:00 +0200</pubDate><dc:creator>Mira Oduya</dc:creator><category>Weather</category>
<content:encoded><![CDATA[<p>{TEXT}</p><script>x()</script>]]></content:encoded></item></channel></rss>"""
_ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Gazette</title><entry>
<title type="html">{TITLE}</title><link href="https://gazette.example/storm"/><id>tag:g,1</id>
<published>2025-10-04T18:00:00Z</published><updated>2025-10-05T08:00:00Z</updated><author><name>Mira Oduya</name>
</author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{TEXT}</p></div></content></entry></feed>"""
_JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1", "title": "The Gazette", "items": [
        {"id": 1, "url": "https://gazette.example/storm", "title": TITLE, "content_html": f"<p>{TEXT}</p>",
         "date_published": "2025-10-04T18:00:00Z", "authors": [{"name": "Mira Oduya"}], "tags": ["weather"]}],
}  # fmt: skip
_G2 = f"""<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet><newsItem
 guid="urn:newsml:epr.example:20251004:storm" version="1" standard="NewsML-G2" xml:lang="en-GB"><itemMeta>
<itemClass qcode="ninat:text"/><provider qcode="nprov:EPR"/><firstCreated>2025-10-04T18:00:00+02:00</firstCreated>
<pubStatus qcode="stat:usable"/></itemMeta><contentMeta><headline>{TITLE}</headline><by>By Mira Oduya</by>
<language tag="en"/><subject qcode="medtop:20000421"><name>weather</name></subject></contentMeta><contentSet><inlineXML
 contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{TEXT}</p></body></html>
</inlineXML></contentSet></newsItem></itemSet></newsMessage>"""
_NITF = f"""<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" xml:lang="en"><head><title>STORM</title><docdata>
<date.issue norm="20251004T180000+0200"/><doc.copyright holder="EPR"/><key-list><keyword key="storm"/></key-list>
</docdata></head><body><body.head><hedline><hl1>{TITLE}</hl1><hl2>Ferries stay</hl2></hedline>
<byline>By <person>Mira Oduya</person></byline><dateline><location>HALLIN</location></dateline></body.head>
<body.content><block><p>{TEXT}</p><table><tr><td>1</td></tr></table></block></body.content></body></nitf>"""
_NINJS = {
    "uri": "urn:epr:storm", "type": "text", "versioncreated": "2025-10-04T18:00:00Z", "headline": TITLE,
    "firstcreated": "2025-10-04T17:00:00Z", "byline": "By Mira Oduya", "body_text": TEXT, "language": "en",
    "body_xhtml": f"<p>{TEXT}</p>", "pubstatus": "usable", "subject": [{"name": "weather"}],
    "standard": {"name": "ninjs", "version": "2.0"}, "bodies": [{"role": "main", "value": TEXT}],
    "headlines": [{"value": TITLE}],
}  # fmt: skip
_SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://gazette.example/storm</loc>
<lastmod>2025-10-04T18:00:00Z</lastmod><news:news><news:publication><news:name>The Gazette</news:name>
<news:language>en</news:language></news:publication><news:publication_date>2025-10-04</news:publication_date>
<news:title>Storm &amp; tide</news:title></news:news></url><url><loc>https://gazette.example/quay</loc></url></urlset>"""
_INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap>
<loc>https://gazette.example/2025.xml</loc><lastmod>2025-12-31</lastmod></sitemap></sitemapindex>"""

DEEP_HTML = tuple(
    nested(f"<{tag}>", f"</{tag}>", 60_000, TEXT) for tag in ("div", "b", "ul><li", "table><tr><td", "blockquote")
)


def _html(outside: Outside) -> Reader:
    hostile = (
        *DEEP_HTML,
        *outside.entities("html", lambda text: f"<html><body><p>{text}</p></body></html>"),
        b"<p>" + b"<" * 900_000,
        HTML.encode().replace(b'"Person"', b"[" * 100_000),
    )
    samples = (HTML.encode(), *own_samples("tests/data/*.html", "index/sample/*.html"))
    return Reader(("a.html", "a.xhtml"), samples, hostile, HTML_TOKENS)


def _feed(outside: Outside) -> Reader:
    item = "<rss><channel><item><title>t</title><description>{}</description></item></channel></rss>"
    hostile = (
        item.format("&lt;b&gt;" * 90_000).encode(),
        b"<rss><channel>" + b"<item><title>t</title></item>" * 30_000 + b"</channel></rss>",
        *outside.entities("rss", item.format),
        nested("<rss>", "", 50_000),
    )
    samples = (_RSS.encode(), _ATOM.encode(), as_json(_JSON_FEED))
    return Reader(("a.rss", "a.atom", "a.xml", "a.json"), samples, hostile, HTML_TOKENS)


def _sitemap(outside: Outside) -> Reader:
    hostile = (
        b"<urlset>" + b"<url><loc>http://a.example/</loc></url>" * 22_000,
        *outside.entities("urlset", lambda text: f"<urlset><url><loc>https://a.example/{text}</loc></url></urlset>"),
        nested("<urlset><url>", "</url></urlset>", 30_000),
    )
    return Reader(("a.xml",), (_SITEMAP.encode(), _INDEX.encode()), hostile, XML_TOKENS)


def _newsml(outside: Outside) -> Reader:
    hostile = (
        *outside.entities("newsMessage", lambda text: _G2.replace(TITLE, text)),
        nested("<a>", "</a>", 100_000),
        _G2.replace("<p>", "<div>" * 20_000 + "<p>").encode(),
        _G2.replace("<by>", "<by>" + "A and " * 100_000).encode(),
    )
    return Reader(("a.xml", "a.newsml"), (_G2.encode(),), hostile, XML_TOKENS)


def _nitf(outside: Outside) -> Reader:
    hostile = (
        *outside.entities("nitf", lambda text: _NITF.replace(TITLE, text)),
        nested("<nitf>", "</nitf>", 60_000),
        _NITF.replace("<block>", "<block>" * 60_000).encode(),
        _NITF.replace("<p>", "<p>x</p><p>" * 60_000).encode(),
    )
    return Reader(("a.xml", "a.nitf"), (_NITF.encode(),), hostile, XML_TOKENS)


def _ninjs() -> Reader:
    changes = ({"body_xhtml": "<b>" * 200_000}, {"byline": "A, " * 200_000}, {"subject": [{"name": "x"}] * 40_000})
    hostile = (*DEEP_JSON, *(as_json(_NINJS | change) for change in changes))
    samples = (as_json(_NINJS), as_json([_NINJS, _NINJS]))
    return Reader(("a.json", "a.ninjs", "a.jsonl"), samples, hostile, JSON_TOKENS)


def markup_readers(outside: Outside) -> dict[str, Reader]:
    """By name."""
    return {
        "html": _html(outside), "feed": _feed(outside), "sitemap": _sitemap(outside), "newsml": _newsml(outside),
        "nitf": _nitf(outside), "ninjs": _ninjs(),
    }  # fmt: skip
