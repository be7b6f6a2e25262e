"""Whether a file in a folder is one to read: by its suffix, or by what it holds where the suffix says nothing.

Plain text shows no format of its own: without a suffix it may be a licence or a script as well as an article, so such a
file is read only where it is named as a source.
"""

from pathlib import Path

from index.containers.mbox import is_mbox
from index.containers.warc import is_warc
from index.readers.decode import decode
from index.readers.records import mapping_of, parse_json, records_in
from index.readers.sniff import binary_reason, is_article_name, is_pdf, marked_kind

_GLANCE = 4 * 1024  # enough to tell pictures and films, of which folders hold thousands
_HEAD = 64 * 1024
_READ = ("html", "email", "feed", "agency", "table")
"""The kinds that content shows by itself and that hold articles; lists of addresses are followed only when named."""
_ZIPPED = (b"application/epub+zip", b"word/document.xml")


def is_article_file(path: Path) -> bool:
    """Whether a file that a folder holds is read. One that cannot be opened is not, unless its suffix says it is."""
    if is_article_name(path.name):
        return True
    try:
        with path.open("rb") as stream:
            head = stream.read(_GLANCE)
            if not _is_binary(head):
                head += stream.read(_HEAD - _GLANCE)
    except OSError:
        return False
    return is_recognised(head)


def is_recognised(head: bytes) -> bool:
    """Whether the beginning of a file shows by itself that the file is in a format that is read."""
    if head.startswith(b"PK\x03\x04"):
        return any(mark in head for mark in _ZIPPED)
    if is_pdf(head) or is_warc(head) or is_mbox(head):
        return True
    if _is_binary(head) or head.lstrip()[:5] == b"<?php":
        return False
    try:
        text = decode(head)
    except UnicodeError:
        return False
    return _is_front_matter(text) or marked_kind(text) in _READ or _holds_records(text)


def _is_binary(head: bytes) -> bool:
    return binary_reason(head) is not None


def _is_front_matter(text: str) -> bool:
    opening, _, rest = text.partition("\n")
    return opening.rstrip() == "---" and "\ntitle:" in f"\n{rest.partition(chr(10) + '---')[0]}"


def _holds_records(text: str) -> bool:
    """Whether the first of JSON lines, or the whole of a short file, is the record of an article."""
    for piece in (text.lstrip("\ufeff \r\n").partition("\n")[0], text):
        if not piece.lstrip().startswith(("{", "[")):
            return False
        try:
            value = parse_json(piece.encode())
        except ValueError:
            continue
        first = (records_in(value) or [value])[0]
        if isinstance(first, dict) and {"title", "text"} <= mapping_of(first).keys():
            return True
    return False
