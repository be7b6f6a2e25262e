"""Rows and records come, go and move within their files; bare numbers are ids of their file or site alone."""

import csv
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.archive import Archive
from index.datatypes import Article, SyncReport
from index.readers.statements import origin_id
from index.store.library import Library
from tests.conftest import WordEmbedder

FERRY = {"title": "Ferry fares rise", "text": "The council raised the fares of the ferry.", "date": "2026-05-04"}
TRAM = {"title": "Tram line opens", "text": "The first tram reached the harbour.", "date": "2026-05-05"}
LIBRARY = {"title": "Library reopens", "text": "Readers came back to the library.", "date": "2026-05-06"}
ZOO = {"title": "Zoo closes", "text": "The zoo closed its gates in the storm.", "date": "2026-05-07"}
Row = dict[str, str]


def write(path: Path, rows: Sequence[Row]) -> None:
    if path.suffix == ".csv":
        with path.open("w", newline="") as stream:
            table = csv.DictWriter(stream, list(dict.fromkeys(name for row in rows for name in row)))
            table.writeheader()
            table.writerows(rows)
    else:
        path.write_text(json.dumps(rows) if path.suffix == ".json" else "\n".join(map(json.dumps, rows)))


def counts(report: SyncReport) -> tuple[int, int, int, int]:
    assert report.failed == ()
    return report.added, report.changed, report.removed, report.unchanged


def titles(archive: Archive) -> list[str]:
    return sorted(article.title for article in archive.articles())


@pytest.fixture(params=["news.csv", "news.json", "news.jsonl"])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / str(request.param)


def test_a_row_put_on_top_is_one_article_more(archive: Archive, file: Path) -> None:
    write(file, [FERRY, TRAM])
    archive.sync([file])
    write(file, [LIBRARY, FERRY, TRAM])

    assert counts(archive.sync([file])) == (1, 0, 0, 2)
    assert all(len(archive.history(article.id)) == 1 for article in archive.articles())
    tram = next(article for article in archive.articles() if article.title == TRAM["title"])
    assert tram.origin.endswith("row 4" if file.suffix == ".csv" else "#3")


def test_what_is_removed_for_good_takes_no_other_row_with_it(archive: Archive, file: Path) -> None:
    write(file, [LIBRARY, FERRY, TRAM])
    archive.sync([file])
    archive.remove([article.id for article in archive.articles() if article.title == FERRY["title"]])
    write(file, [ZOO, LIBRARY, FERRY, TRAM])

    assert counts(archive.sync([file])) == (1, 0, 0, 2)
    assert titles(archive) == ["Library reopens", "Tram line opens", "Zoo closes"]


def test_a_changed_text_keeps_its_history_wherever_its_row_is(archive: Archive, file: Path) -> None:
    write(file, [FERRY, TRAM])
    archive.sync([file])
    write(file, [TRAM, ZOO, FERRY | {"text": "The council did not raise the fares."}])

    assert counts(archive.sync([file])) == (1, 1, 0, 1)
    (ferry,) = (article for article in archive.articles() if article.title == FERRY["title"])
    assert [version.article.text for version in archive.history(ferry.id)] == [
        "The council did not raise the fares.",
        FERRY["text"],
    ]


def test_an_address_is_what_a_row_is_known_by(archive: Archive, file: Path) -> None:
    address = {"url": "https://courier.example/ferry"}
    write(file, [FERRY | address, TRAM | {"url": ""}])
    archive.sync([file])
    write(file, [TRAM | {"url": ""}, FERRY | address | {"title": "Ferry fares fall"}])

    assert counts(archive.sync([file])) == (0, 1, 0, 1)


@pytest.mark.parametrize(
    "rows",
    [
        [FERRY, FERRY | {"text": "Letters about the ferry."}],  # one headline, one day
        [FERRY | {"outlet": "Ambry Post"}, FERRY | {"outlet": "Estmark Radio"}],
        [{"text": FERRY["text"]}, {"text": TRAM["text"]}],  # without headlines
        [FERRY, FERRY],
    ],
)
def test_rows_that_are_alike_are_each_an_article(archive: Archive, file: Path, rows: list[Row]) -> None:
    write(file, rows)

    assert counts(archive.sync([file])) == (2, 0, 0, 0)
    write(file, [ZOO, *rows])
    assert counts(archive.sync([file])) == (1, 0, 0, 2)


def stored_by_number(folder: Path, file: Path, embedder: WordEmbedder) -> dict[str, str]:
    """An archive as it was when the number of a row was its id: give its articles such ids; returns title -> id."""
    kind = "row " if file.suffix == ".csv" else ""
    with Archive.open(folder, embedder) as archive:
        archive.sync([file])
        archive.sync([file])
        ids = {article.id: origin_id(article.origin) for article in archive.articles()}
        assert all(f"#{kind}" in article.origin for article in archive.articles())
    library = Library(folder)
    library.rename(ids)
    titles = {article.title: article.id for article in library.articles()}
    library.close()
    return titles


def test_archives_from_before_keep_histories_and_vectors(tmp_path: Path, file: Path, embedder: WordEmbedder) -> None:
    folder = tmp_path / "archive"
    write(file, [FERRY, TRAM])
    with Archive.open(folder, embedder) as archive:
        archive.sync([file])
    write(file, [FERRY | {"text": "The council will raise the fares."}, TRAM])
    old = stored_by_number(folder, file, embedder)
    write(file, [ZOO, FERRY | {"text": "The council will raise the fares."}, TRAM])

    with Archive.open(folder, embedder) as archive:
        report = archive.sync([file])
        assert counts(report) == (1, 0, 0, 2)
        assert report.chunks == 1
        ferry = next(article for article in archive.articles() if article.title == FERRY["title"])
        assert ferry.id != old[FERRY["title"]]
        assert [version.article.text for version in archive.history(ferry.id)][1:] == [FERRY["text"]]
        assert archive.raw(ferry.id) == "The council will raise the fares."
        assert archive.verify() == []


def test_archives_from_before_keep_what_was_removed_for_good_away(
    tmp_path: Path, file: Path, embedder: WordEmbedder
) -> None:
    write(file, [FERRY, TRAM])
    old = stored_by_number(tmp_path / "archive", file, embedder)
    with Archive.open(tmp_path / "archive", embedder) as archive:
        archive.remove([old[FERRY["title"]]])
        write(file, [LIBRARY, FERRY, TRAM])

        assert counts(archive.sync([file])) == (1, 0, 0, 1)
        assert titles(archive) == ["Library reopens", "Tram line opens"]


def numbered(*rows: Row) -> list[Row]:
    return [{"id": str(number), **row} for number, row in enumerate(rows, start=1)]


@pytest.mark.parametrize("names", [("april.csv", "may.csv"), ("april.json", "may.jsonl")])
def test_numbers_of_two_files_are_no_ids_of_the_same(archive: Archive, tmp_path: Path, names: tuple[str, str]) -> None:
    april, may = tmp_path / names[0], tmp_path / names[1]
    write(april, numbered(FERRY, TRAM))
    write(may, numbered(LIBRARY, ZOO))

    assert counts(archive.sync([april, may])) == (4, 0, 0, 0)
    write(may, numbered(LIBRARY | {"text": "The library stays closed."}, ZOO))
    assert counts(archive.sync([april, may])) == (0, 1, 0, 3)
    assert archive.article("1").title == "Ferry fares rise"
    assert next(article for article in archive.articles() if article.title == "Zoo closes").origin == f"{may}#2"


def test_a_number_outlives_the_file_that_had_it_first(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    write(folder / "april.csv", numbered(FERRY))
    write(folder / "may.csv", numbered(ZOO))
    archive.sync([folder])
    (folder / "april.csv").unlink()
    write(folder / "may.csv", numbered(ZOO, TRAM))

    assert counts(archive.sync([folder])) == (1, 0, 1, 1)
    (folder / "may.csv").unlink()
    write(folder / "june.csv", numbered(LIBRARY))
    assert counts(archive.sync([folder])) == (1, 0, 2, 0)
    (library,) = archive.articles()
    assert len(archive.history(library.id)) == 1


def test_a_number_removed_for_good_is_one_of_its_file(archive: Archive, tmp_path: Path) -> None:
    april, may = tmp_path / "april.csv", tmp_path / "may.csv"
    write(april, numbered(FERRY, TRAM))
    archive.sync([april])
    archive.remove(["1"])
    write(may, numbered(LIBRARY))
    write(april, numbered(FERRY | {"text": "Fares rise again."}, TRAM))

    assert counts(archive.sync([april, may])) == (1, 0, 0, 1)
    assert titles(archive) == ["Library reopens", "Tram line opens"]


def test_articles_in_memory_keep_the_ids_that_they_bring(archive: Archive, tmp_path: Path) -> None:
    write(tmp_path / "april.csv", numbered(FERRY))
    archive.sync([tmp_path / "april.csv"])
    mine = Article(id="2", title="Zoo closes", text="The zoo closed.", origin="memory")

    assert counts(archive.sync([mine])) == (1, 0, 0, 0)
    assert archive.sync([replace(mine, id="1")]).failed
    assert archive.article("2").title == "Zoo closes"
