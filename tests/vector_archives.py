"""Archives whose vectors are easily told apart, for the tests of where vectors are kept."""

import shutil
import time
from functools import cache
from pathlib import Path

from index.archive import Archive
from index.datatypes import Article
from index.vectors.place import ChromaServer, read_place
from tests.conftest import WordEmbedder

COUNT = 1500  # beyond the thousand rows after which Chroma first writes its HNSW files


def filled(folder: Path, vectors: ChromaServer | bool = True, count: int = COUNT) -> Path:
    """An archive of that many articles, with its vectors there. In the temporary folder of one test."""
    if vectors is True:
        return Path(shutil.copytree(_made(folder.parent.parent, count), folder))
    return _fill(folder, vectors, count)


@cache
def _made(temporary: Path, count: int) -> Path:
    """One with embedded vectors, made once in the temporary folder of all tests: 1,500 articles take seconds."""
    return _fill(temporary / f"made-{count}", True, count)


def _fill(folder: Path, vectors: ChromaServer | bool, count: int) -> Path:
    with opened(folder, vectors) as archive:
        archive.sync(made_articles(count))
    return folder


def opened(folder: Path, vectors: ChromaServer | bool = True) -> Archive:
    """The archive in this folder."""
    return Archive.open(folder, WordEmbedder(), chroma=vectors)


def as_recorded(folder: Path) -> ChromaServer | bool:
    """Where the archive's vectors are, as its settings would say it."""
    return read_place(folder / "chroma")[1] or True


def made_articles(count: int) -> list[Article]:
    """The first so many of the articles."""
    return [
        Article(id=str(n), title=f"Report {n}", text=f"Item{n} and part{n % 7} were seen.", origin=f"document:{n}")
        for n in range(count)
    ]


def settled(archive: Archive, state: str = "in step") -> str:
    """What the archive says of its vectors once the background has caught up."""
    for _ in range(400):
        if state in archive.status().vectors:
            break
        archive.nearest(archive.embedder.embed_query("wake"), 1)
        time.sleep(0.05)
    return archive.status().vectors


def top(archive: Archive, n: int) -> str:
    """The id of the article found for the words of article n."""
    hits = archive.nearest(archive.embedder.embed_query(f"Report {n}\nItem{n} and part{n % 7} were seen."), 3)
    return archive.passages(hits)[0].article.id


def unfound(archive: Archive, count: int = COUNT) -> list[int]:
    """Which of ten articles from all over the archive are not found by their words.

    One may be missing: HNSW inserts on several threads, and now and then leaves a row that no search reaches (one row of
    24,000 in sixteen buildings of 1,500).
    """
    return [n for n in range(0, count, count // 10) if top(archive, n) != str(n)]
