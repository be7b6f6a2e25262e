"""Archives that are none, newer, or damaged: refused in words by every command, left alone, or mended without loss."""

import random
import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest

from index.archive import Archive
from index.errors import ArchiveVersionError, DatelineError
from rag import Assistant
from tests.command_line import dateline, refused
from tests.conftest import SAMPLE, SAMPLE_QUESTION

COMMANDS = (
    ("ask", SAMPLE_QUESTION),
    ("search", "bridge"),
    ("articles",),
    ("sync", str(SAMPLE)),
    ("eval", "run", "sample"),
)


def refused_by_every_command(folder: Path, *words: str) -> None:
    for command in COMMANDS:
        refused(dateline(*command, "-a", folder, cwd=folder.parent), *words, code=2 if command[0] == "sync" else 1)
    examined = dateline("doctor", "-a", folder)
    assert examined.returncode == 1
    assert "BAD  archive" in examined.stdout


def test_an_archive_path_that_is_a_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    refused_by_every_command(tmp_path / "notes.txt", "notes.txt is a file; an archive is a folder")
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_an_archive_that_is_not_there_is_not_made_by_asking(tmp_path: Path) -> None:
    for command in COMMANDS:
        if command[0] != "sync":
            refused(dateline(*command, "-a", "nowhere", cwd=tmp_path), "no archive in nowhere", "dateline sync")
    assert list(tmp_path.iterdir()) == []


def test_an_archive_of_a_newer_version_is_refused_and_left_alone(own_sample: Path) -> None:
    with sqlite3.connect(own_sample / "library.sqlite3") as library:
        library.execute("PRAGMA user_version = 99")
    library.close()
    before = (own_sample / "library.sqlite3").read_bytes()
    refused_by_every_command(own_sample, "written by a newer Dateline (format 99", "Install the newer version")

    assert (own_sample / "library.sqlite3").read_bytes() == before
    with pytest.raises(ArchiveVersionError):
        Archive.open(own_sample)


def test_a_library_of_random_bytes_is_refused(own_sample: Path) -> None:
    file = own_sample / "library.sqlite3"
    file.write_bytes(random.Random(3).randbytes(file.stat().st_size))
    refused_by_every_command(own_sample, "is damaged", "Mend it with `dateline archive repair`, restore a backup, or")


def test_an_empty_library_does_not_answer_that_the_archive_knows_nothing(own_sample: Path) -> None:
    (own_sample / "library.sqlite3").write_bytes(b"")
    refused(dateline("ask", SAMPLE_QUESTION, "-a", own_sample), "There is no archive")


@pytest.mark.parametrize("seed", range(12))
def test_damage_anywhere_in_the_library_is_an_error_of_ours_or_harmless(own_sample: Path, seed: int) -> None:
    rng = random.Random(seed)
    file = own_sample / "library.sqlite3"
    data = bytearray(file.read_bytes())
    for _ in range(rng.choice([1, 5, 50])):
        place, length = rng.randrange(100, len(data)), rng.choice([1, 8, 400, 4096])
        data[place : place + length] = rng.randbytes(min(length, len(data) - place))
    file.write_bytes(data[: rng.randrange(len(data))] if seed % 6 == 5 else data)
    for use in (ask_once, list_all, check):
        with suppress(DatelineError):
            use(own_sample)


def ask_once(folder: Path) -> None:
    with Assistant.open(folder, create=False, vector_search="exact") as assistant:
        for citation in assistant.ask(SAMPLE_QUESTION).citations:
            assert citation.article.text[citation.start : citation.end] == citation.quote


def list_all(folder: Path) -> None:
    with Archive.open(folder, create=False, chroma=False) as archive:
        list(archive.articles())
        archive.status()


def check(folder: Path) -> None:
    with Archive.open(folder, create=False, chroma=False) as archive:
        archive.check()


def test_the_doctor_finds_damage_that_no_search_has_met(own_sample: Path) -> None:
    file = own_sample / "library.sqlite3"
    data = bytearray(file.read_bytes())
    for page in range(8, len(data) // 4096):  # the first pages hold the schema
        data[page * 4096 : page * 4096 + 12] = bytes(12)
    file.write_bytes(data)
    examined = dateline("doctor", "-a", own_sample)

    assert examined.returncode == 1
    assert "is damaged" in " ".join(examined.stdout.split())


@pytest.mark.parametrize("harm", ["deleted", "a file", "emptied"])
def test_a_chroma_folder_that_is_gone_loses_nothing(own_sample: Path, harm: str) -> None:
    shutil.rmtree(own_sample / "chroma")
    if harm == "a file":
        (own_sample / "chroma").write_text("in the way")
    if harm == "emptied":
        (own_sample / "chroma").mkdir()
    done = dateline("sync", SAMPLE, "-a", own_sample)

    assert done.returncode == 0
    assert "nothing changed" in done.stdout
    assert "[1]" in dateline("ask", SAMPLE_QUESTION, "-a", own_sample).stdout
