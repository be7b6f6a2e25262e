"""The archive: library and vector index kept in step, opened, synced, searched."""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from index.datatypes import Article, Filter, Hit, Passage, SyncOptions, SyncReport
from index.embed import BundledEmbedder, Embedder
from index.errors import ArchiveError
from index.export import export
from index.folder import check_embedding, prepare_folder
from index.store.library import Library
from index.store.removals import Tombstone
from index.store.versions import Version
from index.upkeep import ArchiveInfo, ArchiveStatus, Upkeep
from index.vectors.chroma import ChromaVectors
from index.vectors.exact import ExactVectors

if TYPE_CHECKING:
    from index.load import Source
    from index.sync import SyncProgress

__all__ = ["Archive", "ArchiveInfo", "ArchiveStatus"]


class Archive(Upkeep):
    """A folder of stored articles that can be searched by meaning and by words.

    Reading is safe from any number of threads and processes; one process at a time syncs.
    """

    def __init__(self, folder: Path, library: Library, embedder: Embedder, chroma: ChromaVectors | None) -> None:
        self.folder = folder
        self.embedder = embedder
        self._library = library
        self._exact = ExactVectors(library)
        self._chroma = chroma
        self._syncing = threading.Lock()

    @classmethod
    def open(
        cls, folder: str | Path, embedder: Embedder | None = None, *, create: bool = True, chroma: bool = True
    ) -> Self:
        """Open the archive in this folder; with `create`, an empty one is made where there is none.

        Without `chroma`, vectors are searched exactly and Chroma is left alone: what a program that asks once wants.
        Raises ArchiveError (no archive, not a folder, damaged), ArchiveVersionError and EmbeddingError (another model).
        """
        folder = Path(folder)
        prepare_folder(folder, create)
        library = Library(folder)
        try:
            embedder = embedder or BundledEmbedder()
            check_embedding(folder, library.embedding_name(), embedder.name)
            archive = cls(folder, library, embedder, ChromaVectors(folder / "chroma", library) if chroma else None)
            archive._heal()
        except BaseException:
            library.close()
            raise
        return archive

    # Articles

    def articles(self) -> Iterator[Article]:
        """Every article, oldest first, undated last."""
        return self._library.articles()

    def article(self, article_id: str) -> Article:
        """The article with this id; raises NoSuchArticleError."""
        return self._library.article(article_id)

    def history(self, article_id: str) -> list[Version]:
        """All versions of an article, newest first, the current one among them; raises NoSuchArticleError."""
        return self._library.history(article_id)

    def raw(self, article_id: str) -> str | None:
        """The text of an article before it was cleaned, None when it was not kept; raises NoSuchArticleError."""
        return self._library.versions.raw(self.article(article_id))

    def gone(self) -> dict[str, datetime]:
        """Articles that are kept although their source is not there any more: id, and when that was first seen."""
        return self._library.removals.gone()

    def removed(self) -> list[Tombstone]:
        """What was removed for good, latest first."""
        return self._library.removals.tombstones()

    def current(self, passages: Sequence[Passage]) -> list[Passage]:
        """Those passages whose article is stored still and says what it said: what may be cited at this moment."""
        standing = self._library.standing(passage.article for passage in passages)
        return [passage for passage in passages if passage.article.id in standing]

    def export(self, path: str | Path) -> int:
        """Write all articles to a new file of JSON lines, which `sync` reads back equal; returns how many."""
        return export(self.articles(), Path(path))

    def catalogue(self) -> Iterator[tuple[str, str | None, str]]:
        """Id, url and title of every article, without reading its text."""
        return self._library.catalogue()

    def content(self) -> str:
        """A digest of what the articles say, the same wherever and in whatever order they were synced."""
        return self._library.content()

    def outlets(self) -> dict[str, int]:
        """Articles per outlet, most first."""
        return self._library.outlets()

    def authors(self) -> dict[str, int]:
        """Articles per author, most first."""
        return self._library.authors()

    def count_articles(self, only: Filter = Filter()) -> int:  # noqa: B008 (a frozen value)
        """How many articles pass the filter."""
        return self._library.count_articles(only)

    def last_day(self) -> date | None:
        """The latest day of publication; None when no article has a date."""
        return self._library.last_day()

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
    ) -> SyncReport:
        """Make the archive hold exactly what these sources hold now; articles of other sources stay as they are.

        A source is a file, a folder, a glob, a web address, an `Article`, or a LlamaIndex `Document`; for the rest see
        `SyncOptions`. What cannot be read is listed in the report. Raises SourceError for a path that is not there,
        ArchiveBusyError while another sync runs.
        """
        *_, report = self.sync_steps(sources, SyncOptions(keep_removed, again, fields or {}, max_pages, allow_private))
        if not isinstance(report, SyncReport):
            raise TypeError("a sync ends with its report")
        return report

    def sync_steps(
        self, sources: "Iterable[Source] | Source", options: SyncOptions | None = None
    ) -> "Iterator[SyncProgress | SyncReport]":
        """The same, saying how far it has got; the last item is the SyncReport."""
        from index.sync import Sync  # with all readers behind it, which a question does not need

        listed = [sources] if isinstance(sources, str | Path | Article) else list(sources)  # type: ignore[arg-type]
        with self._writing():
            report: SyncReport | None = None
            for step in Sync(self._library, self.embedder, options).steps(listed):
                if isinstance(step, SyncReport):
                    report = step
                else:
                    yield step
            try:
                yield from self._follow_steps()
            except ArchiveError as error:  # the library has everything: the sync itself has succeeded
                report = report and replace(report, notes=(*report.notes, str(error)))
        if report is not None:
            yield report

    # Search

    def nearest(self, vector: NDArray[np.float32], top_k: int, only: Filter = Filter()) -> list[Hit]:  # noqa: B008
        """The chunks closest in meaning, best first; the score is the cosine similarity."""
        if only:
            # Chroma scans metadata: 300 ms where a masked exact search takes 5 (BENCHMARKS.md).
            return self._exact.nearest(vector, top_k, self._library.article_numbers(only))
        hits = self._chroma.nearest(vector, top_k) if self._chroma else None
        if hits is None:
            self._heal()
            return self._exact.nearest(vector, top_k)
        return hits

    def matching(self, words: Iterable[str], top_k: int, only: Filter = Filter()) -> list[Hit]:  # noqa: B008
        """The chunks that hold any of the words, best first; the score is BM25."""
        return self._library.matching(words, top_k, only)

    def document_counts(self, stems: Iterable[str]) -> dict[str, int]:
        """In how many chunks each stem occurs."""
        return self._library.document_counts(stems)

    def count_chunks(self) -> int:
        """How many chunks there are."""
        return self._library.count_chunks()

    def similarities(self, vector: NDArray[np.float32], chunk_ids: Iterable[int]) -> dict[int, float]:
        """Cosine similarity of the vector to each of these chunks."""
        return {
            number: float(other @ vector)
            for number, other in self._library.embeddings(chunk_ids).items()
            if other.shape == vector.shape  # a damaged one is as good as none
        }

    def passages(self, hits: Sequence[Hit]) -> list[Passage]:
        """The hits with their text and article, in the same order."""
        return [passage for _, passage in self._library.located(hits)]

    def located(self, hits: Sequence[Hit]) -> list[tuple[Hit, Passage]]:
        """Each hit with its passage, in the same order; a chunk removed in the meantime is left out."""
        return self._library.located(hits)

    def close(self) -> None:
        """Close Chroma and the library; the archive cannot be used afterwards."""
        if self._chroma:
            self._chroma.close()
        self._library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Inside

    def _heal(self) -> None:
        """Bring Chroma in step in the background; until then searches are exact."""
        if self._chroma and not self._chroma.ready and self._library.count_chunks():
            self._chroma.follow_in_background()
