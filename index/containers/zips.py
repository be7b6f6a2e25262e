"""ZIP archives: their members one at a time; a document that is packed as a ZIP file is told apart from an archive."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Literal

from index.containers.limits import MAX_RATIO, ExhaustedError, Scope, UnreadableError
from index.containers.members import (
    NOT_A_FILE,
    Reader,
    check_count,
    is_article,
    is_offered,
    member_origin,
    nothing_read,
)
from index.containers.unpack import metered
from index.datatypes import Article, Failure

Content = Literal["docx", "epub", "archive"]

_DIRECTORY_LIMIT = 32 * 1024 * 1024
"""Bytes of the list of members: 160 for each of MAX_MEMBERS. zipfile builds an object for every entry at once."""

_END_SIZE = 5
"""Where zipfile keeps the size of the list of members."""

ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError)
"""What zipfile raises for a member that is damaged."""

_SMALL = 1024 * 1024
_OFFICE = "Save it as .docx, .pdf, .html or .txt."
_REPACK = "Pack it again without password, in the usual way (deflate), or unpack it and sync the folder."


def open_zip(stream: IO[bytes]) -> zipfile.ZipFile:
    """The archive in a stream that can be read at any place; raises UnreadableError when it is none."""
    try:
        # The same function that ZipFile is about to trust: too long a list of members is refused before it is built.
        end = zipfile._EndRecData(stream)  # type: ignore[attr-defined]
        crowded = bool(end) and end[_END_SIZE] > _DIRECTORY_LIMIT
        archive = None if crowded else zipfile.ZipFile(stream)
    except Exception as error:  # its parser meets struct.error, UnicodeDecodeError, OverflowError and others
        raise UnreadableError(f"a damaged ZIP archive ({error})") from error
    if archive is None:
        raise UnreadableError("too many files in one archive", "Split the archive, or unpack it and sync the folder.")
    return archive


def zip_content(archive: zipfile.ZipFile) -> Content:
    """What the ZIP file is; raises UnreadableError for an office document of a kind that is not read."""
    names = archive.NameToInfo
    if "word/document.xml" in names:
        return "docx"
    mimetype = _mimetype(archive)
    if mimetype == b"application/epub+zip" or "META-INF/container.xml" in names:
        return "epub"
    if mimetype.startswith(b"application/vnd.oasis.opendocument") or "[Content_Types].xml" in names:
        raise UnreadableError("an office document of a kind that Dateline does not read", _OFFICE)
    return "archive"


def read_zip(archive: zipfile.ZipFile, origin: str, scope: Scope, read: Reader) -> Iterator[Article | Failure]:
    """The articles in every member that may hold some; a member that cannot be read is one failure."""
    check_count(len(archive.filelist))
    found = False
    for info in archive.filelist:
        place = member_origin(origin, info.orig_filename)
        try:
            if not _is_wanted(info, archive, place, scope):
                continue
            found = True
            yield from _read_member(archive, info, place, scope, read)
        except ExhaustedError:
            raise
        except UnreadableError as error:
            found = True
            yield error.at(place)
    if not found:
        yield nothing_read(origin)


def _read_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: str, scope: Scope, read: Reader
) -> Iterator[Article | Failure]:
    try:
        member = archive.open(info)
    except ZIP_ERRORS as error:
        raise UnreadableError(f"the archive is damaged at this file ({error})", _REPACK) from error
    with member:
        yield from read(metered(member, scope.budget), info.filename, place, scope.inside())


def _is_wanted(info: zipfile.ZipInfo, archive: zipfile.ZipFile, place: str, scope: Scope) -> bool:
    """Whether to read the member; raises UnreadableError for one that should be read and must not or cannot be."""
    name = info.filename  # may be empty, which is_dir() does not expect
    if not name or name.endswith("/") or not is_offered(info.orig_filename, archive.NameToInfo.__contains__):
        return False
    if stat.S_ISLNK(info.external_attr >> 16):
        raise NOT_A_FILE
    if not is_article(info.orig_filename, place, scope.left_out):
        return False
    _check_readable(info, archive)
    return True


def _check_readable(info: zipfile.ZipInfo, archive: zipfile.ZipFile) -> None:
    if archive.NameToInfo.get(info.filename) is not info:
        raise UnreadableError(
            "a later file of the same name in the archive replaces it", "Give each file its own name."
        )
    if info.flag_bits & 0x1:
        raise UnreadableError("the file is encrypted", _REPACK)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UnreadableError("the file is compressed in a way that Dateline does not read", _REPACK)
    if info.file_size > _SMALL and info.file_size > MAX_RATIO * info.compress_size:
        advice = "It may be a decompression bomb; if you trust it, unpack it and sync the folder."
        raise UnreadableError(f"the file unpacks to more than {MAX_RATIO} times its size", advice)


def _mimetype(archive: zipfile.ZipFile) -> bytes:
    """What EPUB and OpenDocument files write in their first member."""
    info = archive.NameToInfo.get("mimetype")
    if info is None or info.file_size > 200 or info.compress_type != zipfile.ZIP_STORED:
        return b""
    try:
        with archive.open(info) as member:
            return member.read(200).strip()
    except ZIP_ERRORS:
        return b""
