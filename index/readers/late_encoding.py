"""A long text of unknown encoding as a stream: what its beginning does not tell, the first byte beyond ASCII does.

A table of English news may have its first accent after a hundred thousand rows; taken for UTF-8 until then, it would
lose the letter.
"""

import io
from typing import IO, cast

from index.containers.unpack import rejoined
from index.readers.decode import BOM_WIDE, guess_encoding, wide_encoding

_UTF8 = "utf-8-sig"
_PIECE = 64 * 1024
"""Bytes read at once, and what the encoding is told by."""
_LONGEST_LINE = 1024 * 1024
"""Bytes of a line that are held until its end; a longer one is told by its parts."""


def text_of(head: bytes, stream: IO[bytes]) -> io.TextIOWrapper:
    """The text of a stream of which the beginning was read already; what cannot be decoded is shown as such."""
    whole, wide = rejoined(head, stream), _wide(head)
    if wide is None and head.isascii():
        whole = cast(IO[bytes], io.BufferedReader(_InUtf8(whole), _PIECE))
    return io.TextIOWrapper(whole, encoding=wide or _narrow(head), errors="replace", newline="")


def _wide(head: bytes) -> str | None:
    marked = (encoding for mark, encoding in BOM_WIDE if head.startswith(mark))
    return next(marked, None) or wide_encoding(head)


def _narrow(data: bytes) -> str:
    """The encoding of a part for the whole; a character cut at the end of it says nothing."""
    text = data.decode("utf-8", "replace")
    broken = text.rstrip("\ufffd").count("\ufffd")
    if broken * 10 <= sum(char > "\x7f" for char in text) - broken:
        return _UTF8
    try:
        return guess_encoding(data)
    except UnicodeError:
        return _UTF8


class _InUtf8(io.RawIOBase):
    """A stream that begins in ASCII, in UTF-8 throughout; each block of lines is told by itself, for exports mix."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._other: str | None = None
        self._cut = b""
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        ended = False
        while not (self._ready or ended):
            piece = self._stream.read(_PIECE)
            ended = not piece
            self._ready = self._in_utf8(self._whole_lines(piece))
        count = min(len(buffer), len(self._ready))
        buffer[:count], self._ready = self._ready[:count], self._ready[count:]
        return count

    def _whole_lines(self, piece: bytes) -> bytes:
        end = piece.rfind(b"\n") + 1
        if piece and not end and len(self._cut) < _LONGEST_LINE:
            self._cut += piece
            return b""
        end = end or len(piece)
        lines, self._cut = self._cut + piece[:end], piece[end:]
        return lines

    def _in_utf8(self, lines: bytes) -> bytes:
        if lines.isascii() or _is_utf8(lines):
            return lines
        encoding = self._other or _narrow(lines)
        self._other = None if encoding == _UTF8 else encoding  # a broken letter is no other encoding
        return lines.decode(encoding, "replace").encode()


def _is_utf8(lines: bytes) -> bool:
    try:
        lines.decode()
    except UnicodeDecodeError:
        return False
    return True
