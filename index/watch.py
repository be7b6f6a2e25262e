"""Follow sources: sync them once, and again whenever something changes, or it is time to ask the web again.

1. all sources are synced
2. folders, files and globs are followed (`changes.py`), and looked through in any case from time to time
3. each address, and each file that lists addresses, is asked again when its time has come: after `every` seconds, or
   later where its server asks for that
4. what goes wrong in a round (a disk that is full, another writer) is told, and a later round tries again

A source that is missing, or holds nothing at all, may be a disk that is not there just now: it is said, what was stored
from it stays, and it is looked for again. The write lock is held within a round only.
"""

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from glob import has_magic
from pathlib import Path
from typing import TYPE_CHECKING

from index.changes import Changes, Look, is_there, look
from index.datatypes import Failure, SyncOptions, SyncReport
from index.errors import ArchiveBusyError, DatelineError, SourceError
from index.files import STDIN, SourceFile
from index.readers.sitemap import lists_addresses
from index.web.addresses import FetchError, address_of, is_web_address
from index.web.fetch import Fetcher

if TYPE_CHECKING:
    from index.archive import Archive
    from index.load import Source
    from index.sync import SyncProgress

EVERY = 900.0
"""Seconds until a web address is asked again, and folders are looked through of which nothing was told."""
_LONGEST = 24 * 3600.0  # however long a server asks us to stay away
_STILL = 1.0  # seconds for which a file must not have changed to be read
_FIRST_PAUSE, _LONGEST_PAUSE = 2.0, 60.0  # seconds between two tries


@dataclass
class Round:
    """What one of many syncs does otherwise: files that are still being written wait for the next."""

    fetcher: Fetcher
    left: set[str] = field(default_factory=set)
    """The files that wait."""

    def settled(self, files: Sequence[SourceFile]) -> list[SourceFile]:
        """Those whose size and time of change stand still for a moment; takes that moment when some are very new."""
        now = time.time()
        new = [file for file in files if now - file.mtime_ns / 1e9 < _STILL]  # or of a clock that is ahead of ours
        if new:
            time.sleep(_STILL)
        self.left = {file.origin for file in new if not _stands(file)}
        return [file for file in files if file.origin not in self.left]


class Watch:
    """The rounds of one archive over its sources; `every` in seconds."""

    def __init__(
        self, archive: "Archive", sources: "Iterable[Source]", options: SyncOptions, every: float = EVERY
    ) -> None:
        self._archive, self._options, self._every = archive, options, every
        listed = list(sources)
        named = [os.fspath(source) for source in listed if isinstance(source, str | os.PathLike)]
        if STDIN in named:
            raise SourceError("Standard input cannot be watched: it ends once it is read. Sync it without --watch.")
        self._things = [source for source in listed if not isinstance(source, str | os.PathLike)]
        self._addresses = [source for source in named if is_web_address(source)]
        self._paths = [source for source in named if not is_web_address(source)]
        self._changes = Changes(self._paths, archive.folder)
        self._due: dict[str, float] = {}  # address, or file that lists some -> when it is asked again
        self._due_paths = 0.0
        self._patience: dict[str, float] = {}  # address -> the seconds for which it said to stay as it is
        self._lists: dict[str, Look] = {}  # files that list addresses, as they were when they were read
        self._not_before = 0.0
        self._pause = _FIRST_PAUSE

    def steps(self) -> "Iterator[SyncProgress | SyncReport]":
        """Round after round without end, each with its progress and its report.

        Raises what a sync raises in the first round, and nothing of that later.
        """
        try:
            self._lists = self._lists_now()
            yield from self._round([*self._paths, *self._addresses])
            self._things, self._options = [], replace(self._options, again=False)  # else nothing could be removed
            while True:
                yield from self._later_round(self._next())
        finally:
            self._changes.close()

    def _next(self) -> list[str]:
        """Wait for the next round, and say what is synced in it."""
        while True:
            now, lists = time.monotonic(), self._lists_now()
            for path in lists:
                if lists[path] != self._lists.get(path):
                    self._due[path] = self._not_before
            self._lists = lists
            due = {source: self._due.get(source, now) for source in [*self._addresses, *lists]}
            due |= {path: self._due_paths for path in self._paths if path not in lists}
            if now >= min(due.values()):
                return [source for source in due if due[source] <= now]
            if self._changes.wait(min(due.values()) - now):
                self._due_paths = self._not_before

    def _later_round(self, sources: list[str]) -> "Iterator[SyncProgress | SyncReport]":
        """A round of sources that may be missing; what goes wrong is in its report."""
        started = time.monotonic()
        there = [source for source in sources if is_web_address(source) or is_there(source)]
        missing = tuple(
            f"{source} is not there: what was stored from it stays, and it is looked for again."
            for source in sources
            if source not in there
        )
        try:
            yield from self._round(there, missing)
        except (DatelineError, OSError) as error:
            self._failed(there, error)
            failure = Failure(str(self._archive.folder), str(error).rstrip("."), "It is tried again.")
            yield SyncReport(failed=(failure,), seconds=time.monotonic() - started, notes=missing)

    def _round(self, sources: list[str], notes: tuple[str, ...] = ()) -> "Iterator[SyncProgress | SyncReport]":
        visit = Round(Fetcher(allow_private=self._options.allow_private))
        for step in self._archive.sync_steps([*self._things, *sources], self._options, watching=visit):
            if not isinstance(step, SyncReport):
                yield step
                continue
            self._done(sources, visit, step)
            if visit.left:
                notes = (*notes, f"Files that are still being written wait for the next round: {len(visit.left)}.")
            yield replace(step, notes=(*notes, *step.notes))

    def _done(self, sources: Sequence[str], visit: Round, report: SyncReport) -> None:
        """Plan when these sources come again."""
        now, failed = time.monotonic(), {failure.origin for failure in report.failed}
        for source in self._asked(sources):
            self._due[source] = now + self._wait_for(source, visit.fetcher, failed)
        if any(source in self._paths for source in sources):
            self._due_paths = now + self._every
        self._not_before = now
        if visit.left:
            self._pause_once(now)
        else:
            self._pause = _FIRST_PAUSE

    def _failed(self, sources: Sequence[str], error: Exception) -> None:
        now = time.monotonic()
        self._pause_once(now)
        # A busy archive was found before the web was asked anything.
        again = self._not_before if isinstance(error, ArchiveBusyError) else now + self._every
        self._due |= dict.fromkeys(self._asked(sources), again)

    def _pause_once(self, now: float) -> None:
        self._not_before = self._due_paths = now + self._pause
        self._pause = min(2 * self._pause, _LONGEST_PAUSE)

    def _wait_for(self, source: str, fetcher: Fetcher, failed: set[str]) -> float:
        """The seconds until an address is asked again: as long as it is to stay as it is, within bounds."""
        try:
            address = address_of(source)
        except FetchError:
            return self._every
        said = fetcher.patience.get(address)
        if address not in failed:  # "not modified" need not repeat how long that holds
            said = self._patience[address] = self._patience.get(address, 0.0) if said is None else said
        return max(self._every, min(said or 0.0, _LONGEST))

    def _asked(self, sources: Iterable[str]) -> list[str]:
        """Those among the sources for which the web is asked."""
        return [source for source in sources if is_web_address(source) or source in self._lists]

    def _lists_now(self) -> dict[str, Look]:
        """The files, named one by one, that list addresses, as they are now."""
        named = [path for path in self._paths if not has_magic(path)]
        return {path: look(path) for path in named if lists_addresses(Path(path).expanduser())}


def _stands(file: SourceFile) -> bool:
    """Whether a file is still as it was found."""
    try:
        status = file.path.stat()
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) == (file.size, file.mtime_ns)
