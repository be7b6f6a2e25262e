"""Who comes second is told who writes to an archive, and never of somebody who does not any more."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.errors import ArchiveBusyError, ArchiveError
from index.write_lock import Holder, WriteLock
from tests.conftest import REPOSITORY

HOLD = """
import socket, sys, threading
from pathlib import Path
from index.write_lock import WriteLock
with WriteLock(Path(sys.argv[1]), threading.Lock(), sys.argv[2]):
    print("held", socket.gethostname(), flush=True)
    sys.stdin.readline()
"""


@contextmanager
def held(folder: Path, work: str = "archive compact") -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """Another process that holds the lock, and its host."""
    command = [sys.executable, "-c", HOLD, str(folder), work]
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True, cwd=REPOSITORY) as process:
        assert process.stdout
        said, host = process.stdout.readline().split()
        assert said == "held"
        try:
            yield process, host
        finally:
            process.kill()


def lock(folder: Path, work: str = "sync") -> WriteLock:
    return WriteLock(folder, threading.Lock(), work)


def refusal(folder: Path) -> str:
    with pytest.raises(ArchiveBusyError) as caught, lock(folder):
        pass
    return str(caught.value)


def test_second_process_is_told_who_writes_and_since_when(tmp_path: Path) -> None:
    with held(tmp_path) as (process, host):
        said = refusal(tmp_path)
    assert said.startswith(f"dateline archive compact (process {process.pid} on {host}, since ")
    assert f"is writing to the archive {tmp_path}. Wait until it has finished" in said
    assert "--wait" in said, "for who typed a command"
    assert "catch index.errors.ArchiveBusyError" in said, "for who called from Python"


def test_lock_is_free_when_its_holder_was_killed(tmp_path: Path) -> None:
    with held(tmp_path) as (process, _):
        process.kill()
        process.wait()
        assert (tmp_path / "write.holder").exists()
        with lock(tmp_path):
            assert f"(process {os.getpid()} on" in refusal(tmp_path)


def test_what_a_killed_holder_left_is_not_shown_as_current(tmp_path: Path) -> None:
    with held(tmp_path, "archive move") as (process, _):
        left = (tmp_path / "write.holder").read_text()
        process.kill()
        process.wait()
    with held(tmp_path):
        (tmp_path / "write.holder").write_text(left)  # as if the new holder had not come to say who it is
        assert refusal(tmp_path).startswith("Another process is writing")


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"work": 1}', json.dumps({
    "work": "sync", "process": 10**30, "host": "?", "since": "soon"})])  # fmt: skip
def test_a_damaged_note_is_no_obstacle(tmp_path: Path, content: str) -> None:
    with held(tmp_path):
        (tmp_path / "write.holder").write_text(content)
        assert refusal(tmp_path).startswith("Another process is writing")
    with lock(tmp_path):
        pass


def test_nothing_is_left_when_the_work_is_done(tmp_path: Path) -> None:
    with lock(tmp_path):
        assert (tmp_path / "write.holder").exists()
    assert not list(tmp_path.glob("write.holder*"))


def test_holder_of_another_machine_is_named_without_its_control_characters() -> None:
    shown = str(Holder("sync", 4711, "desk-3\x1b[31m\n", "2026-03-12T14:02:11+00:00"))
    assert shown.startswith("dateline sync (process 4711 on desk-3[31m, since 2026-03-12 ")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(ArchiveError, match="cannot be written"), lock(tmp_path):
        pass
