"""A process that may use little, write nothing, and ask nobody; what it does all the same is noted."""

import faulthandler
import os
import re
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any
from zlib import crc32

from fuzzing.parts import ROOT

MEMORY = 2 * 2**30
SECONDS = 20  # of processor time for one file
WRITTEN = 64 * 2**20
CRASH_LOG = "crash.log"  # beside the sandbox: where the code was
_WATCHED = (str(ROOT / "index") + os.sep, f"{os.sep}feedparser{os.sep}", f"{os.sep}warcio{os.sep}")
_NOTED = (
    "socket.connect", "socket.getaddrinfo", "os.system", "os.exec", "os.rename", "os.mkdir", "os.symlink",
    "urllib.Request",
)  # fmt: skip
_touched: list[str] = []


def confine(sandbox: Path) -> None:
    """Limits, an empty folder to be in, and a witness of every file written and every address asked for."""
    os.chdir(sandbox)
    os.environ.update(TMPDIR=str(sandbox), HOME=str(sandbox))
    for what, limit in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, WRITTEN)):
        resource.setrlimit(what, (limit, limit))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    log = (sandbox.parent / CRASH_LOG).open("w")
    faulthandler.enable(log)
    faulthandler.register(signal.SIGPROF, log, all_threads=False, chain=True)  # and then it ends the process
    sys.addaudithook(_witness)


def give_time(factor: float = 1) -> None:
    """Let the process be ended when it has used so many times SECONDS more; 0 lets it go on."""
    signal.setitimer(signal.ITIMER_PROF, factor * SECONDS)


def left_behind(path: Path) -> str | None:
    """What was made, opened for writing or asked for beside the file itself."""
    found = [*_touched, *(f"made {other.name}" for other in path.parent.iterdir() if other != path)]
    _touched.clear()
    return found[0] if found else None


def _witness(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        name, writes = str(arguments[0]), arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        own = name == os.devnull or name.isdigit() or re.fullmatch(r"a\.[a-z0-9.]+", os.path.relpath(name))
        noted = bool(writes) and not own
    else:
        reads_pdf = event == "subprocess.Popen" and any("pdf_words.py" in str(one) for one in arguments[1])
        noted = event in _NOTED or (event == "subprocess.Popen" and not reads_pdf)
    if noted:
        _touched.append(f"{event} {str(arguments)[:200]}")


class Coverage:
    """Which line followed which, in our code and the pure Python of readers' libraries."""

    def __init__(self) -> None:
        self.lines: set[int] = set()
        self._watched: dict[int, bool] = {}
        self._last = 0

    def __enter__(self) -> None:
        self.lines = set()
        sys.settrace(self._on_call)

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)

    def _on_call(self, frame: FrameType, _event: str, _: Any) -> Callable[..., Any] | None:
        code = id(frame.f_code)
        if code not in self._watched:
            self._watched[code] = any(part in frame.f_code.co_filename for part in _WATCHED)
        return self._on_line if self._watched[code] else None

    def _on_line(self, frame: FrameType, event: str, _: Any) -> Callable[..., Any]:
        if event == "line":
            here = crc32(f"{frame.f_code.co_filename}:{frame.f_lineno}".encode())
            self.lines.add(self._last << 1 ^ here)
            self._last = here
        return self._on_line


def processor_time() -> float:
    """Seconds of this process and of those it waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
