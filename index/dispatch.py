"""Bytes -> the reader for what they are: containers and long files as streams, documents whole. Names only hint."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import IO, cast

from index.containers.limits import MAX_DEPTH, ExhaustedError, Scope, UnreadableError
from index.containers.mbox import is_mbox, read_mbox
from index.containers.members import Found, Reader
from index.containers.tars import is_tar, read_tar
from index.containers.unpack import Packing, packing_of, read_fully, read_whole, rejoined, unpacked
from index.containers.warc import is_warc, read_warc
from index.containers.zips import open_zip, read_zip, zip_content
from index.datatypes import Failure
from index.readers.sniff import is_pdf, suffix_of
from index.textual import read_textual

MAX_DOCUMENT = 128 * 1024 * 1024
"""PDF, DOCX and EPUB carry pictures; a newspaper's whole issue has about 50 MB."""

READER_FAILED = "the reader of this format failed"
"""Begins the reason of a failure that should not be; the tests look for it."""

_HEAD = 64 * 1024


def read_stream(stream: IO[bytes], name: str, origin: str, scope: Scope) -> Found:
    """The articles, not yet cleaned, in whatever the stream holds; never raises for what is in it.

    Only ExhaustedError passes, from a member of a container: it ends the reading of the file that all of this is in.
    """
    try:
        yield from _read(stream, name, origin, scope)
    except UnreadableError as error:
        if isinstance(error, ExhaustedError) and scope.depth:
            raise
        yield error.at(origin)
    except UnicodeError:
        yield Failure(origin, "the text is in no encoding we know", "Save the file as UTF-8 and sync again.")
    except RecursionError:  # brackets, parts or elements in each other by the thousand
        yield Failure(origin, "it is nested too deeply", "Save the article as plain text, then sync again.")
    except OSError:  # of the disk: the whole file cannot be read
        raise
    except Exception as error:  # one document on which a library fails must not end a sync of 100,000
        advice = "This is a fault in Dateline: report it with the file, and save the article in another format."
        yield Failure(origin, f"{READER_FAILED} ({type(error).__name__}: {str(error)[:100]})", advice)


def _read(stream: IO[bytes], name: str, origin: str, scope: Scope) -> Found:
    head = read_fully(stream, _HEAD)
    if packing := packing_of(head):
        yield from _read_packed(rejoined(head, stream), packing, name, origin, scope)
    elif head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        yield from _read_zip(head, stream, origin, scope)
    elif container := _container(head, name):
        _check_depth(scope)
        yield from container(rejoined(head, stream), origin, scope, read_stream)
    elif is_pdf(head):
        from index.readers.pdf import read_pdf

        yield from read_pdf(read_whole(head, stream, MAX_DOCUMENT), origin)
    else:
        yield from read_textual(rejoined(head, stream), name, origin, scope, read_stream)


def _container(head: bytes, name: str) -> Callable[[IO[bytes], str, Scope, Reader], Found] | None:
    if is_warc(head):
        return read_warc
    if is_tar(head, named=suffix_of(name) == ".tar"):
        return read_tar
    return read_mbox if is_mbox(head) else None


def _check_depth(scope: Scope) -> None:
    if scope.depth >= MAX_DEPTH:
        advice = "Unpack the inner archive, and sync the folder."
        raise UnreadableError(f"an archive more than {MAX_DEPTH} deep in archives", advice)


def _read_packed(stream: IO[bytes], packing: Packing, name: str, origin: str, scope: Scope) -> Found:
    if scope.packed:
        raise UnreadableError("a compressed file in a compressed file", "Unpack it once, and sync it again.")
    inner = unpacked(stream, packing, scope.budget)
    yield from _read(inner, name, origin, replace(scope, packed=True))


def _read_zip(head: bytes, stream: IO[bytes], origin: str, scope: Scope) -> Found:
    """A ZIP archive, or a document that is one inside; not on disk it is held in memory, and bounded."""
    whole = stream if _is_on_disk(stream) else _in_memory(head, stream)
    with open_zip(whole) as archive:
        content = zip_content(archive)
        if content == "archive":
            _check_depth(scope)
            yield from read_zip(archive, origin, scope, read_stream)
            return
    whole.seek(0)
    data = read_whole(b"", whole, MAX_DOCUMENT)
    if content == "docx":
        from index.readers.docx import read_docx

        yield from read_docx(data, origin)
    else:
        from index.readers.epub import read_epub

        yield from read_epub(data, origin)


def _in_memory(head: bytes, stream: IO[bytes]) -> IO[bytes]:
    """The list of what is in a ZIP file is at its end, so it cannot be read as a stream."""
    data = head + read_fully(stream, MAX_DOCUMENT + 1 - len(head))
    if len(data) > MAX_DOCUMENT:
        advice = "Unpack it once, and sync it again."
        raise UnreadableError(f"a ZIP file within a file may have up to {MAX_DOCUMENT // 2**20} MB", advice)
    return cast(IO[bytes], io.BytesIO(data))


def _is_on_disk(stream: IO[bytes]) -> bool:
    return isinstance(getattr(stream, "raw", None), io.FileIO) and stream.seekable()
