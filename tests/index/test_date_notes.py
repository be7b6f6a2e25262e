"""Dates that cannot be read, and dates that lie ahead, are told by the sync that meets them."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from index.archive import Archive
from index.datatypes import SyncReport

AHEAD = datetime.now(UTC).date() + timedelta(days=40)


def synced(archive: Archive, folder: Path, *dates: object) -> SyncReport:
    rows = [{"title": f"Port {n}", "text": f"Ferry {n} stayed.", "date": day} for n, day in enumerate(dates)]
    (folder / "news.jsonl").write_text("\n".join(map(json.dumps, rows)))
    report = archive.sync([folder / "news.jsonl"])
    assert (report.failed, report.added) == ((), len(dates))
    return report


def notes(report: SyncReport) -> list[str]:
    return [note for note in report.notes if "date of publication" in note or "dates of publication" in note]


def test_date_that_is_not_understood_is_said_and_stays_unknown(archive: Archive, tmp_path: Path) -> None:
    (note,) = notes(synced(archive, tmp_path, "03/04/2022", "2022-04-03"))
    assert note.startswith("1 date of publication is not understood and stays unknown: '03/04/2022' (field date) of ")
    first = next(article for article in archive.articles() if article.title == "Port 0")
    assert (first.published, "published" in first.stated) == (None, False)


def test_several_are_counted(archive: Archive, tmp_path: Path) -> None:
    (note,) = notes(synced(archive, tmp_path, "sometime", "3 hours ago", "2022", None, ""))
    assert note.startswith("2 dates of publication are not understood and stay unknown: 'sometime' (field date) of ")
    assert "; '3 hours ago' (field date) of " in note


def test_date_in_the_future_is_said_and_kept_as_stated(archive: Archive, tmp_path: Path) -> None:
    today = datetime.now(UTC).date()
    (note,) = notes(synced(archive, tmp_path, str(AHEAD), str(today)))
    assert note.startswith(f"1 date of publication lies in the future and is kept: {AHEAD} of ")
    assert {article.published for article in archive.articles()} == {AHEAD, today}


def test_byline_gives_the_date_that_a_field_does_not(archive: Archive, tmp_path: Path) -> None:
    page = "---\ntitle: Port\ndate: 03/04/2022\n---\n\n3 April 2022\n\nThe ferry stayed in the harbour.\n"
    (tmp_path / "port.md").write_text(page)
    assert notes(archive.sync([tmp_path / "port.md"])) == []
    (only,) = archive.articles()
    assert (only.published, only.stated["published"]) == (date(2022, 4, 3), "line under the headline")
