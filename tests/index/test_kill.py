"""Whatever is killed with -9 at random moments loses nothing acknowledged, duplicates nothing, and opens again."""

import json
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.index.test_library import format_1

from index.archive import Archive
from index.datatypes import Filter
from index.store.library import Library
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


UPKEEP_KILLS = 16
UPKEEP_RECORDS = 400

# Sync, remove, compact, back up, again and again; each is acknowledged when it is done.
UPKEEP_CHILD = """
import sys
from index.archive import Archive
from tests.conftest import WordEmbedder
from tests.index.test_kill import write_few
folder, source, turn = sys.argv[1], sys.argv[2], int(sys.argv[3])
with Archive.open(folder, WordEmbedder(), chroma=False) as archive:
    print("open", flush=True)
    while True:
        write_few(source, turn)
        archive.sync([source])
        print("synced", turn, flush=True)
        victim = next(id for id, *_ in archive.catalogue())
        archive.remove([victim])
        print("removed", victim, flush=True)
        archive.compact()
        archive.backup(f"{folder}.backup{turn}")
        print("backup", f"{folder}.backup{turn}", flush=True)
        turn += 1
"""


def write_few(source: str, turn: int) -> None:
    """Records of which every third changes each turn, written in one step."""
    records = [
        {
            "id": f"r{n}",
            "title": f"Title {n}",
            "text": f"Record {n} of turn {turn if n % 3 == 0 else 0}. " + "Rain. " * n,
        }
        for n in range(UPKEEP_RECORDS)
    ]
    new = Path(f"{source}.new")
    new.write_text("\n".join(map(json.dumps, records)))
    new.replace(source)


def acknowledged(archive: Path, source: Path, turn: int, seconds: float) -> list[list[str]]:
    """What a child said that it had done before it was killed."""
    arguments = [sys.executable, "-c", UPKEEP_CHILD, str(archive), str(source), str(turn)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        time.sleep(seconds)
        child.kill()
        return [line.split() for line in child.stdout.read().splitlines()]


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_killed_upkeep_loses_nothing_acknowledged(tmp_path: Path) -> None:
    folder, source = tmp_path / "archive", tmp_path / "articles.jsonl"
    rng = random.Random(4)
    removed, turn, synced, said = set[str](), 0, 0, 0
    for _ in range(UPKEEP_KILLS):
        done = acknowledged(folder, source, turn + 1, 0.5 + rng.random() * 3)
        said += len(done)
        removed |= {words[1] for words in done if words[0] == "removed"}
        synced = max([synced, *(int(words[1]) for words in done if words[0] == "synced")])
        with Archive.open(folder, WordEmbedder(), chroma=False) as archive:
            check_kept(archive, removed, synced)
        for path in [words[1] for words in done if words[0] == "backup"][-1:]:
            Archive.restore(path, f"{path}.restored")
            with Archive.open(f"{path}.restored", WordEmbedder(), chroma=False) as restored:
                assert restored.verify() == []
        turn = max(turn, synced) + 1  # the one that was broken off may have been stored, too
    assert said > UPKEEP_KILLS / 2  # else it was always killed before it had done anything


def check_kept(archive: Archive, removed: set[str], synced: int) -> None:
    assert archive.verify() == []
    stored = {article.id: article for article in archive.articles()}
    assert not stored.keys() & removed
    assert removed <= {stone.article_id for stone in archive.removed()}
    if synced:
        assert len(stored) >= UPKEEP_RECORDS - len(archive.removed())
        for number in range(0, UPKEEP_RECORDS, 3):
            if article := stored.get(f"r{number}"):
                history = archive.history(article.id)
                assert int(article.text.partition("turn ")[2].partition(".")[0]) >= synced
                assert [version.number for version in history] == list(range(len(history), 0, -1))


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_an_upgrade_killed_in_the_middle_leaves_a_library_that_opens(tmp_path: Path) -> None:
    script = "import sys; from pathlib import Path; from index.store.library import Library; print(1, flush=True); Library(Path(sys.argv[1]))"
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
        assert library.database.value("PRAGMA user_version") == 2
        library.check()
        library.close()
    assert broken_off
