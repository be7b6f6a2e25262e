"""A sync killed with -9 at random moments loses nothing acknowledged and duplicates nothing."""

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.archive import Archive
from tests.conftest import REPOSITORY, WordEmbedder

KILLS = 30
RECORDS = 3000

# The child says how many articles are stored after every step: what it has said must be there after its death.
CHILD = """
import sys
from index.archive import Archive
from tests.conftest import WordEmbedder
with Archive.open(sys.argv[1], WordEmbedder()) as archive:
    print("open", flush=True)
    for step in archive.sync_steps([sys.argv[2]]):
        print(archive.status().articles, flush=True)
    print("done", flush=True)
"""


def write_source(folder: Path, version: int) -> dict[str, str]:
    """Records in several files; every version changes, adds and drops some. Returns the expected text by id."""
    rng = random.Random(version)
    texts = {
        f"r{n}": f"Record {n} of version {version if n % 3 == 0 else 0}. "
        + "The harbour was quiet. " * rng.randint(1, 80)
        if n % 3 == 0
        else f"Record {n} stays. " + "The harbour was quiet. " * (n % 50)
        for n in range(RECORDS)
        if n % 11 != version % 11
    }
    for part in range(6):
        lines = [
            json.dumps({"id": id_, "title": f"Title {id_}", "text": text})
            for id_, text in texts.items()
            if int(id_[1:]) % 6 == part
        ]
        (folder / f"part{part}.jsonl").write_text("\n".join(lines))
    return texts


def kill_at_random(archive: Path, source: Path, rng: random.Random) -> tuple[int, bool]:
    """Run a sync and kill it after a random time; returns the last acknowledged count and whether it had finished."""
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(archive), str(source)], stdout=subprocess.PIPE, text=True, cwd=REPOSITORY
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        time.sleep(rng.random() ** 2 * 6)
        child.kill()
        said = child.stdout.read().split()
    return max((int(line) for line in said if line.isdigit()), default=0), "done" in said


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_killed_syncs_lose_nothing_and_duplicate_nothing(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    folder = tmp_path / "archive"
    rng = random.Random(2026)
    finished = 0
    for kill in range(KILLS):
        if kill % 6 == 0:  # five kills on the way to each version of the sources
            expected = write_source(source, kill // 6)
            before = set[str]()
        acknowledged, done = kill_at_random(folder, source, rng)
        finished += done
        with Archive.open(folder, WordEmbedder(), chroma=False) as archive:
            stored = {article.id: article.text for article in archive.articles()}
            assert len(stored) == archive.status().articles
            assert len(stored) >= acknowledged - RECORDS // 11 - 1  # the last step before the kill may be removals
            if kill // 6 == 0:
                assert before <= stored.keys()
                assert len(stored) >= acknowledged
            before = set(stored)
            check_whole(archive, stored)
        if kill % 6 == 5:
            with Archive.open(folder, WordEmbedder()) as archive:
                archive.sync([source])
                assert {a.id: a.text.strip() for a in archive.articles()} == {k: t.strip() for k, t in expected.items()}
                assert archive.status().vectors == "Chroma, in step"
    assert finished < KILLS  # else nothing was killed


def check_whole(archive: Archive, stored: dict[str, str]) -> None:
    """Every stored article has all of its chunks, once, in both searches."""
    hits = archive.matching(["record"], 10 * RECORDS)
    passages = archive.passages(hits)
    first = [p for p in passages if p.start == 0]
    assert len(first) == len({p.article.id for p in first}) == len(stored)
    dense = archive.nearest(archive.embedder.embed_query("record"), 100 * RECORDS)
    assert len(dense) == archive.status().chunks == len({hit.chunk_id for hit in dense})
