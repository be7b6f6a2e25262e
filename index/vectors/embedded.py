"""Chroma embedded: the collection lives in the archive's folder, and one process owns it.

Embedded Chroma rewrites its HNSW files in place: a process killed at that moment leaves a collection that raises,
answers from what is left, or crashes whoever opens it, and a second process on the folder loses rows without a word.
Hence one owner (a lock), and a seal: the digests of the HNSW files. A folder that is dirty, or differs from its seal,
is never opened.
"""

import shutil
from contextlib import suppress
from hashlib import blake2b
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.datatypes import Hit
from index.store.library import Position
from index.vectors.collection import (
    CONFIGURATION,
    UntrustedError,
    client_settings,
    load_chromadb,
    query,
    refusing_function,
)
from index.vectors.state import EMBEDDED_STATE, State, read_state

if TYPE_CHECKING:
    from chromadb import Collection
    from chromadb.api import ClientAPI

COLLECTION = "chunks"
SEALED = ("*.bin", "*.pickle")  # the HNSW files; Chroma's own SQLite file changes on every opening


class EmbeddedStore:
    """The collection in a folder of its own for each generation; only the owner of the lock calls any of this."""

    words = "Chroma"
    exclusive = True
    check_seconds = inf
    # Chroma holds all rows in memory, 1.8 KB each: a million would fill the 2 GB that a sync may take. Exact search has
    # them in 0.4 KB and takes about 0.1 s for a million (BENCHMARKS.md).
    most_rows: float = 500_000

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._client: ClientAPI | None = None
        self.state_file = folder / EMBEDDED_STATE
        self.lock_file = folder / "owner.lock"

    def create(self, generation: str) -> "Collection":
        """A new, empty collection; what was there before is removed first, since it takes as much room."""
        self.close()
        self._clear()
        return self._open(generation)

    def open(self, state: State) -> "Collection":
        """The collection of this state, if its files are as we left them."""
        if not state.clean:
            raise UntrustedError("a write was interrupted")
        if state.seal != _seal(self._folder / state.generation):
            raise UntrustedError("its files were changed or damaged")
        collection = self._open(state.generation)
        if collection.count() == 0 < state.last_chunk - state.removed:
            raise UntrustedError("it is empty")
        return collection

    def stands(self, position: Position) -> bool:
        """Whether a collection is there that follows the library to this position, its files as we left them."""
        state = read_state(self.state_file)
        if state is None or not state.clean or state.position != position:
            return False
        generation = self._folder / state.generation
        return generation.is_dir() and state.seal == _seal(generation)

    def begin(self, collection: "Collection") -> str:  # noqa: ARG002
        """No seal: a folder that is dirty is not opened again."""
        return ""

    def mark(self, collection: "Collection", seal: str) -> None:
        """Nothing to mark in a folder that nobody else opens."""

    def seal(self, state: State) -> str:
        """The digests of the files."""
        return _seal(self._folder / state.generation)

    def nearest(self, collection: "Collection", state: State, vector: NDArray[np.float32], top_k: int) -> list[Hit]:  # noqa: ARG002
        """The chunks of highest cosine similarity, best first."""
        return query(collection, vector, top_k)

    def remove(self, generations: tuple[str, ...]) -> None:
        """Nothing to do: `create` has removed all that were there."""

    def destroy(self) -> None:
        """Remove the collection and its state."""
        self.state_file.unlink(missing_ok=True)  # first: a state without its files would be a damage
        self._clear()

    def close(self) -> None:
        """Close Chroma."""
        client, self._client = self._client, None
        if client is not None:
            with suppress(Exception):  # a broken client may not close; nothing more can be done with it
                client.close()

    def translated(self, error: Exception) -> Exception:
        """Chroma's bindings raise what they like; every one of them means "rebuild"."""
        return error

    def _clear(self) -> None:
        for old in self._folder.glob("generation-*"):
            shutil.rmtree(old, ignore_errors=True)

    def _open(self, generation: str) -> "Collection":
        load_chromadb()
        import chromadb

        self.close()
        self._client = chromadb.PersistentClient(path=str(self._folder / generation), settings=client_settings())
        # Without a function given, Chroma would download a model the first time it is handed a text.
        return self._client.get_or_create_collection(
            COLLECTION, embedding_function=refusing_function(), configuration=CONFIGURATION
        )


def _seal(folder: Path) -> str:
    """A digest of the HNSW files: damaged ones crash the process, so they are compared before Chroma opens them.

    Below a thousand rows Chroma keeps them in SQLite and never reads its HNSW files; every opening then leaves other
    bytes in `length.bin`. They count from when `index_metadata.pickle` is written with them.
    """
    digest = blake2b(digest_size=16)
    written = [metadata.parent for metadata in folder.rglob("index_metadata.pickle")]
    for path in sorted(path for parent in written for pattern in SEALED for path in parent.rglob(pattern)):
        digest.update(str(path.relative_to(folder)).encode())
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()
