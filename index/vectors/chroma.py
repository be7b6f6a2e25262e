"""Chroma as the archive sees it: nearest chunks when it is in step, and otherwise a reason why not.

Chroma is derived from the library and never trusted. Where the collection lives is the business of `embedded.py` and
`server.py`, how it follows the library that of `follow.py`. Here: who may write it, searches that fall back to exact
ones (`exact.py`), and a server that is down: it is tried again after 2 seconds, then 4, 8, ..., and no search waits for
it meanwhile.
"""

import atexit
import logging
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import monotonic

import numpy as np
from filelock import Timeout
from numpy.typing import NDArray

from index.datatypes import Hit
from index.errors import ArchiveError
from index.store.library import Library
from index.vectors.collection import UnreachableError, UntrustedError
from index.vectors.embedded import EmbeddedStore
from index.vectors.follow import Follower
from index.vectors.place import ChromaServer, current_place, read_move
from index.vectors.stores import clean_up, store_at
from index.vectors.strays import with_strays

logger = logging.getLogger("dateline")

STOP_SECONDS = 5.0  # how long a server that is silent may hold up the end of the program
LONGEST_WAIT = 300.0
OUTGROWN = "beyond"
"""How a `problem` begins that is none: the archive has become too large for the store."""


class ChromaVectors:
    """The chunks' vectors in a Chroma collection, in step with the library whenever `ready` says so."""

    def __init__(
        self,
        folder: Path,
        library: Library,
        wanted: ChromaServer | None = None,
        place: Callable[[], ChromaServer | None] | None = None,
    ) -> None:
        """`wanted` is the server of the settings, if any; a move fills another `place` than the recorded one."""
        self.wanted = wanted
        self._folder = folder
        self._library = library
        self._place = place or partial(current_place, folder, wanted)
        self._at: ChromaServer | None = None
        self._stop = threading.Event()
        self._follower = self._follower_at(None)
        self._writing = threading.Lock()
        self._thread: threading.Thread | None = None
        self._failures, self._not_before = 0, 0.0
        self.problem: str | None = None
        """Why Chroma is not in use at the moment, in words."""
        atexit.register(self.close)  # a program that ends without closing must not cut off a write

    @property
    def words(self) -> str:
        """Chroma as a message names it, with the address of its server."""
        return self._follower.store.words

    @property
    def ready(self) -> bool:
        """Whether the index is open and follows the library to its present position."""
        return self._follower.ready

    @property
    def stands(self) -> bool:
        """Whether the index in the archive's folder is in step by what is written down, without importing chromadb.

        Of a server nothing is known before it is asked.
        """
        try:
            here = self._place() is None and read_move(self._folder) is None
            return here and (self.ready or EmbeddedStore(self._folder).stands(self._library.position()))
        except (ArchiveError, OSError):  # the settings name another place, or another process is replacing the files
            return False

    def nearest(self, vector: NDArray[np.float32], top_k: int) -> list[Hit] | None:
        """The chunks of highest cosine similarity, best first; None when the index is not ready or fails."""
        follower = self._follower
        collection, state = follower.collection, follower.state
        if collection is None or state is None or not follower.ready:
            return None
        try:
            hits = follower.store.nearest(collection, state, vector, top_k)
            if state.strays:
                hits = with_strays(hits, state.strays, self._library, vector, top_k)
        except ArchiveError:
            raise
        except Exception as error:  # chromadb raises what it likes
            self._fall_back(follower, follower.store.translated(error))
            return None
        if not follower.believed:
            self.follow_in_background()
        return hits

    def unfound(self, count: int) -> tuple[int, int]:
        """Of so many vectors from all over the library: how many are not found, and how many were looked for."""
        rows = self._library.sample_embeddings(count)
        found = [self.nearest(vector, 1) or [] for vector in rows]
        return sum(not hits or hits[0].score < 0.99 for hits in found), len(rows)

    def follow_in_background(self) -> None:
        """Bring the index in step with the library in a thread of its own, unless one is at it, or it just failed."""
        if monotonic() >= self._not_before and (self._thread is None or not self._thread.is_alive()):
            self._thread = threading.Thread(target=self._follow_quietly, name="dateline-chroma", daemon=True)
            self._thread.start()

    def follow(self) -> Iterator[tuple[int, int]]:
        """Bring the index in step with the library; yields (rows done, rows to do). Does nothing for who is not owner.

        Raises ArchiveError when Chroma cannot be written, such as on a full disk or a server that is down, and when
        the settings name another place than the vectors are in.
        """
        with self._writing:
            self._settle()
            if self._has_outgrown():
                return
            if not self._locked():  # asked by one thread at a time: a lock held by the other looks like another process
                return
            follower = self._follower
            try:
                yield from follower.follow()
                clean_up(self._folder, self._library, self._at)
                self.problem, self._failures, self._not_before = None, 0, 0.0
            except (ArchiveError, GeneratorExit):
                raise
            except Exception as error:  # see `nearest`
                follower.drop()
                follower.state = None
                raise self._failed(follower.store.translated(error)) from (error if follower.store.exclusive else None)
            finally:
                if not follower.store.exclusive:
                    follower.lock.release()

    def close(self) -> None:
        """Stop following, close Chroma and give up the folder."""
        atexit.unregister(self.close)
        self._stop.set()
        if self._thread is not None:
            self._thread.join(None if self._follower.store.exclusive else STOP_SECONDS)
        self._follower.close()

    # Who writes, and where

    def _settle(self) -> None:
        """Turn to the place where the vectors are now: another process may have moved them."""
        try:
            place = self._place()
        except ArchiveError as error:
            self._follower.drop()
            self._wait(str(error))
            raise
        except OSError as error:
            self._wait(f"its folder cannot be written ({error})")
            raise ArchiveError(
                f"{self._folder} cannot be written ({error}). Check permissions and free space."
            ) from error
        if place != self._at:
            former, self._follower = self._follower, self._follower_at(place)
            former.close()
            self._at = place

    def _has_outgrown(self) -> bool:
        """Whether there are more rows than the store may hold; then its index goes, and searches stay exact."""
        store = self._follower.store
        if self._library.count_chunks() <= store.most_rows:
            return False
        self.problem = f"{OUTGROWN} {store.most_rows:,} chunks exact search takes less memory; a server can have more"
        self._not_before = monotonic() + LONGEST_WAIT
        if store.state_file.exists() and self._locked():
            self._follower.drop()
            store.destroy()
        return True

    def _follower_at(self, place: ChromaServer | None) -> Follower:
        return Follower(self._folder, self._library, store_at(self._folder, self._library, place), self._stop)

    def _locked(self) -> bool:
        lock, exclusive = self._follower.lock, self._follower.store.exclusive
        if lock.is_locked:
            return True
        try:
            self._folder.mkdir(exist_ok=True)
            lock.acquire()
        except Timeout:
            self.problem = f"another process {'has it open' if exclusive else 'is bringing it up to date'}"
        except OSError as error:
            self.problem = f"its folder cannot be written ({error})"
        return lock.is_locked

    def _follow_quietly(self) -> None:
        before = self.problem
        try:
            for _ in self.follow():
                pass
        except ArchiveError as error:
            if self.problem != before and not self._stop.is_set():  # said once
                logger.warning("%s", error)

    # When it fails

    def _fall_back(self, follower: Follower, found: Exception) -> None:
        """After a search that failed: search exactly, until the index is there again or built anew."""
        if isinstance(found, UnreachableError):
            self._wait(str(found))
            follower.drop()
        elif isinstance(found, UntrustedError) and not found.ours:  # another process may have renewed it
            self.problem = str(found)
            follower.drop()
        else:
            self.problem = f"its last search failed ({found})"
            follower.discard("")
        logger.warning("Searching exactly, without %s: %s.", self.words, self.problem)

    def _failed(self, found: Exception) -> ArchiveError:
        if isinstance(found, UnreachableError):
            self._wait(str(found))
            return ArchiveError(
                f"The vectors of {self._folder.parent} are searched exactly: {found}. The archive itself is safe. "
                "Check the server and the settings; it is tried again by itself, and at the next sync."
            )
        self._wait(f"it could not be written ({found})")
        where = self._folder if self._follower.store.exclusive else self.words
        return ArchiveError(
            f"The Chroma index in {where} could not be written ({found}). The archive itself is safe "
            "and is searched without it; check the disk, then sync again to rebuild the index."
        )

    def _wait(self, problem: str) -> None:
        self.problem = problem
        self._failures += 1
        self._not_before = monotonic() + min(2.0**self._failures, LONGEST_WAIT)
