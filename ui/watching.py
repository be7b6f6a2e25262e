"""`dateline sync --watch` as a person or a program sees it: a line for every round in which something happened."""

import sys
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from ui.options import embedder, when_free
from ui.output import console, print_json_line
from ui.progress import reports
from ui.render import count_words
from ui.stopping import STOPPED, asked
from ui.terminal import clean, report_view

if TYPE_CHECKING:
    from index.archive import Archive
    from index.datatypes import SyncOptions, SyncReport

_SHOWN = 20  # notes and failures of one round


def watch_and_tell(
    sources: Sequence[str], folder: Path, options: "SyncOptions", every: float, *, wait: bool, as_json: bool
) -> None:
    """Sync, and tell every round, until Ctrl-C or SIGTERM; `every` in seconds."""
    from index.archive import Archive

    teller = _JsonTeller() if as_json else _Teller(len(sources))
    # Chroma belongs to one process at a time: to the chat, which brings it in step by itself.
    with Archive.open(folder, embedder(), chroma=False) as opened:
        first = None
        try:
            first, rounds = when_free(lambda: _begun(opened, sources, options, every, quiet=as_json), wait=wait)
            teller.tell_first(first)
            with closing(rounds):
                for report in rounds:
                    teller.tell(report)
        except (KeyboardInterrupt, SystemExit):
            if first is None or not asked():  # else it has done what it was told, and the status is 0
                print(STOPPED, file=sys.stderr)
                raise


def _begun(
    archive: "Archive", sources: Sequence[str], options: "SyncOptions", every: float, *, quiet: bool
) -> "tuple[SyncReport, Generator[SyncReport, None, None]]":
    """The first round, done, and the others."""
    rounds = reports(archive.watch_steps(sources, options, every), console(stderr=True), quiet=quiet)
    return next(rounds), rounds


class _JsonTeller:
    """Every round as a line of JSON."""

    def tell(self, report: "SyncReport") -> None:
        print_json_line({"time": datetime.now().astimezone().isoformat(timespec="seconds"), **asdict(report)})

    tell_first = tell


class _Teller:
    """A line for each round in which something happened; what was told of the round before is not told again."""

    def __init__(self, sources: int) -> None:
        self._sources = sources
        self._told: set[str] = set()

    def tell_first(self, report: "SyncReport") -> None:
        """The first round is told as any sync is."""
        self._told = set(_details(report))
        console().print(report_view(report), crop=False)
        self._print(f"Watching {count_words(self._sources, 'source')}; Ctrl-C ends it.")

    def tell(self, report: "SyncReport") -> None:
        """One line, and below it what is new of failures and notes."""
        details = _details(report)
        new, self._told = [line for line in details if line not in self._told], set(details)
        counts = _counts(report)
        if not counts and not new:
            return
        self._print(f"{datetime.now():%Y-%m-%d %H:%M:%S}  {counts or 'nothing changed'}")
        for line in new[:_SHOWN]:
            self._print(f"    {line}")
        if len(new) > _SHOWN:
            self._print(f"    ... and {len(new) - _SHOWN:,} more; --json lists them all.")

    def _print(self, line: str) -> None:
        console().print(Text(clean(line)), soft_wrap=True)


def _counts(report: "SyncReport") -> str:
    names = ("added", "changed", "removed")
    found = [f"{getattr(report, name):,} {name}" for name in names if getattr(report, name)]
    return ", ".join([*found, *([f"{len(report.failed):,} failed"] if report.failed else [])])


def _details(report: "SyncReport") -> list[str]:
    return [*report.notes, *(f"{one.origin}: {one.reason}. {one.advice}" for one in report.failed)]
