"""The library: full-text search takes any text, stems as we do, and never mistakes a value for SQL."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from index.chunk import chunk_article
from index.datatypes import Article, Filter
from index.library import Entry, Library, Position
from rag.words import stem

WORDS = """bridge bridges closed closing closure engineers engineering said saying reported reporters city cities mayor
mayors' Tarn's company companies running runner happily happiness nation national nationalisation rationing ration
water waters flies dying tied ties hopping hoped relational conditional valency digitizer conformably radically
differently analogously vietnamization predication operator feudalism decisiveness hopefulness callousness formality
sensitivity sensibility triplicate formative formalize electricity electrical hopeful goodness revival allowance
inference airliner adjustable defensible irritant replacement adjustment dependent adoption communism activate
angularity homologous effective bowdlerize probate rate cease control roll café Brücke naïve Čapek São UK EU TV
31 2026 B52 Zhandarov Żółć ångström Москва 東京""".split()

# Porter's later corrections, which SQLite has; words of two letters, which it leaves alone; letters without a base.
LATER_WORDS = "US vs technology Technologies apology possibly incredibly assembly Straßenbahn 9½ ёлка".split()


def entry(article: Article, file: str = "file.txt", vector: float = 1.0) -> Entry:
    chunks = chunk_article(article)
    return Entry(article, file, chunks, np.full((len(chunks), 4), vector, np.float32))


def made(number: int | str, text: str = "The bridge was closed on Monday.", **fields: object) -> Article:
    return Article(id=str(number), title=f"Report {number}", text=text, origin="file.txt", **fields)  # type: ignore[arg-type]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Three articles that tests only read."""
    opened = Library(tmp_path_factory.mktemp("library"))
    dated = made(2, "The ferry was late.", outlet="Orlen Post", published=date(2026, 3, 2), authors=("Ada Wren",))
    opened.store([entry(made(1)), entry(dated), entry(made(3, "Bridges and ferries. Ferries again."))], "test")
    yield opened
    opened.close()


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(), max_size=40), max_size=6))
@example(
    [
        '"',
        "'",
        "\0",
        "a\0b",
        "*",
        "bridge*",
        "NEAR(",
        "AND",
        "OR",
        "NOT",
        "title:",
        "{a b}",
        "^x",
        "-",
        "(",
        "🚢",
        "\ud800",
        "",
    ]
)
@example(['" OR "1', "title : bridge", 'bridge" AND "late', "%", "_", "[", "\\", ";--", "\n", "\u202e", "a" * 10_000])
def test_any_words_can_be_searched_for(filled: Library, words: list[str]) -> None:
    for hit in filled.matching(words, 10, Filter()):
        assert hit.score > 0 or hit.score == pytest.approx(0, abs=1e-3)
    assert set(filled.document_counts(words)) == set(words)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(), min_size=1, max_size=60))
@example("' OR 1=1 --")
@example("'); DROP TABLE articles; --")
@example('"')
@example("\0")
@example("\ud800")
@example("?")
@example("*")
def test_no_value_of_a_filter_is_sql(filled: Library, value: str) -> None:
    for only in (Filter(outlets=(value,)), Filter(authors=(value, value)), Filter(names=(value,))):
        assert filled.count_articles(only) in range(4)
        assert len(filled.article_numbers(only)) == len(filled.matching(["bridge", "ferry"], 9, only))
    assert filled.count_articles(Filter(outlets=(value,))) == 0
    assert filled.count_articles() == 3


def test_a_search_operator_in_a_question_is_only_a_word(filled: Library) -> None:
    assert filled.matching(["bridge* OR ferry"], 9, Filter()) == []  # as a phrase, which nobody wrote
    assert len(filled.matching(["bridge"], 9, Filter())) == 2
    assert len(filled.matching(["bridges", "FERRY"], 9, Filter())) == 3


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(WORDS, id="common"),
        pytest.param(LATER_WORDS, id="later"),
    ],
)
def test_stems_agree_with_the_full_text_index(library: Library, words: list[str]) -> None:
    library.store([entry(made(n, word)) for n, word in enumerate(words)], "test")

    assert [word for word in words if not library.document_counts([stem(word)])[stem(word)]] == []


def test_document_counts_count_chunks_and_follow_removals(library: Library) -> None:
    library.store([entry(made(n, f"The bridge and item{n}.")) for n in range(5)], "test")
    assert library.document_counts(["bridg", "item3", "absent"]) == {"bridg": 5, "item3": 1, "absent": 0}

    library.remove(["3", "4", "not there"])
    assert library.document_counts(["bridg", "item3"]) == {"bridg": 3, "item3": 0}


def test_headlines_are_searched_too(library: Library) -> None:
    library.store([entry(made(1, "Nothing of it in the text."))], "test")

    assert len(library.matching(["report"], 5, Filter())) == 1


def test_the_position_moves_with_every_chunk_added_or_removed_and_never_back(library: Library) -> None:
    assert library.position() == Position(0, 0)
    library.store([entry(made(1)), entry(made(2))], "test")
    assert library.position() == Position(2, 0)
    library.store([entry(made(2, "It has changed."))], "test")  # a new chunk in place of the old
    assert library.position() == Position(3, 1)
    library.remove(["1", "2"])
    assert library.position() == Position(3, 3)
    library.store([entry(made(1))], "test")
    assert library.position() == Position(4, 3)  # numbers are never used twice
    assert library.removals_after(1) == [1, 3]


def test_embeddings_come_back_in_order_after_a_number(library: Library) -> None:
    library.store([entry(made(n), vector=float(n)) for n in range(1, 6)], "test")
    found = library.embeddings_after(2, 2)

    assert found.numbers.tolist() == [3, 4]
    assert found.matrix.tolist() == [[3.0] * 4, [4.0] * 4]
    assert library.embeddings([5, 99])[5].tolist() == [5.0] * 4
    assert library.places([1, 99]) == {1: ("1", 0, 32)}


def test_a_store_that_fails_stores_nothing(library: Library) -> None:
    broken = Entry(made(2), "file.txt", chunk_article(made(2)), np.empty((0, 4), np.float32))
    with pytest.raises(ValueError, match="shorter"):
        library.store([entry(made(1)), broken], "test", [("file.txt", 1, 1)])

    assert library.count_articles() == library.count_chunks() == 0
    assert library.known_files() == {}
    assert library.position() == Position(0, 0)


def test_ten_thousand_numbers_can_be_asked_for_at_once(filled: Library) -> None:
    assert len(filled.places(range(100_000))) == 3


def test_files_are_remembered_and_forgotten(library: Library) -> None:
    library.store([], "test", [("a.txt", 10, 20), ("b.txt", 1, 2)])
    library.forget_files(["b.txt", "never.txt"])

    assert library.known_files() == {"a.txt": (10, 20)}


def test_other_programs_can_read_what_is_stored(library: Library) -> None:
    library.store([entry(made(1, authors=("Ada Wren", "Jo Møller"), published=date(2026, 3, 2)))], "test")
    connection = sqlite3.connect(library.path)
    (row,) = connection.execute("SELECT id, day, authors FROM articles").fetchall()
    connection.close()

    assert row[:2] == ("1", "2026-03-02")
    assert json.loads(row[2]) == ["Ada Wren", "Jo Møller"]
