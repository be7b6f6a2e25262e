"""What the measurements of answering share: archives to ask, an assistant that refuses nothing, rows of figures."""

import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from reading.examples import digest

from eval.load import load_set
from eval.questions import Case
from index.archive import Archive
from index.datatypes import Article
from index.embed import BundledEmbedder
from rag.assistant import Assistant
from rag.datatypes import Answer
from rag.read import Reader

T = TypeVar("T")
DAY = date(2026, 1, 1)
"""When undated questions are asked, so that no figure moves with the calendar."""
SEED = 0


@dataclass(frozen=True)
class Place:
    """Where the open data is, where archives and imported questions are kept, and how much is measured."""

    data: Path
    work: Path
    sample: int | None
    year: int

    def sampled(self, found: Sequence[T]) -> list[T]:
        """So many of them as are wanted, the same ones each time; all of them, in order, where nothing is said."""
        if self.sample is None or self.sample >= len(found):
            return list(found)
        return random.Random(SEED).sample(found, self.sample)

    @property
    def realtimeqa(self) -> Path:
        """The folder of the year's archive and questions."""
        return self.work / f"realtimeqa-{self.year}"


@contextmanager
def archive_of(articles: Iterable[Article], embedder: BundledEmbedder) -> Iterator[Assistant]:
    """An assistant over an archive that holds just these."""
    with (
        TemporaryDirectory(prefix="dateline-answers-") as folder,
        Assistant.open(folder, vector_search="exact", embedding=embedder) as opened,
    ):
        opened.archive.sync(articles)
        yield opened


def unrefusing(assistant: Assistant) -> Assistant:
    """The same, but for the refusal: it gives its best answer with whatever confidence it has."""
    archive = assistant.archive
    return Assistant(archive, Reader(archive, accepted_wrong=1.0), top_k=assistant.top_k, reranker=assistant.reranker)


@contextmanager
def realtimeqa_archive(place: Place) -> Iterator[Assistant]:
    """An assistant over the year's articles, which are synced once into the work folder."""
    folder = place.realtimeqa / "archive"
    if not folder.exists():
        realtimeqa_cases(place, "generation")
        part = folder.with_suffix(".part")
        with Archive.open(part, chroma=False) as archive:
            archive.sync([place.realtimeqa / "articles.jsonl"])
        part.rename(folder)
    with Assistant.open(folder, vector_search="exact") as opened:
        yield opened


def realtimeqa_cases(place: Place, kind: str) -> list[Case]:
    """The year's questions as `kind` asks them, imported once: of 2024 the half that is not learnt from."""
    from eval.importers.realtimeqa import import_realtimeqa

    path = place.realtimeqa / f"{kind}.jsonl"
    if not path.exists():
        source = place.data / "realtimeqa" / str(place.year)
        done = import_realtimeqa(source, place.realtimeqa, kind=kind, force=True)  # type: ignore[arg-type]
        done.questions.rename(path)
    cases = load_set(path).cases
    return [case for case in cases if place.year != 2024 or digest(case.asked) % 10 < 5]


def short_of(answer: Answer) -> str:
    """The short answer; empty where there is none."""
    return (answer.answered and answer.short) or ""


def mean(values: Iterable[float]) -> float:
    """The mean; nan of nothing."""
    found = list(values)
    return sum(found) / len(found) if found else float("nan")


def share(value: float) -> str:
    """A share as the tables show it: .583."""
    return f"{value:.3f}".lstrip("0") if value < 1 else f"{value:.3f}"
