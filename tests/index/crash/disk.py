"""What a disk holds after a power cut: what was synced, and any part of what was not.

A recorded process (record_writes.c) is played back up to some moment. Of every file the content at its last fsync is
certain; of what was written to it since, any of the 512-byte sectors may be there. A name is certain once its folder
was synced after it was made, renamed or removed; of later changes of names in one folder, some first ones may be there.
"""

import os
import shutil
import struct
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from random import Random

SECTOR = 512
CREATE, WRITE, TRUNCATE, SYNC, RENAME, UNLINK, MKDIR, RMDIR = range(1, 9)
_HEAD = struct.Struct("5q")


@dataclass(frozen=True, slots=True)
class Operation:
    """One change, as it was recorded."""

    what: int
    path: str
    second: str
    offset: int
    data: bytes


def build_recorder(folder: Path) -> Path | None:
    """The library to be preloaded; None where there is no compiler."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None or os.uname().sysname != "Linux":
        return None
    library = folder / "record_writes.so"
    source = Path(__file__).with_name("record_writes.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl", "-lpthread"], check=True)
    return library


def recording(recorder: Path, log: Path, folder: Path) -> Mapping[str, str]:
    """The environment of a process whose changes below a folder are recorded."""
    return {**os.environ, "LD_PRELOAD": str(recorder), "RECORD_LOG": str(log), "RECORD_FOLDER": str(folder)}


def operations(log: Path) -> Iterator[Operation]:
    """What was recorded, in order; a last record that is not whole is left out."""
    data, place = log.read_bytes(), 0
    while place + _HEAD.size <= len(data):
        what, offset, *lengths = _HEAD.unpack_from(data, place)
        ends = [place := place + _HEAD.size]
        for length in lengths:
            ends.append(place := place + length)
        if place > len(data):
            return
        path, second, content = (data[start:end] for start, end in pairwise(ends))
        yield Operation(what, path.decode(), second.decode(), offset, content)


@dataclass
class File:
    """A file: what is certain of it, and what was written since."""

    certain: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)  # offset and data, or a new length

    def sync(self) -> None:
        for change in self.pending:
            _apply(self.certain, *change)
        self.pending.clear()

    def after_cut(self, rng: Random, keep: float) -> bytes:
        """What is certain, and of the rest so much."""
        content = bytearray(self.certain)
        for offset, data in self.pending:
            if data is None:
                if rng.random() < keep:
                    _apply(content, offset, None)
                continue
            for start in range(0, len(data), SECTOR):
                if rng.random() < keep:
                    _apply(content, offset + start, data[start : start + SECTOR])
        return bytes(content)


def _apply(content: bytearray, offset: int, data: bytes | None) -> None:
    if data is None:
        del content[offset:]
    end = offset + len(data or b"")
    content.extend(bytes(max(0, end - len(content))))
    if data:
        content[offset:end] = data


Change = tuple[Operation, File | None]  # of a name; with the file where one was made


@dataclass
class Disk:
    """Files and names, played back operation by operation. A folder is a name too; it holds None."""

    certain: dict[str, File | None] = field(default_factory=dict)
    names: dict[str, File | None] = field(default_factory=dict)
    pending: dict[str, list[Change]] = field(default_factory=dict)  # by folder

    def play(self, operation: Operation) -> None:
        """Do what was done."""
        file = self.names.get(operation.path)  # None for a folder, and for a file that has no name any more
        if operation.what == WRITE and file:
            file.pending.append((operation.offset, operation.data))
        elif operation.what == TRUNCATE and file:
            file.pending.append((operation.offset, None))
        elif operation.what == SYNC:
            if file:
                file.sync()
            for change in self.pending.pop(operation.path, []):
                _rename(self.certain, *change)
        elif operation.what in (CREATE, RENAME, UNLINK, MKDIR, RMDIR):
            change = (operation, File() if operation.what == CREATE else None)
            _rename(self.names, *change)
            self.pending.setdefault(operation.path.rpartition(os.sep)[0], []).append(change)

    def after_cut(self, rng: Random, keep: float) -> dict[str, bytes | None]:
        """Content by name, None for a folder; of what is not certain so much is there."""
        names = dict(self.certain)
        for changes in self.pending.values():
            for change in changes[: sum(rng.random() < keep for _ in changes)]:
                _rename(names, *change)
        return {path: file and file.after_cut(rng, keep) for path, file in names.items()}


def _rename(names: dict[str, File | None], operation: Operation, file: File | None) -> None:
    path = operation.path
    if operation.what in (CREATE, MKDIR):
        names[path] = file
    elif operation.what == RENAME and path in names:
        names[operation.second] = names.pop(path)
    elif operation.what in (UNLINK, RMDIR):
        names.pop(path, None)


def write_out(content: Mapping[str, bytes | None], recorded: Path, folder: Path) -> None:
    """Make a folder of what a disk held; what lies in a folder that is gone cannot be reached, and is left out."""
    for path in sorted(content):
        target = folder / os.path.relpath(path, recorded)
        if target == folder or not target.parent.is_dir():
            continue
        data = content[path]
        if data is None:
            target.mkdir(exist_ok=True)
        else:
            target.write_bytes(data)
