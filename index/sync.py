"""Make the archive hold exactly what its sources hold now: add, update, remove, skip the unchanged.

1. list the files of the sources; a file of the same size and modification time as at its last full reading is skipped
2. read the others, and fetch the web addresses among the sources and the pages that they name; an article whose digest
   is stored already is skipped
3. cut the new and the changed into chunks, embed them, and store a batch at a time, each in one transaction; reading,
   embedding and storing overlap (`batches.py`); what each article is, `admit.py` decides
4. remove what the sources no longer hold

A batch once stored stays, whatever happens next; the following sync finds by digest what is there and continues. A file
that cannot be read is reported, and what was stored from it before is kept until it can be read again. So it is with a
page that cannot be fetched; one that its site says is gone (status 404 or 410) leaves like a file that is gone.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from index.admit import Admission
from index.batches import Batches
from index.clean import clean_article, tidy_article
from index.datatypes import Article, Failure, SyncOptions, SyncReport
from index.embed import Embedder
from index.emptied import empty_note
from index.files import STDIN_ORIGIN
from index.load import Source, SourceFile, read_file
from index.readers.mapping import FieldMap
from index.readers.sniff import may_hold_records
from index.record_fields import name_fields
from index.sources import Given, Scope, find_sources
from index.store.cleaning import is_cleaned, switch_cleaning
from index.store.library import Library
from index.stories.settle import settle
from index.tally import Tally
from index.unread import unread_places, unread_whole
from index.unwanted import Unwanted

if TYPE_CHECKING:
    from index.watch import Round
    from index.web.fetch import Fetcher

REMOVE_ROWS = 200  # articles removed in one transaction


@dataclass(frozen=True, slots=True)
class SyncProgress:
    """How far a sync has got.

    `done` of `total` are bytes of the files to read, read and stored; in the phase "fetching" pages of a source, in
    "vectors" rows, in "stories" and "speakers" articles. `articles` are those stored or found unchanged so far,
    `chunks` those stored.
    """

    phase: str
    done: int
    total: int
    articles: int = 0
    chunks: int = 0


class Sync:
    """One sync of sources into a library. The caller holds the archive's write lock."""

    def __init__(
        self,
        library: Library,
        embedder: Embedder,
        options: SyncOptions | None = None,
        *,
        fetcher: "Fetcher | None" = None,
        watching: "Round | None" = None,
    ) -> None:
        self._library = library
        self._embedder = embedder
        self._options = options or SyncOptions()
        self._fields = FieldMap(self._options.fields)
        self._watching = watching
        self._fetcher = watching.fetcher if watching else fetcher
        self.tally = Tally(Unwanted(self._options.leave_out))
        self._batches = Batches(library, embedder)
        self._unread = set[str]()  # origins of files that are as they were
        self._unfinished: list[SourceFile] = []  # files read to their end, of which something waits for other files

    def steps(self, sources: Iterable[Source]) -> Iterator[SyncProgress | SyncReport]:
        """Do it, saying how far it has got; the last item is the report. Raises SourceError for a missing path."""
        try:
            yield from self._steps(sources)
        finally:
            self._batches.close()

    def _steps(self, sources: Iterable[Source]) -> Iterator[SyncProgress | SyncReport]:
        started = time.monotonic()
        given = self._find(sources)
        files = self._begin(given)
        self._take_articles(given.articles)
        yield from self._read(files)
        if given.addresses or given.lists:
            yield from self._web(given.addresses, given.lists)
        while self._batches.store_next():
            yield self._progress(self._total, self._total)
        self._remove_absent()
        yield from (SyncProgress("stories", *progress) for progress in settle(self._library, self._embedder))
        yield from (SyncProgress("speakers", *progress) for progress in self._library.renew_attributions())
        yield self.tally.report(self._batches.chunks, time.monotonic() - started)

    def _find(self, sources: Iterable[Source]) -> Given:
        """What the sources are; only when all are there, how texts are cleaned is settled for good."""
        cleaned = is_cleaned(self._library.database) if self._options.clean is None else self._options.clean
        self._clean = clean_article if cleaned else tidy_article
        given = find_sources(sources, self._clean, self.tally.left_out, self.tally.unwanted)
        switch_cleaning(self._library.database, cleaned)
        files = (one.origin for one in given.files if one.origin != STDIN_ORIGIN)
        self._named = name_fields(self._library.database, given.paths, self._fields.names, files)
        return given

    def _begin(self, given: Given) -> list[SourceFile]:
        """Get ready to admit articles; returns the files that have to be read."""
        self.tally.present = given.present
        scope = Scope(given.paths)
        if self._options.again:
            self._take_back(scope, {*given.addresses, *given.present})
        empty = scope.empty([*given.files, *given.lists])
        if not self._options.emptied:  # a disk that is not there just now must not empty the archive
            scope = Scope(path for path in given.paths if path not in empty)
        counts = self._library.article_counts() if empty else {}
        stay = {file: count for file, count in counts.items() if file not in scope}
        self.tally.notes += [empty_note(path, stay, self.tally.unwanted.found) for path in empty]
        files = self._watching.settled(given.files) if self._watching else given.files
        unread = self._without_unchanged(files)
        self._admission = Admission(self._library, self._batches, self.tally, scope, (file.origin for file in unread))
        return unread

    def _take_back(self, scope: Scope, others: set[str]) -> None:
        """Let what was removed for good from these sources come back."""
        removals = self._library.removals
        stones = (one for one in removals.tombstones() if one.file in others or one.file in scope)
        removals.forget_tombstones(stone.article_id for stone in stones)

    def _without_unchanged(self, files: Sequence[SourceFile]) -> list[SourceFile]:
        """Those that are not as they were when they were last read to their end; the articles of the others count."""
        known, counts = self._library.known_files(), self._library.article_counts()
        self._unread = {file.origin for file in files if known.get(file.origin) == (file.size, file.mtime_ns)}
        self.tally.unchanged += sum(counts.get(origin, 0) for origin in self._unread) - len(self._kept())
        self.tally.buried += self._library.removals.buried_from(self._unread)
        return [file for file in files if file.origin not in self._unread]

    def _take_articles(self, articles: Iterable[Article]) -> None:
        for article in articles:
            if article.text:
                self._admission.admit(article, article.origin)
                self._batches.move_on()
            else:
                self.tally.failures.append(Failure(article.origin, "it has no text", "Give it some, or leave it out."))

    def _read(self, files: Sequence[SourceFile]) -> Iterator[SyncProgress]:
        done, self._total = 0, sum(file.size for file in files)
        for file in files:
            yield from self._read_one(file, done)
            done += file.size
            yield self._progress(done, self._total)
        self._settle()

    def _read_one(self, file: SourceFile, done: int) -> Iterator[SyncProgress]:
        before, item, took = len(self.tally.failures), None, False
        unread: list[Failure] = []
        self._admission.begin(file.origin)
        for item in read_file(file, self._fields_for(file), self._clean, self.tally.left_out):
            if isinstance(item, Failure):
                self.tally.refuse([item])
                unread.append(item)
                continue
            took = True
            self.tally.read(file.origin, item)
            self.take(item, file.origin)
            done += min(len(item.text), file.size)  # an estimate: only bytes are known in advance
            self._batches.read = min(done, self._total)
            if self._batches.move_on():
                yield self._progress(min(done, self._total), self._total)
        if file.origin != STDIN_ORIGIN:  # what was piped in before is no less there than it was
            self._admission.end(file.origin, unread_places(unread, item) if took else unread_whole(file.origin, unread))
        if unread or len(self.tally.failures) > before:  # a file with bad records is read, and reported, again
            return
        if self._admission.is_settled(file.origin):
            self._batches.finish(file)
        else:
            self._unfinished.append(file)

    def _fields_for(self, file: SourceFile) -> FieldMap:
        """What the fields of its records are called, as was said now or the last time."""
        if may_hold_records(file.path.name):
            self.tally.mapping.fields = self._fields  # only now can any of them be found missing
        return self._fields if file.origin == STDIN_ORIGIN else FieldMap(self._named.of(file.origin))

    def _settle(self) -> None:
        """Let go what no file holds any more. Only then its file counts as read: else a kill would keep it for ever."""
        self.remove(self._admission.settle())
        for file in self._unfinished:
            if not self._admission.was_refused(file.origin):
                self._batches.finish(file)

    def _web(self, addresses: Sequence[str], lists: Sequence[SourceFile]) -> "Iterator[SyncProgress]":
        from index.web.fetch import Fetcher  # only here is anything of the network imported
        from index.web.follow import Follow

        fetcher = self._fetcher or Fetcher(allow_private=self._options.allow_private)
        follow = Follow(self, self._library, fetcher, self._options.max_pages, self._clean)
        for done, total in follow.pages(addresses, lists):
            self._batches.move_on()
            yield self._progress(done, total, "fetching")

    def take(self, article: Article, file: str) -> None:
        """Take an article just read from a file or page."""
        self._admission.take(article, file)

    def when_stored(self, then: Callable[[], None]) -> None:
        """Do this once everything taken so far is stored."""
        self._batches.when_stored(then)

    def store(self) -> None:
        """Embed and store everything taken so far."""
        while self._batches.store_next():
            pass

    def _remove_absent(self) -> None:
        gone = sorted(filter(self._admission.is_gone, {*self._library.article_counts(), *self._library.known_files()}))
        self.remove([article_id for file in gone for article_id in self._library.article_ids(file)])
        self._library.forget_files(gone)
        if not self._options.keep_removed:
            self.remove(self._kept())

    def _kept(self) -> list[str]:
        """What an earlier sync was told to keep, and what its file, unchanged since, still does not hold."""
        known = {article_id: self._library.known_article(article_id) for article_id in self._library.removals.gone()}
        return [article_id for article_id, one in known.items() if one and one.file in self._unread]

    def remove(self, article_ids: Sequence[str]) -> None:
        """Remove articles, or mark them as gone, and count them."""
        if self._options.keep_removed:
            self.tally.kept += self._library.removals.mark_gone(article_ids, datetime.now(UTC).replace(microsecond=0))
            return
        for start in range(0, len(article_ids), REMOVE_ROWS):
            self._library.remove(article_ids[start : start + REMOVE_ROWS])
        self.tally.removed += len(article_ids)

    def _progress(self, done: int, total: int, phase: str = "reading") -> SyncProgress:
        batches = self._batches
        if phase == "reading":  # what is read and not stored is not done: the model is slower than the reading
            batches.read = done
            done = batches.stored_to
        return SyncProgress(phase, done, total, self.tally.unchanged + batches.articles, batches.chunks)
