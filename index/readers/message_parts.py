"""The parts of a MIME message and the words in them; nothing in a damaged one is an error."""

from email.message import Message

from index.readers.decode import decode


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
