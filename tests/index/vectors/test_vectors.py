"""Vectors in Chroma follow the library, embedded and on a server alike."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from index.vectors.place import ChromaServer
from tests.vector_archives import COUNT, filled, made_articles, opened, settled, top, unfound

Vectors = ChromaServer | bool


def state_file(folder: Path) -> Path:
    return next(path for path in (folder / "chroma").glob("*.json") if path.name != "place.json")


def damage_state(folder: Path) -> None:
    state_file(folder).write_text("{")


def damage_dirty(folder: Path) -> None:
    path = state_file(folder)
    path.write_text(json.dumps(json.loads(path.read_text()) | {"clean": False}))


def damage_position(folder: Path) -> None:
    path = state_file(folder)
    path.write_text(json.dumps(json.loads(path.read_text()) | {"generation": "generation-none"}))


@pytest.mark.parametrize(
    "damage", [damage_state, damage_dirty, damage_position], ids=lambda damage: str(damage.__name__)
)
def test_a_state_file_that_is_wrong_loses_nothing(tmp_path: Path, vectors: Vectors, damage: object) -> None:
    folder = filled(tmp_path / "archive", vectors)
    damage(folder)  # type: ignore[operator]
    with opened(folder, vectors) as archive:
        assert top(archive, 77) == "77"  # answered at once, exactly
        assert "in step" in settled(archive)
        assert len(unfound(archive)) <= 1
        assert archive.verify() == []


def test_chroma_finds_what_exact_search_finds(tmp_path: Path, vectors: Vectors) -> None:
    folder = filled(tmp_path / "archive", vectors)
    rng = np.random.default_rng(3)
    with opened(folder, vectors) as archive, opened(folder, False) as exact:
        assert "in step" in settled(archive)
        agreed = 0.0
        for _ in range(50):
            vector = rng.normal(size=64).astype(np.float32)
            vector /= np.linalg.norm(vector)
            mine = {round(hit.score, 3) for hit in archive.nearest(vector, 10)}
            agreed += len(mine & {round(hit.score, 3) for hit in exact.nearest(vector, 10)}) / len(mine)
        assert agreed / 50 > 0.96  # HNSW is built by several threads: no two graphs are the same


def test_removed_chunks_leave_the_index(tmp_path: Path, vectors: Vectors) -> None:
    source = tmp_path / "records.jsonl"
    write_records(source, range(40))
    with opened(tmp_path / "archive", vectors) as archive:
        archive.sync([source])
        write_records(source, range(10, 40))
        archive.sync([source])
        assert "in step" in archive.status().vectors
        found = {
            archive.passages([hit])[0].article.id for hit in archive.nearest(archive.embedder.embed_query("Item3"), 30)
        }
        assert found == {str(n) for n in range(10, 40)}


def write_records(path: Path, numbers: range) -> None:
    lines = [json.dumps({"id": str(n), "title": f"Report {n}", "text": f"Item{n} was seen."}) for n in numbers]
    path.write_text("\n".join(lines))


def test_more_removed_rows_than_living_ones_are_cleared_away(
    tmp_path: Path, vectors: Vectors, caplog: pytest.LogCaptureFixture
) -> None:
    with opened(filled(tmp_path / "archive", vectors, 60), vectors) as archive:
        settled(archive)
        archive.remove([str(n) for n in range(45)])
        archive.sync(made_articles(61))  # of which the removed ones stay away
        assert "in step" in archive.status().vectors
        assert json.loads(state_file(archive.folder).read_text())["removed"] == 0
        assert "too many rows were removed from it (45)" in caplog.text
        assert top(archive, 60) == "60"


def test_compacting_builds_the_index_anew(tmp_path: Path, vectors: Vectors) -> None:
    with opened(filled(tmp_path / "archive", vectors, 50), vectors) as archive:
        before = json.loads(state_file(archive.folder).read_text())["generation"]
        archive.compact()
        assert "in step" in archive.status().vectors
        assert json.loads(state_file(archive.folder).read_text())["generation"] != before
        assert len(unfound(archive, 50)) <= 1


def test_an_archive_without_articles_is_followed_too(tmp_path: Path, vectors: Vectors) -> None:
    with opened(tmp_path / "archive", vectors) as archive:
        archive.sync([])
        assert "in step" in archive.status().vectors
        assert archive.verify() == []
        archive.sync(made_articles(3))
        assert top(archive, 2) == "2"


@pytest.mark.parametrize("name", ["owner.lock", "server-*.lock"])
def test_while_another_process_writes_searches_are_exact(
    tmp_path: Path, name: str, request: pytest.FixtureRequest
) -> None:
    vectors = True if name == "owner.lock" else ChromaServer(request.getfixturevalue("server").url)
    folder = filled(tmp_path / "archive", vectors, 20)
    with FileLock(next((folder / "chroma").glob(name))), opened(folder, vectors) as archive:
        assert top(archive, 7) == "7"
        assert "another process" in settled(archive, "another process")
        archive.sync(made_articles(25))
        assert top(archive, 23) == "23"
        assert archive.verify() == []


def test_an_open_archive_sees_what_another_process_synced(
    tmp_path: Path, articles_folder: Path, vectors: Vectors
) -> None:
    folder = filled(tmp_path / "archive", vectors, 20)
    with opened(folder, vectors) as archive:
        assert "in step" in settled(archive)
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
        assert "in step" in settled(archive)


def test_an_undamaged_index_is_opened_as_it_is(
    tmp_path: Path, vectors: Vectors, caplog: pytest.LogCaptureFixture
) -> None:
    folder = filled(tmp_path / "archive", vectors)
    before = state_file(folder).read_bytes()
    for _ in range(3):
        with opened(folder, vectors) as archive:
            assert "in step" in settled(archive)
            assert [top(archive, n) for n in (1, 500, COUNT - 1)] == ["1", "500", str(COUNT - 1)]
    assert state_file(folder).read_bytes() == before
    assert [record for record in caplog.records if record.name == "dateline"] == []


def test_vectors_of_many_syncs_are_all_found(tmp_path: Path, vectors: Vectors) -> None:
    with opened(tmp_path / "archive", vectors) as archive:
        for count in (10, 700, 1100, COUNT):
            archive.sync(made_articles(count))
            assert "in step" in archive.status().vectors
            assert len(unfound(archive, count)) <= 1
