"""Rows that no search of a collection finds, and which are therefore compared exactly beside every search.

HNSW links a new row to its neighbours, who may drop the link in favour of better ones. Among articles that share most
of their text a row is left that no link leads to: in 6 % of the times that 20 such rows were added to 60, and one row
in 2,000 of a large collection. More neighbours do not help, nor does a longer search. So rows are asked for once they
are written, each by its own vector.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from index.datatypes import Hit
from index.embed import Vectors
from index.store.library import Embeddings, Library
from index.vectors.codes import whole
from index.vectors.exact import cosine
from index.vectors.state import State

if TYPE_CHECKING:
    from chromadb import Collection

ASKED = 1000
"""So many of the newest rows are asked for, 0.3 ms each: where there are no more, none is ever missing."""
_TOGETHER = 250
_NEAREST = 10
_SAME = 1e-4  # the distance of a vector to itself, in float32 and with room for a server's own arithmetic


def stray_rows(collection: "Collection", library: Library, state: State, last_chunk: int) -> tuple[int, ...]:
    """The rows up to this one that searches miss: of those that the state does not know yet, and those it knows to be.

    Where all rows are few enough, all are asked for: a row may also lose its links to one that came later.
    """
    start = library.chunk_before_last(ASKED)
    known = library.embeddings(state.strays) if start else ()
    blocks = _blocks(library, max(start, state.last_chunk) if start else 0, last_chunk)
    return tuple(sorted({*known, *(number for block in blocks for number in _missing(collection, block))}))


def with_strays(hits: Sequence[Hit], strays: Sequence[int], library: Library, vector: Vectors, top_k: int) -> list[Hit]:
    """The best of these hits and of the rows that a search would miss, best first."""
    scores = {hit.chunk_id: hit.score for hit in hits}
    scores |= {number: cosine(row, vector) for number, row in library.embeddings(strays).items()}
    return [Hit(*item) for item in sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:top_k]]


def _blocks(library: Library, after: int, last: int) -> Iterator[Embeddings]:
    while after < last and len((block := library.embeddings_after(after, _TOGETHER)).numbers):
        keep = block.numbers <= last  # a sync may have added more meanwhile
        yield Embeddings(block.numbers[keep], block.articles[keep], block.matrix[keep])
        after = int(block.numbers[-1])


def _missing(collection: "Collection", block: Embeddings) -> list[int]:
    """Those that are not among their own nearest; where all of these are the same, any is as good as the row itself."""
    asked = np.flatnonzero(whole(block.matrix).any(axis=1))  # a damaged vector is near to none, itself included
    if not len(asked):
        return []
    found = collection.query(query_embeddings=block.matrix[asked], n_results=_NEAREST, include=["distances"])
    rows = zip(block.numbers[asked].tolist(), found["ids"], found["distances"] or [], strict=True)
    return [
        number
        for number, ids, distances in rows
        if str(number) not in ids and not (len(ids) == _NEAREST and distances[-1] <= _SAME)
    ]
