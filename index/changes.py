"""Paths -> when something below them changes, told by the system and by a look at the paths themselves."""

import logging
import os
import stat
import time
from collections.abc import Sequence
from glob import has_magic, iglob
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from index.files import mode_of
from index.passed_over import is_hidden, is_scratch
from index.recognise import is_article_file

if TYPE_CHECKING:
    from collections.abc import Generator

    from watchfiles.main import FileChange

TICK = 1.0  # seconds between two looks at the paths themselves
_QUIET = 0.5  # seconds without a change that end a burst
_BURST = 5.0  # seconds after which a burst that goes on is taken in as far as it has come
_BLIND = 60.0  # seconds between two looks through folders whose changes the system does not tell

Look: TypeAlias = tuple[int, ...] | None
"""What tells a file or folder from what was there before; None where there is none."""

logger = logging.getLogger("dateline")


class Changes:
    """Follows files, folders and globs from the first `wait` on; what is below `ignored` never counts."""

    def __init__(self, paths: Sequence[str], ignored: Path) -> None:
        self._paths, self._ignored = paths, Path(os.path.realpath(ignored))
        self._looks: dict[str, Look] = {}
        self._folders: list[Path] = []
        self._watcher: Generator[set[FileChange], None, None] | None = None
        self._look_through: float | None = None  # when, where the system does not tell

    def wait(self, seconds: float) -> bool:
        """Wait until a sync may find something new, so many seconds at most; True as soon as it begins to follow."""
        until = time.monotonic() + seconds
        while True:
            if self._is_other():
                self._begin()
                return True
            told = self._told() if self._watcher else self._slept(until)
            if told or time.monotonic() >= until:
                return told

    def close(self) -> None:
        """Stop following."""
        if self._watcher is not None:
            self._watcher.close()
            self._watcher = None

    def _is_other(self) -> bool:
        looks = {path: look(path) for path in self._paths}
        former, self._looks = self._looks, looks
        return looks != former

    def _begin(self) -> None:
        """Have the system tell changes below the folders that are there now."""
        from watchfiles import watch

        self.close()
        self._look_through = None
        bases = (base_of(path) for path in self._paths)
        self._folders = sorted({Path(os.path.realpath(base)) for base in bases if stat.S_ISDIR(mode_of(base))})
        if self._folders:
            self._watcher = watch(
                *self._folders, watch_filter=None, debounce=int(_BURST * 1000), step=int(_QUIET * 1000),
                rust_timeout=int(TICK * 1000), yield_on_timeout=True, poll_delay_ms=2000,
                ignore_permission_denied=True,
            )  # fmt: skip
            self._told()  # it begins only when it is first asked

    def _told(self) -> bool:
        """Whether the system tells, within a tick, of a change that counts."""
        if self._watcher is None:
            return False
        try:
            return any(self._counts(int(change), Path(path)) for change, path in next(self._watcher))
        except (OSError, RuntimeError, ValueError, TypeError) as error:
            logger.warning("Changes cannot be followed (%s): the folders are looked through every minute.", error)
            self._watcher, self._look_through = None, time.monotonic() + _BLIND
            return False

    def _slept(self, until: float) -> bool:
        """Sleep for a tick; True when it is time to look through folders of which nothing is told."""
        time.sleep(max(0.0, min(TICK, until - time.monotonic())))
        if self._look_through is None or time.monotonic() < self._look_through:
            return False
        self._look_through = time.monotonic() + _BLIND
        return True

    def _counts(self, change: int, path: Path) -> bool:
        """Whether a sync may find something else for this change: an article file, a folder, something gone."""
        below = [path.relative_to(folder) for folder in self._folders if path.is_relative_to(folder)]
        hidden = all(any(map(is_hidden, place.parts)) for place in below)
        if hidden or path.is_relative_to(self._ignored):
            return False
        folder = stat.S_ISDIR(mode_of(path))
        return change == _DELETED or folder or (is_article_file(path) and not is_scratch(path.name))


_DELETED = 3  # watchfiles.Change.deleted


def look(path: str) -> Look:
    """Which file or folder a path, or what a glob starts from, is now; of a file, also in which state."""
    try:
        status = base_of(path).stat()
    except OSError:
        return None
    if stat.S_ISDIR(status.st_mode):
        return status.st_dev, status.st_ino
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def base_of(path: str) -> Path:
    """The path itself; of a glob, the folder below which everything is that it may match."""
    found = Path(os.path.expanduser(path))  # noqa: PTH111
    if not has_magic(path) or mode_of(found):
        return found
    return Path(*found.parts[: next(at for at, part in enumerate(found.parts) if has_magic(part))])


def is_there(path: str) -> bool:
    """Whether a path is there, or a glob matches anything."""
    found = Path(os.path.expanduser(path))  # noqa: PTH111
    if mode_of(found) or not has_magic(path):
        return bool(mode_of(found))
    return next(iglob(os.path.expanduser(path), recursive=True), None) is not None  # noqa: PTH111, PTH207
