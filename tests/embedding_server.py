"""A real HTTP server with OpenAI's `/v1/embeddings`, whose vectors are a test model's, or what a test says."""

import json
from collections.abc import Callable
from typing import Any

from tests.conftest import WordEmbedder
from tests.local_server import LocalServer, QuietHandler

Answer = tuple[int, bytes, dict[str, str]]


class EmbeddingServer(LocalServer):
    """Listens on 127.0.0.1; `requests` records what came in, `misbehave` may answer in place of the model."""

    def __init__(self, model: str = "words-1", embedder: WordEmbedder | None = None) -> None:
        super().__init__(_Handler)
        self.model = model
        self.embedder = embedder or WordEmbedder()
        self.requests: list[tuple[dict[str, Any], dict[str, str]]] = []
        self.misbehave: Callable[[dict[str, Any]], Answer | None] = lambda _: None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    @property
    def texts(self) -> list[str]:
        return [text for body, _ in self.requests for text in body["input"]]


def vectors_reply(vectors: Any) -> Answer:
    """A reply with these vectors, as OpenAI would send it, the last first: they are numbered."""
    rows = [{"object": "embedding", "index": n, "embedding": vector} for n, vector in enumerate(vectors)][::-1]
    return 200, json.dumps({"object": "list", "data": rows}).encode(), {}


class _Handler(QuietHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._send((200, json.dumps({"data": [{"id": self.server.owner.model, "object": "model"}]}).encode(), {}))

    def do_POST(self) -> None:
        owner = self.server.owner
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        owner.requests.append((body, {name.lower(): value for name, value in self.headers.items()}))
        self._send(owner.misbehave(body) or self._answer(body))

    def _answer(self, body: dict[str, Any]) -> Answer:
        owner = self.server.owner
        if self.path != "/v1/embeddings" or body["model"] != owner.model:
            return 404, json.dumps({"error": {"message": "model not found"}}).encode(), {}
        # Ten times as long as they should be: who uses them makes them of length 1.
        return vectors_reply((10 * owner.embedder.embed_texts(body["input"]))[:, : body.get("dimensions")].tolist())

    def _send(self, answer: Answer) -> None:
        status, data, headers = answer
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)
