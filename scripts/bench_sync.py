"""Measure how syncing scales, and print a line for each figure.

    python scripts/bench_sync.py --data ../shared/data/realtimeqa/2024 --work /tmp/bench --only share,resync

| --only | what is measured | it takes |
|---|---|---|
| share | the time that the model alone needs for the chunks of real articles / that of a sync of them | 5 minutes |
| resync | `dateline sync` of 28,000 unchanged articles: a file each, and one file whose time has changed | 10 minutes |
| llamaindex | `baseline_llamaindex.py`: seconds and peak memory of both (--baseline, --weights) | 10 minutes |
| scale | a sync of --articles invented articles, Chroma included, then questions: seconds and memory | 1 hour |

In `share`, model and sync take turns in one process, the model loaded before. Invented articles come from
`make_articles.py`. In `resync` and `scale` the model embeds one batch in twenty, and stays loaded; the other vectors
are drawn near to those, since a million chunks would take the model two hours. Memory is that of all processes.
"""

import argparse
import gzip
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from make_articles import write_articles

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

PARTS = ("share", "resync", "llamaindex", "scale")
SHARE_ARTICLES, SHARE_ROUNDS = 300, 3
RESYNC_ARTICLES, RESYNC_CHARACTERS = 28_000, 4_250
EMBEDDED = 20  # the model embeds one batch in so many
QUESTION = "What did the minister say about the water company?"


def main() -> None:
    arguments = parsed()
    if arguments.child:
        CHILDREN[arguments.child](arguments)
        return
    only = arguments.only.split(",")
    if unknown := set(only) - set(PARTS):
        sys.exit(f"--only {','.join(sorted(unknown))}: the parts are {','.join(PARTS)}.")
    arguments.work.mkdir(parents=True, exist_ok=True)
    for part in only:
        for line in MEASURES[part](arguments):
            print(f"{part}: {line} (load {os.getloadavg()[0]:.1f})", flush=True)


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="share,resync", help="parts to measure, with commas between")
    parser.add_argument("--work", type=Path, required=True, help="folder for articles and archives, which stay there")
    parser.add_argument("--data", type=Path, help="a RealTimeQA folder, for share and llamaindex")
    parser.add_argument("--articles", default="10000,30000,100000", help="sizes for scale, with commas between")
    parser.add_argument("--baseline", type=Path, help="Python with LlamaIndex, see baseline_llamaindex.py")
    parser.add_argument("--weights", type=Path, help="all-MiniLM-L6-v2 for sentence-transformers, see there")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--source", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--archive", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


# share


def measured_share(arguments: argparse.Namespace) -> Iterator[str]:
    from index.chunk import chunk_article, embedding_text
    from index.datatypes import Article
    from index.embed import BundledEmbedder
    from index.load import list_files, read_file

    source = arguments.work / "share.jsonl"
    write_real(needed(arguments.data, "--data"), source, SHARE_ARTICLES)
    articles = [one for file in list_files([source]) for one in read_file(file) if isinstance(one, Article)]
    texts = [embedding_text(one.title, chunk.text) for one in articles for chunk in chunk_article(one)]
    embedder = BundledEmbedder()
    embedder.embed_query("loaded before the clock starts")
    alone = [timed(lambda: embedder.embed_texts(texts))]
    shares: list[tuple[float, float]] = []
    for _ in range(SHARE_ROUNDS):
        synced = seconds_synced(embedder, source)
        alone.append(timed(lambda: embedder.embed_texts(texts)))
        by_clock, by_cpu = ((alone[-2][place] + alone[-1][place]) / 2 / synced[place] for place in (0, 1))
        shares.append((by_clock, by_cpu))
        took = f"the model alone {alone[-1][0]:.1f} s, the sync {synced[0]:.1f} s"
        yield f"{by_clock:.1%}, of CPU seconds {by_cpu:.1%}; {took}"
    by_clock, by_cpu = (median(share[place] for share in shares) for place in (0, 1))
    counted = f"{len(texts)} chunks of {len(articles)} articles"
    yield f"{by_clock:.1%} in the median, of CPU seconds (which other programs disturb less) {by_cpu:.1%}; {counted}"


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and CPU seconds."""
    started, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started, time.process_time() - cpu


def seconds_synced(embedder: Any, source: Path) -> tuple[float, float]:
    import chromadb  # noqa: F401  as for the model: loading is not what is measured

    from index.archive import Archive

    with tempfile.TemporaryDirectory() as folder, Archive.open(folder, embedder) as archive:
        return timed(lambda: archive.sync([source]))


def write_real(data: Path, into: Path, count: int) -> None:
    with gzip.open(data / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [record for record in map(json.loads, lines) if record["text"].strip()]
    with into.open("w", encoding="utf-8") as file:
        for record in random.Random(0).sample(records, count):
            kept = {"id": record["doc_id"], "title": record["title"] or "", "text": record["text"]}
            file.write(f"{json.dumps(kept)}\n")


# resync


def measured_resync(arguments: argparse.Namespace) -> Iterator[str]:
    for name in ("resync", "resync.jsonl"):
        source, archive = arguments.work / name, arguments.work / f"archive-{name.replace('.', '-')}"
        if not source.exists():
            write_articles(source, RESYNC_ARTICLES, RESYNC_CHARACTERS)
        child(arguments, "sync", source, archive)
        what = "as files"
        if source.is_file():
            os.utime(source)
            what = "in one file whose time has changed"
        ended = Watched([str(Path(sys.executable).with_name("dateline")), "sync", str(source), "--archive",
                         str(archive), "--json"])  # fmt: skip
        report = json.loads(ended.output)
        took = f"{ended.seconds:.1f} s ({ended.cpu_seconds:.1f} of the processor)"
        yield f"{took} for {report['unchanged']:,} unchanged articles {what}, {ended.memory}"


# llamaindex


def measured_llamaindex(arguments: argparse.Namespace) -> Iterator[str]:
    command = [str(needed(arguments.baseline, "--baseline").absolute()), "scripts/baseline_llamaindex.py", "--rounds",
               "1", "--data", str(needed(arguments.data, "--data").resolve()), "--articles", "300",
               "--weights", str(needed(arguments.weights, "--weights").resolve())]  # fmt: skip
    done = subprocess.run(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True, check=True)
    yield from (line for line in done.stdout.splitlines() if line.startswith("|") and "---" not in line)


# scale


def measured_scale(arguments: argparse.Namespace) -> Iterator[str]:
    for count in map(int, arguments.articles.split(",")):
        source, archive = arguments.work / f"scale-{count}.jsonl", arguments.work / f"archive-{count}"
        if not source.exists():
            write_articles(source, count)
        ended = child(arguments, "sync", source, archive)
        yield f"{count:,} articles synced in {ended.seconds:,.0f} s, {ended.memory}; {ended.output.strip()}"
        asked = child(arguments, "ask", source, archive)
        yield f"{count:,} articles asked: {asked.output.strip()}, {asked.memory}"


def sync_child(arguments: argparse.Namespace) -> None:
    """Sync a source into an archive, unless it is there; print how it went."""
    from index.archive import Archive
    from index.datatypes import SyncReport

    times: list[tuple[int, float]] = []
    phases: dict[str, float] = {}
    with Archive.open(arguments.archive, MostlyDrawn()) as archive:
        last = time.perf_counter()
        for step in archive.sync_steps([arguments.source]):
            now = time.perf_counter()
            if isinstance(step, SyncReport):
                report = step
            else:
                phases[step.phase] = phases.get(step.phase, 0.0) + now - last
                if step.phase == "reading":
                    times.append((step.articles, time.process_time()))
            last = now
        vectors = archive.status().vectors
    seconds = " ".join(f"{phase} {took:,.0f} s" for phase, took in phases.items())
    print(f"{report.chunks:,} chunks; {seconds}; {vectors}; CPU s per 1,000 articles in each tenth: {tenths(times)}")


def tenths(times: Sequence[tuple[int, float]]) -> str:
    """CPU seconds for a thousand articles in each tenth of the reading; they must not grow."""
    counts = [count for count, _ in times]
    if not counts:
        return "nothing was read"
    marks = [times[int(np.searchsorted(counts, counts[-1] * tenth / 10))] for tenth in range(11)]
    return " ".join(f"{1000 * (end[1] - start[1]) / max(1, end[0] - start[0]):.1f}" for start, end in pairwise(marks))


def ask_child(arguments: argparse.Namespace) -> None:
    """Ask a question several times, without Chroma and then as the archive is."""
    from index.archive import Archive
    from index.datatypes import Filter
    from rag.assistant import Assistant

    started = time.perf_counter()
    with Assistant.open(arguments.archive) as assistant:
        assistant.ask(QUESTION)
        first = time.perf_counter() - started
        times = []
        for word in "school hospital market road police health money council".split():
            started = time.perf_counter()
            assistant.ask(QUESTION.replace("water", word))
            times.append(time.perf_counter() - started)
    del assistant  # and the vectors that it holds
    with Archive.open(arguments.archive, chroma=False) as archive:
        vector = archive.embedder.embed_query(QUESTION)
        archive.nearest(vector, 200)
        exact = []
        for only in (Filter(), Filter(outlets=tuple(list(archive.outlets())[:3]))):
            started = time.perf_counter()
            archive.nearest(vector, 200, only)
            exact.append(time.perf_counter() - started)
    print(
        f"first answer {first:.1f} s, the next {1000 * median(times):.0f} ms, exact search {1000 * exact[0]:.0f} ms, "
        f"with a filter {1000 * exact[1]:.0f} ms"
    )


class MostlyDrawn:
    """The bundled model for one batch in twenty; for the others, vectors near to those that it gave last."""

    def __init__(self) -> None:
        from index.embed import BundledEmbedder

        self._model = BundledEmbedder()
        self.name, self.dimensions = self._model.name, self._model.dimensions
        self._draw = np.random.default_rng(0)
        self._calls = 0
        self._last = np.empty((0, self.dimensions), np.float32)

    def embed_texts(self, texts: Sequence[str]) -> Any:
        """See `Embedder`."""
        self._calls += 1
        if self._calls % EMBEDDED == 1 or not len(self._last):
            self._last = self._model.embed_texts(texts)
            return self._last
        near = self._last[self._draw.integers(0, len(self._last), len(texts))]
        drawn = near + 0.04 * self._draw.normal(size=near.shape).astype(np.float32)
        return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)

    def embed_query(self, text: str) -> Any:
        """See `Embedder`."""
        return self._model.embed_query(text)


# Processes, watched from outside


class Watched:
    """A command run to its end: what it printed, its seconds, and the most memory that it and its children took.

    It is looked at 20 times a second.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self.anonymous = self.mapped = 0
        environment = {key: value for key, value in os.environ.items() if not key.startswith("DATELINE_")}
        with tempfile.TemporaryFile("w+") as output:
            started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
            process = subprocess.Popen(command, stdout=output, env=environment)
            while process.poll() is None:
                self._look(process.pid)
                time.sleep(0.05)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            self.seconds = time.perf_counter() - started
            self.cpu_seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            output.seek(0)
            self.output = output.read()
        if process.returncode not in (0, 1):
            sys.exit(f"{' '.join(command)} ended with {process.returncode}.")

    @property
    def memory(self) -> str:
        """The most memory, in words."""
        return f"peak {self.anonymous + self.mapped:,} MB ({self.mapped:,} MB of it pages of files)"

    def _look(self, pid: int) -> None:
        found = [resident(one) for one in family(pid)]
        anonymous, mapped = (sum(one[place] for one in found) // 1024 for place in (0, 1))
        if anonymous + mapped > self.anonymous + self.mapped:
            self.anonymous, self.mapped = anonymous, mapped


def family(pid: int) -> Iterator[int]:
    """A process and all that it started."""
    yield pid
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for one in (task / "children").read_text().split():
                yield from family(int(one))
    except OSError:  # it has ended meanwhile
        return


def resident(pid: int) -> tuple[int, int]:
    """KB in memory: the process's own, and pages of files."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0, 0
    own, files = (re.search(rf"{name}:\s+(\d+)", status) for name in ("RssAnon", "RssFile"))
    return int(own[1]) if own else 0, int(files[1]) if files else 0


def child(arguments: argparse.Namespace, what: str, source: Path, archive: Path) -> Watched:
    return Watched([
        sys.executable, __file__, "--child", what, "--source", str(source), "--archive", str(archive),
        "--work", str(arguments.work),
    ])  # fmt: skip


def needed(path: Path | None, option: str) -> Path:
    return path or sys.exit(f"This part needs {option}.")


MEASURES = {
    "share": measured_share,
    "resync": measured_resync,
    "llamaindex": measured_llamaindex,
    "scale": measured_scale,
}
CHILDREN = {"sync": sync_child, "ask": ask_child}


if __name__ == "__main__":
    main()
