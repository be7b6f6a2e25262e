"""WARC files, read as a stream: the pages that a crawl brought home.

The address is that of the record. The time of the crawl is not when an article was published, and is not used.
"""

import io
import logging
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2b
from typing import IO, TYPE_CHECKING, Any, NamedTuple, cast

from index.containers.limits import Budget, Scope, UnreadableError
from index.containers.members import Reader, check_entries
from index.containers.unpack import read_fully, unpacked
from index.datatypes import Article, Failure
from index.editions import CAPTURED, captured_at
from index.readers.decode import decode
from index.readers.records import web_address
from index.readers.statements import origin_id

if TYPE_CHECKING:
    from warcio.archiveiterator import ArchiveIterator

MAX_RECORD = 32 * 1024 * 1024

_LONGEST_HEADERS = 1024 * 1024
_TYPES = {
    "text/html": "page.html",
    "application/xhtml+xml": "page.html",
    "text/plain": "page.txt",
    "application/pdf": "page.pdf",
}
"""What may be an article, and a name for it. Feeds, scripts and pictures of a crawl are not read."""

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r\n")
_TOO_LARGE = f"the record is larger than {MAX_RECORD // 2**20} MB"
_CUT = "the record is truncated"
_ADVICE = "Fetch the page again, and save it as a file of its own; a part of an article is not stored."


class _Page(NamedTuple):
    name: str
    data: bytes


def is_warc(head: bytes) -> bool:
    """True when the bytes begin a WARC file."""
    return head.startswith((b"WARC/1.", b"WARC/0.1"))


def read_warc(stream: IO[bytes], origin: str, scope: Scope, read: Reader) -> Iterator[Article | Failure]:
    """The article of each page; what was fetched and is no page of a site is passed over, as is a second equal copy."""
    captured, found = dict[bytes, bytes](), False
    for record in _records(stream):
        uri = str(record.rec_headers.get_header("WARC-Target-URI") or "")
        address = web_address(uri)
        if address is None or record.rec_type not in ("response", "resource"):
            continue
        place = f"{origin}#{uri}"
        try:
            page = _page(record, scope.budget)
        except UnreadableError as error:
            found = True
            yield error.at(place)
            continue
        if page and (place := _place(place, page, record, captured)):
            found = True
            for item in read(io.BytesIO(page.data), page.name, place, scope.inside()):
                yield (
                    item if isinstance(item, Failure) else _as_captured(item, address, place, f"{origin}#{uri}", record)
                )
    if not found:
        advice = "Dateline reads the HTML pages of a crawl; check that it has some."
        yield Failure(origin, "the WARC file holds no page that could be an article", advice)


def _place(place: str, page: _Page, record: Any, captured: dict[bytes, bytes]) -> str:
    """The page's origin; with the time of capture when the page was captured before and has changed, else empty."""
    check_entries(len(captured))
    content = _digest(page.data)
    page_name = _digest(place.encode("utf-8", "replace"))
    before = captured.get(page_name)
    if before == content:
        return ""
    if before is not None:
        place = f"{place}@{str(record.rec_headers.get_header('WARC-Date'))[:40]}"
    name = _digest(place.encode("utf-8", "replace"))
    if name in captured:
        return ""
    captured[name] = captured[page_name] = content
    return place


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=12).digest()


def _as_captured(article: Article, address: str, place: str, page: str, record: Any) -> Article:
    """The article with the time of its capture, and with the address it came from, where the page itself names none.

    All captures of one `page` are one article: of a changed one, `place` is another.
    """
    stated = {**article.stated, CAPTURED: captured_at(str(record.rec_headers.get_header("WARC-Date"))[:40])}
    if article.id == origin_id(place):
        article = replace(article, id=origin_id(page))
    if article.url:
        return replace(article, stated=stated)
    return replace(article, url=address, stated={**stated, "url": "WARC-Target-URI"})


def _records(stream: IO[bytes]) -> Iterator[Any]:
    """The records; raises UnreadableError where the file is damaged, since no place is known from which to go on."""
    from warcio.archiveiterator import ArchiveIterator

    # The page's own headers are parsed later, so that a broken page is not a broken file.
    iterator = ArchiveIterator(stream, no_record_parse=True)
    _restrain(iterator, stream)
    while True:
        try:
            record = next(iterator, None)
        except UnreadableError:
            raise
        except Exception as error:  # warcio's own errors, and what a malformed header makes of int() and split()
            raise UnreadableError(
                f"the WARC file is damaged here ({str(error)[:200]}); what follows is lost"
            ) from error
        if record is None:
            return
        yield record


def _restrain(iterator: "ArchiveIterator", stream: IO[bytes]) -> None:
    """Let warcio read no line without end, and write nothing to the terminal."""
    iterator.reader = _bounded_reader(stream)
    iterator.INC_RECORD = ""
    logger = logging.getLogger("warcio")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())


def _bounded_reader(stream: IO[bytes]) -> Any:
    from warcio.bufferedreaders import BufferedReader

    class Bounded(BufferedReader):  # type: ignore[misc]
        """Headers of a record may have so many bytes in all; reading the record itself starts the count anew."""

        headers = 0

        def read(self, length: int | None = None) -> bytes:
            self.headers = 0
            return cast(bytes, super().read(length))

        def readline(self, length: int | None = None) -> bytes:
            line = cast(bytes, super().readline(min(length or _LONGEST_HEADERS, _LONGEST_HEADERS)))
            self.headers += len(line)
            if self.headers >= _LONGEST_HEADERS:
                raise UnreadableError("the WARC file is damaged here (headers without end); what follows is lost")
            return line

    return Bounded(stream)


def _page(record: Any, budget: Budget) -> _Page | None:
    """The page as a browser would have it, under a name that says its type; None when the record holds no page."""
    data = read_fully(record.raw_stream, MAX_RECORD + 1)
    headers = None
    if record.rec_type == "response":
        headers, body = _parted(data)
        if headers is None or headers.get_statuscode() not in ("200", "203"):
            return None
    declared = str((headers.get_header("Content-Type") if headers else record.content_type) or "")
    name = _TYPES.get(declared.partition(";")[0].strip().lower())
    if name is None:
        return None
    if len(data) > MAX_RECORD:
        raise UnreadableError(_TOO_LARGE, _ADVICE)
    if record.rec_headers.get_header("WARC-Truncated") or getattr(record.raw_stream, "limit", 0):
        raise UnreadableError(_CUT, _ADVICE)
    return _Page(name, _in_utf8(_decoded(body, headers, budget) if headers else data, name, declared))


def _parted(data: bytes) -> tuple[Any, bytes]:
    """The headers and the body of an HTTP response."""
    from warcio.statusandheaders import StatusAndHeadersParser

    stream = io.BytesIO(data)
    try:
        headers = StatusAndHeadersParser(["HTTP/"], verify=False).parse(stream)
    except EOFError:
        return None, b""
    return headers, stream.read()


def _decoded(body: bytes, headers: Any, budget: Budget) -> bytes:
    """The body without the chunks and the compression that it was sent in, both of which a crawler may have undone."""
    if str(headers.get_header("Transfer-Encoding") or "").strip().lower() == "chunked":
        body = _without_chunks(body)
    coding = str(headers.get_header("Content-Encoding") or "identity").strip().lower()
    if coding in ("gzip", "x-gzip") and body.startswith(b"\x1f\x8b"):
        body = read_fully(unpacked(cast(IO[bytes], io.BytesIO(body)), "gzip", budget), MAX_RECORD + 1)
    elif coding == "deflate":
        body = _inflated(body)
        budget.spend(len(body))
    elif coding not in ("identity", "", "gzip", "x-gzip"):
        raise UnreadableError(f"the page is compressed as {coding[:20]}, which Dateline does not read", _ADVICE)
    if len(body) > MAX_RECORD:
        raise UnreadableError(_TOO_LARGE, _ADVICE)
    return body


def _without_chunks(body: bytes) -> bytes:
    found, place = bytearray(), 0
    while match := _CHUNK.match(body, place):
        size, place = int(match[1], 16), match.end()
        if size == 0:
            return bytes(found)
        found += body[place : place + size]
        place += size + 2
    if place:
        raise UnreadableError(_CUT, _ADVICE)
    return body


def _inflated(body: bytes) -> bytes:
    """Deflated data, with the wrapping that the standard asks for or without, as some servers send it."""
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            return zlib.decompressobj(window).decompress(body, MAX_RECORD + 1)
        except zlib.error:
            continue
    return body


def _in_utf8(data: bytes, name: str, declared: str) -> bytes:
    """Text in the encoding that the server declared, which counts for more than what the page says."""
    charset = _CHARSET.search(declared)
    if charset is None or name.endswith(".pdf"):
        return data
    try:
        return decode(data, charset[1]).encode("utf-8", "replace")
    except UnicodeError:
        return data
