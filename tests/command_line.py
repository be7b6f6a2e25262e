"""The `dateline` command, run as a person or a script runs it, or in this process where another adds only a second."""

import contextlib
import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from tests.conftest import REPOSITORY
from ui.cli import main

COMMAND = Path(sys.executable).with_name("dateline")
START = [str(COMMAND)] if COMMAND.exists() else [sys.executable, "-m", "ui.cli"]


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(REPOSITORY), "COLUMNS": "80", **more}


def dateline_process(*arguments: str | bytes | Path, cwd: Path | None = None, **variables: str) -> Done:
    """Run the installed command to its end."""
    done = subprocess.run(
        [*START, *arguments], check=False, capture_output=True, text=True, errors="replace",
        cwd=cwd, env=environment(**variables), timeout=100,
    )  # fmt: skip
    return checked(Done(done.returncode, done.stdout, done.stderr))


def dateline(*arguments: str | Path, cwd: Path | None = None, **variables: str) -> Done:
    """Run the command's `main` here."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    code = 0
    shell = _as_in_a_shell([str(argument) for argument in arguments], cwd, variables)
    with shell, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    for stream in (out, err):
        stream.flush()
    return checked(Done(code, *(stream.buffer.getvalue().decode() for stream in (out, err))))  # type: ignore[attr-defined]


def checked(done: Done) -> Done:
    """A traceback fails the test, whatever it was about."""
    assert "Traceback" not in done.stdout + done.stderr
    assert "unexpectedly" not in done.stderr
    return done


def refused(done: Done, *words: str, code: int = 1) -> None:
    """It failed as it should: an exit code, nothing on stdout, one message on stderr with these words."""
    assert done.returncode == code, done.stdout + done.stderr
    assert done.stdout == ""
    assert done.stderr.startswith("Error: ")
    assert done.stderr.count("Error: ") == 1
    said = " ".join(done.stderr.split())
    for word in words:
        assert word in said


@contextlib.contextmanager
def _as_in_a_shell(arguments: list[str], cwd: Path | None, variables: dict[str, str]) -> Iterator[None]:
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    hook, here = sys.unraisablehook, Path.cwd()
    with (
        mock.patch.object(sys, "argv", ["dateline", *arguments]),
        mock.patch.dict(os.environ, environment(**variables)),
    ):
        os.chdir(cwd or here)
        try:
            yield
        finally:
            os.chdir(here)
            sys.unraisablehook = hook
            for number, handler in handlers.items():
                signal.signal(number, handler)
