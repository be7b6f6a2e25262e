"""Looking after an archive: verify, repair, compact, back up, restore, remove for good."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from index.embed import BundledEmbedder, Embedder
from index.errors import ArchiveError, EmbeddingError
from index.folder import check_embedding, prepare_folder
from index.reembed import Reembedded, Reembedding
from index.same_vectors import SameEmbedder, gives_stored_vectors
from index.store.backup import Compacted, backup, compact, restore, size_of
from index.store.cleaning import is_cleaned
from index.store.library import FILE_NAME, VERSION, Library
from index.store.next_vectors import NextVectors
from index.store.repair import repair
from index.store.verify import Problem, verify
from index.vectors.chroma import OUTGROWN, ChromaVectors
from index.vectors.move import fill
from index.vectors.place import ChromaServer, in_words, read_place
from index.vectors.state import forget_index
from index.vectors.stores import clean_up, reach
from index.write_lock import WriteLock

if TYPE_CHECKING:
    from index.sync import SyncProgress

VECTOR_SAMPLE = 50  # vectors looked up in Chroma by `verify`
UNKNOWN = "unknown"  # recorded for vectors of which nobody can say any more which embedding made them


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
    vectors: str
    """Where they are kept: in the archive's own folder, or on which Chroma server."""
    bytes: int
    """Of the library; Chroma's index, derived from it, comes on top."""
    former_versions: int
    gone: int
    """Articles kept although their source is not there any more."""
    removed_for_good: int
    stories: int
    """Told by several articles."""
    copies: int
    """Articles that are a copy of another one."""
    cleaned: bool
    """Whether page furniture is taken out of what is read."""
    next_embedding: str | None
    """The embedding with which the archive is being embedded anew, or was until that was broken off."""


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
        stories, copies = self._library.stories.counts()
        return ArchiveInfo(
            status=self.status(),
            folder=self.folder,
            format=VERSION,
            vectors=in_words(read_place(self.folder / "chroma")[1]),
            bytes=size_of(self._library.path),
            former_versions=self._library.versions.count(),
            gone=len(self._library.removals.gone()),
            removed_for_good=len(self._library.removals.tombstones()),
            stories=stories,
            copies=copies,
            cleaned=is_cleaned(self._library.database),
            next_embedding=NextVectors(self._library.database).name(),
        )

    def check(self) -> None:
        """Read everything that is stored; raises ArchiveError where it is damaged."""
        self._library.check()

    def verify(self) -> list[Problem]:
        """Compare everything that is stored with how it was stored; empty when all is well."""
        return [*verify(self._library.database, self._library.dimensions()), *self._vector_problems()]

    def check_vectors(self, embedder: Embedder) -> None:
        """Raise EmbeddingError unless this embedding is the archive's, and gives the vectors that are stored."""
        check_embedding(self.folder, self._library.embedding_name(), embedder)
        SameEmbedder(self._library, embedder).check()

    @classmethod
    def repair(cls, folder: str | Path, embedder: Embedder | None = None) -> list[Problem]:
        """Make a damaged archive whole, also one that cannot be opened; returns what was lost.

        The next sync reads all sources again and brings back what they still hold. The embedding matters only where
        the archive cannot say any more which one it has: it is recorded if it gives the vectors that are there.
        Raises ArchiveError when nothing of the archive can be read, ArchiveBusyError while it is synced.
        """
        folder, embedder = Path(folder), embedder or BundledEmbedder()
        prepare_folder(folder, create=False)
        with WriteLock(folder, threading.Lock(), "archive repair"):
            library = Library(folder)
            try:
                name = _readable_name(library)
                lost = repair(library.database, library.dimensions() or embedder.dimensions, name or UNKNOWN)
                with suppress(EmbeddingError):  # then it stays unknown, and the archive can be embedded anew
                    if name is None and gives_stored_vectors(library, embedder):
                        library.name_embedding(embedder.name)
            finally:
                library.close()
            forget_index(folder / "chroma")
        return lost

    @classmethod
    def reembed(cls, folder: str | Path, embedder: Embedder) -> Reembedded:
        """Embed an archive anew with another embedding, beside the vectors in use, and switch at the end.

        Questions are answered and syncs store with the old ones meanwhile; the switch waits for a sync to end. Broken
        off, it continues when it is called again. With the embedding that the archive has, what was begun is given up.
        Raises ArchiveError, ArchiveBusyError (another process does the same), EmbeddingError.
        """
        *_, report = cls.reembed_steps(folder, embedder)
        if not isinstance(report, Reembedded):
            raise TypeError("embedding anew ends with its report")
        return report

    @classmethod
    def reembed_steps(cls, folder: str | Path, embedder: Embedder) -> "Iterator[SyncProgress | Reembedded]":
        """The same, saying how far it has got; the last item is the report."""
        folder = Path(folder)
        prepare_folder(folder, create=False)
        library = Library(folder)
        try:
            yield from Reembedding(folder, library, embedder).steps()
        finally:
            library.close()

    def compact(self) -> Compacted:
        """Give the room of what was removed back to the disk, in the library and in Chroma."""
        with self._writing("archive compact"):
            compacted = compact(self._library.database)
            self._rebuild_vectors()
        return compacted

    def move(self, to: ChromaServer | None, known: ChromaServer | None = None) -> None:
        """Keep the vectors on this Chroma server from now on, or (None) in the archive's own folder.

        Nothing is embedded: they are filled in from the library and looked at before the old ones are removed. Searches
        go on meanwhile. `known` is the server that they leave, with its token. Raises ArchiveError when the new place
        cannot be used; then the old one stays.
        """
        _exhaust(self.move_steps(to, known))

    def move_steps(self, to: ChromaServer | None, known: ChromaServer | None = None) -> "Iterator[SyncProgress]":
        """The same, saying how far it has got."""
        from index.sync import SyncProgress

        folder, former = self.folder / "chroma", self._chroma
        with self._writing("archive move"):
            for done, total in fill(folder, self._library, to):
                yield SyncProgress("vectors", done, total)
            if former:
                self._chroma = ChromaVectors(folder, self._library, to)
                former.close()
                known = known or former.wanted
            clean_up(folder, self._library, known)
            _exhaust(self._follow_steps())

    def reach_vectors(self, wanted: ChromaServer | None = None) -> str:
        """Where the vectors are, in words; `wanted` is the server of the settings, if any.

        Raises ArchiveError when a server does not answer, and when they are not where they are wanted.
        """
        return reach(self.folder / "chroma", self._library, wanted)

    def backup(self, path: str | Path) -> None:
        """Write the archive as it is at this moment into one new file, also while a sync is running."""
        backup(self._library.database, Path(path))

    @classmethod
    def restore(cls, path: str | Path, folder: str | Path) -> None:
        """Make an archive in a folder that holds none, from a backup; Chroma's index is built when it is opened."""
        folder = Path(folder)
        prepare_folder(folder, create=True)
        with WriteLock(folder, threading.Lock(), "archive restore"):
            forget_index(folder / "chroma")  # first: killed in between, another archive's would be taken for this one's
            restore(Path(path), folder / FILE_NAME)

    def remove(self, article_ids: Iterable[str]) -> int:
        """Remove articles for good, their history included: a sync does not bring them back before `take_back`.

        Raises NoSuchArticleError, and removes nothing, when one of them is not there.
        """
        wanted = [self._library.article(article_id).id for article_id in dict.fromkeys(article_ids)]
        with self._writing("articles remove"):
            count = self._library.removals.bury(wanted, datetime.now(UTC).replace(microsecond=0))
            _exhaust(self._follow_steps())
        return count

    def take_back(self, article_ids: Iterable[str] | None = None) -> int:
        """Let articles that were removed for good (all, when none are named) come back at the next sync."""
        with self._writing("articles remove --again"):
            return self._library.removals.forget_tombstones(article_ids)

    # Inside

    def _follow_steps(self) -> "Iterator[SyncProgress]":
        from index.sync import SyncProgress

        if self._chroma:
            for done, total in self._chroma.follow():
                yield SyncProgress("vectors", done, total)

    def _writing(self, work: str) -> WriteLock:
        return WriteLock(self.folder, self._syncing, work)

    def _rebuild_vectors(self) -> None:
        """Build Chroma's index anew: HNSW never frees the rows that were removed from it."""
        if self._chroma:
            former = self._chroma
            self._chroma = ChromaVectors(self.folder / "chroma", self._library, former.wanted)
            former.close()
            forget_index(self.folder / "chroma")
            _exhaust(self._chroma.follow())

    def _vectors_in_words(self) -> str:
        if self._chroma is None:
            return "exact search, Chroma not opened"
        if self._chroma.ready:
            return f"{self._chroma.words}, in step"
        return f"exact search while Chroma is not in use: {self._chroma.problem or 'it is being brought up to date'}"

    def _vector_problems(self) -> Iterator[Problem]:
        if self._chroma is None:
            return
        try:
            _exhaust(self._chroma.follow())
        except ArchiveError as error:
            yield Problem(str(error))
            return
        if self._chroma.ready:
            yield from self._unfound_vectors(self._chroma)
        elif not (self._chroma.problem or "").startswith(("another process", OUTGROWN)):
            yield Problem(f"Chroma is not in use ({self._chroma.problem}); searches are exact meanwhile")

    def _unfound_vectors(self, chroma: ChromaVectors) -> Iterator[Problem]:
        """Every sampled vector is nearest to itself, but for the few that an approximate index may miss."""
        missed, looked = chroma.unfound(VECTOR_SAMPLE)
        if missed > looked / 10:
            yield Problem(f"Chroma does not find {missed} of {looked} sampled vectors; repair rebuilds it")


def _readable_name(library: Library) -> str | None:
    with suppress(ArchiveError):  # then it is as damaged as the rest
        return library.embedding_name()
    return None


def _exhaust(steps: Iterable[object]) -> None:
    for _ in steps:
        pass
