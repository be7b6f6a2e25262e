"""Feed every reader with broken and hostile files, in processes of little memory and time.

    python scripts/fuzz.py --minutes 30    # processor time for each reader, which may be gathered over several runs
    python scripts/fuzz.py --reader epub --minutes 5
    python scripts/fuzz.py --file build/fuzz/findings/epub-1f0c76ab21de.epub

A file is read as a sync reads it: from a folder, by what its bytes are. A finding is a crash, an exception that is no
Failure, more than 20 s of processor time for a file of less than a megabyte, more than 2 GB of memory, a file written
or an address asked for, the text of a file outside, or an article that cannot be stored as it is. Each is made small
and saved below `--out`, with the totals in fuzz.json. Cases come from a seed, which is printed, and from what earlier
cases reached: every fifth is watched line by line, and kept as a sample when it went where none went before.
"""

import argparse
import json
import os
import re
import select
import signal
import socket
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path
from random import Random
from typing import Any

from fuzzing.checks import Count, examine
from fuzzing.child import Known, Say, feed
from fuzzing.confined import CRASH_LOG, SECONDS, confine, give_time
from fuzzing.parts import SECRET, Outside
from fuzzing.samples import readers

SLICE = 60.0  # seconds of processor time for one child: what it leaks is soon gone
SILENCE = 400  # seconds by the clock after which a child is taken for hung; a PDF may take 180 before it is given up
TRIES = 300


@dataclass
class Total:
    """What one reader has been through."""

    cpu_seconds: float = 0.0
    cases: int = 0
    articles: int = 0
    failures: int = 0
    slowest: float = 0.0
    peak_mb: int = 0
    findings: dict[str, dict[str, Any]] = field(default_factory=dict)
    fixed: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Findings of earlier runs that are none any more."""


class Fuzz:
    """The totals, the findings, and the children that make them."""

    def __init__(self, out: Path, seed: int) -> None:
        self.out, self.seed = out, seed
        self.home = Path(tempfile.mkdtemp(prefix="fuzz-"))
        self.sandbox = self.home / "sandbox"
        (self.home / "canary").write_text(SECRET)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.setblocking(False)
        address = f"http://127.0.0.1:{self.listener.getsockname()[1]}/canary"
        self.readers = readers(Outside((self.home / "canary").as_uri(), address))
        totals = _read_json(out / "fuzz.json")
        self.totals = {name: Total(**total) for name, total in totals.items()}
        self.known: dict[str, Known] = {}

    def feed(self, name: str, seconds: float) -> None:
        """One child reads cases of one reader for so many seconds."""
        total = self.totals.setdefault(name, Total())
        known = self.known.setdefault(name, self._load_known(name))
        seed, reader, sandbox = f"{self.seed} {name} {total.cases}", self.readers[name], self.sandbox
        child = Child(sandbox, lambda say: feed(reader, known, Random(seed), seconds, sandbox=sandbox, say=say))
        for message in list(child.messages(SILENCE)):
            if "finding" in message:
                self._found(name, message["finding"], message["name"], bytes.fromhex(message["data"]), seed)
            if "end" in message:
                self._add(total, message["end"])
                self.known[name] = _known(message)
        total.cpu_seconds = round(total.cpu_seconds + child.seconds, 1)
        if child.ended:
            for reading in [(path.name, path.read_bytes()) for path in self.sandbox.iterdir()]:
                self._found(name, child.ended, *reading, seed)
        if self._was_called():
            self._found(name, "a web address was asked for", "unknown", b"", seed)
        self._save(name)

    def read_findings_again(self) -> None:
        """Put aside what earlier runs found and what is well now."""
        for total in self.totals.values():
            for what, finding in list(total.findings.items()):
                path = Path(finding["file"] or "")
                if path.is_file() and not read_again(path, self.home / "again"):
                    total.fixed[what] = total.findings.pop(what)

    def _add(self, total: Total, end: dict[str, Any]) -> None:
        total.cases += end["cases"]
        total.articles += end["articles"]
        total.failures += end["failures"]
        total.slowest = max(total.slowest, end["slowest"])
        total.peak_mb = max(total.peak_mb, end["peak_mb"])

    def _found(self, reader: str, what: str, name: str, data: bytes, seed: str) -> None:
        known = self.totals[reader].findings.setdefault(what, {"count": 0, "seed": seed, "file": None})
        known["count"] += 1
        if known["file"]:
            return
        print(f"FOUND {reader}: {what} (seed {seed})", flush=True)
        data = smallest(
            data, lambda less: outcome(self.home / "again", name, less) == what, 12 if "stopped" in what else TRIES
        )
        folder = self.out / "findings"
        folder.mkdir(parents=True, exist_ok=True)
        path = (
            folder / f"{reader.replace(' ', '_')}-{blake2b(data, digest_size=6).hexdigest()}.{name.partition('.')[2]}"
        )
        path.write_bytes(data)
        known["file"] = str(path)

    def _was_called(self) -> bool:
        try:
            self.listener.accept()[0].close()
        except BlockingIOError:
            return False
        return True

    def _known_file(self, name: str) -> Path:
        return self.out / "known" / f"{name.replace(' ', '_')}.json"

    def _load_known(self, name: str) -> Known:
        return _known(_read_json(self._known_file(name)))

    def _save(self, name: str) -> None:
        self._known_file(name).parent.mkdir(parents=True, exist_ok=True)
        known = self.known[name]
        values = {"lines": sorted(known.lines), "kept": [one.hex() for one in known.kept]}
        _write_json(self._known_file(name), values)
        _write_json(self.out / "fuzz.json", {name: asdict(total) for name, total in self.totals.items()})


def _known(values: dict[str, Any]) -> Known:
    return Known(set(values.get("lines", ())), [bytes.fromhex(one) for one in values.get("kept", ())])


class Child:
    """A forked process that says things in JSON lines until it ends, or is ended."""

    def __init__(self, sandbox: Path, work: Callable[[Say], None]) -> None:
        for left in sandbox.iterdir() if sandbox.exists() else ():
            left.unlink()
        sandbox.mkdir(exist_ok=True)
        self.seconds, self.ended, self._home = 0.0, "", sandbox.parent
        (self._home / CRASH_LOG).unlink(missing_ok=True)
        self._reading, writing = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(self._reading)
            _work_and_leave(work, writing)
        os.close(writing)

    def messages(self, silence: float) -> Iterator[dict[str, Any]]:
        """What it says; afterwards `seconds` are those of the processor, and `ended` why it did not end well."""
        rest, done = b"", False
        while select.select([self._reading], [], [], silence)[0]:
            piece = os.read(self._reading, 1 << 20)
            if not piece:
                break
            *lines, rest = (rest + piece).split(b"\n")
            for message in map(json.loads, lines):
                done = done or "end" in message
                yield message
        else:
            os.kill(self._pid, signal.SIGKILL)
            self.ended = f"stopped: nothing was heard of it for {silence:.0f} s"
        os.close(self._reading)
        _, status, usage = os.wait4(self._pid, 0)
        self.seconds = usage.ru_utime + usage.ru_stime
        if not self.ended and not done:
            self.ended = _cause(status) + self._place()

    def _place(self) -> str:
        """Where in our code a child was when it crashed or was stopped."""
        log = self._home / CRASH_LOG
        found = re.findall(r'File "[^"]*/index/(\S+)", line \d+ in (\S+)', log.read_text()) if log.exists() else []
        return f" in {found[0][0]}:{found[0][1]}" if found else ""


def _cause(status: int) -> str:
    if not os.WIFSIGNALED(status):
        return f"the process ended with {os.waitstatus_to_exitcode(status)}"
    number = os.WTERMSIG(status)
    return f"stopped: over {SECONDS} s" if number == signal.SIGPROF else f"crash: {signal.Signals(number).name}"


def _work_and_leave(work: Callable[[Say], None], writing: int) -> None:
    """The child's whole life; it never returns to the code of its parent."""
    warnings.simplefilter("ignore")
    code = 1
    try:
        with os.fdopen(writing, "w") as stream:
            work(lambda message: print(json.dumps(message), file=stream, flush=True))
        code = 0
    except BaseException as error:
        print(f"the child itself failed: {error!r}", file=sys.stderr, flush=True)
    finally:
        os._exit(code)


def outcome(sandbox: Path, name: str, data: bytes) -> str | None:
    """What is wrong when this file is read, None when nothing is."""

    def work(say: Say) -> None:
        confine(sandbox)
        (sandbox / name).write_bytes(data)
        give_time()
        say({"end": examine(sandbox / name, Count())})

    child = Child(sandbox, work)
    said = [message["end"] for message in child.messages(SILENCE)]
    return said[0] if said else child.ended


def read_again(path: Path, sandbox: Path) -> str | None:
    """What is wrong when a saved finding is read once more."""
    return outcome(sandbox, f"a.{path.name.partition('.')[2]}", path.read_bytes())


def smallest(data: bytes, fails: Callable[[bytes], bool], tries: int) -> bytes:
    """The file without whatever can be left out of it while it still fails."""
    size = len(data) // 2
    while size and tries > 0:
        place = 0
        while place < len(data) and tries > 0:
            less = data[:place] + data[place + size :]
            tries -= 1
            if fails(less):
                data = less
            else:
                place += size
        size //= 2
    return data


def _read_json(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text()) if path.exists() else {}


def _write_json(path: Path, value: object) -> None:
    path.with_suffix(".new").write_text(json.dumps(value, indent=1))
    path.with_suffix(".new").replace(path)


def table(totals: dict[str, Total]) -> str:
    """The totals, a reader a line."""
    head = f"{'reader':14}{'minutes':>9}{'cases':>10}{'articles':>10}{'slowest s':>11}{'peak MB':>9}{'findings':>10}"
    rows = (
        f"{name:14}{one.cpu_seconds / 60:9.1f}{one.cases:10,}{one.articles:10,}{one.slowest:11.1f}{one.peak_mb:9,}"
        f"{len(one.findings):10}"
        for name, one in totals.items()
    )
    return "\n".join([head, *rows])


def main() -> None:
    """Feed the readers in turn until each has had its minutes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--minutes", type=float, default=30, help="processor time for each reader, earlier runs included"
    )
    parser.add_argument("--reader", action="append", help="only this one (may be repeated)")
    parser.add_argument("--out", type=Path, default=Path("build/fuzz"), help="where totals and findings are kept")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--file", type=Path, help="read this file once more, and say what is wrong")
    options = parser.parse_args()
    if options.file:
        found = read_again(options.file, Path(tempfile.mkdtemp(prefix="fuzz-")) / "again")
        print(found or "nothing is wrong")
        sys.exit(bool(found))
    print(f"seed {options.seed}", flush=True)
    fuzz = Fuzz(options.out, options.seed)
    fuzz.read_findings_again()
    wanted = options.reader or list(fuzz.readers)
    while open_ := [
        name for name in wanted if fuzz.totals.setdefault(name, Total()).cpu_seconds < options.minutes * 60
    ]:
        name = min(open_, key=lambda one: fuzz.totals[one].cpu_seconds)
        fuzz.feed(name, min(SLICE, options.minutes * 60 - fuzz.totals[name].cpu_seconds))
    print(table({name: fuzz.totals[name] for name in wanted}))
    sys.exit(any(fuzz.totals[name].findings for name in wanted))


if __name__ == "__main__":
    main()
