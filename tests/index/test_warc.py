"""Pages of a crawl, and what damaged or hostile files of them do."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.archive import Archive
from index.datatypes import Article, Failure
from index.dispatch import READER_FAILED
from tests.index.test_containers import PAGE, articles, failure, failures, read
from tests.index.test_mailbox import mbox_of, message


def record(kind: str, uri: str, block: bytes, *headers: str, length: int | None = None) -> bytes:
    lines = [
        "WARC/1.0", f"WARC-Type: {kind}", f"WARC-Target-URI: {uri}", "WARC-Date: 2026-05-05T05:05:05Z",
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>", *headers,
        f"Content-Length: {len(block) if length is None else length}", "", "",
    ]  # fmt: skip
    return "\r\n".join(lines).encode() + block + b"\r\n\r\n"


def response(body: bytes, *headers: str, status: str = "200 OK", type: str = "text/html") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {type}", *headers, "", ""]).encode() + body


def page_record(uri: str = "https://gazette.example/storm", body: bytes = PAGE, *headers: str) -> bytes:
    return record("response", uri, response(body, *headers), "Content-Type: application/http; msgtype=response")


INFO = record("warcinfo", "", b"software: test\r\n", "Content-Type: application/warc-fields")


@pytest.mark.parametrize(
    "pack",
    [
        bytes,
        gzip.compress,
        lambda data: b"".join(gzip.compress(b"WARC/1.0" + one) for one in data.split(b"WARC/1.0")[1:]),
    ],
)
def test_pages_of_a_warc_have_their_address_and_never_the_date_of_the_crawl(pack: Callable[[bytes], bytes]) -> None:
    (item,) = read("crawl.warc.gz", pack(INFO + page_record()))
    assert isinstance(item, Article)
    assert (item.title, item.url) == ("Storm closes port", "https://gazette.example/storm")
    assert item.origin == "crawl.warc.gz#https://gazette.example/storm"
    assert item.stated["url"] == "WARC-Target-URI"
    assert item.published is None


def test_records_that_are_no_pages_are_passed_over() -> None:
    uri = "https://gazette.example/"
    others = [
        record("request", uri + "storm", b"GET /storm HTTP/1.1\r\n\r\n"),
        record("revisit", uri + "again", response(b"")),
        record("response", uri + "gone", response(PAGE, status="404 Not Found")),
        record("response", uri + "moved", response(PAGE, status="301 Moved")),
        record("response", uri + "photo", response(b"\xff\xd8", type="image/jpeg")),
        record("response", "dns:gazette.example", b"gazette.example. 300 IN A 192.0.2.1"),
        record("metadata", uri, b"outlink: x"),
    ]
    (item,) = read("a.warc", INFO + b"".join(others) + page_record())
    assert isinstance(item, Article)
    assert "no page" in failure(read("a.warc", INFO + b"".join(others))).reason


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(PAGE), ["Content-Encoding: gzip"]),
        (PAGE, ["Content-Encoding: gzip"]),  # the crawler unpacked it and kept the header
        (zlib.compress(PAGE), ["Content-Encoding: deflate"]),
        (b"40\r\n" + PAGE[:64] + b"\r\n" + b"%x\r\n" % (len(PAGE) - 64) + PAGE[64:] + b"\r\n0\r\n\r\n", ["Transfer-Encoding: chunked"]),
        (PAGE, ["Transfer-Encoding: chunked"]),
    ],
)  # fmt: skip
def test_page_is_read_as_the_browser_had_it(body: bytes, headers: list[str]) -> None:
    (item,) = read("a.warc", page_record("https://gazette.example/storm", body, *headers))
    assert isinstance(item, Article)
    assert item.text.startswith("Ferries stayed")


def test_charset_of_the_server_counts() -> None:
    page = PAGE.replace(b"Waves", "Wellen über Kœln –".encode("cp1252"))
    block = response(page, type="text/html; charset=windows-1252")
    (item,) = read("a.warc", record("response", "https://gazette.example/storm", block))
    assert isinstance(item, Article)
    assert "Wellen über Kœln –" in item.text


def test_truncated_records_are_failures() -> None:
    uri = "https://gazette.example/storm"
    marked = record("response", uri, response(PAGE), "WARC-Truncated: length")
    cut, whole = read("a.warc", marked + page_record(uri + "2"))
    assert isinstance(cut, Failure)
    assert "truncated" in cut.reason
    assert isinstance(whole, Article)
    last = page_record(uri + "3")[:-200]
    assert "truncated" in failures(read("a.warc", page_record() + last))[0].reason
    chunk = record("response", uri, response(b"fff\r\n" + PAGE, "Transfer-Encoding: chunked"))
    assert "truncated" in failure(read("a.warc", chunk)).reason


def test_page_captured_again_is_read_again_only_when_it_changed() -> None:
    changed = PAGE.replace(b"second day", b"third day")
    items = read("a.warc", page_record() + page_record() + page_record(body=changed))
    assert len(articles(items)) == len(items) == 2
    assert items[1].origin.endswith("#https://gazette.example/storm@2026-05-05T05:05:05Z")


def test_captures_of_one_page_are_versions_of_one_article(archive: Archive, tmp_path: Path) -> None:
    def capture(day: int, words: bytes) -> bytes:
        dated = PAGE.replace(b"<head>", b"<head><meta property='article:published_time' content='2026-05-01'>")
        body = dated.replace(b"second day", words)
        return page_record(body=body).replace(b"WARC-Date: 2026-05-05", b"WARC-Date: 2026-05-%02d" % day)

    def texts() -> list[str]:
        (one,) = (article for article in archive.articles() if article.url == "https://gazette.example/storm")
        found = [version.article.text for version in archive.history(one.id)]
        return [next(word for word in ("second", "third", "fourth") if word in text) for text in found]

    file = tmp_path / "crawl.warc"
    crawl = INFO + capture(5, b"second day") + capture(6, b"third day")
    file.write_bytes(crawl)
    assert (archive.sync([file]).failed, texts()) == ((), ["third", "second"])
    file.touch()
    assert (archive.sync([file]).changed, texts()) == (0, ["third", "second"])
    file.write_bytes(crawl + capture(7, b"fourth day") + page_record("https://gazette.example/fair"))
    report = archive.sync([file])
    assert (report.added, report.changed, report.removed, texts()) == (1, 1, 0, ["fourth", "third", "second"])
    assert archive.sync([file]).unchanged == 2
    file.write_bytes(crawl + capture(8, b"second day"))
    archive.sync([file])
    assert texts()[0] == "second"  # a page may be put back as it was


def test_damaged_warc_tells_what_is_lost_and_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    broken = page_record().replace(b"WARC/1.0", b"WORC/1.0")
    items = read("a.warc", page_record("https://gazette.example/1") + broken)
    assert isinstance(items[0], Article)
    assert "damaged" in failures(items)[-1].reason
    wrong_length = record("response", "https://gazette.example/2", response(PAGE), length=len(PAGE) - 300)
    assert failures(read("a.warc", wrong_length + page_record()))
    read("a.warc.gz", gzip.compress(page_record())[:-300])
    read("a.warc", page_record("https://gazette.example/a b"))
    read("a.warc", b"WARC/1.0\r\n" + b"A: b\r\n" * 300_000)
    assert capfd.readouterr() == ("", "")


def bombs() -> Iterator[bytes]:
    yield record(
        "response", "https://g.example/a", response(gzip.compress(bytes(200_000_000)), "Content-Encoding: gzip")
    )
    yield record(
        "response", "https://g.example/a", response(zlib.compress(bytes(99_000_000)), "Content-Encoding: deflate")
    )
    yield gzip.compress(b"WARC/1.0\r\nA: " + b"x" * 50_000_000)
    yield gzip.compress(b"WARC/1.0\r\n" + b"\n" * 50_000_000)


def test_bombs_in_a_warc_are_refused_in_little_memory() -> None:
    import tracemalloc

    for bomb in bombs():
        tracemalloc.start()
        assert failures(read("a.warc", bomb))
        assert tracemalloc.get_traced_memory()[1] < 150_000_000
        tracemalloc.stop()


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([INFO + page_record(), mbox_of(message("A", "The bridge is closed."))]), st.data())
def test_any_damage_to_a_stream_gives_articles_or_failures(seed: bytes, data: st.DataObject) -> None:
    damaged = bytearray(seed)
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        piece = data.draw(st.binary(max_size=6) | st.sampled_from([b"\r\n\r\n", b"99999999999", b"-1", b"From ", b":"]))
        damaged[place : place + len(piece)] = piece
    items = read("a", bytes(damaged))
    assert items
    assert not any(READER_FAILED in item.reason for item in failures(items))
