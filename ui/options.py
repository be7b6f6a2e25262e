"""Options that several commands share, and the archive that they name."""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import typer

from index.errors import ArchiveBusyError

if TYPE_CHECKING:
    from index.archive import Archive
    from index.embed import Embedder
    from index.vectors.place import ChromaServer

ArchiveOption = Annotated[
    Path | None,
    typer.Option("--archive", "-a", help="The archive's folder.", show_default="archive, or DATELINE_ARCHIVE"),
]
WaitOption = Annotated[
    bool, typer.Option("--wait", help="Where another process writes to the archive, wait until it has finished.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Done = TypeVar("Done")
_ASK_AGAIN = 0.5  # seconds between two tries for an archive that is being written
EMPTY = "The archive {archive} holds no articles. Fill it with: dateline sync ARTICLES --archive {archive}"


def archive_folder(archive: Path | None) -> Path:
    """The folder that was named, or else the one of the settings. Raises SettingsError."""
    from rag.settings import load_settings

    return load_settings(archive=archive).archive


def vector_store() -> "ChromaServer | Literal[True]":
    """Where the settings say that the vectors are. Raises SettingsError."""
    from rag.build import vector_store
    from rag.settings import load_settings

    return vector_store(load_settings())


def embedder() -> "Embedder":
    """The embedding that the settings name. Raises SettingsError, MissingExtraError."""
    from rag.build import embedder
    from rag.settings import load_settings

    return embedder(load_settings())


def open_archive(archive: Path | None) -> "Archive":
    """The archive, which must be there, without Chroma and embedding: nothing is searched. Raises ArchiveError."""
    from index.archive import Archive
    from index.embed import NoEmbedder

    return Archive.open(archive_folder(archive), NoEmbedder(), create=False, chroma=False)


def when_free(write: Callable[[], Done], *, wait: bool) -> Done:
    """Do what writes to an archive; with `wait`, once nobody else does, saying for whom it waits."""
    told = ""
    while True:
        try:
            return write()
        except ArchiveBusyError as error:
            if not wait:
                raise
            if error.who != told:
                print(f"Waiting for {error.who}.", file=sys.stderr, flush=True)
            told = error.who
            time.sleep(_ASK_AGAIN)
