"""Looking after an archive: verify, repair, compact, back up, restore, remove for good."""

import logging
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from index.embed import BundledEmbedder, Embedder
from index.errors import ArchiveError, EmbeddingError
from index.folder import check_embedding, prepare_folder
from index.reembed import Reembedded, Reembedding
from index.same_vectors import SameEmbedder, gives_stored_vectors
from index.status import ArchiveInfo, ArchiveStatus, info_of, status_of
from index.store.backup import Compacted, backup, check_backup, compact, restore
from index.store.library import FILE_NAME, Library
from index.store.repair import repair
from index.store.verify import Problem, verify
from index.vectors.place import ChromaServer
from index.vectors.search import VectorSearch
from index.vectors.state import forget_index
from index.vectors.stores import reach
from index.write_lock import WriteLock

if TYPE_CHECKING:
    from index.sync import SyncProgress

logger = logging.getLogger("dateline")

UNKNOWN = "unknown"  # recorded for vectors of which nobody can say any more which embedding made them


class Upkeep:
    """The part of an `Archive` that looks after it."""

    folder: Path
    embedder: Embedder
    _library: Library
    _vectors: VectorSearch
    _syncing: threading.Lock

    def status(self) -> ArchiveStatus:
        """What the archive holds."""
        return status_of(self._library, self.embedder.name, self._vectors.in_words())

    def info(self) -> ArchiveInfo:
        """What the archive holds, and how it is kept."""
        return info_of(self.folder, self._library, self.status())

    def check(self) -> None:
        """Read everything that is stored; raises ArchiveError where it is damaged."""
        self._library.check()

    def verify(self) -> list[Problem]:
        """Compare everything that is stored with how it was stored; empty when all is well."""
        return [*verify(self._library.database, self._library.dimensions()), *self._vectors.problems()]

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
            self._vectors.rebuild()
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

        with self._writing("archive move"):
            for done, total in self._vectors.move(to, known):
                yield SyncProgress("vectors", done, total)

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
        check_backup(Path(path))  # first: a misspelt name must leave no folder behind
        prepare_folder(folder, create=True)
        with WriteLock(folder, threading.Lock(), "archive restore"):
            forget_index(folder / "chroma")  # first: killed in between, another archive's would be taken for this one's
            restore(Path(path), folder / FILE_NAME)

    def remove(self, article_ids: Iterable[str]) -> int:
        """Remove articles for good, their history included: a sync does not bring them back before `take_back`.

        Raises NoSuchArticleError, and removes nothing, when one of them is not there. Where Chroma cannot be written,
        which is logged, their vectors stay in it, and are never found, until it can be.
        """
        wanted = [self._library.article(article_id).id for article_id in dict.fromkeys(article_ids)]
        with self._writing("articles remove"):
            count = self._library.removals.bury(wanted, datetime.now(UTC).replace(microsecond=0))
            try:
                _exhaust(self._vectors.follow())
            except ArchiveError as error:  # the library has everything: nobody is told that nothing was removed
                logger.warning("%s", error)
        return count

    def take_back(self, article_ids: Iterable[str] | None = None) -> int:
        """Let articles that were removed for good (all, when none are named) come back at the next sync."""
        with self._writing("articles remove --again"):
            return self._library.removals.forget_tombstones(article_ids)

    # Inside

    def _writing(self, work: str) -> WriteLock:
        return WriteLock(self.folder, self._syncing, work)


def _readable_name(library: Library) -> str | None:
    with suppress(ArchiveError):  # then it is as damaged as the rest
        return library.embedding_name()
    return None


def _exhaust(steps: Iterable[object]) -> None:
    for _ in steps:
        pass
