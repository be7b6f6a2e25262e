"""Cleaning as the command line switches it, and texts as they were read."""

import json
from pathlib import Path

import pytest

from tests.command_line import dateline

STORY = "Bridge closed\n\nThe Orlen bridge was closed on Monday.\n\nAdvertisement\n\nIt opens on Sunday.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "bridge.txt").write_text(STORY)
    (tmp_path / "news" / "wave.jpg").write_bytes(b"\xff\xd8\xff" + bytes(99))
    return tmp_path


def stored(folder: Path, *more: str) -> str:
    (article,) = json.loads(dateline("articles", "--json", "-a", "archive", cwd=folder).stdout)
    shown = dateline("articles", "show", article["id"], "--json", *more, "-a", "archive", cwd=folder)
    return str(json.loads(shown.stdout)["text"])


def cleaned(folder: Path) -> bool:
    return bool(json.loads(dateline("archive", "info", "--json", "-a", "archive", cwd=folder).stdout)["cleaned"])


def test_no_clean_is_remembered_until_clean(folder: Path) -> None:
    dateline("sync", "news", "--no-clean", "-a", "archive", cwd=folder)
    assert ("Advertisement" in stored(folder), cleaned(folder)) == (True, False)
    assert "nothing changed" in dateline("sync", "news", "-a", "archive", cwd=folder).stdout
    report = json.loads(dateline("sync", "news", "--clean", "--json", "-a", "archive", cwd=folder).stdout)
    assert (report["changed"], "Advertisement" in stored(folder), cleaned(folder)) == (1, False, True)
    assert report["left_out"] == {".jpg": 1}


def test_setting_says_it_where_no_option_does(folder: Path) -> None:
    (folder / "dateline.toml").write_text("clean = false\n")
    dateline("sync", "news", "-a", "archive", cwd=folder)
    assert "Advertisement" in stored(folder)
    dateline("sync", "news", "--clean", "-a", "archive", cwd=folder)
    assert "Advertisement" not in stored(folder)


def test_raw_shows_a_text_as_it_was_read(folder: Path) -> None:
    dateline("sync", "news", "-a", "archive", cwd=folder)
    assert "Advertisement" not in stored(folder)
    assert "Advertisement" in stored(folder, "--raw")
