"""A disk that is full: one clear message and an exit code, nothing stored is lost, and it works again with more space."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from index.archive import Archive
from tests.chroma_server import ChromaProcess
from tests.command_line import Done, dateline

pytestmark = pytest.mark.slow
LEAVE = (0, 8_192, 60_000, 200_000, 500_000)  # bytes that are free when the work begins


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of twelve megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(folder)]
    if (
        os.getuid() != 0
        or not shutil.which("mount")
        or subprocess.run(mount, capture_output=True, check=False).returncode
    ):
        pytest.skip("only root may mount a small file system")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


@pytest.fixture
def archive(disk: Path) -> Path:
    """An archive on it, of forty articles of which ten have a former version."""
    write_articles(disk / "news", 40)
    for turn in (1, 2):
        write_articles(disk / "news", 10, f"Turn {turn}. ")
        done = dateline("sync", "news", "-a", "archive", cwd=disk)
        assert done.returncode == 0, done.stdout + done.stderr
    return disk / "archive"


def write_articles(folder: Path, count: int, start: str = "") -> None:
    folder.mkdir(exist_ok=True)
    for n in range(count):
        text = f"{start}Item{n} was seen in the harbour. " + " ".join(
            f"Wave{n * k} broke over the wall." for k in range(60)
        )
        (folder / f"{n}.txt").write_text(f"Report {n}\n\n{text}\n")


def fill(disk: Path, leave: int) -> None:
    """Write a file until the disk is full but for so many bytes."""
    with (disk / "filler").open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    os.truncate(disk / "filler", max(0, (disk / "filler").stat().st_size - leave))


def content(folder: Path) -> str:
    """What the archive says, after a look at all that is stored."""
    with Archive.open(folder, create=False, chroma=False) as archive:
        assert archive.verify() == []
        return archive.content()


def said_clearly(done: Done, code: int) -> None:
    """It was done all the same, or failed with one message that names the disk."""
    if done.returncode:
        assert done.returncode == code, done.stdout + done.stderr
        assert done.stderr.startswith("Error: ")
        words = " ".join(done.stderr.split())
        assert any(word in words for word in ("disk is full", "No space left", "disk full")), words
        assert words.endswith(".")


def test_compacting(disk: Path, archive: Path) -> None:
    before, failed = content(archive), 0
    for leave in LEAVE:
        fill(disk, leave)
        done = dateline("archive", "compact", "-a", archive)
        said_clearly(done, 1)
        failed += bool(done.returncode)
        (disk / "filler").unlink()
        assert content(archive) == before
    assert failed
    assert dateline("archive", "compact", "-a", archive).returncode == 0
    assert content(archive) == before


def test_removing(disk: Path, archive: Path) -> None:
    failed = 0
    for number, leave in enumerate(LEAVE):
        with Archive.open(archive, chroma=False) as opened:
            victim = next(article_id for article_id, _, title in opened.catalogue() if title == f"Report {number}")
        before = content(archive)
        fill(disk, leave)
        done = dateline("articles", "remove", victim, "-a", archive)
        said_clearly(done, 1)
        failed += bool(done.returncode)
        (disk / "filler").unlink()
        assert (content(archive) == before) == bool(done.returncode)
        assert done.returncode == 0 or dateline("articles", "remove", victim, "-a", archive).returncode == 0
    assert failed


def test_syncing_what_has_changed(disk: Path, archive: Path) -> None:
    before, failed = content(archive), 0
    for number, leave in enumerate(LEAVE):
        write_articles(disk / "news", 40, f"Again {number}. ")
        fill(disk, leave)
        done = dateline("sync", "news", "-a", "archive", cwd=disk)
        said_clearly(done, 2)
        failed += bool(done.returncode)
        (disk / "filler").unlink()
        assert leave or content(archive) == before
        assert dateline("sync", "news", "-a", "archive", cwd=disk).returncode == 0
        before = content(archive)
    assert failed


def test_backing_up(disk: Path, archive: Path) -> None:
    before = content(archive)
    for leave in LEAVE[:3]:
        fill(disk, leave)
        done = dateline("archive", "backup", "saved", "-a", archive, cwd=disk)
        assert done.returncode == 1
        said_clearly(done, 1)
        (disk / "filler").unlink()
        assert sorted(path.name for path in disk.iterdir()) == ["archive", "news"]  # nothing half done
        assert content(archive) == before
    assert dateline("archive", "backup", "saved", "-a", archive, cwd=disk).returncode == 0
    fill(disk, 100_000)
    done = dateline("archive", "restore", "saved", "-a", "restored", cwd=disk)
    assert done.returncode == 1
    said_clearly(done, 1)
    (disk / "filler").unlink()
    assert dateline("archive", "restore", "saved", "-a", "restored", cwd=disk).returncode == 0
    assert content(disk / "restored") == before


def test_moving_the_vectors(disk: Path, archive: Path, tmp_path: Path) -> None:
    before = content(archive)
    with ChromaProcess(tmp_path / "server") as server:
        assert dateline("archive", "move", "--to", server.url, "-a", archive).returncode == 0
        for leave in LEAVE[:3]:
            fill(disk, leave)
            done = dateline("archive", "move", "--to", "embedded", "-a", archive)
            assert done.returncode == 1
            assert done.stderr.startswith("Error: ")
            (disk / "filler").unlink()
            assert content(archive) == before
            assert server.url in dateline("archive", "info", "-a", archive).stdout.replace("\n", "")
        assert dateline("archive", "move", "--to", "embedded", "-a", archive).returncode == 0
    with Archive.open(archive) as opened:
        assert opened.verify() == []
        assert opened.status().vectors == "Chroma, in step"


def test_a_first_sync_that_has_no_room(disk: Path) -> None:
    write_articles(disk / "news", 5)
    fill(disk, 8_192)
    done = dateline("sync", "news", "-a", "archive", cwd=disk)
    assert done.returncode == 2
    assert done.stderr.startswith("Error: ")
    (disk / "filler").unlink()
    assert dateline("sync", "news", "-a", "archive", cwd=disk).returncode == 0
    content(disk / "archive")
