"""The played-back disk itself: what was not synced may be gone, what was synced never is."""

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tests.index.crash.disk import Disk, build_recorder, operations, recording

SCRIPT = """
import os, sys
folder = sys.argv[1]
def write(name, text, sync):
    with open(os.path.join(folder, name), "w") as file:
        file.write(text); file.flush()
        if sync: os.fsync(file.fileno())
def sync_folder():
    descriptor = os.open(folder, os.O_RDONLY); os.fsync(descriptor); os.close(descriptor)
write("kept", "a" * 2000, True); write("torn", "b" * 2000, False); sync_folder()
write("new", "c", True); os.replace(os.path.join(folder, "new"), os.path.join(folder, "kept"))
write("unnamed", "d", True)
"""


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    recorder = build_recorder(tmp_path)
    if recorder is None:
        pytest.skip("a C compiler and Linux are needed to record what a process writes")
    folder = tmp_path / "disk"
    folder.mkdir()
    environment = recording(recorder, tmp_path / "log", folder)
    subprocess.run([sys.executable, "-c", SCRIPT, str(folder)], env=environment, check=True)
    played = Disk()
    for operation in operations(tmp_path / "log"):
        played.play(operation)
    return played


def after_cut(disk: Disk, keep: float, seed: int = 1) -> dict[str, bytes | None]:
    return {Path(path).name: data for path, data in disk.after_cut(Random(seed), keep).items()}


def test_what_was_not_synced_is_gone_and_what_was_is_there(disk: Disk) -> None:
    assert after_cut(disk, 0.0) == {"kept": b"a" * 2000, "torn": b""}


def test_with_all_of_it_kept_the_disk_is_as_the_process_left_it(disk: Disk) -> None:
    assert after_cut(disk, 1.1) == {"kept": b"c", "torn": b"b" * 2000, "unnamed": b"d"}


def test_a_file_may_be_there_in_part(disk: Disk) -> None:
    pieces = {after_cut(disk, 0.5, seed)["torn"] for seed in range(20)}
    assert any(b"\0" in piece and b"b" in piece for piece in pieces if piece)
    assert len(pieces) > 3
