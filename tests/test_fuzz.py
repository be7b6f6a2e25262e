"""scripts/fuzz.py finds what is wrong, and finds nothing in our readers."""

import json
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tests.conftest import REPOSITORY

FUZZ = [sys.executable, "scripts/fuzz.py"]
sys.path.insert(0, str(REPOSITORY / "scripts"))

from fuzzing.mutations import Mutator  # noqa: E402
from fuzzing.parts import SECRET, Outside, as_json, zipped  # noqa: E402
from fuzzing.samples import readers  # noqa: E402


def run(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([*FUZZ, *arguments], cwd=REPOSITORY, capture_output=True, text=True, check=False)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_no_reader_breaks(tmp_path: Path) -> None:
    done = run("--minutes", "0.04", "--seed", "1", "--out", tmp_path)
    totals = json.loads((tmp_path / "fuzz.json").read_text())
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(totals) == len(readers(Outside("file:///x", "http://127.0.0.1:9/")))
    assert all(total["cases"] > 5 for total in totals.values())
    assert sum(total["articles"] for total in totals.values()) > 300  # else nothing got past the first bytes


def test_what_should_not_be_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Port shut\n\nThe ferry stayed in port, said {SECRET}.")
    (tmp_path / "b.txt").write_text("Port shut\n\nThe ferry stayed in port.")
    found, nothing = run("--file", tmp_path / "a.txt"), run("--file", tmp_path / "b.txt")
    assert (found.returncode, nothing.returncode) == (1, 0)
    assert "quotes the secret file" in found.stdout


@pytest.mark.parametrize(
    "sample", [b"Port shut\n\nThe ferry stayed.", as_json({"title": "A", "text": ["b"]}), zipped([("a.txt", b"x y")])]
)
def test_the_same_seed_makes_the_same_changes(sample: bytes) -> None:
    one, two = (Mutator(Random(3), (b"<b>",)) for _ in range(2))
    changed = [one.mutate(sample, b"other") for _ in range(50)]
    assert changed == [two.mutate(sample, b"other") for _ in range(50)]
    assert len(set(changed)) > 20


def test_member_whose_name_becomes_empty_ends_no_run() -> None:
    sample = zipped([("\u0100.txt", b"x")])
    mutator = Mutator(Random(3), (b"\0", b"\0x"))
    changed = {mutator.mutate(sample, sample) for _ in range(5_000)}
    assert len(changed) > 1_000
