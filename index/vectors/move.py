"""The vectors moved between the archive's folder and a Chroma server, without embedding anything.

1. A journal says what moves where. 2. The new place is filled from the library, and looked at: the count, and a sample
of vectors. 3. `place.json` names the new place, in one step. 4. The old vectors are removed, then the journal.

Killed before 3, the archive goes on with the old place and the next move with what is in the new one; killed after it,
the archive goes on with the new place and removes the old vectors when it is opened (`stores.clean_up`).
"""

from collections.abc import Iterator
from pathlib import Path

from filelock import Timeout

from index.errors import ArchiveBusyError, ArchiveError
from index.store.library import Library
from index.vectors.chroma import ChromaVectors
from index.vectors.place import ChromaServer, Move, end_move, in_words, read_move, read_place, write_move, write_place
from index.vectors.stores import move_lock, remove_vectors

SAMPLE = 100  # vectors looked for in the new place before the old one is given up


def fill(folder: Path, library: Library, target: ChromaServer | None) -> Iterator[tuple[int, int]]:
    """Steps 1 to 3; yields (rows done, rows to do).

    Raises ArchiveError when the new place cannot be filled, ArchiveBusyError while another move is under way.
    """
    folder.mkdir(exist_ok=True)
    try:
        with move_lock(folder):
            source = read_place(folder)[1]
            _give_up_another(folder, library, source, target)
            if source != target:
                write_move(folder, Move(source, target))
                yield from _filled(folder, library, target)
            write_place(folder, target)
    except Timeout as error:
        raise ArchiveBusyError(f"Another move of the vectors of {folder.parent} is under way. Wait for it.") from error


def _give_up_another(folder: Path, library: Library, source: ChromaServer | None, target: ChromaServer | None) -> None:
    """Remove what a move to somewhere else has left half done."""
    begun = read_move(folder)
    if begun is not None and begun.target not in (source, target):
        remove_vectors(folder, library, begun.target)
        end_move(folder)


def _filled(folder: Path, library: Library, target: ChromaServer | None) -> Iterator[tuple[int, int]]:
    vectors = ChromaVectors(folder, library, place=lambda: target)
    written = False
    try:
        for step in vectors.follow():
            written = True
            yield step
        missed, looked = vectors.unfound(SAMPLE) if vectors.ready else (1, 1)
        if missed > looked / 10:
            raise ArchiveError(f"it does not find {missed} of {looked} sampled vectors")
    except ArchiveError as error:
        if not written:
            end_move(folder)  # nothing of it is anywhere
        raise ArchiveError(
            f"The vectors stay in {in_words(read_place(folder)[1])}: {in_words(target)} cannot be used "
            f"({vectors.problem or error}). Move them again when that is put right; what is there already is used."
        ) from error
    finally:
        vectors.close()
