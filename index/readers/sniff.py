"""What the bytes of a file are, whatever its name says."""

import re
from typing import Literal

from index.readers.decode import wide_encoding

Kind = Literal["json", "html", "markdown", "text", "binary"]

_SUFFIXES: dict[str, Kind] = {
    ".txt": "text", ".text": "text",
    ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".json": "json", ".jsonl": "json", ".ndjson": "json",
}  # fmt: skip
SUFFIXES = frozenset(_SUFFIXES) | {f"{suffix}.gz" for suffix in _SUFFIXES}
"""The names of files that are articles when they lie in a folder."""

LINE_SUFFIXES = (".jsonl", ".ndjson")

_MARKS = {
    b"%PDF-": "a PDF document", b"PK\x03\x04": "a ZIP archive or office document", b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image", b"GIF8": "a GIF image", b"\xd0\xcf\x11\xe0": "an old office document",
    b"SQLite format 3": "an SQLite database", b"\x7fELF": "a program", b"MZ\x90": "a program",
    b"{\\rtf": "an RTF document",
    b"7z\xbc\xaf": "a 7z archive", b"\x1f\x8b": "a compressed file in a compressed file", b"BZh": "a compressed file",
    b"\xfd7zXZ": "a compressed file", b"\x28\xb5\x2f\xfd": "a compressed file",
}  # fmt: skip
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(
    r"</?(?:html|head|body|article|main|section|header|div|p|span|h[1-6]|meta|title)\b[^<>]*>", re.IGNORECASE
)


def suffix_of(name: str) -> str:
    """The suffix that says what a file is, without .gz around it."""
    plain = name.lower().removesuffix(".gz")
    return plain[plain.rfind(".") :] if "." in plain else ""


def is_article_name(name: str) -> bool:
    """True for the names that are taken from a folder."""
    return suffix_of(name) in _SUFFIXES


def binary_reason(head: bytes) -> str | None:
    """What the bytes are when they are no text at all, else None."""
    for mark, found in _MARKS.items():
        if head.startswith(mark):
            return found
    if head.startswith(_WIDE_MARKS) or wide_encoding(head):
        return None
    controls = len(head) - len(head.translate(None, _CONTROL))
    return "binary data" if controls > max(2, len(head) * 0.03) else None


def kind_of(name: str, text: str) -> Kind:
    """The kind of a text file: what its content is, with the name as a hint where the content fits several kinds."""
    hint = _SUFFIXES.get(suffix_of(name))
    if _PAGE.match(text[:4096]):
        return "html"
    if hint == "html":
        return "html" if _TAG.search(text[: 256 * 1024]) else "text"
    if hint:
        return hint
    return "markdown" if text.startswith("---\n") else "text"
