"""Everything that can go wrong: a message that says what to do, no traceback, nothing lost, a non-zero exit code."""

import gzip
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from filelock import FileLock

from index.archive import Archive
from index.datatypes import Article
from index.errors import ArchiveError, ArchiveVersionError, DatelineError
from rag import Assistant
from tests.command_line import START, dateline, dateline_process, environment, refused
from tests.conftest import SAMPLE, WordEmbedder
from tests.scripted_server import Reply, ScriptedServer

QUESTION = "When was the Skarrow Bridge closed to all traffic?"


# Sources


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
    assert "1 article removed" in dateline("sync", "news", "-a", "archive", cwd=tmp_path).stdout


# Questions and settings


@pytest.mark.parametrize("command", ["ask", "search"])
@pytest.mark.parametrize(
    ("question", "said"),
    [("", "The question is empty"), ("  \n\t ", "The question is empty"), ("what happened to the bridge " * 3572, "characters long")],
)  # fmt: skip
def test_a_question_that_cannot_be_one_is_refused(sample_archive: Path, command: str, question: str, said: str) -> None:
    refused(dateline(command, question, "-a", sample_archive), said)
    refused(dateline(command, question, "-a", sample_archive, "--json"), said)


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "31.03.2026", "\x1b[31m"])
def test_a_bad_day_is_refused(sample_archive: Path, day: str) -> None:
    done = dateline("ask", QUESTION, "-a", sample_archive, "--as-of", day)

    refused(done, "--as-of", "is not a day. Write it as 2026-03-31.")
    assert "\x1b" not in done.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('llm_uri = "http://x"', "There is no setting 'llm_uri'. The settings are: accepted_wrong, archive, "),
        ('top_k = "many"', "The setting 'top_k' cannot be used"),
        ("top_k = ", "dateline.toml cannot be read"),
        ("\udcff", "dateline.toml cannot be read"),
    ],
)
def test_a_broken_settings_file_is_refused(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "dateline.toml").write_text(content, errors="surrogateescape")
    for command in (("ask", "Who?"), ("sync", "."), ("articles",)):
        refused(dateline(*command, cwd=tmp_path), said, code=2 if command[0] == "sync" else 1)
    assert dateline("doctor", cwd=tmp_path).returncode == 1
    assert [path.name for path in tmp_path.iterdir()] == ["dateline.toml"]


def test_a_bad_setting_in_the_environment_is_refused(tmp_path: Path) -> None:
    refused(dateline("ask", "Who?", cwd=tmp_path, DATELINE_TOP_K="zero"), "DATELINE_TOP_K")


# Archives that cannot be used

COMMANDS = (("ask", QUESTION), ("search", "bridge"), ("articles",), ("sync", str(SAMPLE)), ("eval", "run", "sample"))


def refused_by_every_command(folder: Path, *words: str) -> None:
    for command in COMMANDS:
        refused(dateline(*command, "-a", folder, cwd=folder.parent), *words, code=2 if command[0] == "sync" else 1)
    examined = dateline("doctor", "-a", folder)
    assert examined.returncode == 1
    assert "BAD  archive" in examined.stdout


@pytest.fixture
def own_sample(tmp_path: Path, sample_archive: Path) -> Path:
    """A copy of the sample archive that a test may harm."""
    return Path(shutil.copytree(sample_archive, tmp_path / "archive"))


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
    refused_by_every_command(
        own_sample, "is damaged", "Restore it from a backup, or sync the sources into a new folder"
    )


def test_an_empty_library_does_not_answer_that_the_archive_knows_nothing(own_sample: Path) -> None:
    (own_sample / "library.sqlite3").write_bytes(b"")
    refused(dateline("ask", QUESTION, "-a", own_sample), "There is no archive")


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
        for citation in assistant.ask(QUESTION).citations:
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
    assert "[1]" in dateline("ask", QUESTION, "-a", own_sample).stdout


# Disks


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of four megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if mount("-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)):
        pytest.skip("only root may mount a small file system")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def mount(*arguments: str) -> int:
    if os.getuid() != 0 or shutil.which("mount") is None:
        return 1
    return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode


def fill(disk: Path, leave: int) -> None:
    """Write a file until the disk is full but for so many bytes."""
    with (disk / "filler").open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    os.truncate(disk / "filler", (disk / "filler").stat().st_size - leave)


def news(count: int, first: int = 0) -> list[Article]:
    return [
        Article(id=str(n), title=f"Report {n}", text=f"Item{n} was seen in the harbour. " * 20, origin=f"document:{n}")
        for n in range(first, first + count)
    ]


def test_a_full_disk_stops_the_sync_and_keeps_what_was_stored(small_disk: Path) -> None:
    with Archive.open(small_disk / "archive", WordEmbedder(), chroma=False) as archive:
        archive.sync(news(100))
        fill(small_disk, leave=100_000)
        with pytest.raises(ArchiveError, match=r"The disk is full: .* Free some space and try again"):
            archive.sync(news(2000, first=100))
        kept = {article.id for article in archive.articles()}
        assert kept >= {str(n) for n in range(100)}
        assert archive.passages(archive.matching(["item7"], 3))[0].article.id == "7"
    with Archive.open(small_disk / "archive", WordEmbedder(), chroma=False) as archive:
        assert {article.id for article in archive.articles()} == kept  # opened on the full disk
        archive.check()
        (small_disk / "filler").unlink()
        report = archive.sync(news(300, first=100))
        assert report.added + len(kept) == 400
        assert archive.status().articles == 400


def test_a_disk_too_full_for_chroma_does_not_lose_the_sync(small_disk: Path) -> None:
    with Archive.open(small_disk / "archive", WordEmbedder()) as archive:
        fill(small_disk, leave=220_000)  # twice what the library takes, and less than an empty Chroma
        report = archive.sync(news(10))
        assert report.added == 10
        assert "The archive itself is safe" in report.notes[-1]
        found = archive.nearest(archive.embedder.embed_query("item7 was seen"), 1)
        assert archive.passages(found)[0].article.id == "7"
    (small_disk / "filler").unlink()
    with Archive.open(small_disk / "archive", WordEmbedder()) as archive:
        assert archive.sync(news(10)).unchanged == 10
        assert archive.status().vectors == "Chroma, in step"


def test_a_disk_without_room_for_an_archive_is_told(small_disk: Path) -> None:
    fill(small_disk, leave=4096)
    done = dateline("sync", SAMPLE, "-a", small_disk / "archive")

    assert done.returncode == 2
    assert "disk is full" in done.stderr or "No space left" in done.stderr


@pytest.fixture
def read_only(own_sample: Path) -> Iterator[Path]:
    """The sample archive where it cannot be written: a medium for root, whom permissions do not stop, else a folder."""
    if os.getuid() == 0:
        if mount("--bind", str(own_sample), str(own_sample)):
            pytest.skip("root needs a mount to have something read-only")
        mount("-o", "remount,ro,bind", str(own_sample))
        yield own_sample
        subprocess.run(["umount", "-l", own_sample], check=True)
    else:
        own_sample.chmod(0o555)
        yield own_sample
        own_sample.chmod(0o755)


def test_a_read_only_archive_can_be_asked(read_only: Path) -> None:
    assert "[1]" in dateline("ask", QUESTION, "-a", read_only).stdout
    assert dateline("search", "bridge", "-a", read_only).returncode == 0
    assert len(json.loads(dateline("articles", "--json", "-a", read_only).stdout)) >= 40
    assert dateline("doctor", "-a", read_only).returncode == 0
    with Assistant.open(read_only) as assistant:
        assert assistant.ask(QUESTION).answered


def test_a_read_only_archive_is_not_synced_and_says_so(read_only: Path) -> None:
    done = dateline("sync", SAMPLE, "-a", read_only)

    refused(done, "cannot be written", "can be asked and searched", "check the permissions", code=2)


# Being stopped, and two at once


@pytest.fixture
def long_sync(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A sync of 1,500 short records that has stored some of them and goes on."""
    records = [{"id": str(n), "title": f"Report {n}", "text": f"Item {n} was seen."} for n in range(1500)]
    (tmp_path / "records.jsonl").write_text("\n".join(json.dumps(record) for record in records))
    with subprocess.Popen(
        [*START, "sync", "records.jsonl", "-a", "archive"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path, env=environment(),
    ) as process:  # fmt: skip
        for _ in range(3000):
            if stored(tmp_path / "archive"):
                break
            time.sleep(0.02)
        yield process
        process.kill()


def stored(folder: Path) -> int:
    if not (folder / "library.sqlite3").exists():
        return 0
    connection = sqlite3.connect(f"file:{folder / 'library.sqlite3'}?mode=ro", uri=True)
    try:
        return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
    except sqlite3.Error:  # not made yet
        return 0
    finally:
        connection.close()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_sync_says_so_and_the_next_continues(
    tmp_path: Path, long_sync: subprocess.Popen[str], number: int, code: int
) -> None:
    long_sync.send_signal(number)
    out, err = long_sync.communicate(timeout=30)

    assert long_sync.returncode == code
    assert out == ""
    assert err.strip() == "Stopped. What was stored stays; the same command continues."
    before = stored(tmp_path / "archive")
    assert before > 0
    assert "Item 7 was seen" in dateline("search", "item 7", "-a", "archive", cwd=tmp_path).stdout
    report = json.loads(dateline("sync", "records.jsonl", "-a", "archive", "--json", cwd=tmp_path).stdout)
    assert (report["added"], report["unchanged"]) == (1500 - before, before)
    assert stored(tmp_path / "archive") == 1500


def test_a_second_sync_is_sent_away_and_asking_goes_on(tmp_path: Path, sample_archive: Path, own_sample: Path) -> None:
    with FileLock(own_sample / "write.lock"):
        refused(
            dateline("sync", SAMPLE, "-a", own_sample),
            "Another process is writing",
            "Wait until it has finished",
            code=2,
        )
        assert "[1]" in dateline("ask", QUESTION, "-a", own_sample).stdout
    assert dateline("sync", SAMPLE, "-a", own_sample).returncode == 0


# Language model servers


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply("no", status=401), "refused the key (401)"),
        (Reply("later", status=429, headers={"Retry-After": "0"}), "asked too often (429)"),
        (Reply("boom", status=500), "(500): boom"),
        (Reply("The bridge was closed on Tuesday night.", cut_after=3), "broke off in the middle"),
        (Reply("The bridge was closed on Tuesday night.", stall_after=3), "sk again"),  # by which of two clocks is open
        (Reply("late", first_after=20), "sent nothing for"),
        (Reply("<html>Hello</html>", body="<html>Hello</html>"), "OpenAI"),
    ],
    ids=["401", "429", "500", "cut", "stalls", "slow", "web page"],
)
def test_a_failing_model_server_leaves_the_offline_readers_answer(
    sample_archive: Path, reply: Reply, said: str
) -> None:
    # Only who waits for a silent server is in a hurry: a loaded machine may take seconds over the retries of the others.
    patience = "1.5" if reply.stall_after or reply.first_after else "15"
    with ScriptedServer() as server:
        server.enqueue(reply)
        done = dateline(
            "ask", QUESTION, "-a", sample_archive, "--json",
            DATELINE_LLM_URL=server.url, DATELINE_LLM_MODEL="scripted", DATELINE_LLM_TIMEOUT=patience,
        )  # fmt: skip
    answer = json.loads(done.stdout)

    assert done.returncode == 0
    assert answer["answered"]
    assert answer["citations"]
    assert "offline reader" in answer["query"]["notes"][0]
    assert said in answer["query"]["notes"][0]


def test_an_absent_model_server_leaves_the_offline_readers_answer(sample_archive: Path) -> None:
    done = dateline(
        "ask", QUESTION, "-a", sample_archive, DATELINE_LLM_URL="http://127.0.0.1:9/v1", DATELINE_LLM_MODEL="m"
    )
    said = " ".join(done.stdout.split())

    assert done.returncode == 0
    assert said.startswith("This answer is the offline reader's")
    assert "cannot be reached" in said
    assert "[1]" in said


def test_a_model_server_set_only_by_half_is_refused(sample_archive: Path) -> None:
    ask = ("ask", QUESTION, "-a", sample_archive)
    refused(dateline(*ask, DATELINE_LLM_URL="http://127.0.0.1:9/v1"), "Set DATELINE_LLM_MODEL")
    refused(dateline(*ask, DATELINE_LLM_URL="nonsense", DATELINE_LLM_MODEL="m"), "not a web address")
