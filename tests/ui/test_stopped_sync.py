"""A sync that is stopped, and one that finds another at work: nothing is lost, and the same command continues."""

import json
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from tests.command_line import START, dateline, environment, refused
from tests.conftest import SAMPLE, SAMPLE_QUESTION


@pytest.fixture
def long_sync(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A sync of 1,500 short records that has stored some of them and goes on."""
    records = [{"id": str(n), "title": f"Report {n}", "text": f"Item {n} was seen."} for n in range(1500)]
    (tmp_path / "records.jsonl").write_text("\n".join(json.dumps(record) for record in records))
    with subprocess.Popen(
        [*START, "sync", "records.jsonl", "-a", "archive"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path, env=environment(),
    ) as process:  # fmt: skip
        for _ in range(3000):
            if stored(tmp_path / "archive"):
                break
            time.sleep(0.02)
        yield process
        process.kill()


def stored(folder: Path) -> int:
    if not (folder / "library.sqlite3").exists():
        return 0
    connection = sqlite3.connect(f"file:{folder / 'library.sqlite3'}?mode=ro", uri=True)
    try:
        return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
    except sqlite3.Error:  # not made yet
        return 0
    finally:
        connection.close()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_sync_says_so_and_the_next_continues(
    tmp_path: Path, long_sync: subprocess.Popen[str], number: int, code: int
) -> None:
    long_sync.send_signal(number)
    out, err = long_sync.communicate(timeout=30)

    assert long_sync.returncode == code
    assert out == ""
    assert err.strip() == "Stopped. What was stored stays; the same command continues."
    before = stored(tmp_path / "archive")
    assert before > 0
    assert "Item 7 was seen" in dateline("search", "item 7", "-a", "archive", cwd=tmp_path).stdout
    report = json.loads(dateline("sync", "records.jsonl", "-a", "archive", "--json", cwd=tmp_path).stdout)
    assert (report["added"], report["unchanged"]) == (1500 - before, before)
    assert stored(tmp_path / "archive") == 1500


def test_a_second_sync_is_sent_away_and_asking_goes_on(own_sample: Path) -> None:
    with FileLock(own_sample / "write.lock"):
        refused(
            dateline("sync", SAMPLE, "-a", own_sample),
            "Another process is writing",
            "Wait until it has finished",
            code=2,
        )
        assert "[1]" in dateline("ask", SAMPLE_QUESTION, "-a", own_sample).stdout
    assert dateline("sync", SAMPLE, "-a", own_sample).returncode == 0
