"""Vectors move between the folder and a server without embedding, and a move that is killed loses nothing."""

import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from index.archive import Archive
from index.errors import ArchiveBusyError, ArchiveError
from index.vectors.place import ChromaServer, Move, read_move, write_move, write_place
from tests.chroma_server import ChromaProcess, TokenProxy
from tests.command_line import dateline
from tests.conftest import REPOSITORY, WordEmbedder
from tests.vector_archives import as_recorded, filled, made_articles, opened, settled, unfound

COUNT = 600
KILLS = 12

pytestmark = pytest.mark.slow  # a server in a process of its own: a minute in all

CHILD = """
import sys
from index.archive import Archive
from index.vectors.place import ChromaServer
from tests.conftest import WordEmbedder

with Archive.open(sys.argv[1], WordEmbedder(), chroma=False) as archive:
    print("open", flush=True)
    archive.move(ChromaServer(sys.argv[2]) if sys.argv[2] else None)
    print("done", flush=True)
"""


class CountingEmbedder(WordEmbedder):
    """Fails the test that has anything embedded."""

    def embed_texts(self, texts: Any) -> Any:
        raise AssertionError("a move embeds nothing")


def names_on(server: ChromaProcess) -> list[str]:
    import chromadb

    from index.vectors.collection import client_settings

    return [
        one.name for one in chromadb.HttpClient("127.0.0.1", server.port, settings=client_settings()).list_collections()
    ]


def of(archive: Archive, server: ChromaProcess) -> list[str]:
    """The collections of this archive on the server."""
    library_id = archive._library.database.value("SELECT value FROM meta WHERE key = 'id'")
    return [name for name in names_on(server) if library_id in name]


def test_there_and_back_again(tmp_path: Path, server: ChromaProcess) -> None:
    folder = filled(tmp_path / "archive", count=COUNT)
    place = ChromaServer(server.url)
    with Archive.open(folder, CountingEmbedder()) as archive:
        archive.move(place)
        assert archive.status().vectors == f"Chroma server {server.url}, in step"
        assert len(unfound(archive, COUNT)) <= 1
        assert archive.verify() == []
        assert len(of(archive, server)) == 1
        assert list((folder / "chroma").glob("generation-*")) == []
        archive.move(None)
        assert archive.status().vectors == "Chroma, in step"
        assert len(unfound(archive, COUNT)) <= 1
        assert archive.verify() == []
        assert of(archive, server) == []
    assert read_move(folder / "chroma") is None


def test_after_a_move_the_archive_opens_where_the_vectors_are(tmp_path: Path, server: ChromaProcess) -> None:
    folder = filled(tmp_path / "archive", count=50)
    with opened(folder, False) as archive:
        archive.move(ChromaServer(server.url))
        assert server.url in archive.info().vectors
    with opened(folder, ChromaServer(server.url)) as archive:
        assert server.url in settled(archive)
        archive.sync(made_articles(60))
        assert "in step" in archive.status().vectors


def test_a_server_that_no_setting_names_is_not_asked(tmp_path: Path, server: ChromaProcess) -> None:
    with TokenProxy(server) as proxy:
        folder = filled(tmp_path / "archive", ChromaServer(proxy.url), 50)
        asked = len(proxy.requests)
        with opened(folder) as archive:
            assert "DATELINE_CHROMA_URL" in settled(archive, "DATELINE_CHROMA_URL")
            assert unfound(archive, 50) == []  # searched exactly
            with pytest.raises(ArchiveError, match="DATELINE_CHROMA_URL"):
                archive.reach_vectors()
        assert len(proxy.requests) == asked


def test_a_process_that_has_the_archive_open_answers_through_a_move(tmp_path: Path, server: ChromaProcess) -> None:
    folder = filled(tmp_path / "archive", count=50)
    with opened(folder) as reader:
        assert "in step" in settled(reader)
        with opened(folder, False) as mover:
            mover.move(ChromaServer(server.url))
            mover.sync(made_articles(60))
        assert len(unfound(reader, 60)) <= 1
        assert server.url in settled(reader, server.url)  # and that the settings do not name it
    with opened(folder, ChromaServer(server.url)) as archive:
        assert "in step" in settled(archive)
    assert list((folder / "chroma").glob("generation-*")) == []  # which nobody could remove while it was open


def test_a_move_between_servers_and_databases(tmp_path: Path, server: ChromaProcess) -> None:
    folder = filled(tmp_path / "archive", ChromaServer(server.url), 50)
    with TokenProxy(server, "t0ken") as proxy, opened(folder, False) as archive:
        archive.move(ChromaServer(proxy.url, "t0ken", database="elsewhere"))
        assert of(archive, server) == []
        archive.move(ChromaServer(server.url), known=ChromaServer(proxy.url, "t0ken", database="elsewhere"))
        assert len(of(archive, server)) == 1
        assert ("DELETE", "/api/v2/tenants/default_tenant/databases/elsewhere") in [
            (method, path.rpartition("/collections/")[0]) for method, path in proxy.requests
        ]


def test_a_place_that_cannot_be_used_leaves_everything_as_it_was(tmp_path: Path) -> None:
    folder = filled(tmp_path / "archive", count=50)
    with opened(folder) as archive:
        assert "in step" in settled(archive)
        with pytest.raises(ArchiveError, match=r"stay in the archive's own folder.*does not answer") as caught:
            archive.move(ChromaServer("http://127.0.0.1:9"))
        assert "searched exactly" not in str(caught.value)
        assert read_move(folder / "chroma") is None  # nothing was written there: nothing is left to remove
        assert archive.status().vectors == "Chroma, in step"
        assert archive.info().vectors == "the archive's own folder"
        archive.move(None)
    assert read_move(folder / "chroma") is None


def test_what_cannot_be_removed_is_named(
    tmp_path: Path, own_server: ChromaProcess, caplog: pytest.LogCaptureFixture
) -> None:
    folder = filled(tmp_path / "archive", ChromaServer(own_server.url), 50)
    with opened(folder, False) as archive:
        (name,) = of(archive, own_server)
        own_server.kill()
        archive.move(None)
        assert archive.info().vectors == "the archive's own folder"
    assert name in caplog.text
    with opened(folder) as archive:
        assert settled(archive) == "Chroma, in step"


def test_only_one_process_moves(tmp_path: Path, server: ChromaProcess) -> None:
    folder = filled(tmp_path / "archive", count=20)
    with opened(folder, False) as archive:
        with FileLock(folder / "write.lock"), pytest.raises(ArchiveBusyError):
            archive.move(ChromaServer(server.url))
        with FileLock(folder / "chroma" / "move.lock"), pytest.raises(ArchiveBusyError):
            archive.move(ChromaServer(server.url))


def test_a_move_killed_after_the_switch_is_cleaned_up_when_it_is_opened(tmp_path: Path, server: ChromaProcess) -> None:
    folder = filled(tmp_path / "archive", count=50)
    place = ChromaServer(server.url)
    write_place(folder / "chroma", place)
    write_move(folder / "chroma", Move(None, place))
    with opened(folder, place) as archive:
        assert server.url in settled(archive)
    assert read_move(folder / "chroma") is None
    assert not (folder / "chroma" / "state.json").exists()


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_moves_killed_at_random_lose_nothing(tmp_path: Path, server: ChromaProcess) -> None:
    folder = filled(tmp_path / "archive", count=2500)
    rng = random.Random(2026)
    finished = 0
    for kill in range(KILLS):
        target = "" if kill // 4 % 2 else server.url  # several kills on the way to each place
        finished += killed_move(folder, target, rng.random() ** 2 * 4)
        with opened(folder, False) as archive:
            assert len(unfound(archive, 2500)) <= 1
        if kill % 2:
            with opened(folder, as_recorded(folder)) as archive:
                assert "in step" in settled(archive)
                assert len(unfound(archive, 2500)) <= 1
                assert archive.verify() == []
        if kill % 4 == 3:
            with opened(folder, False) as archive:
                archive.move(ChromaServer(target) if target else None)
                assert len(of(archive, server)) == bool(target)
            assert bool(list((folder / "chroma").glob("generation-*"))) is not bool(target)
            assert read_move(folder / "chroma") is None
    assert finished < KILLS  # else nothing was killed


def killed_move(folder: Path, target: str, after: float) -> bool:
    """Begin a move and kill it after so many seconds; whether it had finished."""
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder), target], stdout=subprocess.PIPE, text=True, cwd=REPOSITORY
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        time.sleep(after)
        child.kill()
        return "done" in child.stdout.read()


def test_the_command_moves_and_says_where_to(tmp_path: Path, server: ChromaProcess, articles_folder: Path) -> None:
    assert dateline("sync", str(articles_folder), cwd=tmp_path).returncode == 0
    done = dateline("archive", "move", "--to", server.url, cwd=tmp_path)
    assert (done.returncode, server.url in done.stdout) == (0, True)
    assert server.url in dateline("archive", "info", cwd=tmp_path).stdout
    assert f"{server.url} (tenant" in " ".join(dateline("doctor", cwd=tmp_path).stdout.split())
    done = dateline("archive", "move", "--to", "embedded", cwd=tmp_path, DATELINE_CHROMA_URL=server.url)
    assert "take DATELINE_CHROMA_URL out of them" in " ".join(done.stdout.split())
    refused = dateline("sync", str(articles_folder), cwd=tmp_path, DATELINE_CHROMA_URL=server.url)
    assert refused.returncode == 0
    assert "dateline archive move --to" in " ".join(refused.stdout.split())


def test_the_command_sends_a_token_to_its_own_server_only(tmp_path: Path, articles_folder: Path) -> None:
    assert dateline("sync", str(articles_folder), cwd=tmp_path).returncode == 0
    done = dateline(
        "archive", "move", "--to", "http://127.0.0.1:9", cwd=tmp_path,
        DATELINE_CHROMA_URL="http://127.0.0.1:10", DATELINE_CHROMA_TOKEN="hunter2",
    )  # fmt: skip
    assert done.returncode == 1
    assert "hunter2" not in done.stdout + done.stderr
    assert "Set DATELINE_CHROMA_URL" in " ".join(done.stderr.split())
