"""What the bytes of a file are, whatever its name says."""

import csv
import re
from collections.abc import Iterator
from typing import Literal

from index.readers.decode import wide_encoding
from index.readers.records import mapping_of

Kind = Literal["json", "html", "markdown", "text", "table", "email", "feed", "agency", "sitemap", "addresses", "xml"]

_SUFFIXES: dict[str, Kind] = {
    ".txt": "text", ".text": "text",
    ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".json": "json", ".jsonl": "json", ".ndjson": "json", ".ninjs": "json",
    ".csv": "table", ".tsv": "table",
    ".eml": "email", ".mht": "email", ".mhtml": "email",
    ".rss": "feed", ".atom": "feed", ".rdf": "feed",
    ".xml": "xml", ".nitf": "agency", ".newsml": "agency",
}  # fmt: skip
_CONTAINERS = frozenset((".zip", ".tar", ".tgz", ".tbz2", ".txz", ".mbox", ".warc"))
_DOCUMENTS = frozenset((".pdf", ".docx", ".epub"))
_PACKED = (".gz", ".bz2", ".xz")
SUFFIXES = _SUFFIXES.keys() | _CONTAINERS | _DOCUMENTS
"""The names of files that are read when they lie in a folder; each also packed as .gz, .bz2 or .xz."""

LINE_SUFFIXES = (".jsonl", ".ndjson")

_MARKS = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image", b"GIF8": "a GIF image", b"\xd0\xcf\x11\xe0": "an old office document",
    b"SQLite format 3": "an SQLite database", b"\x7fELF": "a program", b"MZ\x90": "a program",
    b"{\\rtf": "an RTF document", b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive", b"\x28\xb5\x2f\xfd": "a file compressed by zstd",
}  # fmt: skip
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"
_TAG = re.compile(
    r"</?(?:html|head|body|article|main|section|header|div|p|span|h[1-6]|meta|title)\b[^<>]{0,2000}>", re.IGNORECASE
)
_ROOT = re.compile(r"<(?:[\w.-]{1,100}:)?([\w.-]{1,100})")
_ROOTS: dict[str, Kind] = {
    "rss": "feed", "feed": "feed", "rdf": "feed",
    "newsitem": "agency", "newsmessage": "agency", "packageitem": "agency", "nitf": "agency", "newsml": "agency",
    "urlset": "sitemap", "sitemapindex": "sitemap",
    "html": "html",
}  # fmt: skip
_HEADER = re.compile(r"([!-9;-~]{1,100}):(?:[ \t].*|\S.*)?")
_MAIL = frozenset(("from", "date", "subject", "message-id", "received", "mime-version", "return-path", "delivered-to"))
_ADDRESS = re.compile(r"https?://\S{3,2000}", re.IGNORECASE)
_HEAD = 64 * 1024


def suffix_of(name: str) -> str:
    """The suffix that says what a file is, without that of a packing around it."""
    plain = name.lower()
    for packing in _PACKED:
        plain = plain.removesuffix(packing)
    return plain[plain.rfind(".") :] if "." in plain else ""


def is_article_name(name: str) -> bool:
    """True for the names that are taken from a folder whatever is in the file."""
    return suffix_of(name) in SUFFIXES


def may_hold_records(name: str) -> bool:
    """True for the names of files in which fields have names: JSON, tables, archives of them, and what says nothing."""
    suffix = suffix_of(name)
    return _SUFFIXES.get(suffix) in ("json", "table") or suffix in _CONTAINERS or suffix not in SUFFIXES


def binary_reason(head: bytes) -> str | None:
    """What the bytes are when they are no text at all, else None."""
    for mark, found in _MARKS.items():
        if head.startswith(mark):
            return found
    if head.startswith(_WIDE_MARKS) or wide_encoding(head):
        return None
    controls = len(head) - len(head.translate(None, _CONTROL))
    return "binary data" if controls > max(2, len(head) * 0.03) else None


def is_pdf(head: bytes) -> bool:
    """True for a PDF document, also where other bytes stand before its mark, as mail and web servers leave them."""
    return head.lstrip()[:5] == b"%PDF-" or (b"%PDF-" in head[:1024] and binary_reason(head) is not None)


def kind_of(name: str, text: str) -> Kind:
    """The kind of a text file: what its content is, with the name as a hint where the content fits several kinds."""
    hint = _SUFFIXES.get(suffix_of(name))
    return marked_kind(text, hint) or _hinted_kind(text, hint)


def xml_root(text: str) -> str | None:
    """The name of the first element, in lower case and without prefix, when nothing but XML's own stands before it."""
    place = 0
    for _ in range(100):  # a pattern for all of this backtracks without end on a page of comments
        place += len(text[place : place + _HEAD]) - len(text[place : place + _HEAD].lstrip("\ufeff \t\r\n"))
        end = _end_of_prologue(text, place)
        if end is None:
            match = _ROOT.match(text, place)
            return match[1].lower() if match else None
        place = end
    return None


def is_email(text: str, named: bool = False) -> bool:
    """True when the text begins with the headers of a message; in a file named so, one known header is enough."""
    names = set[str]()
    for line in _lines(text):
        if not line:
            break
        match = _HEADER.fullmatch(line)
        if match:
            names.add(match[1].lower())
        elif not names or line[0] not in " \t":
            if not named:
                return False
            break
    known = names & _MAIL
    return bool(known) if named else "from" in known and len(known) >= 2


def is_table(text: str, delimiters: str = ",;\t|") -> bool:
    """True when the first line names columns, of which one is a text and another a field of an article."""
    first = next(_lines(text), "")
    for delimiter in delimiters:
        if delimiter in first:
            cells = next(csv.reader([first], delimiter=delimiter), [])
            fields = mapping_of({cell.strip(): _EXAMPLE for cell in cells})
            if "text" in fields and len(fields) >= 2:
                return True
    return False


_EXAMPLE = "2026-03-12"
"""A value that every field accepts in some way: whether a column is known depends on its name alone."""


def marked_kind(text: str, hint: Kind | None = None) -> Kind | None:
    """The kind that the content shows by itself."""
    if (root := xml_root(text)) and (kind := _ROOTS.get(root)):
        return kind
    if _is_doctype(text):
        return "html"
    if is_email(text, named=hint == "email"):
        return "email"
    if hint not in ("markdown", "html") and _is_address_list(text):
        return "addresses"
    return "table" if hint not in ("markdown", "html", "json") and is_table(text) else None


def _hinted_kind(text: str, hint: Kind | None) -> Kind:
    """The kind that the name suggests, where the content does not speak against it."""
    if hint == "html":
        return "html" if _TAG.search(text[: 256 * 1024]) else "text"
    if hint in ("xml", "feed", "agency"):
        return "xml" if xml_root(text) else "text"
    if hint == "email":
        return "text"
    if text.lstrip("\ufeff \t\r\n").startswith("<?xml"):
        return "xml"
    return hint or ("markdown" if text.startswith("---\n") else "text")


def _end_of_prologue(text: str, place: int) -> int | None:
    """Where a declaration, comment or document type that begins here ends; None when none does."""
    opening = text[place : place + 9].upper()
    if opening == "<!DOCTYPE":
        end = "]>" if 0 <= text.find("[", place) < text.find(">", place) else ">"
    elif opening.startswith("<!--"):
        end = "-->"
    elif opening.startswith("<?"):
        end = "?>"
    else:
        return None
    found = text.find(end, place)
    return found + len(end) if found >= 0 else None


def _is_doctype(text: str) -> bool:
    return bool(re.match(r"\s*<!doctype\s+html", text[:4096], re.IGNORECASE))


def _is_address_list(text: str) -> bool:
    lines = [line for line in _lines(text) if line.strip() and not line.startswith("#")]
    return bool(lines) and all(_ADDRESS.fullmatch(line.strip()) for line in lines)


def _lines(text: str) -> Iterator[str]:
    """The lines of the beginning, the last of them perhaps cut."""
    yield from text[:_HEAD].lstrip("\ufeff").splitlines()
