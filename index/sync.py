"""Make the archive hold exactly what its sources hold now: add, update, remove, skip the unchanged.

1. list the files of the sources; a file of the same size and modification time as at its last full reading is skipped
2. read the others, and fetch the web addresses among the sources and the pages that they name; an article whose digest
   is stored already is skipped
3. cut the new and the changed into chunks, embed them, and store a batch at a time, each in one transaction
4. remove what the sources no longer hold

A batch once stored stays, whatever happens next; the following sync finds by digest what is there and continues. A file
that cannot be read is reported, and what was stored from it before is kept until it can be read again. So it is with a
page that cannot be fetched; one that its site says is gone (status 404 or 410) leaves like a file that is gone.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from glob import has_magic
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.chunk import chunk_article
from index.datatypes import Article, Chunk, Failure, SyncOptions, SyncReport
from index.embed import Embedder
from index.load import Source, SourceFile, article_from_document, list_files, origin_of, read_file
from index.readers.mapping import FieldMap, MappingNotes
from index.readers.sitemap import lists_addresses
from index.store.library import Entry, Library, digest

if TYPE_CHECKING:
    from index.web.fetch import Fetcher

# Chunks embedded and stored together: what a kill loses, and how often the progress moves (some seconds). Larger
# batches hold less padding, but 512 is only 3 % faster.
BATCH_CHUNKS = 256
REMOVE_ROWS = 200  # articles removed in one transaction


_FILES = "names that end in .txt, .md, .html, .pdf, .docx, .jsonl, .csv or another format of the README"


@dataclass(frozen=True, slots=True)
class SyncProgress:
    """How far a sync has got.

    `done` of `total` are bytes of source text, in the phase "fetching" pages of a source, in "vectors" rows.
    """

    phase: str
    done: int
    total: int
    articles: int = 0
    chunks: int = 0


@dataclass
class Tally:
    """What one sync has seen and done so far."""

    present: set[str] = field(default_factory=set)  # files that the sources hold now
    seen: dict[str, str] = field(default_factory=dict)  # article id -> the file that gave it
    failures: list[Failure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    kept: int = 0  # whose source is gone, and which stay all the same
    buried: int = 0  # removed for good, and still in a source
    chunks: int = 0


@dataclass
class _Batch:
    """Articles waiting to be embedded, and the files that are finished once these are stored."""

    articles: list[tuple[Article, str]] = field(default_factory=list)
    chunks: list[list[Chunk]] = field(default_factory=list)
    files: list[SourceFile] = field(default_factory=list)
    stored: list[Callable[[], None]] = field(default_factory=list)  # what to do once all these are stored

    @property
    def size(self) -> int:
        return sum(map(len, self.chunks))


class Sync:
    """One sync of sources into a library. The caller holds the archive's write lock."""

    def __init__(
        self,
        library: Library,
        embedder: Embedder,
        options: SyncOptions | None = None,
        *,
        fetcher: "Fetcher | None" = None,
    ) -> None:
        self._library = library
        self._embedder = embedder
        self._options = options or SyncOptions()
        self._fields = FieldMap(self._options.fields)
        self._mapping = MappingNotes(self._fields)
        self._fetcher = fetcher
        self.tally = Tally()
        self._batch = _Batch()

    def steps(self, sources: Iterable[Source]) -> Iterator[SyncProgress | SyncReport]:
        """Do it, saying how far it has got; the last item is the report. Raises SourceError for a missing path."""
        started = time.monotonic()
        paths, addresses, articles = _split(sources)
        self._scope = paths
        files = list(list_files(paths))
        lists = _address_lists(paths, files)
        files = [file for file in files if file not in lists]
        self.tally.present = {file.origin for file in files} | {article.origin for article in articles}
        self._gone_before = self._library.removals.gone()
        if self._options.again:
            self._take_back(paths, {*addresses, *self.tally.present})
        for path in paths:
            if not any(_covers(path, file.origin) for file in [*files, *lists]):
                self.tally.notes.append(f"No article files were found in {path} ({_FILES}).")
        for article in articles:
            if article.text:
                self.take(article, article.origin)
            else:
                self.tally.failures.append(Failure(article.origin, "it has no text", "Give it some, or leave it out."))
        yield from self._read(files)
        if addresses or lists:
            yield from self._web(addresses, lists)
        self.store()
        self._remove_absent(paths)
        yield self._report(time.monotonic() - started)

    def _read(self, files: Sequence[SourceFile]) -> Iterator[SyncProgress]:
        known, counts = self._library.known_files(), self._library.article_counts()
        total, done = sum(file.size for file in files), 0
        for file in files:
            if known.get(file.origin) == (file.size, file.mtime_ns):
                self.tally.unchanged += counts.get(file.origin, 0)
            else:
                yield from self._read_one(file, done, total)
            done += file.size
            yield self._progress(done, total)

    def _read_one(self, file: SourceFile, done: int, total: int) -> Iterator[SyncProgress]:
        before = len(self.tally.failures)
        for item in read_file(file, self._fields):
            if isinstance(item, Failure):
                self.tally.failures.append(item)
                continue
            self._mapping.add(file.origin, item)
            self.take(item, file.origin)
            done += min(len(item.text), file.size)  # an estimate: only bytes are known in advance
            if self._batch.size >= BATCH_CHUNKS:
                self.store()
                yield self._progress(min(done, total), total)
        failed = self.tally.failures[before:]
        # Where the file as a whole was readable, what it holds no more leaves.
        if not any(failure.origin == file.origin and not failure.withdrawn for failure in failed):
            self.remove(
                [id_ for id_ in self._library.article_ids(file.origin) if self.tally.seen.get(id_) != file.origin]
            )
            if not failed:  # a file with bad records is read, and reported, again
                self._batch.files.append(file)

    def _web(self, addresses: Sequence[str], lists: Sequence[SourceFile]) -> "Iterator[SyncProgress]":
        from index.web.fetch import Fetcher  # only here is anything of the network imported
        from index.web.follow import Follow

        fetcher = self._fetcher or Fetcher(allow_private=self._options.allow_private)
        follow = Follow(self, self._library, fetcher, self._options.max_pages)
        for done, total in follow.pages(addresses, lists):
            if self._batch.size >= BATCH_CHUNKS:
                self.store()
            yield SyncProgress("fetching", done, total, len(self.tally.seen), self.tally.chunks)

    def when_stored(self, then: Callable[[], None]) -> None:
        """Do this once everything taken so far is stored."""
        self._batch.stored.append(then)

    def _take_back(self, paths: Sequence[str], files: set[str]) -> None:
        """Let what was removed for good from these sources come back."""
        removals = self._library.removals
        removals.forget_tombstones(
            stone.article_id
            for stone in removals.tombstones()
            if stone.file in files or any(_covers(path, stone.file) for path in paths)
        )

    def take(self, article: Article, file: str) -> None:
        """Decide what an article just read is: new, changed, moved, unchanged, removed for good, or in conflict."""
        if self._library.removals.is_buried(article):
            self.tally.buried += 1
            return
        known = self._library.known_article(article.id)
        owner = self.tally.seen.get(article.id) or (known[1] if known else file)
        if article.id in self.tally.seen or (owner != file and not self._gone(owner)):
            self.tally.failures.append(_same_id(article, owner))
            return
        self.tally.seen[article.id] = file
        if known and known[0] == digest(article):
            self.tally.unchanged += 1
            if owner != file:
                self._library.move(article.id, article.origin, file)
            elif article.id in self._gone_before:
                self._library.removals.mark_returned([article.id])
            return
        self.tally.changed += bool(known)
        self.tally.added += not known
        self._batch.articles.append((article, file))
        self._batch.chunks.append(chunk_article(article))

    def _gone(self, file: str) -> bool:
        """Whether a file that gave an article before is no longer among what is synced here."""
        return file not in self.tally.present and any(_covers(path, file) for path in self._scope)

    def store(self) -> None:
        """Embed and store what was taken so far."""
        batch, self._batch = self._batch, _Batch()
        texts = [
            embedding_text(article.title, chunk.text)
            for (article, _), chunks in zip(batch.articles, batch.chunks, strict=True)
            for chunk in chunks
        ]
        vectors = self._embedder.embed_texts(texts) if texts else np.empty((0, self._embedder.dimensions), np.float32)
        entries, row = [], 0
        for (article, file), chunks in zip(batch.articles, batch.chunks, strict=True):
            entries.append(Entry(article, file, chunks, vectors[row : row + len(chunks)], article.raw))
            row += len(chunks)
        finished = [(file.origin, file.size, file.mtime_ns) for file in batch.files]
        if entries or finished:
            self._library.store(entries, self._embedder.name, finished)
        for remember in batch.stored:
            remember()
        self.tally.chunks += row

    def _remove_absent(self, paths: Sequence[str]) -> None:
        stored = {*self._library.article_counts(), *self._library.known_files()}
        gone = [file for file in stored - self.tally.present if any(_covers(path, file) for path in paths)]
        for file in sorted(gone):
            self.remove(self._library.article_ids(file))
        self._library.forget_files(gone)

    def remove(self, article_ids: Sequence[str]) -> None:
        """Remove articles, or mark them as gone, and count them."""
        if self._options.keep_removed:
            self.tally.kept += self._library.removals.mark_gone(article_ids, datetime.now(UTC).replace(microsecond=0))
            return
        for start in range(0, len(article_ids), REMOVE_ROWS):
            self._library.remove(article_ids[start : start + REMOVE_ROWS])
        self.tally.removed += len(article_ids)

    def _progress(self, done: int, total: int) -> SyncProgress:
        return SyncProgress("reading", done, total, len(self.tally.seen), self.tally.chunks)

    def _report(self, seconds: float) -> SyncReport:
        tally = self.tally
        if tally.kept:
            tally.notes.append(f"{tally.kept} articles are kept although their source is gone.")
        if tally.buried:
            tally.notes.append(
                f"{tally.buried} articles were left out: they were removed for good. --again takes them."
            )
        return SyncReport(
            added=tally.added,
            changed=tally.changed,
            removed=tally.removed,
            unchanged=tally.unchanged,
            failed=tuple(tally.failures),
            chunks=tally.chunks,
            seconds=seconds,
            notes=(*tally.notes, *self._mapping.lines()),
        )


def embedding_text(title: str, text: str) -> str:
    """What is embedded for a chunk: the headline says what a paragraph deep in the story is about."""
    return f"{title}\n{text}"


def _split(sources: Iterable[Source]) -> tuple[list[str], list[str], list[Article]]:
    """The paths, the web addresses and the articles among the sources."""
    paths: list[str] = []
    addresses: list[str] = []
    articles: list[Article] = []
    for source in sources:
        if isinstance(source, str) and source.strip().lower().startswith(("http://", "https://")):
            addresses.append(source.strip())
        elif isinstance(source, str | os.PathLike):
            paths.append(os.fspath(source))
        else:
            articles.append(article_from_document(source))
    return paths, addresses, articles


def _address_lists(paths: Sequence[str], files: Sequence[SourceFile]) -> list[SourceFile]:
    """The files, named one by one, that list web addresses or are sitemaps."""
    named = {origin_of(Path(path).expanduser()) for path in paths if not has_magic(path)}
    return [file for file in files if file.origin in named and lists_addresses(file.path)]


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
