"""The parts of a document that is packed as a ZIP file (.docx, .epub), each read within a limit."""

import io
from posixpath import join, normpath

from index.containers.limits import UnreadableError
from index.containers.zips import ZIP_ERRORS, open_zip

_MOST = 256 * 1024 * 1024
"""Bytes that all parts of a document together may unpack to; the text of a newspaper's whole year has about 100 MB."""

LARGEST = 32 * 1024 * 1024
"""Bytes of one part; the largest newspaper page has about 1 MB of markup."""


class Parts:
    """Parts by name, unpacked when asked for; raises UnreadableError for one that is missing, damaged or too large."""

    def __init__(self, data: bytes) -> None:
        self._archive, self._left = open_zip(io.BytesIO(data)), _MOST

    def __contains__(self, name: str) -> bool:
        return name in self._archive.NameToInfo

    def read(self, name: str) -> bytes:
        """The bytes of a part."""
        info = self._archive.NameToInfo.get(name)
        if info is None:
            raise UnreadableError(f"a part of the document is missing ({name[:200]})")
        if info.flag_bits & 0x1:
            raise UnreadableError("the document is encrypted", "Save it without the password, then sync again.")
        limit = min(LARGEST, self._left)
        try:
            with self._archive.open(info) as member:  # the size that the archive states need not be true
                data = member.read(limit + 1)
        except ZIP_ERRORS as error:
            raise UnreadableError(f"a part of the document is damaged ({name[:200]}: {error})") from error
        self._left -= len(data)
        if len(data) > limit:
            advice = "It may be a decompression bomb; if you trust it, save its text as .txt or .html."
            raise UnreadableError(f"a part of the document unpacks to too much ({name[:200]})", advice)
        return data


def resolved(folder: str, href: str) -> str:
    """The name of the part that a reference from a folder of the archive means, which never leads out of it."""
    return normpath(join("/", folder, href)).lstrip("/")
