"""Articles on their way into the library, a batch at a time.

While one batch is embedded, in a thread of its own, the next is read and the one before it is stored. Batches are
stored in the order in which they were filled, each in one transaction, by the thread that reads.
"""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from index.chunk import embedding_text
from index.datatypes import Article, Chunk
from index.embed import Embedder, Vectors
from index.load import SourceFile
from index.store.library import Entry, Library

# Chunks embedded and stored together: what a kill loses, and how often the progress moves (some seconds). Larger
# batches hold less padding, but 512 is only 3 % faster.
BATCH_CHUNKS = 256
BATCH_SMALL = 1000  # so much that needs no embedding is written together: files read to their end, articles that moved
AHEAD = 2  # full batches that wait or are embedded: with one, the model would wait while the former is stored


@dataclass
class _Batch:
    """Articles waiting to be stored, and the files that are finished once these are."""

    articles: list[tuple[Article, str, Sequence[Chunk]]] = field(default_factory=list)
    moved: list[tuple[str, str, str]] = field(default_factory=list)  # id, origin, file
    renamed: dict[str, str] = field(default_factory=dict)  # id until now -> id
    files: list[SourceFile] = field(default_factory=list)
    stored: list[Callable[[], None]] = field(default_factory=list)  # what to do once all these are stored
    chunks: int = 0
    begun: int = 0  # how far the sources had been read

    @property
    def empty(self) -> bool:
        return not (self.articles or self.moved or self.files or self.stored)

    @property
    def full(self) -> bool:
        small = len(self.moved) + len(self.files) + len(self.stored)
        return self.chunks >= BATCH_CHUNKS or small >= BATCH_SMALL

    @property
    def texts(self) -> list[str]:
        """What is embedded, chunk by chunk."""
        return [embedding_text(article.title, chunk.text) for article, _, chunks in self.articles for chunk in chunks]


class Batches:
    """Takes articles and stores them; `articles` and `chunks` count what is stored."""

    def __init__(self, library: Library, embedder: Embedder) -> None:
        self._library, self._embedder = library, embedder
        self._filling = _Batch()
        self._passed_on: deque[tuple[_Batch, Future[Vectors]]] = deque()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="dateline-batches")
        self.articles = 0
        self.chunks = 0
        self.read = 0
        """How far the sources are read, as the caller counts it."""

    def add(self, article: Article, file: str, chunks: Sequence[Chunk]) -> None:
        """Take an article that is new or has changed."""
        if not self._filling.articles:
            self._filling.begun = self.read
        self._filling.articles.append((article, file, chunks))
        self._filling.chunks += len(chunks)

    def move(self, article: Article, file: str, former: str | None = None) -> None:
        """Take an article that says what is stored, under the id `former` if that is another.

        It comes from another file now, or is there again.
        """
        self._filling.moved.append((article.id, article.origin, file))
        if former:
            self.rename(former, article.id)

    def rename(self, former: str, article_id: str) -> None:
        """What is stored under the id `former` has this one before the next article is stored."""
        self._filling.renamed[former] = article_id

    def finish(self, file: SourceFile) -> None:
        """The file is read to its end once all that was taken so far is stored."""
        self._filling.files.append(file)

    def when_stored(self, then: Callable[[], None]) -> None:
        """Do this once all that was taken so far is stored."""
        self._filling.stored.append(then)

    @property
    def stored_to(self) -> int:
        """How far the sources are stored, as the caller counts what is read."""
        batches = (*(batch for batch, _ in self._passed_on), self._filling)
        return next((batch.begun for batch in batches if batch.articles), self.read)

    def move_on(self) -> bool:
        """Have what fills a batch embedded, and store what is; whether anything was stored.

        Waits where the model is slower than the reading. Raises what embedding and storing raise.
        """
        if self._filling.full:
            self._pass_on()
        count = len(self._passed_on)
        while self._passed_on and (len(self._passed_on) > AHEAD or self._passed_on[0][1].done()):
            self._store_first()
        return len(self._passed_on) < count

    def store_next(self) -> bool:
        """Embed and store a batch of what is left; false when nothing was. Raises what embedding and storing raise."""
        if not self._filling.empty:
            self._pass_on()
        if self._passed_on:
            self._store_first()
            return True
        return False

    def close(self) -> None:
        """Give up what is not stored yet, and wait until the model has stopped."""
        self._passed_on.clear()
        self._thread.shutdown(cancel_futures=True)

    def _pass_on(self) -> None:
        batch, self._filling = self._filling, _Batch()
        self._passed_on.append((batch, self._thread.submit(self._embed, batch)))

    def _embed(self, batch: _Batch) -> Vectors:
        texts = batch.texts
        return self._embedder.embed_texts(texts) if texts else np.empty((0, 0), np.float32)

    def _store_first(self) -> None:
        batch, embedded = self._passed_on.popleft()
        vectors, entries, row = embedded.result(), list[Entry](), 0
        for article, file, chunks in batch.articles:
            entries.append(Entry(article, file, chunks, vectors[row : row + len(chunks)], article.raw))
            row += len(chunks)
        if batch.renamed:
            self._library.rename(batch.renamed)
        self._library.move(batch.moved)
        finished = [(file.origin, file.size, file.mtime_ns) for file in batch.files]
        if entries or finished:
            self._library.store(entries, self._embedder.name, finished)
        for remember in batch.stored:
            remember()
        self.articles += len(entries)
        self.chunks += row
