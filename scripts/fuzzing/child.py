"""One reader is fed with case after case, in a process that may crash, hang or run out of memory."""

import resource
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

from fuzzing.checks import Count, examine
from fuzzing.confined import Coverage, confine, give_time, left_behind, processor_time
from fuzzing.mutations import Mutator
from fuzzing.parts import Reader

TRACED = 0.2  # of the cases, for which the lines are noted that they reach
HOSTILE = 0.004  # of the cases
MOST_KEPT, LONGEST_KEPT = 400, 20_000
_OTHER_NAMES = ("a.txt", "a.xml", "a.html", "a.json", "a.tar")

Say = Callable[[dict[str, Any]], None]


@dataclass
class Known:
    """What earlier cases have reached, and those that were the first to reach something."""

    lines: set[int] = field(default_factory=set)
    kept: list[bytes] = field(default_factory=list)

    def learn(self, data: bytes, lines: set[int]) -> None:
        """Keep a case that went where none went before."""
        if not lines <= self.lines:
            self.lines |= lines
            if len(self.kept) < MOST_KEPT and len(data) <= LONGEST_KEPT:
                self.kept.append(data)


def feed(reader: Reader, known: Known, rng: Random, seconds: float, *, sandbox: Path, say: Say) -> None:
    """Read cases for so many seconds of processor time; what is found, and how it went, is said."""
    confine(sandbox)
    count, start, number, slowest = Count(), processor_time(), 0, 0.0
    first = () if known.kept else ((reader.names[0], data) for data in (*reader.samples, *reader.hostile))
    for number, (name, data) in enumerate(chain(first, _cases(reader, known.kept, rng)), start=1):
        coverage = Coverage() if rng.random() < TRACED and len(data) <= LONGEST_KEPT else None
        began = processor_time()
        found = _read(sandbox / name, data, count, coverage)
        if coverage:
            known.learn(data, coverage.lines)
        else:
            slowest = max(slowest, processor_time() - began)
        if found:
            say({"finding": found, "name": name, "data": data.hex()})
        elif number % 20 == 1:
            say({"alive": number})
        if processor_time() - start > seconds:
            break
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024
    end = {"cases": number, "articles": count.articles, "failures": count.failures, "slowest": round(slowest, 2)}
    say({"end": {**end, "peak_mb": peak}, "lines": sorted(known.lines), "kept": [one.hex() for one in known.kept]})


def _cases(reader: Reader, kept: list[bytes], rng: Random) -> Iterator[tuple[str, bytes]]:
    """Names and bytes without end: what is hostile now and then, and what is almost valid."""
    mutator = Mutator(rng, reader.tokens)
    while True:
        name = rng.choice(reader.names if rng.random() < 0.95 else _OTHER_NAMES)
        data = rng.choice(kept if kept and rng.random() < 0.5 else reader.samples)
        if rng.random() < HOSTILE:
            data = rng.choice(reader.hostile)
            if rng.random() < 0.3:
                yield name, data
                continue
        yield name, mutator.mutate(data, rng.choice(reader.samples))


def _read(path: Path, data: bytes, count: Count, coverage: Coverage | None) -> str | None:
    path.write_bytes(data)
    give_time(6 if coverage else 1)  # watched line by line, all is slower
    with coverage or nullcontext():
        found = examine(path, count)
    give_time(0)
    found = found or left_behind(path)
    path.unlink(missing_ok=True)
    return found
