"""A query -> passages: the nearest in meaning and the best in words, weighed, read again, one story once.

1. BM25 over the question's content words, names in all their spellings, quoted words as phrases (`Archive.matching`)
2. cosine similarity to the question's vector (`Archive.nearest`)
3. every candidate of either list gets both scores; a weighted sum ranks them, the nearer to the day that the question
   is about (most often the day it is asked on) the better (`ranking/fuse.py`)
4. the best are looked through: how much of the question has the passage, and how much its whole article
   (`ranking/coverage.py`)
5. of articles that are copies of one text the best ranked is kept, and names the others
6. a reranker, where one was given, ranks them anew (`rerank.py`)
7. passages of one article that follow each other become one, and the next best take the places that this leaves

A question of several parts or outlets is searched part by part, the first passages are compared by one sentence each
(`ranking/pinpoint.py`), and the lists become one (`ranking/several.py`). Plain rank fusion is worse than BM25 alone on
news questions; all weights were chosen on RealTimeQA 2024 and are reported on 2022 (BENCHMARKS.md).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache

from index.archive import Archive
from index.datatypes import Copy, Filter, Hit, Passage
from index.embed import BundledEmbedder, Vectors
from index.errors import EmbeddingError
from rag.datatypes import Query
from rag.facets import first_day
from rag.questions.said import FOUND, topic_words, with_said
from rag.questions.spellings import spelling_forms
from rag.ranking.coverage import Coverage
from rag.ranking.fuse import CLAUSE_DENSE_WEIGHT, DENSE_WEIGHT, Scores, fused, with_coverage
from rag.ranking.pinpoint import Searched, pinpointed
from rag.ranking.several import by_score, merged, searches, spread
from rag.rerank import Reranker
from rag.text.words import content_words, phrases, search_forms

CANDIDATES = 200  # taken from each list: beyond it, recall at 10 no longer rises
COVERED = 60  # the best, whose articles are looked through
LONGEST = 2_000  # characters of a passage joined of neighbours: three or four chunks, a minute's reading


class Retriever:
    """Finds passages in an archive."""

    def __init__(self, archive: Archive, reranker: Reranker | None = None) -> None:
        self._archive = archive
        self._reranker = reranker
        # A question may be searched twice: without its period, or deeper.
        self._embedded = lru_cache(maxsize=8)(archive.embedder.embed_query)

    def retrieve(self, query: Query, top_k: int) -> list[Passage]:
        """The best `top_k` passages that pass the query's filter, best first.

        Scores compare within one query. Where it has parts or several outlets, the first are chosen so that each has
        its answer among them, and need not be in the order of their scores.
        No two articles of one story are among them. The copies that a passage names need not pass the filter, but are
        never later than the day by which articles must be known.
        """
        others = searches(query)
        ranked = self._several(query, others) if others else self._ranked(query)
        return self._with_copies(joined(ranked, top_k), query.filter.known_by)

    def trouble(self, question: str) -> str:
        """Why a question is searched by its words alone, where the bundled model is missing or altered; else empty."""
        try:
            self._embedded(question)
        except EmbeddingError as error:
            if self._archive.embedder.name == BundledEmbedder.name:
                return f"{error} Until then only words are searched."
            raise
        return ""

    def _vector(self, question: str) -> Vectors | None:
        return None if self.trouble(question) else self._embedded(question)

    def _several(self, query: Query, searched: Sequence[Query]) -> list[Passage]:
        """All passages found for a query and for what it asks in particular, each met early; one story once."""
        whole, *others = self._pinpointed((query, *searched))
        found = merged(whole, others)
        copies = self._archive.copies({passage.article.id for passage in found})
        return spread(_distinct(_one_story_once(found, copies)), others)

    def _pinpointed(self, searched: Sequence[Query]) -> list[list[Passage]]:
        """What is found for each; a reranker has read the passages, and without the model no sentence has a vector."""
        lists = [self._ranked(one, CLAUSE_DENSE_WEIGHT) for one in searched]
        if self._reranker or self.trouble(searched[0].standalone):
            return lists
        vectors = [self._embedded(one.standalone) for one in searched]
        return pinpointed([Searched(*one) for one in zip(searched, vectors, lists, strict=True)], self._archive)

    def _ranked(self, query: Query, dense_weight: float = DENSE_WEIGHT) -> list[Passage]:
        """All passages found for a query, its parts left out of it, best first; one story once."""
        found = [one for one in self.candidates(query) if _is_wanted(query, one[0])]
        scored = [replace(passage, score=fused(scores, dense_weight)) for passage, scores in found]
        best = self._covering(query, sorted(with_said(query, scored, self._archive), key=by_score))
        copies = self._archive.copies({passage.article.id for passage in best})
        told = _distinct(_one_story_once(best, copies))
        return self._reranker.rerank(query, told) if self._reranker else told

    def _covering(self, query: Query, passages: Sequence[Passage]) -> list[Passage]:
        """The passages with the first ones ranked anew, by how much of the question they and their articles have."""
        coverage = Coverage(query, self._archive)
        whole = cache(lambda article: coverage.of(f"{article.title}\n{article.text}"))
        first = [
            replace(
                one,
                score=with_coverage(one.score, coverage.of(f"{one.article.title}\n{one.text}"), whole(one.article)),
            )
            for one in passages[:COVERED]
        ]
        return sorted(first, key=by_score) + list(passages[COVERED:])

    def candidates(self, query: Query) -> list[tuple[Passage, Scores]]:
        """Every passage that either search finds, with all of its scores, in no particular order; not of its parts."""
        vector = self._vector(query.standalone)
        asked = query.subject or query.standalone
        words = [form for word in content_words(asked) for form in search_forms(word.written)]
        words += [*spelling_forms(query), *phrases(asked)]
        only = self._needed(query.filter)
        lexical = {hit.chunk_id: hit.score for hit in self._archive.matching(words, CANDIDATES, only)}
        near = self._archive.nearest(vector, CANDIDATES, only) if vector is not None else []
        spoken = self._archive.matching(topic_words(query), FOUND, only)  # what somebody said of it
        found = sorted(lexical.keys() | {hit.chunk_id for hit in (*near, *spoken)})
        # Exact for all, whichever index found them.
        dense = self._archive.similarities(vector, found) if vector is not None else {}
        best = max(lexical.values(), default=1.0)
        return [
            (
                passage,
                Scores(
                    lexical=lexical.get(hit.chunk_id, 0.0) / best,
                    dense=dense.get(hit.chunk_id, 0.0),
                    days=_days_apart(passage.article.published_day, query.focus),
                    start=passage.start,
                ),
            )
            for hit, passage in self._archive.located([Hit(chunk, 0.0) for chunk in found])
        ]

    def _with_copies(self, shown: Sequence[Passage], known_by: date | None) -> list[Passage]:
        """The passages with the other articles of their story, and whose text it is."""
        ids = {passage.article.id for passage in shown}
        copies, owners = self._archive.copies(ids), self._archive.owners(ids)
        found = []
        for passage in shown:
            named = tuple(_known(copies.get(passage.article.id, ()), known_by))
            # An agency's text stays its text in the outlet that prints it without saying so.
            owner = next((copy.owner for copy in named if copy.owner), owners.get(passage.article.id) or None)
            found.append(replace(passage, copies=named, owner=owner))
        return found

    def _needed(self, only: Filter) -> Filter:
        """The filter without the day by which articles must be known, where the archive has nothing later."""
        last = self._archive.last_day()
        return replace(only, known_by=None) if only.known_by and (not last or last <= only.known_by) else only


def _is_wanted(query: Query, passage: Passage) -> bool:
    return passage.article.id not in query.besides and passage.article.outlet not in query.without


def _days_apart(published: date | None, focus: date | None) -> int | None:
    return (focus - published).days if published and focus else None


def _one_story_once(passages: Sequence[Passage], copies: Mapping[str, tuple[Copy, ...]]) -> list[Passage]:
    """The passages without those of articles that are copies of a better one."""
    kept: list[Passage] = []
    told: set[str] = set()
    for passage in passages:
        if passage.article.id not in told:
            told.update(copy.article_id for copy in copies.get(passage.article.id, ()))
            kept.append(passage)
    return kept


def joined(passages: Iterable[Passage], top_k: int) -> list[Passage]:
    """The best `top_k` passages, neighbours within one article as one while that is at most `LONGEST` characters.

    It stands where the best of them stood, with its score.
    """
    kept: list[Passage] = []
    for passage in passages:
        if len(kept) == top_k:
            break
        whole, place = passage, len(kept)
        for one in [one for one in kept if _touch(one, passage)]:
            if max(one.end, whole.end) - min(one.start, whole.start) <= LONGEST:
                place = min(place, kept.index(one))
                kept.remove(one)
                whole = _union(one, whole)
        kept.insert(place, whole)
    return kept


def _touch(one: Passage, other: Passage) -> bool:
    """Whether nothing but white space lies between two passages of one article."""
    first, second = (one, other) if one.start <= other.start else (other, one)
    return one.article.id == other.article.id and not one.article.text[first.end : second.start].strip()


def _union(one: Passage, other: Passage) -> Passage:
    start, end = min(one.start, other.start), max(one.end, other.end)
    better = one if one.score >= other.score else other
    return replace(better, start=start, end=end, text=one.article.text[start:end])


def _known(copies: Iterable[Copy], known_by: date | None) -> Iterable[Copy]:
    """The copies that somebody could have read by that day; as in a search, one without a date counts among them."""
    if known_by is None:
        return copies
    return (copy for copy in copies if first_day(copy) <= known_by.isoformat())


def _distinct(passages: Sequence[Passage]) -> list[Passage]:
    """The passages without repetitions: a few words are no copy that makes a story, and still are shown only once."""
    kept: dict[str, Passage] = {}
    for passage in passages:
        kept.setdefault(_folded(passage.text), passage)
    return list(kept.values())


@lru_cache(maxsize=1000)  # the passages of a question, which are compared part by part and then all together
def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
