"""Files that no suffix says to read: in a folder read where their content shows a format, else counted; and packed."""

import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from index.archive import Archive
from index.files import list_files
from index.left_out import LeftOut
from index.recognise import is_recognised
from tests.conftest import WordEmbedder

PROSE = "The port opens on Sunday.\nFerries sail at noon.\n"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("content", "is_read"),
    [
        (b"<!DOCTYPE html>\n<html><body><p>The port is shut.</p></body></html>", True),
        (b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>', True),
        (b"%PDF-1.7\n", True),
        (b"From: Ann Lee <a@b.example>\nSubject: Port\nDate: Sun, 1 Mar 2026 09:00:00 +0000\n\nShut.", True),
        (b"---\ntitle: Port shut\ndate: 2026-03-01\n---\nThe port is shut.", True),
        (b'{"title": "Port shut", "text": "The port is shut."}\n{"title": "Quay", "text": "Open."}\n', True),
        (b'[{"title": "Port shut", "body": "The port is shut."}]', True),
        (b"title,text\nPort shut,The port is shut.\n", True),
        (PROSE.encode(), False),
        (b'{"name": "dateline", "version": "1.0", "text": "x"}', False),
        (b"<?php echo 1; ?>\n<html><body></body></html>", False),
        (b"https://gazette.example/a\nhttps://gazette.example/b\n", False),
        (b"---\nlayout: page\n---\n", False),
        (b"import title, text\n", False),
        (PICTURE, False),
        (b"PK\x03\x04\x14\x00xl/workbook.xml", False),
        (b"", False),
    ],
)
def test_content_shows_its_format_by_itself(tmp_path: Path, content: bytes, *, is_read: bool) -> None:
    assert is_recognised(content) is is_read
    for name in ("story", "story.bak"):
        write(tmp_path / name, content)
    assert len(list(list_files([tmp_path]))) == (2 if is_read else 0)


def test_page_without_a_suffix_is_synced(archive: Archive, tmp_path: Path) -> None:
    paragraph = "<p>The old quay of Hallin was closed on Tuesday after its wall had given way.</p>"
    write(tmp_path / "news" / "12345", f"<!doctype html><html><body><h1>Quay</h1>{paragraph * 3}</body></html>")
    assert archive.sync([tmp_path / "news"]).added == 1


def test_report_counts_files_of_other_kinds_once_and_by_kind(archive: Archive, tmp_path: Path) -> None:
    news = tmp_path / "news"
    write(news / "port.txt", f"Port shut\n\n{PROSE}")
    for name in ("a.jpg", "b.JPG", "deep/c.jpg", "film.mp4", "LICENSE", "St. Mary's fire", ".hidden.jpg"):
        write(news / name, PICTURE)
    report = archive.sync([news, news / "deep", str(tmp_path / "n*")])

    assert (report.added, report.failed) == (1, ())
    assert dict(report.left_out) == {".jpg": 3, "no suffix": 2, ".mp4": 1}
    assert "6 files of other kinds were left out: .jpg 3, no suffix 2, .mp4 1." in report.notes


def test_nothing_is_said_where_nothing_is_left_out(archive: Archive, tmp_path: Path) -> None:
    write(tmp_path / "news" / "port.txt", f"Port shut\n\n{PROSE}")
    report = archive.sync([tmp_path / "news"])
    assert (report.left_out, report.notes) == ({}, ())


def test_archive_within_a_folder_is_neither_read_nor_counted(tmp_path: Path) -> None:
    write(tmp_path / "port.json", json.dumps({"title": "Port shut", "text": PROSE}))
    with Archive.open(tmp_path / "archive", WordEmbedder()) as archive:
        write(tmp_path / "archive" / "names.txt", "Ann Lee = A. Lee\n")
        assert archive.sync([tmp_path]).added == 1
        report = archive.sync([tmp_path])
    assert (report.unchanged, report.failed, report.left_out) == (1, (), {})


def test_parts_that_a_browser_saved_beside_a_page_are_no_articles(tmp_path: Path) -> None:
    page = "<!doctype html><html><body><p>The port is shut.</p></body></html>"
    for name in ("Port.html", "Port_files/saved_resource.html", "Port_files/a.js", "Quay_files/quay.html"):
        write(tmp_path / name, page)
    left_out = LeftOut()
    assert [file.path.name for file in list_files([tmp_path], left_out)] == ["Port.html", "quay.html"]
    assert left_out.kinds == {}


def test_what_editors_leave_beside_a_file_is_neither_read_nor_counted(archive: Archive, tmp_path: Path) -> None:
    paragraph = "<p>The old quay of Hallin was closed on Friday after its wall had given way.</p>"
    page = f"<!doctype html><html><body><h1>Quay</h1>{paragraph * 3}</body></html>"
    news = tmp_path / "news"
    write(news / "port.html", page)
    archive.sync([news])
    own = ["port.html~", "port.html.~1~", "#port.html#", ".port.html.swp", "port.html.swp", "~$port.docx",
           ".#port.html", "~wrd0001.tmp", "deep/#port.html#"]  # fmt: skip
    for name in own:
        write(news / name, page.replace("Friday", name))

    for source in (news, tmp_path / "n*", news / "*"):
        report = archive.sync([source])
        assert (report.added, report.unchanged, report.failed, report.left_out, report.notes) == (0, 1, (), {}, ())


def test_backup_that_is_named_is_read(archive: Archive, tmp_path: Path) -> None:
    assert archive.sync([write(tmp_path / "port.txt~", f"Port shut\n\n{PROSE}")]).added == 1


PAGE = (
    f"<!doctype html><html><body><h1>Quay</h1>{'<p>The old quay of Hallin was closed on Friday.</p>' * 4}</body></html>"
)
PACKED = {
    "news/port.txt": f"Port shut\n\n{PROSE}".encode(),
    "news/a.jpg": PICTURE,
    "news/b.JPG": PICTURE,
    "setup.exe": PICTURE,
    "LICENSE": b"Free.",
    "news/Quay.html": PAGE.encode(),
    "news/Quay_files/ad.html": PAGE.replace("Friday", "Sunday").encode(),
    "news/Quay_files/logo.png": PICTURE,
    ".DS_Store": PICTURE,
    "news/.DS_Store": PICTURE,
    "__MACOSX/news/._port.txt": PICTURE,
    "__MACOSX/news/port.txt": PROSE.encode(),
    "news/~$port.docx": PICTURE,
    "news/#port.txt#": PROSE.encode(),
    "news/port.txt~": PROSE.encode(),
    "news/.port.txt.swp": PICTURE,
}


def in_folder(path: Path) -> Path:
    for name, data in PACKED.items():
        write(path / name, data)
    return path


def in_zip(path: Path) -> Path:
    with zipfile.ZipFile(path.with_suffix(".zip"), "w") as packed:
        for name, data in PACKED.items():
            packed.writestr(name, data)
    return path.with_suffix(".zip")


def in_tar(path: Path) -> Path:
    with tarfile.open(path.with_suffix(".tar.gz"), "w:gz") as packed:
        packed.add(in_folder(path.parent / "to-pack"), arcname=".")
    return path.with_suffix(".tar.gz")


def in_zip_in_tar(path: Path) -> Path:
    with tarfile.open(path.with_suffix(".tar"), "w") as packed:
        packed.add(in_zip(path), arcname="news.zip")
    return path.with_suffix(".tar")


@pytest.mark.parametrize("pack", [in_folder, in_zip, in_tar, in_zip_in_tar])
def test_what_is_packed_is_read_and_counted_as_in_a_folder(
    archive: Archive, tmp_path: Path, pack: Callable[[Path], Path]
) -> None:
    report = archive.sync([pack(tmp_path / "news")])

    assert sorted(article.title for article in archive.articles()) == ["Port shut", "Quay"]
    assert report.failed == ()
    assert dict(report.left_out) == {".jpg": 2, ".exe": 1, "no suffix": 1}
    assert "4 files of other kinds were left out: .jpg 2, .exe 1, no suffix 1." in report.notes
