"""At the end of a sync: learn what outlets repeat, and give the articles that this changes their chunks and stories.

Each batch is one transaction that takes its articles off the list of what is to be done: a sync that is broken off has
lost nothing, and the next one goes on. Chunks whose span stays the same keep their vectors.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from index.chunk import chunk_article, embedding_text
from index.datatypes import Article
from index.embed import Embedder
from index.store.library import Library
from index.store.stored_boilerplate import Revision
from index.stories.boilerplate import Paragraphs, paragraph_digests

_BATCH_CHUNKS = 256
_BATCH_ARTICLES = 200


def settle(library: Library, embedder: Embedder) -> Iterator[tuple[int, int]]:
    """Do it where it is due; yields (articles gone through, articles to go through)."""
    counted = 0
    if library.boilerplate.is_learning_due():
        for counted, total in _learn(library):
            yield counted, total
    stale = library.boilerplate.stale()
    done, batch = counted, list[Revision]()
    for number, article in library.boilerplate.read(stale):
        batch.append(_revision(library, number, article))
        if len(batch) >= _BATCH_ARTICLES or sum(len(one.chunks) for one in batch) >= _BATCH_CHUNKS:
            _store(library, embedder, batch)
            done += len(batch)
            batch.clear()
            yield done, counted + len(stale)
    if batch:
        _store(library, embedder, batch)
        yield done + len(batch), counted + len(stale)


def _learn(library: Library) -> Iterator[tuple[int, int]]:
    numbers, paragraphs = library.boilerplate.all_articles(), Paragraphs()
    for done, (number, article) in enumerate(library.boilerplate.read(numbers), 1):
        paragraphs.add(number, article)
        if done % _BATCH_ARTICLES == 0:
            yield done, len(numbers)
    library.boilerplate.learn(paragraphs)
    yield len(numbers), len(numbers)


def _revision(library: Library, number: int, article: Article) -> Revision:
    """What changes in the chunks of an article; nothing in one of an older format whose text holds no boilerplate."""
    without = library.boilerplate.left_out(article)
    if not library.boilerplate.is_in_a_story(number) and without.isdisjoint(paragraph_digests(article.text)):
        return Revision(number, article)
    chunks = {(chunk.start, chunk.end): chunk for chunk in chunk_article(article, without=without)}
    stored = library.boilerplate.spans(number)
    gone = frozenset(chunk for span, chunk in stored.items() if span not in chunks)
    return Revision(number, article, gone, [chunk for span, chunk in chunks.items() if span not in stored])


def _store(library: Library, embedder: Embedder, batch: Sequence[Revision]) -> None:
    texts = [embedding_text(one.article.title, chunk.text) for one in batch for chunk in one.chunks]
    vectors = embedder.embed_texts(texts) if texts else np.empty((0, embedder.dimensions), np.float32)
    library.revise(batch, vectors, embedder.name)
