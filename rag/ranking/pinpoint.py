"""A closer look at the first passages of several searches: each by the one sentence that says what is sought.

1. of the passages that the searches put first, each in its turn, the sentence with most of a search's words is taken
2. its vector is compared with that of every search, beside the vector of the whole passage

A passage's vector is of its headline and of all that it says; a clause asks for one thing, which one sentence tells.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from index.archive import Archive
from index.datatypes import Passage
from index.embed import Vectors
from index.sentences import sentence_spans
from rag.datatypes import Query
from rag.ranking.coverage import Coverage
from rag.ranking.several import by_score

# Chosen on the odd rows of MultiHop-RAG, reported on the even ones (BENCHMARKS.md).
LOOKED_AT = 20  # a sentence takes 2 ms; 30 put no more among the first ten, 12 fewer
SENTENCE_WEIGHT = 2.0  # as much as a clause and the whole passage (`CLAUSE_DENSE_WEIGHT`)

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Searched:
    """A query, its vector, and the passages found for it, best first."""

    query: Query
    vector: Vectors
    ranked: Sequence[Passage]


def pinpointed(searched: Sequence[Searched], archive: Archive) -> list[list[Passage]]:
    """The ranked list of each search, that of the whole question first, the first passages of all ranked anew."""
    first = _in_turns([one.ranked for one in searched])[:LOOKED_AT]
    coverages = [Coverage(one.query, archive) for one in searched]
    vectors = archive.embedder.embed_texts([_telling(one.text, coverages) for one in first])
    by_place = dict(zip(map(_place, first), vectors, strict=True))
    return [_again(one, by_place) for one in searched]


def _in_turns(lists: Sequence[Sequence[Passage]]) -> list[Passage]:
    """The best of each, then the second of each: many good passages of one search leave places for the others."""
    met = (one for row in zip_longest(*lists) for one in row if one)
    return list({_place(one): one for one in met}.values())


def _telling(text: str, coverages: Sequence[Coverage]) -> str:
    """The sentence that has most of what one of the searches is for; the first of equal ones."""
    sentences = [text[start:end] for start, end in sentence_spans(text)]
    return max(sentences, key=lambda one: max(coverage.of(one) for coverage in coverages), default=text)


def _again(searched: Searched, vectors: dict[Place, Vectors]) -> list[Passage]:
    """The passages, those whose sentence has a vector with a higher score."""
    nearness = {place: SENTENCE_WEIGHT * float(vector @ searched.vector) for place, vector in vectors.items()}
    return sorted(
        (replace(one, score=one.score + nearness.get(_place(one), 0.0)) for one in searched.ranked), key=by_score
    )


def _place(passage: Passage) -> Place:
    return passage.article.id, passage.start
