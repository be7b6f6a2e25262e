"""The command line from outside: what it prints, where, and its exit code."""

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.command_line import START, dateline, dateline_process, environment, refused
from tests.conftest import REPOSITORY, SAMPLE

QUESTION = "When was the Skarrow Bridge closed to all traffic?"


@pytest.fixture(scope="module")
def synced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two articles and their archive, made by the command itself."""
    folder = tmp_path_factory.mktemp("synced")
    (folder / "news").mkdir()
    (folder / "news" / "bridge.md").write_text(
        "---\ntitle: Bridge closed\noutlet: The Orlen Post\ndate: 2026-03-02\nauthor: Ada Wren\n"
        "url: https://post.example/bridge\n---\n\nThe Orlen bridge was closed on Monday after a crack was found.\n"
    )
    (folder / "news" / "mill.txt").write_text("Mill shut\n\nThe old mill has shut for the winter.\n")
    done = dateline_process("sync", "news", "--archive", "archive", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "2 articles added" in done.stdout
    return folder


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys; sys.argv = ['dateline', '--help']\n"
        "from ui.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*{name.split('.')[0] for name in sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=REPOSITORY)
    loaded = set(done.stdout.splitlines()[-1].split())
    heavy = {"numpy", "chromadb", "onnxruntime", "tokenizers", "gradio", "openai", "llama_index", "trafilatura"}
    assert not loaded & (heavy | {"pydantic", "pydantic_settings", "rich", "sqlite3", "httpx", "sentencex"})
    assert "doctor" in done.stdout


@pytest.mark.parametrize("command", ["sync", "ask", "search", "chat", "articles", "doctor", "eval"])
def test_every_command_has_help(command: str) -> None:
    done = dateline(command, "--help")

    assert done.returncode == 0
    assert "Usage: dateline" in done.stdout


@pytest.mark.parametrize("group", [(), ("articles",), ("archive",), ("eval",), ("eval", "import")])
def test_list_of_commands_has_whole_sentences_at_80_columns(group: tuple[str, ...]) -> None:
    commands = dateline(*group, "--help").stdout.partition("Commands:\n")[2].splitlines()

    assert len(commands) > 4
    assert [line for line in commands if not line.endswith(".") or line.endswith("...")] == []


def test_addresses_are_not_broken_in_a_narrow_terminal(synced: Path) -> None:
    asked = dateline("ask", "When was the Orlen bridge closed?", "-a", "archive", cwd=synced, COLUMNS="24")
    listed = dateline("articles", "-a", "archive", cwd=synced).stdout
    one = next(line.split()[-1] for line in listed.splitlines() if "bridge" in line.lower())
    whole = dateline("articles", one, "-a", "archive", cwd=synced, COLUMNS="24").stdout
    (synced / "broken").mkdir()
    (synced / "broken" / "a-picture-with-a-long-name.pdf").write_bytes(b"%PDF-1.4 no pages")
    failed = dateline("sync", "broken", "-a", "other", cwd=synced, COLUMNS="24")

    assert "https://post.example/bridge\n" in asked.stdout
    assert "https://post.example/bridge\n" in whole
    assert f"{one} · {synced / 'news'}" in whole
    assert "broken/a-picture-with-a-long-name.pdf\n" in failed.stdout


def test_version_is_that_of_the_package() -> None:
    assert dateline("--version").stdout == f"dateline {version('dateline')}\n"


def test_sync_says_what_it_did_and_again_that_nothing_changed(synced: Path) -> None:
    for _ in range(2):
        again = dateline_process("sync", "news", "--archive", "archive", cwd=synced)

        assert again.returncode == 0
        assert again.stdout == "2 articles, nothing changed.\n"
        assert again.stderr == ""


def test_sync_json_is_the_report_and_nothing_else(synced: Path) -> None:
    done = dateline("sync", "news", "--archive", "archive", "--json", cwd=synced)

    assert json.loads(done.stdout) | {"seconds": 0} == {
        "added": 0, "changed": 0, "removed": 0, "unchanged": 2, "failed": [], "chunks": 0, "seconds": 0, "notes": [],
        "left_out": {},
        "not_taken": 0,
        "withdrawn": [],
    }  # fmt: skip
    assert done.stderr == ""


def test_a_misspelt_source_leaves_no_archive_behind(tmp_path: Path) -> None:
    refused(
        dateline("sync", "newz", "--archive", "archive", cwd=tmp_path), "newz does not exist", str(tmp_path), code=2
    )

    assert list(tmp_path.iterdir()) == []


def test_ask_prints_the_answer_with_its_sources(sample_archive: Path) -> None:
    done = dateline_process("ask", QUESTION, "--archive", sample_archive)

    assert done.returncode == 0
    assert "[1]" in done.stdout
    assert "Sources" in done.stdout
    assert "The Varnholm Courier, 4 March 2026" in done.stdout
    assert "\x1b" not in done.stdout  # no colours into a pipe


def test_ask_json_is_the_answer_and_its_spans_are_exact(sample_archive: Path) -> None:
    done = dateline("ask", QUESTION, "--archive", sample_archive, "--as-of", "2026-04-20", "--json")
    answer = json.loads(done.stdout)

    assert answer["answered"]
    assert answer["query"]["as_of"] == "2026-04-20"
    for citation in answer["citations"]:
        whole = json.loads(dateline("articles", citation["article"], "--archive", sample_archive, "--json").stdout)
        assert whole["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_a_question_without_an_answer_is_answered_so(sample_archive: Path) -> None:
    done = dateline("ask", "Who painted the Mona Lisa?", "--archive", sample_archive)

    assert done.returncode == 0
    assert "No article of this archive" in done.stdout
    assert "not an answer" in done.stdout


def test_search_prints_and_gives_as_json_the_passages(sample_archive: Path) -> None:
    printed = dateline("search", "water rationing", "--top-k", "3", "--archive", sample_archive)
    found = json.loads(dateline("search", "water rationing", "-k", "3", "-a", sample_archive, "--json").stdout)

    assert printed.stdout.startswith("1. ")
    assert len(found["passages"]) == 3
    assert found["query"]["text"] == "water rationing"
    assert " ".join(found["passages"][0]["article"]["title"].split()[:4]) in printed.stdout


def test_articles_lists_one_line_an_article_in_order_of_date(synced: Path) -> None:
    done = dateline("articles", "--archive", "archive", cwd=synced)
    first, second = done.stdout.splitlines()

    assert first.split("  ")[:3] == ["2026-03-02", "Bridge closed", "The Orlen Post"]
    assert second.startswith("no date     Mill shut")
    shown = dateline("articles", first.split()[-1], "--archive", "archive", cwd=synced)
    assert "The Orlen bridge was closed on Monday" in shown.stdout
    assert "Ada Wren" in shown.stdout
    assert "https://post.example/bridge" in shown.stdout


def test_articles_json_is_one_array(synced: Path) -> None:
    listed = json.loads(dateline("articles", "--archive", "archive", "--json", cwd=synced).stdout)

    assert [article["title"] for article in listed] == ["Bridge closed", "Mill shut"]
    assert "text" not in listed[0]


def test_an_unknown_article_is_refused(synced: Path) -> None:
    for more in ((), ("--json",)):
        refused(dateline("articles", "nope", "-a", "archive", *more, cwd=synced), "no article 'nope'", "lists")


def test_an_archive_without_articles_says_how_to_fill_it(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    dateline("sync", "empty", "-a", "archive", cwd=tmp_path)
    for command in (("ask", "Who?"), ("search", "bridge"), ("ask", "Who?", "--json")):
        refused(dateline(*command, "-a", "archive", cwd=tmp_path), "holds no articles", "dateline sync ARTICLES")
    listed = dateline("articles", "-a", "archive", cwd=tmp_path)
    assert listed.returncode == 0
    assert "holds no articles" in listed.stdout
    assert json.loads(dateline("articles", "-a", "archive", "--json", cwd=tmp_path).stdout) == []


def test_doctor_finds_everything_fine(synced: Path) -> None:
    done = dateline("doctor", "--archive", "archive", cwd=synced)
    findings = json.loads(dateline("doctor", "--archive", "archive", "--json", cwd=synced).stdout)

    assert done.returncode == 0
    assert "BAD" not in done.stdout
    assert "2 articles, 1 outlet" in " ".join(done.stdout.split())
    assert [finding["name"] for finding in findings] == [
        "versions",
        "embedding",
        "reader",
        "archive",
        "vectors",
        "language model",
    ]
    assert all(finding["fine"] for finding in findings)


def test_doctor_before_the_first_sync_says_what_comes_next(tmp_path: Path) -> None:
    done = dateline("doctor", cwd=tmp_path)

    assert done.returncode == 0
    assert "none yet in archive" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_doctor_names_what_is_wrong(tmp_path: Path) -> None:
    done = dateline(
        "doctor", "-a", "nowhere", cwd=tmp_path, DATELINE_LLM_URL="http://127.0.0.1:9/v1", DATELINE_LLM_MODEL="m"
    )

    assert done.returncode == 1
    said = " ".join(done.stdout.split())
    assert "BAD archive There is no archive in nowhere." in said
    assert "BAD language model The language model m at http://127.0.0.1:9/v1 cannot be reached." in said


def test_usage_errors_go_to_stderr_with_code_2() -> None:
    for arguments in ((), ("ask",), ("search", "x", "--top-k", "0"), ("sing",)):
        done = dateline(*arguments)
        assert done.returncode == 2
        assert "Usage: dateline" in done.stdout + done.stderr


@pytest.mark.parametrize("command", [("articles",), ("articles", "--json"), ("search", "bridge", "-k", "1", "--json")])
def test_a_reader_who_leaves_early_is_no_error_worth_a_word(sample_archive: Path, command: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        done = subprocess.run(
            [*START, *command, "-a", str(sample_archive)],
            check=False, stdout=gone, stderr=subprocess.PIPE, env=environment(), timeout=60,
        )  # fmt: skip
    assert done.stderr == b""
    assert done.returncode in (0, 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_output_that_cannot_be_written_is_said(sample_archive: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*START, "articles", "-a", str(sample_archive)],
            check=False, stdout=full, stderr=subprocess.PIPE, text=True, env=environment(), timeout=60,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("Error: The output could not be used (No space left on device)")
    assert "Exception ignored" not in done.stderr


def test_bytes_that_are_no_text_are_understood_as_far_as_possible(sample_archive: Path) -> None:
    asked = dateline_process("ask", b"When was the Skarrow Bridge closed? \xff", "-a", sample_archive, "--json")
    assert json.loads(asked.stdout)["answered"]

    refused(dateline_process("articles", b"\xff\xfe", "-a", sample_archive), "no article")
    refused(dateline_process("sync", b"nowhere\xff", "-a", sample_archive), "does not exist", code=2)


def test_an_output_that_lacks_letters_still_gets_whole_json(sample_archive: Path) -> None:
    plain = dateline("articles", "--json", "-a", sample_archive)
    ascii_only = dateline_process("articles", "--json", "-a", sample_archive, PYTHONIOENCODING="ascii")

    assert ascii_only.stdout.isascii()
    assert json.loads(ascii_only.stdout) == json.loads(plain.stdout)
    assert dateline_process("search", "bridge", "-a", sample_archive, PYTHONIOENCODING="ascii").returncode == 0


def test_the_archive_comes_from_the_environment_or_the_settings_file(tmp_path: Path, sample_archive: Path) -> None:
    (tmp_path / "dateline.toml").write_text(f'archive = "{sample_archive}"\n')

    assert len(json.loads(dateline("articles", "--json", cwd=tmp_path).stdout)) >= 40
    refused(dateline("articles", cwd=tmp_path, DATELINE_ARCHIVE="elsewhere"), "no archive in elsewhere")


def test_sync_of_a_file_a_folder_and_a_pattern(tmp_path: Path) -> None:
    files = sorted(SAMPLE.glob("*.txt"))
    for sources in ([str(files[0])], [str(SAMPLE / "*.txt")], [str(files[0]), str(files[1])]):
        report = json.loads(dateline("sync", *sources, "-a", "archive", "--json", cwd=tmp_path).stdout)
        assert report["failed"] == []
        assert report["added"] + report["unchanged"] == (len(files) if "*" in sources[0] else len(sources))
