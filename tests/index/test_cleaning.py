"""Cleaning switched off and on: the archive remembers how, and reads again what it read the other way."""

from pathlib import Path

import pytest

from index.archive import Archive
from index.datatypes import Article
from index.errors import SourceError
from tests.conftest import WordEmbedder

BODY = "The port opens on Sunday.\n\nAdvertisement\n\nFerries sail at noon."
CLEAN = "The port opens on Sunday.\n\nFerries sail at noon."


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    made = tmp_path / "one", tmp_path / "other"
    for folder in made:
        folder.mkdir()
        (folder / "port.txt").write_text(f"Port of {folder.name}\n\n{BODY}\n")
    return made


def texts(archive: Archive) -> list[str]:
    return [article.text for article in archive.articles()]


def test_furniture_stays_where_cleaning_is_switched_off(archive: Archive, folders: tuple[Path, Path]) -> None:
    archive.sync([folders[0], Article(id="a", title="Port", text=BODY)], clean=False)
    assert texts(archive) == [BODY, BODY]


def test_switch_holds_for_later_syncs_that_do_not_name_it(archive: Archive, folders: tuple[Path, Path]) -> None:
    archive.sync([folders[0]], clean=False)
    assert archive.sync([folders[0]]).unchanged == 1
    archive.sync([folders[1]])
    assert texts(archive) == [BODY, BODY]


def test_changed_switch_reads_every_source_again(archive: Archive, folders: tuple[Path, Path]) -> None:
    archive.sync([folders[0]], clean=False)
    archive.sync([folders[1]], clean=True)
    report = archive.sync([folders[0]], clean=True)  # read the other way, and its file is as it was
    assert (report.changed, texts(archive)) == (1, [CLEAN, CLEAN])
    assert archive.sync([*folders], clean=True).unchanged == 2


def test_switch_is_remembered_by_an_archive_opened_again(tmp_path: Path, folders: tuple[Path, Path]) -> None:
    with Archive.open(tmp_path / "archive", WordEmbedder(), chroma=False) as archive:
        archive.sync([folders[0]], clean=False)
    with Archive.open(tmp_path / "archive", WordEmbedder(), chroma=False) as archive:
        archive.sync([folders[1]])
        assert texts(archive) == [BODY, BODY]


def test_switch_stays_as_it_was_where_a_source_is_missing(archive: Archive, folders: tuple[Path, Path]) -> None:
    archive.sync([folders[0]])
    with pytest.raises(SourceError):
        archive.sync([folders[0], folders[0] / "missing"], clean=False)
    assert archive.sync([folders[0]]).unchanged == 1
    assert texts(archive) == [CLEAN]
