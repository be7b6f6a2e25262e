"""Following sources: what changes is taken in by itself, and what is not there for a moment is not lost."""

import dataclasses
import importlib
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from filelock import FileLock

from index.archive import Archive
from index.changes import Changes
from index.datatypes import SyncReport
from index.errors import SourceError
from index.web.connect import Reply
from index.web.patience import patience
from tests.web_site import Page, WebSite, article

Reports = Iterator[SyncReport]


@pytest.fixture(autouse=True)
def hurry(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second is a fifth of a second, but where the real pace is tested."""
    if "slow" not in request.keywords:
        for name in ("index.changes.TICK", "index.changes._QUIET", "index.watch._STILL", "index.watch._FIRST_PAUSE"):
            module, _, constant = name.rpartition(".")
            monkeypatch.setattr(name, getattr(importlib.import_module(module), constant) / 5)


def write(path: Path, text: str = "The old quay of Hallin was closed on Monday.") -> Path:
    path.write_text(f"{path.stem}\n\n{text}\n")
    return path


def until(reports: Reports, found: str) -> SyncReport:
    """The next report in which this happened: "added", "notes", ..."""
    return next(report for report in reports if getattr(report, found))


def titles(archive: Archive) -> set[str]:
    return {article.title for article in archive.articles()}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    write(folder / "bridge.txt", "The Orlen bridge was closed after a crack was found.")
    return folder


@pytest.fixture
def reports(archive: Archive, news: Path) -> Iterator[Reports]:
    """The rounds over the folder, the first of them done."""
    with closing(archive.watch([news])) as rounds:
        assert next(rounds).added == 1
        yield rounds


def test_new_changed_and_removed_files_are_taken_in(archive: Archive, news: Path, reports: Reports) -> None:
    write(news / "quay.txt")
    assert until(reports, "added").added == 1
    assert titles(archive) == {"bridge", "quay"}

    write(news / "quay.txt", "The old quay of Hallin was opened again on Friday.")
    assert until(reports, "changed").changed == 1

    (news / "quay.txt").unlink()
    assert until(reports, "removed").removed == 1
    assert titles(archive) == {"bridge"}


@pytest.mark.slow
def test_new_file_is_found_within_seconds(archive: Archive, news: Path, reports: Reports) -> None:
    assert next(reports).added == 0  # the look round at the beginning
    started = time.monotonic()
    timer = threading.Timer(0.5, write, [news / "quay.txt"])
    timer.start()
    assert until(reports, "added").added == 1
    assert time.monotonic() - started < 6
    timer.join()


def test_file_in_a_new_folder_is_found(archive: Archive, news: Path, reports: Reports) -> None:
    (news / "march" / "south").mkdir(parents=True)
    write(news / "march" / "south" / "quay.txt")
    until(reports, "added")
    shutil.move(news / "march", news.parent / "elsewhere")
    until(reports, "removed")
    assert titles(archive) == {"bridge"}


def test_burst_is_one_round(archive: Archive, news: Path, reports: Reports) -> None:
    next(reports)
    for number in range(60):
        write(news / f"item{number}.txt", f"Item {number} was said in Hallin.")
    assert until(reports, "added").added == 60


def test_file_that_is_being_written_is_read_when_it_is_whole(archive: Archive, news: Path, reports: Reports) -> None:
    def write_slowly() -> None:
        with (news / "long.txt").open("w") as file:
            file.write("A long story\n\n")
            for number in range(30):
                file.write(f"Sentence {number} of the harbour office's statement came late. ")
                file.flush()
                time.sleep(0.1)

    writer = threading.Thread(target=write_slowly)
    writer.start()
    write(news / "quay.txt")
    assert until(reports, "added").added == 1  # the other does not wait for it
    assert titles(archive) == {"bridge", "quay"}
    until(reports, "added")
    writer.join()
    story = next(article for article in archive.articles() if article.title == "A long story")
    assert "Sentence 29" in story.text
    assert len(archive.history(story.id)) == 1


def test_missing_folder_keeps_its_articles_and_is_looked_for_again(
    archive: Archive, news: Path, reports: Reports
) -> None:
    away = news.with_name("away")
    news.rename(away)
    told = until(reports, "notes")
    assert "is not there: what was stored from it stays" in told.notes[0]
    assert titles(archive) == {"bridge"}

    write(away / "quay.txt")
    away.rename(news)
    assert until(reports, "added").removed == 0
    assert titles(archive) == {"bridge", "quay"}


def test_emptied_folder_keeps_its_articles(archive: Archive, news: Path, reports: Reports) -> None:
    (news / "bridge.txt").rename(news.parent / "bridge.txt")  # as where a disk is unmounted
    told = until(reports, "notes")
    assert "No article files were found" in told.notes[0]
    assert told.removed == 0
    assert titles(archive) == {"bridge"}


def test_glob_and_single_file_are_followed(archive: Archive, news: Path, tmp_path: Path) -> None:
    single = write(tmp_path / "single.md", "The mill is shut.")
    with closing(archive.watch([str(news / "*.txt"), single])) as rounds:
        assert next(rounds).added == 2
        write(single, "The mill is open again.")
        assert until(rounds, "changed").changed == 1
        write(news / "quay.txt")
        assert until(rounds, "added").added == 1
        write(news / "other.md", "It does not match.")
        write(news / "third.txt", "The third story of the day.")
        until(rounds, "added")
    assert titles(archive) == {"bridge", "quay", "single", "third"}


def test_archive_within_its_source_causes_no_rounds(archive: Archive, news: Path) -> None:
    with closing(Changes([str(archive.folder.parent)], archive.folder)) as changes:
        assert changes.wait(0)
        archive.sync([news])
        (archive.folder / "chroma" / "x.json").write_text("{}")
        (news / ".hidden.txt").write_text("x")
        (news / "picture.part").write_text("x")
        (news / "#bridge.html#").write_text("<!doctype html><html></html>")
        assert not changes.wait(2)
        write(news / "quay.txt")
        assert changes.wait(3)


def test_busy_archive_is_told_and_tried_again(archive: Archive, news: Path, reports: Reports) -> None:
    with FileLock(archive.folder / "write.lock"):
        write(news / "quay.txt")
        told = until(reports, "failed")
        assert "is writing to the archive" in told.failed[0].reason
    assert until(reports, "added").added == 1


def test_lock_is_free_between_rounds(archive: Archive, reports: Reports) -> None:
    next(reports)
    (one,) = archive.articles()
    assert archive.remove([one.id]) == 1


def test_article_removed_for_good_stays_away_while_its_file_is_followed(
    archive: Archive, news: Path, reports: Reports
) -> None:
    (one,) = archive.articles()
    archive.remove([one.id])
    os.utime(news / "bridge.txt")
    write(news / "quay.txt")
    until(reports, "added")
    assert titles(archive) == {"quay"}


def test_first_round_raises_what_a_sync_raises(archive: Archive, tmp_path: Path) -> None:
    for sources, said in (([tmp_path / "none"], "does not exist"), (["-"], "cannot be watched")):
        with pytest.raises(SourceError, match=said):
            next(archive.watch(sources))


def test_watching_leaves_no_thread(archive: Archive, news: Path) -> None:
    with closing(archive.watch([news])) as rounds:
        next(rounds)
        next(rounds)
        during = threading.active_count()
    assert threading.active_count() <= during


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc")
def test_many_rounds_hold_no_more_than_few(archive: Archive, news: Path, reports: Reports) -> None:
    held = []
    for number in range(12):
        write(news / f"item{number}.txt", f"Item {number} was said in Hallin.")
        until(reports, "added")
        held.append((len(list(Path("/proc/self/fd").iterdir())), threading.active_count()))
    files, threads = zip(*held, strict=True)
    assert min(files[-3:]) < files[2] + 6  # a leak of one a round would be seven at least; a few come and go
    assert min(threads[-3:]) <= threads[2]


# Addresses


@pytest.fixture
def site() -> Iterator[WebSite]:
    with WebSite() as running:
        yield running


def feed(site: WebSite, *names: str, more: str = "") -> Page:
    items = "".join(f"<item><title>{name}</title><link>{site.url('/' + name)}</link></item>" for name in names)
    return Page(f'<rss version="2.0"><channel><title>F</title>{more}{items}</channel></rss>'.encode())


def followed(archive: Archive, source: str | Path, every: float = 1.5) -> Iterator[SyncReport]:
    return archive.watch([source], every=every, allow_private=True)


def test_feed_is_asked_again_and_its_new_pages_come_in(archive: Archive, site: WebSite) -> None:
    site.pages |= {"/feed": feed(site, "one"), "/one": article("One"), "/two": article("Two", "The mill burnt down.")}
    with closing(followed(archive, site.url("/feed"))) as rounds:
        assert next(rounds).added == 1
        site.pages["/feed"] = feed(site, "two", "one")
        assert until(rounds, "added").added == 1
    assert titles(archive) == {"One", "Two"}


def test_server_that_wants_to_be_left_alone_is(archive: Archive, site: WebSite, news: Path) -> None:
    patient = dataclasses.replace(feed(site, "one"), headers={"Cache-Control": "public, max-age=600"})
    site.pages |= {"/feed": patient, "/one": article("One"), "/page": article("Two", "The mill burnt down.")}
    with closing(archive.watch([site.url("/feed"), site.url("/page")], every=0.5, allow_private=True)) as rounds:
        while site.paths.count("/page") < 3:
            next(rounds)
    assert site.paths.count("/feed") == 1


@pytest.mark.parametrize(
    ("headers", "body", "seconds"),
    [
        ({"cache-control": "public, max-age=600"}, b"", 600),
        ({"cache-control": "s-maxage=600"}, b"", None),
        ({"cache-control": "no-cache, max-age=600"}, b"", 0),
        ({"cache-control": "max-age=60"}, b"<rss><channel><ttl> 10 </ttl><item/></channel></rss>", 600),
        ({}, b"<rss><channel><item><ttl>10</ttl></item></channel></rss>", None),
        ({"date": "Thu, 12 Mar 2026 09:00:00 GMT", "expires": "Thu, 12 Mar 2026 09:10:00 GMT"}, b"", 600),
        ({"date": "Thu, 12 Mar 2026 09:00:00 GMT", "expires": "0"}, b"", None),
        ({"expires": "Thu, 12 Mar 2026 09:10:00 GMT"}, b"", None),
        ({}, b"", None),
    ],
)
def test_what_servers_say_of_how_long_it_lasts(headers: dict[str, str], body: bytes, seconds: float | None) -> None:
    assert patience(Reply(200, headers, body)) == seconds


def test_page_that_is_corrected_is_noticed(archive: Archive, site: WebSite) -> None:
    site.pages["/one"] = article("One")
    with closing(followed(archive, site.url("/one"))) as rounds:
        assert next(rounds).added == 1
        site.pages["/one"] = article("One", "The new quay of Hallin was closed, not the old one, as we said.")
        assert until(rounds, "changed").changed == 1


def test_list_of_addresses_is_read_again_when_it_changes(archive: Archive, site: WebSite, tmp_path: Path) -> None:
    site.pages |= {"/one": article("One"), "/two": article("Two", "The mill burnt down.")}
    addresses = tmp_path / "addresses.txt"
    addresses.write_text(site.url("/one") + "\n")
    with closing(followed(archive, addresses, every=600)) as rounds:
        assert next(rounds).added == 1
        addresses.write_text(f"{site.url('/one')}\n{site.url('/two')}\n")
        assert until(rounds, "added").added == 1
        asked = len(site.paths)
        addresses.write_text(site.url("/two") + "\n")
        assert until(rounds, "removed").removed == 1
    assert titles(archive) == {"Two"}
    assert len(site.paths) > asked


def test_site_that_fails_is_told_and_asked_again(archive: Archive, site: WebSite) -> None:
    site.pages["/one"] = [article("One"), Page(status=500), article("One", "The mill burnt down.")]
    with closing(followed(archive, site.url("/one"))) as rounds:
        next(rounds)
        assert "status 500" in until(rounds, "failed").failed[0].reason
        assert titles(archive) == {"One"}
        assert until(rounds, "changed").changed == 1
