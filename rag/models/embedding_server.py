"""An embedding of an OpenAI-compatible server (OpenAI, Ollama, vLLM, llama.cpp) as our Embedder.

Texts go out in small batches, some at a time, with our own retries; what comes back is checked number by number, so
that a wrong or broken server never fills an archive with vectors that mean nothing.
"""

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from index.embed import Vectors, unit_vectors
from index.errors import EmbeddingError
from rag.models.llm_errors import EMBEDDING, CallError, NotAnApiError
from rag.models.model_server import ModelServer

if TYPE_CHECKING:
    from openai import OpenAI

BATCH = 32  # texts a request: more is refused by some servers as they come (text-embeddings-inference)
AT_ONCE = 4  # requests that wait for the server at the same time
RETRIES, QUESTION_RETRIES = 5, 2
FIRST_WAIT = 0.5
"""Seconds before the first retry, doubled for the next, give or take half."""
REPLY_BYTES = 64_000_000  # a batch of 32 vectors of 4,096 numbers takes 3


class ServerOptions(BaseModel):
    """What some models want besides."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    dimensions: int | None = Field(default=None, ge=1)
    """Asks a model that can for vectors of this length."""
    text_instruction: str = ""
    """Put before every text, such as "search_document: "."""
    query_instruction: str = ""
    """Put before every question."""
    embed_batch_size: int = Field(default=BATCH, ge=1, le=2048)
    """Texts a request."""


class ServerEmbedder:
    """A model behind `/embeddings`.

    `timeout` is how long to wait for the server with one batch, in seconds. Raises SettingsError if the URL cannot be
    one.
    """

    def __init__(
        self,
        url: str,
        model: str,
        key: str | None = None,
        timeout: float = 60.0,
        options: ServerOptions = ServerOptions(),  # noqa: B008 (a frozen value)
        *,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._server = ModelServer(url, key, timeout, EMBEDDING)
        self._model, self._options, self._pause = model, options, pause
        self._wanted: dict[str, Any] = {} if options.dimensions is None else {"dimensions": options.dimensions}
        self.url = self._server.url
        self.name = embedding_name(
            "openai", model, dimensions=options.dimensions, text_instruction=options.text_instruction
        )

    @cached_property
    def dimensions(self) -> int:
        """The length of its vectors, found by embedding a word when it is wanted: opening asks nobody."""
        return int(self.embed_query("length").shape[0])

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        """See `index.embed.Embedder`. Raises EmbeddingError."""
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        size, before = self._options.embed_batch_size, self._options.text_instruction
        batches = [texts[start : start + size] for start in range(0, len(texts), size)]
        with self._server.client() as client, ThreadPoolExecutor(AT_ONCE, "dateline-embedding") as threads:
            found = list(threads.map(lambda batch: self._embed(client, before, batch, RETRIES), batches))
        if len({vectors.shape[1] for vectors in found}) > 1:
            raise self._told(CallError("gave vectors of different lengths. Is the server one server, with one model?"))
        return np.concatenate(found)

    def embed_query(self, text: str) -> Vectors:
        """See `index.embed.Embedder`. Raises EmbeddingError."""
        with self._server.client() as client:
            vector: Vectors = self._embed(client, self._options.query_instruction, [text], QUESTION_RETRIES)[0]
        return vector

    def _embed(self, client: "OpenAI", instruction: str, texts: Sequence[str], retries: int) -> Vectors:
        """The vectors of one batch, tried again while the failure may pass. Raises EmbeddingError."""
        # An empty text is refused by OpenAI, and half a surrogate pair cannot be sent.
        sent = [(instruction + text).encode("utf-8", "replace").decode() or " " for text in texts]
        deadline, attempt = time.monotonic() + retries * self._server.timeout, 0
        while True:
            try:
                return self._ask(client, sent)
            except CallError as failure:
                wait = _wait(failure, attempt) if attempt < retries else None
                if wait is None or time.monotonic() + wait > deadline:
                    raise self._told(failure) from None
            self._pause(wait)
            attempt += 1

    def _ask(self, client: "OpenAI", texts: list[str]) -> Vectors:
        """One request; raises CallError."""
        try:
            with client.embeddings.with_streaming_response.create(
                model=self._model, input=texts, encoding_format="float", **self._wanted
            ) as response:
                reply = b"".join(self._bounded(response.iter_bytes())).decode("utf-8", "replace")
        except CallError:
            raise
        except Exception as error:  # the client and the connection below it raise what they like
            raise self._server.explain(error) from error
        try:
            return unit_vectors(_rows(json.loads(reply)), len(texts))
        except NotAnApiError as error:
            raise self._server.explain(error) from error
        except (json.JSONDecodeError, RecursionError) as error:
            raise self._server.explain(NotAnApiError(reply)) from error
        except ValueError as error:
            raise CallError(f"gave {error}. Is it an embedding model?") from error

    def _bounded(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        """The reply as it comes, not beyond a size and a time in which every server has sent it."""
        deadline, size = time.monotonic() + self._server.timeout, 0
        for block in blocks:
            size += len(block)
            if size > REPLY_BYTES:
                raise CallError(f"sent over {REPLY_BYTES // 1_000_000} MB for one batch. Is it an embedding model?")
            if time.monotonic() > deadline:
                raise CallError("was not done in time. Raise DATELINE_EMBEDDING_TIMEOUT if it is only slow.")
            yield block

    def _told(self, failure: CallError) -> EmbeddingError:
        return EmbeddingError(self._server.hide_key(f"The embedding {self._model} at {self.url} {failure}"))


def embedding_name(family: str, model: str, **shaping: object) -> str:
    """The name under which an archive records an embedding: all that makes its stored vectors what they are."""
    return f"{family}/{model}" + "".join(f" {name}={value!r}" for name, value in shaping.items() if value)


def _wait(failure: CallError, attempt: int) -> float | None:
    """Seconds until the next attempt, or None if there shall be none."""
    if not failure.passing:
        return None
    return FIRST_WAIT * 2**attempt * random.uniform(0.5, 1.5) if failure.wait is None else failure.wait  # noqa: S311


def _rows(reply: Any) -> list[Any]:
    """The vectors in a reply, in the order that it numbers them in. Raises NotAnApiError."""
    if isinstance(reply, dict) and reply.get("error"):
        raise NotAnApiError("", reply["error"])
    data = reply.get("data") if isinstance(reply, dict) else None
    if not isinstance(data, list) or not all(isinstance(row, dict) and "embedding" in row for row in data):
        raise NotAnApiError("no embeddings")
    return [row["embedding"] for row in sorted(data, key=_index)]


def _index(row: dict[str, Any]) -> int:
    index = row.get("index")
    return index if isinstance(index, int) else 0
