"""The vectors of an open archive: searched in Chroma where it is in step with the library, else exactly."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.datatypes import Filter, Hit
from index.errors import ArchiveError
from index.store.library import Library
from index.store.verify import Problem
from index.vectors.chroma import OUTGROWN, ChromaVectors
from index.vectors.exact import ExactVectors
from index.vectors.move import fill
from index.vectors.place import ChromaServer
from index.vectors.state import forget_index
from index.vectors.stores import clean_up

SAMPLE = 50  # vectors looked up in Chroma when it is verified


class VectorSearch:
    """Finds the nearest chunks, and keeps Chroma, if there is `chroma`, in step; `folder` is that of Chroma."""

    def __init__(self, folder: Path, library: Library, chroma: ChromaVectors | None) -> None:
        self._folder, self._library = folder, library
        self.exact = ExactVectors(library)
        self.chroma = chroma

    def nearest(self, vector: NDArray[np.float32], top_k: int, only: Filter) -> list[Hit]:
        """The chunks closest in meaning of the articles that pass the filter, best first."""
        if only:
            # Chroma scans metadata: 300 ms where a masked exact search takes 5 (BENCHMARKS.md).
            return self.exact.nearest(vector, top_k, self._library.article_numbers(only))
        hits = self.chroma.nearest(vector, top_k) if self.chroma else None
        if hits is None:
            self.heal()
            return self.exact.nearest(vector, top_k)
        return hits

    def heal(self) -> None:
        """Bring Chroma in step in the background; until then searches are exact."""
        if self.chroma and not self.chroma.ready and self._library.position().last_chunk:
            self.chroma.follow_in_background()

    def follow(self) -> Iterator[tuple[int, int]]:
        """Bring Chroma in step; yields (rows done, rows to do). Raises ArchiveError where it cannot be."""
        if self.chroma:
            yield from self.chroma.follow()

    def catch_up(self) -> Iterator[tuple[int, int]]:
        """The same, but opens nothing where Chroma is known to be in step: importing it takes 2 s."""
        if self.chroma and not self.chroma.stands:
            yield from self.chroma.follow()

    def move(self, to: ChromaServer | None, known: ChromaServer | None) -> Iterator[tuple[int, int]]:
        """Keep the vectors in another place from now on; yields like `follow`. See `Archive.move`."""
        former = self.chroma
        yield from fill(self._folder, self._library, to)
        if former:
            self.chroma = ChromaVectors(self._folder, self._library, to)
            former.close()
            known = known or former.wanted
        clean_up(self._folder, self._library, known)
        self._follow_at_once()

    def rebuild(self) -> None:
        """Build Chroma's index anew: HNSW never frees the rows that were removed from it."""
        if former := self.chroma:
            self.chroma = ChromaVectors(self._folder, self._library, former.wanted)
            former.close()
            forget_index(self._folder)
            self._follow_at_once()

    def in_words(self) -> str:
        """How searches are done at this moment."""
        if self.chroma is None:
            return "exact search, Chroma not opened"
        if self.chroma.ready:
            return f"{self.chroma.words}, in step"
        return f"exact search while Chroma is not in use: {self.chroma.problem or 'it is being brought up to date'}"

    def problems(self) -> Iterator[Problem]:
        """What is wrong with Chroma, once it has been brought in step; nothing where it is not opened."""
        if self.chroma is None:
            return
        try:
            self._follow_at_once()
        except ArchiveError as error:
            yield Problem(str(error), passing=True)
            return
        if self.chroma.ready:
            yield from _unfound(self.chroma)
        elif not (self.chroma.problem or "").startswith(("another process", OUTGROWN)):
            yield Problem(f"Chroma is not in use ({self.chroma.problem}); searches are exact meanwhile", passing=True)

    def close(self) -> None:
        """Close Chroma."""
        if self.chroma:
            self.chroma.close()

    def _follow_at_once(self) -> None:
        for _ in self.follow():
            pass


def _unfound(chroma: ChromaVectors) -> Iterator[Problem]:
    """Every sampled vector is nearest to itself, but for the few that an approximate index may miss."""
    missed, looked = chroma.unfound(SAMPLE)
    if missed > looked / 10:
        yield Problem(f"Chroma does not find {missed} of {looked} sampled vectors; repair rebuilds it")
