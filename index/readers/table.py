"""CSV and TSV -> Articles: the first row names the columns, every other row is a record."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import IO, cast

from index.containers.unpack import read_fully
from index.datatypes import Article, Failure
from index.readers.late_encoding import text_of
from index.readers.record_ids import RecordIds
from index.readers.records import mapping_of, read_record

MAX_ROW = 8 * 1024 * 1024
"""Characters in one row, and so in one cell; an article has about 5,000, the longest newspaper pieces 200,000."""

_DELIMITERS = ",;\t|"
_SAMPLE = 64 * 1024
_EXAMPLE = "2026-03-12"
_END = "\ufdd0"
"""A line of our own behind the last, no character of any text: it is a row unless a quotation mark is still open."""
_QUOTE = "Put cells that hold the delimiter or a line end in double quotation marks."


class _RowTooLongError(Exception):
    """A row has no end, as after a quotation mark that is never closed."""


def read_csv(data: bytes, origin: str, names: Mapping[str, str] | None = None) -> Iterator[Article | Failure]:
    """An article for each row of a table; `names` says which column holds which of our fields."""
    yield from read_table(cast(IO[bytes], io.BytesIO(data)), origin, names)


def read_table(stream: IO[bytes], origin: str, names: Mapping[str, str] | None = None) -> Iterator[Article | Failure]:
    """The same for a stream of any length, a row at a time."""
    head = read_fully(stream, _SAMPLE)
    text = text_of(head, stream)
    lines = _Lines(text)
    delimiter = _delimiter(head.decode(text.encoding, "ignore"), lines, names)
    csv.field_size_limit(max(csv.field_size_limit(), MAX_ROW))
    rows = csv.reader(lines, delimiter=delimiter)
    try:
        header = [cell.removesuffix(_END).strip() for cell in _next(rows, lines) or []]
    except (csv.Error, _RowTooLongError):
        header = []
    if failure := _bad_header(header, origin, names):
        yield failure
        return
    yield from _records(rows, lines, header, origin, names)


def _records(
    rows: "Iterator[list[str]]", lines: "_Lines", header: list[str], origin: str, names: Mapping[str, str] | None
) -> Iterator[Article | Failure]:
    number, empty, ids = 1, True, RecordIds(origin)
    while True:
        number += 1
        place = f"{origin}#row {number}"
        try:
            row = _next(rows, lines)
        except _RowTooLongError:
            reason = f"the row does not end within {MAX_ROW // 2**20} million characters; the rest is not read"
            yield Failure(place, reason, f"Look for a quotation mark that is never closed. {_QUOTE}")
            return
        except csv.Error as error:
            yield Failure(place, f"the row cannot be read ({error})", _QUOTE)
            continue
        if row is None or row == [_END]:
            break
        if row[-1:] and row[-1].endswith(_END):
            reason = "the row does not end: the file is cut off, or a quotation mark is never closed"
            yield Failure(place, reason, f"Save the table again and sync. {_QUOTE}")
            return
        if any(cell.strip() for cell in row):
            empty = False
            yield _read_row(row, header, ids, place, names)
    if empty:
        yield Failure(origin, "no text: the table has no rows", "Add records, or take the file out of the source.")


def _read_row(
    row: list[str], header: list[str], ids: RecordIds, place: str, names: Mapping[str, str] | None
) -> Article | Failure:
    if any(cell.strip() for cell in row[len(header) :]):
        return Failure(place, f"the row has {len(row)} cells, the header names {len(header)} columns", _QUOTE)
    record: dict[str, object] = {}
    for name, cell in zip(header, row, strict=False):
        if name and not record.get(name):  # of two columns of one name the first that is filled
            record[name] = cell
    found = read_record(record, place, place, ids, names)
    # A row that ends too soon was perhaps cut off; a whole one without a text takes nothing away.
    return replace(found, complete=False) if isinstance(found, Failure) and len(row) < len(header) else found


def _bad_header(header: list[str], origin: str, names: Mapping[str, str] | None) -> Failure | None:
    """The failure of a table in which no column is the text, or a column that was asked for is missing."""
    if not any(header):
        advice = f"The first row must name the columns. {_QUOTE}"
        return Failure(origin, "no text: the table has no row of column names", advice)
    found = ", ".join(repr(name[:40]) for name in header[:12])
    missing = [name for name in (names or {}).values() if name not in header]
    if "text" in _known(header, names):
        return None
    wanted = f"no column named {missing[0]!r}" if missing else "no column for the text of the articles"
    advice = f"The first row must name the columns (found: {found}); say which holds the text: --field text=NAME."
    return Failure(origin, wanted, advice)


def _known(header: list[str], names: Mapping[str, str] | None) -> Mapping[str, str]:
    return mapping_of(dict.fromkeys(header, _EXAMPLE), names)


def _delimiter(head: str, lines: "_Lines", names: Mapping[str, str] | None) -> str:
    """What parts the cells: as Excel's first line says, else what makes the most known columns of the header."""
    first = next(iter(head.lstrip("\ufeff").splitlines()), "")
    if first.lower().startswith("sep=") and first[4:] in tuple(_DELIMITERS):
        next(lines, None)
        return first[4]

    def columns(delimiter: str) -> tuple[int, int]:
        header = [cell.strip() for cell in next(csv.reader([first], delimiter=delimiter), [])]
        return len(_known(header, names)), len(header)

    return max(_DELIMITERS, key=columns)


def _next(rows: Iterator[list[str]], lines: "_Lines") -> list[str] | None:
    lines.taken = 0
    return next(rows, None)


class _Lines:
    """The lines of a text for the csv reader; raises _RowTooLongError when one row takes too many of them."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._ended = False
        self.taken = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(MAX_ROW + 1)
        self.taken += len(line)
        if self.taken > MAX_ROW:
            raise _RowTooLongError
        if line:
            return line
        if self._ended:
            raise StopIteration
        self._ended = True
        return _END
