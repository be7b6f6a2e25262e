"""Fields of records that are named only after a first sync has guessed them."""

import json
from pathlib import Path

import pytest

from index.archive import Archive
from index.datatypes import SyncOptions

RECORD = {"title": "Port shut", "text": "Ferries stayed in the harbour.", "when": "2026-03-04", "other": "2026-03-05"}
TABLE = "title,text,when,other\nPort shut,Ferries stayed in the harbour.,2026-03-04,2026-03-05\n"


@pytest.mark.parametrize("name", ["news.jsonl", "news.json", "news.csv", "news"])
def test_fields_that_are_named_later_are_read_from_unchanged_files(archive: Archive, tmp_path: Path, name: str) -> None:
    source = tmp_path / name
    source.write_text(TABLE if name == "news.csv" else json.dumps(RECORD))
    archive.sync([source])
    assert [article.published for article in archive.articles()] == [None]
    for field in ("when", "other"):
        report = archive.sync([source], fields={"published": field})
        assert report.added + report.changed == 1  # a record without an id is known by its day, too
        assert [str(article.published) for article in archive.articles()] == [RECORD[field]]
    assert archive.sync([source]).unchanged == 1  # nothing is named: it stays as it was read


def test_files_that_hold_no_records_are_not_read_again_for_it(archive: Archive, tmp_path: Path) -> None:
    page = tmp_path / "port.txt"
    page.write_text("Port shut\n\nFerries stayed in the harbour.\n")
    archive.sync([page])
    steps = list(archive.sync_steps([page]))
    named = list(archive.sync_steps([page], SyncOptions(fields={"published": "when"})))
    assert len(named) == len(steps)
