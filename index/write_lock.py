"""One writer at a time: among the threads of this process, and among processes. A killed holder lets go of it.

Who holds it stands in `write.holder` beside `write.lock`, so that whoever comes meanwhile can be told.
"""

import json
import os
import socket
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import ArchiveBusyError, ArchiveError

_LOOKS = 3
_LOOK_AGAIN = 0.02  # seconds in which a process that has just got the lock will have said so


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes to an archive: for what, in which process of which machine, since when (ISO 8601)."""

    work: str
    process: int
    host: str
    since: str

    def __str__(self) -> str:
        host = "".join(filter(str.isprintable, self.host))[:80]
        since, today = datetime.fromisoformat(self.since).astimezone(), datetime.now().astimezone().date()
        clock = f"{since:%H:%M}" if since.date() == today else f"{since:%Y-%m-%d %H:%M}"
        return f"dateline {self.work[:40]} (process {self.process} on {host}, since {clock})"


class WriteLock:
    """Held while an archive is written, for `work` such as "sync"; who comes meanwhile gets an ArchiveBusyError."""

    def __init__(self, folder: Path, threads: threading.Lock, work: str) -> None:
        self._folder = folder
        self._threads = threads
        self._work = work
        self._processes = FileLock(folder / "write.lock", timeout=0, thread_local=False)
        self._card = folder / "write.holder"

    def __enter__(self) -> None:
        if not self._threads.acquire(blocking=False):
            raise self._busy()
        try:
            self._acquire()
            self._sign()
        except BaseException:
            self._let_go()
            raise

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._card.unlink()
        self._let_go()

    def _acquire(self) -> None:
        try:
            self._processes.acquire()
        except Timeout as error:
            raise self._busy() from error
        except OSError as error:
            raise ArchiveError(
                f"The archive {self._folder} cannot be written ({error.strerror}). It can be asked and searched; to "
                "sync, check the permissions, or name another folder."
            ) from error

    def _let_go(self) -> None:
        self._processes.release()
        self._threads.release()

    def _sign(self) -> None:
        """Say who holds the lock. What a killed holder said goes first: on a full disk nothing can take its place."""
        holder = Holder(self._work, os.getpid(), socket.gethostname(), datetime.now().astimezone().isoformat())
        new = self._card.with_suffix(".new")
        with suppress(OSError):
            self._card.unlink(missing_ok=True)
            new.write_text(json.dumps(asdict(holder)))
            new.replace(self._card)

    def _busy(self) -> ArchiveBusyError:
        who = str(self._holder() or "Another process")
        advice = (
            "Wait until it has finished, and do this again. On the command line, --wait does that for you; "
            "in Python, catch index.errors.ArchiveBusyError and try again."
        )
        return ArchiveBusyError(f"{who} is writing to the archive {self._folder}. {advice}", who)

    def _holder(self) -> Holder | None:
        """Who holds the lock; None where that cannot be known."""
        for _ in range(_LOOKS):
            with suppress(OSError, ValueError, TypeError, OverflowError):  # it may hold anything
                holder = Holder(**json.loads(self._card.read_text()))
                if _lives(holder) and str(holder):
                    return holder
            time.sleep(_LOOK_AGAIN)
        return None


def _lives(holder: Holder) -> bool:
    """Whether a holder on this machine is running; one on another, which shares the folder, is believed."""
    if holder.host != socket.gethostname() or os.name == "nt":  # on Windows, os.kill would end the process
        return True
    try:
        os.kill(holder.process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it runs as another user
        return True
    return True
