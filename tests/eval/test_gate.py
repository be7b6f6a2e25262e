"""Floors: what holds, what is missed, what cannot be told, and pinning."""

import math
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.gate import Bound, Floors, Measured, floors_toml, measure_floors, pin_floors, read_floors, write_floors
from eval.labels import METRICS
from eval.load import SETS, load_set
from eval.records import Run
from index.errors import RunError
from tests.eval.hand_made import digest, record, refusal, run

RUN = run(
    *(record(f"case-{number}", number < 6, tags=("fact",), ask_ms=100.0 + number) for number in range(8)),
    record("talk", False, turns=("What of it?", "And then?"), tags=("follow-up", 'quoted "tag"')),
    refusal("moon"),
)
SHARES = sorted(name for name, metric in METRICS.items() if not metric.unit)


def floors(*bounds: Bound, **changes: Any) -> Floors:
    return (
        Floors("small", RUN.header.digest, str(RUN.header.archive["content"]), bounds)
        if not changes
        else replace(floors(*bounds), **changes)
    )


def written(tmp_path: Path, bounds: str, data: str | None = None) -> Path:
    """A floors file for RUN with these bounds."""
    known = f'set = "small"\ndigest = "{RUN.header.digest}"\ncontent = "{RUN.header.archive["content"]}"\n'
    path = tmp_path / "floors.toml"
    path.write_text(f"[data]\n{known if data is None else data}{bounds}", encoding="utf-8")
    return path


def missed_floors(run: Run, floors: Floors) -> list[Measured]:
    return [one for one in measure_floors(run, floors) if not one.holds]


def missed(tmp_path: Path, bounds: str) -> list[tuple[str, str | None]]:
    return [(one.bound.metric, one.bound.tag) for one in missed_floors(RUN, read_floors(written(tmp_path, bounds)))]


# Holding and missing


def test_floor_that_is_just_reached_holds(tmp_path: Path) -> None:
    assert missed(tmp_path, "[floors]\nright = 0.7\ncontains = 0.6666666666666666\n") == []


def test_gate_names_the_floor_that_was_missed(tmp_path: Path) -> None:
    bounds = '[floors]\nright = 0.71\n"hit@1" = 0.9\n'
    measured = missed_floors(RUN, read_floors(written(tmp_path, bounds)))
    assert [one.bound for one in measured] == [Bound("floors", "right", 0.71)]
    assert (measured[0].figure.value, measured[0].figure.cases) == (0.7, 10)


def test_ceiling_is_missed_from_above(tmp_path: Path) -> None:
    assert missed(tmp_path, "[ceilings]\nask_ms_p95 = 200\n") == []
    assert missed(tmp_path, "[ceilings]\nask_ms_p95 = 100\n") == [("ask_ms_p95", None)]


def test_floors_of_a_tag_are_of_its_cases_alone(tmp_path: Path) -> None:
    bounds = '[floors]\nright = 0.7\n[floors."tag:follow-up"]\nright = 0.1\n[floors."tag:fact"]\nright = 0.75\n'
    assert missed(tmp_path, bounds) == [("right", "follow-up")]


def test_figure_that_the_run_lacks_is_missed(tmp_path: Path) -> None:
    measured = missed_floors(RUN, read_floors(written(tmp_path, "[floors]\nspeaker = 0.0\nright = 0.0\n")))
    assert [(one.bound.metric, one.figure.value, one.figure.cases) for one in measured] == [("speaker", None, 0)]


# What cannot be told


def test_run_of_other_questions_is_an_error_that_names_both_digests() -> None:
    with pytest.raises(RunError) as error:
        missed_floors(RUN, floors(Bound("floors", "right", 0.0), digest=digest("others")))
    assert digest("others")[:12] in str(error.value)
    assert RUN.header.digest[:12] in str(error.value)


def test_run_over_other_articles_is_an_error_that_names_both_digests() -> None:
    with pytest.raises(RunError) as error:
        missed_floors(RUN, floors(Bound("floors", "right", 0.0), content=digest("others")))
    assert digest("others")[:12] in str(error.value)
    assert digest("articles")[:12] in str(error.value)


def test_run_over_the_same_articles_synced_elsewhere_is_checked() -> None:
    elsewhere = replace(RUN.header, archive=RUN.header.archive | {"snapshot": "other", "articles": 3})
    assert missed_floors(replace(RUN, header=elsewhere), floors(Bound("floors", "right", 0.7))) == []


def test_unfinished_run_is_an_error_with_the_command_that_finishes_it() -> None:
    unfinished = Run(RUN.header, RUN.records[:4])
    for attempt in (
        lambda: measure_floors(unfinished, floors(), "runs/a"),
        lambda: pin_floors(unfinished, name="runs/a"),
    ):
        with pytest.raises(RunError, match=r"4 of 10 cases.*dateline eval run --resume runs/a"):
            attempt()


def test_unknown_tag_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(RunError, match=r"'follow-ups'.*Its tags: fact, follow-up, quoted"):
        missed_floors(RUN, floors(Bound("floors", "right", 0.5, "follow-ups")))


@pytest.mark.parametrize(
    ("bounds", "told"),
    [
        ("[floors]\nrihgt = 0.4\n", "rihgt: not a metric. Known are right, hit@1"),
        ('[floors."tag:fact"]\nrihgt = 0.4\n', "rihgt: not a metric"),
        ("[floors.fact]\nright = 0.4\n", r'The floors of a tag stand in \[floors."tag:NAME"\]'),
        ("[floors]\nask_ms_p95 = 400\n", r"Put it under \[ceilings\]"),
        ("[ceilings]\nright = 0.4\n", r"Put it under \[floors\]"),
        ("[floors]\nright = 45\n", "found 45, expected a number from 0 to 1"),
        ('[floors]\nright = "0.4"\n', "found '0.4', expected a number from 0 to 1"),
        ("[floors]\nright = true\n", "found True, expected"),
        ("[floors]\nright = nan\n", "found nan, expected"),
        ("[ceilings]\nask_ms_p95 = inf\n", "found inf, expected a number of 0 or more"),
        ("[ceilings]\nask_ms_p95 = -1\n", "found -1, expected a number of 0 or more"),
        ("[floor]\nright = 0.4\n", "'floor' is not a known table. Known are data, floors, ceilings"),
        ("[floors]\nright = 0.4\nright = 0.5\n", "cannot be read as TOML"),
        (f"x = {'[' * 100_000}", "cannot be read as TOML"),
        (f"[ceilings]\nask_ms_p95 = 1{'0' * 400}\n", "ask_ms_p95: found .* expected a number of 0 or more"),
        ("floors = 3\n", "'floors' is not a known key of"),
        ("[floors]\n", "holds no bound"),
        ("", "holds no bound"),
    ],
)
def test_wrong_floors_are_told_by_key(tmp_path: Path, bounds: str, told: str) -> None:
    with pytest.raises(RunError, match=told):
        read_floors(written(tmp_path, bounds))


def test_floors_without_the_data_they_are_of_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="digest: found None"):
        read_floors(written(tmp_path, "[floors]\nright = 0.4\n", 'set = "small"\n'))
    bare = tmp_path / "bare.toml"
    bare.write_text("[floors]\nright = 0.4\n")
    with pytest.raises(RunError, match=r"has no table \[data\]"):
        read_floors(bare)


def test_missing_and_unreadable_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"no floors in .*--pin"):
        read_floors(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b"[data]\nset = '\xe9'\n")
    with pytest.raises(RunError, match="cannot be read"):
        read_floors(tmp_path / "latin.toml")


# Pinning


def test_pinned_floors_hold_for_the_run_they_are_of(tmp_path: Path) -> None:
    write_floors(pin_floors(RUN, margin=0.0), tmp_path / "floors.toml")
    found = read_floors(tmp_path / "floors.toml")
    assert missed_floors(RUN, found) == []
    right = next(one for one in measure_floors(RUN, found) if one.bound.metric == "right")
    assert right.bound.limit == 0.7


def test_pinned_floors_leave_the_margin_and_no_times() -> None:
    bounds = {bound.metric: bound.limit for bound in pin_floors(RUN, margin=0.02).bounds}
    assert bounds["right"] == 0.68
    assert bounds["contains"] == 0.646
    assert not any(METRICS[name].unit for name in bounds)
    assert pin_floors(RUN, margin=1.0).bounds[0].limit == 0.0


def test_pinned_floors_are_missed_by_a_worse_run() -> None:
    pinned = pin_floors(RUN)
    worse = replace(RUN, records=(replace(RUN.records[0], scores=RUN.records[8].scores), *RUN.records[1:]))
    assert {"right", "match"} <= {one.bound.metric for one in missed_floors(worse, pinned)}


def test_floors_are_not_written_over_unless_told(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text("mine")
    with pytest.raises(RunError, match="exists"):
        write_floors(pin_floors(RUN), path)
    assert path.read_text() == "mine"
    write_floors(pin_floors(RUN), path, force=True)
    assert read_floors(path) == pin_floors(RUN)


def test_run_that_does_not_say_what_its_archive_held_cannot_be_pinned() -> None:
    silent = replace(RUN.header, archive={"articles": 3, "snapshot": "s1"})
    with pytest.raises(RunError, match="Run it again"):
        pin_floors(replace(RUN, header=silent))


def test_floors_of_the_sample_set_are_of_the_set_as_it_is() -> None:
    found = read_floors(SETS / "sample.floors.toml")
    assert found.set_name == "sample"
    assert found.digest == load_set("sample").select().digest, "pin the floors again"


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
BOUND = st.builds(Bound, st.just("floors"), st.sampled_from(SHARES), st.floats(0, 1), st.none() | TEXT) | st.builds(
    Bound, st.just("ceilings"), st.just("ask_ms_p95"), st.floats(0, 1e9), st.none() | TEXT
)


@given(st.builds(Floors, TEXT, TEXT, TEXT, st.lists(BOUND, unique_by=lambda b: (b.metric, b.tag)).map(tuple)))
def test_floors_are_read_back_as_they_were_written(made: Floors) -> None:
    found = tomllib.loads(floors_toml(made))
    assert (found["data"]["set"], found["data"]["digest"]) == (made.set_name, made.digest)
    for bound in made.bounds:
        table = found[bound.side] if bound.tag is None else found[bound.side][f"tag:{bound.tag}"]
        assert math.isclose(table[bound.metric], bound.limit, abs_tol=0.0)
