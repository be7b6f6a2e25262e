"""PDF document -> Article: its text layer in reading order with its pages, and what it states about itself."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from index.datatypes import Article, Failure
from index.readers.credits import read_credit
from index.readers.pdf_lines import lines_of
from index.readers.pdf_pages import Limits, UnreadablePdfError, open_pdf
from index.readers.pdf_text import Page, Paragraph, head_parts, paragraphs_of, running_heads, usual_size
from index.readers.pdf_xmp import xmp_statements
from index.readers.properties import LONGEST_TITLE, filled, is_title, person_statements
from index.readers.statements import Statement, Statements, article_from_statements
from index.readers.text import sign

_FAILURES = {
    "damaged": ("the PDF is damaged", "Open it in a PDF viewer and save it again, or get it anew from where it came."),
    "encrypted": ("the PDF asks for a password", "Save it without the password, then sync again."),
    "long": ("the PDF has more pages or words than one document may", "Split it into one PDF an issue or article."),
    "stuck": (
        "the PDF cannot be opened with the time and memory that a document may take",
        "Open it in a PDF viewer and print it to a new PDF, then sync that.",
    ),
    "slow": (
        "page {page} of the PDF takes more time or memory than a page may",
        "Print the PDF to a new PDF, which leaves out what makes it slow, or leave the page out.",
    ),
}
_SCAN = "Its pages are pictures. Run text recognition on it (ocrmypdf does), then sync the result."
_NO_LETTERS = "Print it to a new PDF and sync that; if this does not help, run text recognition on it (ocrmypdf does)."

_NOT_LETTERS = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_OPENING = 100
"""Paragraphs in which the headline must be."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """A text parted at its headline; page breaks are form feeds."""

    before: str
    after: str


def read_pdf(data: bytes, origin: str, limits: Limits | None = None) -> Iterator[Article | Failure]:
    """The one article of a PDF; in its text a form feed stands where a page begins.

    The day that the file was made is no date of publication and is left out.
    """
    try:
        stream = open_pdf(data, limits)
        pages = [lines_of(words) for words in stream.pages]
    except UnreadablePdfError as error:
        reason, advice = _FAILURES[error.kind]
        yield Failure(origin, reason.format(page=error.page), advice)
        return
    text = "".join(piece.text for page in pages for piece in page)
    paragraphs = list(paragraphs_of(pages))
    if not paragraphs:  # numbers stamped on scanned pages are no text
        yield Failure(origin, "the PDF has no text layer", _SCAN)
    elif 5 * len(_NOT_LETTERS.findall(text)) > len(text):
        yield Failure(origin, "the fonts of the PDF do not say which letters they show", _NO_LETTERS)
    else:
        yield _article(pages, paragraphs, stream.info, xmp_statements(data), origin)


def _article(
    pages: list[Page], paragraphs: list[Paragraph], info: Mapping[str, str], xmp: Statements, origin: str
) -> Article:
    """The article with what its headline, the lines under it, its running heads and its properties state."""
    properties = _properties(info, xmp)
    title = _headline(paragraphs, properties["title"])
    parts = _parted(paragraphs, str(title[0].value) if title else "")
    stated = {**properties, "title": title, "text": [Statement(parts.after, "")], "authors": []}
    article = sign(article_from_statements(stated, origin))
    heads = [*running_heads(pages), *_mastheads(parts.before)]
    for other in (_head_statements(heads), {"authors": properties["authors"]}):
        article = filled(article, article_from_statements(other, origin))
    return replace(article, text=parts.before + parts.after, pages=(0,))


def _properties(info: Mapping[str, str], xmp: Statements) -> dict[str, list[Statement]]:
    """What the properties of the document say, less what programs put there by themselves."""
    found = {name: list(values) for name, values in xmp.items()}
    for name, key in (("title", "Title"), ("authors", "Author"), ("keywords", "Keywords")):
        found.setdefault(name, []).append(Statement(info.get(key, "").strip(), f"PDF {key.lower()}"))
    found["title"] = [title for title in found["title"] if is_title(str(title.value))]
    found["authors"] = person_statements(found["authors"])
    return found


def _headline(paragraphs: list[Paragraph], titles: list[Statement]) -> list[Statement]:
    """The title that the document's properties and its text agree on, else its largest line, else the title.

    Titles outlive what they were written for: a document made from another often keeps that of the other.
    """
    opening = _letters("".join(paragraph.text for paragraph in paragraphs[:_OPENING])[: 10 * _OPENING])
    shown = [title for title in titles if _letters(str(title.value)) in opening]
    large = _largest(paragraphs)
    return shown or ([Statement(large, "largest line of the first page")] if large else titles)


def _largest(paragraphs: list[Paragraph]) -> str:
    """The first line in the largest type of the first page, where it is larger than the text; no outlet's name."""
    first = [one for one in paragraphs if one.page == 0 and _is_headline(one.text)]
    largest = max((one.size for one in first), default=0.0)
    if not first or largest < 1.2 * usual_size(paragraphs):
        return ""
    return next(one.text for one in first if one.size >= 0.95 * largest)


def _is_headline(text: str) -> bool:
    credit = read_credit(text, signed=True)
    return 10 <= len(text) <= LONGEST_TITLE and " " in text and (credit is None or len(text) > 60)


def _parted(paragraphs: list[Paragraph], title: str) -> _Parts:
    """The text before and after the headline, which is left out of both."""
    letters = _letters(title)
    opening = [_letters(one.text) for one in paragraphs[:_OPENING]]
    place = opening.index(letters) if letters in opening else -1
    pieces, page = list[str](), 0
    for number, one in enumerate(paragraphs):
        turn, page = "\f" * (one.page - page), one.page + len(one.breaks)
        pieces.append(turn + ("" if number == place else _with_breaks(one) + "\n\n"))
    return _Parts("".join(pieces[: place + 1]), "".join(pieces[place + 1 :]))


def _with_breaks(paragraph: Paragraph) -> str:
    ends = [0, *paragraph.breaks, len(paragraph.text)]
    return "\f".join(paragraph.text[start:end] for start, end in pairwise(ends))


def _head_statements(heads: list[str]) -> Statements:
    """Outlet and day in heads such as "The Daily Post - Friday 6 March 2026"; a day in figures is that of printing."""
    parts = [part for head in heads for part in head_parts(head)]
    worded = [part for part in parts if re.search(r"[^\W\d_]{3}", part)]
    credits = [credit for part in worded if (credit := read_credit(part, signed=True))]
    days = {credit.published for credit in credits if credit.published and not isinstance(credit.published, datetime)}
    outlets = [Statement(credit.outlet, "running head") for credit in credits if credit.outlet]
    return {"outlet": outlets, "published": [Statement(day, "running head") for day in days if len(days) == 1]}


def _mastheads(before: str) -> list[str]:
    """Lines above the headline that name outlet and day: the head of a single page, which no other page repeats."""
    credits = ((line, read_credit(line, signed=False)) for line in map(str.strip, before.split("\n")))
    return [line for line, credit in credits if credit and credit.outlet and credit.published]


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
