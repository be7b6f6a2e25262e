"""TAR archives, read as a stream: one member at a time, and never more of it in memory than its reader asks for.

tarfile gives the headers, but does not lead: it reads extended headers of any size at once, takes a damaged header for
the end of the archive, and has hung on a pattern in one (CVE-2024-6232).
"""

import io
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, cast

from index.containers.limits import ExhaustedError, Scope, UnreadableError
from index.containers.members import (
    NOT_A_FILE,
    Reader,
    check_count,
    is_article,
    is_offered,
    member_origin,
    nothing_read,
)
from index.containers.unpack import read_fully
from index.datatypes import Article, Failure

_BLOCK = tarfile.BLOCKSIZE
_LONGEST_HEADER = 64 * 1024
_PIECE = 64 * 1024
_FILES = (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE)


@dataclass(slots=True)
class _Extra:
    """What extended headers say about the member that follows them."""

    name: str | None = None
    size: int | None = None
    sparse: bool = False


def is_tar(head: bytes, named: bool) -> bool:
    """True when the bytes begin a TAR archive; one of the oldest kind has no mark, and must be named so."""
    return head[257:262] == b"ustar" or (named and len(head) >= _BLOCK and _header(head[:_BLOCK]) is not None)


def read_tar(stream: IO[bytes], origin: str, scope: Scope, read: Reader) -> Iterator[Article | Failure]:
    """The articles in every member that may hold some; a member that cannot be read is one failure."""
    seen, found = set[str](), False
    for number, (info, content) in enumerate(_members(stream), start=1):
        check_count(number)
        place = member_origin(origin, info.name)
        try:
            if not _is_wanted(info, seen, place, scope):
                continue
            found = True
            yield from read(content, info.name, place, scope.inside())
        except ExhaustedError:
            raise
        except UnreadableError as error:
            found = True
            yield error.at(place)
        finally:
            seen.add(info.name)
    if not found:
        yield nothing_read(origin)


def _is_wanted(info: tarfile.TarInfo, seen: set[str], place: str, scope: Scope) -> bool:
    """Whether to read the member; raises UnreadableError for one that should be read and must not be."""
    if not is_offered(info.name, seen.__contains__) or info.isdir():
        return False
    if info.type not in _FILES:
        raise NOT_A_FILE
    if not is_article(info.name, place, scope.left_out):
        return False
    if info.name in seen:
        raise UnreadableError(
            "an earlier file in the archive has the same name; only that was read", "Give each its own."
        )
    return True


def _members(stream: IO[bytes]) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
    """Each member with a stream of its content, which is used up before the next is read."""
    extra = _Extra()
    while block := read_fully(stream, _BLOCK):
        if not block.strip(b"\0"):
            return
        info = _header(block)
        if info is None:
            raise UnreadableError("the archive is damaged: a header cannot be read; what follows it is lost")
        if info.type in (tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE):
            _read_extra(info, _read_header(stream, info.size), extra)
            continue
        if info.type == tarfile.GNUTYPE_SPARSE or extra.sparse:
            raise UnreadableError("the archive holds a sparse file", "Make it again with tar without --sparse.")
        info.name, info.size = extra.name or info.name, info.size if extra.size is None else extra.size
        content = _Content(stream, info.size if info.type in _FILES else 0)
        yield info, cast(IO[bytes], io.BufferedReader(content, _PIECE))
        content.skip()
        extra = _Extra()


def _header(block: bytes) -> tarfile.TarInfo | None:
    try:
        info = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError, IndexError):
        return None
    return info if info.size >= 0 else None


def _read_header(stream: IO[bytes], size: int) -> bytes:
    if size > _LONGEST_HEADER:
        raise UnreadableError("the archive is damaged: a header has no end")
    return read_fully(stream, size + -size % _BLOCK)[:size]


def _read_extra(info: tarfile.TarInfo, data: bytes, extra: _Extra) -> None:
    if info.type == tarfile.GNUTYPE_LONGNAME:
        extra.name = data.rstrip(b"\0").decode("utf-8", "surrogateescape")
    elif info.type == tarfile.XHDTYPE:
        for name, value in _records(data):
            if name == b"path":
                extra.name = value.decode("utf-8", "surrogateescape")
            elif name == b"size" and value.isdigit() and len(value) < 20:
                extra.size = int(value)
            elif name.startswith(b"GNU.sparse."):
                extra.sparse = True


def _records(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The fields of an extended header, each written as "length name=value" with a line end."""
    while data:
        digits = data[:10].partition(b" ")[0]
        length = int(digits) if digits.isdigit() else 0
        if not len(digits) < length <= len(data):
            return
        name, _, value = data[len(digits) + 1 : length - 1].partition(b"=")
        yield name, value
        data = data[length:]


class _Content(io.RawIOBase):
    """So many bytes of the archive's stream; knows how to skip those that nobody read."""

    def __init__(self, stream: IO[bytes], size: int) -> None:
        self._stream, self._left, self._padding = stream, size, -size % _BLOCK

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        data = self._stream.read(min(len(buffer), self._left))
        if not data and self._left:
            raise UnreadableError("the archive is cut off in the middle of a file")
        self._left -= len(data)
        buffer[: len(data)] = data
        return len(data)

    def skip(self) -> None:
        """Go to the header that follows."""
        left = self._left + self._padding
        self._left = self._padding = 0
        while left > 0 and (data := self._stream.read(min(left, _PIECE))):
            left -= len(data)
        if left >= _BLOCK:
            raise UnreadableError("the archive is cut off in the middle of a file")
