"""What every Chroma collection of ours has in common, wherever it lives."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.datatypes import Hit
from index.vectors.state import State

if TYPE_CHECKING:
    from chromadb import Collection

SEARCH_BREADTH = 200  # HNSW's ef; the recall that it gives is in BENCHMARKS.md
CONFIGURATION: dict[str, Any] = {"hnsw": {"space": "cosine", "ef_search": SEARCH_BREADTH}}


_importing = threading.Lock()


class UntrustedError(Exception):
    """The collection is not as we left it: it has to be built anew."""

    def __init__(self, reason: str, ours: bool = True) -> None:
        super().__init__(reason)
        self.ours = ours
        """Whether it may be removed: another archive's, or a copy's, may not."""


class UnreachableError(Exception):
    """The collection cannot be asked at the moment; nothing is known to be wrong with it."""


class Store(Protocol):
    """Where the collection lives, one generation of it after the other. Methods raise the two errors above."""

    words: str
    state_file: Path
    lock_file: Path
    exclusive: bool
    """Whether the process that has it open is the only one that may."""
    check_seconds: float
    """How long what was checked is believed."""
    most_rows: float
    """Beyond so many rows it is not used."""

    def create(self, generation: str) -> "Collection":
        """A new, empty collection."""

    def open(self, state: State) -> "Collection":
        """The collection of this state, if it is as we left it."""

    def begin(self, collection: "Collection") -> str:
        """The seal for as long as a writing lasts; it is in the state file before `mark` and the first write."""

    def mark(self, collection: "Collection", seal: str) -> None:
        """Say in the collection that it is being written."""

    def seal(self, state: State) -> str:
        """The seal after the last write."""

    def nearest(self, collection: "Collection", state: State, vector: NDArray[np.float32], top_k: int) -> list[Hit]:
        """The chunks of highest cosine similarity, best first."""

    def remove(self, generations: tuple[str, ...]) -> None:
        """Remove these generations, if they are there."""

    def destroy(self) -> None:
        """Remove the collection and its state."""

    def close(self) -> None:
        """Let go of whatever is open."""

    def translated(self, error: Exception) -> Exception:
        """What an exception of chromadb means: one of ours, or itself."""


def query(collection: "Collection", vector: NDArray[np.float32], top_k: int) -> list[Hit]:
    """Ask Chroma for the nearest chunks."""
    found = collection.query(query_embeddings=[vector], n_results=top_k, include=["distances"])
    distances = (found["distances"] or [[]])[0]
    return [Hit(int(chunk), 1.0 - distance) for chunk, distance in zip(found["ids"][0], distances, strict=True)]


def load_chromadb() -> None:
    """Import chromadb before any of its modules is: its modules import each other, and two threads that begin with
    different ones, as when an index is healed during a move, fail with a deadlock.
    """
    with _importing:
        import chromadb  # noqa: F401


def client_settings(**more: Any) -> Any:
    """Chroma's settings: no telemetry, and nothing taken from a `.env` file that lies about."""
    load_chromadb()
    from chromadb.config import Settings

    return Settings(_env_file=None, anonymized_telemetry=False, chroma_otel_collection_endpoint="", **more)


def refusing_function() -> Any:
    """An embedding function that refuses: vectors come from the library, and no text is ever embedded by Chroma."""
    load_chromadb()
    from chromadb import EmbeddingFunction
    from chromadb.utils.embedding_functions import register_embedding_function

    class Refusing(EmbeddingFunction):  # type: ignore[misc]
        def __init__(self) -> None:
            pass

        def __call__(self, input: Any) -> Any:  # noqa: ARG002 (Chroma checks the name)
            raise RuntimeError("Dateline embeds text itself.")

        @staticmethod
        def name() -> str:
            return "dateline-refusing"

        def get_config(self) -> dict[str, Any]:
            return {}

        @staticmethod
        def build_from_config(config: dict[str, Any]) -> "Refusing":  # noqa: ARG004
            return Refusing()

    register_embedding_function(Refusing)  # a server's collection names it, and chromadb warns of names unknown to it
    return Refusing()
