"""What the reader learns from: a question with passages, and where in each passage its answer stands, if it does.

Passages are as the archive has them: headline, line break, chunk. Wrong passages are those that are hardest to tell
from the right ones: the same article's other chunks, what our own retriever ranks high, or the paragraph nearest in
meaning.
"""

import gzip
import hashlib
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from index.archive import Archive
from index.chunk import chunk_article
from index.datatypes import Article, Passage
from index.embed import BundledEmbedder
from rag.retrieve import Retriever
from rag.understand import understand
from rag.words import stems

LONGEST = 1_000  # characters of a paragraph that is no chunk of ours
HELD_OUT = 5  # one NewsQA article in five is never learnt from, and half of RealTimeQA 2024's questions
WRONG = 4  # wrong passages kept for a question

Span = tuple[int, int]


@dataclass(frozen=True)
class Read:
    """A passage and the places in it that answer, none if it does not."""

    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Example:
    """A question and its passages, those that answer it first."""

    source: str
    question: str
    passages: tuple[Read, ...]


def examples(data: Path, work: Path) -> Iterator[Example]:
    """All examples that people wrote the questions of, from the folders of open data."""
    embedder = BundledEmbedder()
    yield from _newsqa(data / "newsqa", held_out=False)
    yield from _squad(data / "squad" / "squad2_dev.jsonl.gz", embedder)
    yield from _natural_questions(data / "training" / "nq_oracle.jsonl.gz", embedder)
    yield from _realtimeqa(data / "realtimeqa" / "2024", work)


def save(found: Iterable[Example], path: Path) -> None:
    """Write examples as JSON lines."""
    part = path.with_suffix(".part")
    with part.open("w") as file:
        for one in found:
            file.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
    part.replace(path)


def load(path: Path) -> list[Example]:
    """The examples of a file that `save` wrote."""
    return [
        Example(row["source"], row["question"],
                tuple(Read(one["text"], tuple((start, end) for start, end in one["spans"])) for one in row["passages"]))
        for row in map(json.loads, path.read_text().splitlines())
    ]  # fmt: skip


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a zipped file of JSON lines."""
    with gzip.open(path, "rt") as file:
        return [json.loads(line) for line in file]


def digest(text: str) -> int:
    """A number that is the same everywhere: which part of the data a text belongs to."""
    return int(hashlib.md5(text.encode(), usedforsecurity=False).hexdigest(), 16)


def places(text: str, answers: Sequence[str]) -> tuple[Span, ...]:
    """Where one of the answers stands as whole words."""
    found: list[Span] = []
    for answer in answers:
        if answer.strip():
            pattern = rf"(?<!\w){re.escape(answer.strip())}(?!\w)"
            found += [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]
    return tuple(sorted(set(found)))


def _newsqa(folder: Path, *, held_out: bool) -> Iterator[Example]:
    articles = {row["doc_id"]: row for row in rows_of(folder / "articles.jsonl.gz")}
    for row in rows_of(folder / "questions.jsonl.gz"):
        if (digest(row["doc_id"]) % HELD_OUT == 0) is not held_out:
            continue
        article = articles[row["doc_id"]]
        answers = [(one["answer_start"], one["answer_start"] + len(one["text"])) for one in row["answers"]]
        passages = list(_chunks(Article(row["doc_id"], article["title"] or "", article["text"]), answers))
        right = [one for one in passages if one.spans]
        said = [one["text"] for one in row["answers"]]
        wrong = [one for one in passages if not one.spans and not places(one.text, said)]
        if right:
            yield Example("newsqa", row["question"], (*right[:2], *_likest(row["question"], wrong)))


def _chunks(article: Article, answers: Sequence[Span]) -> Iterator[Read]:
    head = f"{article.title}\n"
    for chunk in chunk_article(article):
        inside = [(start, end) for start, end in answers if chunk.start <= start and end <= chunk.end]
        moved = tuple((start - chunk.start + len(head), end - chunk.start + len(head)) for start, end in inside)
        yield Read(head + chunk.text, moved)


def _likest(question: str, wrong: Sequence[Read]) -> list[Read]:
    """The wrong passages that share most words with the question."""
    asked = stems(question)
    return sorted(wrong, key=lambda one: -len(asked & stems(one.text)))[:WRONG]


def _squad(path: Path, embedder: BundledEmbedder) -> Iterator[Example]:
    rows = rows_of(path)
    paragraphs = sorted({(row["title"], row["context"]) for row in rows})
    vectors = dict(zip(paragraphs, embedder.embed_texts([text[:LONGEST] for _, text in paragraphs]), strict=True))
    by_title: dict[str, list[str]] = defaultdict(list)
    for title, text in paragraphs:
        by_title[title].append(text)
    asked = embedder.embed_texts([row["question"] for row in rows])
    for row, vector in zip(rows, asked, strict=True):
        title, text = row["title"], row["context"]
        own = _cut(title, text, row["answers"])
        if row["answers"] and not own.spans:
            continue
        others = [one for one in by_title[title] if one != text and not places(one, row["answers"])]
        others.sort(key=lambda one: -float(vectors[title, one] @ vector))
        yield Example("squad", row["question"], (own, *(_cut(title, one, ()) for one in others[:1])))


def _cut(title: str, text: str, answers: Sequence[str]) -> Read:
    """A paragraph under its title, of a long one the part that holds an answer."""
    found = places(text, answers)
    middle = (found[0][0] + found[0][1]) // 2 if found else 0
    start = max(0, min(middle - LONGEST // 2, len(text) - LONGEST))
    if start:
        start = text.rfind(" ", 0, start + 1) + 1
    whole = f"{title.replace('_', ' ')}\n{text[start : start + LONGEST]}"
    return Read(whole, places(whole, answers))


def _natural_questions(path: Path, embedder: BundledEmbedder) -> Iterator[Example]:
    rows = [row for row in rows_of(path) if row["answers"]]
    texts = [_cut(row["ctxs"][0]["title"], row["ctxs"][0]["text"], row["answers"]) for row in rows]
    vectors = embedder.embed_texts([one.text for one in texts])
    asked = embedder.embed_texts([row["question"] for row in rows])
    for row, own, vector in zip(rows, texts, asked, strict=True):
        if not own.spans:
            continue
        near = (texts[place] for place in np.argsort(-(vectors @ vector))[:20])
        wrong = [Read(one.text) for one in near if one.text != own.text and not places(one.text, row["answers"])]
        yield Example("nq", f"{row['question']}?", (own, *wrong[:WRONG]))


def _realtimeqa(folder: Path, work: Path) -> Iterator[Example]:
    """Weak labels: right is the answer string in an article that answers; wrong is what ranks high and lacks it."""
    articles = (
        Article(row["doc_id"], row["title"] or "", row["text"] or "", published=_day(row["publish_date"]))
        for row in rows_of(folder / "articles.jsonl.gz")
    )
    with Archive.open(work / "realtimeqa-2024", chroma=False) as archive:
        if not archive.count_chunks():
            archive.sync(articles)
        retriever = Retriever(archive)
        for row in rows_of(folder / "questions.jsonl.gz"):
            if digest(row["question"]) % 10 >= HELD_OUT and row["gold_doc_ids"]:
                yield from _found(retriever, row)


def _found(retriever: Retriever, row: dict[str, Any]) -> Iterator[Example]:
    answers = [one.strip("“”\"' ") for one in row["answer_text"]]
    day = date.fromisoformat(row["question_date"].replace("/", "-"))
    found = retriever.retrieve(understand(row["question"], day), 30)
    read = [(one, Read(_headed(one), places(_headed(one), answers))) for one in found]
    right = [text for passage, text in read if text.spans and passage.article.id in row["gold_doc_ids"]]
    wrong = [text for _, text in read[:20] if not text.spans]
    if right and wrong:
        yield Example("realtimeqa-2024", row["question"], (*right[:3], *wrong[: 2 * WRONG]))


def _headed(passage: Passage) -> str:
    return f"{passage.article.title}\n{passage.text}"


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def shuffled(found: list[Example], seed: int) -> list[Example]:
    """The examples in another order."""
    return random.Random(seed).sample(found, len(found))
