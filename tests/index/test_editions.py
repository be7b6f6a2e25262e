"""Versions of one article in files of their own, as agencies deliver them: the latest answers, the others are history."""

import io
import json
from pathlib import Path

import pytest

from index.archive import Archive
from index.datatypes import SyncReport

SAID = ["Two people are missing.", "Nobody is missing, say police.", "All are safe."]


def item(folder: Path, number: int, **more: object) -> Path:
    path = folder / f"item-{number}.json"
    record = {
        "uri": "urn:wire:7", "type": "text", "version": str(number), "versioncreated": f"2021-05-0{number}T11:00:00Z",
        "headline": "Train derails", "body_text": f"A train derailed at Orrin. {SAID[number - 1]}", "pubstatus": "usable",
    }  # fmt: skip
    path.write_text(json.dumps(record | more))
    return path


def only(archive: Archive) -> str:
    (article,) = archive.articles()
    return article.text.removeprefix("A train derailed at Orrin. ")


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1)])
def test_the_latest_version_is_the_article_and_the_others_its_history(
    archive: Archive, tmp_path: Path, order: tuple[int, ...]
) -> None:
    files = [item(tmp_path, number) for number in order]
    report = archive.sync(files)

    assert report.failed == ()
    assert report.added == 1
    assert only(archive) == SAID[2]
    again = archive.sync(files)
    assert (again.added, again.changed, again.removed, again.failed) == (0, 0, 0, ())
    assert only(archive) == SAID[2]
    assert archive.verify() == []


def test_version_that_comes_later_replaces_the_one_before(archive: Archive, tmp_path: Path) -> None:
    news = tmp_path / "wire"
    news.mkdir()
    for number in (1, 2, 3):
        item(news, number)
        report = archive.sync([news])
        assert (report.failed, only(archive)) == ((), SAID[number - 1])
    (article,) = archive.articles()
    assert len(archive.history(article.id)) == 3
    (news / "item-3.json").unlink()
    archive.sync([news])
    assert only(archive) == SAID[1]


def test_the_same_article_in_two_exports_is_no_failure_and_stays_with_either(archive: Archive, tmp_path: Path) -> None:
    record = json.dumps({"id": "mill", "title": "Mill", "text": "The mill has shut.", "date": "2021-05-01"})
    news = tmp_path / "exports"
    news.mkdir()
    for name in ("monday", "tuesday"):
        (news / f"{name}.jsonl").write_text(record + "\n")
    report = archive.sync([news])
    assert (report.added, report.failed) == (1, ())
    (news / "monday.jsonl").unlink()
    assert archive.sync([news]).removed == 0
    assert [article.id for article in archive.articles()] == ["mill"]


def test_earlier_version_changes_nothing(archive: Archive, tmp_path: Path) -> None:
    archive.sync([item(tmp_path, 3)])
    report = archive.sync([item(tmp_path, 1)])
    assert (report.changed, report.failed) == (0, ())
    assert report.notes == (
        "1 article was left out: the same, or a later version, is there. A later date of change would go before it.",
    )
    assert only(archive) == SAID[2]


def test_file_of_an_earlier_version_is_read_again_when_the_later_ones_go(archive: Archive, tmp_path: Path) -> None:
    news = tmp_path / "wire"
    news.mkdir()
    other = json.dumps({"id": "z", "title": "Z", "text": "The quay has shut."}) + "\n"

    def version(number: int) -> str:
        record = {"id": "x", "title": "X", "text": SAID[number - 1], "published": f"2021-05-0{number}"}
        return json.dumps(record) + "\n"

    (news / "b.jsonl").write_text(version(1) + other)
    archive.sync([news])
    (news / "b.jsonl").write_text(version(1))
    (news / "c.jsonl").write_text(version(2))
    (news / "e.jsonl").write_text(version(3))
    archive.sync([news])
    assert only(archive) == SAID[2]
    (news / "c.jsonl").unlink()
    (news / "e.jsonl").unlink()
    archive.sync([news])
    assert only(archive) == SAID[0]


def test_two_articles_of_one_id_in_one_file_are_told_every_time(archive: Archive, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    lines = [json.dumps({"id": "x", "title": title, "text": f"The {title} has shut."}) for title in ("pier", "mill")]
    file.write_text("\n".join(lines))
    assert [len(archive.sync([file]).failed) for _ in range(2)] == [1, 1]


def test_id_whose_article_is_found_under_another_one_is_free(archive: Archive, tmp_path: Path) -> None:
    disk, desk = tmp_path / "disk", tmp_path / "desk"
    disk.mkdir(), desk.mkdir()
    said = {"title": "Pier", "text": "The pier has shut for good."}
    (disk / "a.jsonl").write_text(json.dumps({"id": "x", **said}))
    archive.sync([disk, desk], emptied=True)
    (disk / "a.jsonl").unlink()
    disk.rmdir()
    (desk / "c.jsonl").write_text(json.dumps({"id": "x", "title": "Mill", "text": "The mill is open."}))
    (desk / "e.jsonl").write_text(json.dumps({"id": "y", **said}))
    archive.sync([desk])
    assert {article.title for article in archive.articles()} >= {"Mill", "Pier"}


def test_older_export_that_is_piped_in_takes_the_place_of_nothing_newer(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pipe(*days: int) -> SyncReport:
        records = [
            {"id": f"m{n}", "title": "Mill", "text": f"The mill {n} on day {day}.", "modified": f"2026-05-0{day}"}
            for n, day in enumerate(days)
        ]
        lines = "\n".join(map(json.dumps, records)).encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines)))
        return archive.sync(["-"])

    pipe(3, 1)
    older = pipe(2, 2)
    assert (older.changed, older.unchanged, older.removed) == (1, 0, 0)
    assert older.notes == (
        "1 article was left out: the same, or a later version, is there. A later date of change would go before it.",
    )
    assert [article.text for article in archive.articles()] == ["The mill 0 on day 3.", "The mill 1 on day 2."]
    assert pipe(4).changed == 1


def export(file: Path, *days: int) -> Path:
    """One article's versions of these days, in one file as logs and exports that only grow have them."""
    records = [{"id": "x", "title": "Mill", "text": f"Day {day}.", "modified": f"2026-05-0{day}"} for day in days]
    file.write_text("\n".join(map(json.dumps, records)))
    return file


def said(archive: Archive) -> list[str]:
    return [version.article.text for version in archive.history("x")]


@pytest.mark.parametrize("held", [1_000, 1])
def test_export_that_holds_all_versions_is_read_again_without_new_ones(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: int
) -> None:
    monkeypatch.setattr("index.admit.MOST_EDITIONS", held)  # of other files; nothing to what its own file has before
    file = export(tmp_path / "a.jsonl", 1, 2, 3)
    assert (archive.sync([file]).added, said(archive)) == (1, ["Day 3.", "Day 2.", "Day 1."])
    export(file, 1, 2, 3).touch()
    report = archive.sync([file])
    assert (report.changed, report.unchanged, report.chunks, report.failed) == (0, 1, 0, ())
    report = archive.sync([export(file, 1, 2, 3, 4)])
    assert (report.changed, report.removed) == (1, 0)
    assert said(archive) == ["Day 4.", "Day 3.", "Day 2.", "Day 1."]
    assert archive.sync([file]).unchanged == 1


def test_file_that_goes_back_to_an_earlier_version_is_believed(archive: Archive, tmp_path: Path) -> None:
    file = export(tmp_path / "a.jsonl", 1, 3)
    archive.sync([file])
    report = archive.sync([export(file, 1)])
    assert (report.changed, report.removed, report.failed) == (1, 0, ())
    assert said(archive) == ["Day 1.", "Day 3.", "Day 1."]
    assert archive.sync([file]).unchanged == 1
    report = archive.sync([export(file, 2, 1)])
    assert (report.changed, said(archive)[0]) == (1, "Day 2.")


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_version_without_a_date_is_the_earlier_whichever_is_read_first(
    archive: Archive, tmp_path: Path, names: tuple[str, str]
) -> None:
    dated, undated = (tmp_path / f"{name}.jsonl" for name in names)
    dated.write_text(json.dumps({"id": "x", "title": "Mill", "text": "Shut.", "published": "2026-05-01"}))
    undated.write_text(json.dumps({"id": "x", "title": "Mill", "text": "Open."}))
    report = archive.sync([tmp_path / "a.jsonl", tmp_path / "b.jsonl"])
    assert (report.failed, said(archive)[0]) == ((), "Shut.")
    undated.write_text(json.dumps({"id": "x", "title": "Another mill altogether", "text": "Open."}))
    assert len(archive.sync([undated]).failed) == 1


@pytest.mark.parametrize("date", ["Drosk Post, 1 May 2026\n\n", ""])
def test_field_put_right_by_hand_stays_right(archive: Archive, tmp_path: Path, date: str) -> None:
    source = tmp_path / "mill.txt"
    source.write_text(f"Mill shut\n{date}\nThe mill of Drosk was shut for good on Friday.\n")
    archive.sync([source])
    (stored,) = archive.articles()
    fix = tmp_path / "fix.json"
    record = {"id": stored.id, "title": stored.title, "text": stored.text, "outlet": "Estmark Echo"}
    fix.write_text(json.dumps(record | {"published": "2026-04-30", "modified": "2026-06-01"}))
    assert archive.sync([fix]).changed == 1

    source.touch()
    assert archive.sync([source]).failed == ()
    now = archive.article(stored.id)
    assert (str(now.published), now.outlet, now.text) == ("2026-04-30", "Estmark Echo", stored.text)
    assert [version.article.published for version in archive.history(stored.id)] == [now.published, stored.published]
