"""Measure what retrieving for one question takes, stage by stage, and the memory of the process, as Markdown tables.

    python scripts/bench_retrieval.py --archive archive --questions questions.jsonl --count 200

Questions are asked on their own days, other ones for each filter: none; that of the day, so that nothing later is
found; and one of dates and outlet: the commonest outlet, and the days between the 5th and the 95th percentile.
Wall time depends on what else the machine does, CPU time (of all threads of the process) much less.
Opening an archive may heal or upgrade it: measure a copy of one that matters.
"""

import argparse
import os
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.archive import Archive
    from index.datatypes import Filter
    from rag.assistant import Assistant
    from rag.datatypes import Query

    Change = Callable[[Query], Query]

WARM_UPS = 20
TOP_K = 10
CHROMA_SECONDS = 300
STAGES = {
    "embed_query": "embed the question",
    "matching": "lexical",
    "nearest": "dense",
    "similarities": "similarities of all found",
    "located": "read the passages",
    "document_counts": "rarity of words",
    "copies": "stories",
    "owners": "stories",
}
"""What each method of an archive or its embedder that a search calls is counted under."""


class Spent:
    """Milliseconds by the clock and of CPU, by stage; no time counts for two stages."""

    def __init__(self) -> None:
        self.wall = Counter[str]()
        self.cpu = Counter[str]()

    def timed(self, stage: str, call: Callable[[], Any]) -> Any:
        """What the call gives, its time added to the stage."""
        clocks = ((self.wall, time.perf_counter), (self.cpu, time.process_time))
        started = [(spent.total(), clock()) for spent, clock in clocks]
        try:
            return call()
        finally:
            for (spent, clock), (counted, start) in zip(clocks, started, strict=True):
                spent[stage] += (clock() - start) * 1000 - (spent.total() - counted)  # type: ignore[assignment]


class Bench:
    """An assistant whose stages are timed."""

    def __init__(self, assistant: "Assistant") -> None:
        from rag.retrieve import Retriever

        self._assistant = assistant
        self._spent = Spent()
        for owner in (assistant.archive, assistant.archive.embedder):
            for method in STAGES:
                if hasattr(owner, method):
                    self._watch(owner, method)
        self._retriever = Retriever(assistant.archive)  # now: it keeps the method that embeds

    def measured(self, asked: Sequence[tuple[str, date]], change: "Change") -> list[Spent]:
        """What each question takes that is asked on this day, with its query changed; the first ones are not told."""
        return [self._one(question, day, change) for question, day in asked][WARM_UPS:]

    def _one(self, question: str, day: date, change: "Change") -> Spent:
        self._spent = spent = Spent()

        def whole() -> None:
            query = spent.timed("understand", lambda: change(self._assistant.understand(question, day)))
            self._retriever.retrieve(query, TOP_K)

        spent.timed("fuse and the rest", whole)
        return spent

    def _watch(self, owner: object, method: str) -> None:
        original, stage = getattr(owner, method), STAGES[method]
        setattr(owner, method, lambda *args: self._spent.timed(stage, lambda: original(*args)))


def main() -> None:
    arguments = parsed()
    from rag.assistant import Assistant

    with Assistant.open(arguments.archive) as assistant:
        archive, bench = assistant.archive, Bench(assistant)
        wait_for_chroma(archive)
        asked, opened = questions(arguments.questions), resident_mb()
        status = archive.status()
        print(f"{status.articles:,} articles, {status.chunks:,} chunks, {status.vectors}")
        kinds = list(changes(archive))
        for part, (name, change) in enumerate(kinds):  # each with questions of its own: the words of others are warm
            print_table(name, bench.measured(asked[part :: len(kinds)][: arguments.count + WARM_UPS], change))
        print(f"\nMemory: {opened:,.0f} MB when opened, {resident_mb():,.0f} MB now, {peak_mb():,.0f} MB at most")


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True, help="a question set, as `dateline eval` reads it")
    parser.add_argument("--count", type=int, default=200, help="questions for each filter")
    return parser.parse_args()


def questions(path: Path) -> list[tuple[str, date]]:
    """The questions of a set, each with its day, in an order that mixes the set."""
    from eval.load import load_set

    cases = [case for case in load_set(str(path)).cases if not case.turns]
    asked = [(case.asked, case.as_of or date.today()) for case in cases]
    return random.Random(1).sample(asked, len(asked))


def changes(archive: "Archive") -> "Iterator[tuple[str, Change]]":
    """The filters to be measured, by name."""
    only, passing = dates_and_outlet(archive)
    yield "no filter", lambda query: with_filter(query, replace(query.filter, known_by=None))
    yield "what was known on the day of the question", lambda query: query
    yield f"dates and outlet, {passing:.0%} of the articles", lambda query: with_filter(query, only)


def with_filter(query: "Query", only: "Filter") -> "Query":
    return replace(query, filter=only, parts=tuple(replace(part, filter=only) for part in query.parts))


def dates_and_outlet(archive: "Archive") -> "tuple[Filter, float]":
    """The filter, and the share of articles that pass it."""
    from index.datatypes import Filter

    days = sorted(article.published_day for article in archive.articles() if article.published_day)
    only = Filter(outlets=tuple(archive.outlets())[:1])
    if days:
        only = replace(only, after=days[len(days) // 20], before=days[-1 - len(days) // 20])
    return only, archive.count_articles(only) / archive.count_articles()


def print_table(name: str, measured: Sequence[Spent]) -> None:
    print(
        f"\n| {name} ({len(measured)} questions) | wall p50 | wall p95 | CPU p50 | CPU p95 |\n|---|---:|---:|---:|---:|"
    )
    for stage in dict.fromkeys(stage for spent in measured for stage in spent.wall):
        print_row(stage, [spent.wall[stage] for spent in measured], [spent.cpu[stage] for spent in measured])
    print_row("**all**", [spent.wall.total() for spent in measured], [spent.cpu.total() for spent in measured])


def print_row(stage: str, wall: Sequence[float], cpu: Sequence[float]) -> None:
    from eval.metrics.answers import percentile

    figures = [percentile(list(spent), share) for spent in (wall, cpu) for share in (0.5, 0.95)]
    print(f"| {stage} | {' | '.join(f'{figure:.1f}' for figure in figures)} |", flush=True)


def wait_for_chroma(archive: "Archive") -> None:
    end = time.monotonic() + CHROMA_SECONDS
    while (state := archive.status().vectors) != "Chroma, in step":
        if time.monotonic() > end:
            sys.exit(f"Chroma did not come in step within {CHROMA_SECONDS} s: {state}.")
        time.sleep(0.5)


def resident_mb() -> float:
    """What the process has in memory now; where the system does not tell, the most that it had."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return peak_mb()
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


def peak_mb() -> float:
    per_mb = 1024**2 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, in KB elsewhere
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / per_mb


if __name__ == "__main__":
    main()
