"""One Chroma collection made to follow the library.

The state file says "dirty" before the first write and "clean" after the last, with a seal that tells whether anyone
else changed the collection since, and how far it has followed. A collection that cannot be trusted is built anew, as a
new generation, from the embeddings that the library holds (about 4,000 vectors a second).
"""

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from filelock import FileLock

from index.errors import ArchiveError
from index.store.library import Library
from index.vectors.collection import Store, UnreachableError, UntrustedError
from index.vectors.state import State, read_state, write_state
from index.vectors.strays import stray_rows

if TYPE_CHECKING:
    from chromadb import Collection

logger = logging.getLogger("dateline")

BATCH = 250  # rows a call, as Chroma's documentation recommends; a kill loses nothing, and a stop waits for one batch
# Dead rows to living ones beyond which it is built anew. HNSW never frees them, and does not link what is added while
# nearly all others are dead: of 450 rows that replaced 500, up to a tenth were then found by no search.
MOST_DEAD = 0.5
SAVED_BATCHES = 20  # after so many, what a killed process need not do again is written down
ASKED_FOR = ("there was none", "it shall be built anew")


class Follower:
    """The collection in one store, in step with the library whenever it is `ready`; written under the store's lock."""

    def __init__(self, folder: Path, library: Library, store: Store, stop: threading.Event) -> None:
        self.store = store
        self.lock = FileLock(store.lock_file, timeout=0, thread_local=False)
        self.state: State | None = None
        self.collection: Collection | None = None
        self._folder = folder
        self._library = library
        self._stop = stop
        self._distrusted = ""
        self._checked = 0.0

    @property
    def ready(self) -> bool:
        """Whether the collection is open and follows the library to its present position."""
        return self.collection is not None and self.state is not None and self._in_step(self.state)

    @property
    def believed(self) -> bool:
        """Whether it was checked a short while ago, as far as anyone else can change it."""
        return monotonic() - self._checked <= self.store.check_seconds

    def follow(self) -> Iterator[tuple[int, int]]:
        """Bring the collection in step, anew if it proves wrong meanwhile; yields (rows done, rows to do)."""
        try:
            yield from self._follow()
        except Exception as error:  # chromadb raises what it likes
            if not isinstance(found := self.store.translated(error), UntrustedError):
                raise
            self.discard(str(found))
            yield from self._follow()

    def discard(self, reason: str) -> None:
        """Give up the current generation: the next `follow` builds a new one."""
        if self.state is not None:
            self._distrusted = self.state.generation
            if self.lock.is_locked:
                with suppress(OSError):  # a full disk; should the index be trusted again, its next search fails again
                    self._save(replace(self.state, clean=False, seal=""))
        if reason:
            logger.warning("The vectors of %s in %s are not used: %s.", self._folder.parent, self.store.words, reason)
        self.drop()

    def drop(self) -> None:
        """Let go of the collection; the next `follow` opens it again."""
        self.collection = None
        if self.store.exclusive:  # a server's connections may be in use by other threads
            self.store.close()

    def close(self) -> None:
        """Let go of everything."""
        self.collection = None
        self.store.close()
        self.lock.release()

    # Following the library

    def _follow(self) -> Iterator[tuple[int, int]]:
        state = self._opened()
        target = self._library.position()
        if self._in_step(state):
            return
        if state.embedding != target.embedding:
            state = self._new_generation("the archive has another embedding now", state)
        elif (dead := state.removed + len(self._gone(state))) > MOST_DEAD * self._library.count_chunks():
            state = self._new_generation(f"too many rows were removed from it ({dead})", state)
        gone = self._gone(state)
        state = self._save(replace(state, clean=False, seal=self.store.begin(self._use()), former=()))
        self.store.mark(self._use(), state.seal)
        for start in range(0, len(gone), BATCH):
            self._use().delete(ids=gone[start : start + BATCH])
        state = replace(state, last_removal=target.last_removal, removed=state.removed + len(gone))
        last = state.last_chunk
        for number, (added, done, total) in enumerate(self._add_after(last), start=1):
            last = added
            if number % SAVED_BATCHES == 0:
                self._save(replace(state, last_chunk=last))
            yield done, total
        strays = stray_rows(self._use(), self._library, state, last)
        last = last if self._stop.is_set() else max(last, target.last_chunk)
        self._finish(replace(state, last_chunk=last, strays=strays))

    def _gone(self, state: State) -> list[str]:
        """Rows that the library has no more; a collection that was not finished may hold some beyond its position."""
        removed = self._library.removals_after(state.last_removal)
        return [str(chunk) for chunk in removed if chunk <= state.last_chunk or not state.clean]

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
        """Mark the index clean if it holds as many rows as the library."""
        expected, found = self._library.count_chunks(), self._use().count()
        if found != expected and self._library.position() == state.position:
            raise UntrustedError(f"it held another number of rows ({found}) than the library ({expected})")
        self._save(replace(state, clean=True, seal=self.store.seal(state)))
        self._checked = monotonic()

    # Opening, and building anew

    def _in_step(self, state: State) -> bool:
        return state.clean and state.position == self._library.position()

    def _opened(self) -> State:
        """Open the current generation, or a new one when there is none that can be trusted."""
        state = read_state(self.store.state_file)
        if state is None:
            return self._new_generation("there was none", None)
        if self.collection is not None and state.clean and state == self.state and self.believed:
            return state
        try:
            if state.generation == self._distrusted:
                raise UntrustedError("it shall be built anew")
            self.collection = self.store.open(state)
        except Exception as error:
            found = self.store.translated(error)
            if isinstance(found, UnreachableError | ArchiveError):
                raise found from None
            if not isinstance(found, UntrustedError):
                found = UntrustedError(f"it could not be opened ({found})")
            return self._new_generation(str(found), state if found.ours else None)
        self.state, self._checked = state, monotonic()
        return state

    def _new_generation(self, reason: str, former: State | None) -> State:
        self.drop()
        if reason not in ASKED_FOR:
            logger.warning("Rebuilding the vectors of %s in %s: %s.", self._folder.parent, self.store.words, reason)
        generation, now = f"generation-{os.urandom(4).hex()}", self._library.position()
        old = (*former.former, former.generation) if former else ()
        state = self._save(State(generation, False, 0, now.last_removal, embedding=now.embedding, former=old))
        self.collection = self.store.create(generation)
        self.store.remove(old)
        return state

    def _use(self) -> "Collection":
        if self.collection is None:
            raise RuntimeError("the collection was closed")
        return self.collection

    def _save(self, state: State) -> State:
        self.state = write_state(self.store.state_file, state)
        return state


def _metadata(article_id: str, start: int, end: int) -> dict[str, str | int]:
    return {"article": article_id, "start": start, "end": end}
