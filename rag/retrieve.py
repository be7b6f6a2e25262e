"""A query -> passages: the nearest in meaning and the best in words, fused, one story from more than one article.

1. BM25 over the content words of the question (`Archive.matching`)
2. cosine similarity to the question's vector (`Archive.nearest`)
3. every candidate of either list gets both scores; a weighted sum ranks them (`fuse.py`)
4. near the day the question is asked on, newer is better, unless the question names a time of its own

Plain rank fusion is worse than BM25 alone on news questions; the weights were chosen on RealTimeQA 2024 and are
reported on 2022 (BENCHMARKS.md).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from index.archive import Archive
from index.datatypes import Hit, Passage
from rag.datatypes import Query
from rag.fuse import Scores, fused
from rag.words import content_words

CANDIDATES = 100  # taken from each list: beyond it, recall at 10 no longer rises


class Retriever:
    """Finds passages in an archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def retrieve(self, query: Query, top_k: int) -> list[Passage]:
        """The best `top_k` passages that pass the query's filter, best first; scores compare within one query."""
        questions = [query.standalone, *query.parts]
        ranked: dict[tuple[str, int], Passage] = {}
        for question in questions:
            for passage in self._ranked(question, query, top_k):
                key = passage.article.id, passage.start
                if key not in ranked or ranked[key].score < passage.score:
                    ranked[key] = passage
        return _distinct(sorted(ranked.values(), key=lambda passage: -passage.score))[:top_k]

    def _ranked(self, question: str, query: Query, top_k: int) -> list[Passage]:
        vector = self._archive.embedder.embed_query(question)
        words = [word.written for word in content_words(question)]
        lexical = {hit.chunk_id: hit.score for hit in self._archive.matching(words, CANDIDATES, query.filter)}
        dense = {hit.chunk_id: hit.score for hit in self._archive.nearest(vector, CANDIDATES, query.filter)}
        dense |= self._archive.similarities(vector, lexical.keys() - dense.keys())
        hits = [Hit(chunk, 0.0) for chunk in sorted(lexical.keys() | dense.keys())]
        passages = self._archive.passages(hits)
        best = max(lexical.values(), default=0.0)
        for_now = not (query.filter.after or query.filter.before)
        scored = []
        for hit, passage in zip(hits, passages, strict=True):
            days = _days_apart(passage.article.published_day, query.as_of) if for_now else None
            lexical_share = lexical.get(hit.chunk_id, 0.0) / best if best else 0.0
            scored.append(replace(passage, score=fused(Scores(lexical_share, dense.get(hit.chunk_id, 0.0), days))))
        return sorted(scored, key=lambda passage: (-passage.score, passage.article.id, passage.start))[: 3 * top_k]


def _days_apart(published: date | None, as_of: date) -> int | None:
    return (as_of - published).days if published else None


def _distinct(passages: Sequence[Passage]) -> list[Passage]:
    """The passages without copies: the same words in another outlet are shown once, where they ranked best."""
    kept: dict[str, Passage] = {}
    for passage in passages:
        kept.setdefault(" ".join(passage.text.casefold().split()), passage)
    return list(kept.values())
