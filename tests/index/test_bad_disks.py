"""Disks that are full or read-only: what was stored stays, can be asked, and is told."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from index.archive import Archive
from index.datatypes import Article
from index.errors import ArchiveError
from rag import Assistant
from tests.command_line import dateline, refused
from tests.conftest import SAMPLE, SAMPLE_QUESTION, WordEmbedder


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of four megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if mount("-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)):
        pytest.skip("only root may mount a small file system")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def mount(*arguments: str) -> int:
    if os.getuid() != 0 or shutil.which("mount") is None:
        return 1
    return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode


def fill(disk: Path, leave: int) -> None:
    """Write a file until the disk is full but for so many bytes."""
    with (disk / "filler").open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    os.truncate(disk / "filler", (disk / "filler").stat().st_size - leave)


def news(count: int, first: int = 0) -> list[Article]:
    return [
        Article(id=str(n), title=f"Report {n}", text=f"Item{n} was seen in the harbour. " * 20, origin=f"document:{n}")
        for n in range(first, first + count)
    ]


def test_a_full_disk_stops_the_sync_and_keeps_what_was_stored(small_disk: Path) -> None:
    with Archive.open(small_disk / "archive", WordEmbedder(), chroma=False) as archive:
        archive.sync(news(100))
        fill(small_disk, leave=100_000)
        with pytest.raises(ArchiveError, match=r"The disk is full: .* Free some space and try again"):
            archive.sync(news(2000, first=100))
        kept = {article.id for article in archive.articles()}
        assert kept >= {str(n) for n in range(100)}
        assert archive.passages(archive.matching(["item7"], 3))[0].article.id == "7"
    with Archive.open(small_disk / "archive", WordEmbedder(), chroma=False) as archive:
        assert {article.id for article in archive.articles()} == kept  # opened on the full disk
        archive.check()
        (small_disk / "filler").unlink()
        report = archive.sync(news(300, first=100))
        assert report.added + len(kept) == 400
        assert archive.status().articles == 400


def test_a_disk_too_full_for_chroma_does_not_lose_the_sync(small_disk: Path) -> None:
    with Archive.open(small_disk / "archive", WordEmbedder()) as archive:
        fill(small_disk, leave=220_000)  # twice what the library takes, and less than an empty Chroma
        report = archive.sync(news(10))
        assert report.added == 10
        assert "The archive itself is safe" in report.notes[-1]
        found = archive.nearest(archive.embedder.embed_query("item7 was seen"), 1)
        assert archive.passages(found)[0].article.id == "7"
    (small_disk / "filler").unlink()
    with Archive.open(small_disk / "archive", WordEmbedder()) as archive:
        assert archive.sync(news(10)).unchanged == 10
        assert archive.status().vectors == "Chroma, in step"


def test_a_backup_without_room_names_itself_and_leaves_nothing(tmp_path: Path, small_disk: Path) -> None:
    with Archive.open(tmp_path / "archive", WordEmbedder(), chroma=False) as archive:
        archive.sync(news(300))
        fill(small_disk, leave=100_000)
        with pytest.raises(ArchiveError, match=r"disk/backup\.sqlite3"):
            archive.backup(small_disk / "backup.sqlite3")
        assert archive.verify() == []
    assert [path.name for path in small_disk.iterdir()] == ["filler"]


def test_a_disk_without_room_for_an_archive_is_told(small_disk: Path) -> None:
    fill(small_disk, leave=4096)
    done = dateline("sync", SAMPLE, "-a", small_disk / "archive")

    assert done.returncode == 2
    assert "disk is full" in done.stderr or "No space left" in done.stderr


@pytest.fixture
def read_only(own_sample: Path) -> Iterator[Path]:
    """The sample archive where it cannot be written: a medium for root, whom permissions do not stop, else a folder."""
    if os.getuid() == 0:
        if mount("--bind", str(own_sample), str(own_sample)):
            pytest.skip("root needs a mount to have something read-only")
        mount("-o", "remount,ro,bind", str(own_sample))
        yield own_sample
        subprocess.run(["umount", "-l", own_sample], check=True)
    else:
        own_sample.chmod(0o555)
        yield own_sample
        own_sample.chmod(0o755)


def test_a_read_only_archive_can_be_asked(read_only: Path) -> None:
    assert "[1]" in dateline("ask", SAMPLE_QUESTION, "-a", read_only).stdout
    assert dateline("search", "bridge", "-a", read_only).returncode == 0
    assert len(json.loads(dateline("articles", "--json", "-a", read_only).stdout)) >= 40
    assert dateline("doctor", "-a", read_only).returncode == 0
    with Assistant.open(read_only) as assistant:
        assert assistant.ask(SAMPLE_QUESTION).answered


def test_a_read_only_archive_is_not_synced_and_says_so(read_only: Path) -> None:
    done = dateline("sync", SAMPLE, "-a", read_only)

    refused(done, "cannot be written", "can be asked and searched", "check the permissions", code=2)
