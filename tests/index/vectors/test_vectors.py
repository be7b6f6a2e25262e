"""The Chroma index follows the library, and is rebuilt from it whatever happens to its files."""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from index.archive import Archive
from index.datatypes import Article
from tests.conftest import WordEmbedder

COUNT = 1500  # beyond the thousand rows after which Chroma first writes its HNSW files


def filled(folder: Path, count: int = COUNT) -> Path:
    with Archive.open(folder, WordEmbedder()) as archive:
        archive.sync(made_articles(count))
    return folder


def made_articles(count: int) -> list[Article]:
    return [
        Article(id=str(n), title=f"Report {n}", text=f"Item{n} and part{n % 7} were seen.", origin=f"document:{n}")
        for n in range(count)
    ]


def settled(archive: Archive) -> str:
    """The state of the vectors once the background has caught up."""
    for _ in range(200):
        if archive.status().vectors == "Chroma, in step":
            break
        time.sleep(0.05)
    return archive.status().vectors


def top(archive: Archive, n: int) -> str:
    hits = archive.nearest(archive.embedder.embed_query(f"Report {n}\nItem{n} and part{n % 7} were seen."), 3)
    return archive.passages(hits)[0].article.id


def hnsw_files(folder: Path) -> list[Path]:
    return [
        *folder.glob("chroma/generation-*/*/data_level0.bin"),
        *folder.glob("chroma/generation-*/*/index_metadata.pickle"),
    ]


def damage_bytes(folder: Path) -> None:
    for file in hnsw_files(folder):
        file.write_bytes(np.random.default_rng(1).bytes(file.stat().st_size))


def damage_truncate(folder: Path) -> None:
    for file in hnsw_files(folder):
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 3])


def damage_sqlite(folder: Path) -> None:
    for file in folder.glob("chroma/generation-*/chroma.sqlite3"):
        file.write_bytes(b"not a database" * 1000)


def damage_state(folder: Path) -> None:
    (folder / "chroma" / "state.json").write_text("{")


def damage_dirty(folder: Path) -> None:
    path = folder / "chroma" / "state.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"clean": False}))


def damage_folder(folder: Path) -> None:
    shutil.rmtree(folder / "chroma")


def damage_generation(folder: Path) -> None:
    for generation in folder.glob("chroma/generation-*"):
        shutil.rmtree(generation)


@pytest.mark.parametrize(
    "damage",
    [damage_bytes, damage_truncate, damage_sqlite, damage_state, damage_dirty, damage_folder, damage_generation],
    ids=lambda damage: damage.__name__,
)
def test_a_damaged_index_is_rebuilt_and_nothing_is_lost(tmp_path: Path, damage: object) -> None:
    folder = filled(tmp_path / "archive")
    damage(folder)  # type: ignore[operator]
    with Archive.open(folder, WordEmbedder()) as archive:
        assert top(archive, 77) == "77"  # answered at once, exactly, while the index is rebuilt
        assert settled(archive) == "Chroma, in step"
        assert all(top(archive, n) == str(n) for n in range(0, COUNT, 250))


def test_chroma_finds_what_exact_search_finds(tmp_path: Path) -> None:
    folder = filled(tmp_path / "archive")
    rng = np.random.default_rng(3)
    with Archive.open(folder, WordEmbedder()) as archive, Archive.open(folder, WordEmbedder(), chroma=False) as exact:
        assert settled(archive) == "Chroma, in step"
        agreed = 0
        for _ in range(50):
            vector = rng.normal(size=64).astype(np.float32)
            vector /= np.linalg.norm(vector)
            mine = {round(hit.score, 3) for hit in archive.nearest(vector, 10)}
            agreed += len(mine & {round(hit.score, 3) for hit in exact.nearest(vector, 10)}) / len(mine)
        assert agreed / 50 > 0.98


def test_the_collection_holds_one_row_for_each_chunk(tmp_path: Path) -> None:
    folder = filled(tmp_path / "archive", 30)
    script = (
        "import chromadb, sys, json; from pathlib import Path; "
        "generation = next(Path(sys.argv[1]).glob('chroma/generation-*')); "
        "rows = chromadb.PersistentClient(path=str(generation)).get_collection('chunks').get(include=['metadatas']); "
        "print(json.dumps(sorted(row['article'] for row in rows['metadatas'])))"
    )
    output = subprocess.run(
        [sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=True
    ).stdout
    assert json.loads(output) == sorted(str(n) for n in range(30))


def test_removed_chunks_leave_the_index(tmp_path: Path) -> None:
    source = tmp_path / "records.jsonl"
    write_records(source, range(40))
    with Archive.open(tmp_path / "archive", WordEmbedder()) as archive:
        archive.sync([source])
        write_records(source, range(10, 40))
        archive.sync([source])
        assert archive.status().vectors == "Chroma, in step"
        found = {
            archive.passages([hit])[0].article.id for hit in archive.nearest(archive.embedder.embed_query("Item3"), 30)
        }
        assert found == {str(n) for n in range(10, 40)}


def write_records(path: Path, numbers: range) -> None:
    lines = [json.dumps({"id": str(n), "title": f"Report {n}", "text": f"Item{n} was seen."}) for n in numbers]
    path.write_text("\n".join(lines))


def test_a_second_process_searches_exactly_and_sees_new_articles(tmp_path: Path) -> None:
    folder = filled(tmp_path / "archive", 20)
    with FileLock(folder / "chroma" / "owner.lock"), Archive.open(folder, WordEmbedder()) as archive:
        assert top(archive, 7) == "7"
        assert "another process" in settled_or_refused(archive)
        archive.sync(made_articles(25))
        assert top(archive, 23) == "23"


def settled_or_refused(archive: Archive) -> str:
    for _ in range(100):
        if "brought up to date" not in archive.status().vectors:
            break
        time.sleep(0.02)
    return archive.status().vectors


def test_an_open_archive_sees_what_another_process_synced(tmp_path: Path, articles_folder: Path) -> None:
    folder = filled(tmp_path / "archive", 20)
    with Archive.open(folder, WordEmbedder()) as archive:
        assert settled(archive) == "Chroma, in step"
        script = (
            "import sys; from index.archive import Archive; from tests.conftest import WordEmbedder; "
            "print(Archive.open(sys.argv[1], WordEmbedder()).sync([sys.argv[2]]).added)"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, str(folder), str(articles_folder)],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == "3"
        hits = archive.nearest(archive.embedder.embed_query("Sixty films compete at the festival"), 1)
        assert archive.passages(hits)[0].article.title == "Festival opens"
        assert settled(archive) == "Chroma, in step"


def test_an_undamaged_index_is_opened_as_it_is(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = filled(tmp_path / "archive", 1337)
    generation = next(folder.glob("chroma/generation-*"))
    for _ in range(3):
        with Archive.open(folder, WordEmbedder()) as archive:
            assert settled(archive) == "Chroma, in step"
            assert [top(archive, n) for n in (1, 500, 1336)] == ["1", "500", "1336"]
    assert list(folder.glob("chroma/generation-*")) == [generation]
    assert caplog.records == []
