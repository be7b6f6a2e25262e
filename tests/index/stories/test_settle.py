"""What an outlet repeats leaves search at the end of a sync, but for one article; nothing is embedded without need."""

import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from index.archive import Archive
from index.datatypes import Article
from index.embed import Vectors
from index.errors import EmbeddingError
from tests.conftest import REPOSITORY, WordEmbedder

DAY = date(2026, 3, 3)
LINE = "Sign up to the Zephyr Note and read it every evening before dinner."
WORDS = "harbour ferry bridge mayor storm council budget school river market tower museum railway".split()


def body(seed: int, sentences: int = 24) -> str:
    """Made-up sentences in paragraphs, the same for the same seed."""
    chosen = random.Random(seed)
    lines = [f"The {' '.join(chosen.choices(WORDS, k=9))} of item{seed}." for _ in range(sentences)]
    return "\n\n".join(" ".join(lines[place : place + 3]) for place in range(0, sentences, 3))


def daily(number: int, text: str | None = None, **fields: object) -> Article:
    """An article of one outlet, which prints LINE in the middle of each."""
    paragraphs = body(number).split("\n\n")
    text = text or "\n\n".join([*paragraphs[:4], LINE, *paragraphs[4:]])
    article = Article(
        id=f"d{number:03}", title=f"Item {number}", text=text, outlet="Post", published=DAY + timedelta(days=number),
        origin=f"document:{number}",
    )  # fmt: skip
    return replace(article, **fields)


def holders(archive: Archive, word: str = "zephyr") -> list[str]:
    """Ids of the articles of which a chunk holds the word, by both searches' chunks."""
    hits = archive.matching([word], 1000)
    dense = archive.nearest(archive.embedder.embed_query(word), 100_000)
    found = {p.article.id for p in archive.passages(dense) if word in p.text.casefold()}
    ids = sorted({passage.article.id for passage in archive.passages(hits)})
    assert ids == sorted(found)
    return ids


def spans(archive: Archive) -> dict[str, set[tuple[int, int]]]:
    numbers = {row[1]: row[0] for row in archive._library.database.rows("SELECT number, id FROM articles")}
    return {id_: set(archive._library.boilerplate.spans(number)) for id_, number in numbers.items()}


class Counting(WordEmbedder):
    """Counts what is embedded, and fails after so many texts."""

    def __init__(self, fail_after: int = 10**9) -> None:
        self.left, self.texts = fail_after, list[str]()

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        if len(texts) > self.left:
            raise EmbeddingError("The model is gone. Get another.")
        self.left -= len(texts)
        self.texts += texts
        return super().embed_texts(texts)


def test_what_an_outlet_repeats_is_found_in_its_earliest_article_only(archive: Archive) -> None:
    archive.sync([daily(number) for number in reversed(range(12))])
    assert holders(archive) == ["d000"]
    assert all(LINE in article.text for article in archive.articles())
    assert archive.verify() == []


def test_what_seven_days_have_in_common_is_news(archive: Archive) -> None:
    archive.sync([daily(number) for number in range(7)])
    assert len(holders(archive)) == 7


def test_another_outlet_may_say_the_same(archive: Archive) -> None:
    archive.sync([*(daily(number) for number in range(9)), daily(50, outlet="Echo")])
    assert holders(archive) == ["d000", "d050"]


def test_articles_of_no_known_outlet_have_nothing_in_common(archive: Archive) -> None:
    archive.sync([daily(number, outlet=None) for number in range(12)])
    assert len(holders(archive)) == 12


def test_article_that_comes_later_is_cut_without_it_at_once(archive: Archive) -> None:
    archive.sync([daily(number) for number in range(12)])
    embedder = archive.embedder = Counting()
    archive.sync([daily(20)])
    assert embedder.texts
    assert not any("Zephyr" in text for text in embedder.texts)
    assert holders(archive) == ["d000"]


def test_only_the_chunks_that_change_are_embedded_and_numbered_anew(tmp_path: Path) -> None:
    embedder = Counting()
    with Archive.open(tmp_path / "archive", embedder) as archive:
        archive.sync([daily(number) for number in range(7)])
        before, position = set(embedder.texts), archive._library.position()
        kept = {row[0] for row in archive._library.database.rows("SELECT number FROM chunks")}
        embedder.texts.clear()
        archive.sync([daily(7)])
        new = {row[0] for row in archive._library.database.rows("SELECT number FROM chunks")}
        revised = [text for text in embedder.texts if "item7." not in text and text not in before]
        assert not any("Zephyr" in text for text in revised)
        assert {int(text.split()[1]) for text in revised} == {1, 2, 3, 4, 5, 6}  # the first article keeps it
        assert len(kept - new) == 6
        assert archive._library.position().last_removal == position.last_removal + 7
        assert archive.status().vectors == "Chroma, in step"
        assert archive.verify() == []


def test_another_article_keeps_it_when_the_one_that_did_has_gone(archive: Archive) -> None:
    articles = [daily(number) for number in range(12)]
    archive.sync(articles)
    archive.remove(["d000"])
    archive.sync(articles[1:])
    assert holders(archive) == ["d001"]
    archive.sync([daily(1, text=body(1))])
    assert holders(archive) == ["d002"]
    assert archive.verify() == []


def test_article_that_keeps_it_keeps_it_through_a_change(archive: Archive) -> None:
    archive.sync([daily(number) for number in range(12)])
    archive.sync([replace(daily(0), section="City")])
    assert holders(archive) == ["d000"]


def test_what_is_not_repeated_any_more_is_searched_again(archive: Archive) -> None:
    articles = [daily(number) for number in range(12)]
    archive.sync(articles)
    for article in articles[3:]:
        archive.remove([article.id])
    archive.sync([daily(number, text=body(number)) for number in range(100, 110)])
    assert holders(archive) == ["d000", "d001", "d002"]


def test_learning_waits_until_a_tenth_is_new(archive: Archive) -> None:
    archive.sync([daily(number, text=body(number)) for number in range(100)])
    due = archive._library.boilerplate.is_learning_due
    assert not due()
    archive.sync([daily(number) for number in range(200, 212)])
    assert not due()  # it has learnt
    assert holders(archive) == ["d200"]
    assert not [step for step in archive.sync_steps([daily(200)]) if getattr(step, "phase", "") == "stories"]


def test_sync_says_how_far_it_has_got(archive: Archive) -> None:
    steps = [
        step for step in archive.sync_steps([daily(n) for n in range(12)]) if getattr(step, "phase", 0) == "stories"
    ]
    assert steps
    assert all(0 < step.done <= step.total for step in steps)
    assert steps[-1].done == steps[-1].total


LONG = [daily(number, text=f"{body(number)}\n\n{LINE}\n\n{body(number + 500)}") for number in range(60)]


def unlearnt(folder: Path) -> None:
    """An archive of LONG in which nothing was learnt, as when the sync was broken off just then."""
    with Archive.open(folder, WordEmbedder(), chroma=False) as archive:
        connection = archive._library.database.connection()
        connection.execute("INSERT INTO meta VALUES ('boilerplate_learnt', '60')")
        archive.sync(LONG)
        connection.execute("DELETE FROM meta WHERE key = 'boilerplate_learnt'")


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[tuple[int, int]]]:
    """The chunks of LONG after a sync that nothing disturbed."""
    with Archive.open(tmp_path_factory.mktemp("settled"), WordEmbedder(), chroma=False) as archive:
        archive.sync(LONG)
        return spans(archive)


def test_revision_that_fails_goes_on_at_the_next_sync(
    tmp_path: Path, settled: dict[str, set[tuple[int, int]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.stories.settle._BATCH_ARTICLES", 10)
    unlearnt(tmp_path)
    with Archive.open(tmp_path, embedder := Counting(), chroma=False) as archive:
        left = []
        for _ in range(2):
            embedder.left = 50  # two batches of ten articles with two new chunks each
            with pytest.raises(EmbeddingError):
                archive.sync([LONG[0]])
            left.append(len(archive._library.boilerplate.stale()))
            assert archive.verify() == []
        embedder.left = 1000
        archive.sync([LONG[0]])
        assert left == [40, 20]
        assert spans(archive) == settled


# Counts the statements of a revision, or kills itself before one of them.
CHILD = """
import os, signal, sys
from pathlib import Path
from index.store.library import Library
from index.stories import settle
from tests.conftest import WordEmbedder
settle._BATCH_ARTICLES = 10
library, last, count = Library(Path(sys.argv[1])), int(sys.argv[2]), 0
def step(statement):
    global count
    count += 1
    if count == last:
        os.kill(os.getpid(), signal.SIGKILL)
library.database.connection().set_trace_callback(step)
for _ in settle.settle(library, WordEmbedder()):
    pass
print(count)
"""


def revised_in_a_process(folder: Path, kill_at: int) -> subprocess.CompletedProcess[str]:
    arguments = [sys.executable, "-c", CHILD, str(folder), str(kill_at)]
    return subprocess.run(arguments, cwd=REPOSITORY, capture_output=True, text=True, check=False)


def test_killed_revision_leaves_nothing_half(tmp_path: Path, settled: dict[str, set[tuple[int, int]]]) -> None:
    unlearnt(tmp_path / "unlearnt")
    shutil.copytree(tmp_path / "unlearnt", tmp_path / "counted")
    statements = int(revised_in_a_process(tmp_path / "counted", -1).stdout)
    for place in (0.4, 0.7, 0.97):
        folder = tmp_path / f"killed at {place}"
        shutil.copytree(tmp_path / "unlearnt", folder)
        assert revised_in_a_process(folder, int(statements * place)).returncode == -signal.SIGKILL
        with Archive.open(folder, WordEmbedder(), chroma=False) as archive:
            assert archive.verify() == []
            archive.sync([LONG[0]])
            assert spans(archive) == settled
            assert archive.verify() == []
