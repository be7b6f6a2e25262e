"""The vectors of an archive made anew with another embedding, beside those in use, and put in their place at the end.

1. every chunk gets its new vector, batch by batch, each one transaction; a run that is broken off continues next time
2. meanwhile questions are answered, and syncs store, with the old ones: no lock is held that they want
3. when none is missing, the write lock is taken as soon as whoever writes lets go of it, and what was stored since is
   embedded, too
4. one transaction replaces all vectors and the recorded name of the embedding

Whoever has the archive open with the former embedding notices by the recorded name (`Archive.nearest`).
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from index.chunk import embedding_text
from index.embed import Embedder
from index.errors import ArchiveBusyError, ArchiveError
from index.same_vectors import SAMPLE, gives_stored_vectors, gives_vectors
from index.store.library import Library
from index.store.next_vectors import NextVectors
from index.write_lock import WriteLock

if TYPE_CHECKING:
    from index.sync import SyncProgress

BATCH_CHUNKS = 256  # embedded and stored together: what a kill loses, and how often the progress moves
LOOK_AGAIN = 0.5  # seconds between two tries to get the write lock


@dataclass(frozen=True, slots=True)
class Reembedded:
    """What was done: how many chunks were embedded in this run, the embedding before and the one now."""

    switched: bool
    chunks: int
    before: str
    now: str
    seconds: float


class Reembedding:
    """One library on its way from the embedding that it records to another."""

    def __init__(
        self, folder: Path, library: Library, embedder: Embedder, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self._folder = folder
        self._library = library
        self._embedder = embedder
        self._next = NextVectors(library.database)
        self._pause = pause
        self._last = 0
        self._done = self._total = self._embedded = 0

    def steps(self) -> "Iterator[SyncProgress | Reembedded]":
        """Do it, saying how far it has got; the last item is the report.

        With the embedding that the library has already, what was begun with another is given up; unless another model
        goes by its name now, which is found out by embedding some chunks. Raises
        ArchiveBusyError while another process does the same, EmbeddingError where the embedding fails.
        """
        started = time.monotonic()
        before = self._library.embedding_name()
        with self._alone():
            if done := self._is_done(before):
                self._next.drop()
            else:
                self._begin()
                yield from self._embed_all()
        name = self._embedder.name
        yield Reembedded(not done, self._embedded, before or name, name, time.monotonic() - started)

    def _is_done(self, before: str | None) -> bool:
        same = before == self._embedder.name and gives_stored_vectors(self._library, self._embedder)
        return same or before is None

    def _begin(self) -> None:
        """Go on where a run was broken off, if this is the same model still."""
        if not gives_vectors(self._library, self._embedder, self._next.sample(SAMPLE)):
            self._next.drop()
        self._next.begin(self._embedder.name)

    def _embed_all(self) -> "Iterator[SyncProgress]":
        """All batches, then, with the write lock, what was missed, and the switch."""
        self._done, self._total = self._next.count(), self._library.count_chunks()
        yield from self._batches()
        with ExitStack() as held:
            yield from self._lock(held)
            self._last = 0
            yield from self._batches()
            self._next.switch(self._embedder.name)

    def _batches(self) -> "Iterator[SyncProgress]":
        """Embed every chunk after the last one embedded that has no new vector."""
        while batch := self._next.waiting_after(self._last, BATCH_CHUNKS):
            vectors = self._embedder.embed_texts([embedding_text(chunk.title, chunk.text) for chunk in batch])
            self._next.store(self._embedder.name, [chunk.number for chunk in batch], vectors)
            self._last = batch[-1].number
            self._embedded += len(batch)
            yield self._progress("embedding")

    def _lock(self, held: ExitStack) -> "Iterator[SyncProgress]":
        """Wait for the write lock; what a sync stores meanwhile is embedded meanwhile."""
        while True:
            try:
                held.enter_context(WriteLock(self._folder, threading.Lock(), "archive embed"))
                return
            except ArchiveBusyError:
                yield self._progress("waiting")
                self._pause(LOOK_AGAIN)
            yield from self._batches()

    def _progress(self, phase: str) -> "SyncProgress":
        from index.sync import SyncProgress

        done = self._done + self._embedded
        return SyncProgress(phase, done, max(done, self._total))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            with FileLock(self._folder / "embed.lock", timeout=0, thread_local=False):
                yield
        except Timeout as error:
            raise ArchiveBusyError(
                f"Another process is embedding the archive {self._folder} anew. Wait until it has finished."
            ) from error
        except OSError as error:
            raise ArchiveError(
                f"The archive {self._folder} cannot be written ({error.strerror}). Check the permissions of the folder."
            ) from error
