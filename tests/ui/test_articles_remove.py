"""`dateline articles remove` in a terminal and in a program, and how what was removed is found again."""

import json
import os
import pty
import subprocess
from pathlib import Path

import pytest

from tests.command_line import START, dateline, environment


@pytest.fixture
def synced(tmp_path: Path) -> Path:
    news = tmp_path / "news"
    news.mkdir()
    for name in ("Pier", "Mill"):
        (news / f"{name}.md").write_text(f"---\ntitle: {name} shut\noutlet: Drosk Post\n---\n\nThe {name} has shut.\n")
    assert dateline("sync", "news", "-a", "archive", cwd=tmp_path).returncode == 0
    return tmp_path


def ids(folder: Path) -> dict[str, str]:
    found = json.loads(dateline("articles", "list", "--json", "-a", "archive", cwd=folder).stdout)
    return {article["title"]: article["id"] for article in found}


def in_terminal(answer: str, *arguments: str, cwd: Path) -> tuple[int, str]:
    """The exit status and the output of a command whose standard input is a terminal in which this is typed."""
    ours, theirs = pty.openpty()
    os.write(ours, f"{answer}\n".encode())
    done = subprocess.run(
        [*START, *arguments], stdin=theirs, capture_output=True, text=True, check=False, cwd=cwd, env=environment(),
        timeout=100,
    )  # fmt: skip
    os.close(ours)
    os.close(theirs)
    return done.returncode, done.stdout


def test_a_person_is_shown_what_would_go_and_asked(synced: Path) -> None:
    one = ids(synced)["Pier shut"]
    code, shown = in_terminal("n", "articles", "remove", one, "-a", "archive", cwd=synced)
    assert code == 1
    assert f"{one}: Pier shut (Drosk Post, no date given)" in shown
    assert "Remove this article and its history for good?" in shown
    assert set(ids(synced)) == {"Pier shut", "Mill shut"}

    code, shown = in_terminal("y", "articles", "remove", one, "-a", "archive", cwd=synced)
    assert (code, "1 article removed for good." in shown) == (0, True)
    assert set(ids(synced)) == {"Mill shut"}


def test_nobody_is_asked_who_says_yes(synced: Path) -> None:
    code, shown = in_terminal("n", "articles", "remove", *ids(synced).values(), "--yes", "-a", "archive", cwd=synced)
    assert (code, shown) == (0, "2 articles removed for good.\n")


def test_what_was_removed_is_listed_so_that_it_can_be_let_back(synced: Path) -> None:
    listed = ("articles", "list", "--removed", "-a", "archive")
    assert dateline(*listed, cwd=synced).stdout == "Nothing was removed for good.\n"
    one = ids(synced)["Mill shut"]
    dateline("articles", "remove", one, "-a", "archive", cwd=synced)

    (stone,) = json.loads(dateline(*listed, "--json", cwd=synced).stdout)
    assert (stone["article_id"], stone["file"]) == (one, str(synced / "news" / "Mill.md"))
    when, _, id_, file = dateline(*listed, cwd=synced).stdout.split()
    assert (id_, file, stone["removed_at"][:10]) == (one, stone["file"], when)
    dateline("articles", "remove", one, "--again", "-a", "archive", cwd=synced)
    dateline("sync", "news", "-a", "archive", cwd=synced)
    assert set(ids(synced)) == {"Pier shut", "Mill shut"}
