"""What may rank the best passages anew. None is bundled: the one that was trained cost more than it gave.

BENCHMARKS.md has its figures. `rag/llamaindex.py` makes a reranker of any LlamaIndex node postprocessor.
"""

from collections.abc import Sequence
from typing import Protocol

from index.datatypes import Passage
from rag.datatypes import Query


class Reranker(Protocol):
    """Ranks passages anew. `name` is shown to people."""

    name: str

    def rerank(self, query: Query, passages: Sequence[Passage]) -> list[Passage]:
        """The passages, best first, with their new scores; some may be left out."""
        ...
