"""The command line over a real archive with the real assistant."""

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from eval.folder import RunFolder
from index.errors import ArchiveError, DatelineError, QuestionSetError
from rag.assistant import Assistant
from ui.eval_commands import app

ARTICLES = {
    "mill.md": "# Old mill bridge closes\n\nThe mill bridge in Selby closes on Monday. Repairs will cost 1,200 crowns, "
    "the engineer Mara Halden said.\n",
    "fair.md": "# Autumn fair opens\n\nThe autumn fair opened in Orrin on Friday. It draws 40 stalls.\n",
}
CASES: list[dict[str, Any]] = [
    {
        "id": "cost",
        "question": "How much will repairs of the mill bridge cost?",
        "answers": ["1,200 crowns"],
        "articles": ["Old mill bridge closes"],
        "tags": ["money"],
    },
    {
        "id": "stalls",
        "question": "How many stalls does the autumn fair draw?",
        "answers": ["40"],
        "articles": ["Autumn fair opens"],
        "tags": ["number"],
    },
    {"id": "moon", "question": "Which astronaut landed on Jupiter?", "answerable": False, "tags": ["unanswerable"]},
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of two articles."""
    folder = tmp_path_factory.mktemp("news")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text)
    with Assistant.open(folder / "archive", vector_search="exact") as assistant:
        assert assistant.archive.sync([folder / name for name in ARTICLES]).added == 2
    return folder / "archive"


@pytest.fixture
def questions(write_set: Any) -> Path:
    return write_set(*CASES)


def evaluate(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


def test_run_keeps_records_and_prints_the_report(archive: Path, questions: Path, tmp_path: Path) -> None:
    result = evaluate("run", questions, "--archive", archive, "--out", tmp_path / "run")
    assert result.exit_code == 0
    assert "hit@10" in result.stdout
    assert "3/3" in result.stderr
    run = RunFolder(tmp_path / "run").load()
    assert [record.id for record in run.records] == ["cost", "stalls", "moon"]
    assert all(citation.exact for record in run.records for citation in record.citations)
    assert run.header.finished
    assert run.header.archive["articles"] == 2
    assert "Figures" in (tmp_path / "run" / "report.md").read_text()
    assert "<html" in (tmp_path / "run" / "report.html").read_text()
    assert str(tmp_path / "run" / "report.html") in result.stderr.replace("\n", "")


def test_day_of_the_asker_is_read_as_elsewhere(archive: Path, questions: Path, tmp_path: Path) -> None:
    evaluate("run", questions, "--archive", archive, "--out", tmp_path / "run", "--as-of", "2026-03-31", "--sample", 1)
    assert RunFolder(tmp_path / "run").header().as_of == "2026-03-31"
    with pytest.raises(DatelineError, match="--as-of tomorrow is not a day"):
        evaluate("run", questions, "--archive", archive, "--out", tmp_path / "other", "--as-of", "tomorrow")
    assert not (tmp_path / "other").exists()


def test_run_prints_json_alone_on_standard_output(archive: Path, questions: Path, tmp_path: Path) -> None:
    result = evaluate("run", questions, "--archive", archive, "--out", tmp_path / "run", "--json")
    report = json.loads(result.stdout)
    assert report["folder"] == str(tmp_path / "run")
    assert report["done"] == report["run"]["cases"] == 3
    found = report["all"]["figures"]["hit@10"]
    assert (found["value"], found["cases"], found["high"]) == (1.0, 2, 1.0)


def test_run_selects_by_tag_and_measures_the_search_alone(archive: Path, questions: Path, tmp_path: Path) -> None:
    result = evaluate(
        "run",
        questions,
        "--archive",
        archive,
        "--out",
        tmp_path / "run",
        "--tag",
        "money",
        "--retrieval-only",
        "--json",
    )
    report = json.loads(result.stdout)
    assert report["run"]["selection"]["tag"] == "money"
    assert set(report["all"]["figures"]) >= {"hit@1", "mrr", "search_ms_p95"}
    assert not {"right", "em", "ask_ms_p50", "citation_exactness"} & set(report["all"]["figures"])


def test_resume_asks_only_what_is_missing_with_the_options_of_the_run(
    archive: Path, questions: Path, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    evaluate("run", questions, "--archive", archive, "--out", out, "--sample", 2, "--seed", 7)
    folder = RunFolder(out)
    first, second = folder.records()
    kept = folder.records_path.read_bytes().split(b"\n")[0] + b"\n"
    folder.records_path.write_bytes(kept + b'{"id": "cut')
    assert evaluate("run", questions, "--archive", archive, "--resume", out).exit_code == 0
    assert folder.records_path.read_bytes().startswith(kept)
    assert [record.id for record in folder.records()] == [first.id, second.id]


@pytest.mark.parametrize("older", [False, True])
def test_resume_finds_set_and_archive_by_itself(
    archive: Path, questions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, older: bool
) -> None:
    monkeypatch.chdir(tmp_path)  # where there is no archive of the default name
    evaluate("run", questions, "--archive", archive, "--out", "run", "--retrieval-only")
    folder = RunFolder(Path("run"))
    kept = folder.records_path.read_bytes()
    folder.records_path.write_bytes(kept[: kept.index(b"\n") + 1])
    if older:  # a run of a Dateline that did not note them
        header = json.loads(folder.header_path.read_bytes())
        del header["source"], header["folder"]
        folder.header_path.write_text(json.dumps(header))
        refused = evaluate("run", "--resume", "run")
        assert refused.exit_code == 2
        assert "name the question set" in refused.stderr
        assert evaluate("run", questions, "--archive", archive, "--resume", "run").exit_code == 0
    else:
        assert evaluate("run", "--resume", "run").exit_code == 0
    assert [record.id for record in folder.records()] == ["cost", "stalls", "moon"]


def test_set_that_has_moved_since_is_given_anew(archive: Path, questions: Path, tmp_path: Path) -> None:
    evaluate("run", questions, "--archive", archive, "--out", tmp_path / "run", "--retrieval-only")
    moved = questions.rename(questions.with_name("moved.jsonl"))
    with pytest.raises(QuestionSetError, match=str(questions)):
        evaluate("run", "--resume", tmp_path / "run")
    assert evaluate("run", moved, "--resume", tmp_path / "run").exit_code == 0


def test_run_without_a_set_says_what_to_name(archive: Path) -> None:
    result = evaluate("run", "--archive", archive)
    assert result.exit_code == 2
    assert "name the question set" in result.stderr


def test_resume_refuses_options_of_its_own(archive: Path, questions: Path, tmp_path: Path) -> None:
    result = evaluate("run", questions, "--archive", archive, "--resume", tmp_path, "--tag", "money", "--top-k", 50)
    assert result.exit_code == 2
    assert "--tag" in result.stderr
    assert "--top-k" in result.stderr


def test_report_shows_a_run_again(archive: Path, questions: Path, tmp_path: Path) -> None:
    made = evaluate("run", questions, "--archive", archive, "--out", tmp_path / "run", "--json")
    shown = evaluate("report", tmp_path / "run", "--json")
    assert json.loads(shown.stdout) == json.loads(made.stdout)


def test_run_without_archive_says_how_to_make_one_and_makes_none(questions: Path, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="dateline sync"):
        evaluate("run", questions, "--archive", tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_run_on_an_empty_archive_says_so(questions: Path, tmp_path: Path) -> None:
    Assistant.open(tmp_path / "empty", vector_search="exact").close()
    with pytest.raises(ArchiveError, match="holds no articles"):
        evaluate("run", questions, "--archive", tmp_path / "empty")


def test_broken_set_stops_the_run_before_it_begins(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "set.jsonl").write_text('{"question": 5}\n')
    with pytest.raises(QuestionSetError, match="line 1, field question"):
        evaluate("run", tmp_path / "set.jsonl", "--archive", archive, "--out", tmp_path / "run")
    assert not (tmp_path / "run").exists()


def dateline(*arguments: object, limit: int | None = None) -> "subprocess.CompletedProcess[str]":
    """The real command in a process of its own; `limit` is how large a file it can write, as on a full disk."""

    def limited() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [sys.executable, "-m", "ui.cli", "eval", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, preexec_fn=limited, cwd=Path(__file__).parents[2]
    )


def test_run_without_room_keeps_its_records_and_goes_on(archive: Path, write_set: Any, tmp_path: Path) -> None:
    questions = write_set(*({**CASES[0], "id": f"cost {number}", "tags": ["long" * 2_500]} for number in range(40)))
    out = tmp_path / "run"
    stopped = dateline("run", questions, "--archive", archive, "--out", out, "--retrieval-only", limit=200_000)
    assert stopped.returncode == 1
    assert "cannot be written (File too large)" in stopped.stderr
    assert f"--resume {out}" in stopped.stderr
    kept = len(RunFolder(out).records())
    assert 0 < kept < 40
    assert dateline("run", questions, "--archive", archive, "--resume", out).returncode == 0
    assert [record.id for record in RunFolder(out).records()] == [f"cost {number}" for number in range(40)]


def test_report_that_cannot_be_written_leaves_the_old_one(archive: Path, questions: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    evaluate("run", questions, "--archive", archive, "--out", out)
    before = (out / "report.html").read_bytes()
    shown = dateline("report", out, limit=500)
    assert shown.returncode == 0
    assert "No report is kept" in shown.stderr
    assert (out / "report.html").read_bytes() == before
    assert not list(out.glob("*.part")) + list(out.glob(".*.part"))


def test_price_that_is_no_number_is_refused(archive: Path, questions: Path, tmp_path: Path) -> None:
    result = evaluate("run", questions, "--archive", archive, "--out", tmp_path / "run", "--price-in", "inf")
    assert result.exit_code == 2
    assert not (tmp_path / "run").exists()
