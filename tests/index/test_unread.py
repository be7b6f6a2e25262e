"""Files of which a part cannot be read any more: nothing that is stored from there leaves in silence."""

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Literal

import pytest

from index.archive import Archive

NAMES = [f"mill {number}" for number in range(12)]


def lines(names: list[str]) -> bytes:
    return b"".join(json.dumps({"id": n, "title": n, "text": f"The {n} has shut."}).encode() + b"\n" for n in names)


def table(names: list[str], quoting: Literal[0, 1] = csv.QUOTE_ALL) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, quoting=quoting)
    writer.writerows([["id", "title", "text"], *([n, n, f"The {n}\nhas shut."] for n in names)])
    return out.getvalue().encode()


def packed(names: list[str], broken: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(
                f"{name}.txt", bytes(range(256)) * 20 if name == broken else f"{name}\n\nThe {name} has shut.\n"
            )
    return out.getvalue()


def titles(archive: Archive) -> set[str]:
    return {article.title for article in archive.articles()}


@pytest.mark.parametrize(("name", "whole"), [("export.jsonl", lines(NAMES)), ("export.csv", table(NAMES))])
def test_export_that_was_cut_off_loses_no_article(archive: Archive, tmp_path: Path, name: str, whole: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(whole)
    archive.sync([file])
    file.write_bytes(whole[: whole.index(b"The mill 5") + 12])
    report = archive.sync([file])

    assert report.removed == 0
    assert report.failed
    assert titles(archive) == set(NAMES)
    assert any("kept although not found again" in note for note in report.notes)


def test_table_that_was_cut_off_between_two_cells_loses_no_article(archive: Archive, tmp_path: Path) -> None:
    whole, file = table(NAMES, csv.QUOTE_MINIMAL), tmp_path / "export.csv"
    file.write_bytes(whole)
    archive.sync([file])
    file.write_bytes(whole[: whole.index(b"mill 5,") + 9])
    report = archive.sync([file])

    assert (report.removed, len(report.failed)) == (0, 1)
    assert titles(archive) == set(NAMES)


@pytest.mark.parametrize("last", [json.dumps({"id": "p", "title": "A picture"}), ""])
@pytest.mark.parametrize("first", [json.dumps({"id": "q", "title": "A film", "image": "mill.jpg"}), "{broken", ""])
def test_record_that_is_no_article_does_not_keep_what_has_left(
    archive: Archive, tmp_path: Path, first: str, last: str
) -> None:
    file = tmp_path / "export.jsonl"
    before, behind = f"{first}\n".encode(), f"{last}\n".encode()
    file.write_bytes(before + lines(NAMES) + behind)
    archive.sync([file])
    file.write_bytes(before + lines(NAMES[1:]) + behind)

    assert archive.sync([file]).removed == 1
    assert titles(archive) == set(NAMES[1:])


def test_member_that_is_damaged_keeps_its_article_and_no_other(archive: Archive, tmp_path: Path) -> None:
    file = tmp_path / "export.zip"
    file.write_bytes(packed(NAMES))
    archive.sync([file])
    file.write_bytes(packed(NAMES[1:], broken=NAMES[1]))
    report = archive.sync([file])

    assert (report.removed, len(report.failed)) == (1, 1)
    assert titles(archive) == set(NAMES[1:])


def test_folder_that_is_empty_all_at_once_keeps_its_articles_until_told(archive: Archive, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    for name in ("pier", "mill"):
        (disk / f"{name}.txt").write_text(f"{name}\n\nThe {name} has shut.\n")
    archive.sync([disk])
    away = disk.rename(tmp_path / "away")
    disk.mkdir()
    report = archive.sync([disk])

    assert (report.removed, titles(archive)) == (0, {"pier", "mill"})
    assert "2 articles from there stay; to let go what came from there, sync with --emptied" in report.notes[0]
    disk.rmdir()
    away.rename(disk)
    assert archive.sync([disk]).unchanged == 2
    for file in disk.iterdir():
        file.unlink()
    assert archive.sync([disk], emptied=True).removed == 2
    assert titles(archive) == set()


def test_documents_piped_in_one_by_one_all_stay(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pier", "mill", "mill"):
        text = f"{name}\n\nThe {name} has shut.\n"
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        report = archive.sync(["-"])
    assert (report.added, report.removed, report.unchanged) == (0, 0, 1)
    assert titles(archive) == {"pier", "mill"}
