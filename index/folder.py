"""The folder of an archive: made, recognised, and checked against the embedding that built it."""

from pathlib import Path

from index.durable import make_folder
from index.embed import Embedder, NoEmbedder
from index.errors import ArchiveError, EmbeddingError
from index.store.library import FILE_NAME

README = """This folder is a Dateline archive. library.sqlite3 is the archive itself: keep it.
The folder chroma is derived from it and is rebuilt when it is missing.
"""


def prepare_folder(folder: Path, create: bool) -> None:
    """Make sure that there is an archive in the folder, or, with `create`, that there can be one."""
    library = folder / FILE_NAME
    try:
        if folder.exists() and not folder.is_dir():
            raise ArchiveError(f"{folder} is a file; an archive is a folder. Name another path.")
        # A library of no bytes was never begun: asked, it would answer that the archive knows nothing.
        if library.exists() and (create or library.stat().st_size):
            return
        if not create:
            raise ArchiveError(
                f"There is no archive in {folder}. Make one with: dateline sync ARTICLES --archive {folder}"
            )
        make_folder(folder)
        if not any(folder.iterdir()):
            (folder / "README").write_text(README)
    except (OSError, ValueError) as error:
        raise ArchiveError(
            f"The archive {folder} cannot be opened or made ({error}). Name a folder that you can read and write."
        ) from error


def check_embedding(folder: Path, stored: str | None, embedder: Embedder) -> None:
    """Raise EmbeddingError when the archive was built with another embedding than this."""
    if stored not in (None, embedder.name) and not isinstance(embedder, NoEmbedder):
        raise EmbeddingError(
            f"The archive {folder} was built with the embedding {stored!r}, and this is {embedder.name!r}. Open it "
            "with the same embedding (DATELINE_EMBEDDING and the settings beside it), or embed it anew with this one: "
            f"dateline archive embed --archive {folder}"
        )


def check_still(folder: Path, stored: str | None, embedder: Embedder) -> None:
    """Raise EmbeddingError when the archive was embedded anew with another embedding while it was open with this."""
    if isinstance(embedder, NoEmbedder):
        embedder.embed_texts([])  # says what to do
    if stored not in (None, embedder.name):
        raise EmbeddingError(
            f"The archive {folder} was embedded anew with {stored!r} while it was open here with {embedder.name!r}. "
            "Start this program again with the new embedding (DATELINE_EMBEDDING and the settings beside it)."
        )
