"""How well the words alone find passages in other languages: XQuAD's passages as articles, its questions asked.

    python scripts/bench_languages.py FOLDER           # with xquad.ru.json, xquad.zh.json and xquad.de.json in it

Each language is an archive of its own with all of its passages, and each passage is an article without a title. A
question counts as found when its passage is among the first ten. XQuAD: Artetxe et al. 2020, CC BY-SA 4.0.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.datatypes import Article, Chunk, Filter
from index.store.library import Entry, Library
from rag.text.words import content_words, search_forms

LANGUAGES = ("ru", "zh", "de")
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the article that answers it, and in what words."""

    question: str
    article: str
    answer: str


def load(path: Path, language: str | None) -> tuple[list[Article], list[Asked]]:
    """The passages and questions of one file in the format of SQuAD."""
    topics = json.loads(path.read_text(encoding="utf-8"))["data"]
    passages = [passage for topic in topics for passage in topic["paragraphs"]]
    articles = [Article(str(n), "", passage["context"], language=language) for n, passage in enumerate(passages)]
    asked = [
        Asked(one["question"], str(n), one["answers"][0]["text"])
        for n, passage in enumerate(passages)
        for one in passage["qas"]
    ]
    return articles, asked


def store(library: Library, articles: list[Article]) -> None:
    """Write each article as one chunk; its vector is of no use here."""
    vector = np.ones((1, 4), np.float32)
    entries = [Entry(one, "xquad", [Chunk(one.id, 0, len(one.text), one.text)], vector) for one in articles]
    library.store(entries, "none")


def ranks(library: Library, asked: list[Asked]) -> Iterator[int | None]:
    """The place of each question's article among the first `DEPTH`, counted from 1, or None."""
    for one in asked:
        words = [form for word in content_words(one.question) for form in search_forms(word.written)]
        hits = library.matching(words, DEPTH, Filter())
        found = [passage.article.id for _, passage in library.located(hits)]
        yield found.index(one.article) + 1 if one.article in found else None


def measure(path: Path, language: str, told: bool) -> str:
    """One line of the table."""
    articles, asked = load(path, language if told else None)
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder))
        store(library, articles)
        started = time.perf_counter()
        found = list(ranks(library, asked))
        took = 1000 * (time.perf_counter() - started) / len(asked)
        library.close()
    first, ten = (sum(rank is not None and rank <= depth for rank in found) / len(asked) for depth in (1, DEPTH))
    return f"{language:8}  {'yes' if told else 'no':6} {len(asked):9,}  {first:.3f}  {ten:.3f}  {took:.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    print("language  stated questions  hit@1  hit@10  ms")
    for language in LANGUAGES:
        for told in (True, False):
            print(measure(folder / f"xquad.{language}.json", language, told))


if __name__ == "__main__":
    main()
