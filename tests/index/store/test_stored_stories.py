"""Copies and owners of what is stored: whatever is added, changed, removed, damaged or upgraded."""

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.archive import Archive
from index.chunk import chunk_article
from index.datatypes import Article, Copy
from index.store.library import Entry, Library
from index.store.repair import repair
from index.store.verify import broken_stories
from tests.conftest import WordEmbedder

DAY = date(2026, 3, 3)
WORDS = "harbour ferry bridge mayor storm council budget school river market tower museum railway poll court".split()


def prose(seed: int) -> str:
    """Made-up sentences, the same for the same seed."""
    chosen = random.Random(seed)
    return "\n\n".join(f"The {' '.join(chosen.choices(WORDS, k=14))} of item{seed}." for _ in range(12))


def made(article_id: str, seed: int = 1, **fields: object) -> Article:
    article = Article(id=article_id, title=f"Report {article_id}", text=prose(seed), origin="file.txt", published=DAY)
    return replace(article, **fields)


def entry(article: Article) -> Entry:
    chunks = chunk_article(article)
    return Entry(article, "file.txt", chunks, np.full((len(chunks), 4), 0.5, np.float32))


def copies(library: Library) -> dict[str, set[str]]:
    found = library.stories.copies([article.id for article in library.articles()])
    return {id_: {copy.article_id for copy in others} for id_, others in found.items()}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path)
    yield opened
    opened.close()


def test_copies_are_named_by_day_then_outlet_with_what_is_known_of_them(library: Library) -> None:
    late = datetime(2026, 3, 4, 7, 30, tzinfo=UTC)
    articles = [
        made("own", outlet="Post", url="https://post.example/a"),
        made("wire", outlet="Echo", authors=("Reuters",), published=late),
        made("zeta", outlet="Zeta"),
        made("beta", outlet="Beta"),
        made("other", 2, outlet="Beta"),
        made("month", outlet="Alpha", published=None, published_in="2026-03"),
    ]
    library.store([entry(article) for article in articles], "test")
    found = library.stories.copies(["own", "other", "never", "\0", "a' OR 1=1 --"])
    assert list(found) == ["own"]
    assert [copy.article_id for copy in found["own"]] == ["month", "beta", "zeta", "wire"]
    assert found["own"][3] == Copy("wire", "Report wire", "Echo", late, None, "Reuters")
    assert found["own"][0].published_in == "2026-03"
    assert library.stories.copies(["beta"])["beta"][1] == Copy(
        "own", "Report own", "Post", DAY, "https://post.example/a", None
    )
    assert library.stories.counts() == (1, 4)


def test_owner_is_the_agency_else_the_outlet_else_the_host(library: Library) -> None:
    articles = [
        made("wire", outlet="Echo", authors=("Reuters",)),
        made("own", outlet="Echo"),
        made("host", url="https://www.post.example/a"),
        made("none"),
    ]
    library.store([entry(article) for article in articles], "test")
    wanted = {"wire": "Reuters", "own": "Echo", "host": "post.example", "none": ""}
    assert library.stories.owners([*wanted, "never"]) == wanted


def test_removed_article_is_no_copy_and_the_others_stay_together(library: Library) -> None:
    library.store([entry(made(name)) for name in "abcd"], "test")
    library.remove(["a"])
    library.removals.bury(["d"], datetime(2026, 4, 1, tzinfo=UTC))
    assert copies(library) == {"b": {"c"}, "c": {"b"}}
    assert library.stories.copies(["a", "d"]) == {}
    assert library.stories.owners(["a", "d"]) == {}


def test_change_of_its_words_takes_an_article_out_of_its_story(library: Library) -> None:
    library.store([entry(made(name)) for name in "abc"], "test")
    library.store([entry(made("a", 9))], "test")
    assert copies(library) == {"b": {"c"}, "c": {"b"}}


def test_change_that_leaves_its_words_touches_no_other_article_of_the_story(library: Library) -> None:
    library.store([entry(made(name)) for name in "abc"], "test")
    statements = list[str]()
    library.database.connection().set_trace_callback(statements.append)
    library.store([entry(made("a", title="Another headline"))], "test")
    library.database.connection().set_trace_callback(None)
    assert not [sql for sql in statements if "INTO sketch" in sql or "FROM sketch_values" in sql]
    assert copies(library) == {"a": {"b", "c"}, "b": {"a", "c"}, "c": {"a", "b"}}
    assert library.stories.copies(["b"])["b"][0].title == "Another headline"


steps = st.lists(
    st.one_of(
        st.tuples(st.just("store"), st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(1, 3)), max_size=4)),
        st.tuples(st.sampled_from(["remove", "bury", "forget"]), st.lists(st.sampled_from("abcdef"), max_size=3)),
        st.tuples(st.just("fail"), st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(1, 3)), max_size=4)),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(steps)
def test_every_article_is_in_exactly_one_story_whatever_is_done(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, list[object]]]
) -> None:
    library = Library(tmp_path_factory.mktemp("library"))
    try:
        for kind, values in steps:
            do(library, kind, values)
            check(library)
    finally:
        library.close()


def do(library: Library, kind: str, values: list) -> None:  # type: ignore[type-arg]
    if kind in ("store", "fail"):
        entries = [entry(made(name, seed, published=DAY + timedelta(days=seed % 2))) for name, seed in values]
        if kind == "store":
            library.store(entries, "test")
        else:
            broken = Entry(made("x"), "file.txt", chunk_article(made("x")), np.empty((0, 4), np.float32))
            with pytest.raises(ValueError, match="shorter"):
                library.store([*entries, broken], "test")
    elif kind == "remove":
        library.remove(values)
    elif kind == "bury":
        library.removals.bury(values, datetime(2026, 4, 1, tzinfo=UTC))
    else:
        library.removals.forget_tombstones(values)


def check(library: Library) -> None:
    articles = {article.id: article for article in library.articles()}
    places = library.database.rows("SELECT id, story FROM articles LEFT JOIN sketches ON article = number")
    assert {row["id"] for row in places if row["story"] is not None} == set(articles)
    found = copies(library)
    for id_, others in found.items():
        assert others <= set(articles)
        assert id_ not in others
        assert all(id_ in found[other] for other in others)
    for one in articles.values():  # the seeds are so different that stories are exactly the same texts
        same = {other.id for other in articles.values() if other.text == one.text} - {one.id}
        assert found.get(one.id, set()) == same
    assert list(broken_stories(library.database)) == []
    assert set(library.stories.owners("abcdef")) == set(articles)


DAMAGES = {
    "an article in no story": ("DELETE FROM sketches WHERE article = 2", "articles that are in no story: 1"),
    "a place of no article": (
        "INSERT INTO sketches VALUES (99, 99, NULL, x'')",
        "places in stories that are of no article: 1",
    ),
    "a story without its leader": (
        "UPDATE sketches SET story = 77 WHERE article = 2",
        "articles in a story that nothing leads: 1",
    ),
    "a cut sketch": ("UPDATE sketches SET sketch = substr(sketch, 1, 41) WHERE article = 3", "sketches are damaged: 1"),
    "a shuffled sketch": (
        "UPDATE sketches SET sketch = CAST(substr(sketch, 1, 4) || substr(sketch, 9, 4) || substr(sketch, 5, 4) || "
        "substr(sketch, 13) AS BLOB) WHERE article = 3",
        "sketches are damaged: 1",
    ),
    "a leader that is not found": ("DELETE FROM sketch_values", "sketches are damaged: 2"),
    "a value of no leader": (
        "INSERT INTO sketch_values VALUES (5, 3)",
        "articles that are looked up as if they led a story: 1",
    ),
    "a keeper that is none": (
        "INSERT INTO boilerplate VALUES ('Post', x'00', 99)",
        "boilerplate paragraphs that are kept by no article: 1",
    ),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_damaged_stories_are_told_and_repaired(library: Library, name: str) -> None:
    sql, told = DAMAGES[name]
    library.store([entry(made(one)) for one in "abc"] + [entry(made("d", 2))], "test")
    whole = copies(library)
    library.database.connection().execute(sql)
    assert [str(problem) for problem in broken_stories(library.database) if told in str(problem)]
    assert repair(library.database, 4, "test") == []
    assert list(broken_stories(library.database)) == []
    assert copies(library) == whole


def test_repair_that_lost_an_article_has_all_chunks_looked_at_again(library: Library) -> None:
    library.store([entry(made(one)) for one in "abc"], "test")
    library.database.connection().execute("UPDATE articles SET text = 'gone' WHERE id = 'a'")
    assert [problem.article_id for problem in repair(library.database, 4, "test")] == ["a"]
    assert copies(library) == {"b": {"c"}, "c": {"b"}}
    assert len(library.boilerplate.stale()) == 2
    assert library.boilerplate.is_learning_due()


def format_2(folder: Path) -> None:
    """Make a library of today one as it was before there were stories."""
    connection = sqlite3.connect(folder / "library.sqlite3")
    connection.executescript(
        "DROP TABLE sketches; DROP TABLE sketch_values; DROP TABLE boilerplate; DROP TABLE stale; "
        "DROP TABLE next_embeddings; ALTER TABLE articles DROP COLUMN owner; ALTER TABLE tombstones DROP COLUMN words; PRAGMA user_version = 2;"
    )
    connection.execute("DELETE FROM meta WHERE key = 'boilerplate_learnt'")
    connection.commit()
    connection.close()


OLD = [
    made("a", outlet="Post"),
    made("b", outlet="Echo", authors=("Reuters",)),
    *(made(f"n{n}", 10 + n, outlet="Post", published=DAY + timedelta(days=n)) for n in range(300)),
]


def test_library_of_format_2_takes_its_articles_into_stories_at_the_next_sync(tmp_path: Path) -> None:
    with Archive.open(tmp_path, WordEmbedder(), chroma=False) as archive:
        archive.sync(OLD)
        position = archive._library.position()
    format_2(tmp_path)
    with Archive.open(tmp_path, WordEmbedder(), chroma=False) as archive:
        assert archive.verify() == []
        assert archive.copies(["a"]) == {}
        assert archive.owners(["a", "b"]) == {"a": "Post", "b": "Echo"}
        assert archive.article("a") == OLD[0]
        steps = [step for step in archive.sync_steps([OLD[5]]) if getattr(step, "phase", "") == "stories"]
        assert (steps[-1].done, len({step.done for step in steps}) > 2) == (steps[-1].total, True)
        assert archive.owners(["a", "b"]) == {"a": "Post", "b": "Reuters"}
        assert [copy.article_id for copy in archive.copies(["a"])["a"]] == ["b"]
        assert archive._library.position() == position  # no chunk was touched
        assert (archive.info().stories, archive.info().copies) == (1, 1)
        assert archive.verify() == []


def test_library_of_format_2_that_cannot_be_written_is_read_without_stories(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Archive.open(tmp_path, WordEmbedder(), chroma=False) as archive:
        archive.sync(OLD[:3])
    format_2(tmp_path)
    monkeypatch.setattr("os.access", lambda path, mode: mode != 2)  # root may write whatever the mode says
    library = Library(tmp_path)
    assert library.stories.copies(["a", "b"]) == {}
    assert library.stories.owners(["a", "b"]) == {"a": "Post", "b": "Echo"}
    assert library.stories.counts() == (0, 0)
    assert list(broken_stories(library.database)) == []
    library.close()
