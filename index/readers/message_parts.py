"""The parts of a MIME message and the words in them; nothing in a damaged one is an error."""

from email import message_from_bytes
from email.message import Message
from email.policy import Compat32

from index.readers.decode import decode

_LONGEST_HEADER = 2_000
"""Characters; parameters are parsed in a time that grows with the square of their length, 26 s for 160,000."""


class _ShortHeaders(Compat32):
    """Reads a header no further than one can be meant to say something."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_HEADER]


def parsed(data: bytes) -> "Message[str, str]":
    """The message in these bytes, its headers cut where they are too long to be meant."""
    return message_from_bytes(data, policy=_ShortHeaders())


def leaves(message: "Message[str, str]") -> list["Message[str, str]"]:
    """The parts that hold something, in order; a forwarded message counts with its parts."""
    return [part for part in message.walk() if not part.is_multipart()]


def decoded(part: "Message[str, str]") -> str:
    """The text of a part, in the encoding that it names if that can be."""
    data = payload(part)
    try:
        return decode(data, part.get_content_charset())
    except (UnicodeError, LookupError, ValueError):
        return data.decode("utf-8", "replace")


def payload(part: "Message[str, str]") -> bytes:
    """The bytes of a part."""
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AssertionError):
        data = None
    return data if isinstance(data, bytes) else b""
