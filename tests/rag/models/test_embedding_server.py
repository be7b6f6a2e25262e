"""Embeddings of an OpenAI-compatible server, against a real HTTP server that answers rightly, wrongly or not at all."""

import json
import re
import socket
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from index.errors import EmbeddingError, SettingsError
from rag.models.embedding_server import BATCH, RETRIES, ServerEmbedder, ServerOptions
from tests.conftest import WordEmbedder
from tests.embedding_server import Answer, EmbeddingServer, vectors_reply

KEY = "sk-very-secret"
TEXTS = [f"Report {number} on the bridge" for number in range(100)]


@pytest.fixture
def server() -> Iterator[EmbeddingServer]:
    with EmbeddingServer() as started:
        yield started


def embedder_of(server: EmbeddingServer, waits: list[float] | None = None, **options: Any) -> ServerEmbedder:
    """The client under test; waits between attempts are noted, not slept."""
    noted = [] if waits is None else waits
    return ServerEmbedder(server.url, "words-1", KEY, 5.0, ServerOptions(**options), pause=noted.append)


def failure(embedder: ServerEmbedder, texts: list[str] | None = None) -> str:
    """The message of the error that it raises, which never shows the key."""
    with pytest.raises(EmbeddingError) as error:
        embedder.embed_texts(texts or ["a bridge", "a ferry"])
    assert KEY not in str(error.value)
    return str(error.value)


def test_texts_become_unit_vectors_in_their_order_in_bounded_batches(server: EmbeddingServer) -> None:
    vectors = embedder_of(server).embed_texts(TEXTS)
    assert np.allclose(vectors, WordEmbedder().embed_texts(TEXTS), atol=1e-5)
    assert vectors.dtype == np.float32
    assert sorted(len(body["input"]) for body, _ in server.requests) == [4, BATCH, BATCH, BATCH]
    assert all(headers["authorization"] == f"Bearer {KEY}" for _, headers in server.requests)
    assert embedder_of(server).dimensions == 64
    assert embedder_of(server).embed_texts([]).shape == (0, 64)


def test_opening_asks_nobody() -> None:
    embedder = ServerEmbedder("http://127.0.0.1:9/v1", "words-1", KEY)
    assert embedder.name == "openai/words-1"


def test_instructions_go_before_texts_and_questions(server: EmbeddingServer) -> None:
    embedder = embedder_of(server, text_instruction="passage: ", query_instruction="query: ")
    embedder.embed_texts(["the bridge"])
    embedder.embed_query("which bridge?")
    assert server.texts == ["passage: the bridge", "query: which bridge?"]


def test_its_name_says_what_makes_its_vectors_and_neither_address_nor_key(server: EmbeddingServer) -> None:
    named = embedder_of(server, dimensions=32, text_instruction="passage: ", query_instruction="query: ").name
    assert named == "openai/words-1 dimensions=32 text_instruction='passage: '"
    assert embedder_of(server, embed_batch_size=4).name == "openai/words-1"


def test_shorter_vectors_are_asked_for(server: EmbeddingServer) -> None:
    vectors = embedder_of(server, dimensions=32).embed_texts(["the bridge"])
    assert vectors.shape == (1, 32)
    assert np.linalg.norm(vectors[0]) == pytest.approx(1.0)
    assert server.requests[0][0]["dimensions"] == 32


def test_texts_that_servers_refuse_are_sent_as_ones_that_they_take(server: EmbeddingServer) -> None:
    assert embedder_of(server).embed_texts(["", "half \ud800 a pair"]).shape == (2, 64)
    assert server.texts == [" ", "half ? a pair"]


def test_key_of_the_environment_is_not_sent_to_a_server_without_key(
    server: EmbeddingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-another-service")
    ServerEmbedder(server.url, "words-1").embed_query("the bridge")
    assert "sk-of-another-service" not in str(server.requests)


def sent(data: Any) -> Callable[[dict[str, Any]], Answer]:
    return lambda _: (200, data if isinstance(data, bytes) else json.dumps(data).encode(), {})


WRONG: dict[str, tuple[Callable[[dict[str, Any]], Answer], str]] = {
    "one vector too few": (lambda body: vectors_reply([[1.0, 2.0]] * (len(body["input"]) - 1)), "for 2 texts"),
    "one vector too many": (lambda body: vectors_reply([[1.0, 2.0]] * (len(body["input"]) + 1)), "for 2 texts"),
    "vectors of two lengths": (lambda _: vectors_reply([[1.0, 2.0], [1.0]]), "different lengths"),
    "no numbers": (lambda _: vectors_reply([["a", "b"], ["c", "d"]]), "no numbers"),
    "empty vectors": (lambda _: vectors_reply([[], []]), "for 2 texts"),
    "not a number": (lambda _: vectors_reply([[float("nan"), 1.0], [1.0, 1.0]]), "not finite"),
    "endless": (lambda _: vectors_reply([[float("inf"), 1.0], [1.0, 1.0]]), "not finite"),
    "enormous": (lambda _: vectors_reply([[1e300, 1e300], [1.0, 1.0]]), "not finite"),
    "nothing but nought": (lambda _: vectors_reply([[0.0, 0.0], [0.0, 0.0]]), "all nought"),
    "nested": (lambda _: vectors_reply([[[1.0]], [[1.0]]]), "for 2 texts"),
    "a web page": (sent(b"<html>Welcome</html>"), "answered with a web page.*DATELINE_EMBEDDING_URL"),
    "another JSON": (sent({"vectors": []}), "not JSON of the OpenAI API"),
    "a list": (sent([1, 2]), "not JSON of the OpenAI API"),
    "half a reply": (sent(b'{"data": [{"embed'), "not JSON of the OpenAI API"),
    "depth": (sent(b"[" * 200_000), "not JSON of the OpenAI API"),
    "an error within": (sent({"error": {"message": "model crashed"}}), "reported an error: model crashed"),
    "too long a text": (
        lambda _: (400, json.dumps({"error": {"message": "input too long"}}).encode(), {}),
        "did not accept the request.*input too long.*embedding model",
    ),
    "another key": (lambda _: (401, b"{}", {}), "refused the key.*DATELINE_EMBEDDING_KEY"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_reply_is_told_in_words(server: EmbeddingServer, name: str) -> None:
    server.misbehave, told = WRONG[name]
    message = failure(embedder_of(server))
    assert message.startswith(f"The embedding words-1 at {server.url} ")
    assert re.search(told, message), message


def test_an_unknown_model_is_told_with_those_that_there_are(server: EmbeddingServer) -> None:
    server.model = "words-2"
    message = failure(embedder_of(server))
    assert "The server has: words-2. Set DATELINE_EMBEDDING_MODEL to one of them." in message


def test_batches_of_different_lengths_are_refused(server: EmbeddingServer) -> None:
    server.misbehave = lambda body: vectors_reply([[1.0] * len(body["input"])] * len(body["input"]))
    assert "different lengths" in failure(embedder_of(server), TEXTS[:40])


def test_what_may_pass_is_tried_again_as_the_server_asks(server: EmbeddingServer) -> None:
    answers = iter([(503, b"{}", {}), (429, b"{}", {"Retry-After": "7"})])
    server.misbehave = lambda _: next(answers, None)
    waits: list[float] = []
    assert embedder_of(server, waits).embed_texts(["the bridge"]).shape == (1, 64)
    assert 0.2 < waits[0] < 0.8
    assert waits[1] == 7.0


def test_a_server_that_stays_away_is_given_up(server: EmbeddingServer) -> None:
    server.misbehave = lambda _: (503, b"{}", {})
    waits: list[float] = []
    assert "failed on the server's side (503)" in failure(embedder_of(server, waits))
    assert len(waits) == RETRIES
    assert waits[-1] > 4 * waits[0]


def test_a_question_does_not_wait_long(server: EmbeddingServer) -> None:
    server.misbehave = lambda _: (429, b"{}", {"Retry-After": "30"})
    waits: list[float] = []
    with pytest.raises(EmbeddingError, match="asks to wait 30 s"):
        embedder_of(server, waits).embed_query("the bridge")
    assert waits == []


def test_absent_server_is_named_with_what_to_start() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/v1"
    message = failure(ServerEmbedder(url, "nomic", KEY, pause=lambda _: None))
    assert "cannot be reached" in message
    assert "DATELINE_EMBEDDING_URL" in message


def test_a_reply_without_end_is_given_up(server: EmbeddingServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.models.embedding_server.REPLY_BYTES", 1_000_000)
    server.misbehave = lambda _: (200, b" " * 3_000_000, {})
    assert "sent over 1 MB" in failure(embedder_of(server))


@pytest.mark.parametrize("url", ["localhost:11434/v1", "ftp://host/v1", ""])
def test_address_that_cannot_be_one_is_refused_at_once(url: str) -> None:
    with pytest.raises(SettingsError, match="DATELINE_EMBEDDING_URL"):
        ServerEmbedder(url, "words-1")
