"""The library: full-text search takes any text, stems as we do, and never mistakes a value for SQL."""

import json
import multiprocessing
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from index.chunk import chunk_article
from index.datatypes import Article, Filter
from index.errors import ArchiveError
from index.store.library import Entry, Library, Position, digest
from rag.text.words import stem

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


FULL = Article(
    id="full",
    title="Bridge closed",
    text="The bridge was closed on Monday. Nobody was hurt.",
    url="https://post.example/bridge",
    outlet="Orlen Post",
    published=datetime(2026, 3, 2, 7, 30, tzinfo=UTC),
    authors=("Ada Wren", "Jo Møller"),
    language="en",
    origin="file.txt",
    subtitle="Engineers found cracks — “31 of them”",
    modified=datetime(2026, 3, 3, 8, 0),
    section="City",
    keywords=("bridges", "Orlen"),
    pages=(0, 33),
    stated={"published": "JSON-LD datePublished"},
)


def test_every_field_of_an_article_is_kept(library: Library) -> None:
    library.store([entry(FULL), entry(made("month", published_in="2026-03"))], "test")

    assert library.article("full") == FULL
    assert library.article("full").stated == FULL.stated
    assert library.article("month").published_in == "2026-03"


def test_the_digest_changes_with_every_field_that_a_source_states() -> None:
    plain = made(1)
    changed = [
        replace(plain, **fields)  # type: ignore[arg-type]
        for fields in (
            {},
            {"subtitle": "Cracks"},
            {"modified": date(2026, 3, 3)},
            {"published_in": "2026-03"},
            {"section": "City"},
            {"keywords": ("City",)},
        )
    ]
    assert len({digest(article) for article in changed}) == len(changed)
    assert digest(replace(plain, pages=(0,), stated={"title": "html title"}, origin="x")) == digest(plain)


def test_the_digest_of_an_article_without_new_fields_is_that_of_format_1() -> None:
    assert digest(made(1)).hex() == "a56ac2624e9767c532b4baaba28d5aaa"


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        (Filter(after=date(2026, 3, 1)), {"day", "month"}),
        (Filter(after=date(2026, 3, 2)), {"day"}),  # the month may have been its first day
        (Filter(before=date(2026, 3, 31)), {"day", "month"}),
        (Filter(before=date(2026, 3, 30)), {"day"}),
        (Filter(after=date(2026, 1, 1), before=date(2026, 12, 31)), {"day", "month", "year"}),
        (Filter(after=date(2026, 1, 2), before=date(2026, 12, 31)), {"day", "month"}),
        (Filter(known_by=date(2026, 3, 1)), {"month", "year", "none", "odd"}),  # could be read by then
        (Filter(known_by=date(2026, 2, 28)), {"year", "none", "odd"}),
    ],
)
def test_a_month_or_year_passes_a_date_filter_with_its_whole_length(
    library: Library, only: Filter, expected: set[str]
) -> None:
    articles = [
        made("day", published=date(2026, 3, 15)),
        made("month", published_in="2026-03"),
        made("year", published_in="2026"),
        made("none"),
        made("odd", published_in="spring 2026"),
    ]
    library.store([entry(article) for article in articles], "test")

    assert {library.article(hit_id).id for hit_id in passing(library, only)} == expected
    assert library.count_articles(only) == len(expected)


def passing(library: Library, only: Filter) -> set[str]:
    return {passage.article.id for _, passage in library.located(library.matching(["bridge"], 99, only))}


def test_a_month_is_no_missing_date(library: Library) -> None:
    library.store([entry(made("month", published_in="2024-02")), entry(made("none"))], "test")

    assert library.summary.days() == (date(2024, 2, 1), date(2024, 2, 29), 1)
    assert library.summary.last_day() == date(2024, 2, 1)


# Versions


@pytest.fixture
def clocked(tmp_path: Path) -> Iterator[Library]:
    """A library whose clock goes on by an hour at every look."""
    moments = (datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=hour) for hour in range(10_000))
    opened = Library(tmp_path, now=lambda: next(moments))
    yield opened
    opened.close()


def test_a_changed_article_keeps_its_former_versions_newest_first(clocked: Library) -> None:
    texts = ["The bridge is open.", "The bridge is closed.", "The bridge is gone."]
    for text in texts:
        clocked.store([entry(replace(FULL, text=text))], "test")
    found = clocked.history("full")

    assert [version.number for version in found] == [3, 2, 1]
    assert [version.article for version in found] == [replace(FULL, text=text) for text in reversed(texts)]
    assert [version.stored_at and version.stored_at.hour for version in found] == [2, 1, 0]


def test_only_the_current_version_is_found(clocked: Library) -> None:
    clocked.store([entry(made(1, "The zeppelin landed."))], "test")
    clocked.store([entry(made(1, "The ferry landed."))], "test")

    assert clocked.matching(["zeppelin"], 5, Filter()) == []
    assert clocked.document_counts(["zeppelin", "ferri"]) == {"zeppelin": 0, "ferri": 1}
    assert clocked.count_chunks() == clocked.count_articles() == 1


def test_storing_the_same_again_makes_no_version(clocked: Library) -> None:
    for _ in range(2):
        clocked.store([entry(FULL)], "test")
    (version,) = clocked.history("full")

    assert version.stored_at == datetime(2026, 3, 1, tzinfo=UTC)


def test_a_removed_article_leaves_nothing_of_its_past(clocked: Library) -> None:
    for text in ("One bridge.", "Two bridges."):
        clocked.store([replace(entry(made(1, text)), raw=f"{text} Share this.")], "test")
    clocked.remove(["1"])
    clocked.store([entry(made(1, "Three bridges."))], "test")

    assert [version.number for version in clocked.history("1")] == [1]
    assert clocked.versions.count() == 0
    assert clocked.versions.raw(clocked.article("1")) is None


def test_the_text_as_read_is_kept_beside_the_cleaned_one(library: Library) -> None:
    library.store([replace(entry(made(1)), raw=f"Share this!\n\n{made(1).text}\ud800")], "test")
    library.store([replace(entry(made(2)), raw=made(2).text), entry(made(3))], "test")

    raw = [library.versions.raw(library.article(str(n))) for n in (1, 2, 3)]
    assert raw == [f"Share this!\n\n{made(1).text}\ud800", made(2).text, None]


# What left


NOW = datetime(2026, 4, 1, tzinfo=UTC)


def test_what_is_gone_stays_until_it_returns(library: Library) -> None:
    library.store([entry(made(n)) for n in range(3)], "test")

    assert library.removals.mark_gone(["0", "1", "never"], NOW) == 2
    assert library.removals.mark_gone(["0"], NOW + timedelta(days=1)) == 0
    assert library.removals.gone() == {"0": NOW, "1": NOW}
    assert len(library.matching(["bridge"], 9, Filter())) == 3

    library.move([("0", "file.txt", "file.txt"), ("1", "other.txt", "other.txt")])
    assert library.removals.gone() == {}


def test_what_is_removed_for_good_does_not_come_back_by_id_or_by_words(library: Library) -> None:
    library.store([entry(made(1)), entry(made(2, "The ferry."))], "test", [("file.txt", 1, 1)])
    assert library.removals.bury(["1", "never"], NOW) == 1
    same_words = replace(made(1), id="renamed")
    library.store([entry(made(1)), entry(made(1, "Other words.")), entry(same_words), entry(made(3))], "test")

    assert [row[0] for row in library.catalogue()] == ["2", "3"]
    assert [(stone.article_id, stone.file) for stone in library.removals.tombstones()] == [("1", "file.txt")]


def test_a_forgotten_tombstone_lets_its_source_be_read_again(library: Library) -> None:
    library.store([entry(made(1))], "test", [("file.txt", 1, 1)])
    library.removals.bury(["1"], NOW)

    assert library.removals.forget_tombstones(["other"]) == 0
    assert library.removals.forget_tombstones() == 1
    assert library.known_files() == {}
    library.store([entry(made(1))], "test")
    assert library.article("1") == made(1)


def test_of_two_copies_the_one_not_removed_can_still_be_stored(library: Library) -> None:
    copy = replace(made(1), id="copy")
    library.store([entry(made(1)), entry(copy)], "test")
    library.removals.bury(["1"], NOW)
    library.store([entry(replace(copy, id="copy moved"))], "test")

    assert [row[0] for row in library.catalogue()] == ["copy", "copy moved"]


def test_an_article_stands_while_it_says_what_it_said(library: Library) -> None:
    library.store([entry(made(n)) for n in range(3)], "test")
    seen = [library.article(str(n)) for n in range(3)]
    library.remove(["0"])
    library.store([entry(made(1, "Corrected."))], "test")

    assert library.standing(seen) == {"2"}


# Format 1


FORMAT_1 = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL, text TEXT NOT NULL, url TEXT, outlet TEXT,
    published TEXT,  -- ISO 8601, a date or a datetime, as precise as the source
    day TEXT,        -- its first ten characters, what filters compare
    authors TEXT NOT NULL, language TEXT, origin TEXT NOT NULL,
    file TEXT NOT NULL,     -- the file or document it came from
    digest BLOB NOT NULL    -- of every field above, to see whether a source changed
);
CREATE INDEX articles_by_file ON articles (file);
CREATE INDEX articles_by_day ON articles (day);
CREATE TABLE chunks (
    number INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice
    article INTEGER NOT NULL REFERENCES articles (number),
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    embedding BLOB NOT NULL  -- float16, unit length
);
CREATE INDEX chunks_by_article ON chunks (article);
CREATE TABLE removed_chunks (sequence INTEGER PRIMARY KEY AUTOINCREMENT, chunk INTEGER NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (title, text, content = '', tokenize = 'porter unicode61 remove_diacritics 2');
CREATE TABLE files (path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO meta VALUES ('id', 'an-old-library'), ('embedding', 'test');
PRAGMA user_version = 1;
"""


def format_1(folder: Path, count: int = 3) -> Path:
    """A library as the first release wrote it."""
    folder.mkdir(exist_ok=True)
    connection = sqlite3.connect(folder / "library.sqlite3")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(FORMAT_1)
    for n in range(1, count + 1):
        old = made(n, published=date(2026, 3, n % 28 + 1), authors=("Ada Wren",))
        values = (n, str(n), old.title, old.text, None, "Post", f"{old.published}", '["Ada Wren"]', None, "file.txt")
        connection.execute(
            "INSERT INTO articles VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8, ?9, ?10, ?10, ?11)",
            (*values, digest(replace(old, outlet="Post"))),
        )
        connection.execute("INSERT INTO chunks VALUES (?, ?, 0, 32, ?)", (n, n, np.ones(4, np.float16).tobytes()))
        connection.execute("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", (n, old.title, old.text))
    connection.commit()
    connection.close()
    return folder


def stored_by_format_1(library: Library) -> None:
    assert library.article("1") == made(1, published=date(2026, 3, 2), authors=("Ada Wren",), outlet="Post")
    assert library.count_articles(Filter(after=date(2026, 3, 3))) == 2
    assert len(library.matching(["bridge"], 9, Filter(before=date(2026, 3, 3)))) == 2
    assert len(library.located(library.matching(["bridge"], 9, Filter()))) == 3
    assert library.summary.days() == (date(2026, 3, 2), date(2026, 3, 4), 0)
    assert [version.stored_at for version in library.history("1")] == [None]
    assert library.versions.raw(library.article("1")) is None
    assert library.removals.gone() == {}


def test_a_library_of_format_1_is_upgraded_as_it_is_opened(tmp_path: Path) -> None:
    library = Library(format_1(tmp_path / "old"))
    stored_by_format_1(library)
    same = made(2, published=date(2026, 3, 3), authors=("Ada Wren",), outlet="Post")
    library.store([entry(same), entry(replace(FULL, id="1")), entry(made(9))], "test")

    assert [version.number for version in library.history("1")] == [2, 1]
    assert [version.number for version in library.history("2")] == [1]  # nothing changed
    assert library.database.value("PRAGMA user_version") == 6
    library.close()


def test_a_library_that_cannot_be_written_is_read_in_format_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = format_1(tmp_path / "old")
    before = (folder / "library.sqlite3").read_bytes()
    monkeypatch.setattr("os.access", lambda path, mode: mode != os.W_OK)  # root may write whatever the mode says
    library = Library(folder)
    stored_by_format_1(library)
    with pytest.raises(ArchiveError, match="permissions"):
        library.store([entry(made(9))], "test")
    library.close()

    assert (folder / "library.sqlite3").read_bytes() == before


def open_and_close(folder: Path) -> int:
    library = Library(folder)
    try:
        return library.count_articles()
    finally:
        library.close()


def test_several_processes_may_upgrade_at_once(tmp_path: Path) -> None:
    folder = format_1(tmp_path / "old", 200)
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        assert pool.map(open_and_close, [folder] * 6) == [200] * 6
