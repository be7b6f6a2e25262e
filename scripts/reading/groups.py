"""What ranking is first learnt from: a question with passages, and how well each of them answers it.

One passage answers, or several do (WikiQA, MS MARCO); beside them are the hardest wrong ones: what our own retriever
ranks high and lacks the answer, or the texts nearest in meaning. Passages are cut to the part nearest to the question.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from index.archive import Archive
from index.embed import BundledEmbedder, Embedder
from rag.ranking.fuse import fused
from rag.retrieve import Retriever
from rag.understand import understand
from reading.examples import (
    Asked,
    digest,
    headed,
    kept_out,
    nearest,
    newsqa_articles,
    places,
    realtimeqa_archive,
    realtimeqa_questions,
    rows_of,
)
from reading.window import Window

TEXT = 1_100  # characters of a text that is no chunk of ours
NEAREST, DRAWN = 25, 8  # wrong texts are drawn from those nearest to the question
SEARCHED, SEARCHED_WRONG, RIGHT, WRONG = 80, 40, 4, 24  # how deep passages are searched for, and how many are taken
FEWEST_WRONG, FEWEST_SENTENCES = 5, 4
TAKEN = {"newsqa": 1_500, "squad": 2_500, "sentences": 5_000}  # questions, where there are more
# Tenths of a source's questions that are left out, so that the ranking could be judged on them.
JUDGED = {"msmarco-2021": 2, "nq": 1, "squad": 1, "wikiqa": 1, "newsqa": 1}
NEWSQA_DAY = date(2026, 1, 1)  # after all of the articles

T = TypeVar("T")


@dataclass(frozen=True)
class Ranked:
    """A passage and its grade: 0 does not answer, up to 3 in MS MARCO, else 1."""

    text: str
    gain: int


@dataclass(frozen=True)
class Group:
    """A question and its passages."""

    source: str
    question: str
    passages: tuple[Ranked, ...]


@dataclass(frozen=True)
class Pair:
    """A question, the text that answers it, and the words of the answer where they are known."""

    question: str
    text: str
    answers: tuple[str, ...] = ()


_Pool = tuple[list[Pair], list[str]]
"""Pairs of a source, and all of its texts."""


def groups(data: Path, work: Path) -> list[Group]:
    """All groups to learn from; the archives that are searched are made in the work folder."""
    found = [one for one in _all(data, work) if digest(one.question) % 10 >= JUDGED.get(one.source, 0)]
    window = Window(passage.text for one in found for passage in one.passages)
    return [_cut(one, window) for one in found]


def _all(data: Path, work: Path) -> Iterator[Group]:
    rng, embedder = random.Random(7), BundledEmbedder()
    with realtimeqa_archive(data / "realtimeqa" / "2024", work) as archive:
        yield from _searched("realtimeqa-2024", realtimeqa_questions(data / "realtimeqa" / "2024"), archive)
    yield from _newsqa(data / "newsqa", work, rng)
    for source, (pairs, others) in (
        ("nq", _natural_questions(data / "training" / "nq_oracle.jsonl.gz")),
        ("clapnq", _clapnq(data / "training")),
        ("squad", _squad(data / "squad" / "squad2_dev.jsonl.gz")),
        ("sentences", _sentences(data / "training" / "squad_sentence_questions.jsonl.gz")),
    ):
        yield from beside_nearest(source, _some(source, pairs, rng), others, embedder, rng)
    yield from _wikiqa(data / "wikiqa" / "WikiQA-train.tsv")
    yield from _msmarco(data / "msmarco" / "judged_dl21.jsonl.gz")


def _newsqa(folder: Path, work: Path, rng: random.Random) -> Iterator[Group]:
    """Only the articles that are learnt from are searched."""
    asked = [
        Asked(row["question"], tuple(one["text"] for one in row["answers"]), frozenset([row["doc_id"]]), NEWSQA_DAY)
        for row in rows_of(folder / "questions.jsonl.gz")
        if not kept_out(row["doc_id"])
    ]
    with Archive.open(work / "newsqa", chroma=False) as archive:
        if not archive.count_chunks():
            archive.sync(one for one in newsqa_articles(folder).values() if not kept_out(one.id))
        yield from _searched("newsqa", _some("newsqa", asked, rng), archive)


def _searched(source: str, asked: Iterable[Asked], archive: Archive) -> Iterator[Group]:
    """Right is what has the answer in an article that answers; wrong is what ranks high and has it not."""
    retriever = Retriever(archive)
    for one in asked:
        candidates = retriever.candidates(understand(one.question, one.day))
        found = [passage for passage, _ in sorted(candidates, key=lambda pair: -fused(pair[1]))]
        said = [(headed(passage), passage.article.id in one.articles) for passage in found[:SEARCHED]]
        right = [text for text, gold in said if gold and places(text, one.answers)]
        wrong = [text for text, _ in said[:SEARCHED_WRONG] if not places(text, one.answers)]
        if right and len(wrong) >= FEWEST_WRONG:
            yield _group(source, one.question, right[:RIGHT], wrong[:WRONG])


def beside_nearest(
    source: str, pairs: Sequence[Pair], texts: Sequence[str], embedder: Embedder, rng: random.Random
) -> Iterator[Group]:
    """Each pair beside those of the texts that are nearest to the question and lack the answer, some of them drawn."""
    texts = list(dict.fromkeys(texts))
    vectors = embedder.embed_texts(texts)
    asked = embedder.embed_texts([one.question for one in pairs])
    for one, vector in zip(pairs, asked, strict=True):
        near = [texts[place] for place in nearest(vectors, vector, NEAREST + 1)]
        wrong = [text for text in near if text != one.text and not places(text, one.answers)]
        yield _group(source, one.question, [one.text], rng.sample(wrong, min(DRAWN, len(wrong))))


def _natural_questions(path: Path) -> _Pool:
    return _pool(
        Pair(row["question"], _titled(row["ctxs"][0]["title"], row["ctxs"][0]["text"]), tuple(row["answers"]))
        for row in rows_of(path)
    )


def _clapnq(folder: Path) -> _Pool:
    """The passages of questions that have no answer are wrong ones too."""
    known, unknown = (
        [Pair(row["input"], _titled(row["passages"][0]["title"], row["passages"][0]["text"])) for row in rows_of(path)]
        for path in (folder / "clapnq_answerable.jsonl.gz", folder / "clapnq_unanswerable.jsonl.gz")
    )
    return known, [one.text for one in (*known, *unknown)]


def _squad(path: Path) -> _Pool:
    rows = rows_of(path)
    found = [
        Pair(row["question"], _titled(row["title"].replace("_", " "), row["context"]), tuple(row["answers"]))
        for row in rows
    ]
    return [one for one in found if one.answers], [one.text for one in found]


def _sentences(path: Path) -> _Pool:
    return _pool(Pair(row["question"], row["sentence"]) for row in rows_of(path))


def _wikiqa(path: Path) -> Iterator[Group]:
    found: dict[str, list[Ranked]] = defaultdict(list)
    for line in path.read_text().removesuffix("\n").split("\n")[1:]:
        _, question, _, title, _, sentence, label = line.split("\t")
        found[question].append(Ranked(f"{title}\n{sentence}", int(label)))
    for question, passages in found.items():
        if len(passages) >= FEWEST_SENTENCES and any(one.gain for one in passages):
            yield Group("wikiqa", question, tuple(passages))


def _msmarco(path: Path) -> Iterator[Group]:
    found: dict[str, list[Ranked]] = defaultdict(list)
    for row in rows_of(path):
        found[row["query"]].append(Ranked(row["text"][:TEXT], row["grade"]))
    for question, passages in found.items():
        yield Group("msmarco-2021", question, tuple(passages))


def _group(source: str, question: str, right: Sequence[str], wrong: Sequence[str]) -> Group:
    return Group(source, question, (*(Ranked(text, 1) for text in right), *(Ranked(text, 0) for text in wrong)))


def _cut(group: Group, window: Window) -> Group:
    return replace(
        group, passages=tuple(Ranked(window.cut(group.question, one.text), one.gain) for one in group.passages)
    )


def _pool(pairs: Iterable[Pair]) -> _Pool:
    found = list(pairs)
    return found, [one.text for one in found]


def _titled(title: str, text: str) -> str:
    return f"{title}\n{text}"[:TEXT]


def _some(source: str, found: Sequence[T], rng: random.Random) -> list[T]:
    """As many as are taken of a source, in another order."""
    return rng.sample(found, min(TAKEN.get(source, len(found)), len(found)))
