"""Opening, reading and closing an archive."""

import dataclasses
import shutil
import threading
import warnings
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from index.archive import Archive
from index.datatypes import Article, Filter, Hit
from index.errors import ArchiveError, NoSuchArticleError
from tests.conftest import WordEmbedder

PLAIN = Article(id="plain", title="Plain", text="Nothing but words stands here.", origin="document:plain")
FULL = Article(
    id="full/ä 雨",
    title="Rain — «雨»",
    text="It rained on the harbour. 雨が降った。 Nobody minded.\n\nThe ferry sailed 🚢 at noon.",
    url="https://post.example/rain?a=1&b=%20",
    outlet="The Orlen Post",
    published=datetime(2026, 3, 2, 23, 30, tzinfo=UTC),
    authors=("Ada Wren", 'Jo "Quill" Møller'),
    language="en",
    origin="document:full",
)
LATER = dataclasses.replace(PLAIN, id="later", outlet="Herald", published=date(2026, 3, 9), authors=("Ada Wren",))


@pytest.fixture
def filled(archive: Archive) -> Archive:
    archive.sync([PLAIN, LATER, FULL])
    return archive


def test_articles_come_back_as_they_went_in(filled: Archive) -> None:
    assert filled.article("full/ä 雨") == FULL
    assert filled.article("plain") == PLAIN


def test_articles_are_listed_by_day_with_the_undated_last(filled: Archive) -> None:
    assert [article.id for article in filled.articles()] == [FULL.id, "later", "plain"]


def test_status_counts_what_is_there(filled: Archive) -> None:
    status = filled.status()

    assert (status.articles, status.undated) == (3, 1)
    assert (status.first, status.last) == (date(2026, 3, 2), date(2026, 3, 9))
    assert status.outlets == filled.outlets() == {"Herald": 1, "The Orlen Post": 1}
    assert filled.authors() == {"Ada Wren": 2, 'Jo "Quill" Møller': 1}
    assert status.chunks == filled.count_chunks() >= 3
    assert status.embedding == "test/words"


def test_an_empty_archive_has_an_answer_to_everything(archive: Archive) -> None:
    status = archive.status()

    assert (status.articles, status.chunks, status.first, status.last, status.outlets) == (0, 0, None, None, {})
    assert list(archive.articles()) == []
    assert archive.nearest(archive.embedder.embed_query("bridge"), 5) == []
    assert archive.nearest(archive.embedder.embed_query("bridge"), 5, Filter(outlets=("Post",))) == []
    assert archive.matching(["bridge"], 5) == []


def test_the_snapshot_changes_with_the_content_and_only_then(filled: Archive, tmp_path: Path) -> None:
    before = filled.status().snapshot
    filled.sync([PLAIN])
    assert filled.status().snapshot == before
    filled.sync([dataclasses.replace(PLAIN, text="Other words stand here.")])
    assert filled.status().snapshot != before


def test_an_unknown_article_names_itself_and_the_list(archive: Archive) -> None:
    for article_id in ("nope", "", "\x00", "\ud800", "a' OR 1=1 --"):
        with pytest.raises(NoSuchArticleError, match="dateline articles"):
            archive.article(article_id)


def test_passages_are_exact_spans_in_the_order_of_the_hits(filled: Archive) -> None:
    hits = filled.matching(["harbour", "words"], 10)
    passages = filled.passages(hits[::-1])

    assert [passage.score for passage in passages] == [hit.score for hit in hits[::-1]]
    for passage in passages:
        assert passage.text == passage.article.text[passage.start : passage.end]
    assert filled.passages([Hit(10**9, 1.0), *hits]) == passages[::-1]  # a chunk that has gone is left out


def test_a_filter_keeps_what_passes_every_part_of_it(filled: Archive) -> None:
    vector = filled.embedder.embed_query("words")
    for only, expected in (
        (Filter(), {"plain", "later", FULL.id}),
        (Filter(authors=("Ada Wren",)), {"later", FULL.id}),
        (Filter(authors=("Ada Wren",), after=date(2026, 3, 3)), {"later"}),
        (Filter(outlets=("Herald", "The Orlen Post")), {"later", FULL.id}),
        (Filter(before=date(2026, 3, 2)), {FULL.id}),
        (Filter(names=("雨",)), {FULL.id}),  # it stands in the headline
        (Filter(names=("ferry",)), {FULL.id}),
        (Filter(outlets=("Nobody",)), set()),
    ):
        assert {p.article.id for p in filled.passages(filled.nearest(vector, 20, only))} == expected
        assert filled.count_articles(only) == len(expected)


def test_similarities_are_the_cosines_of_the_stored_vectors(filled: Archive) -> None:
    vector = filled.embedder.embed_query("rain in the harbour")
    hits = filled.nearest(vector, 10)
    found = filled.similarities(vector, [hit.chunk_id for hit in hits])

    assert found == pytest.approx({hit.chunk_id: hit.score for hit in hits}, abs=2e-3)


def test_opening_without_create_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="dateline sync ARTICLES"):
        Archive.open(tmp_path / "none", create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a" * 300, "nul\0", "file/below"])
def test_a_folder_that_cannot_be_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveError):
        Archive.open(tmp_path / name)


def test_any_folder_name_will_do(tmp_path: Path, embedder: WordEmbedder) -> None:
    for name in ("file:x?mode=ro", "a b%20c#d", "雨", "it's"):
        with Archive.open(tmp_path / name, embedder, chroma=False) as archive:
            archive.sync([PLAIN])
        with Archive.open(tmp_path / name, embedder, chroma=False, create=False) as archive:
            assert archive.article("plain") == PLAIN
        assert (tmp_path / name / "library.sqlite3").exists()


def test_a_new_archive_explains_itself_to_who_looks_into_it(archive: Archive) -> None:
    assert "keep it" in (archive.folder / "README").read_text()


def test_an_archive_leaves_no_thread_and_no_open_file(tmp_path: Path, embedder: WordEmbedder) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", ResourceWarning)
        with Archive.open(tmp_path / "archive", embedder) as archive:
            archive.sync([PLAIN])
    assert not [thread for thread in threading.enumerate() if thread.name == "dateline-chroma"]
    assert sorted(path.name for path in archive.folder.glob("library*")) == ["library.sqlite3"]


def test_a_damaged_vector_is_as_good_as_none(filled: Archive) -> None:
    number = filled.matching(["harbour"], 1)[0].chunk_id
    with filled._library._transaction() as connection:
        connection.execute(
            "UPDATE chunks SET embedding = ? WHERE number = ?", (np.full(64, np.nan, np.float16).tobytes(), number)
        )
    hits = filled.nearest(filled.embedder.embed_query("words"), 10, Filter(before=date(2027, 1, 1)))

    assert all(np.isfinite(hit.score) for hit in hits)


def test_a_sync_that_meets_the_healing_thread_waits_for_it(filled: Archive) -> None:
    filled.close()
    for _ in range(6):
        shutil.rmtree(filled.folder / "chroma")
        with Archive.open(filled.folder, filled.embedder) as archive:  # which begins to rebuild in the background
            archive.sync([PLAIN])
            assert archive.status().vectors == "Chroma, in step"
