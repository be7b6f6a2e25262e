"""Syncing: the archive holds exactly what its sources hold now."""

import json
import os
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from filelock import FileLock

from index.archive import Archive
from index.datatypes import Article, Filter, SyncReport
from index.embed import Vectors
from index.errors import ArchiveBusyError, EmbeddingError, SourceError
from tests.conftest import WordEmbedder


def titles(archive: Archive) -> set[str]:
    return {article.title for article in archive.articles()}


def found(archive: Archive, word: str) -> list[str]:
    return [passage.article.title for passage in archive.passages(archive.matching([word], 10))]


def nearest(archive: Archive, text: str) -> str:
    hits = archive.nearest(archive.embedder.embed_query(text), 1)
    return archive.passages(hits)[0].article.title


def test_sync_adds_every_article_of_a_folder(archive: Archive, articles_folder: Path) -> None:
    report = archive.sync([articles_folder])

    assert (report.added, report.changed, report.removed, report.unchanged, report.failed) == (3, 0, 0, 0, ())
    assert titles(archive) == {"Bridge closed", "Reservoir low", "Festival opens"}
    assert found(archive, "cracks") == ["Bridge closed"]
    assert nearest(archive, "films at the festival") == "Festival opens"


def test_sync_skips_unchanged_articles(archive: Archive, articles_folder: Path) -> None:
    archive.sync([articles_folder])
    report = archive.sync([articles_folder])

    assert (report.added, report.changed, report.removed, report.unchanged, report.chunks) == (0, 0, 0, 3, 0)


def test_sync_reads_a_touched_file_without_embedding_it_again(archive: Archive, articles_folder: Path) -> None:
    archive.sync([articles_folder])
    os.utime(articles_folder / "bridge.txt", (1, 1))
    report = archive.sync([articles_folder])

    assert (report.changed, report.unchanged, report.chunks) == (0, 3, 0)


def test_sync_replaces_a_changed_article_everywhere(archive: Archive, articles_folder: Path) -> None:
    archive.sync([articles_folder])
    (articles_folder / "bridge.txt").write_text("Bridge open\n\nThe Orlen bridge opened again with a ceremony.\n")
    report = archive.sync([articles_folder])

    assert (report.added, report.changed, report.removed, report.unchanged) == (0, 1, 0, 2)
    assert found(archive, "cracks") == []
    assert found(archive, "ceremony") == ["Bridge open"]
    assert nearest(archive, "The bridge opened again with a ceremony") == "Bridge open"
    assert archive.status().vectors == "Chroma, in step"


def test_sync_removes_what_its_sources_no_longer_hold(archive: Archive, articles_folder: Path) -> None:
    archive.sync([articles_folder])
    (articles_folder / "bridge.txt").unlink()
    report = archive.sync([articles_folder])

    assert (report.removed, report.unchanged) == (1, 2)
    assert titles(archive) == {"Reservoir low", "Festival opens"}
    assert found(archive, "cracks") == []
    assert archive.status().vectors == "Chroma, in step"


def test_sync_leaves_articles_of_other_sources_alone(archive: Archive, articles_folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "ferry.txt").write_text("Ferry late\n\nThe ferry was two hours late.\n")
    archive.sync([articles_folder])
    archive.sync([other])

    assert titles(archive) == {"Bridge closed", "Reservoir low", "Festival opens", "Ferry late"}


def test_sync_of_a_missing_path_removes_nothing(archive: Archive, articles_folder: Path) -> None:
    archive.sync([articles_folder])
    with pytest.raises(SourceError, match="does not exist"):
        archive.sync([articles_folder.with_name("articels")])

    assert len(titles(archive)) == 3


def test_sync_of_an_empty_folder_says_that_it_is_empty(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    report = archive.sync([tmp_path / "empty"])

    assert report.added == 0
    assert "No article files" in report.notes[0]


def test_one_bad_file_is_reported_and_stops_nothing(archive: Archive, articles_folder: Path) -> None:
    (articles_folder / "broken.txt").write_bytes(bytes(range(256)) * 20)
    report = archive.sync([articles_folder])

    assert report.added == 3
    assert [Path(failure.origin).name for failure in report.failed] == ["broken.txt"]
    assert report.failed[0].reason
    assert report.failed[0].advice


def test_an_article_whose_file_became_unreadable_is_kept(archive: Archive, articles_folder: Path) -> None:
    archive.sync([articles_folder])
    (articles_folder / "bridge.txt").write_bytes(bytes(range(256)) * 20)
    report = archive.sync([articles_folder])

    assert len(report.failed) == 1
    assert "Bridge closed" in titles(archive)


def test_records_of_one_file_come_and_go_one_by_one(archive: Archive, tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    records = [{"id": str(n), "title": f"Title {n}", "text": f"Something about number{n} was said."} for n in range(5)]
    file.write_text("\n".join(json.dumps(record) for record in records))
    archive.sync([file])
    records[2]["text"] = "Quite another thing was said."
    file.write_text("\n".join(json.dumps(record) for record in records[:4]) + "\n{broken\n")
    report = archive.sync([file])

    assert (report.added, report.changed, report.removed, report.unchanged) == (0, 1, 0, 3)
    assert [failure.origin for failure in report.failed] == [f"{file.resolve()}#line 5"]
    assert any(
        "1 article is kept although not found again" in note for note in report.notes
    )  # it may be the broken one
    file.write_text("\n".join(json.dumps(record) for record in records[:4]))
    assert archive.sync([file]).removed == 1
    assert {article.id for article in archive.articles()} == {"0", "1", "2", "3"}


def test_two_articles_with_one_id_are_not_mixed_up(archive: Archive, tmp_path: Path) -> None:
    for name in ("a", "b"):
        record = {"id": "same", "title": f"From {name}", "text": f"This one is from {name}."}
        (tmp_path / f"{name}.json").write_text(json.dumps(record))
    report = archive.sync([tmp_path / "a.json", tmp_path / "b.json"])

    assert report.added == 1
    assert "already used" in report.failed[0].reason
    assert titles(archive) == {"From a"}


def test_an_article_that_moved_to_another_file_is_not_embedded_again(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "moving"
    folder.mkdir()
    (folder / "a.json").write_text(json.dumps({"id": "one", "title": "One", "text": "The same words."}))
    archive.sync([folder])
    (folder / "a.json").rename(folder / "b.json")
    report = archive.sync([folder])

    assert (report.added, report.removed, report.unchanged, report.chunks, report.failed) == (0, 0, 1, 0, ())
    assert archive.article("one").origin.split("#")[0].endswith("b.json")
    assert archive.sync([folder]).unchanged == 1


def test_articles_in_memory_are_a_source(archive: Archive) -> None:
    article = Article(id="memo", title="A memo", text="The harbour office closes at noon.", origin="document:memo")
    archive.sync([article])
    report = archive.sync([article])

    assert report.unchanged == 1
    assert archive.article("memo").text == "The harbour office closes at noon."


def test_articles_in_memory_are_stored_in_batches_too(tmp_path: Path) -> None:
    sizes = list[int]()

    class Counting(WordEmbedder):
        def embed_texts(self, texts: Sequence[str]) -> Vectors:
            sizes.append(len(texts))
            return super().embed_texts(texts)

    with Archive.open(tmp_path / "counting", Counting()) as archive:
        archive.sync([Article(id=str(n), title=f"T{n}", text=f"Word{n} was said.") for n in range(900)])
        assert archive.status().articles == sum(sizes) == 900
    assert max(sizes) < 300


def test_progress_ends_with_the_report(archive: Archive, articles_folder: Path) -> None:
    *steps, report = archive.sync_steps([articles_folder])

    assert isinstance(report, SyncReport)
    assert [step.phase for step in steps][-1] == "vectors"
    assert all(0 <= step.done <= step.total for step in steps)


def test_progress_counts_what_is_stored_at_that_moment(archive: Archive, tmp_path: Path) -> None:
    file = many_records(tmp_path)
    counts = [
        (step.articles, archive.status().articles)
        for step in archive.sync_steps([file])
        if not isinstance(step, SyncReport) and step.phase == "reading"
    ]

    assert len(counts) > 2
    assert all(said == stored for said, stored in counts)
    assert counts[-1] == (900, 900)


def test_an_embedder_that_fails_loses_nothing_and_finishes_no_file(tmp_path: Path, embedder: WordEmbedder) -> None:
    file, calls = many_records(tmp_path), list[int]()

    class Failing(WordEmbedder):
        def embed_texts(self, texts: Sequence[str]) -> Vectors:
            calls.append(len(texts))
            if len(calls) == 3:
                raise EmbeddingError("The server is down.")
            return super().embed_texts(texts)

    with Archive.open(tmp_path / "failing", Failing()) as archive:
        with pytest.raises(EmbeddingError, match="server is down"):
            archive.sync([file])
        stored = archive.status()
        assert (stored.chunks, 0 < stored.articles < 900) == (sum(calls[:2]), True)
        report = archive.sync([file])
        assert (report.added, report.unchanged) == (900 - stored.articles, stored.articles)


def test_many_articles_that_moved_are_neither_embedded_nor_removed(archive: Archive, tmp_path: Path) -> None:
    file = many_records(tmp_path)
    archive.sync([tmp_path / "*.jsonl"])
    file.rename(tmp_path / "renamed.jsonl")
    report = archive.sync([tmp_path / "*.jsonl"])

    assert (report.added, report.changed, report.removed, report.unchanged, report.chunks) == (0, 0, 0, 900, 0)
    assert {Path(article.origin.split("#")[0]).name for article in archive.articles()} == {"renamed.jsonl"}


def test_a_second_sync_is_told_that_one_is_running(archive: Archive, articles_folder: Path) -> None:
    running = archive.sync_steps([articles_folder])
    next(running)
    with pytest.raises(ArchiveBusyError, match="is writing to the archive"):
        archive.sync([articles_folder])
    running.close()

    assert archive.sync([articles_folder]).added + archive.status().articles >= 3


def test_a_sync_of_another_process_is_noticed(archive: Archive, articles_folder: Path) -> None:
    with FileLock(archive.folder / "write.lock"), pytest.raises(ArchiveBusyError):
        archive.sync([articles_folder])


def many_records(folder: Path) -> Path:
    """A file of 900 articles, which are several batches."""
    file = folder / "many.jsonl"
    file.write_text(
        "\n".join(json.dumps({"id": str(n), "title": f"T{n}", "text": f"Word{n} was said. " * 60}) for n in range(900))
    )
    return file


def test_an_interrupted_sync_continues_where_it_stopped(archive: Archive, tmp_path: Path) -> None:
    file = many_records(tmp_path)
    steps = archive.sync_steps([file])
    next(steps)
    steps.close()
    stored = archive.status().articles
    assert 0 < stored < 900

    report = archive.sync([file])
    assert (report.added, report.unchanged) == (900 - stored, stored)
    assert archive.status().articles == 900


def test_reading_goes_on_in_other_threads_during_a_sync(archive: Archive, tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    file.write_text(
        "\n".join(json.dumps({"id": str(n), "title": f"T{n}", "text": f"Harbour{n} news. " * 60}) for n in range(900))
    )
    errors: list[Exception] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                for hit in archive.passages(archive.nearest(archive.embedder.embed_query("harbour3"), 5)):
                    assert hit.text == hit.article.text[hit.start : hit.end]
                found(archive, "news")
            except Exception as error:
                errors.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    archive.sync([file])
    done.set()
    thread.join()
    assert errors == []


def test_filters_limit_both_searches(archive: Archive) -> None:
    for outlet, day in (("Courier", "2026-03-01"), ("Herald", "2026-03-05"), ("Ledger", None)):
        record = {"id": outlet, "title": f"Bridge in the {outlet}", "text": "The bridge is closed.", "outlet": outlet}
        if day:
            record["published"] = day
        path = archive.folder.parent / f"{outlet}.json"
        path.write_text(json.dumps(record))
        archive.sync([path])
    day = archive.article("Herald").published_day
    for only, expected in (
        (Filter(outlets=("Courier",)), {"Courier"}),
        (Filter(after=day), {"Herald"}),
        (Filter(before=day), {"Courier", "Herald"}),
        (Filter(names=("bridge in the ledger",)), {"Ledger"}),
        (Filter(names=("bridge",)), {"Courier", "Herald", "Ledger"}),
    ):
        vector = archive.embedder.embed_query("the bridge")
        assert {p.article.id for p in archive.passages(archive.matching(["bridge"], 9, only))} == expected
        assert {p.article.id for p in archive.passages(archive.nearest(vector, 9, only))} == expected
        assert archive.count_articles(only) == len(expected)
