"""A Chroma server may be down, wiped, put back or shared: searches are right throughout, and it heals."""

import logging
import shutil
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.archive import Archive
from index.errors import ArchiveError
from index.vectors.collection import client_settings
from index.vectors.place import ChromaServer
from tests.chroma_server import ChromaProcess, TokenProxy
from tests.command_line import dateline_process
from tests.conftest import WordEmbedder
from tests.vector_archives import filled, made_articles, opened, settled, top, unfound

pytestmark = pytest.mark.slow  # a server in a process of its own: a minute in all

COUNT = 300
TOKEN = "s3cret-of-the-archive"


@pytest.fixture
def place(server: ChromaProcess) -> ChromaServer:
    return ChromaServer(server.url)


def collections(place: ChromaServer) -> list[Any]:
    """The collections on a server, as anybody else sees them."""
    import chromadb

    port = int(place.url.rpartition(":")[2])
    client = chromadb.HttpClient("127.0.0.1", port, settings=client_settings(), tenant=place.tenant, database=place.database)  # fmt: skip
    return list(client.list_collections())


def collection_of(archive: Archive, place: ChromaServer) -> Any:
    """The collection that the archive uses."""
    follower = archive._vectors.chroma._follower  # type: ignore[union-attr]
    name = follower.state.generation.removeprefix("generation-")  # type: ignore[union-attr]
    return next(one for one in collections(place) if one.name.endswith(name))


# What happens to the collection


def lose(archive: Archive, place: ChromaServer, tmp_path: Path) -> None:
    import chromadb

    port = int(place.url.rpartition(":")[2])
    chromadb.HttpClient("127.0.0.1", port, settings=client_settings()).delete_collection(
        collection_of(archive, place).name
    )


def lose_rows(archive: Archive, place: ChromaServer, tmp_path: Path) -> None:
    collection_of(archive, place).delete(ids=[str(n) for n in range(1, 100)])


def add_rows(archive: Archive, place: ChromaServer, tmp_path: Path) -> None:
    vector = archive.embedder.embed_query("Report 77\nItem77 and part0 were seen.")
    collection_of(archive, place).upsert(ids=["900001"], embeddings=[vector])


def swap_vectors(archive: Archive, place: ChromaServer, tmp_path: Path) -> None:
    numbers = list(range(1, COUNT + 1))
    held = archive._library.embeddings(numbers)
    collection_of(archive, place).upsert(ids=[str(n) for n in numbers], embeddings=[held[n] for n in reversed(numbers)])


def write_as_a_copy(archive: Archive, place: ChromaServer, tmp_path: Path) -> None:
    copy = shutil.copytree(archive.folder, tmp_path / "copy")
    with opened(copy, place) as other:
        assert "in step" in settled(other)
        other.remove([str(n) for n in range(100, 200)])


@pytest.mark.parametrize(
    "harm", [lose, lose_rows, add_rows, swap_vectors, write_as_a_copy], ids=lambda harm: str(harm.__name__)
)
@pytest.mark.parametrize(
    "while_open", [pytest.param(True, id="open"), pytest.param(False, id="closed", marks=pytest.mark.slow)]
)
def test_a_collection_that_others_changed_gives_no_wrong_hit_and_is_filled_again(
    tmp_path: Path, place: ChromaServer, harm: Any, while_open: bool
) -> None:
    folder = filled(tmp_path / "archive", place, COUNT)
    with opened(folder, place) as archive:
        assert "in step" in settled(archive)
        harm(archive, place, tmp_path)
        if while_open and harm is not lose_rows:  # rows that are missing are noticed within a minute
            assert len(unfound(archive, COUNT)) <= 1
            assert len(archive.nearest(archive.embedder.embed_query("Report"), COUNT)) == COUNT
    with opened(folder, place) as archive:
        assert "in step" in settled(archive)
        assert archive.verify() == []
        assert len(unfound(archive, COUNT)) <= 1
        assert collection_of(archive, place).count() == COUNT


def test_rows_that_were_lost_are_noticed_while_the_archive_is_open(
    tmp_path: Path, place: ChromaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.vectors.server.ServerStore.check_seconds", 0.0)  # instead of a minute
    with opened(filled(tmp_path / "archive", place, COUNT), place) as archive:
        assert "in step" in settled(archive)
        lose_rows(archive, place, tmp_path)
        for _ in range(200):
            if collection_of(archive, place).count() == COUNT and "in step" in archive.status().vectors:
                break
            top(archive, 1)
            time.sleep(0.05)
        assert len(archive.nearest(archive.embedder.embed_query("Report"), COUNT)) == COUNT


def test_a_copy_of_an_archive_gets_a_collection_of_its_own(tmp_path: Path, place: ChromaServer) -> None:
    folder = filled(tmp_path / "archive", place, 40)
    copy = shutil.copytree(folder, tmp_path / "copy")
    for turn in range(2):
        with opened(copy, place) as other:
            other.sync(made_articles(50 + turn))
            assert "in step" in other.status().vectors
            assert top(other, 49) == "49"
        with opened(folder, place) as archive:
            assert "in step" in settled(archive)
            assert len(archive.nearest(archive.embedder.embed_query("Report"), 100)) == 40


def test_archives_share_a_server(tmp_path: Path, place: ChromaServer) -> None:
    with opened(tmp_path / "a", place) as first, opened(tmp_path / "b", place) as second:
        first.sync(made_articles(20))
        second.sync(made_articles(30)[25:])
        assert "in step" in first.status().vectors
        assert "in step" in second.status().vectors
        assert len(first.nearest(first.embedder.embed_query("Report"), 50)) == 20
        assert {hit.chunk_id for hit in second.nearest(second.embedder.embed_query("Report"), 50)} == {1, 2, 3, 4, 5}


def test_another_process_adds_to_the_collection_without_a_warning(tmp_path: Path, server: ChromaProcess) -> None:
    for name in ("pier", "mill"):
        (tmp_path / f"{name}.txt").write_text(f"The {name} is shut\n\nThe {name} of Drosk has shut its gates.\n")
        done = dateline_process("sync", f"{name}.txt", "-a", "archive", cwd=tmp_path, DATELINE_CHROMA_URL=server.url)
        assert (done.returncode, done.stderr) == (0, "")


def test_tenant_and_database_are_made_where_they_are_not_there(tmp_path: Path, server: ChromaProcess) -> None:
    place = ChromaServer(server.url, tenant="the evening paper", database="news")
    with opened(filled(tmp_path / "archive", place, 20), place) as archive:
        assert "in step" in settled(archive)
        assert collection_of(archive, place).count() == 20
    assert (tmp_path / "archive" / "chroma" / "place.json").read_text().count("the evening paper") == 1


# Servers that fail


def test_a_server_that_is_down_costs_no_answer(tmp_path: Path, own_server: ChromaProcess) -> None:
    place = ChromaServer(own_server.url)
    folder = filled(tmp_path / "archive", place, COUNT)
    own_server.kill()
    begun = time.monotonic()
    with opened(folder, place) as archive:
        assert len(unfound(archive, COUNT)) <= 1
        assert time.monotonic() - begun < 5
        assert "does not answer" in settled(archive, "does not answer")
        report = archive.sync(made_articles(COUNT + 5))
        assert report.added == 5
        assert "is safe" in report.notes[-1]
        assert top(archive, COUNT + 4) == str(COUNT + 4)
        assert len(archive.verify()) == 1
        with pytest.raises(ArchiveError, match="dateline archive move --to embedded"):
            archive.reach_vectors(place)
        own_server.start()
        archive.sync([])
        assert "in step" in archive.status().vectors
        assert "answers" in archive.reach_vectors(place)
        assert archive.verify() == []


def test_a_server_killed_between_two_searches_is_left_alone_and_found_again(
    tmp_path: Path, own_server: ChromaProcess, caplog: pytest.LogCaptureFixture
) -> None:
    place = ChromaServer(own_server.url)
    with opened(filled(tmp_path / "archive", place, COUNT), place) as archive:
        assert "in step" in settled(archive)
        own_server.kill()
        begun = time.monotonic()
        assert all(len(unfound(archive, COUNT)) <= 1 for _ in range(5))
        assert time.monotonic() - begun < 2
        assert sum("Searching exactly" in record.message for record in caplog.records) == 1
        own_server.start()
        assert "in step" in settled(archive)  # by itself


@pytest.mark.slow
def test_a_server_that_is_silent_holds_one_search_for_seconds_and_the_next_for_none(
    tmp_path: Path, own_server: ChromaProcess
) -> None:
    place = ChromaServer(own_server.url)
    with opened(filled(tmp_path / "archive", place, COUNT), place) as archive:
        assert "in step" in settled(archive)
        own_server.freeze()
        begun = time.monotonic()
        assert top(archive, 7) == "7"
        assert time.monotonic() - begun < 4
        begun = time.monotonic()
        assert len(unfound(archive, COUNT)) <= 1
        assert time.monotonic() - begun < 1
        begun = time.monotonic()
    assert time.monotonic() - begun < 8  # closing does not wait for it for ever


@pytest.mark.slow
def test_a_server_killed_while_it_is_filled_is_filled_on(tmp_path: Path, own_server: ChromaProcess) -> None:
    upserts = 0

    def kill_at_the_third(method: str, path: str) -> None:
        nonlocal upserts
        if path.endswith("/upsert"):
            upserts += 1
            if upserts == 3:
                own_server.kill()

    with TokenProxy(own_server) as proxy:
        proxy.before = kill_at_the_third
        place = ChromaServer(proxy.url)
        with opened(tmp_path / "archive", place) as archive:
            report = archive.sync(made_articles(1200))
            assert report.added == 1200
            assert any("is safe" in note for note in report.notes)
            assert len(unfound(archive, 1200)) <= 1
            own_server.start()
            archive.sync([])
            assert "in step" in archive.status().vectors
            assert archive.verify() == []
            assert len(unfound(archive, 1200)) <= 1


@pytest.mark.slow
def test_a_server_wiped_and_started_again_is_filled_again(tmp_path: Path, own_server: ChromaProcess) -> None:
    place = ChromaServer(own_server.url)
    with opened(filled(tmp_path / "archive", place, COUNT), place) as archive:
        assert "in step" in settled(archive)
        own_server.stop()
        shutil.rmtree(own_server.folder)
        own_server.start()
        assert len(unfound(archive, COUNT)) <= 1
        assert "in step" in settled(archive)
        assert archive.verify() == []


@pytest.mark.slow
def test_a_server_put_back_to_an_older_backup_is_not_believed(tmp_path: Path, own_server: ChromaProcess) -> None:
    place = ChromaServer(own_server.url)
    with opened(filled(tmp_path / "archive", place, COUNT), place) as archive:
        own_server.stop()
        shutil.copytree(own_server.folder, tmp_path / "older")
        own_server.start()
        archive.sync(made_articles(COUNT + 50))
        own_server.stop()
        shutil.rmtree(own_server.folder)
        shutil.copytree(tmp_path / "older", own_server.folder)
        own_server.start()
        assert top(archive, COUNT + 33) == str(COUNT + 33)
        assert "in step" in settled(archive)
        assert top(archive, COUNT + 33) == str(COUNT + 33)
        assert archive.verify() == []


# Tokens, certificates, and what goes over the network


def test_a_token_opens_the_proxy_and_is_nowhere_to_be_read(
    tmp_path: Path, server: ChromaProcess, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with TokenProxy(server, TOKEN) as proxy:
        place = ChromaServer(proxy.url, TOKEN)
        with opened(filled(tmp_path / "archive", place, 20), place) as archive:
            assert "in step" in settled(archive)
            assert top(archive, 7) == "7"
            assert TOKEN not in archive.status().vectors + str(archive.info()) + repr(place) + str(place)
    written = [path.read_bytes() for path in (tmp_path / "archive").rglob("*") if path.is_file()]
    assert not any(TOKEN.encode() in data for data in written)
    assert TOKEN not in caplog.text


@pytest.mark.parametrize("token", [None, "another-t0ken"])
def test_without_the_token_searches_are_exact_and_say_so(
    tmp_path: Path, server: ChromaProcess, token: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    with TokenProxy(server, TOKEN) as proxy:
        folder = filled(tmp_path / "archive", ChromaServer(proxy.url, TOKEN), 20)
        with opened(folder, ChromaServer(proxy.url, token)) as archive:
            assert "check the token" in settled(archive, "check the token")
            (problem,) = archive.verify()
            assert top(archive, 7) == "7"
            said = f"{archive.status().vectors} {problem} {caplog.text}"
            assert token is None or token not in said
        with opened(folder, ChromaServer(proxy.url, TOKEN)) as archive:
            assert "in step" in settled(archive)  # the refusals have not made it build anything anew


def test_tls_with_a_certificate_of_ones_own(tmp_path: Path, server: ChromaProcess, certificate: Path) -> None:
    with TokenProxy(server, TOKEN, certificate) as proxy:
        place = ChromaServer(proxy.url, TOKEN, ca=certificate)
        with opened(filled(tmp_path / "archive", place, 20), place) as archive:
            assert "in step" in settled(archive)
        with opened(tmp_path / "archive", ChromaServer(proxy.url, TOKEN)) as archive:
            assert "CERTIFICATE_VERIFY_FAILED" in settled(archive, "CERTIFICATE")
            assert top(archive, 7) == "7"
        asked = len(proxy.requests)
        with opened(tmp_path / "archive", ChromaServer(proxy.url, TOKEN, ca=certificate)) as archive:
            assert "in step" in settled(archive)
        assert len(proxy.requests) > asked


def test_certificates_that_are_none_are_said(tmp_path: Path, server: ChromaProcess) -> None:
    (tmp_path / "ca.pem").write_text("nothing of the kind")
    place = ChromaServer(server.url.replace("http:", "https:"), ca=tmp_path / "ca.pem")
    with opened(tmp_path / "archive", place) as archive:
        report = archive.sync(made_articles(5))
        assert "ca.pem cannot be read" in report.notes[-1]
        assert top(archive, 3) == "3"


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, place: ChromaServer) -> None:
    with opened(tmp_path / "archive", place) as archive:
        (tmp_path / "archive" / "chroma").write_text("in the way")
        report = archive.sync(made_articles(5))
        assert "cannot be written" in report.notes[-1]
        assert top(archive, 3) == "3"


def test_only_vectors_and_places_go_to_the_server(tmp_path: Path, server: ChromaProcess) -> None:
    with TokenProxy(server) as proxy:
        with opened(filled(tmp_path / "archive", ChromaServer(proxy.url), 20), ChromaServer(proxy.url)) as archive:
            settled(archive)
            top(archive, 3)
            row = collection_of(archive, ChromaServer(server.url)).get(limit=1, include=["documents", "metadatas"])
        asked = {path.partition("?")[0].split("default_database")[-1].rpartition("/")[2] for _, path in proxy.requests}
    assert row["documents"] == [None]
    assert set(row["metadatas"][0]) == {"article", "start", "end"}
    assert {name for name in asked if "-" not in name} == {"", "collections", "upsert", "count", "query"}
    assert {name for name in asked if name.endswith("checks")} == {"pre-flight-checks"}


@pytest.mark.parametrize(
    ("status", "body"),
    [(404, b"<h1>Not here</h1>"), (200, b"<h1>Welcome</h1>"), (302, b""), (500, b"oops"), (503, b"")],
)
def test_what_is_no_chroma_server_is_said_and_does_no_harm(
    tmp_path: Path, status: int, body: bytes, server: ChromaProcess
) -> None:
    with TokenProxy(server) as proxy:
        place = ChromaServer(proxy.url)
        folder = filled(tmp_path / "archive", place, 20)
        proxy.instead = (status, body)
        with opened(folder, place) as archive:
            assert top(archive, 7) == "7"
            assert "exact search while" in settled(archive, "localhost")
            assert proxy.url in archive.status().vectors
            proxy.instead = None
            archive.sync([])
            assert "in step" in archive.status().vectors


def test_hits_are_scored_by_the_library(tmp_path: Path, place: ChromaServer) -> None:
    with opened(filled(tmp_path / "archive", place, 50), place) as archive:
        assert "in step" in settled(archive)
        vector = WordEmbedder().embed_query("Report 7 Item7")
        hits = archive.nearest(vector, 10)
        held = archive._library.embeddings(hit.chunk_id for hit in hits)
        assert [hit.score for hit in hits] == [float(held[hit.chunk_id] @ vector) for hit in hits]
        assert np.all(np.diff([hit.score for hit in hits]) <= 0)
