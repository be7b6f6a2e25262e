import gzip
import io
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.archive import Archive
from index.clean import clean_article
from index.datatypes import Article, Failure
from index.dispatch import READER_FAILED
from index.errors import SourceError
from index.load import SourceFile, article_from_document, list_files, origin_of, read_file

DATA = Path(__file__).parents[1] / "data"
PROSE = "Ferries stayed in the harbour.\n\nWaves broke over the wall all day long."


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def listed(*paths: str | Path) -> list[str]:
    return [file.path.name for file in list_files(paths)]


def read(path: Path) -> list[Article | Failure]:
    return [item for file in list_files([path]) for item in read_file(file)]


def article(path: Path) -> Article:
    (item,) = read(path)
    assert isinstance(item, Article), item
    return item


def failure(path: Path) -> Failure:
    (item,) = read(path)
    assert isinstance(item, Failure), item
    return item


def test_folder_gives_known_files_in_order_and_nothing_hidden(tmp_path: Path) -> None:
    for name in (
        "b.md",
        "a.txt",
        "sub/c.jsonl.gz",
        "sub/d.HTML",
        ".hidden.txt",
        ".git/e.txt",
        "f.png",
        "README",
        "g.pdf",
        "h.docx",
        "i.epub",
        "j.eml",
        "k.mbox.bz2",
        "l.csv.xz",
        "m.tsv",
        "n.rss",
        "o.atom",
        "p.xml",
        "q.warc.gz",
        "r.zip",
        "s.tar.gz",
        "t.tgz",
        "u.exe",
    ):
        write(tmp_path / name, PROSE)
    known = "a.txt b.md g.pdf h.docx i.epub j.eml k.mbox.bz2 l.csv.xz m.tsv n.rss o.atom p.xml q.warc.gz r.zip s.tar.gz"
    assert listed(tmp_path) == [*known.split(), "t.tgz", "c.jsonl.gz", "d.HTML"]
    assert listed(str(tmp_path)) == listed(tmp_path)


def test_file_carries_origin_size_and_time(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", PROSE)
    os.utime(path, ns=(5, 1_700_000_000_123_456_789))
    (tmp_path / "sub").mkdir()
    (file,) = list_files([tmp_path / "sub" / ".." / "a.txt"])
    assert file.origin == str(path.resolve())
    assert (file.size, file.mtime_ns) == (path.stat().st_size, path.stat().st_mtime_ns)


def test_file_named_twice_is_listed_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", PROSE)
    (tmp_path / "link.txt").symlink_to(path)
    assert len(list(list_files([path, tmp_path, str(tmp_path / "*.txt")]))) == 1


def test_standard_input_is_a_source_that_is_never_unchanged(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = b'{"title": "A", "text": "The pier is open."}\n{"title": "B", "text": "The mill has shut."}\n'
    times = set[int]()
    for data, titles in ((lines, ["A", "B"]), (b"Bridge closed\n\nThe bridge is closed.\n", ["Bridge closed"])):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        (file,) = list_files(["-"])
        items = list(read_file(file))
        assert [item.title for item in items if isinstance(item, Article)] == titles
        assert all(item.origin.partition("#")[0] == file.origin == origin_of("-") == "stdin" for item in items)
        times.add(file.mtime_ns)
    assert len(times) == 2


def test_records_and_archives_come_through_standard_input(tmp_path: Path) -> None:
    script = "import sys; from index.archive import Archive; print(Archive.open(sys.argv[1]).sync(['-']).added)"
    for data, added in (
        (b'{"id": "1", "text": "The pier is open."}\n', "1"),
        (gzip.compress(b"A\n\nThe mill shut."), "1"),
    ):
        done = subprocess.run(
            [sys.executable, "-c", script, tmp_path / "archive"], input=data, capture_output=True, check=True
        )
        assert done.stdout.decode().strip() == added


def test_failures_of_one_file_are_listed_up_to_a_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.load.MAX_FAILURES", 10)
    items = read(write(tmp_path / "a.jsonl", '{"text": "The pier is open."}\n' + "x\n" * 50))
    assert len(items) == 12
    assert items[-1].reason == "more parts of the file that cannot be read: 40"  # type: ignore[union-attr]


def test_loop_of_links_ends(tmp_path: Path) -> None:
    write(tmp_path / "sub" / "a.txt", PROSE)
    (tmp_path / "sub" / "back").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.txt").symlink_to("self.txt")
    assert listed(tmp_path).count("a.txt") == 1


def test_glob_finds_files_below_and_leaves_hidden_out(tmp_path: Path) -> None:
    for name in ("a.txt", "sub/b.txt", ".c.txt", "d.md"):
        write(tmp_path / name, PROSE)
    assert listed(str(tmp_path / "**" / "*.txt")) == ["a.txt", "b.txt"]


@pytest.mark.parametrize("path", ["", "absent", "absent/*.txt", "a\0b", "https://gazette.example/storm", "x" * 5000])
def test_absent_path_is_an_error_that_says_what_to_do(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceError, match=r"Check|Save"):
        list(list_files([path]))


def test_pipe_is_refused_rather_than_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(SourceError, match="neither a file nor a folder"):
        list(list_files([tmp_path / "pipe.txt"]))
    assert listed(tmp_path) == []


def test_folder_that_cannot_be_listed_is_an_error() -> None:
    with TemporaryDirectory() as folder, as_nobody(Path(folder)):
        (Path(folder) / "shut").mkdir(mode=0)
        with pytest.raises(SourceError, match="cannot be listed"):
            list(list_files([folder]))


def test_file_that_can_be_listed_and_not_reached_is_a_failure() -> None:
    with TemporaryDirectory() as folder, as_nobody(Path(folder)):
        (Path(folder) / "shut").mkdir()
        (Path(folder) / "shut" / "a.txt").touch()
        (Path(folder) / "shut").chmod(0o400)
        found = [list(list_files([f"{folder}{pattern}"])) for pattern in ("", "/shut", "/*/*.txt")]
        assert [[file.path.name for file in files] for files in found] == [["a.txt"]] * 3
        assert [type(item) for item in read_file(found[0][0])] == [Failure]
        for named in ("shut/a.txt", "shut/*.txt"):
            with pytest.raises(SourceError, match="cannot be reached"):
                list(list_files([f"{folder}/{named}"]))


@contextmanager
def as_nobody(folder: Path) -> Iterator[None]:
    """Without the rights of an administrator, from whom nothing can be locked."""
    user = os.geteuid()
    nobody = user or 65534
    os.chown(folder, nobody, -1)
    os.seteuid(nobody)
    try:
        yield
    finally:
        (folder / "shut").chmod(0o700)
        os.seteuid(user)


def test_link_to_nowhere_and_vanished_file_are_failures(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    found = failure(tmp_path)
    assert found.origin == str(tmp_path.resolve() / "gone.txt")
    assert "cannot be read" in found.reason
    assert found.advice
    file = SourceFile("/gone.txt", tmp_path / "gone", 1, 1)
    assert [type(item) for item in read_file(file)] == [Failure]


@pytest.mark.parametrize("name", ["storm.txt", "storm.md", "storm.html"])
def test_each_format_gives_the_same_article(name: str) -> None:
    found = article(DATA / name)
    assert "port" in found.title
    assert found.outlet == "The Hallin Gazette"
    assert found.authors == ("Mira Oduya", "Jon Tellef")
    assert str(found.published_day) == "2025-10-04"
    assert found.text.startswith("Ferries stayed in the harbour of Hallin")
    assert found.origin == str((DATA / name).resolve())


def test_furniture_is_taken_out_and_original_address_kept() -> None:
    found = article(DATA / "storm.txt")
    assert found.url == "https://gazette.example/storm-closes-port"
    for furniture in (
        "Image caption",
        "Advertisement",
        "Read more",
        "Original article",
        "Statement",
        "By Mira",
        "October",
    ):
        assert furniture not in found.text
    assert found.text.endswith("The port authority expects to reopen at 5 p.m. Sunday.")


def test_id_is_stable_for_a_place_and_sixteen_hexadecimal_digits(tmp_path: Path) -> None:
    first = write(tmp_path / "a.txt", PROSE)
    second = write(tmp_path / "b.txt", PROSE)
    assert article(first).id == article(first).id != article(second).id
    assert len(article(first).id) == 16
    assert int(article(first).id, 16) >= 0
    assert article(DATA / "storm.md").id == "0012"


def test_records_have_origins_by_id_or_number_and_bad_ones_fail_alone() -> None:
    origin = str((DATA / "storm.jsonl").resolve())
    first, broken, last = read(DATA / "storm.jsonl")
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert isinstance(broken, Failure)
    assert (first.id, first.origin) == ("s1", f"{origin}#s1")
    assert broken.origin == f"{origin}#line 2"
    assert "not valid JSON" in broken.reason
    assert last.origin == f"{origin}#4"


def test_json_list_inside_an_object_is_read_record_by_record() -> None:
    first, second, third, fourth = read(DATA / "storm.json")
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.title, first.outlet, first.authors) == (
        "Storm closes port",
        "The Hallin Gazette",
        ("Mira Oduya", "Jon Tellef"),
    )
    assert second.text == "The storm has passed.\n\nBoats sail & trains run."
    assert second.published is None
    assert isinstance(third, Failure)
    assert third.origin.endswith("#record 3")
    assert isinstance(fourth, Failure)
    assert fourth.reason == "no text"
    assert "headline" in fourth.advice


@pytest.mark.parametrize(
    ("name", "content", "title"),
    [
        ("a.txt", json.dumps([{"title": "T", "text": PROSE}]), "T"),
        ("a.md", json.dumps({"title": "T", "text": PROSE}), "T"),
        ("a.json", json.dumps({"title": "T", "text": PROSE}) + "\n" + json.dumps({"title": "T", "text": PROSE}), "T"),
        ("a.jsonl", json.dumps([{"title": "T", "text": PROSE}], indent=1), "T"),
        ("a.html", "A headline\n\n" + PROSE, "A headline"),
        ("a.html", "A headline\n\nProfit fell: 3 < 4 and 5 > 4, the bank said. " + PROSE, "A headline"),
        ("a.txt", "[Updated] Storm closes port\n\n" + PROSE, "[Updated] Storm closes port"),
        ("a.txt", "{Storm} closes port\n\n" + PROSE, "{Storm} closes port"),
        ("noname", "A headline\n\n" + PROSE, "A headline"),
        ("a.log", "---\ntitle: T\n---\n" + PROSE, "T"),
    ],
)
def test_content_decides_and_the_name_is_a_hint(name: str, content: str, title: str, tmp_path: Path) -> None:
    items = read(write(tmp_path / name, content))
    assert items
    for item in items:
        assert isinstance(item, Article), item
        assert item.title == title
        assert item.text.endswith(PROSE)


def test_page_posing_as_text_is_read_as_a_page(tmp_path: Path) -> None:
    found = article(write(tmp_path / "page.txt", (DATA / "storm.html").read_bytes()))
    assert found.title == "Storm closes port & school in Hallin"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"\xef\xbb\xbf", "no text"),
        (b"PK\x03\x04" + bytes(500), "ZIP"),
        (b"\xd0\xcf\x11\xe0" + bytes(500), "old office document"),
        (gzip.compress(gzip.compress(PROSE.encode())), "compressed file in a compressed file"),
        (b"<?xml version='1.0'?>\n<invoice><sum>3</sum></invoice>", "XML of a kind"),
        (b"https://gazette.example/a\n# later\nhttps://gazette.example/b\n", "list of web addresses"),
        (b"<urlset xmlns='x'><url><loc>https://gazette.example/a</loc></url></urlset>", "sitemap"),
        (bytes(range(256)) * 8, "binary"),
        (bytes(3000), "binary"),
        (random.Random(1).randbytes(4000), "binary"),
    ],
)
def test_what_is_no_text_is_one_failure_with_advice(content: bytes, reason: str, tmp_path: Path) -> None:
    found = failure(write(tmp_path / "a.txt", content))
    assert reason in found.reason
    assert found.advice.endswith(".")
    assert found.origin == str((tmp_path / "a.txt").resolve())


def test_text_of_furniture_only_is_a_failure(tmp_path: Path) -> None:
    assert (
        "no text"
        in failure(write(tmp_path / "a.txt", "Advertisement\n\nRead more: Storm\n\nShare this article\n")).reason
    )


def test_broken_json_is_a_failure_that_names_the_place(tmp_path: Path) -> None:
    assert "line 2" in failure(write(tmp_path / "a.json", '{"title": "T",\n "text" "x"}')).reason
    assert "list of records is empty" in failure(write(tmp_path / "b.json", '{"articles": []}')).reason
    assert failure(write(tmp_path / "c.json", "[" * 100_000)).reason.startswith("not valid JSON")


def test_large_text_is_refused_with_advice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.textual.MAX_BYTES", 10_000)
    found = failure(write(tmp_path / "a.txt", "A line of words.\n" * 1000))
    assert "too large" in found.reason
    assert "Split" in found.advice


def test_json_lines_may_be_larger_than_one_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.textual.MAX_BYTES", 2000)
    lines = [json.dumps({"id": str(n), "text": PROSE * (60 if n == 3 else 1)}) for n in range(100)]
    items = read(write(tmp_path / "a.jsonl", "\n".join(lines)))
    failures = [item for item in items if isinstance(item, Failure)]
    assert [item.origin.rpartition("#")[2] for item in failures] == ["line 4"]
    assert [item.id for item in items if isinstance(item, Article)] == [str(n) for n in range(100) if n != 3]


def test_compressed_files_are_read_and_bounded_by_their_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = write(tmp_path / "a.jsonl.gz", gzip.compress((DATA / "storm.jsonl").read_bytes()))
    assert [type(item) for item in read(packed)] == [Article, Failure, Article]
    assert article(write(tmp_path / "b.txt.gz", gzip.compress((DATA / "storm.txt").read_bytes()))).authors
    monkeypatch.setattr("index.textual.MAX_BYTES", 10_000)
    assert "too large" in failure(write(tmp_path / "bomb.txt.gz", gzip.compress(b"word " * 1_000_000))).reason
    endless = write(tmp_path / "endless.jsonl.gz", gzip.compress(b'{"text": "x"}\n' + b"word " * 1_000_000))
    assert [type(item) for item in read(endless)] == [Article, Failure]
    damaged = gzip.compress((PROSE * 50).encode())[:-20]
    assert "compressed file is damaged" in failure(write(tmp_path / "cut.txt.gz", damaged)).reason


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_json_lines_in_other_encodings_are_read(encoding: str, tmp_path: Path) -> None:
    data = (DATA / "storm.jsonl").read_text().encode(encoding)
    assert [type(item) for item in read(write(tmp_path / "a.jsonl", data))] == [Article, Failure, Article]


def test_lone_surrogates_do_not_reach_the_archive(tmp_path: Path) -> None:
    found = article(
        write(tmp_path / "a.json", '{"title": "T\\ud800", "text": "Waves \\udfff broke.", "author": "A\\ud800 B"}')
    )
    for value in (found.title, found.text, *found.authors):
        value.encode()


MARKS = b"--- \n|---\n|<html>|<p>|</p>|<!--|<?xml|{|}|[|\n|\r|\xff\xfe|\x1f\x8b|\xef\xbb\xbf|# |title: T\n|![a](b)"
pieces = st.sampled_from([PROSE.encode(), b'{"text": "Waves broke."}\n', b'"text": "x"', *MARKS.split(b"|")])


@settings(deadline=None)
@given(
    st.binary(max_size=200) | st.lists(pieces | st.binary(max_size=6), max_size=14).map(b"".join),
    st.sampled_from(["a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a.gz", "a"]),
)
def test_any_content_gives_articles_with_text_or_failures_with_advice(content: bytes, name: str) -> None:
    with TemporaryDirectory() as folder:
        items = read(write(Path(folder) / name, content))
    assert items
    for item in items:
        if isinstance(item, Failure):
            assert item.origin
            assert item.reason
            assert READER_FAILED not in item.reason
            assert item.advice
        else:
            assert item.text.strip()
            assert clean_article(item) == item


class Document:
    """Shaped like a LlamaIndex Document."""

    def __init__(self, text: str, id_: str, **metadata: object) -> None:
        self.text, self.id_, self.metadata = text, id_, metadata

    def get_content(self) -> str:
        return self.text


def test_document_is_mapped_by_the_names_of_its_metadata() -> None:
    document = Document(
        PROSE + "\n\nAdvertisement",
        "doc-7",
        headline="Storm",
        source="/tmp/x/storm.pdf",
        site_name="Radio Hallin",
        date="2025-10-04",
        creation_date="2026-01-01",
    )
    found = article_from_document(document)
    assert (found.id, found.origin, found.title) == ("doc-7", "document:doc-7", "Storm")
    assert (found.outlet, str(found.published), found.text) == ("Radio Hallin", "2025-10-04", PROSE)


def test_time_of_a_file_is_no_date_of_publication() -> None:
    times = {"creation_date": "2026-01-01", "last_modified_date": "2026-01-01", "date_download": "2026-01-01"}
    assert article_from_document(Document(PROSE, "d", **times)).published is None


@pytest.mark.slow
def test_llama_index_document_is_read() -> None:
    schema = pytest.importorskip("llama_index.core.schema")
    found = article_from_document(schema.Document(text=PROSE, id_="a1", metadata={"title": "Storm", "lang": "en"}))
    assert (found.id, found.title, found.text, found.language) == ("a1", "Storm", PROSE, "en")


def test_one_document_is_one_source_and_what_is_no_source_is_refused(archive: Archive) -> None:
    schema = pytest.importorskip("llama_index.core.schema")
    document = schema.Document(text=PROSE, id_="a1", metadata={"title": "Storm"})
    assert archive.sync(document).added == 1
    for wrong in (None, [None], [{"title": "Storm", "text": PROSE}], 5):
        with pytest.raises(SourceError, match="no source"):
            archive.sync(wrong)
    assert archive.count_articles() == 1
