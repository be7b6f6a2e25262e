import bz2
import gzip
import io
import lzma
import random
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.datatypes import Article, Failure
from index.dispatch import READER_FAILED
from index.load import list_files, read_document, read_file

PAGE = b"""<!doctype html><html lang="en"><head><title>Storm closes port</title>
<meta property="og:site_name" content="The Hallin Gazette"></head>
<body><article><h1>Storm closes port</h1><p>Ferries stayed in the harbour of Hallin for the second day in a row.</p>
<p>Waves broke over the northern wall until late in the evening, the port authority said.</p></article></body></html>"""
NOTE = b"Bridge closed\n\nThe Orlen bridge was closed on Monday.\n"
LINES = b'{"title": "A", "text": "The pier is open."}\n{"title": "B", "text": "The mill has shut."}\n'
MEMBERS = {"news/storm.html": PAGE, "news/bridge.txt": NOTE, "records.jsonl": LINES}


def zip_of(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def tar_of(members: dict[str, bytes], format: int = tarfile.PAX_FORMAT) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=format) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def special_tar(name: str, kind: bytes, target: str = "") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.type, info.linkname = kind, target
        archive.addfile(info)
        note = tarfile.TarInfo("note.txt")
        note.size = len(NOTE)
        archive.addfile(note, io.BytesIO(NOTE))
    return buffer.getvalue()


def read(name: str, data: bytes) -> list[Article | Failure]:
    return list(read_document(name, data, name))


def articles(items: list[Article | Failure]) -> list[Article]:
    return [item for item in items if isinstance(item, Article)]


def failures(items: list[Article | Failure]) -> list[Failure]:
    return [item for item in items if isinstance(item, Failure)]


def failure(items: list[Article | Failure]) -> Failure:
    (found,) = items
    assert isinstance(found, Failure), found
    assert found.advice.endswith(".")
    return found


ARCHIVES: dict[str, Callable[[dict[str, bytes]], bytes]] = {
    "a.zip": zip_of,
    "stored.zip": lambda members: zip_of(members, zipfile.ZIP_STORED),
    "a.tar": tar_of,
    "gnu.tar": lambda members: tar_of(members, tarfile.GNU_FORMAT),
    "a.tar.gz": lambda members: gzip.compress(tar_of(members)),
    "a.tgz": lambda members: gzip.compress(tar_of(members)),
    "a.tar.bz2": lambda members: bz2.compress(tar_of(members)),
    "a.tar.xz": lambda members: lzma.compress(tar_of(members)),
}


# Archives


@pytest.mark.parametrize("name", ARCHIVES)
def test_every_member_of_an_archive_is_read_by_what_it_is(name: str) -> None:
    items = read(name, ARCHIVES[name](MEMBERS))
    assert [(item.origin, item.title) for item in articles(items)] == [
        (f"{name}#news/storm.html", "Storm closes port"),
        (f"{name}#news/bridge.txt", "Bridge closed"),
        (f"{name}#records.jsonl#1", "A"),
        (f"{name}#records.jsonl#2", "B"),
    ]
    assert articles(items)[0].outlet == "The Hallin Gazette"
    assert len({item.id for item in articles(items)}) == 4


@pytest.mark.parametrize("name", ARCHIVES)
def test_archive_on_disk_gives_the_same_and_writes_nothing(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sources").mkdir()
    path = tmp_path / "sources" / name
    path.write_bytes(ARCHIVES[name](MEMBERS))
    before = path.read_bytes()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    found = [item for file in list_files([tmp_path / "sources"]) for item in read_file(file)]
    assert [item.title for item in articles(found)] == ["Storm closes port", "Bridge closed", "A", "B"]
    assert [path.name for path in tmp_path.rglob("*")] == ["sources", name]
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["a.zip", "a.tar"])
def test_hidden_and_other_members_are_passed_over(name: str) -> None:
    others = {".git/x.txt": NOTE, "__MACOSX/._note.txt": NOTE, "photo.jpg": b"\xff\xd8", "a/.hidden.md": NOTE}
    items = read(name, ARCHIVES[name](others | {"note.txt": NOTE}))
    assert [item.origin for item in items] == [f"{name}#note.txt"]


@pytest.mark.parametrize("name", ["a.zip", "a.tar"])
def test_archive_without_articles_says_so(name: str) -> None:
    assert "holds no file" in failure(read(name, ARCHIVES[name]({"photo.jpg": b"x"}))).reason


@pytest.mark.parametrize("archive", ["a.zip", "a.tar"])
@pytest.mark.parametrize(
    "name", ["../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "..\\evil.txt", "C:\\evil.txt", "~/evil.txt"]
)
def test_member_whose_name_leads_elsewhere_is_refused_and_the_others_are_read(archive: str, name: str) -> None:
    evil, note = read(archive, ARCHIVES[archive]({name: NOTE, "note.txt": NOTE}))
    assert isinstance(evil, Failure)
    assert "leads out of the archive" in evil.reason
    assert isinstance(note, Article)


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE], ids=repr
)
def test_links_and_devices_in_a_tar_are_refused(kind: bytes) -> None:
    special, note = read("a.tar", special_tar("link.txt", kind, "/etc/passwd"))
    assert isinstance(special, Failure)
    assert "link or device" in special.reason
    assert isinstance(note, Article)


def test_link_in_a_zip_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo("link.txt")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    assert "link or device" in read("a.zip", buffer.getvalue())[0].reason  # type: ignore[union-attr]


def test_encrypted_member_is_refused_alone() -> None:
    data = bytearray(zip_of({"secret.txt": NOTE, "note.txt": NOTE}, zipfile.ZIP_STORED))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    secret, note = read("a.zip", bytes(data))
    assert isinstance(secret, Failure)
    assert "encrypted" in secret.reason
    assert isinstance(note, Article)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_members_of_one_name_one_is_read_and_the_other_named() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("note.txt", "Old\n\nThe bridge is open to all.")
        archive.writestr("note.txt", "New\n\nThe bridge is closed to all.")
    old, new = read("a.zip", buffer.getvalue())
    assert isinstance(old, Failure)
    assert isinstance(new, Article)
    assert new.title == "New"
    first, second = read("a.tar", _twice())
    assert isinstance(first, Article)
    assert isinstance(second, Failure)
    assert "same name" in second.reason


def _twice() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for _ in range(2):
            info = tarfile.TarInfo("note.txt")
            info.size = len(NOTE)
            archive.addfile(info, io.BytesIO(NOTE))
    return buffer.getvalue()


def test_long_and_foreign_names_in_a_tar_are_kept() -> None:
    name = f"{'ordner-' * 20}/größe-{'x' * 120}.txt"
    for format in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT):
        (item,) = read("a.tar", tar_of({name: NOTE}, format))
        assert item.origin == f"a.tar#{name}"


def test_archives_in_archives_are_read_two_deep_and_no_deeper() -> None:
    inner = zip_of({"note.txt": NOTE})
    (item,) = read("a.tar", tar_of({"inner.zip": inner}))
    assert isinstance(item, Article)
    assert item.origin == "a.tar#inner.zip#note.txt"
    deep = failure(read("a.zip", zip_of({"b.tar.gz": gzip.compress(tar_of({"inner.zip": inner}))})))
    assert "deep" in deep.reason
    assert deep.origin == "a.zip#b.tar.gz#inner.zip"


def test_archive_that_holds_itself_ends() -> None:
    data = NOTE
    for level in range(30):
        data = zip_of({f"{level}.zip": data, "note.txt": NOTE})
    items = read("a.zip", data)
    assert len(articles(items)) == 2
    assert "deep" in failures(items)[0].reason


# Bombs and limits


def test_member_that_unpacks_to_far_more_than_its_size_is_refused_alone() -> None:
    bomb, note = read("a.zip", zip_of({"bomb.txt": b"word " * 2_000_000, "note.txt": NOTE}))
    assert isinstance(bomb, Failure)
    assert "times its size" in bomb.reason
    assert isinstance(note, Article)


def test_file_that_unpacks_to_too_much_in_all_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.containers.limits._LEAST", 300_000)
    monkeypatch.setattr("index.containers.limits.MAX_RATIO", 2)
    members = {f"{n}.txt": b"Bridge closed\n\n" + b"Word is here. " * 2000 for n in range(100)}
    for name in ("a.zip", "a.tar.gz"):
        items = read(name, ARCHIVES[name](members))
        assert len(articles(items)) < 12
        assert "far more than its size" in failures(items)[-1].reason


def test_inner_file_counts_against_the_budget_of_the_outer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.containers.limits._LEAST", 300_000)
    monkeypatch.setattr("index.containers.limits.MAX_RATIO", 2)
    inner = gzip.compress(tar_of({f"{n}.txt": b"word " * 50_000 for n in range(100)}))
    items = read("a.tar", tar_of({"one.tgz": inner, "two.txt": NOTE}))
    last = failures(items)[-1]
    assert (last.origin, "unpacks to far more" in last.reason) == ("a.tar", True)
    assert not any(item.origin == "a.tar#two.txt" for item in items)


def test_more_members_than_are_read_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.containers.members.MAX_MEMBERS", 10)
    members = {f"{n}.txt": NOTE for n in range(30)}
    assert "more than 10 files" in failure(read("a.zip", zip_of(members))).reason
    assert "more than 10 files" in failures(read("a.tar", tar_of(members)))[-1].reason


def test_xz_that_asks_for_gigabytes_of_memory_is_refused() -> None:
    assert "damaged" in failure(read("a.txt.xz", _xz_header(1 << 30))).reason


def _xz_header(dictionary: int) -> bytes:
    """A small xz file whose header says that unpacking needs a large dictionary."""
    data = bytearray(lzma.compress(NOTE * 10, preset=0))
    size = (data[12] + 1) * 4
    place = data.index(b"\x21\x01", 12, 12 + size) + 2  # the LZMA2 filter and its one byte of properties
    data[place] = 2 * (dictionary.bit_length() - 1 - 12)
    data[12 + size - 4 : 12 + size] = zlib.crc32(data[12 : 12 + size - 4]).to_bytes(4, "little")
    return bytes(data)


def test_several_xz_streams_are_one_file() -> None:
    (item,) = read("a.txt.xz", lzma.compress(NOTE[:30]) + bytes(8) + lzma.compress(NOTE[30:]))
    assert isinstance(item, Article)
    assert item.text == "The Orlen bridge was closed on Monday."


# Damage


@pytest.mark.parametrize("name", [name for name in ARCHIVES if name not in ("a.zip", "stored.zip")])
def test_what_stands_before_the_damage_is_read_and_the_damage_told(name: str) -> None:
    rng = random.Random(2)
    members = {f"{n}.txt": f"Report {n}\n\n{rng.randbytes(3000).hex()} was seen here.".encode() for n in range(40)}
    data = ARCHIVES[name](members)
    items = read(name, data[: len(data) * 2 // 3])
    if not name.endswith((".bz2", ".xz")):  # which unpack in blocks larger than this
        assert len(articles(items)) > 10
    assert any(re.search("damaged|cut off", item.reason) for item in failures(items))


def test_damage_within_one_member_of_a_zip_fails_alone() -> None:
    data = bytearray(zip_of({"bad.txt": NOTE, "note.txt": NOTE}, zipfile.ZIP_STORED))
    data[data.index(b"Orlen")] ^= 1
    bad, note = read("a.zip", bytes(data))
    assert isinstance(bad, Failure)
    assert (bad.origin, "damaged" in bad.reason) == ("a.zip#bad.txt", True)
    assert isinstance(note, Article)


def test_zip_member_without_a_name_is_passed_over() -> None:
    data = zip_of({"x": NOTE, "note.txt": NOTE}, zipfile.ZIP_STORED)
    place = data.index(b"PK\x01\x02")
    data = data[: place + 28] + b"\0\0" + data[place + 30 : place + 46] + data[place + 47 :]
    end = data.index(b"PK\x05\x06")
    size = int.from_bytes(data[end + 12 : end + 16], "little") - 1
    data = data[: end + 12] + size.to_bytes(4, "little") + data[end + 16 :]
    (item,) = read("a.zip", data)
    assert item.origin == "a.zip#note.txt"


def test_reader_that_fails_is_one_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Iterator[Article | Failure]:
        raise TypeError("broken")
        yield

    monkeypatch.setattr("index.readers.html.read_html", fail)
    items = read("a.zip", zip_of(MEMBERS))
    assert [type(item) for item in items] == [Failure, Article, Article, Article]
    assert items[0].reason == f"{READER_FAILED} (TypeError: broken)"  # type: ignore[union-attr]


def test_zip_without_its_end_is_a_failure() -> None:
    assert "damaged ZIP" in failure(read("a.zip", zip_of(MEMBERS)[:-30])).reason


def test_office_files_of_other_kinds_are_told_what_to_do() -> None:
    sheet = zip_of({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})
    assert ".docx" in failure(read("a.zip", sheet)).advice
    text = zip_of({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}, zipfile.ZIP_STORED)
    assert "office document" in failure(read("a.odt", text)).reason


SEEDS = [build(MEMBERS) for build in ARCHIVES.values()]


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SEEDS), st.data())
def test_any_damage_gives_articles_or_failures(seed: bytes, data: st.DataObject) -> None:
    damaged = bytearray(seed)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        piece = data.draw(st.binary(max_size=8) | st.sampled_from([b"\xff\xff\xff\xff", b"PK\x01\x02", bytes(64)]))
        damaged[place : place + len(piece)] = piece
    items = read("a", bytes(damaged[: data.draw(st.integers(len(damaged) // 2, len(damaged)))]))
    assert items
    for item in failures(items):
        assert item.origin.startswith("a")
        assert READER_FAILED not in item.reason
        assert item.reason
        assert item.advice
