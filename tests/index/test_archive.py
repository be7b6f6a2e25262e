"""Opening, reading and closing an archive."""

import dataclasses
import json
import shutil
import threading
import warnings
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from index.archive import Archive
from index.datatypes import Article, Filter, Hit
from index.errors import ArchiveError, NoSuchArticleError
from index.vectors.place import ChromaServer
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
    with filled._library.database.transaction() as connection:
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


# Versions and removals


def test_a_changed_article_tells_its_history(filled: Archive) -> None:
    changed = dataclasses.replace(PLAIN, text="Nothing but corrected words stands here.")
    filled.sync([changed])

    assert [(v.number, v.article) for v in filled.history("plain")] == [(2, changed), (1, PLAIN)]
    assert all(version.stored_at for version in filled.history("plain"))
    assert len(filled.history("later")) == 1
    with pytest.raises(NoSuchArticleError):
        filled.history("nope")


def test_an_article_removed_for_good_is_found_by_nothing_and_stays_away(filled: Archive) -> None:
    seen = filled.passages(filled.matching(["words"], 9))
    assert filled.remove(["plain"]) == 1
    filled.sync([PLAIN, LATER])

    assert [article.id for article in filled.articles()] == [FULL.id, "later"]
    assert {p.article.id for p in filled.passages(filled.nearest(filled.embedder.embed_query("words"), 9))} == {
        FULL.id,
        "later",
    }
    assert {passage.article.id for passage in filled.current(seen)} == {"later"}
    assert [stone.article_id for stone in filled.removed()] == ["plain"]
    assert filled.status().vectors == "Chroma, in step"


def test_an_article_removed_for_good_comes_back_when_it_is_asked_for(filled: Archive) -> None:
    filled.remove(["plain"])
    assert filled.take_back() == 1
    filled.sync([PLAIN])

    assert filled.article("plain") == PLAIN
    assert filled.removed() == []


def test_articles_are_removed_for_good_although_the_server_of_their_vectors_is_down(
    tmp_path: Path, embedder: WordEmbedder, caplog: pytest.LogCaptureFixture
) -> None:
    with Archive.open(tmp_path / "archive", embedder, chroma=ChromaServer("http://127.0.0.1:9")) as archive:
        archive.sync([PLAIN, LATER])
        assert archive.remove(["plain"]) == 1
        assert [article.id for article in archive.articles()] == ["later"]
    assert "does not answer" in caplog.text


def test_removing_what_is_not_there_removes_nothing(filled: Archive) -> None:
    with pytest.raises(NoSuchArticleError):
        filled.remove(["plain", "nope"])
    assert filled.status().articles == 3


def test_a_passage_of_a_corrected_article_is_not_current(filled: Archive) -> None:
    seen = filled.passages(filled.matching(["words"], 9))
    filled.sync([dataclasses.replace(LATER, text="Nothing but other words stands here.")])

    assert {passage.article.id for passage in filled.current(seen)} == {"plain"}
    assert filled.current([]) == []


# Upkeep


def damage(archive: Archive, sql: str, *values: object) -> None:
    with archive._library.database.transaction() as connection:
        connection.execute(sql, values)


def test_a_whole_archive_has_no_problem(filled: Archive) -> None:
    filled.sync([dataclasses.replace(PLAIN, text="Other words.")])
    filled.remove(["later"])
    assert filled.verify() == []


DAMAGES = {
    "text": ("UPDATE articles SET text = text || '!' WHERE id = 'plain'", "does not say what it said"),
    "date": ("UPDATE articles SET published = 'soon' WHERE id = 'plain'", "is damaged"),
    "more": ("UPDATE articles SET more = '[1' WHERE id = 'plain'", "is damaged"),
    "offset": ('UPDATE chunks SET "end" = 9999 WHERE article = 1', "lies outside its text"),
    "vector": ("UPDATE chunks SET embedding = x'00' WHERE article = 1", "64 dimensions"),
    "infinite": (f"UPDATE chunks SET embedding = x'{'007e' * 64}' WHERE article = 1", "the vector of chunk 1"),
    "chunks": ("DELETE FROM chunks WHERE article = 1", "no chunks"),
    "stray": ("INSERT INTO chunks SELECT NULL, 999, start, \"end\", embedding FROM chunks LIMIT 1", "to no article"),
    "words": ("INSERT INTO words (words) VALUES ('delete-all')", "missing from the full-text index"),
    "surplus": ("INSERT INTO words (rowid, title, text) VALUES (999, 'a', 'b')", "only in the full-text index"),
    "other words": ("REPLACE INTO words (rowid, title, text) VALUES (1, 'a', 'b')", "not found by their own words"),
    "past": ("INSERT INTO versions VALUES ('plain', 1, NULL, x'00', x'00')", "is damaged"),
    "raw": ("INSERT INTO raws VALUES ('plain', x'0102')", "is damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damage_is_told_and_repaired(filled: Archive, name: str) -> None:
    sql, told = DAMAGES[name]
    if name == "other words":
        damage(filled, "INSERT INTO words (words) VALUES ('delete-all')")
        damage(filled, "INSERT INTO words (rowid, title, text) SELECT number, 'a', 'b' FROM chunks")
    else:
        damage(filled, sql)
    assert any(told in str(problem) for problem in filled.verify())
    filled.close()

    lost = Archive.repair(filled.folder, filled.embedder)
    with Archive.open(filled.folder, filled.embedder) as repaired:
        assert repaired.verify() == []
        kept = {article.id: article for article in repaired.articles()}
        assert kept.items() <= {PLAIN.id: PLAIN, LATER.id: LATER, FULL.id: FULL}.items()
        assert {PLAIN.id, LATER.id, FULL.id} - kept.keys() <= {problem.article_id for problem in lost}
        repaired.sync([PLAIN, LATER, FULL])
        assert repaired.status().articles == 3
        assert repaired.matching(["harbour"], 1)


def test_damaged_pages_lose_only_what_stands_on_them(tmp_path: Path, embedder: WordEmbedder) -> None:
    articles = [
        dataclasses.replace(PLAIN, id=f"a{n}", title=f"Title {n}", text=f"Item{n} is here. " + "It rains. " * 400)
        for n in range(120)
    ]
    with Archive.open(tmp_path / "a", embedder, chroma=False) as archive:
        archive.sync(articles)
        root = archive._library.database.value("SELECT rootpage FROM sqlite_master WHERE name = 'articles'")
        path = archive._library.path
    data = bytearray(path.read_bytes())
    pages = [n for n in range(root, len(data) // 4096) if data[n * 4096] == 13]  # leaves of tables
    for page in pages[:: len(pages) // 3][:3]:
        data[page * 4096 : page * 4096 + 3000] = b"\xff" * 3000
    path.write_bytes(data)

    lost = Archive.repair(tmp_path / "a", embedder)
    assert lost
    with Archive.open(tmp_path / "a", embedder, chroma=False) as archive:
        kept = {article.id for article in archive.articles()}
        assert len(kept) > 60
        assert archive.verify() == []
        archive.sync(articles)
        assert archive.status().articles == 120
        assert archive.verify() == []


def test_a_repair_uses_no_number_again(filled: Archive) -> None:
    filled.remove(["later"])
    before, snapshot = filled._library.position(), filled.status().snapshot
    filled.close()
    Archive.repair(filled.folder, filled.embedder)
    with Archive.open(filled.folder, filled.embedder) as archive:
        assert archive._library.position() == before
        assert [stone.article_id for stone in archive.removed()] == ["later"]
        assert archive.status().snapshot == snapshot


def test_what_is_no_archive_is_not_repaired(tmp_path: Path, embedder: WordEmbedder) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(ArchiveError, match="no archive"):
        Archive.repair(tmp_path / "a", embedder)
    (tmp_path / "a" / "library.sqlite3").write_bytes(b"no database" * 1000)
    with pytest.raises(ArchiveError, match="damaged"):
        Archive.repair(tmp_path / "a", embedder)


def test_a_repair_keeps_the_embedding_that_the_archive_has(filled: Archive) -> None:
    other = WordEmbedder()
    other.name = "test/other"
    filled.close()
    assert Archive.repair(filled.folder, other) == []
    with Archive.open(filled.folder, filled.embedder) as repaired:
        assert repaired.verify() == []


def answers(archive: Archive) -> object:
    near = archive.nearest(archive.embedder.embed_query("Item55"), 5)
    return archive.matching(["item55"], 5), [round(hit.score, 3) for hit in near], archive.content()


def test_compacting_gives_room_back_and_changes_no_answer(tmp_path: Path, embedder: WordEmbedder) -> None:
    articles = [
        dataclasses.replace(PLAIN, id=f"a{n}", text=f"Item{n} stands. " + "It rains. " * 300) for n in range(60)
    ]
    with Archive.open(tmp_path / "a", embedder) as archive:
        archive.sync(articles)
        archive.remove([f"a{n}" for n in range(50)])
        before = answers(archive)
        compacted = archive.compact()

        assert compacted.after < compacted.before / 2
        assert answers(archive) == before
        assert archive.verify() == []
        assert archive.status().vectors == "Chroma, in step"
    assert b"Item7 stands" not in (tmp_path / "a" / "library.sqlite3").read_bytes()


def test_a_backup_is_the_archive_of_its_moment(filled: Archive, tmp_path: Path) -> None:
    filled.sync([dataclasses.replace(PLAIN, text="Changed words.")])
    held = filled.content()
    filled.backup(tmp_path / "backup.sqlite3")
    filled.remove(["later"])

    Archive.restore(tmp_path / "backup.sqlite3", tmp_path / "restored")
    with Archive.open(tmp_path / "restored", filled.embedder) as restored:
        assert restored.content() == held
        assert restored.status().snapshot != filled.status().snapshot
        assert len(restored.history("plain")) == 2
        assert restored.verify() == []
        assert restored.status().vectors == "Chroma, in step"


def test_what_is_no_backup_leaves_no_folder_behind(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>The port is shut.</p>")
    for name in ("page.html", "absent.sqlite3"):
        with pytest.raises(ArchiveError, match=r"no backup of an archive|no file"):
            Archive.restore(tmp_path / name, tmp_path / "restored")
    assert not (tmp_path / "restored").exists()


def test_a_backup_can_be_made_while_a_sync_runs(tmp_path: Path, embedder: WordEmbedder) -> None:
    articles = [dataclasses.replace(PLAIN, id=f"a{n:04}", text=f"Item{n} stands here. " * 40) for n in range(600)]
    with Archive.open(tmp_path / "a", embedder, chroma=False) as archive:
        backups = []
        for number, _ in enumerate(syncing(archive, articles, tmp_path)):
            path = tmp_path / f"backup{number}"
            archive.backup(path)
            backups.append((path, archive.status().articles))
        assert len({count for _, count in backups}) > 2
    for path, count in backups[::3]:
        Archive.restore(path, path.with_suffix(".folder"))
        with Archive.open(path.with_suffix(".folder"), embedder, chroma=False) as restored:
            assert restored.status().articles == count
            assert restored.verify() == []


def syncing(archive: Archive, articles: list[Article], folder: Path) -> Iterator[object]:
    lines = [json.dumps({"id": one.id, "title": one.title, "text": one.text}) for one in articles]
    (folder / "articles.jsonl").write_text("\n".join(lines))
    yield from archive.sync_steps([folder / "articles.jsonl"])


def test_nothing_is_written_over(filled: Archive, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine")
    for write in (filled.backup, filled.export):
        with pytest.raises(ArchiveError, match="exists already"):
            write(tmp_path / "there")
        with pytest.raises(ArchiveError, match="cannot be written"):
            write(tmp_path / "none" / "file")
    filled.backup(tmp_path / "backup")
    with pytest.raises(ArchiveError, match="already"):
        Archive.restore(tmp_path / "backup", filled.folder)

    assert (tmp_path / "there").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive", "backup", "there"]


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"x" * 5000])
def test_what_is_no_backup_is_not_restored(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    for path in (tmp_path / "file", tmp_path / "absent", tmp_path):
        with pytest.raises(ArchiveError, match="backup"):
            Archive.restore(path, tmp_path / "restored")
    assert not (tmp_path / "restored" / "library.sqlite3").exists()


def test_a_restored_archive_meets_no_leftovers_of_another(filled: Archive, tmp_path: Path) -> None:
    filled.backup(tmp_path / "backup")
    filled.sync([dataclasses.replace(PLAIN, text="Changed words.")])
    log = filled._library.path.with_name("library.sqlite3-wal").read_bytes()
    filled.close()
    filled._library.path.unlink()
    filled._library.path.with_name("library.sqlite3-wal").write_bytes(log)  # as after a kill
    Archive.restore(tmp_path / "backup", filled.folder)
    with Archive.open(filled.folder, filled.embedder) as restored:
        assert restored.article("plain") == PLAIN
        assert restored.verify() == []


@pytest.mark.parametrize("name", ["articles.jsonl", "articles.jsonl.gz"])
def test_an_export_is_read_back_equal(filled: Archive, tmp_path: Path, name: str) -> None:
    rich = dataclasses.replace(LATER, id="rich", subtitle="Below", modified=date(2026, 3, 10), section="City",
                               keywords=("rain", "ferries"))  # fmt: skip
    month = dataclasses.replace(PLAIN, id="month", published_in="2026-03")
    filled.sync([rich, month])
    assert filled.export(tmp_path / name) == 5

    with Archive.open(tmp_path / "other", filled.embedder, chroma=False) as other:
        assert other.sync([tmp_path / name]).failed == ()
        assert other.content() == filled.content()
        read = other.article(FULL.id)
        assert dataclasses.replace(read, origin=FULL.origin, stated=FULL.stated) == FULL


def test_info_says_how_the_archive_is_kept(filled: Archive) -> None:
    filled.sync([dataclasses.replace(PLAIN, text="Changed words.")])
    filled.remove(["later"])
    info = filled.info()

    assert (info.format, info.former_versions, info.gone, info.removed_for_good) == (6, 1, 0, 1)
    assert info.status == filled.status()
    assert info.bytes > 10_000


def test_closed_archive_neither_reads_nor_writes(tmp_path: Path, embedder: WordEmbedder) -> None:
    archive = Archive.open(tmp_path / "archive", embedder, chroma=False)
    archive.sync([Article("a", "Port shut", "The port is shut.")])
    archive.close()
    archive.close()
    with pytest.raises(ArchiveError, match="closed"):
        archive.count_articles()
    with pytest.raises(ArchiveError, match="closed"):
        archive.sync([Article("b", "Port open", "The port is open.")])
