"""Articles with ids of their own that move: to another source, and between files that stay; none is lost on the way."""

import json
import os
import random
import shutil
from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from sqlite3 import Connection

import pytest

from index.archive import Archive
from index.batches import BATCH_CHUNKS
from index.datatypes import SyncReport
from index.embed import Vectors
from index.files import origin_of
from index.store.database import Database
from tests.conftest import WordEmbedder

SHUT, OPEN = "Ferries stayed in the harbour of Hallin.", "Ferries sail again from the harbour of Hallin."


def record(id_: str, text: str = SHUT) -> str:
    return json.dumps({"id": id_, "title": f"Port of Hallin, {id_}", "text": text})


def counts(report: SyncReport) -> tuple[int, int, int, int, int]:
    assert report.failed == ()
    return report.added, report.changed, report.removed, report.unchanged, report.chunks


def test_article_with_an_id_of_its_own_moves_to_another_source(archive: Archive, news: Path, other: Path) -> None:
    (news / "port.json").write_text(record("port"))
    archive.sync([news])
    shutil.copy2(news / "port.json", other / "harbour.json")
    before = (news / "port.json").stat()
    (news / "port.json").unlink()

    assert counts(archive.sync([other])) == (0, 0, 0, 1, 0)
    assert archive.article("port").origin.split("#")[0] == origin_of(other / "harbour.json")
    assert counts(archive.sync([other])) == (0, 0, 0, 1, 0)

    (other / "harbour.json").unlink()
    (news / "port.json").write_text(record("port"))
    os.utime(news / "port.json", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert counts(archive.sync([news])) == (0, 0, 0, 1, 0)  # back as it was, and read all the same
    assert archive.article("port").origin.split("#")[0] == origin_of(news / "port.json")


def test_article_moved_to_another_source_and_corrected_keeps_its_history(
    archive: Archive, news: Path, other: Path
) -> None:
    (news / "port.json").write_text(record("port"))
    archive.sync([news])
    before = (news / "port.json").stat()
    (news / "port.json").unlink()
    (other / "port.json").write_text(record("port", OPEN))

    assert counts(archive.sync([other]))[:4] == (0, 1, 0, 0)
    assert [version.article.text for version in archive.history("port")] == [OPEN, SHUT]
    (news / "port.json").write_text(record("port"))
    os.utime(news / "port.json", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "already used" in archive.sync([news]).failed[0].reason  # it is read, not skipped without a word


def test_article_of_a_source_that_is_there_does_not_move(archive: Archive, news: Path, other: Path) -> None:
    (news / "port.json").write_text(record("port"))
    archive.sync([news])
    (other / "port.json").write_text(record("port", OPEN))
    for sources in ([other], [news, other], [other, news]):
        (failure,) = archive.sync(sources).failed
        assert f"an article from {origin_of(news / 'port.json')}" in failure.reason
        assert archive.article("port").text == SHUT


@pytest.mark.parametrize(("old", "new"), [("a.jsonl", "b.jsonl"), ("b.jsonl", "a.jsonl")])
@pytest.mark.parametrize("text", [SHUT, OPEN])
def test_record_moves_between_files_that_stay(archive: Archive, news: Path, old: str, new: str, text: str) -> None:
    (news / old).write_text("\n".join([record("port"), record("quay", "The quay is dry.")]))
    (news / new).write_text(record("pier", "The pier was painted."))
    archive.sync([news])
    (news / old).write_text(record("quay", "The quay is dry."))
    (news / new).write_text("\n".join([record("pier", "The pier was painted."), record("port", text)]))
    changed = text != SHUT

    assert counts(archive.sync([news]))[:4] == (0, changed, 0, 3 - changed)
    assert len(archive.history("port")) == 1 + changed
    assert archive.article("port").origin.split("#")[0] == origin_of(news / new)
    assert counts(archive.sync([news])) == (0, 0, 0, 3, 0)


def test_record_copied_into_a_file_that_is_read_earlier_is_refused(archive: Archive, news: Path) -> None:
    (news / "b.jsonl").write_text(record("port"))
    archive.sync([news])
    (news / "a.jsonl").write_text(record("port", OPEN))
    (news / "b.jsonl").write_text("\n".join([record("port"), record("quay")]))

    for _ in range(2):  # each time anew: the file that holds it is not taken for read
        (failure,) = archive.sync([news]).failed
        assert (failure.origin, archive.article("port").text) == (f"{origin_of(news / 'a.jsonl')}#port", SHUT)


def test_two_articles_of_the_same_words_stay_two_when_their_file_is_renamed(archive: Archive, news: Path) -> None:
    port, quay = (json.dumps({"id": name, "title": "Port of Hallin", "text": SHUT}) for name in ("port", "quay"))
    (news / "old.jsonl").write_text(port)
    archive.sync([news])
    (news / "old.jsonl").unlink()
    (news / "new.jsonl").write_text(f"{quay}\n{port}")
    for _ in range(2):
        assert archive.sync([news]).failed == ()
        assert {article.id for article in archive.articles()} == {"port", "quay"}


def test_article_that_was_kept_without_its_source_moves(archive: Archive, news: Path) -> None:
    (news / "a.jsonl").write_text(f"{record('port')}\n{record('quay')}")
    archive.sync([news])
    (news / "a.jsonl").write_text(record("quay"))
    archive.sync([news], keep_removed=True)
    (news / "b.jsonl").write_text(record("port", OPEN))
    assert archive.sync([news], keep_removed=True).failed == ()
    assert archive.article("port").text == OPEN


def test_other_words_do_not_replace_an_article_whose_source_is_away(archive: Archive, news: Path, other: Path) -> None:
    (news / "a.jsonl").write_text(record("port"))
    archive.sync([news])
    (other / "b.jsonl").write_text(record("port", "A goal in the last minute won the cup."))
    news.rename(news.with_name("away"))
    (failure,) = archive.sync([other]).failed
    assert "already used" in failure.reason
    news.with_name("away").rename(news)
    assert archive.sync([news]).failed == ()
    assert archive.article("port").text == SHUT


def test_many_records_that_waited_are_stored_in_batches(tmp_path: Path, news: Path) -> None:
    sizes: list[int] = []

    class Counting(WordEmbedder):
        def embed_texts(self, texts: Sequence[str]) -> Vectors:
            sizes.append(len(texts))
            return super().embed_texts(texts)

    many = range(2 * BATCH_CHUNKS)
    with Archive.open(tmp_path / "archive", Counting(), chroma=False) as archive:
        (news / "z.jsonl").write_text("\n".join(record(f"p{number}") for number in many))
        archive.sync([news])
        (news / "z.jsonl").write_text(record("last"))
        (news / "a.jsonl").write_text("\n".join(record(f"p{number}", OPEN) for number in many))
        sizes.clear()
        assert archive.sync([news]).changed == len(many)
    assert max(sizes) <= BATCH_CHUNKS


def test_record_of_a_file_that_became_unreadable_does_not_move(archive: Archive, news: Path) -> None:
    (news / "b.jsonl").write_text(record("port"))
    archive.sync([news])
    (news / "a.jsonl").write_text(record("port", OPEN))
    (news / "b.jsonl").write_bytes(bytes(range(256)) * 20)

    assert len(archive.sync([news]).failed) == 2
    assert archive.article("port").text == SHUT


@pytest.mark.parametrize("text", [SHUT, OPEN])
def test_sync_broken_off_while_articles_move_loses_none(
    tmp_path: Path, news: Path, other: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    done, transaction = list[int](), Database.transaction

    def counted(database: Database) -> AbstractContextManager[Connection]:
        done.append(1)
        if len(done) > limit:
            raise KeyboardInterrupt
        return transaction(database)

    for limit in range(20):
        for folder in (news, other):
            shutil.rmtree(folder)
            folder.mkdir()
        with Archive.open(tmp_path / f"archive{limit}", WordEmbedder(), chroma=False) as archive:
            (news / "b.jsonl").write_text("\n".join([record("port"), record("quay")]))
            (news / "pier.txt").write_text(f"Port of Hallin\n\n{OPEN}\n")
            (other / "c.jsonl").write_text("\n".join([record("dock"), record("lock")]))
            archive.sync([news, other])
            (news / "pier.txt").rename(other / "pier.txt")
            (other / "b.jsonl").write_text(record("quay"))
            (other / "a.jsonl").write_text("\n".join([record("port", text), record("dock", text)]))
            (other / "c.jsonl").write_text(record("lock"))
            (news / "b.jsonl").unlink()
            done.clear()
            monkeypatch.setattr(Database, "transaction", counted)
            with suppress(KeyboardInterrupt):
                archive.sync([other])
            monkeypatch.undo()
            assert len(list(archive.articles())) == 5
            report = archive.sync([other])
            assert (report.failed, report.added, report.removed, len(list(archive.articles()))) == ((), 0, 0, 5)
            assert len(archive.history("port")) == 1 + (text != SHUT)
            assert all(article.origin.startswith(origin_of(other)) for article in archive.articles())
        if len(done) <= limit:
            break
    assert limit > 2


@pytest.mark.parametrize("seed", range(6))
def test_whatever_moves_between_the_files_of_two_sources_is_followed(
    tmp_path: Path, news: Path, other: Path, seed: int
) -> None:
    rng, files = random.Random(seed), [folder / f"{name}.jsonl" for folder in (news, other) for name in "abc"]
    ids = [f"port{number}" for number in range(8)]
    texts = {id_: [SHUT] for id_ in ids}
    with Archive.open(tmp_path / "archive", WordEmbedder(), chroma=False) as archive:
        for _ in range(6):
            places = {id_: rng.choice(files) for id_ in ids}
            for id_ in rng.sample(ids, 3) if archive.status().articles else ():
                texts[id_].append(f"The quay has {rng.random()} stones.")
            for file in files:
                file.write_text("\n".join(record(id_, texts[id_][-1]) for id_ in ids if places[id_] == file))
                if not file.stat().st_size:
                    file.unlink()
            assert archive.sync(rng.sample([news, other], 2)).failed == ()

            stored = {article.id: article for article in archive.articles()}
            assert {id_: one.origin.split("#")[0] for id_, one in stored.items()} == {
                id_: origin_of(places[id_]) for id_ in ids
            }
            assert {id_: one.text for id_, one in stored.items()} == {id_: texts[id_][-1] for id_ in ids}
        assert archive.verify() == []
        for id_ in ids:
            assert [version.article.text for version in reversed(archive.history(id_))] == texts[id_]
