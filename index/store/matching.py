"""Full-text search: the terms of a question, what BM25 gives each chunk for each of them, and the best sums."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.datatypes import Hit
from index.lexical.text import search_terms, stem
from index.store.database import Database
from index.store.postings import Postings
from index.store.stored_vectors import Position, position_of


@dataclass(frozen=True, slots=True)
class _Current:
    """What is in memory of a library, and the position for which that holds."""

    position: Position
    postings: Postings


class Words:
    """The full-text index of a library. Headline and text count alike: no other weight of the headline was better."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._reading = threading.Lock()
        self._current: _Current | None = None

    def languages(self) -> tuple[str, ...]:
        """The languages that articles say they are in, as they say it."""
        return tuple(row["language"] for row in self._database.rows("SELECT language FROM languages"))

    def matching(self, words: Iterable[str], top_k: int, passing: str, values: list[str]) -> list[Hit]:
        """The chunks that hold any of the words, best BM25 first; the score is positive, higher is better.

        `passing` and its values are what `condition` makes of a filter.
        """
        terms = search_terms(words, self.languages())
        if not terms:
            return []
        postings = self._postings()
        totals = np.zeros(len(postings.rows), np.float32)
        for found in map(postings.scored, terms):
            totals[found.rows] += found.scores
        if passing:
            totals[~postings.passing(passing, values)] = 0.0
        best = _best(totals, top_k)
        return [
            Hit(number, score)
            for number, score in zip(postings.rows.numbers[best].tolist(), totals[best].tolist(), strict=True)
        ]

    def document_counts(self, stems: Iterable[str]) -> dict[str, int]:
        """In how many chunks each stem (`lexical.text.stem`) occurs, or what another language makes of it does."""
        languages, count = self.languages(), self._postings().count
        return {one: max(map(count, {one, *(stem(one, language) for language in languages)})) for one in set(stems)}

    def _postings(self) -> Postings:
        """What is in memory of the library as it is now; of a library that has changed, nothing yet."""
        position, current = position_of(self._database), self._current
        if current is None or current.position != position:
            with self._reading:
                if (current := self._current) is None or current.position != position:
                    self._current = current = _Current(position, Postings(self._database))
        return current.postings


def _best(totals: NDArray[np.float32], top_k: int) -> NDArray[np.int64]:
    """The rows of the highest totals above zero, best first, of equal ones the first."""
    found = np.flatnonzero(totals)
    if 0 < top_k < len(found):
        least = np.partition(totals[found], -top_k)[-top_k]
        found = found[totals[found] >= least]
    return found[np.lexsort((found, -totals[found]))][: max(top_k, 0)]
