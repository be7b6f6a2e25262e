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

from index.datatypes import Article, Copy, Filter, Hit, Passage, SyncOptions, SyncReport
from index.embed import BundledEmbedder, Embedder
from index.errors import ArchiveError
from index.export import export
from index.folder import check_embedding, check_still, prepare_folder
from index.names.book import NameBook
from index.same_vectors import SameEmbedder
from index.store.library import Library
from index.store.removals import Tombstone
from index.store.versions import Version
from index.upkeep import ArchiveInfo, ArchiveStatus, Upkeep
from index.vectors.chroma import ChromaVectors
from index.vectors.exact import ExactVectors, cosine
from index.vectors.place import ChromaServer

if TYPE_CHECKING:
    from index.load import Source
    from index.names.groups import Origin
    from index.speakers import Attribution
    from index.sync import SyncProgress
    from index.watch import Round

__all__ = ["Archive", "ArchiveInfo", "ArchiveStatus"]


class Archive(Upkeep):
    """A folder of stored articles that can be searched by meaning and by words.

    Reading is safe from any number of threads and processes; one process at a time syncs.
    """

    def __init__(self, folder: Path, library: Library, embedder: Embedder, chroma: ChromaVectors | None) -> None:
        self.folder = folder
        self.embedder = embedder
        self._library = library
        self._names = NameBook(folder, library)
        library.spellings = self._names.spellings
        self._exact = ExactVectors(library)
        self._chroma = chroma
        self._syncing = threading.Lock()

    @classmethod
    def open(
        cls,
        folder: str | Path,
        embedder: Embedder | None = None,
        *,
        create: bool = True,
        chroma: bool | ChromaServer = True,
    ) -> Self:
        """Open the archive in this folder; with `create`, an empty one is made where there is none.

        Without `chroma`, vectors are searched exactly and Chroma is left alone: what a program that asks once wants. A
        `ChromaServer` is where the vectors of a new archive go, and has to be where those of another are.
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

    def copies(self, article_ids: Iterable[str]) -> dict[str, tuple[Copy, ...]]:
        """The other articles of its story, by day and outlet, for each of these articles that has some."""
        return self._library.stories.copies(article_ids)

    def owners(self, article_ids: Iterable[str]) -> dict[str, str]:
        """Whose text each of these articles is: its agency's, else its outlet's, else that of the host it came from.

        Empty where nothing is known of it. Outlets that print one agency's text are one witness.
        """
        return self._library.stories.owners(article_ids)

    def attributions(self, article_id: str) -> "tuple[Attribution, ...]":
        """What the article says that somebody says, in its order; raises NoSuchArticleError."""
        return self._library.attributions.of(article_id, self.article(article_id).text)

    def attributions_in(self, texts: Mapping[str, str]) -> "dict[str, tuple[Attribution, ...]]":
        """What the articles with these ids and texts say that somebody says, by id, in their order."""
        return self._library.attributions.of_each(texts)

    def said_by(
        self,
        name: str,
        only: Filter = Filter(),  # noqa: B008 (a frozen value)
        limit: int = 100,
    ) -> "list[tuple[str, Attribution]]":
        """What the archive has somebody of this name say, under all its spellings, each with its article's id.

        Of the articles that pass the filter, the latest first; in an article, in its order.
        """
        return self._library.said_by((name, *self.spellings(name)), only, limit)

    def said_in(self, names: Sequence[str], texts: Mapping[str, str]) -> "dict[str, list[Attribution]]":
        """What somebody of one of these names says in the articles with these ids and texts, by id, in their order.

        Other spellings are the caller's to give.
        """
        return self._library.attributions.said_in(names, texts)

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

    def count_undated(self, only: Filter) -> tuple[int, int]:
        """How many articles that pass the rest of the filter have no date, and how many one too rough for its dates.

        Rough is a month or year of which only a part passes the filter.
        """
        return self._library.count_undated(only)

    def last_day(self) -> date | None:
        """The latest day of publication; None when no article has a date."""
        return self._library.last_day()

    def days(self) -> tuple[date | None, date | None]:
        """The first and the latest day of publication; None when no article has a date."""
        return self._library.days()[:2]

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
    ) -> SyncReport:
        """Make the archive hold exactly what these sources hold now; articles of other sources stay as they are.

        A source is a file, a folder, a glob, a web address, an `Article`, or a LlamaIndex `Document`; for the rest see
        `SyncOptions`. What cannot be read is listed in the report. Raises SourceError for a path that is not there,
        ArchiveBusyError while another sync runs.
        """
        options = SyncOptions(keep_removed, again, fields or {}, max_pages, allow_private, clean)
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
        from index.sync import Sync  # with all readers behind it, which a question does not need

        listed = _listed(sources)
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
                yield from self._follow_steps()
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
    ) -> Iterator[SyncReport]:
        """Sync these sources, and again whenever they change, without end; a report for each round.

        Web addresses are asked again after `every` seconds, or later where their server asks for that. The first round
        raises what `sync` raises; what goes wrong later is in that round's report, and a later round tries again. What
        a source that is missing or empty held stays. Close the iterator to end it.
        """
        options = SyncOptions(keep_removed, False, fields or {}, max_pages, allow_private, clean)
        for step in self.watch_steps(sources, options, every):
            if isinstance(step, SyncReport):
                yield step

    def watch_steps(
        self, sources: "Iterable[Source] | Source", options: SyncOptions | None = None, every: float = 900.0
    ) -> "Iterator[SyncProgress | SyncReport]":
        """The same, saying how far each round has got."""
        from index.watch import Watch

        yield from Watch(self, _listed(sources), options or SyncOptions(), every).steps()

    # Search

    def nearest(self, vector: NDArray[np.float32], top_k: int, only: Filter = Filter()) -> list[Hit]:  # noqa: B008
        """The chunks closest in meaning, best first; the score is the cosine similarity.

        Raises EmbeddingError when the archive was embedded anew with another model since it was opened.
        """
        self._check_embedding()
        hits = self._nearest(vector, top_k, only)
        self._check_embedding()  # as it is still, all that was compared is of this model
        return hits

    def _nearest(self, vector: NDArray[np.float32], top_k: int, only: Filter) -> list[Hit]:
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

    def spellings(self, name: str) -> tuple[str, ...]:
        """Other spellings of this name that the archive has: those written down first, then learnt ones."""
        return self._names.spellings(name)

    def spelling_origins(self, name: str) -> "dict[str, Origin]":
        """The same spellings with who says so: "archive" (learnt from it), its "names.txt", or "known names"."""
        return self._names.origins(name)

    def spelling_errors(self) -> tuple[str, ...]:
        """What was left out of the archive's `names.txt`, by line, and what to write instead."""
        return self._names.notes()

    def document_counts(self, stems: Iterable[str]) -> dict[str, int]:
        """In how many chunks each stem occurs."""
        return self._library.document_counts(stems)

    def count_chunks(self) -> int:
        """How many chunks there are."""
        return self._library.count_chunks()

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

    def _check_embedding(self) -> None:
        check_still(self.folder, self._library.embedding_name(), self.embedder)

    def _heal(self) -> None:
        """Bring Chroma in step in the background; until then searches are exact."""
        if self._chroma and not self._chroma.ready and self._library.position().last_chunk:
            self._chroma.follow_in_background()


def _listed(sources: "Iterable[Source] | Source") -> "list[Source]":
    return [sources] if isinstance(sources, str | Path | Article) else list(sources)  # type: ignore[arg-type]
