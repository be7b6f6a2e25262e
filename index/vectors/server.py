"""Chroma on a server: one collection for each archive, which other programs may change, lose or restore at any time.

A server keeps its own files whole, so nothing is sealed here; but it may be wiped, put back to an older backup, or be
written by a copy of the archive. Hence:

- the collection's metadata hold a stamp that changes with every writing, and the state file holds the same one: every
  search compares them (0.6 ms), so what somebody else did is noticed at once;
- the score of every hit is computed anew from the library's own vectors, which drops what the library does not know;
- count and a sample of vectors are compared whenever the collection is opened, and once a minute.

A copy of an archive finds another stamp after the first writing of either, and gets a collection of its own.
"""

import os
from contextlib import suppress
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.datatypes import Hit
from index.errors import ArchiveError
from index.store.library import Library
from index.vectors.collection import (
    CONFIGURATION,
    UnreachableError,
    UntrustedError,
    load_chromadb,
    query,
    refusing_function,
)
from index.vectors.connection import RefusedError, cleaned, connect
from index.vectors.place import ChromaServer
from index.vectors.state import State, read_state

if TYPE_CHECKING:
    from chromadb import Collection
    from chromadb.api.fastapi import FastAPI

SAMPLE = 20
"""Vectors looked up when the collection is checked."""
TOLERANCE = 0.01
"""How far a score may be off: Chroma computes in float32, and a wrong vector is off by far more."""


class ServerStore:
    """The collection on a server; searches by any number of processes, written by the one that has the lock."""

    exclusive = False
    check_seconds = 60.0
    most_rows: float = inf

    def __init__(self, folder: Path, library: Library, server: ChromaServer) -> None:
        self.words = f"Chroma server {server.url}"
        self.state_file = folder / f"server-{server.key}.json"
        self.lock_file = self.state_file.with_suffix(".lock")
        self._library = library
        self._server = server
        self._at: dict[str, Any] = {"tenant": server.tenant, "database": server.database}
        self._api: FastAPI | None = None

    def create(self, generation: str) -> "Collection":
        """A new, empty collection; the database is made where the server does not have it."""
        self._make_database()
        model = self._connected().create_collection(
            self._name(generation), configuration=_configuration(), metadata=self._metadata(""), **self._at
        )
        return self._collection(model)

    def open(self, state: State) -> "Collection":
        """The collection of this state, if nobody else has changed it; one that is half written can be written on."""
        if not state.seal:
            raise UntrustedError("it shall be built anew")
        collection = self._standing(state)
        if state.clean:
            self._check_rows(collection, state)
        return collection

    def begin(self, collection: "Collection") -> str:
        """The stamp that is there and the one that comes: who is killed in between finds either and can go on."""
        return f"{(collection.metadata or {})['stamp']} {os.urandom(8).hex()}".strip()

    def mark(self, collection: "Collection", seal: str) -> None:
        """Put the new stamp on the collection: whoever followed the former one knows that it changes."""
        collection.modify(metadata=self._metadata(seal.rsplit(maxsplit=1)[-1]))

    def seal(self, state: State) -> str:
        """The stamp, if the collection has it still and holds what it should."""
        self._check_rows(self._standing(state), state)
        return state.seal.rsplit(maxsplit=1)[-1]

    def nearest(self, collection: "Collection", state: State, vector: NDArray[np.float32], top_k: int) -> list[Hit]:  # noqa: ARG002
        """The chunks of highest cosine similarity, best first, each with its score by the library."""
        return self._confirmed(query(self._standing(state), vector, top_k), state, vector)

    def remove(self, generations: tuple[str, ...]) -> None:
        """Remove these generations, if they are there."""
        load_chromadb()
        from chromadb.errors import NotFoundError

        for generation in generations:
            with suppress(NotFoundError):
                self._connected().delete_collection(self._name(generation), **self._at)

    def destroy(self) -> None:
        """Remove the collection and its state."""
        state = read_state(self.state_file)
        if state is not None:
            generations = (*state.former, state.generation)
            try:
                self.remove(generations)
            except Exception as error:
                names = ", ".join(self._name(generation) for generation in generations)
                raise UnreachableError(f"{self.translated(error)}; what is left there is {names}") from None
        self.state_file.unlink(missing_ok=True)

    def ping(self) -> None:
        """Ask the server for the database, which need not be there yet; raises what any call raises."""
        load_chromadb()
        from chromadb.errors import NotFoundError

        with suppress(NotFoundError):
            self._connected().get_database(self._server.database, self._server.tenant)

    def close(self) -> None:
        """Close the connections."""
        api, self._api = self._api, None
        if api is not None:
            with suppress(Exception):
                api._session.close()

    def translated(self, error: Exception) -> Exception:
        """What an exception of chromadb or httpx means; its words are the server's, and are cleaned of the token."""
        import httpx

        load_chromadb()
        from chromadb.errors import ChromaError, NotFoundError

        said = cleaned(error, self._server.token)
        if isinstance(error, UntrustedError | UnreachableError | ArchiveError | OSError):
            return error  # ours, or of our own disk
        if isinstance(error, NotFoundError):
            return UntrustedError("it is not on the server any more", ours=False)
        if isinstance(error, RefusedError | httpx.HTTPError):
            return UnreachableError(f"the server {self._server.url} {_failure(error, said)}")
        if isinstance(error, ChromaError):
            return UntrustedError(f"the server failed ({said})")
        return UnreachableError(f"the server {self._server.url} does not answer as a Chroma server does ({said})")

    # Inside

    def _connected(self) -> "FastAPI":
        if self._api is None:
            self._api = connect(self._server)
        return self._api

    def _standing(self, state: State) -> "Collection":
        """The collection with the stamp of this state."""
        model = self._connected().get_collection(self._name(state.generation), **self._at)
        found = model.metadata or {}
        if found.get("archive") != self._archive() or found.get("stamp") not in state.seal.split():
            raise UntrustedError("it was written by another copy of the archive, or put back to an older state", False)
        return self._collection(model)

    def _check_rows(self, collection: "Collection", state: State) -> None:
        expected, found = self._library.count_chunks(), collection.count()
        if self._library.position() != state.position:
            return  # a sync is running: what should be there is not known
        if found != expected:
            raise UntrustedError(f"it held another number of rows ({found}) than the library ({expected})")
        sample = [np.nan_to_num(vector) for vector in self._library.sample_embeddings(SAMPLE)]
        found = [self._confirmed(query(collection, vector, 1), state, vector) for vector in sample]
        missed = sum(not hits or hits[0].score < 1 - TOLERANCE for hits in found)
        if missed > len(sample) / 10:
            raise UntrustedError(f"it does not find {missed} of {len(sample)} sampled vectors")

    def _confirmed(self, hits: list[Hit], state: State, vector: NDArray[np.float32]) -> list[Hit]:
        """The hits with their scores by the library; those that it does not know are left out."""
        held = self._library.embeddings(hit.chunk_id for hit in hits)
        known = [(hit, float(held[hit.chunk_id] @ vector)) for hit in hits if hit.chunk_id in held]
        right = all(abs(hit.score - score) <= TOLERANCE for hit, score in known)
        if not right or (len(known) < len(hits) and self._library.position() == state.position):
            raise UntrustedError("it held other vectors than the library")
        return [Hit(hit.chunk_id, score) for hit, score in sorted(known, key=lambda pair: -pair[1])]

    def _collection(self, model: Any) -> "Collection":
        load_chromadb()
        from chromadb import Collection

        return Collection(self._connected(), model, embedding_function=refusing_function())

    def _make_database(self) -> None:
        load_chromadb()
        from chromadb.errors import ChromaError, NotFoundError

        api = self._connected()
        try:
            api.get_database(self._server.database, self._server.tenant)
        except NotFoundError:
            with suppress(ChromaError):  # the tenant is there already
                api.create_tenant(self._server.tenant)
            api.create_database(self._server.database, self._server.tenant)

    def _name(self, generation: str) -> str:
        return f"dateline-{self._archive()}-{generation.removeprefix('generation-')}"

    def _metadata(self, stamp: str) -> dict[str, str]:
        return {"archive": self._archive(), "stamp": stamp}

    def _archive(self) -> str:
        return str(self._library.database.value("SELECT value FROM meta WHERE key = 'id'"))


def _configuration() -> Any:
    return CONFIGURATION | {"embedding_function": refusing_function()}


def _failure(error: Exception, said: str) -> str:
    return said if isinstance(error, RefusedError) else f"does not answer ({said or type(error).__name__})"
