"""What the reader learns from: a question with passages, and where in each passage its answer stands, if it does.

Passages are as the archive has them: headline, line break, chunk. Wrong passages are those that are hardest to tell
from the right ones: the same article's other chunks, what our own retriever ranks high, or the paragraph nearest in
meaning.
"""

import gzip
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.archive import Archive
from index.chunk import chunk_article
from index.datatypes import Article, Passage
from index.embed import BundledEmbedder
from rag.retrieve import Retriever
from rag.text.words import stems
from rag.understand import understand

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

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


@dataclass(frozen=True)
class Asked:
    """A question put to an archive on a day: what answers it, and the ids of the articles that do."""

    question: str
    answers: tuple[str, ...]
    articles: frozenset[str]
    day: date


def examples(data: Path, work: Path) -> Iterator[Example]:
    """All examples that people wrote the questions of, from the folders of open data."""
    embedder = BundledEmbedder()
    yield from newsqa(data / "newsqa", held_out=False)
    yield from _squad(data / "squad" / "squad2_dev.jsonl.gz", embedder)
    yield from _natural_questions(data / "training" / "nq_oracle.jsonl.gz", embedder)
    yield from _realtimeqa(data / "realtimeqa" / "2024", work)


def save(found: "Iterable[DataclassInstance]", path: Path) -> None:
    """Write examples or groups as JSON lines."""
    part = path.with_suffix(".part")
    with part.open("w") as file:
        for one in found:
            file.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
    part.replace(path)


def load(path: Path) -> list[Example]:
    """The examples of a file that `save` wrote."""
    with path.open() as file:
        return [
            Example(row["source"], row["question"], tuple(map(_read, row["passages"]))) for row in map(json.loads, file)
        ]


def _read(row: dict[str, Any]) -> Read:
    return Read(row["text"], tuple((start, end) for start, end in row["spans"]))


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a zipped file of JSON lines."""
    with gzip.open(path, "rt") as file:
        return [json.loads(line) for line in file]


def digest(text: str) -> int:
    """A number that is the same everywhere: which part of the data a text belongs to."""
    return int(hashlib.md5(text.encode(), usedforsecurity=False).hexdigest(), 16)


def kept_out(article_id: str) -> bool:
    """Whether an article of NewsQA, or one that questions were written about, is never learnt from."""
    return digest(article_id) % HELD_OUT == 0


def places(text: str, answers: Sequence[str]) -> tuple[Span, ...]:
    """Where one of the answers stands as whole words."""
    found: list[Span] = []
    for answer in answers:
        if answer.strip():
            pattern = rf"(?<!\w){re.escape(answer.strip())}(?!\w)"
            found += [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]
    return tuple(sorted(set(found)))


def newsqa(folder: Path, *, held_out: bool) -> Iterator[Example]:
    """NewsQA's questions: about the articles that are learnt from, or about those that never are, one in five."""
    articles = newsqa_articles(folder)
    for row in rows_of(folder / "questions.jsonl.gz"):
        if kept_out(row["doc_id"]) is not held_out:
            continue
        answers = [(one["answer_start"], one["answer_start"] + len(one["text"])) for one in row["answers"]]
        passages = list(_chunks(articles[row["doc_id"]], answers))
        right = [one for one in passages if one.spans]
        said = [one["text"] for one in row["answers"]]
        wrong = [one for one in passages if not one.spans and not places(one.text, said)]
        if right:
            yield Example("newsqa", row["question"], (*right[:2], *_likest(row["question"], wrong)))


def newsqa_articles(folder: Path) -> dict[str, Article]:
    """The articles of NewsQA by their ids."""
    rows = rows_of(folder / "articles.jsonl.gz")
    return {row["doc_id"]: Article(row["doc_id"], row["title"] or "", row["text"]) for row in rows}


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
        near = (texts[place] for place in nearest(vectors, vector, 20))
        wrong = [Read(one.text) for one in near if one.text != own.text and not places(one.text, row["answers"])]
        yield Example("nq", f"{row['question']}?", (own, *wrong[:WRONG]))


def nearest(vectors: NDArray[np.float32], vector: NDArray[np.float32], count: int) -> list[int]:
    """Which vectors are most like this one, the likest first."""
    return [int(place) for place in np.argsort(-(vectors @ vector), kind="stable")[:count]]


def _realtimeqa(folder: Path, work: Path) -> Iterator[Example]:
    """Weak labels: right is the answer string in an article that answers; wrong is what ranks high and lacks it."""
    with realtimeqa_archive(folder, work) as archive:
        retriever = Retriever(archive)
        for asked in realtimeqa_questions(folder):
            yield from _found(retriever, asked)


def realtimeqa_archive(folder: Path, work: Path) -> Archive:
    """The archive of one year's articles in the work folder, made if it is not there."""
    archive = Archive.open(work / f"realtimeqa-{folder.name}", chroma=False)
    if not archive.count_chunks():
        archive.sync(realtimeqa_articles(folder))
    return archive


def realtimeqa_questions(folder: Path) -> Iterator[Asked]:
    """The half of one year's questions that is learnt from, without those that no article answers."""
    for row in rows_of(folder / "questions.jsonl.gz"):
        if digest(row["question"]) % 10 >= HELD_OUT and row["gold_doc_ids"]:
            day = _day(row["question_date"])
            assert day, f"{row['question']!r} of {folder} was asked on no day: {row['question_date']!r}"
            answers = tuple(one.strip("“”\"' ") for one in row["answer_text"])
            yield Asked(row["question"], answers, frozenset(row["gold_doc_ids"]), day)


def realtimeqa_articles(folder: Path) -> list[Article]:
    """The articles of one year of RealTimeQA."""
    return [
        Article(row["doc_id"], row["title"] or "", row["text"] or "", published=_day(row["publish_date"]))
        for row in rows_of(folder / "articles.jsonl.gz")
    ]


def _found(retriever: Retriever, asked: Asked) -> Iterator[Example]:
    found = retriever.retrieve(understand(asked.question, asked.day), 30)
    read = [(one, Read(headed(one), places(headed(one), asked.answers))) for one in found]
    right = [text for passage, text in read if text.spans and passage.article.id in asked.articles]
    wrong = [text for _, text in read[:20] if not text.spans]
    if right and wrong:
        yield Example("realtimeqa-2024", asked.question, (*right[:3], *wrong[: 2 * WRONG]))


def headed(passage: Passage) -> str:
    """A passage as it is read."""
    return f"{passage.article.title}\n{passage.text}"


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10].replace("/", "-"))
    except ValueError:
        return None
