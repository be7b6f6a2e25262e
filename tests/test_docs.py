"""The README and its companions are true: tree, commands, settings, links, and examples that give what they show."""

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer

from index.archive import Archive
from rag.settings import Settings
from tests.command_line import dateline
from tests.conftest import REPOSITORY, SAMPLE
from ui.cli import app

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "BENCHMARKS.md")
FOLDERS = ("index", "rag", "ui", "eval", "tests", "scripts")
SECONDS = re.compile(r"\d+\.\d+ s\b")


def page(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")


def section(title: str) -> str:
    return README.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


# The tree


def named_in_tree() -> list[str]:
    """The paths in the README's tree; those of folders end with a slash."""
    parents, paths = [""], []
    for line in blocks(section("Files"), "text")[0].splitlines():
        depth, name = (len(line) - len(line.lstrip())) // 2, line.split()[0]
        parents[depth + 1 :] = [f"{parents[depth]}{name}"]
        paths.append(parents[depth + 1])
    return paths


def existing() -> set[str]:
    """Every Python file, the folders above it, and the folders that hold none: those of data, each as one."""
    found = {f"{folder}/" for folder in FOLDERS}
    for folder in FOLDERS:
        for path in (REPOSITORY / folder).rglob("*.py"):
            found |= {path.relative_to(REPOSITORY).as_posix()}
            found |= {f"{parent.relative_to(REPOSITORY).as_posix()}/" for parent in path.parents if is_below(parent)}
    for path in (REPOSITORY / folder for folder in sorted(found) if folder.endswith("/")):
        found |= {f"{below.relative_to(REPOSITORY).as_posix()}/" for below in path.iterdir() if is_data(below)}
    return {path for path in found if "__pycache__" not in path}


def is_below(folder: Path) -> bool:
    return REPOSITORY in folder.parents


def is_data(folder: Path) -> bool:
    if not folder.is_dir() or folder.name == "__pycache__" or any(folder.rglob("*.py")):
        return False
    return any(path.is_file() and path.suffix != ".pyc" for path in folder.rglob("*"))


def test_tree_names_exactly_the_files_that_exist() -> None:
    named = named_in_tree()
    assert len(named) == len(set(named))
    assert sorted(named) == sorted(existing())


# Commands


def shown_commands() -> list[Any]:
    """Every `dateline ...` in a code block or in backticks, once for each page."""
    found = []
    for name in PAGES:
        text = page(name)
        lines = re.findall(r"^(?:\$ |    )(dateline .*)$", text, re.MULTILINE) + re.findall(r"`(dateline [^`]*)`", text)
        found += [pytest.param(shlex.split(line)[1:], id=f"{name}: {line}") for line in dict.fromkeys(lines)]
    return found


@pytest.mark.parametrize("words", shown_commands())
def test_command_exists_with_these_options(words: list[str]) -> None:
    command: Any = typer.main.get_command(app)
    while words and hasattr(command, "commands") and not words[0].startswith("-"):
        assert words[0] in command.commands
        command, words = command.commands[words[0]], words[1:]
    if words and words != ["--help"]:  # a name alone in running text is no call
        command.make_context(command.name, words)  # raises for an option or an argument that is not there


def test_every_command_is_shown() -> None:
    for name in typer.main.get_command(app).commands:  # type: ignore[attr-defined]
        assert re.search(rf"`?\bdateline {name}\b", README), name


@pytest.mark.parametrize("name", PAGES)
def test_every_make_target_shown_exists(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", page("Makefile"), re.MULTILINE))
    shown = re.findall(r"`make ([a-z-]+)[^`]*`|^    make ([a-z-]+)", page(name), re.MULTILINE)
    assert {first or second for first, second in shown} <= targets


# Settings


def test_every_setting_is_documented_with_its_default() -> None:
    rows = [
        [cell.strip(" `") for cell in row.split("|")[1:4]] for row in section("Settings").splitlines() if "|" in row
    ]
    documented = {tuple(row) for row in rows[2:]}
    assert documented == {
        (name, f"DATELINE_{name.upper()}", "not set" if field.default is None else str(field.default))
        for name, field in Settings.model_fields.items()
    }


# Examples


@pytest.fixture
def folder(tmp_path: Path, sample_archive: Path) -> Path:
    """A working folder in which the README's paths lead somewhere."""
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "sample").symlink_to(SAMPLE)
    (tmp_path / "sample-archive").symlink_to(sample_archive)
    return tmp_path


def printed(folder: Path, *arguments: str) -> list[str]:
    """What Python prints with these arguments, without trailing spaces."""
    environment = os.environ | {"COLUMNS": "96", "PYTHONPATH": str(REPOSITORY), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return [line.rstrip() for line in done.stdout.strip().splitlines()]


def shown_answers() -> list[Any]:
    found = []
    for block in blocks(section("Command line"), "console"):
        command, *lines = block.strip().splitlines()
        if command.startswith("$ dateline ask"):
            found.append(pytest.param(shlex.split(command)[2:], lines, id=command))
    return found


@pytest.mark.parametrize(("words", "lines"), shown_answers())
def test_answer_is_the_one_that_is_shown(folder: Path, words: list[str], lines: list[str]) -> None:
    found = [line.rstrip() for line in dateline(*words, cwd=folder, COLUMNS="96").stdout.strip().splitlines()]
    if len(lines) == 1:  # of a refusal, the README shows the reason alone
        found = found[:1]
    assert [SECONDS.sub("", line) for line in found] == [SECONDS.sub("", line) for line in lines]


def test_python_example_prints_what_is_shown(folder: Path) -> None:
    (folder / "example.py").write_text(blocks(section("Python"), "python")[0], encoding="utf-8")
    found = printed(folder, "example.py")
    shown = blocks(section("Python"), "text")[0].strip().splitlines()
    assert found[: len(shown)] == shown
    assert found[len(shown) :][:2] == ["query", "passages"]
    assert found[-1] == "answer"


@pytest.mark.slow
def test_llamaindex_example_runs(folder: Path) -> None:
    (folder / "example.py").write_text(blocks(section("LlamaIndex"), "python")[0], encoding="utf-8")
    assert "Two of the seven cables are worn" in printed(folder, "example.py")[-1]


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_evaluation_examples_run(folder: Path) -> None:
    python, tests = blocks(section("Evaluation"), "python")[::-1]
    (folder / "test_archive.py").write_text(tests, encoding="utf-8")
    for block in blocks(section("Evaluation"), "console"):
        for line in block.splitlines():
            program, *words = shlex.split(line.removeprefix("$ "))
            if "rtqa" in line:  # needs data that is not here
                continue
            words += ["--all"] if words[1] == "accept" else []  # nobody is here to look at the drafts
            words += ["--collect-only"] if program == "pytest" else []  # not every draft is answered rightly
            printed(folder, "-m", "ui.cli" if program == "dateline" else "pytest", *words)
    (folder / "example.py").write_text(python, encoding="utf-8")
    assert printed(folder, "example.py")[::2] == ["right", "0"]


def test_counts_of_the_samples_are_right(sample_archive: Path) -> None:
    cases = sum(bool(line.strip()) for line in page("eval/sets/sample.jsonl").split("\n"))
    with Archive.open(sample_archive, chroma=False) as archive:
        articles = archive.status().articles
    readme, changelog = (" ".join(page(name).split()) for name in ("README.md", "CHANGELOG.md"))
    assert f"bundled set of {cases} questions" in readme
    assert f"the {articles} sample articles" in readme
    assert f"{articles} sample articles of our own writing and a question set of {cases} cases" in changelog


# Links, pictures, versions


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_to_files_that_exist(name: str) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page(name)):
        assert (REPOSITORY / target).exists(), target


def test_pictures_are_small() -> None:
    pictures = list((REPOSITORY / "docs").glob("*.png"))
    assert pictures
    assert all(picture.stat().st_size < 300_000 for picture in pictures)


def test_changelog_has_the_version_of_the_package() -> None:
    version = tomllib.loads(page("pyproject.toml"))["project"]["version"]
    assert f"## [{version}]" in page("CHANGELOG.md")
