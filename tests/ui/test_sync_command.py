"""`dateline sync --watch` and `--wait`, as real processes."""

import json
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.command_line import START, dateline, environment, refused
from tests.index.test_write_lock import held

TIMEOUT = 30


def write(path: Path, text: str) -> Path:
    path.write_text(f"{path.stem.capitalize()}\n\n{text}\n")
    return path


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    write(folder / "bridge.txt", "The Orlen bridge was closed on Monday after a crack was found.")
    return folder


@contextmanager
def watching(folder: Path, *more: str) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        [*START, "sync", "news", "-a", "archive", "--watch", *more], stdout=-1, stderr=-1, text=True, cwd=folder,
        env=environment(),
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


def line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout
    return process.stdout.readline()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_watch_tells_each_round_on_a_line_and_ends_in_order(tmp_path: Path, news: Path, how: signal.Signals) -> None:
    with watching(tmp_path) as process:
        assert line(process).startswith("1 article added")
        assert line(process) == "Watching 1 source; Ctrl-C ends it.\n"
        write(news / "quay.txt", "The old quay of Hallin was closed on Tuesday.")
        assert line(process).endswith("  1 added\n")
        found = json.loads(dateline("articles", "--json", "-a", "archive", cwd=tmp_path).stdout)
        assert {article["title"] for article in found} == {"Bridge", "Quay"}
        removed = dateline("articles", "remove", found[0]["id"], "--wait", "-a", "archive", cwd=tmp_path)
        assert removed.returncode == 0

        news.rename(tmp_path / "away")
        assert line(process).endswith("  nothing changed\n")
        assert line(process).startswith("    news is not there: what was stored from it stays")
        process.send_signal(how)
        out, err = process.communicate(timeout=TIMEOUT)
    assert (process.returncode, out, err) == (0, "", "")


def test_watch_json_is_one_object_a_line(tmp_path: Path, news: Path) -> None:
    with watching(tmp_path, "--json") as process:
        first = json.loads(line(process))
        assert (first["added"], first["failed"]) == (1, [])
        write(news / "quay.txt", "The old quay of Hallin was closed on Tuesday.")
        while not (later := json.loads(line(process)))["added"]:  # a round without a change has its line, too
            pass
        assert (later["added"], later["changed"], later["failed"]) == (1, 0, [])
        assert later["time"] > first["time"]
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=TIMEOUT)
    assert all(json.loads(rest) for rest in out.splitlines())
    assert (process.returncode, err) == (0, "")


def test_watch_of_what_is_not_there_is_refused_as_any_sync_is(tmp_path: Path) -> None:
    refused(dateline("sync", "newz", "--watch", "-a", "archive", cwd=tmp_path), "newz does not exist", code=2)
    refused(dateline("sync", "-", "--watch", "-a", "archive", cwd=tmp_path), "cannot be watched", code=2)


def test_second_writer_is_told_who_writes(tmp_path: Path, news: Path) -> None:
    dateline("sync", "news", "-a", "archive", cwd=tmp_path)
    with held(tmp_path / "archive", "sync") as (process, host):
        who = f"dateline sync (process {process.pid} on {host}, since "
        refused(dateline("sync", "news", "-a", "archive", cwd=tmp_path), who, "--wait", code=2)
        refused(dateline("archive", "compact", "-a", "archive", cwd=tmp_path), who)
        (one,) = json.loads(dateline("articles", "--json", "-a", "archive", cwd=tmp_path).stdout)  # reading goes on
        refused(dateline("articles", "remove", one["id"], "-a", "archive", cwd=tmp_path), who)


@pytest.mark.parametrize("watch", [(), ("--watch",)])
def test_wait_waits_for_the_other_and_says_for_whom(tmp_path: Path, news: Path, watch: tuple[str, ...]) -> None:
    (tmp_path / "archive").mkdir()
    with held(tmp_path / "archive", "archive compact") as (other, _), subprocess.Popen(
        [*START, "sync", "news", "-a", "archive", "--wait", *watch], stdout=-1, stderr=-1, text=True,
        cwd=tmp_path, env=environment(),
    ) as process:  # fmt: skip
        assert process.stderr
        assert process.stderr.readline().startswith(f"Waiting for dateline archive compact (process {other.pid}")
        assert other.stdin
        other.stdin.close()
        assert line(process).startswith("1 article added")
        if watch:
            process.send_signal(signal.SIGTERM)
        assert process.wait(TIMEOUT) == 0
        process.kill()
