"""What an archive holds and how it is kept, told in one value."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.store.backup import size_of
from index.store.cleaning import is_cleaned
from index.store.library import VERSION, Library
from index.store.next_vectors import NextVectors
from index.vectors.place import in_words, read_place


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
    named_fields: Mapping[str, Mapping[str, str]]
    """Which field of records a person said is which of ours, by the path of the source."""
    next_embedding: str | None
    """The embedding with which the archive is being embedded anew, or was until that was broken off."""


def status_of(library: Library, embedding: str, vectors: str) -> ArchiveStatus:
    """What a library holds; the name of its embedding, where it has none yet, and of its vectors are given."""
    first, last, undated = library.summary.days()
    return ArchiveStatus(
        articles=library.count_articles(),
        chunks=library.count_chunks(),
        undated=undated,
        first=first,
        last=last,
        outlets=library.summary.outlets(),
        embedding=library.embedding_name() or embedding,
        vectors=vectors,
        snapshot=library.summary.snapshot(),
    )


def info_of(folder: Path, library: Library, status: ArchiveStatus) -> ArchiveInfo:
    """The same with how the archive in this folder is kept."""
    from index.record_fields import record_fields  # with all readers behind it, which a question does not need

    stories, copies = library.stories.counts()
    return ArchiveInfo(
        status=status,
        folder=folder,
        format=VERSION,
        vectors=in_words(read_place(folder / "chroma")[1]),
        bytes=size_of(library.path),
        former_versions=library.versions.count(),
        gone=len(library.removals.gone()),
        removed_for_good=len(library.removals.tombstones()),
        stories=stories,
        copies=copies,
        cleaned=is_cleaned(library.database),
        named_fields=record_fields(library.database).said,
        next_embedding=NextVectors(library.database).name(),
    )
