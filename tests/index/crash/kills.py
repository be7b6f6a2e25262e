"""Processes that write an archive are killed with -9 in each phase of their work, and the archive is looked at after.

One archive lives through all kills. A worker is told one task, says what it begins, each step and what is done, and is
killed after a random part of the time that the task takes. Afterwards: the archive opens, nothing that was said is
missing, nothing is there twice, a sync makes it equal to a fresh one, and Chroma is healed without embedding.
"""

import json
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from threading import Thread

from index.archive import Archive
from tests.conftest import REPOSITORY, WordEmbedder
from tests.index.crash.kill_worker import own_embedder

RECORDS = 500
MOST_REMOVED = 100
WORKER = [sys.executable, "-m", "tests.index.crash.kill_worker"]
SYNCS = ("sync", "sync with Chroma", "update", "watch")
TASKS = (*SYNCS, "remove", "compact", "backup", "embed", "move")
"""What is killed; in `update` and `watch` a third of the records changes and some come and go, in a sync all change."""


@dataclass
class Run:
    """One worker: what it said, and whether it was killed in the middle of its task."""

    said: list[list[str]] = field(default_factory=list)
    moments: list[float] = field(default_factory=list)  # when each of it was said
    killed: bool = False

    def of(self, what: str) -> list[list[str]]:
        """What followed this word, each time that it was said."""
        return [words[1:] for words in self.said if words[0] == what]

    @property
    def phases(self) -> list[str]:
        """What it was doing from each of its words on."""
        return [f"after {words[1] if words[0] == 'step' else words[0]}" for words in self.said]

    def gaps(self) -> list[tuple[str, float]]:
        """Each phase of a run to the end, with how long it lasted before the next word."""
        lengths = [later - earlier for earlier, later in pairwise(self.moments)]
        return list(zip(self.phases, lengths, strict=False))


class Kills:
    """The archive, its source, and the kills that they have been through."""

    def __init__(self, folder: Path, seed: int, server_url: str | None) -> None:
        self.folder, self.archive, self.source = folder, folder / "archive", folder / "records.jsonl"
        self.rng = random.Random(seed)
        self.server_url = server_url
        self.tasks = [task for task in TASKS if server_url or task != "move"]
        self.turn, self.texts, self.removed = 0, dict[str, str](), set[str]()
        self.usual: dict[str, list[tuple[str, float]]] = {}  # the gaps of a run that was not killed
        self.phases, self.healed = Counter[tuple[str, str]](), list[float]()
        self._next_turn(1)
        self._check_equal()

    def kill(self, task: str) -> None:
        """Let workers do a task until one is killed in the middle of it, and look at what it leaves."""
        killed = False
        while not killed:
            if task in SYNCS:
                self._next_turn(3 if task in ("update", "watch") else 1)
            victims = self.rng.sample(sorted(self.texts.keys() - self.removed), 6) if task == "remove" else []
            run = self._run(task, victims)
            self._check(task, run, victims)
            killed = run.killed
        self.phases[task, run.phases[-1]] += 1

    def table(self) -> str:
        """How many workers were killed in each phase."""
        rows = [f"{task:18}{phase:18}{count:5}" for (task, phase), count in sorted(self.phases.items())]
        healed = f"Chroma looked at {len(self.healed)} times, in step after {max(self.healed, default=0):.1f} s at most"
        return "\n".join([f"{'task':18}{'killed':18}{'times':>5}", *rows, f"{self.phases.total()} kills. {healed}"])

    # One worker

    def _next_turn(self, every: int) -> None:
        """A new source in which of every so many records one says something new, and one in eleven may be missing."""
        self.turn += 1
        self.texts = {
            f"r{n}": f"Record {n} of turn {self.turn if n % every == 0 else 0}. " + f"Harbour{n} was quiet. " * (n % 40)
            for n in range(RECORDS)
            if every == 1 or n % 11 != self.turn % 11
        }
        _write(self.source, self.texts)
        if len(self.removed) > MOST_REMOVED:
            with Archive.open(self.archive, own_embedder(self.archive), chroma=False) as archive:
                archive.take_back()
            self.removed.clear()

    def _run(self, task: str, victims: list[str]) -> Run:
        run, arguments = Run(), [task, str(self.archive), str(self.source), str(self.server_url), *victims]
        with subprocess.Popen([*WORKER, *arguments], stdout=subprocess.PIPE, text=True, cwd=REPOSITORY) as worker:
            ears = Thread(target=_listen, args=(worker, run))
            ears.start()
            if task in self.usual:
                self._wait(worker, run, self.usual[task])
                worker.kill()
            ears.join()
        run.killed = not run.of("done")
        if not run.killed:
            self.usual[task] = run.gaps()
        assert worker.returncode in (0, -9), f"{task} failed"
        return run

    def _wait(self, worker: "subprocess.Popen[str]", run: Run, usual: list[tuple[str, float]]) -> None:
        """Until some word of some phase, all phases alike, and a part of the time that usually follows it."""
        phase = self.rng.choice(sorted({phase for phase, _ in usual}))
        place = self.rng.choice([place for place, (name, _) in enumerate(usual) if name == phase])
        while len(run.said) <= place and worker.poll() is None:
            time.sleep(0.001)
        time.sleep(self.rng.random() * usual[place][1])

    # What must be so afterwards

    def _check(self, task: str, run: Run, victims: list[str]) -> None:
        self.removed |= {words[0] for words in run.of("removed")}
        with Archive.open(self.archive, own_embedder(self.archive), chroma=False) as archive:
            assert archive.verify() == []
            removed = {stone.article_id for stone in archive.removed()}
            assert self.removed <= removed <= self.removed | set(victims)
            self.removed = removed  # the last of them may have been removed and not been said
            self._check_said(archive, task, run)
        for (place,) in run.of("restored"):
            with Archive.open(place, own_embedder(Path(place)), chroma=False) as restored:
                assert restored.verify() == []
        if task in ("sync with Chroma", "compact", "move") or self.rng.random() < 0.1:
            self._check_healing()
        self._check_equal()

    def _check_said(self, archive: Archive, task: str, run: Run) -> None:
        stored = {article.id: article.text for article in archive.articles()}
        assert not stored.keys() & self.removed
        count = max((int(words[1]) for words in run.of("step")), default=0)
        if task in ("sync", "sync with Chroma"):  # every record has changed: the first so many must say what is new
            new = [(id_, text) for id_, text in self.texts.items() if id_ not in self.removed][:count]
            assert [id_ for id_, text in new if stored.get(id_) != text.strip()] == []
        if task in SYNCS and run.of("done"):
            assert stored.keys() == self.texts.keys() - self.removed
        hits = archive.matching(["record"], 10**6)
        firsts = [passage.article.id for passage in archive.passages(hits) if passage.start == 0]
        assert sorted(firsts) == sorted(stored)
        assert len({hit.chunk_id for hit in hits}) == len(hits)

    def _check_healing(self) -> None:
        """In a process of its own: damaged HNSW files would crash it."""
        began = time.monotonic()
        command = [*WORKER, "heal", str(self.archive), "-", "-"]
        done = subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, timeout=300, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        self.healed.append(time.monotonic() - began)

    def _check_equal(self) -> None:
        """A sync of the source ends with what a fresh archive of it would say."""
        fresh, wanted = self.folder / "fresh", self.folder / "wanted.jsonl"
        shutil.rmtree(fresh, ignore_errors=True)
        _write(wanted, {id_: text for id_, text in self.texts.items() if id_ not in self.removed})
        with Archive.open(self.archive, own_embedder(self.archive), chroma=False) as archive:
            archive.sync([self.source])
            with Archive.open(fresh, WordEmbedder(), chroma=False) as expected:
                expected.sync([wanted])
                assert archive.content() == expected.content()
            assert archive.verify() == []


def _listen(worker: "subprocess.Popen[str]", run: Run) -> None:
    for line in worker.stdout or ():
        if line.endswith("\n"):  # else it was killed while it spoke
            run.moments.append(time.monotonic())
            run.said.append(line.split())


def _write(path: Path, texts: dict[str, str]) -> None:
    """A new source in one step."""
    lines = [json.dumps({"id": id_, "title": f"Title {id_}", "text": text}) for id_, text in texts.items()]
    new = path.with_suffix(".new")
    new.write_text("\n".join(lines))
    new.replace(path)
