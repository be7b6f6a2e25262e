"""The folder of an archive: made, recognised, and checked against the embedding that built it."""

from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

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
        folder.mkdir(parents=True, exist_ok=True)
        if not any(folder.iterdir()):
            (folder / "README").write_text(README)
    except (OSError, ValueError) as error:
        raise ArchiveError(
            f"The archive {folder} cannot be opened or made ({error}). Name a folder that you can read and write."
        ) from error


def check_embedding(folder: Path, stored: str | None, name: str) -> None:
    """Raise EmbeddingError when the archive was built with another embedding than this."""
    if stored not in (None, name):
        raise EmbeddingError(
            f"The archive {folder} was built with the embedding {stored!r}, and this is {name!r}. Open it "
            "with the same embedding, or sync its sources into a new folder."
        )


def forget_index(folder: Path) -> None:
    """Have the vector index of an archive built anew when it is next opened, unless a process has it open."""
    with suppress(Timeout, OSError), FileLock(folder / "chroma" / "owner.lock", timeout=0):
        (folder / "chroma" / "state.json").unlink(missing_ok=True)
