"""The way to the bundled reader: which stages are run, and what comes together in a round."""

import json
import sys
from collections import Counter
from pathlib import Path

import pytest
import train_reader
from reading import mixes
from reading.examples import load

from tests.scripts.invented import write_data


def call(monkeypatch: pytest.MonkeyPatch, folder: Path, *more: str) -> None:
    given = [f"--{name}={folder / name}" for name in ("data", "base", "work")]
    monkeypatch.setattr(sys, "argv", ["train_reader.py", *given, *more])
    train_reader.main()


def lines(source: str, count: int) -> list[str]:
    return [json.dumps({"source": source, "question": f"{source} {number}?"}) for number in range(count)]


def sources(mixed: list[str]) -> Counter[str]:
    return Counter(mixes.source_of(line) for line in mixed)


@pytest.mark.parametrize("name", train_reader.STAGES)
def test_every_stage_is_told_of(name: str) -> None:
    assert f"    {name} " in (train_reader.__doc__ or "")


def test_stage_makes_its_file_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_data(tmp_path / "data")
    call(monkeypatch, tmp_path, "--stage", "clozes")
    made = tmp_path / "work" / "clozes.jsonl"
    assert {one.source for one in load(made)} == {"cloze"}
    before = made.stat().st_mtime_ns
    call(monkeypatch, tmp_path, "--stage", "clozes")
    assert made.stat().st_mtime_ns == before
    assert capsys.readouterr().out.splitlines()[-1] == f"clozes: {made} is there"


def test_finished_way_has_nothing_left_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for stage in train_reader.STAGES.values():
        output = tmp_path / "work" / stage.output
        output.parent.mkdir(parents=True, exist_ok=True)
        output.touch()
    call(monkeypatch, tmp_path)
    assert capsys.readouterr().out.count("is there") == len(train_reader.STAGES)
    assert not any(path.stat().st_size for path in (tmp_path / "work").rglob("*") if path.is_file())


def test_stage_without_its_package_says_which_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(SystemExit, match="ranker needs torch"):
        call(monkeypatch, tmp_path, "--stage", "ranker")


def test_second_round_has_newsqa_twice_and_clozes_that_the_first_had_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mixes, "FIRST", 4)
    monkeypatch.setattr(mixes, "NEXT", 3)
    clozes = lines("cloze", 9)
    mixed = mixes.with_sentences(lines("newsqa", 2) + lines("nq", 3), lines("squad-sentences", 2), clozes)
    assert sources(mixed) == {"newsqa": 4, "nq": 3, "squad-sentences": 2, "cloze": 3}
    assert set(mixed) & set(clozes) == set(clozes[4:7])


def test_third_round_has_less_of_squad(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mixes, "SQUAD", 2)
    mixed = mixes.with_written(lines("squad", 5) + lines("nq", 3), lines("written", 4))
    assert sources(mixed) == {"squad": 2, "nq": 3, "written": 4}


def test_fourth_round_has_every_written_question_once_and_so_many_of_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mixes, "SQUAD_LAST", 2)
    monkeypatch.setattr(mixes, "NQ_LAST", 1)
    monkeypatch.setattr(mixes, "SWAPPED", {"date": 3, "name": 1})
    written = lines("written", 4) + lines("twin", 5)
    mixed = mixes.with_twins(
        lines("squad", 5) + lines("nq", 3) + lines("newsqa", 2),
        written,
        lines("swapped-date", 6) + lines("swapped-name", 6),
    )
    assert sources(mixed) == {
        "squad": 2, "nq": 1, "newsqa": 2, "written-once": 4, "twin": 5, "swapped-date": 3, "swapped-name": 1,
    }  # fmt: skip
    assert {json.loads(line)["question"] for line in mixed} >= {json.loads(line)["question"] for line in written}
