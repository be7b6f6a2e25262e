"""The web chat and a sync as two processes on one archive: it answers throughout, and sees what is new at once."""

import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.command_line import START, dateline_process, environment
from tests.ui.chat_client import ChatClient

ARTICLES = 500
KNOWN = "How many crowns did the mill of Hallin cost?"

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def write_sales(folder: Path, numbers: range) -> None:
    folder.mkdir(exist_ok=True)
    for number in numbers:
        text = f"The mill of Varn{number} was sold for {number + 1000} crowns. The buyer wants to keep the wheel. "
        (folder / f"sale{number}.txt").write_text(f"Mill of Varn{number} sold\n\n{text * 4}\n")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with an archive of one article."""
    (tmp_path / "first").mkdir()
    (tmp_path / "first" / "hallin.txt").write_text("Mill sold\n\nThe mill of Hallin was sold for 4711 crowns.\n")
    done = dateline_process("sync", "first", "-a", "archive", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    return tmp_path


@contextmanager
def command(desk: Path, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        [*START, *arguments, "-a", "archive"], stdout=-1, stderr=subprocess.STDOUT, text=True, cwd=desk,
        env=environment(PYTHONUNBUFFERED="1"),
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.terminate()


@pytest.fixture
def chat(desk: Path) -> Iterator[ChatClient]:
    with command(desk, "chat", "--port", "7990") as process:
        assert process.stdout
        address = next(line for line in process.stdout if line.startswith("Dateline is at")).split()[3]
        yield ChatClient(address)


def newest_mill(desk: Path) -> str | None:
    """The place in the article stored last."""
    with closing(sqlite3.connect(f"file:{desk / 'archive' / 'library.sqlite3'}?mode=ro", uri=True)) as connection:
        (title,) = connection.execute("SELECT title FROM articles ORDER BY number DESC LIMIT 1").fetchone()
    return title.split()[2] if "Varn" in title else None


def seconds_until(found: Callable[[], bool]) -> float:
    started = time.monotonic()
    while not found():
        assert time.monotonic() - started < 60
    return time.monotonic() - started


def test_chat_answers_throughout_a_sync_and_sees_what_it_stores(desk: Path, chat: ChatClient) -> None:
    write_sales(desk / "news", range(ARTICLES))
    asked, places, waits = 0, set[str](), list[float]()
    with command(desk, "sync", "news") as sync:
        while sync.poll() is None:
            started = time.monotonic()
            assert "4711" in chat.ask(KNOWN)
            waits.append(time.monotonic() - started)
            place = newest_mill(desk)
            if place and place not in places:
                assert f"{int(place[4:]) + 1000} crowns" in chat.ask(f"How many crowns did the mill of {place} cost?")
                places.add(place)
            asked += 1
        assert sync.stdout
        assert f"{ARTICLES} articles added" in sync.stdout.read()
    assert asked > 5
    assert places
    print(f"{asked} questions during the sync, slowest {max(waits):.2f} s; {len(places)} new articles asked about")
    assert max(waits) < 20


def test_article_that_is_written_while_its_folder_is_watched_can_be_asked_about(desk: Path, chat: ChatClient) -> None:
    with command(desk, "sync", "first", "--watch") as watch:
        assert watch.stdout
        assert any(line.startswith("Watching") for line in watch.stdout)
        write_sales(desk / "first", range(7, 8))
        waited = seconds_until(lambda: "1007 crowns" in chat.ask("How many crowns did the mill of Varn7 cost?"))
    print(f"{waited:.1f} s from the file to its answer")
    assert waited < 30
