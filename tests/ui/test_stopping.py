"""Ctrl-C and SIGTERM stop the program wherever it is, in order and in words."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.command_line import START, environment
from tests.conftest import REPOSITORY

BEGIN = """
import gc, os, signal, sys, time, weakref
from ui.stopping import check, stop_in_order
stop_in_order()

def send(*_):
    os.kill(os.getpid(), signal.{name})

class Thing:
    pass
"""
# Where Python loses an exception that a signal has raised, and what has it raised all the same.
LOST = {
    "in a __del__": "Thing.__del__ = send\nThing()\ntime.sleep(20)",
    "in a callback, as those of the import machinery": "one = Thing()\nkept = weakref.ref(one, send)\ndel one\ntime.sleep(20)",
    "in a callback of the garbage collection": "gc.callbacks.append(send)\ngc.collect()\ngc.callbacks.clear()\ntime.sleep(20)",
    "in a library that drops it": "try:\n    send()\nexcept BaseException:\n    pass\ncheck()\ntime.sleep(20)",
}  # fmt: skip


@pytest.mark.parametrize("where", LOST)
@pytest.mark.parametrize(("name", "code"), [("SIGINT", -signal.SIGINT), ("SIGTERM", 143)])
def test_signal_that_python_loses_stops_the_program(where: str, name: str, code: int) -> None:
    script = BEGIN.format(name=name) + LOST[where]
    started = time.monotonic()
    done = subprocess.run([sys.executable, "-c", script], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert "Exception ignored" not in done.stderr
    assert time.monotonic() - started < 10


def test_other_exceptions_that_python_ignores_are_still_told() -> None:
    script = BEGIN.format(name="SIGINT") + "Thing.__del__ = lambda self: 1 / 0\nThing()\nprint('went on')"
    done = subprocess.run([sys.executable, "-c", script], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert done.stdout == "went on\n"
    assert "ZeroDivisionError" in done.stderr


def test_error_that_a_library_makes_of_the_signal_is_not_told_as_one() -> None:
    script = (
        "import os, signal, ui.cli\n"
        "def fail(**_):\n"
        "    try: os.kill(os.getpid(), signal.SIGTERM)\n"
        "    except BaseException as error: raise ImportError('core failed to import') from error\n"
        "ui.cli.app = fail\n"
        "ui.cli.main()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (143, "", "")


def caught(pid: int) -> bool:
    """Whether a process has said what it does on SIGTERM."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    mask = next(int(line.split()[1], 16) for line in lines if line.startswith("SigCgt:"))
    return bool(mask >> (signal.SIGTERM - 1) & 1)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_sync_is_stopped_at_any_moment(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    for number in range(400):
        text = f"The harbour office said on day {number} that the quay of Hallin stays closed. " * 40
        (tmp_path / "news" / f"{number}.txt").write_text(f"Day {number}\n\n{text}\n")
    for moment in range(40):
        how, code = [(signal.SIGINT, 130), (signal.SIGTERM, 143)][moment % 2]
        with subprocess.Popen(
            [*START, "sync", "news", "-a", f"archive{moment}"], stdout=-1, stderr=-1, text=True, cwd=tmp_path,
            env=environment(),
        ) as process:  # fmt: skip
            while not caught(process.pid):
                time.sleep(0.01)
            time.sleep(0.06 * moment)
            process.send_signal(how)
            out, err = process.communicate(timeout=30)
        assert (process.returncode, out) == (code, ""), err
        assert err.strip() in ("", "Stopped. What was stored stays; the same command continues.")
