"""Archives of the web, ZIP, TAR, and files that are only compressed."""

import bz2
import gzip
import lzma
import tarfile
import zipfile

from fuzzing.document_samples import pdf
from fuzzing.markup_samples import HTML, HTML_TOKENS
from fuzzing.parts import BOMB, STORY, TEXT, Outside, Reader, as_json, tarred, zipped
from fuzzing.text_samples import RECORD

_WARC_TOKENS = (
    b"WARC/1.0\r\n", b"WARC/1.1\r\n", b"\r\n\r\n", b"Content-Length: ", b"WARC-Type: response\r\n", b"0\r\n\r\n",
    b"Content-Encoding: gzip\r\n", b"Content-Encoding: br\r\n", b"Transfer-Encoding: chunked\r\n", b"ffffffff\r\n",
    b"HTTP/1.1 200 OK\r\n", b"WARC-Target-URI: ", b"WARC-Segment-Number: 2\r\n", b"WARC-Truncated: length\r\n",
)  # fmt: skip
_ZIP_TOKENS = (
    b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06", b"PK\x07\x08", b"\xff\xff\xff\xff", b"../", b"\x09\x00",
)  # fmt: skip
_TAR_TOKENS = (
    b"ustar\x00", b"7777777777", b"\x80" + b"\xff" * 11, b"GNU.sparse.major=1\n", b"99 path=../x\n", b"././@LongLink",
    b"\0" * 512, b"x", b"g", b"L", b"K", b"S",
)  # fmt: skip
_PACKED_TOKENS = (b"\x1f\x8b\x08\x00", b"BZh9", b"\xfd7zXZ\x00", b"1AY&SY", b"\xff" * 8)

_MEMBERS = [("news/storm.html", HTML.encode()), ("news/note.txt", STORY.encode()), ("r.jsonl", as_json(RECORD))]
_EVIL = [
    (name, TEXT.encode())
    for name in (
        "../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "..\\evil.txt", "C:\\evil.txt", "\\\\host\\x.txt",
        "a\x00.txt", "~/e.txt",
    )
]  # fmt: skip


def _record(kind: str, block: bytes, *headers: str) -> bytes:
    lines = [
        "WARC/1.0", f"WARC-Type: {kind}", "WARC-Target-URI: https://gazette.example/storm",
        "WARC-Date: 2025-10-05T05:05:05Z", "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>",
        *headers, f"Content-Length: {len(block)}",
    ]  # fmt: skip
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def _warc() -> Reader:
    page = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{HTML}".encode()
    sample = (
        _record("warcinfo", b"software: test\r\n", "Content-Type: application/warc-fields")
        + _record("response", page, "Content-Type: application/http; msgtype=response")
        + _record("revisit", b"HTTP/1.1 304 Not Modified\r\n\r\n", "WARC-Profile: x")
        + _record("resource", TEXT.encode(), "Content-Type: text/plain")
    )
    hostile = (
        sample * 200,
        b"WARC/1.0\r\n" + b"A: b\r\n" * 100_000,
        gzip.compress(sample.replace(b"Content-Length: ", b"Content-Length: 99999999999")),
        b"WARC/1.0\r\n" * 80_000,
    )
    return Reader(("a.warc", "a.warc.gz"), (sample, gzip.compress(sample)), hostile, _WARC_TOKENS + HTML_TOKENS)


def _zip() -> Reader:
    whole, bomb = zipped(_MEMBERS), zipped([("bomb.txt", BOMB)])
    hostile = (
        bomb,
        zipped(_EVIL),
        zipped([("a.zip", zipped([("b.zip", bomb)]))]),
        zipped((f"{number}.txt", b"x y") for number in range(7_000)),
        whole[:-22] + b"PK\x05\x06" + b"\xff" * 18,
    )
    return Reader(("a.zip",), (whole, zipped(_MEMBERS, zipfile.ZIP_STORED)), hostile, _ZIP_TOKENS)


def _tar() -> Reader:
    hostile = (
        tarred(_EVIL),
        tarred([("a.txt", b"")], tarfile.SYMTYPE, "/etc/passwd"),
        tarred([("a.txt", b"")], tarfile.LNKTYPE, "../../x"),
        tarred([("a.txt", b"")], tarfile.CHRTYPE),
        gzip.compress(tarred([("bomb.txt", BOMB)])),
        gzip.compress(BOMB),
    )
    samples = (tarred(_MEMBERS), gzip.compress(tarred(_MEMBERS)))
    return Reader(("a.tar", "a.tar.gz", "a.tgz"), samples, hostile, _TAR_TOKENS)


def _packed() -> Reader:
    story, bomb = gzip.compress(STORY.encode()), gzip.compress(BOMB, 1)
    hostile = (
        bomb,
        bz2.compress(BOMB),
        lzma.compress(BOMB, preset=0),
        gzip.compress(gzip.compress(bomb)),
        gzip.compress(b"a") * 40_000,
        gzip.compress(zipped(_MEMBERS)),
        gzip.compress(pdf()),
    )
    samples = (story, bz2.compress(HTML.encode()), lzma.compress(STORY.encode()), gzip.compress(story))
    return Reader(("a.txt.gz", "a.html.bz2", "a.md.xz", "a.csv.gz"), samples, hostile, _PACKED_TOKENS)


def container_readers(_outside: Outside) -> dict[str, Reader]:
    """By name."""
    return {"warc": _warc(), "zip": _zip(), "tar": _tar(), "packed": _packed()}
