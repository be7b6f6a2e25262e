"""The power is cut while an archive is written: what was said to be stored is there, and the archive is whole."""

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from index.archive import Archive
from index.store.library import FILE_NAME
from tests.conftest import REPOSITORY, WordEmbedder
from tests.index.crash.disk import SYNC, Disk, Operation, build_recorder, operations, recording, write_out

RECORDS = 300
MANY = 900
KEEP = (0.0, 0.0, 0.5, 0.95)  # of what was not synced: nothing, or any part of it

# Everything is said in a file of the recorded folder, so that what was said stands among what was written.
CHILD = """
import os, sys
from pathlib import Path
from index.archive import Archive
from tests.conftest import WordEmbedder
from tests.index.crash.test_power import {work}
disk = Path(sys.argv[1])
said = os.open(disk / "said", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
{work}(disk, lambda *words: os.write(said, (" ".join(map(str, words)) + "\\n").encode()))
"""


def records(turn: int, count: int = RECORDS) -> str:
    """Every record says something else each turn."""
    return "\n".join(
        json.dumps(
            {
                "id": f"r{n}",
                "title": f"Title {n}",
                "text": f"Record {n} of turn {turn}. " + f"Rain{n} fell. " * (n % 300),
            }
        )
        for n in range(count)
    )


def work(disk: Path, say: Callable[..., object]) -> None:
    """What the recorded process does: everything that writes, saying each time what is done."""
    source, folder = disk.parent / "records.jsonl", disk / "archive"
    with Archive.open(folder, WordEmbedder(), chroma=False) as archive:
        for turn in (1, 2, 3):
            source.write_text(records(turn))
            for step in archive.sync_steps([source]):
                say("stored", turn, getattr(step, "articles", RECORDS))
            archive.remove([f"r{turn}"])
            say("removed", f"r{turn}")
        archive.compact()
        archive.backup(disk / "backup")
        say("backup")
    Archive.restore(disk / "backup", disk / "deep" / "restored")
    say("restored")


def work_with_chroma(disk: Path, say: Callable[..., object]) -> None:
    """Enough chunks for Chroma to write its HNSW files, some of which are removed again."""
    source = disk.parent / "records.jsonl"
    with Archive.open(disk / "archive", WordEmbedder()) as archive:
        for turn in (1, 2):
            source.write_text(records(turn, MANY))
            for step in archive.sync_steps([source]):
                say("stored", turn, getattr(step, "articles", MANY))
            archive.remove([f"r{turn}"])
            say("removed", f"r{turn}")
        archive.compact()


@dataclass
class Said:
    """What was said up to some moment."""

    stored: dict[int, int] = field(default_factory=dict)  # turn -> how many of the first records
    removed: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)

    def hear(self, line: str) -> None:
        what, *rest = line.split()
        if what == "stored":
            self.stored[int(rest[0])] = max(self.stored.get(int(rest[0]), 0), int(rest[1]))
        elif what == "removed":
            self.removed.add(rest[0])
        else:
            self.others.add(what)


@pytest.fixture(scope="module")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = build_recorder(tmp_path_factory.mktemp("recorder"))
    if library is None:
        pytest.skip("a C compiler and Linux are needed to record what a process writes")
    return library


def record(recorder: Path, tmp_path: Path, what: Callable[..., None]) -> list[Operation]:
    disk = tmp_path / "disk"
    disk.mkdir()
    command = [sys.executable, "-c", CHILD.replace("{work}", what.__name__), str(disk)]
    environment = recording(recorder, tmp_path / "log", disk)
    subprocess.run(command, cwd=REPOSITORY, env=environment, check=True, timeout=300)
    done = list(operations(tmp_path / "log"))
    check_complete(done, disk)
    return done


def check_complete(done: list[Operation], disk: Path) -> None:
    """Nothing that was written has escaped the record, but for SQLite's shared memory, which no power cut survives."""
    played = Disk()
    for operation in done:
        played.play(operation)
    recorded = {path: data for path, data in played.after_cut(Random(1), keep=2).items() if data is not None}
    real = {str(path): path.read_bytes() for path in disk.rglob("*") if path.is_file()}
    different = {path for path in {*recorded, *real} if recorded.get(path) != real.get(path)}
    assert [path for path in different if not path.endswith("-shm")] == []


def cuts(done: list[Operation], rng: Random, count: int) -> set[int]:
    """Moments right after something was said, around every kind of sync, and anywhere."""
    told = [place + 1 for place, one in enumerate(done) if one.path.endswith("said")]
    syncs = [place + after for place, one in enumerate(done) if one.what == SYNC for after in (0, 1)]
    return {
        *rng.sample(told, min(count, len(told))),
        *rng.sample(syncs, min(count, len(syncs))),
        *rng.sample(range(len(done)), count),
    }


def states(done: list[Operation], moments: set[int], rng: Random) -> Iterator[tuple[dict[str, bytes | None], Said]]:
    """The disk after a power cut at each of these moments, and what had been said."""
    disk, said = Disk(), Said()
    for place, operation in enumerate(done):
        if place in moments:
            yield disk.after_cut(rng, rng.choice(KEEP)), said
        disk.play(operation)
        if operation.path.endswith("said") and operation.data:
            said.hear(operation.data.decode())
    yield from ((disk.after_cut(rng, keep), said) for keep in KEEP)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_power_cut_loses_nothing_that_was_said_to_be_stored(recorder: Path, tmp_path: Path) -> None:
    done = record(recorder, tmp_path, work)
    rng, seen = Random(7), Counter[str]()
    for content, said in states(done, cuts(done, rng, 110), rng):
        check(written_out(content, tmp_path), said)
        seen.update(["all", *said.others, *(f"turn {turn}" for turn in said.stored)])
    assert seen["all"] > 200
    assert min(seen["turn 1"], seen["turn 3"], seen["restored"]) >= len(KEEP)


def written_out(content: dict[str, bytes | None], tmp_path: Path) -> Path:
    folder = tmp_path / "after"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    write_out(content, tmp_path / "disk", folder)
    return folder


def check(disk: Path, said: Said) -> None:
    """Nothing said is missing, and what is there is whole."""
    check_archive(disk / "archive", said)
    if "backup" in said.others:
        Archive.restore(disk / "backup", disk / "again")
        check_archive(disk / "again", said)
    if "restored" in said.others:
        check_archive(disk / "deep" / "restored", said)


def check_archive(folder: Path, said: Said) -> None:
    with Archive.open(folder, WordEmbedder(), create=not said.stored, chroma=False) as archive:
        assert archive.verify() == []
        turns = {
            article.id: int(article.text.partition("turn ")[2].partition(".")[0]) for article in archive.articles()
        }
        assert not turns.keys() & said.removed
        for turn, count in said.stored.items():
            missing = [n for n in range(count) if f"r{n}" not in said.removed and turns.get(f"r{n}", 0) < turn]
            assert [n for n in missing if f"r{n}" not in {f"r{turn}" for turn in (1, 2, 3)}] == []
    assert (folder / FILE_NAME).exists()


# In a process of its own: damaged HNSW files crash whoever opens them.
HEAL = """
import sys
from pathlib import Path
from index.archive import Archive
from tests.conftest import WordEmbedder
class Refusing(WordEmbedder):
    def embed_texts(self, texts):
        raise AssertionError("embedded anew")
with Archive.open(Path(sys.argv[1]), Refusing()) as archive:
    assert archive.verify() == [], archive.verify()
    assert archive.status().vectors == "Chroma, in step", archive.status().vectors
    for text in ("Record 7 of turn 2.", "Rain250 fell.", "Title 12"):
        vector = archive.embedder.embed_query(text)
        found, exact = archive._vectors.chroma.nearest(vector, 10), archive._vectors.exact.nearest(vector, 10)
        assert len({hit.chunk_id for hit in found} & {hit.chunk_id for hit in exact}) >= 8, (found, exact)
"""


def heal(folder: Path) -> None:
    command = [sys.executable, "-c", HEAL, str(folder)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_chroma_is_healed_after_a_power_cut_without_embedding(recorder: Path, tmp_path: Path) -> None:
    done = record(recorder, tmp_path, work_with_chroma)
    rng, healed, found = Random(8), 0, 0
    in_chroma = [place for place, one in enumerate(done) if "/chroma/" in one.path]
    with_hnsw = [place for place, one in enumerate(done) if one.path.endswith((".bin", ".pickle"))]
    moments = {*cuts(done, rng, 3), *rng.sample(in_chroma, 8), *rng.sample(with_hnsw, min(8, len(with_hnsw)))}
    for content, said in states(done, moments, rng):
        if said.stored:
            disk = written_out(content, tmp_path)
            found += any(path.stat().st_size for path in disk.rglob("data_level0.bin"))
            heal(disk / "archive")
            check_archive(disk / "archive", said)
            healed += 1
    assert healed > 15
    assert found > 5  # HNSW files were there, whole or not
