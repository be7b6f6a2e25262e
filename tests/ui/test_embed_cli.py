"""`dateline archive embed` and an embedding by setting, as a person uses them."""

import json
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.archive import Archive
from tests.command_line import START, dateline, dateline_process, environment, refused
from tests.conftest import WordEmbedder
from tests.embedding_server import EmbeddingServer

STORY = "# Bridge closed\n\nThe Orlen bridge was closed on Monday. Engineers found a crack in the northern pier.\n"


@pytest.fixture
def server() -> Iterator[EmbeddingServer]:
    with EmbeddingServer() as started:
        yield started


@pytest.fixture
def words(server: EmbeddingServer) -> dict[str, str]:
    """The settings that name the server's model."""
    return {
        "DATELINE_EMBEDDING": "openai",
        "DATELINE_EMBEDDING_URL": server.url,
        "DATELINE_EMBEDDING_MODEL": server.model,
        "DATELINE_EMBEDDING_KEY": "sk-secret",
    }


@pytest.fixture
def synced(tmp_path: Path) -> Path:
    """A folder with two articles, and their archive, made with the bundled model."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "bridge.md").write_text(STORY)
    (tmp_path / "news" / "festival.md").write_text(
        "# Festival opens\n\nSixty films compete at the Tidewater festival.\n"
    )
    assert dateline("sync", "news", "-a", "archive", cwd=tmp_path).returncode == 0
    return tmp_path


def test_the_refusal_names_the_command_and_the_command_works(synced: Path, words: dict[str, str]) -> None:
    asked = dateline("ask", "When was the bridge closed?", "-a", "archive", cwd=synced, **words)
    refused(asked, "'all-MiniLM-L6-v2/int8'", "'openai/words-1'", "dateline archive embed --archive archive")
    command = asked.stderr.split("dateline archive embed")[1].split()
    done = dateline("archive", "embed", *command, cwd=synced, **words)
    assert done.returncode == 0, done.stderr
    assert "2 chunks embedded, and switched from all-MiniLM-L6-v2/int8 to openai/words-1." in done.stdout
    answer = dateline("ask", "When was the bridge closed?", "-a", "archive", "--json", cwd=synced, **words)
    assert "Monday" in json.loads(answer.stdout)["text"]
    refused(dateline("ask", "When was the bridge closed?", "-a", "archive", cwd=synced), "dateline archive embed")
    again = dateline("archive", "embed", "-a", "archive", cwd=synced, **words)
    assert again.stdout == "The archive has the embedding openai/words-1, and keeps it.\n"
    back = json.loads(dateline("archive", "embed", "-a", "archive", "--json", cwd=synced).stdout)
    assert (back["switched"], back["chunks"], back["now"]) == (True, 2, "all-MiniLM-L6-v2/int8")


def test_a_new_archive_is_made_with_the_embedding_of_the_settings(
    synced: Path, words: dict[str, str], server: EmbeddingServer
) -> None:
    assert dateline("sync", "news", "-a", "other", cwd=synced, **words).returncode == 0
    assert any("Orlen bridge" in text for text in server.texts)
    server.requests.clear()
    assert "nothing changed" in dateline("sync", "news", "-a", "other", cwd=synced, **words).stdout
    assert server.requests == [], "nothing is asked where nothing is embedded"


def test_commands_that_embed_nothing_need_no_embedding(synced: Path, words: dict[str, str]) -> None:
    elsewhere = {**words, "DATELINE_EMBEDDING_URL": "http://127.0.0.1:9/v1"}
    for command in (
        ["archive", "info"], ["archive", "verify"], ["archive", "compact"], ["archive", "repair"], ["articles", "list"],
        ["archive", "backup", "backup.sqlite3"], ["articles", "export", "all.jsonl"],
    ):  # fmt: skip
        done = dateline(*command, "-a", "archive", cwd=synced, **elsewhere)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    assert dateline("archive", "restore", "backup.sqlite3", "-a", "new", cwd=synced, **elsewhere).returncode == 0
    info = json.loads(dateline("archive", "info", "-a", "new", "--json", cwd=synced, **elsewhere).stdout)
    assert (info["embedding"], info["next_embedding"]) == ("all-MiniLM-L6-v2/int8", None)


def findings(*arguments: str, cwd: Path, **variables: str) -> dict[str, dict[str, object]]:
    return {
        one["name"]: one for one in json.loads(dateline("doctor", "--json", *arguments, cwd=cwd, **variables).stdout)
    }


def test_doctor_says_which_embedding_it_is_and_whether_it_answers(
    synced: Path, words: dict[str, str], server: EmbeddingServer
) -> None:
    assert findings(cwd=synced)["embedding"]["what"] == "all-MiniLM-L6-v2/int8 works"
    found = findings("-a", "archive", cwd=synced, **words)
    assert found["embedding"]["what"] == "openai/words-1 answers, with vectors of 64 dimensions"
    assert not found["archive"]["fine"]
    assert "dateline archive embed" in str(found["archive"]["what"])
    dateline("archive", "embed", "-a", "archive", cwd=synced, **words)
    assert findings("-a", "archive", cwd=synced, **words)["archive"]["fine"]
    server.embedder.embed_texts = lambda texts: WordEmbedder().embed_texts([f"no {text} no" * 9 for text in texts])[
        :, ::-1
    ]  # type: ignore[method-assign]
    found = findings("-a", "archive", cwd=synced, **words)
    assert "another model goes by its name" in str(found["archive"]["what"])
    server.misbehave = lambda _: (401, b"{}", {})
    found = findings("-a", "archive", cwd=synced, **words)
    assert "refused the key (401)" in str(found["embedding"]["what"])
    assert "sk-secret" not in str(found)


def test_a_stopped_run_says_so_and_the_same_command_continues(
    tmp_path: Path, server: EmbeddingServer, words: dict[str, str]
) -> None:
    records = [{"id": f"r{n}", "title": f"Report {n}", "text": f"Item{n} was seen."} for n in range(600)]
    (tmp_path / "articles.jsonl").write_text("\n".join(map(json.dumps, records)))
    with Archive.open(tmp_path / "archive", WordEmbedder(), chroma=False) as archive:
        archive.sync([tmp_path / "articles.jsonl"])
        command = [*START, "archive", "embed", "-a", "archive"]
        with subprocess.Popen(
            command, cwd=tmp_path, env=environment(**words), stderr=subprocess.PIPE, text=True
        ) as running:
            while not archive.info().next_embedding or not len(server.requests) > 8:
                assert running.poll() is None
                time.sleep(0.02)
            running.send_signal(signal.SIGINT)
            _, told = running.communicate()
        assert running.returncode == 130
        assert "the same command continues" in told
        assert archive.status().embedding == "test/words"
    done = dateline_process("archive", "embed", "-a", "archive", cwd=tmp_path, **words)
    assert "switched from test/words to openai/words-1" in done.stdout
    assert int(done.stdout.split()[0]) < 600
