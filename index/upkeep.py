"""Looking after an archive: verify, repair, compact, back up, restore, remove for good."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from index.embed import BundledEmbedder, Embedder
from index.errors import ArchiveError
from index.folder import check_embedding, forget_index, prepare_folder
from index.store.backup import Compacted, backup, compact, restore, size_of
from index.store.database import Database
from index.store.library import FILE_NAME, VERSION, Library
from index.store.repair import repair
from index.store.verify import Problem, verify
from index.vectors.chroma import ChromaVectors
from index.write_lock import WriteLock

if TYPE_CHECKING:
    from index.sync import SyncProgress

VECTOR_SAMPLE = 50  # vectors looked up in Chroma by `verify`


@dataclass(frozen=True, slots=True)
class ArchiveStatus:
    """What an archive holds, for people and for the record of an evaluation."""

    articles: int
    chunks: int
    undated: int
    first: date | None
    last: date | None
    outlets: dict[str, int]
    embedding: str
    vectors: str
    snapshot: str


@dataclass(frozen=True, slots=True)
class ArchiveInfo:
    """What there is to know of an archive beside what it can answer from."""

    status: ArchiveStatus
    folder: Path
    format: int
    bytes: int
    """Of the library; Chroma's index, derived from it, comes on top."""
    former_versions: int
    gone: int
    """Articles kept although their source is not there any more."""
    removed_for_good: int


class Upkeep:
    """The part of an `Archive` that looks after it."""

    folder: Path
    embedder: Embedder
    _library: Library
    _chroma: ChromaVectors | None
    _syncing: threading.Lock

    def status(self) -> ArchiveStatus:
        """What the archive holds."""
        first, last, undated = self._library.days()
        return ArchiveStatus(
            articles=self._library.count_articles(),
            chunks=self._library.count_chunks(),
            undated=undated,
            first=first,
            last=last,
            outlets=self._library.outlets(),
            embedding=self._library.embedding_name() or self.embedder.name,
            vectors=self._vectors_in_words(),
            snapshot=self._library.snapshot(),
        )

    def info(self) -> ArchiveInfo:
        """What the archive holds, and how it is kept."""
        return ArchiveInfo(
            status=self.status(),
            folder=self.folder,
            format=VERSION,
            bytes=size_of(self._library.path),
            former_versions=self._library.versions.count(),
            gone=len(self._library.removals.gone()),
            removed_for_good=len(self._library.removals.tombstones()),
        )

    def check(self) -> None:
        """Read everything that is stored; raises ArchiveError where it is damaged."""
        self._library.check()

    def verify(self) -> list[Problem]:
        """Compare everything that is stored with how it was stored; empty when all is well."""
        return [*verify(self._library.database, self.embedder.dimensions), *self._vector_problems()]

    @classmethod
    def repair(cls, folder: str | Path, embedder: Embedder | None = None) -> list[Problem]:
        """Make a damaged archive whole, also one that cannot be opened; returns what was lost.

        The next sync reads all sources again and brings back what they still hold. Raises ArchiveError when nothing of
        the archive can be read, ArchiveBusyError while it is synced.
        """
        folder, embedder = Path(folder), embedder or BundledEmbedder()
        prepare_folder(folder, create=False)
        with WriteLock(folder, threading.Lock()):
            database = Database(folder / FILE_NAME)
            try:
                _check_readable_embedding(folder, database, embedder.name)
                lost = repair(database, embedder.dimensions, embedder.name)
            finally:
                database.close()
            forget_index(folder)
        return lost

    def compact(self) -> Compacted:
        """Give the room of what was removed back to the disk, in the library and in Chroma."""
        with self._writing():
            compacted = compact(self._library.database)
            self._rebuild_vectors()
        return compacted

    def backup(self, path: str | Path) -> None:
        """Write the archive as it is at this moment into one new file, also while a sync is running."""
        backup(self._library.database, Path(path))

    @classmethod
    def restore(cls, path: str | Path, folder: str | Path) -> None:
        """Make an archive in a folder that holds none, from a backup; Chroma's index is built when it is opened."""
        folder = Path(folder)
        prepare_folder(folder, create=True)
        with WriteLock(folder, threading.Lock()):
            restore(Path(path), folder / FILE_NAME)
            forget_index(folder)

    def remove(self, article_ids: Iterable[str]) -> int:
        """Remove articles for good, their history included: a sync does not bring them back before `take_back`.

        Raises NoSuchArticleError, and removes nothing, when one of them is not there.
        """
        wanted = [self._library.article(article_id).id for article_id in dict.fromkeys(article_ids)]
        with self._writing():
            count = self._library.removals.bury(wanted, datetime.now(UTC).replace(microsecond=0))
            _exhaust(self._follow_steps())
        return count

    def take_back(self, article_ids: Iterable[str] | None = None) -> int:
        """Let articles that were removed for good (all, when none are named) come back at the next sync."""
        with self._writing():
            return self._library.removals.forget_tombstones(article_ids)

    # Inside

    def _follow_steps(self) -> "Iterator[SyncProgress]":
        from index.sync import SyncProgress

        if self._chroma:
            for done, total in self._chroma.follow():
                yield SyncProgress("vectors", done, total)

    def _writing(self) -> WriteLock:
        return WriteLock(self.folder, self._syncing)

    def _rebuild_vectors(self) -> None:
        """Build Chroma's index anew: HNSW never frees the rows that were removed from it."""
        if self._chroma:
            former, self._chroma = self._chroma, ChromaVectors(self.folder / "chroma", self._library)
            former.close()
            forget_index(self.folder)
            _exhaust(self._chroma.follow())

    def _vectors_in_words(self) -> str:
        if self._chroma is None:
            return "exact search, Chroma not opened"
        if self._chroma.ready:
            return "Chroma, in step"
        return f"exact search while Chroma is not in use: {self._chroma.problem or 'it is being brought up to date'}"

    def _vector_problems(self) -> Iterator[Problem]:
        if self._chroma is None:
            return
        try:
            _exhaust(self._chroma.follow())
        except ArchiveError as error:
            yield Problem(str(error))
        if self._chroma.ready:
            yield from self._unfound_vectors(self._chroma)
        elif self._chroma.problem != "another process has it open":
            yield Problem(f"Chroma is not in use ({self._chroma.problem}); searches are exact meanwhile")

    def _unfound_vectors(self, chroma: ChromaVectors) -> Iterator[Problem]:
        """Every sampled vector is nearest to itself, but for the few that an approximate index may miss."""
        rows = self._library.sample_embeddings(VECTOR_SAMPLE)
        found = [chroma.nearest(vector, 1) or [] for vector in rows]
        missed = sum(not hits or hits[0].score < 0.99 for hits in found)
        if missed > len(rows) / 10:
            yield Problem(f"Chroma does not find {missed} of {len(rows)} sampled vectors; repair rebuilds it")


def _check_readable_embedding(folder: Path, database: Database, name: str) -> None:
    with suppress(ArchiveError):  # then it is as damaged as the rest
        for row in database.rows("SELECT value FROM meta WHERE key = 'embedding'"):
            check_embedding(folder, row["value"], name)


def _exhaust(steps: Iterable[object]) -> None:
    for _ in steps:
        pass
