"""Make the archive hold exactly what its sources hold now: add, update, remove, skip the unchanged.

1. list the files of the sources; a file of the same size and modification time as at its last full reading is skipped
2. read the others into articles; an article whose digest is stored already is skipped
3. cut the new and the changed into chunks, embed them, and store a batch at a time, each in one transaction
4. remove what the sources no longer hold

A batch once stored stays, whatever happens next; the following sync finds by digest what is there and continues. A file
that cannot be read is reported, and what was stored from it before is kept until it can be read again.
"""

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from glob import has_magic
from pathlib import Path

import numpy as np

from index.chunk import chunk_article
from index.datatypes import Article, Chunk, Failure, SyncReport
from index.embed import Embedder
from index.library import Entry, Library, digest
from index.load import Source, SourceFile, article_from_document, list_files, origin_of, read_file

# Chunks embedded and stored together: what a kill loses, and how often the progress moves (some seconds). Larger
# batches hold less padding, but 512 is only 3 % faster.
BATCH_CHUNKS = 256
REMOVE_ROWS = 200  # articles removed in one transaction


_FILES = "names that end in .txt, .md, .html, .json or .jsonl, also with .gz"


@dataclass(frozen=True, slots=True)
class SyncProgress:
    """How far a sync has got; `done` of `total` are bytes of source text, or rows in the phase "vectors"."""

    phase: str
    done: int
    total: int
    articles: int = 0
    chunks: int = 0


@dataclass
class _Tally:
    """What one sync has seen and done so far."""

    present: set[str] = field(default_factory=set)  # files that the sources hold now
    seen: dict[str, str] = field(default_factory=dict)  # article id -> the file that gave it
    failures: list[Failure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    chunks: int = 0


@dataclass
class _Batch:
    """Articles waiting to be embedded, and the files that are finished once these are stored."""

    articles: list[tuple[Article, str]] = field(default_factory=list)
    chunks: list[list[Chunk]] = field(default_factory=list)
    files: list[SourceFile] = field(default_factory=list)

    @property
    def size(self) -> int:
        return sum(map(len, self.chunks))


class Sync:
    """One sync of sources into a library. The caller holds the archive's write lock."""

    def __init__(self, library: Library, embedder: Embedder) -> None:
        self._library = library
        self._embedder = embedder
        self._tally = _Tally()
        self._batch = _Batch()

    def steps(self, sources: Iterable[Source]) -> Iterator[SyncProgress | SyncReport]:
        """Do it, saying how far it has got; the last item is the report. Raises SourceError for a missing path."""
        started = time.monotonic()
        paths, articles = _split(sources)
        files = list(list_files(paths))
        self._tally.present = {file.origin for file in files} | {article.origin for article in articles}
        for path in paths:
            if not any(_covers(path, file.origin) for file in files):
                self._tally.notes.append(f"No article files were found in {path} ({_FILES}).")
        for article in articles:
            if article.text:
                self._take(article, article.origin)
            else:
                self._tally.failures.append(Failure(article.origin, "it has no text", "Give it some, or leave it out."))
        yield from self._read(files, paths)
        self._store()
        self._remove_absent(paths)
        yield self._report(time.monotonic() - started)

    def _read(self, files: Sequence[SourceFile], paths: Sequence[str]) -> Iterator[SyncProgress]:
        known, counts = self._library.known_files(), self._library.article_counts()
        self._scope = paths
        total, done = sum(file.size for file in files), 0
        for file in files:
            if known.get(file.origin) == (file.size, file.mtime_ns):
                self._tally.unchanged += counts.get(file.origin, 0)
            else:
                yield from self._read_one(file, done, total)
            done += file.size
            yield self._progress(done, total)

    def _read_one(self, file: SourceFile, done: int, total: int) -> Iterator[SyncProgress]:
        before = len(self._tally.failures)
        for item in read_file(file):
            if isinstance(item, Failure):
                self._tally.failures.append(item)
                continue
            self._take(item, file.origin)
            done += min(len(item.text), file.size)  # an estimate: only bytes are known in advance
            if self._batch.size >= BATCH_CHUNKS:
                self._store()
                yield self._progress(min(done, total), total)
        failed = self._tally.failures[before:]
        if not any(failure.origin == file.origin for failure in failed):  # the file as a whole was readable
            self._remove(
                [id_ for id_ in self._library.article_ids(file.origin) if self._tally.seen.get(id_) != file.origin]
            )
            if not failed:  # a file with bad records is read, and reported, again
                self._batch.files.append(file)

    def _take(self, article: Article, file: str) -> None:
        """Decide what an article just read is: new, changed, moved, unchanged, or in conflict with another."""
        known = self._library.known_article(article.id)
        owner = self._tally.seen.get(article.id) or (known[1] if known else file)
        if article.id in self._tally.seen or (owner != file and not self._gone(owner)):
            self._tally.failures.append(_same_id(article, owner))
            return
        self._tally.seen[article.id] = file
        if known and known[0] == digest(article):
            self._tally.unchanged += 1
            if owner != file:
                self._library.move(article.id, article.origin, file)
            return
        self._tally.changed += bool(known)
        self._tally.added += not known
        self._batch.articles.append((article, file))
        self._batch.chunks.append(chunk_article(article))

    def _gone(self, file: str) -> bool:
        """Whether a file that gave an article before is no longer among what is synced here."""
        return file not in self._tally.present and any(_covers(path, file) for path in self._scope)

    def _store(self) -> None:
        batch, self._batch = self._batch, _Batch()
        texts = [
            embedding_text(article.title, chunk.text)
            for (article, _), chunks in zip(batch.articles, batch.chunks, strict=True)
            for chunk in chunks
        ]
        vectors = self._embedder.embed_texts(texts) if texts else np.empty((0, self._embedder.dimensions), np.float32)
        entries, row = [], 0
        for (article, file), chunks in zip(batch.articles, batch.chunks, strict=True):
            entries.append(Entry(article, file, chunks, vectors[row : row + len(chunks)]))
            row += len(chunks)
        finished = [(file.origin, file.size, file.mtime_ns) for file in batch.files]
        if entries or finished:
            self._library.store(entries, self._embedder.name, finished)
        self._tally.chunks += row

    def _remove_absent(self, paths: Sequence[str]) -> None:
        stored = {*self._library.article_counts(), *self._library.known_files()}
        gone = [file for file in stored - self._tally.present if any(_covers(path, file) for path in paths)]
        for file in sorted(gone):
            self._remove(self._library.article_ids(file))
        self._library.forget_files(gone)

    def _remove(self, article_ids: Sequence[str]) -> None:
        for start in range(0, len(article_ids), REMOVE_ROWS):
            self._library.remove(article_ids[start : start + REMOVE_ROWS])
        self._tally.removed += len(article_ids)

    def _progress(self, done: int, total: int) -> SyncProgress:
        return SyncProgress("reading", done, total, len(self._tally.seen), self._tally.chunks)

    def _report(self, seconds: float) -> SyncReport:
        tally = self._tally
        return SyncReport(
            added=tally.added,
            changed=tally.changed,
            removed=tally.removed,
            unchanged=tally.unchanged,
            failed=tuple(tally.failures),
            chunks=tally.chunks,
            seconds=seconds,
            notes=tuple(tally.notes),
        )


def embedding_text(title: str, text: str) -> str:
    """What is embedded for a chunk: the headline says what a paragraph deep in the story is about."""
    return f"{title}\n{text}"


def _split(sources: Iterable[Source]) -> tuple[list[str], list[Article]]:
    paths: list[str] = []
    articles: list[Article] = []
    for source in sources:
        if isinstance(source, str | os.PathLike):
            paths.append(os.fspath(source))
        else:
            articles.append(article_from_document(source))
    return paths, articles


def _covers(source: str, file: str) -> bool:
    """Whether a source path (file, folder or glob) is where this file belongs."""
    source = os.path.expanduser(source)  # noqa: PTH111
    if has_magic(source) and not Path(source).exists():
        return fnmatchcase(file, os.fsencode(Path(source).absolute()).decode("utf-8", "backslashreplace"))
    path = origin_of(source)
    return file == path or file.startswith(path.rstrip(os.sep) + os.sep)


def _same_id(article: Article, owner: str) -> Failure:
    return Failure(
        origin=article.origin,
        reason=f"its id {article.id!r} is already used by an article from {owner}",
        advice="Give one of the two another id; this one was left out.",
    )
