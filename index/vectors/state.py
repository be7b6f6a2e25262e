"""What is known of one Chroma collection: how far it has followed the library, and whether it can be trusted."""

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from index.durable import sync_folder
from index.store.library import Position

EMBEDDED_STATE, SERVER_STATES = "state.json", "server-*.json"


@dataclass(frozen=True, slots=True)
class State:
    """What the state file holds: which generation of the collection is current, how far it followed, and its seal."""

    generation: str
    clean: bool
    last_chunk: int
    last_removal: int
    removed: int = 0
    """Rows deleted since the generation was built: HNSW never frees them."""
    seal: str = ""
    """Tells whether anyone else changed the collection; empty where it shall be built anew."""
    embedding: int = 0
    former: tuple[str, ...] = ()
    """Generations of ours on a server that have still to be removed from it."""
    strays: tuple[int, ...] = ()
    """Rows that its searches miss (`strays.py`)."""

    @property
    def position(self) -> Position:
        """The library position that the collection has followed to."""
        return Position(self.last_chunk, self.last_removal, self.embedding)


def read_state(path: Path) -> State | None:
    """The state in this file; None when there is none that can be read."""
    try:
        values = json.loads(path.read_text())
        return State(**values | {name: tuple(values.get(name, ())) for name in ("former", "strays")})
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def write_state(path: Path, state: State) -> State:
    """Write the state in one step, on disk before anything that follows."""
    replace_file(path, json.dumps(asdict(state)))
    return state


def replace_file(path: Path, text: str) -> None:
    """Write a small file so that at any moment it holds all of the old text or all of the new."""
    temporary = path.with_name(f"{path.name}.new")
    with temporary.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def forget_index(folder: Path) -> None:
    """Have the vector index in this folder built anew when it is next opened, unless a process has it open."""
    with suppress(Timeout, OSError), FileLock(folder / "owner.lock", timeout=0):
        (folder / EMBEDDED_STATE).unlink(missing_ok=True)
        sync_folder(folder)
    for path in folder.glob(SERVER_STATES):
        state = read_state(path)
        if state is not None:  # it is kept, since it says what has to be removed from the server
            with suppress(Timeout, OSError), FileLock(path.with_suffix(".lock"), timeout=0):
                write_state(path, replace(state, clean=False, seal=""))
