import json
import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.datatypes import Article, Failure
from index.readers.feed import MAX_BYTES, feed_entries, is_feed, read_feed, root_of

ORIGIN = "https://courier.example/feed"
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>The Varnholm Courier</title><link>https://courier.example/</link><language>en-gb</language>
<lastBuildDate>Sat, 14 Mar 2026 10:00:00 GMT</lastBuildDate>
<item><title>Quay closed &amp; ferries moved</title><link>https://courier.example/quay</link>
<guid isPermaLink="false">quay-1</guid><pubDate>Thu, 12 Mar 2026 09:00:00 +0100</pubDate>
<dc:creator>Mara Halden</dc:creator><category>Harbour</category><category>Transport</category>
<description>The quay is closed.</description>
<content:encoded><![CDATA[<p>The old quay of Hallin was closed.</p><p>Ferries leave from the <b>northern</b> pier.</p>
<script>track()</script>]]></content:encoded></item>
<item><title>Second</title><link>https://courier.example/second</link><description>Only a &lt;i&gt;summary&lt;/i&gt;.</description>
</item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="sv"><title>Ljuset</title>
<entry><title type="html">Bron &lt;em&gt;stängd&lt;/em&gt;</title><link href="https://ljuset.example/bron"/><id>tag:ljuset,1</id>
<updated>2026-03-13T08:00:00Z</updated>%s<author><name>Åsa Lind</name></author><author><name>Bo Ek</name></author>
<content type="html">&lt;p&gt;Bron är stängd.&lt;/p&gt;</content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://r.example/"><title>Radio Hallin</title></channel>
<item rdf:about="https://r.example/a"><title>Tide</title><link>https://r.example/a</link><dc:date>2026-03-12T07:00:00+01:00</dc:date>
<dc:creator>Ivo Senn</dc:creator><description>The tide was high.</description></item></rdf:RDF>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1", "title": "Hask Post", "language": "en-US",
    "authors": [{"name": "Ilva Tarn"}],
    "items": [
        {"id": 1, "url": "https://hask.example/1", "title": "Water low", "content_html": "<p>The reservoir is low.</p>",
         "date_published": "2026-03-12T07:00:00Z", "date_modified": "2026-03-13T07:00:00Z", "tags": ["water", "water"]},
        {"id": "2", "url": "https://hask.example/2", "content_text": "Rain came.", "author": {"name": "Jon Tellef"}},
    ],
}  # fmt: skip


def read(data: str | bytes, origin: str = ORIGIN) -> list[Article | Failure]:
    return list(read_feed(data if isinstance(data, bytes) else data.encode(), origin))


def articles(data: str | bytes, origin: str = ORIGIN) -> list[Article]:
    found = read(data, origin)
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


def test_an_rss_entry_gives_all_it_states() -> None:
    first, second = articles(RSS)
    assert first.title == "Quay closed & ferries moved"
    assert first.text == "The old quay of Hallin was closed.\n\nFerries leave from the northern pier."
    assert first.url == "https://courier.example/quay"
    assert first.published == datetime(2026, 3, 12, 9, tzinfo=timezone(timedelta(hours=1)))
    assert (first.outlet, first.authors, first.language) == ("The Varnholm Courier", ("Mara Halden",), "en")
    assert first.keywords == ("Harbour", "Transport")
    assert first.modified is None
    assert second.text == "Only a summary."
    assert (second.published, second.authors) == (None, ())


def test_each_field_says_where_it_was_stated() -> None:
    stated = articles(RSS)[0].stated
    assert stated == {
        "title": "feed title", "url": "feed link", "outlet": "feed title of the feed", "published": "feed pubDate",
        "authors": "feed author", "language": "feed language", "keywords": "feed category",
    }  # fmt: skip


def test_an_update_of_an_atom_entry_is_not_its_publication() -> None:
    (found,) = articles(ATOM % "")
    assert found.published is None
    assert found.modified == datetime(2026, 3, 13, 8, tzinfo=UTC)
    assert "published" not in found.stated
    (dated,) = articles(ATOM % "<published>2026-03-12T08:00:00Z</published>")
    assert dated.published == datetime(2026, 3, 12, 8, tzinfo=UTC)
    assert dated.stated["modified"] == "feed updated"


def test_an_atom_entry_gives_all_it_states() -> None:
    (found,) = articles(ATOM % "")
    assert (found.title, found.text) == ("Bron stängd", "Bron är stängd.")
    assert (found.authors, found.outlet, found.language) == (("Åsa Lind", "Bo Ek"), "Ljuset", "sv")


def test_the_date_of_an_rdf_entry_is_its_publication() -> None:
    (found,) = articles(RDF)
    assert found.published == datetime(2026, 3, 12, 7, tzinfo=timezone(timedelta(hours=1)))
    assert found.stated["published"] == "feed dc:date"
    assert (found.modified, found.authors, found.outlet) == (None, ("Ivo Senn",), "Radio Hallin")


def test_a_date_that_could_be_an_update_is_no_publication() -> None:
    xml = RDF.replace("xmlns:dc=", 'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dc=').replace(
        "dc:date", "dcterms:modified"
    )
    (found,) = articles(xml)
    assert found.published is None
    assert found.modified == datetime(2026, 3, 12, 7, tzinfo=timezone(timedelta(hours=1)))


def test_a_json_feed_gives_all_it_states() -> None:
    first, second = articles(json.dumps(JSON_FEED))
    assert (first.title, first.text, first.outlet) == ("Water low", "The reservoir is low.", "Hask Post")
    assert first.published == datetime(2026, 3, 12, 7, tzinfo=UTC)
    assert first.modified == datetime(2026, 3, 13, 7, tzinfo=UTC)
    assert (first.authors, first.keywords, first.language) == (("Ilva Tarn",), ("water",), "en")
    assert first.stated["published"] == "feed date_published"
    assert (second.text, second.authors, second.published) == ("Rain came.", ("Jon Tellef",), None)


@pytest.mark.parametrize("version", ["0.91", "0.92", "2.0"])
def test_every_version_of_rss_is_read(version: str) -> None:
    (found,) = articles(f'<rss version="{version}"><channel><title>T</title><item><title>A</title>'
                        "<description>Words.</description></item></channel></rss>")  # fmt: skip
    assert (found.title, found.text, found.outlet) == ("A", "Words.", "T")


def test_rss_090_is_read() -> None:
    (found,) = articles(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">'
        "<item><title>A</title><link>https://a.example/1</link><description>Words.</description></item></rdf:RDF>"
    )
    assert (found.title, found.url) == ("A", "https://a.example/1")


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("12 Mar 26 09:00 GMT", datetime(2026, 3, 12, 9, tzinfo=UTC)),
        ("Thu, 12 Mar 2026", date(2026, 3, 12)),
        ("2026-03-12", date(2026, 3, 12)),
        ("03/04/2026", None),
        ("yesterday", None),
        ("99 Foo 26 09:00 GMT", None),
    ],
)
def test_dates_of_entries_are_read_as_stated(stated: str, expected: object) -> None:
    (found, _) = articles(RSS.replace("Thu, 12 Mar 2026 09:00:00 +0100", stated))
    assert found.published == expected


def test_a_month_alone_is_kept_as_one() -> None:
    (found, _) = articles(RSS.replace("Thu, 12 Mar 2026 09:00:00 +0100", "March 2026"))
    assert (found.published, found.published_in) == (None, "2026-03")


def test_the_source_of_an_entry_is_its_outlet() -> None:
    (found, _) = articles(RSS.replace("<guid", '<source url="https://post.example/f">Hask Post</source><guid'))
    assert found.outlet == "Hask Post"
    assert found.stated["outlet"] == "feed source"


def test_a_relative_link_is_completed_by_the_address_of_the_feed() -> None:
    (found, _) = articles(RSS.replace("<link>https://courier.example/quay</link>", "<link>/quay</link>"))
    assert found.url == "https://courier.example/quay"
    (local, _) = articles(RSS.replace("<link>https://courier.example/quay</link>", "<link>/quay</link>"), "/a/feed.xml")
    assert local.url is None


def test_ids_belong_to_the_place_of_the_entry() -> None:
    here, there = articles(RSS), articles(RSS, "/a/feed.xml")
    assert len({one.id for one in here + there}) == 4
    assert [one.id for one in here] == [one.id for one in articles(RSS)]
    assert here[0].origin == f"{ORIGIN}#https://courier.example/quay"


def test_an_entry_without_text_says_how_to_get_its_page() -> None:
    _, found = read(RSS.replace("<description>Only a &lt;i&gt;summary&lt;/i&gt;.</description>", ""))
    assert isinstance(found, Failure)
    assert "address" in found.advice
    entries = list(feed_entries(RSS.encode(), ORIGIN))
    assert len(entries) == 2


def test_a_feed_without_entries_is_a_failure() -> None:
    (found,) = read('<rss version="2.0"><channel><title>T</title></channel></rss>')
    assert isinstance(found, Failure)
    assert "no entries" in found.reason


def test_a_feed_that_breaks_off_gives_what_is_there_and_says_so() -> None:
    found = read(RSS[: RSS.index("<description>Only") + 20])
    assert isinstance(found[0], Article)
    assert isinstance(found[-1], Failure)
    assert found[-1].origin == ORIGIN
    assert "broken after" in found[-1].reason


def test_a_feed_in_another_encoding_is_read() -> None:
    xml = RSS.replace("utf-8", "iso-8859-1").replace("Mara Halden", "Åke Öst")
    assert articles(xml.encode("iso-8859-1"))[0].authors == ("Åke Öst",)
    assert articles(RSS.replace("utf-8", "utf-16").encode("utf-16"))[0].title == "Quay closed & ferries moved"


def test_a_file_is_never_opened_for_what_a_feed_spells() -> None:
    for data in (b"/etc/passwd", b"file:///etc/passwd", b"http://127.0.0.1:9/"):
        assert all(isinstance(item, Failure) for item in read(data))


def test_external_and_endless_entities_come_to_nothing() -> None:
    inside = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item><title>A &x;</title><description>W &x;</description></item></channel></rss>'
    assert "root:" not in repr(read(inside))
    bomb = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(14)
    )
    started = time.process_time()
    found = read(bomb + ']><rss version="2.0"><channel><item><title>&o;</title></item></channel></rss>')
    assert len(repr(found)) < 100_000
    assert time.process_time() - started < 10


def test_a_feed_beyond_all_measure_is_refused_at_once() -> None:
    (found,) = read(b"<rss>" + bytes(MAX_BYTES))
    assert isinstance(found, Failure)
    assert "larger" in found.reason


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (RSS, True), (ATOM, True), (RDF, True), (json.dumps(JSON_FEED), True), ("\ufeff<!-- a -->\n<feed/>", True),
        ("<!DOCTYPE rss PUBLIC 'x' 'y'><rss/>", True), ("<html><rss/></html>", False), ("rss", False), ("", False),
        ('{"version": 1, "items": []}', False), ('{"version": "https://jsonfeed.org/version/1"}', False), ("<urlset/>", False),
    ],
)  # fmt: skip
def test_feeds_are_known_by_their_content(data: str, expected: bool) -> None:
    assert is_feed(data.encode()) is expected


def test_the_root_is_found_in_any_encoding_and_quickly() -> None:
    assert root_of("<?xml version='1.0'?><feed/>".encode("utf-16")) == "feed"
    started = time.process_time()
    for junk in (b"<!--" * 20_000, b"<?a " * 20_000, b"<!DOCTYPE a [" * 8000, b"<!-- -->" * 10_000, b"<? ?> " * 10_000):
        assert root_of(junk) == ""
    assert time.process_time() - started < 3


PIECES = [
    "<rss version='2.0'>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<link>", "<link/>", "<pubDate>", "<![CDATA[", "]]>", "&", "&lt;", "&#x0;",
    "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "<author>", "<name>", "<updated>", "2026-03-12", "<category term='a'/>", "<dc:date>",
    "<content type='xhtml'><div>", "</rss>", "</feed>", "<source>", "xml:base='http://[' ", "<textInput>", "<image>", "\x00", "\ud7ff", "https://a.example/", "<guid>",
    "<svg>", "<content:encoded>", "<rdf:RDF>", "<media:content url='a'>", "<media:group>", "<georss:point>1", "</georss:point>", "<gml:pos>", "<enclosure>", "<psc:chapters>", "</author>",
    "<itunes:duration>", "<cc:license>", "<contributor>", "</contributor>", "</name>", "</entry>", "<link rel='self'", "<dcterms:valid>", "start=;end=9", "</dcterms:valid>",
]  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=30).map("".join) | st.binary(max_size=200))
def test_any_content_gives_articles_or_failures_with_advice(content: str | bytes) -> None:
    for item in read(content.encode("utf-8", "replace") if isinstance(content, str) else content):
        if isinstance(item, Failure):
            assert item.origin
            assert item.reason
            assert item.advice
        else:
            assert item.text.strip()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
NAMES = [
    "id",
    "url",
    "title",
    "content_html",
    "content_text",
    "summary",
    "date_published",
    "authors",
    "author",
    "tags",
    "language",
]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(json_values | st.dictionaries(st.sampled_from(NAMES), json_values, max_size=6), max_size=4), json_values
)
def test_any_json_feed_gives_articles_or_failures(items: list[object], title: object) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1",
        "title": title,
        "authors": title,
        "language": title,
        "items": items,
    }
    assert all(isinstance(item, Article | Failure) for item in read(json.dumps(feed)))
