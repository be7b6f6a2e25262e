"""`dateline names` from outside."""

import json
from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.datatypes import Article
from tests.command_line import dateline, refused

TEXT = "Sadyr Japarov met Vladimir Tokaev in Kiev on Monday. Japarov signed three treaties there."
OTHER = "Sadyr Zhaparov left for home. Zhaparov said that he was glad."


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("names") / "archive"
    with Archive.open(folder, chroma=False) as opened:
        opened.sync(
            Article(str(number), title="Visit", text=text, published=date(2026, 3, number))
            for number, text in enumerate((TEXT, OTHER), start=1)
        )
    return folder


def found(archive: Path, name: str) -> dict[str, str]:
    done = dateline("names", name, "-a", archive, "--json")
    return {one["spelling"]: one["origin"] for one in json.loads(done.stdout)["spellings"]}


def test_spelling_is_listed_with_who_says_so(archive: Path) -> None:
    assert found(archive, "Sadyr Zhaparov") == {"Sadyr Japarov": "archive"}
    assert found(archive, "Kyiv") == {"Kiev": "known names"}


def test_spelling_of_the_own_file_is_listed_as_such(archive: Path) -> None:
    path = archive / "names.txt"
    path.write_text("The Guest = Sadyr Japarov\nnothing\n", encoding="utf-8")
    try:
        assert found(archive, "The Guest") == {"Sadyr Japarov": "names.txt"}
        told = dateline("names", "Kyiv", "-a", archive).stdout
        told_json = json.loads(dateline("names", "Kyiv", "-a", archive, "--json").stdout)
    finally:
        path.unlink()
    assert "Kiev (known to Dateline)" in told
    assert "names.txt, line 2:" in " ".join(told.split())
    assert told_json["file"] == str(path)
    assert "line 2" in told_json["errors"][0]


def test_name_without_another_spelling_says_so_and_where_to_add_one(archive: Path) -> None:
    told = "".join(dateline("names", "Nobody\x1b[31m", "-a", archive).stdout.split())
    assert "Thearchivehasnootherspellingof" in told
    assert "\x1b" not in told
    assert "names.txt(notthereyet)" in told


@pytest.mark.parametrize("nothing", ["", "  ", "?!"])
def test_no_name_is_refused_with_an_example(archive: Path, nothing: str) -> None:
    refused(
        dateline("names", nothing, "-a", archive), "There is no name to look up.", 'dateline names "Sadyr Zhaparov"'
    )


def test_archive_that_is_not_there_is_said(tmp_path: Path) -> None:
    done = dateline("names", "Kyiv", "-a", tmp_path / "none")
    assert done.returncode == 1
    assert "There is no archive" in done.stderr


def test_what_is_too_long_for_a_name_is_refused_in_words_and_at_once(archive: Path) -> None:
    refused(dateline("names", "Tokaev " * 5_000, "-a", archive), "characters long", "at most 200")
    with Archive.open(archive, chroma=False) as opened:
        assert opened.spellings("Japarov " * 1_000) == ()
