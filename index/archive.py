"""The archive: library and vector index kept in step, opened, synced, searched."""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from index.datatypes import Filter, Hit, SyncOptions, SyncReport
from index.embed import BundledEmbedder, Embedder
from index.errors import ArchiveError
from index.folder import check_embedding, check_still, prepare_folder
from index.holdings import Holdings
from index.names.book import NameBook
from index.same_vectors import SameEmbedder
from index.status import ArchiveInfo, ArchiveStatus
from index.store.library import Library
from index.upkeep import Upkeep
from index.vectors.chroma import ChromaVectors
from index.vectors.exact import cosine
from index.vectors.place import ChromaServer
from index.vectors.search import VectorSearch

if TYPE_CHECKING:
    from index.load import Source
    from index.sync import SyncProgress
    from index.watch import Round

__all__ = ["Archive", "ArchiveInfo", "ArchiveStatus"]


class Archive(Holdings, Upkeep):
    """A folder of stored articles that can be searched by meaning and by words.

    Reading is safe from any number of threads and processes; one process at a time syncs.
    """

    def __init__(self, folder: Path, library: Library, embedder: Embedder, chroma: ChromaVectors | None) -> None:
        super().__init__(library, NameBook(folder, library))
        self.folder = folder
        self.embedder = embedder
        self._vectors = VectorSearch(folder / "chroma", library, chroma)
        self._syncing = threading.Lock()

    @classmethod
    def open(
        cls,
        folder: str | Path,
        embedder: Embedder | None = None,
        *,
        create: bool = True,
        chroma: bool | ChromaServer = True,
        warm: bool = True,
    ) -> Self:
        """Open the archive in this folder; with `create`, an empty one is made where there is none.

        Without `chroma`, vectors are searched exactly and Chroma is left alone: what a program that asks once wants. A
        `ChromaServer` is where the vectors of a new archive go, and has to be where those of another are. With `warm`
        it is opened at once, in the background; without, when it is first needed: what a program wants that syncs and
        ends.
        Raises ArchiveError (no archive, not a folder, damaged), ArchiveVersionError and EmbeddingError (another model:
        see `reembed`). A `NoEmbedder` opens any, to be read and kept.
        """
        folder = Path(folder)
        prepare_folder(folder, create)
        library = Library(folder)
        try:
            embedder = embedder or BundledEmbedder()
            check_embedding(folder, library.embedding_name(), embedder)
            server = chroma if isinstance(chroma, ChromaServer) else None
            vectors = ChromaVectors(folder / "chroma", library, server) if chroma else None
            archive = cls(folder, library, embedder, vectors)
            if warm:
                archive._vectors.heal()
        except BaseException:
            library.close()
            raise
        return archive

    # Syncing

    def sync(
        self,
        sources: "Iterable[Source] | Source",
        *,
        keep_removed: bool = False,
        again: bool = False,
        fields: Mapping[str, str] | None = None,
        max_pages: int = 200,
        allow_private: bool = False,
        clean: bool | None = None,
        emptied: bool = False,
        leave_out: Sequence[str] = (),
    ) -> SyncReport:
        """Make the archive hold exactly what these sources hold now; articles of other sources stay as they are.

        A source is a file, a folder, a glob, a web address, an `Article`, or a LlamaIndex `Document`; for the rest see
        `SyncOptions`. What cannot be read is listed in the report. Raises SourceError for a path that is not there,
        ArchiveBusyError while another sync runs.
        """
        options = SyncOptions(keep_removed, again, fields or {}, max_pages, allow_private, clean, emptied, leave_out)
        *_, report = self.sync_steps(sources, options)
        if not isinstance(report, SyncReport):
            raise TypeError("a sync ends with its report")
        return report

    def sync_steps(
        self,
        sources: "Iterable[Source] | Source",
        options: SyncOptions | None = None,
        *,
        watching: "Round | None" = None,
    ) -> "Iterator[SyncProgress | SyncReport]":
        """The same, saying how far it has got; the last item is the SyncReport."""
        from index.sources import listed_sources
        from index.sync import Sync, SyncProgress  # with all readers behind it, which a question does not need

        listed = listed_sources(sources)
        with self._writing("sync"):
            self._check_embedding()
            embedder = SameEmbedder(self._library, self.embedder)
            report: SyncReport | None = None
            for step in Sync(self._library, embedder, options, watching=watching).steps(listed):
                if isinstance(step, SyncReport):
                    report = step
                else:
                    yield step
            try:
                for done, total in self._vectors.catch_up():
                    yield SyncProgress("vectors", done, total)
            except ArchiveError as error:  # the library has everything: the sync itself has succeeded
                report = report and replace(report, notes=(*report.notes, str(error)))
        if report is not None:
            yield report

    def watch(
        self,
        sources: "Iterable[Source] | Source",
        *,
        every: float = 900.0,
        keep_removed: bool = False,
        fields: Mapping[str, str] | None = None,
        max_pages: int = 200,
        allow_private: bool = False,
        clean: bool | None = None,
        leave_out: Sequence[str] = (),
    ) -> Iterator[SyncReport]:
        """Sync these sources, and again whenever they change, without end; a report for each round.

        Web addresses are asked again after `every` seconds, or later where their server asks for that. The first round
        raises what `sync` raises; what goes wrong later is in that round's report, and a later round tries again. What
        a source that is missing or empty held stays. Close the iterator to end it.
        """
        options = SyncOptions(keep_removed, False, fields or {}, max_pages, allow_private, clean, leave_out=leave_out)
        for step in self.watch_steps(sources, options, every):
            if isinstance(step, SyncReport):
                yield step

    def watch_steps(
        self, sources: "Iterable[Source] | Source", options: SyncOptions | None = None, every: float = 900.0
    ) -> "Iterator[SyncProgress | SyncReport]":
        """The same, saying how far each round has got."""
        from index.sources import listed_sources
        from index.watch import Watch

        yield from Watch(self, listed_sources(sources), options or SyncOptions(), every).steps()

    # Search

    def nearest(self, vector: NDArray[np.float32], top_k: int, only: Filter = Filter()) -> list[Hit]:  # noqa: B008
        """The chunks closest in meaning, best first; the score is the cosine similarity.

        Raises EmbeddingError when the archive was embedded anew with another model since it was opened.
        """
        self._check_embedding()
        hits = self._vectors.nearest(vector, top_k, only)
        self._check_embedding()  # as it is still, all that was compared is of this model
        return hits

    def similarities(self, vector: NDArray[np.float32], chunk_ids: Iterable[int]) -> dict[int, float]:
        """Cosine similarity of the vector to each of these chunks; raises EmbeddingError like `nearest`."""
        stored = self._library.embeddings(chunk_ids)
        self._check_embedding()
        return {number: cosine(other, vector) for number, other in stored.items()}

    def lead_vectors(self, article_id: str, chunks: int) -> NDArray[np.float32]:
        """The vectors of an article's first chunks, row by row; raises EmbeddingError like `nearest`."""
        stored = self._library.lead_embeddings(article_id, chunks)
        self._check_embedding()
        return stored

    def close(self) -> None:
        """Close Chroma and the library; the archive cannot be used afterwards."""
        self._vectors.close()
        self._library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Inside

    def _check_embedding(self) -> None:
        check_still(self.folder, self._library.embedding_name(), self.embedder)
