"""Embedded Chroma: whatever happens to its files, the index is rebuilt from the library."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.vector_archives import COUNT, filled, opened, settled, top


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


def damage_folder(folder: Path) -> None:
    shutil.rmtree(folder / "chroma")


def damage_generation(folder: Path) -> None:
    for generation in folder.glob("chroma/generation-*"):
        shutil.rmtree(generation)


@pytest.mark.parametrize(
    "damage",
    [damage_bytes, damage_truncate, damage_sqlite, damage_folder, damage_generation],
    ids=lambda damage: str(damage.__name__),
)
def test_a_damaged_index_is_rebuilt_and_nothing_is_lost(tmp_path: Path, damage: object) -> None:
    folder = filled(tmp_path / "archive")
    damage(folder)  # type: ignore[operator]
    with opened(folder) as archive:
        assert top(archive, 77) == "77"  # answered at once, exactly, while the index is rebuilt
        assert settled(archive) == "Chroma, in step"
        assert all(top(archive, n) == str(n) for n in range(0, COUNT, 250))
    assert len(list(folder.glob("chroma/generation-*"))) == 1


def test_the_collection_holds_one_row_for_each_chunk(tmp_path: Path) -> None:
    folder = filled(tmp_path / "archive", count=30)
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


def test_an_archive_that_outgrows_chroma_is_searched_exactly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = filled(tmp_path / "archive", count=60)
    with opened(folder) as archive:
        assert "in step" in settled(archive)
    monkeypatch.setattr("index.vectors.embedded.EmbeddedStore.most_rows", 50)
    with opened(folder) as archive:
        assert "beyond 50 chunks" in settled(archive, "beyond")
        assert top(archive, 37) == "37"
        assert archive.verify() == []
        assert list((folder / "chroma").glob("generation-*")) == []
    monkeypatch.undo()
    with opened(folder) as archive:
        assert "in step" in settled(archive)


SYNC = """
import sys
from index.archive import Archive
from tests.conftest import WordEmbedder
with Archive.open(sys.argv[1], WordEmbedder(), warm=False) as archive:
    archive.sync(sys.argv[2:])
print("chromadb" in sys.modules)
"""


def imports_chroma(folder: Path, *sources: Path) -> bool:
    """Whether a sync in a process of its own does."""
    output = subprocess.run(
        [sys.executable, "-c", SYNC, folder, *sources], capture_output=True, text=True, check=True
    ).stdout
    return output.strip() == "True"


def test_a_sync_that_finds_nothing_new_does_not_import_chroma(tmp_path: Path) -> None:
    folder, news = tmp_path / "archive", tmp_path / "news"
    news.mkdir()
    for number in range(3):
        (news / f"{number}.txt").write_text(f"Report {number}\n\nItem{number} was seen at the old quay.\n")
    assert imports_chroma(folder, news)
    assert not imports_chroma(folder, news)
    (news / "2.txt").write_text("Report 2\n\nItem2 was never seen at the old quay.\n")
    assert imports_chroma(folder, news)
    for damage in (damage_generation, damage_folder):
        damage(folder)
        assert imports_chroma(folder, news)
        assert not imports_chroma(folder, news)


def test_a_sync_that_finds_nothing_new_rebuilds_a_damaged_index(tmp_path: Path) -> None:
    folder = filled(tmp_path / "archive")
    assert not imports_chroma(folder)
    damage_truncate(folder)
    assert imports_chroma(folder)
    assert not imports_chroma(folder)
