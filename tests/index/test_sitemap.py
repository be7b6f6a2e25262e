import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.readers.sitemap import (
    MAX_ADDRESSES,
    Sitemap,
    is_sitemap,
    lists_addresses,
    read_addresses,
    read_sitemap,
)

ORIGIN = "https://courier.example/sitemap.xml"
PLAIN = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><image:image><image:loc>https://courier.example/quay.jpg</image:loc></image:image>
<loc> https://courier.example/quay </loc><lastmod>2026-03-12T09:00:00Z</lastmod></url>
<url><loc>https://courier.example/bridge</loc></url>
</urlset>"""
NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://courier.example/quay</loc><news:news><news:publication><news:name>The Varnholm Courier</news:name>
<news:language>en</news:language></news:publication><news:publication_date>2026-03-12</news:publication_date>
<news:title>Quay closed &amp; ferries moved</news:title><news:keywords>harbour, ferries</news:keywords></news:news></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://courier.example/2025.xml</loc><lastmod>2025-12-31</lastmod></sitemap>
<sitemap><loc>https://courier.example/2026.xml</loc></sitemap></sitemapindex>"""


def read(text: str | bytes) -> Sitemap:
    return read_sitemap(text if isinstance(text, bytes) else text.encode(), ORIGIN)


def test_a_sitemap_gives_its_addresses_and_when_they_changed() -> None:
    first, second = read(PLAIN).pages
    assert (first.address, first.changed) == ("https://courier.example/quay", datetime(2026, 3, 12, 9, tzinfo=UTC))
    assert (second.address, second.changed, second.page) == ("https://courier.example/bridge", None, None)


def test_the_time_of_a_file_is_not_taken_for_a_change_of_the_article() -> None:
    assert read(PLAIN).pages[0].page is None


def test_a_news_sitemap_tells_of_its_articles_and_where() -> None:
    (listed,) = read(NEWS).pages
    page = listed.page
    assert page
    assert (page.title, page.outlet, page.language) == ("Quay closed & ferries moved", "The Varnholm Courier", "en")
    assert (page.published, page.keywords, page.text) == (date(2026, 3, 12), ("harbour", "ferries"), "")
    assert page.stated["published"] == "news sitemap publication_date"
    assert listed.changed == date(2026, 3, 12)


def test_an_index_gives_its_sitemaps() -> None:
    found = read(INDEX)
    assert [one.address for one in found.sitemaps] == [
        "https://courier.example/2025.xml",
        "https://courier.example/2026.xml",
    ]
    assert found.pages == ()


def test_an_entry_without_an_address_is_a_failure_with_its_number() -> None:
    found = read(PLAIN.replace("https://courier.example/bridge", "/bridge"))
    assert len(found.pages) == 1
    assert found.failures[0].origin == f"{ORIGIN}#2"
    assert found.failures[0].advice


def test_a_sitemap_that_breaks_off_gives_what_is_there_and_says_so() -> None:
    found = read(PLAIN[: PLAIN.index("bridge")])
    assert len(found.pages) == 1
    assert "broken" in found.failures[0].reason


def test_external_and_endless_entities_come_to_nothing() -> None:
    inside = '<!DOCTYPE u [<!ENTITY x SYSTEM "file:///etc/hostname">]><urlset><url><loc>https://a.example/&x;</loc></url></urlset>'
    assert {one.address for one in read(inside).pages} <= {"https://a.example/"}
    bomb = '<!DOCTYPE u [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(14)
    )
    started = time.process_time()
    read(bomb + "]><urlset><url><loc>https://a.example/&o;</loc></url></urlset>")
    assert time.process_time() - started < 3


def test_a_sitemap_of_any_length_ends_at_the_limit_of_the_protocol() -> None:
    found = read(
        "<urlset>" + "".join(f"<url><loc>https://a.example/{n}</loc></url>" for n in range(MAX_ADDRESSES + 10))
    )
    assert len(found.pages) == MAX_ADDRESSES
    assert "more than" in found.failures[0].reason


def test_addresses_one_a_line_are_a_list() -> None:
    data = b"\xef\xbb\xbf# our pages\r\n\r\nhttps://a.example/1\r\n  http://b.example/2  \n# end\n"
    assert read_addresses(data) == ["https://a.example/1", "http://b.example/2"]
    assert read_addresses("https://a.example/ü\n".encode("utf-16")) == ["https://a.example/ü"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"# only a comment",
        b"https://a.example/1 is down",
        b"http\nhttps://a.example",
        b"Storm\n\nText.",
        b"https://",
        PLAIN.encode(),
    ],
)
def test_any_other_text_is_no_list(data: bytes) -> None:
    assert read_addresses(data) is None


def test_files_that_list_addresses_are_told_from_articles(tmp_path: Path) -> None:
    for name, content, expected in (
        ("a.txt", "https://a.example/1\n", True), ("b.xml", PLAIN, True), ("c.txt", "https://a.example/1 is down.", False),
        ("d.html", "<html></html>", False), ("e.txt", "", False),
    ):  # fmt: skip
        (tmp_path / name).write_text(content)
        assert lists_addresses(tmp_path / name) is expected
    assert not lists_addresses(tmp_path / "absent")
    assert not lists_addresses(tmp_path)


def test_sitemaps_are_known_by_their_content() -> None:
    assert is_sitemap(PLAIN.encode())
    assert is_sitemap(INDEX.encode())
    assert is_sitemap(b"<s:urlset xmlns:s='x'/>")
    assert not is_sitemap(b"<rss/>")
    assert not is_sitemap(b"")


PIECES = ["<urlset>", "<url>", "</url>", "<loc>", "</loc>", "https://a.example/", "<lastmod>", "2026", "&", "<news:title>", "<sitemap>",
          "</sitemap>", "<!--", "-->", "<![CDATA[", "<?a?>", "</urlset>", "\x00", "<publication_date>", "xmlns:n='x'"]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=20).map("".join) | st.binary(max_size=100))
def test_any_content_gives_addresses_or_failures(content: str | bytes) -> None:
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    found = read_sitemap(data, ORIGIN)
    assert all(one.address.lower().startswith("http") for one in found.pages + found.sitemaps)
    assert all(failure.reason and failure.advice for failure in found.failures)
    assert read_addresses(data) is None or all(read_addresses(data) or ())
