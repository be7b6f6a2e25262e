import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.importers.arrays import array_values
from eval.importers.common import Row, read_json, rows, text_id, write_import
from eval.load import load_set
from eval.questions import Case
from index.errors import QuestionSetError

CASES = [Case(id="one", question="Who rang?", answers=("Mara",)), Case(id="two", question="When?", answerable=False)]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


class Trickle(io.StringIO):
    """A file that gives a few characters at a time, so that every value is cut somewhere."""

    def read(self, size: int | None = -1) -> str:
        return super().read(3)


@given(st.lists(JSON), st.sampled_from([None, 0, 2]), st.booleans())
def test_array_is_read_as_json_reads_it_wherever_it_is_cut(values: list[Any], indent: int | None, ascii_: bool) -> None:
    text = json.dumps(values, indent=indent, ensure_ascii=ascii_)
    assert [value for _, value in array_values(Trickle(f" \n{text}\n"))] == values


@given(st.lists(JSON, min_size=1), st.data())
def test_array_that_is_not_whole_is_refused(values: list[Any], data: st.DataObject) -> None:
    text = json.dumps(values)
    cut = data.draw(st.integers(0, len(text) - 1))
    with pytest.raises(ValueError, match="line 1"):
        list(array_values(Trickle(text[:cut])))


@pytest.mark.parametrize("text", ["[1] 2", "[1 2]", "[1,]", "[1, }", '["a\nb"]', "{}", "", "[1}", "[tru]"])
def test_what_is_no_array_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="line 1"):
        list(array_values(io.StringIO(text)))


def test_broken_array_is_not_read_on_to_its_end() -> None:
    file = io.StringIO('[{"a": 1}, {"a" 2}, ' + " " * 10_000_000)
    with pytest.raises(ValueError, match="line 1: Expecting ':'"):
        list(array_values(file))
    assert file.tell() < 2_000_000


@pytest.fixture(params=["lines", "array", "lines.gz", "array.gz"])
def written(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Three records in each form that is read."""
    records = [{"id": f"r{number}", "text": "Käse\u2028brot"} for number in range(3)]
    lines = "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    text = lines + "\n" if request.param.startswith("lines") else json.dumps(records, indent=1)
    path = tmp_path / request.param
    path.write_bytes(gzip.compress(text.encode(), mtime=0) if path.suffix == ".gz" else text.encode("utf-8-sig"))
    return path


def test_rows_reads_lines_and_arrays_zipped_or_not(written: Path) -> None:
    assert [(row["id"], row["text"]) for row in rows(written, {"id": str})] == [
        (f"r{number}", "Käse\u2028brot") for number in range(3)
    ]


def test_array_record_is_placed_by_its_line_and_number(tmp_path: Path) -> None:
    path = tmp_path / "corpus.json"
    path.write_text('[\n {"url": "a"},\n {"body": 1}\n]')
    with pytest.raises(QuestionSetError, match=r"corpus\.json, line 3, record 2, field url: missing \(found: body\)"):
        list(rows(path, {"url": str}))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'{"id": "a"}\n{"id": 5}\n', r"line 2, field id: found 5, expected a text"),
        (b'{"id": "a"}\n\n{"id": null}\n', r"line 3, field id: found null, expected a text"),
        (b'{"id": true}\n', r"line 1, field id: found true, expected a text"),
        (b'{"name": "a"}\n', r"line 1, field id: missing \(found: name\)"),
        (b"7\n", r"line 1: found 7, expected a JSON object"),
        (b'{"id": "a"\n', r"line 1: not JSON"),
        (b'{"id": "a"}\n' + b"[" * 100_000, r"line 2: not JSON \(nested too deeply\)"),
        (b"[1]", r"line 1, record 1: found 1, expected a JSON object"),
        (b'[{"id": "a"}, {"id"', r"after record 1: not JSON"),
        (b'{"id": "\xff"}\n', r"not UTF-8"),
        (b'[{"id": "\xff"}]', r"not UTF-8"),
        (gzip.compress(b'{"id": "a"}\n' * 999, mtime=0)[:-20], r"cannot be read to its end"),
        (gzip.compress(b'{"id": "a"}\n', mtime=0)[:10] + b"\xff" * 30, r"cannot be read to its end"),
    ],
)
def test_damaged_file_is_told_with_its_place(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_bytes(content)
    with pytest.raises(QuestionSetError, match=rf"questions\.jsonl.*{told}"):
        list(rows(path, {"id": str}))


def test_needed_field_may_have_one_of_two_types_and_a_boolean_is_no_number(tmp_path: Path) -> None:
    path = tmp_path / "scores.jsonl"
    path.write_text('{"score": null}\n{"score": 1}\n{"score": true}\n')
    read = rows(path, {"score": int | None})
    assert [next(read)["score"], next(read)["score"]] == [None, 1]
    with pytest.raises(QuestionSetError, match="line 3, field score: found true, expected a whole number or null"):
        next(read)


def test_missing_file_and_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match="There is no file"):
        list(rows(tmp_path / "none.jsonl", {}))
    with pytest.raises(QuestionSetError, match="is a folder"):
        list(rows(tmp_path, {}))


def test_read_json_reads_one_object_and_tells_where_it_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "set.json"
    path.write_bytes(gzip.compress(b'{"data": [1, 2]}', mtime=0))
    assert read_json(path) == {"data": [1, 2]}
    path.write_text('{"data":\n [1, 2}')
    with pytest.raises(QuestionSetError, match=r"set\.json: not JSON .*line 2"):
        read_json(path)


def test_row_places_what_is_wrong_within_it() -> None:
    row = Row({"facts": [{"url": "a"}, {"url": 3}], "names": ["a", 4]}, "set.json, line 9")
    with pytest.raises(QuestionSetError, match=r"set\.json, line 9, field facts\.1, field url: found 3"):
        row.rows("facts", {"url": str})
    with pytest.raises(QuestionSetError, match=r"set\.json, line 9, field names\.1: found 4, expected a text"):
        row.texts("names")
    with pytest.raises(QuestionSetError, match=r"set\.json, line 9, field as_of: found \"soon\""):
        row.case(id="a", question="Who?", as_of="soon")


def test_import_is_read_back_and_empty_fields_of_articles_are_left_out(tmp_path: Path) -> None:
    articles = [{"id": "a", "title": "", "authors": [], "text": "Mara rang."}]
    done = write_import(tmp_path / "new" / "out", "Bells", CASES, articles)
    assert done.cases == 2
    assert list(load_set(done.questions).cases) == CASES
    assert done.articles is not None
    assert json.loads(done.articles.read_text()) == {"id": "a", "text": "Mara rang."}
    assert {path.name for path in done.questions.parent.iterdir()} == {"questions.jsonl", "articles.jsonl"}


def test_import_without_articles_writes_none(tmp_path: Path) -> None:
    done = write_import(tmp_path, "Bells", CASES, None)
    assert done.articles is None
    assert [path.name for path in tmp_path.iterdir()] == ["questions.jsonl"]


def test_articles_are_written_before_the_first_case_is_made(tmp_path: Path) -> None:
    seen: list[str] = []

    def articles() -> Iterator[dict[str, str]]:
        seen.append("articles")
        yield {"id": "a", "text": "Mara rang."}

    def cases() -> Iterator[Case]:
        assert seen == ["articles"]
        yield from CASES

    assert write_import(tmp_path, "Bells", cases(), articles()).cases == 2


def test_import_writes_over_files_only_when_told(tmp_path: Path) -> None:
    done = write_import(tmp_path, "Bells", CASES, None)
    done.questions.write_text("mine")
    with pytest.raises(QuestionSetError, match=r"questions\.jsonl exist already.*--force"):
        write_import(tmp_path, "Bells", CASES, None)
    assert done.questions.read_text() == "mine"
    write_import(tmp_path, "Bells", CASES, None, force=True)
    assert len(load_set(done.questions).cases) == 2


def test_import_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    done = write_import(tmp_path, "Bells", CASES, [{"id": "old", "text": "x"}])
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(QuestionSetError, match='question id "one" twice'):
        write_import(tmp_path, "Bells", [CASES[0], CASES[0]], [{"id": "new", "text": "y"}], force=True)
    assert {path.name: path.read_bytes() for path in done.questions.parent.iterdir()} == before


def test_benchmark_without_questions_is_told(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match="Bells files hold no question"):
        write_import(tmp_path, "Bells", [], [])
    assert list(tmp_path.iterdir()) == []


def test_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(QuestionSetError, match="cannot be written"):
        write_import(tmp_path / "file" / "out", "Bells", CASES, None)


def test_half_of_a_surrogate_pair_does_not_stop_an_import(tmp_path: Path) -> None:
    done = write_import(tmp_path, "Bells", [Case(id="a", question="Who \ud800?")], None)
    assert load_set(done.questions).cases[0].question == "Who ??"


def test_text_has_the_same_id_every_time() -> None:
    assert text_id("Mara rang.") == text_id("Mara rang.") != text_id("Mara rang")
    assert len(text_id("\ud800")) == 16
