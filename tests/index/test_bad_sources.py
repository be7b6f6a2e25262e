"""Sources that cannot be read: each is told with its reason and advice, the others are stored, and the exit code says so."""

import gzip
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from index.archive import Archive
from tests.command_line import dateline, dateline_process, environment


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = dateline("sync", "empty", "-a", "archive", cwd=tmp_path)

    assert done.returncode == 2
    assert "No article files were found in empty" in done.stdout
    assert ".txt" in done.stdout


def bad_files(folder: Path) -> dict[str, str]:
    """Unreadable files of every kind in the folder, and a word of what must be said about each."""
    files: dict[str, tuple[bytes, str]] = {
        "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "PNG image"),
        "program.txt": (b"\x7fELF\x02\x01\x01" + bytes(60), "program"),
        "office.md": (b"PK\x03\x04" + bytes(range(256)) * 40, "ZIP archive"),
        "noise.txt": (random.Random(1).randbytes(5000), "binary"),
        "empty.md": (b"", "the file is empty"),
        "blank.txt": (b" \n\t\n", "the file is empty"),
        "broken.json": (b'{"title": "A", "text": ', "not valid JSON"),
        "navigation.html": (b"<html><body><nav><a href=/>Home</a></nav></body></html>", "no article text"),
        "cut.zip": (b"PK\x03\x04" + bytes(30) + b"note.txtThe bridge is closed.", "damaged ZIP archive"),
        "cut.tar.gz": (gzip.compress(b"note.txt" + random.Random(2).randbytes(5000))[:-900], "damaged"),
        "reply.eml": (b"From: a@news.example\nSubject: Re: lunch\n\nok\n", "holds no sentence"),
        "names.csv": (b"name,town\nIlva,Hallin\n", "no column for the text"),
        "invoice.xml": (b"<?xml version='1.0'?><invoice><sum>3</sum></invoice>", "XML of a kind"),
        "damaged.txt.gz": (b"\x1f\x8b\x08\x00" + bytes(40), "damaged"),
    }
    for name, (data, _) in files.items():
        (folder / name).write_bytes(data)
    return {name: word for name, (_, word) in files.items()}


def test_a_folder_of_unreadable_files_is_a_list_of_reasons(tmp_path: Path) -> None:
    folder = tmp_path / "bad"
    folder.mkdir()
    expected = bad_files(folder)
    printed = dateline("sync", "bad", "-a", "archive", cwd=tmp_path)
    done = dateline("sync", "bad", "-a", "archive", "--json", cwd=tmp_path)
    failures = {Path(failure["origin"]).name: failure for failure in json.loads(done.stdout)["failed"]}

    assert (printed.returncode, done.returncode) == (2, 2)
    assert "No article could be read." in printed.stdout
    assert failures.keys() == expected.keys()
    for name, word in expected.items():
        assert word in failures[name]["reason"], name
        assert failures[name]["advice"].endswith("."), name
        assert f"bad/{name}\n" in printed.stdout


def test_bad_files_among_good_ones_stop_nothing(tmp_path: Path, articles_folder: Path) -> None:
    bad_files(articles_folder)
    done = dateline("sync", "articles", "-a", "archive", cwd=tmp_path)

    assert done.returncode == 1
    assert "3 articles added" in done.stdout
    assert "14 sources could not be read" in done.stdout


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is read from /proc")
def test_a_file_of_200_megabytes_is_refused_at_once_in_little_memory(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    with (tmp_path / "articles" / "huge.txt").open("wb") as file:
        for _ in range(200):
            file.write(b"The harbour was quiet today. " * 36_158)
    script = (
        "import re, sys; from pathlib import Path; from ui.cli import main\n"
        "try: main()\n"
        "finally: print(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "sync", "articles", "-a", "archive"],
        check=False, capture_output=True, text=True, cwd=tmp_path, env=environment(), timeout=60,
    )  # fmt: skip

    assert done.returncode == 2
    assert "too large for one article" in done.stdout
    assert "JSON lines" in done.stdout
    assert int(done.stderr.split()[-1]) < 400 * 1024  # kilobytes at the peak


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("latin-1", "Le café de la gare est fermé à Besançon, a déclaré le maire de la ville hier soir."),
        ("utf-16", "Il ponte è chiuso da lunedì, così ha detto il sindaco della città vecchia."),
        ("cp1251", "Мост через реку закрыт с понедельника, сообщил вчера вечером мэр города."),
        ("utf-8-sig", "Die Brücke über den Hafen ist seit Montag gesperrt, sagte die Bürgermeisterin."),
    ],
)
def test_other_encodings_are_read(archive: Archive, tmp_path: Path, encoding: str, text: str) -> None:
    (tmp_path / "article.txt").write_bytes(f"A headline\n\n{text}\n".encode(encoding))
    report = archive.sync([tmp_path / "article.txt"])

    assert report.failed == ()
    assert [article.text for article in archive.articles()] == [text]


def test_broken_records_are_named_by_line_and_the_others_are_stored(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text(
        '{"title": "A", "text": "The pier is open."}\n{broken\n\n{"title": "B"}\n[1, 2]\n'
        '{"id": "half\\ud83d", "title": "C\\udfff", "text": "The mill \\ud83d has shut.", "url": "http://x/\\ud800"}\n'
    )
    done = dateline("sync", "r.jsonl", "-a", "archive", cwd=tmp_path)

    assert done.returncode == 1
    assert "2 articles added" in done.stdout
    for line in (2, 4, 5):
        assert f"r.jsonl#line {line}\n" in done.stdout
    listed = json.loads(dateline("articles", "-a", "archive", "--json", cwd=tmp_path).stdout)
    assert [article["title"] for article in listed] == ["A", "C\ufffd"]


def test_file_names_that_are_no_text_are_synced_and_shown(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    try:
        Path(os.fsdecode(bytes(folder) + b"/bridge\xff.txt")).write_text("Bridge\n\nThe bridge is closed.\n")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    (folder / "\x1b[31mempty.txt").write_text("")
    done = dateline_process("sync", "news", "-a", "archive", cwd=tmp_path)

    assert done.returncode == 1
    assert "1 article added" in done.stdout
    assert "\x1b" not in done.stdout
    assert "nothing changed" in dateline("sync", "news", "-a", "archive", cwd=tmp_path).stdout
    listed = json.loads(dateline("articles", "-a", "archive", "--json", cwd=tmp_path).stdout)
    assert listed[0]["origin"].endswith("bridge\\xff.txt")
    for file in folder.iterdir():
        file.unlink()
    assert "1 article removed" in dateline("sync", "news", "--emptied", "-a", "archive", cwd=tmp_path).stdout
