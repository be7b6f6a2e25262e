"""Full-text search from outside: its scores are those of SQLite's own BM25, whatever is asked and whatever changes."""

import sqlite3
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from index.datatypes import Article, Chunk, Filter, Hit
from index.errors import ArchiveError
from index.lexical.text import search_terms
from index.store import postings
from index.store.library import FILE_NAME, Entry, Library

WORDS = ["new", "bridge", "bridges", "ferry", "мост", "мосты", "大桥", "Brücke", "O'Brien", "U.S.", "2026", "the", "of",
         "Mu\u0301sica", "Spa\u0308tzle\u2019s", "\u13a0\u13c5", "news_room", "½"]  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=200).map(" ".join)
ASKED = st.lists(
    st.one_of(st.sampled_from(WORDS), st.just("new bridge"), st.just("the of the")), min_size=1, max_size=6
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(tmp_path)
    yield library
    library.close()


def store(library: Library, *articles: Article, size: int = 300) -> None:
    """Store articles in chunks of so many characters."""
    entries = []
    for one in articles:
        chunks = [Chunk(one.id, at, len(part) + at, part) for at, part in _parts(one.text, size)]
        entries.append(Entry(one, "file", chunks, np.ones((len(chunks), 4), np.float32)))
    library.store(entries, "test")


def _parts(text: str, size: int) -> list[tuple[int, str]]:
    return [(at, text[at : at + size]) for at in range(0, len(text), size)]


def by_sqlite(library: Library, words: Sequence[str]) -> dict[int, float]:
    """What SQLite's own BM25 gives every chunk that it finds."""
    expression = " OR ".join(term.expression for term in search_terms(words, library.words.languages()))
    with sqlite3.connect(library.path) as connection:
        found = connection.execute(
            "SELECT rowid, -bm25(words) FROM words WHERE words MATCH ?", (expression,)
        ).fetchall()
    connection.close()
    return dict(found)


def scores(hits: Sequence[Hit]) -> dict[int, float]:
    return {hit.chunk_id: hit.score for hit in hits}


@example(texts=["ᎠᏅ"], language=None, asked=["ᎠᏅ"])
@example(texts=["ꭰꮕ"], language=None, asked=["ꭰꮕ"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS, min_size=1, max_size=8), st.sampled_from([None, "de", "ru"]), ASKED)
def test_scores_are_those_of_sqlite(library: Library, texts: list[str], language: str | None, asked: list[str]) -> None:
    store(library, *(Article(f"{n}", "The bridge", text, language=language) for n, text in enumerate(texts)))

    hits = library.matching(asked, 10_000, Filter())

    assert scores(hits) == pytest.approx(by_sqlite(library, asked), rel=1e-4)
    assert hits or not set(asked) & set(" ".join(texts).split())
    assert hits == sorted(hits, key=lambda hit: (-hit.score, hit.chunk_id))
    assert library.matching(asked, 3, Filter()) == hits[:3]


def test_what_another_process_stores_and_removes_is_seen(library: Library, tmp_path: Path) -> None:
    store(library, Article("1", "", "A bridge opens"), Article("2", "", "A bridge closes"))
    assert len(library.matching(["bridge"], 9, Filter())) == 2
    other = Library(tmp_path)
    store(other, Article("3", "", "The bridge again"), Article("1", "", "No more of it"))

    assert scores(library.matching(["bridge"], 9, Filter())) == pytest.approx(by_sqlite(other, ["bridge"]), rel=1e-4)
    assert library.document_counts(["bridg"]) == {"bridg": 2}
    other.remove(["2", "3"])
    assert library.matching(["bridge"], 9, Filter()) == []
    assert library.matching(["more"], 9, Filter()) != []
    other.close()


def test_a_filter_is_read_anew_when_articles_change(library: Library, tmp_path: Path) -> None:
    only = Filter(outlets=("Harbour News",), after=date(2026, 1, 1))
    store(library, Article("1", "", "A bridge", outlet="Harbour News", published=date(2025, 5, 5)))
    assert library.matching(["bridge"], 9, only) == []
    other = Library(tmp_path)
    store(other, Article("1", "", "A bridge", outlet="Harbour News", published=date(2026, 5, 5)))
    other.close()

    assert len(library.matching(["bridge"], 9, only)) == 1


def test_scores_stay_the_same_when_few_are_kept(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    store(library, *(Article(f"{n}", "", f"new bridge ferry report {n}") for n in range(50)))
    everything = library.matching(["new", "bridge", "report", "7"], 60, Filter())
    monkeypatch.setattr(postings, "KEPT_BYTES", 500)
    monkeypatch.setattr(postings, "KEPT_FILTERS", 1)

    for _ in range(3):
        for word in ("ferry", "new", "report"):
            assert len(library.matching([word], 60, Filter(before=date(2026, 1, 1)))) == 0
            assert len(library.matching([word], 60, Filter())) == 50
        assert library.matching(["new", "bridge", "report", "7"], 60, Filter()) == everything


def test_many_threads_find_the_same_while_articles_are_stored(library: Library, tmp_path: Path) -> None:
    store(library, *(Article(f"{n}", "", f"bridge {n}") for n in range(100)))

    def searched(_: int) -> int:
        return len(library.matching(["bridge", "report"], 1000, Filter()))

    other = Library(tmp_path)
    with ThreadPoolExecutor(4) as workers:
        found = workers.map(searched, range(80))
        for n in range(100, 120):
            store(other, Article(f"{n}", "", f"bridge {n}"))
        assert all(100 <= count <= 120 for count in found)
    assert searched(0) == 120
    other.close()


def test_damaged_lengths_are_said(library: Library) -> None:
    store(library, Article("1", "", "A bridge"))
    with sqlite3.connect(library.path.parent / FILE_NAME) as connection:
        connection.execute("UPDATE words_docsize SET sz = x'8181'")
    connection.close()

    with pytest.raises(ArchiveError, match="damaged"):
        library.matching(["bridge"], 9, Filter())
