"""The Chroma vector index, derived from the library and never trusted.

Embedded Chroma rewrites its HNSW files in place: a process killed at that moment leaves a collection that raises,
answers from what is left, or crashes whoever opens it, and a second process on the folder loses rows without a word.
Hence:

- one process owns the folder (a lock); the others search exactly (`exact.py`);
- `state.json` says "dirty" before the first write and "clean" after the last, with the digests of the HNSW files and
  how far the index has followed the library;
- a folder that is dirty, or differs from its digests, is never opened: the index is rebuilt in a new folder from the
  embeddings that the library holds (about 4,000 vectors a second), while searches are answered exactly.
"""

import atexit
import json
import logging
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from index.datatypes import Hit
from index.errors import ArchiveError
from index.store.library import Library, Position

if TYPE_CHECKING:
    from chromadb import Collection
    from chromadb.api import ClientAPI

logger = logging.getLogger("dateline")

COLLECTION = "chunks"
BATCH = 250  # rows a call, as Chroma's documentation recommends; a kill loses nothing, and a stop waits for one batch
SEARCH_BREADTH = 200  # HNSW's ef; the recall that it gives is in BENCHMARKS.md
SEALED = ("*.bin", "*.pickle")  # the HNSW files; Chroma's own SQLite file changes on every opening


@dataclass(frozen=True, slots=True)
class State:
    """What `state.json` holds: which generation is current, how far it followed the library, and its seal."""

    generation: str
    clean: bool
    last_chunk: int
    last_removal: int
    removed: int = 0
    """Rows deleted since the generation was built: HNSW never frees them."""
    seal: str = ""
    embedding: int = 0

    @property
    def position(self) -> Position:
        """The library position that the index has followed to."""
        return Position(self.last_chunk, self.last_removal, self.embedding)


class ChromaVectors:
    """The chunks' vectors in a persistent Chroma collection, in step with the library whenever `ready` says so."""

    def __init__(self, folder: Path, library: Library) -> None:
        self._folder = folder
        self._library = library
        self._owner = FileLock(folder / "owner.lock", timeout=0, thread_local=False)
        self._writing = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._client: ClientAPI | None = None
        self._collection: Collection | None = None
        self._state: State | None = None
        self.problem: str | None = None
        """Why Chroma is not in use at the moment, in words."""
        atexit.register(self.close)  # a program that ends without closing must not cut off a write

    @property
    def ready(self) -> bool:
        """Whether the index is open and follows the library to its present position."""
        return self._collection is not None and self._state is not None and self._in_step(self._state)

    def nearest(self, vector: NDArray[np.float32], top_k: int) -> list[Hit] | None:
        """The chunks of highest cosine similarity, best first; None when the index is not ready or fails."""
        collection = self._collection
        if collection is None or not self.ready:
            return None
        try:
            found = collection.query(query_embeddings=[vector], n_results=top_k, include=["distances"])
        except Exception as error:  # chromadb's bindings raise what they like; every one of them means "rebuild"
            logger.warning("Chroma failed (%s): searching exactly while its index is rebuilt.", error)
            self._discard(f"its last search failed ({error})")
            return None
        distances = (found["distances"] or [[]])[0]
        return [Hit(int(chunk), 1.0 - distance) for chunk, distance in zip(found["ids"][0], distances, strict=True)]

    def follow_in_background(self) -> None:
        """Bring the index in step with the library in a thread of its own, unless one is at it already."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._follow_quietly, name="dateline-chroma", daemon=True)
            self._thread.start()

    def follow(self) -> Iterator[tuple[int, int]]:
        """Bring the index in step with the library; yields (rows done, rows to do). Does nothing for who is not owner.

        Raises ArchiveError when Chroma cannot be written, such as on a full disk.
        """
        with self._writing:
            if not self._owned():  # asked by one thread at a time: a lock held by the other looks like another process
                return
            try:
                yield from self._follow()
                self.problem = None
            except (ArchiveError, GeneratorExit):
                raise
            except Exception as error:  # see `nearest`
                self._close_client()
                self._state = None
                self.problem = f"it could not be written ({error})"
                raise ArchiveError(
                    f"The Chroma index in {self._folder} could not be written ({error}). The archive itself is safe "
                    "and is searched without it; check the disk, then sync again to rebuild the index."
                ) from error

    def close(self) -> None:
        """Stop following, close Chroma and give up the folder."""
        atexit.unregister(self.close)
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
        self._close_client()
        self._owner.release()

    # Following the library

    def _follow(self) -> Iterator[tuple[int, int]]:
        state = self._opened()
        target = self._library.position()
        if self._in_step(state):
            return
        if state.embedding != target.embedding:
            state = self._new_generation("the archive has another embedding now")
        elif state.removed > self._library.count_chunks():  # more dead rows than living ones: build it anew
            state = self._new_generation(f"{state.removed} removed rows")
        state = self._save(replace(state, clean=False))
        removed = self._library.removals_after(state.last_removal)
        gone = [str(chunk) for chunk in removed if chunk <= state.last_chunk]
        for start in range(0, len(gone), BATCH):
            self._use().delete(ids=gone[start : start + BATCH])
        state = replace(state, last_removal=target.last_removal, removed=state.removed + len(gone))
        last = state.last_chunk
        for added, done, total in self._add_after(last):
            last = added
            yield done, total
        self._finish(replace(state, last_chunk=last if self._stop.is_set() else max(last, target.last_chunk)))

    def _add_after(self, number: int) -> Iterator[tuple[int, int, int]]:
        """Add the chunks after this number, batch by batch; yields (last number added, rows done, rows to do)."""
        total, done = self._library.count_chunks(), 0
        while not self._stop.is_set():
            block = self._library.embeddings_after(number, BATCH)
            numbers = block.numbers
            if not len(numbers):
                return
            places = self._library.places(numbers)  # a chunk removed since is in one answer and not in the other
            kept = [row for row, chunk in enumerate(numbers) if int(chunk) in places]
            if kept:
                self._use().upsert(
                    ids=[str(numbers[row]) for row in kept],
                    embeddings=block.matrix[kept],
                    metadatas=[_metadata(*places[int(numbers[row])]) for row in kept],
                )
            number, done = int(numbers[-1]), done + len(numbers)
            yield number, done, max(total, done)

    def _finish(self, state: State) -> None:
        """Mark the index clean if it holds as many rows as the library; else leave it dirty, to be rebuilt."""
        expected, found = self._library.count_chunks(), self._use().count()
        if found == expected or self._library.position() != state.position:
            self._save(replace(state, clean=True, seal=_seal(self._folder / state.generation)))
        else:
            self._discard(f"it held {found} rows where the library has {expected}")

    def _follow_quietly(self) -> None:
        try:
            for _ in self.follow():
                pass
        except ArchiveError as error:
            logger.warning("%s", error)

    # Opening, rebuilding, closing

    def _owned(self) -> bool:
        if self._owner.is_locked:
            return True
        try:
            self._folder.mkdir(exist_ok=True)
            self._owner.acquire()
        except Timeout:
            self.problem = "another process has it open"
        except OSError as error:
            self.problem = f"its folder cannot be written ({error})"
        return self._owner.is_locked

    def _in_step(self, state: State) -> bool:
        return state.clean and state.position == self._library.position()

    def _opened(self) -> State:
        """Open the current generation, or a new one when there is none that can be trusted."""
        if self._collection is not None and self._state is not None and self._state.clean:
            return self._state
        state = self._read_state()
        if state is None:
            return self._new_generation("there was none")
        if not state.clean:
            return self._new_generation("a write was interrupted")
        if state.seal != _seal(self._folder / state.generation):
            return self._new_generation("its files were changed or damaged")
        try:
            self._open_client(state.generation)
            if self._use().count() == 0 < state.last_chunk - state.removed:
                raise ValueError("it is empty")
        except Exception as error:  # see `nearest`
            return self._new_generation(f"it could not be opened ({error})")
        self._state = state
        return state

    def _new_generation(self, reason: str) -> State:
        self._close_client()
        if reason != "there was none":
            logger.warning("Rebuilding the Chroma index in %s from the library: %s.", self._folder, reason)
        for old in self._folder.glob("generation-*"):
            shutil.rmtree(old, ignore_errors=True)
        generation, now = f"generation-{os.urandom(4).hex()}", self._library.position()
        state = self._save(
            State(generation, False, last_chunk=0, last_removal=now.last_removal, embedding=now.embedding)
        )
        self._open_client(generation)
        return state

    def _open_client(self, generation: str) -> None:
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        self._client = chromadb.PersistentClient(path=str(self._folder / generation), settings=settings)
        self._collection = self._client.get_or_create_collection(
            COLLECTION,
            # Without one given, Chroma would download a model the first time it is handed a text.
            embedding_function=_refusing_function(),
            configuration={"hnsw": {"space": "cosine", "ef_search": SEARCH_BREADTH}},
        )

    def _close_client(self) -> None:
        client, self._client, self._collection = self._client, None, None
        if client is not None:
            with suppress(Exception):  # a broken client may not close; nothing more can be done with it
                client.close()

    def _discard(self, reason: str) -> None:
        """Give up the current generation: the next `follow` builds a new one."""
        self.problem = reason
        if self._state is not None:
            with suppress(OSError):  # a full disk; should the index be trusted again, its next search fails again
                self._save(replace(self._state, clean=False))
        self._close_client()

    def _use(self) -> "Collection":
        if self._collection is None:
            raise RuntimeError("the collection was closed")
        return self._collection

    def _read_state(self) -> State | None:
        try:
            return State(**json.loads((self._folder / "state.json").read_text()))
        except (OSError, ValueError, TypeError):
            return None

    def _save(self, state: State) -> State:
        """Write `state.json` in one step, on disk before anything that follows."""
        temporary = self._folder / "state.json.new"
        with temporary.open("w") as file:
            json.dump(asdict(state), file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self._folder / "state.json")
        self._state = state
        return state


def _metadata(article_id: str, start: int, end: int) -> dict[str, str | int]:
    return {"article": article_id, "start": start, "end": end}


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


def _refusing_function() -> Any:
    """An embedding function that refuses: vectors come from the library, and no text is ever embedded by Chroma."""
    from chromadb import EmbeddingFunction

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

    return Refusing()
