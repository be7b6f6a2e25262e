"""Whatever is killed with -9 at random moments loses nothing acknowledged, duplicates nothing, and opens again."""

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.datatypes import Filter
from index.store.library import VERSION, Library
from tests.chroma_server import ChromaProcess
from tests.conftest import REPOSITORY
from tests.index.crash.kills import Kills
from tests.index.store.test_library import format_1

KILLS = 60  # `python scripts/kill.py --times 300` for more


@pytest.mark.slow
@pytest.mark.timeout(2400)
def test_killed_writers_lose_nothing_and_duplicate_nothing(tmp_path: Path) -> None:
    with ChromaProcess(tmp_path / "server") as server:
        kills = Kills(tmp_path, 2026, server.url)
        for number in range(KILLS):
            kills.kill(kills.tasks[number % len(kills.tasks)])
        print(kills.table())


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_an_upgrade_killed_in_the_middle_leaves_a_library_that_opens(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from index.store.library import Library; "
        "print(1, flush=True); Library(Path(sys.argv[1]))"
    )
    whole = format_1(tmp_path / "old", 20_000)
    rng = random.Random(5)
    broken_off = 0
    for kill in range(10):
        folder = tmp_path / f"copy{kill}"
        shutil.copytree(whole, folder)
        with subprocess.Popen(
            [sys.executable, "-c", script, str(folder)], stdout=subprocess.PIPE, cwd=REPOSITORY
        ) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(rng.random() * 0.06)
            broken_off += child.poll() is None
            child.kill()
        library = Library(folder)
        assert library.count_articles() == library.count_chunks() == 20_000
        assert len(library.matching(["bridge"], 30_000, Filter())) == 20_000
        assert library.database.value("PRAGMA user_version") == VERSION
        library.check()
        library.close()
    assert broken_off
