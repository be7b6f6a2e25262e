"""Batches: embedded while the next is read, stored in order, and finished only when everything in them is stored."""

import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from index.batches import AHEAD, BATCH_CHUNKS, BATCH_SMALL, Batches
from index.datatypes import Article, Chunk
from index.embed import Vectors
from index.errors import EmbeddingError
from index.files import SourceFile
from index.store.library import Library


class GatedEmbedder:
    """Embeds a batch for each ticket it is given; fails at the batches in `fails`."""

    name = "test/gated"
    dimensions = 4

    def __init__(self, tickets: int = 1000, fails: Sequence[int] = ()) -> None:
        self.tickets = threading.Semaphore(tickets)
        self.fails = fails
        self.calls = 0

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        assert self.tickets.acquire(timeout=20)
        self.calls += 1
        if self.calls in self.fails:
            raise EmbeddingError("The server is down.")
        return np.ones((len(texts), 4), np.float32) / 2

    def embed_query(self, text: str) -> Vectors:
        return self.embed_texts([text])[0]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path)
    yield opened
    opened.close()


def fill(batches: Batches, number: int) -> None:
    """A batch of one article that fills it, and its file."""
    article = Article(id=str(number), title=f"T{number}", text="Word " * BATCH_CHUNKS)
    chunks = [Chunk(article.id, 5 * place, 5 * place + 4, "Word") for place in range(BATCH_CHUNKS)]
    batches.add(article, f"{number}.txt", chunks)
    batches.finish(SourceFile(f"{number}.txt", Path(f"{number}.txt"), 1, 1))


def fill_all(batches: Batches, count: int) -> None:
    for number in range(count):
        fill(batches, number)
        batches.move_on()


def stored(library: Library) -> list[str]:
    return [row[0] for row in library.catalogue()]


def wait_for(condition: object) -> None:
    for _ in range(500):
        if condition():  # type: ignore[operator]
            return
        time.sleep(0.01)
    raise AssertionError("it never came true")


def test_reading_goes_on_while_the_model_is_busy(library: Library) -> None:
    embedder = GatedEmbedder(tickets=0)
    batches = Batches(library, embedder)
    for number in range(AHEAD):
        fill(batches, number)
        assert batches.move_on() is False
    assert stored(library) == []
    embedder.tickets.release(AHEAD)
    wait_for(batches.move_on)
    while batches.store_next():
        pass
    batches.close()

    assert stored(library) == [str(number) for number in range(AHEAD)]


def test_a_slow_model_holds_up_the_reading_so_that_memory_is_bounded(library: Library) -> None:
    embedder = GatedEmbedder(tickets=0)
    batches = Batches(library, embedder)
    threading.Timer(0.3, embedder.tickets.release).start()
    started = time.monotonic()
    for number in range(AHEAD + 1):
        fill(batches, number)
        batches.move_on()
    assert time.monotonic() - started > 0.25
    assert stored(library) == ["0"]
    embedder.tickets.release(AHEAD)
    batches.close()


def test_a_batch_that_is_embedded_is_stored_at_the_next_occasion(library: Library) -> None:
    batches = Batches(library, GatedEmbedder())
    fill(batches, 0)
    wait_for(batches.move_on)
    batches.close()

    assert stored(library) == ["0"]
    assert library.known_files() == {"0.txt": (1, 1)}
    assert (batches.articles, batches.chunks) == (1, BATCH_CHUNKS)


def test_what_fails_stops_what_comes_after_it_and_nothing_before(library: Library) -> None:
    batches = Batches(library, GatedEmbedder(fails=[3]))
    with pytest.raises(EmbeddingError, match="server is down"):
        fill_all(batches, 8)
    batches.close()

    assert stored(library) == ["0", "1"]
    assert set(library.known_files()) == {"0.txt", "1.txt"}


def test_what_is_remembered_is_remembered_after_it_is_stored(library: Library) -> None:
    batches, seen = Batches(library, GatedEmbedder()), list[list[str]]()
    fill(batches, 0)
    batches.when_stored(lambda: seen.append(stored(library)))
    assert seen == []
    while batches.store_next():
        pass
    batches.close()

    assert seen == [["0"]]


def test_files_without_anything_new_are_marked_a_thousand_at_a_time(library: Library) -> None:
    batches = Batches(library, GatedEmbedder(tickets=0))
    for number in range(BATCH_SMALL + 1):
        batches.finish(SourceFile(f"{number}.txt", Path(f"{number}.txt"), 1, 1))
        batches.move_on()
    wait_for(lambda: batches.move_on() or library.known_files())
    assert len(library.known_files()) == BATCH_SMALL
    batches.store_next()
    batches.close()

    assert len(library.known_files()) == BATCH_SMALL + 1


def test_closing_gives_up_what_is_not_stored_and_leaves_no_thread(library: Library) -> None:
    embedder = GatedEmbedder(tickets=0)
    batches = Batches(library, embedder)
    fill_all(batches, AHEAD)
    threading.Timer(0.2, embedder.tickets.release).start()  # the batch that is being embedded is waited for
    batches.close()

    assert (embedder.calls, stored(library)) == (1, [])
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("dateline-batches")]
