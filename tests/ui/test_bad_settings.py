"""Questions and settings that cannot be used are refused in one message that says what to write instead."""

import json
from pathlib import Path

import pytest

from tests.command_line import dateline, dateline_process, refused
from tests.conftest import SAMPLE_QUESTION


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
    done = dateline("ask", SAMPLE_QUESTION, "-a", sample_archive, "--as-of", day)

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


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("DATELINE_LLM_MODLE", "Did you mean DATELINE_LLM_MODEL?"),
        ("dateline_topk", "Did you mean DATELINE_TOP_K?"),
        ("DATELINE_ZEBRA", "After DATELINE_ comes: ARCHIVE, VECTOR_SEARCH, "),
    ],
)
def test_a_misspelt_variable_is_told_once_beside_the_output(sample_archive: Path, written: str, said: str) -> None:
    done = dateline_process("articles", "-a", sample_archive, "--json", **{written: "3"})

    assert done.returncode == 0
    assert json.loads(done.stdout)
    assert done.stderr.count(f"{written} is no setting of Dateline and changes nothing. {said}") == 1
    assert len(done.stderr.splitlines()) == 1


def test_variables_that_are_known_are_passed_over(sample_archive: Path) -> None:
    done = dateline_process(
        "articles", "-a", sample_archive, DATELINE_TOP_K="3", dateline_threads="1", DATELINE_DEBUG="1"
    )

    assert (done.returncode, done.stderr) == (0, "")
