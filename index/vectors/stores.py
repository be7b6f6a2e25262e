"""The store of a place, and what is left of one that was moved away from."""

import logging
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import ArchiveError
from index.store.library import Library
from index.vectors.collection import Store
from index.vectors.embedded import EmbeddedStore
from index.vectors.place import ChromaServer, end_move, in_words, place_for, read_move, read_place
from index.vectors.server import ServerStore

logger = logging.getLogger("dateline")


def store_at(folder: Path, library: Library, place: ChromaServer | None) -> Store:
    """The store in this place; None is the folder itself."""
    return EmbeddedStore(folder) if place is None else ServerStore(folder, library, place)


def move_lock(folder: Path) -> FileLock:
    """Held while vectors are moved."""
    return FileLock(folder / "move.lock", timeout=0, thread_local=False)


def reach(folder: Path, library: Library, wanted: ChromaServer | None) -> str:
    """Where the vectors are, in words, after asking a server whether it answers; writes nothing.

    Raises ArchiveError when it does not, and when they are somewhere else than wanted.
    """
    place = place_for(folder, wanted)
    if place is None:
        return in_words(place)
    store = ServerStore(folder, library, place)
    try:
        store.ping()
    except Exception as error:  # chromadb raises what it likes
        raise ArchiveError(
            f"{store.translated(error)}. Searches are exact meanwhile. Start the server, or move the vectors with: "
            f"dateline archive move --to embedded --archive {folder.parent}"
        ) from None
    finally:
        store.close()
    return f"{place} answers"


def clean_up(folder: Path, library: Library, known: ChromaServer | None = None) -> None:
    """Remove the old vectors after a move, also one that was killed before it came to this.

    `known` is a server with its token. What cannot be reached is said and left: nobody may ever reach it again.
    """
    move = read_move(folder)
    if move is None or read_place(folder) != (True, move.target):
        return
    with suppress(Timeout), move_lock(folder):
        if remove_vectors(folder, library, known if known == move.source else move.source):
            end_move(folder)


def remove_vectors(folder: Path, library: Library, place: ChromaServer | None) -> bool:
    """Remove the vectors in a place that is not used any more; False while another process has them open."""
    store = store_at(folder, library, place)
    try:
        with FileLock(store.lock_file, timeout=0):
            store.destroy()
    except Timeout:
        return False
    except Exception as error:  # chromadb raises what it likes
        reason = store.translated(error)
        logger.warning("The old vectors in %s could not be removed: %s. Remove them there.", in_words(place), reason)
    finally:
        store.close()
    return True
