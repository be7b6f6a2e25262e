import csv
import io
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.datatypes import Article, Failure
from index.errors import SourceError
from index.load import read_document
from index.readers.mapping import FieldMap, MappingNotes, fields_of
from index.readers.table import read_csv, read_table

ROWS = [
    ["headline", "body", "publisher", "pubDate", "by_line"],
    ["Storm closes port", 'Ferries stayed, "all of them".\n\nWaves broke; the wall held.', "The Gazette", "2025-10-04", "Mira Oduya"],
    ["Bridge closed", "The Orlen bridge is closed.", "", "", ""],
]  # fmt: skip


def table(rows: list[list[str]], delimiter: str = ",", end: str = "\r\n") -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator=end).writerows(rows)
    return buffer.getvalue()


def read(text: str | bytes, name: str = "news.csv", fields: FieldMap | None = None) -> list[Article | Failure]:
    return list(read_document(name, text.encode() if isinstance(text, str) else text, name, fields))


def failure(items: list[Article | Failure]) -> Failure:
    (found,) = items
    assert isinstance(found, Failure), found
    assert found.advice.endswith(".")
    return found


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("name", ["news.csv", "news.tsv", "news.txt", "news"])
def test_each_row_is_an_article_whatever_parts_the_cells(delimiter: str, end: str, name: str) -> None:
    first, second = read(table(ROWS, delimiter, end), name)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.title, first.outlet, str(first.published)) == ("Storm closes port", "The Gazette", "2025-10-04")
    assert first.text == 'Ferries stayed, "all of them".\n\nWaves broke; the wall held.'
    assert (first.origin, second.origin) == (f"{name}#row 2", f"{name}#row 3")
    assert second.published is None
    assert first.id != second.id
    assert fields_of(first)["title"] == "headline"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_read(encoding: str) -> None:
    rows = [
        ["title", "text"],
        ["Brücke gesperrt", "Die Brücke über den Hafen ist für alle gesperrt, sagt Jörg Müller."],
    ]
    (item,) = read(table(rows, ";").encode(encoding))
    assert isinstance(item, Article)
    assert (item.title, item.text) == tuple(rows[1])


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "cp1251"])
@pytest.mark.parametrize("rows", [1, 400, 3000])
def test_encoding_that_shows_only_late_is_read(encoding: str, rows: int) -> None:
    last = (
        "Кафе открылось после ремонта в центре города" if encoding == "cp1251" else "Café réouvert à Drosk après l’été"
    )
    plain = [
        ["title", "text"],
        *([f"Mill {n}", f"Mill {n} in Drosk has shut its gates for good. " * 5] for n in range(rows)),
    ]
    found = read(table([*plain, [last, f"{last}. " * 3], ["Mill", "The mill has shut."]]).encode(encoding))
    assert [item.title for item in found[-2:] if isinstance(item, Article)] == [last, "Mill"]
    assert len(found) == rows + 2


def test_one_line_of_another_encoding_spoils_no_other() -> None:
    plain, stray, rest = b"Storm,Ferries stayed.\n" * 4_000, "Fair,It’s ice.\n".encode("cp1252"), "Café,Crème brûlée.\n"
    found = read(b"title,text\n" + plain + stray + plain + rest.encode() * 4_000)
    assert {one.text for one in found if isinstance(one, Article)} == {"It’s ice.", "Ferries stayed.", "Crème brûlée."}


def test_line_that_excel_writes_for_itself_is_understood() -> None:
    (item,) = read("sep=;\r\ntitle;text\r\nA;The bridge is closed.\r\n")
    assert item.origin == "news.csv#row 2"


def test_row_with_an_id_of_its_own_is_named_by_it() -> None:
    (item,) = read("id,title,text\n7,A,The bridge is closed.\n")
    assert isinstance(item, Article)
    assert (item.id, item.origin) == ("7", "news.csv#7")


def test_bad_rows_fail_alone() -> None:
    items = read("title,text\nA,The bridge is closed.\nB,The mill, too, is closed.\n\nC,\nD,The pier is open.\n")
    assert [type(item) for item in items] == [Article, Failure, Failure, Article]
    assert "4 cells" in items[1].reason  # type: ignore[union-attr]
    assert [item.origin for item in items] == [f"news.csv#row {n}" for n in (2, 3, 5, 6)]


def test_table_without_a_text_column_says_what_it_found() -> None:
    found = failure(read("Titel,Inhalt\nA,Die Brücke ist zu.\n"))
    assert "no column for the text" in found.reason
    assert "'Inhalt'" in found.advice
    assert "--field text=NAME" in found.advice


@pytest.mark.parametrize("content", ["title,text\n", "title,text\n,\n\n"])
def test_table_without_rows_is_a_failure(content: str) -> None:
    assert "no rows" in failure(read(content)).reason


def test_quotation_mark_that_is_never_closed_ends_in_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.readers.table.MAX_ROW", 10_000)
    items = read('title,text\nA,The pier is open.\nB,"The mill\n' + "C,The bridge is closed.\n" * 2000)
    assert isinstance(items[0], Article)
    assert "does not end" in items[-1].reason  # type: ignore[union-attr]
    assert len(items) == 2


class Endless(io.RawIOBase):
    """A table that goes on for as long as it is read, of one kind of line."""

    def __init__(self, line: bytes, size: int) -> None:
        self._line, self._left = line, size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        piece = (self._line * (len(buffer) // len(self._line) + 1))[: min(len(buffer), self._left)]
        buffer[: len(piece)] = piece
        self._left -= len(piece)
        return len(piece)


@pytest.mark.parametrize("line", [b'1,2,3,"The bridge is closed."\n', b'"', b",", b'"a\n",', b"x"])
def test_tables_of_any_length_are_read_in_little_memory(line: bytes) -> None:
    stream = io.BufferedReader(Endless(line, 30_000_000))  # type: ignore[type-var]
    tracemalloc.start()
    for count, item in enumerate(read_table(stream, "a.csv", {"text": "The bridge is closed.", "title": "1"})):
        if count > 2000:
            break
        assert item.origin
    assert tracemalloc.get_traced_memory()[1] < 200_000_000
    tracemalloc.stop()


def test_field_map_wins_over_guessing() -> None:
    content = "hed,title,text,stand\nStorm,SEO title,Ferries stayed.,2025-10-04\n"
    (item,) = read(content, fields=FieldMap({"title": "hed", "published": "stand"}))
    assert isinstance(item, Article)
    assert (item.title, str(item.published)) == ("Storm", "2025-10-04")
    line = '{"hed": "Storm", "inhalt": "Ferries stayed."}\n'
    (item,) = read(line, "a.jsonl", FieldMap.from_options(["title=hed", "text = inhalt"]))
    assert isinstance(item, Article)
    assert (item.title, item.text) == ("Storm", "Ferries stayed.")


@pytest.mark.parametrize("option", ["title", "headline=hed", "title=", "=hed"])
def test_field_map_refuses_what_is_no_field(option: str) -> None:
    with pytest.raises(SourceError):
        FieldMap.from_options([option])


def test_mapping_is_told_once_for_all_files_of_one_kind() -> None:
    notes = MappingNotes(FieldMap({"title": "hed", "outlet": "paper"}))
    for name in ("a.csv", "b.csv", "c.csv"):
        for item in read("hed,text,date\nStorm,Ferries stayed.,2025-10-04\n", name, notes.fields):
            assert isinstance(item, Article)
            notes.add(name, item)
    assert notes.lines() == [
        "Fields of a.csv and 2 more: title from 'hed', published from 'date'.",
        "No record that was read fills outlet from 'paper'.",
    ]
    assert MappingNotes().lines() == []


def rows() -> Iterator[bytes]:
    yield from (
        b"title,text\n",
        b"A,The bridge is closed.\n",
        b'"',
        b",",
        b";",
        b"\t",
        b"\r",
        b"\n",
        b"\xff",
        b"\0",
        b"sep=|\n",
    )


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from([*rows()]) | st.binary(max_size=4), max_size=20).map(b"".join))
def test_any_bytes_give_articles_or_failures(content: bytes) -> None:
    items = list(read_csv(content, "a.csv"))
    assert items
    for item in items:
        assert item.origin.startswith("a.csv")
