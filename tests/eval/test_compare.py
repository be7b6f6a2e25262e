"""Two runs set side by side: figures, what differs, the cases that changed, and runs that do not compare."""

import json
from dataclasses import replace

import pytest
from rich.console import Console
from rich.text import Text
from scipy import stats as scipy_stats

from eval.compare import Compared, Comparison, compare_runs
from eval.records import KeptPassage, Retrieved, Run
from eval.reports.comparison import comparison_dict, comparison_markdown, comparison_terminal
from index.errors import RunError
from tests.eval.hand_made import digest, record, refusal, run

NAMES = [f"case-{number}" for number in range(12)]
BEFORE = run(*(record(name, number >= 8) for number, name in enumerate(NAMES)))
AFTER = run(*(record(name, number != 11) for number, name in enumerate(NAMES)))


def printed(comparison: Comparison, width: int = 140, cases: int = 20) -> str:
    console = Console(width=width, record=True, file=None, quiet=False, highlight=False)
    with console.capture() as capture:
        console.print(comparison_terminal(comparison, width, cases))
    return Text.from_ansi(capture.get()).plain


def metric(comparison: Comparison, name: str) -> Compared:
    return next(one for one in comparison.metrics if one.metric.name == name)


# Figures


def test_yes_no_metric_is_compared_case_by_case() -> None:
    right = metric(compare_runs(BEFORE, AFTER), "right")
    assert (right.difference.value_a, right.difference.value_b) == (4 / 12, 11 / 12)
    assert (right.improved, right.difference.tally.equal, right.worsened) == (8, 3, 1)
    assert right.difference.test == "McNemar"
    assert right.difference.p == scipy_stats.binomtest(8, 9).pvalue


def test_metrics_come_in_the_order_of_the_reports() -> None:
    names = [one.metric.name for one in compare_runs(BEFORE, AFTER).metrics]
    assert names[:4] == ["right", "hit@1", "mrr", "f1"]
    assert names.index("ask_ms_p50") > names.index("match")


def test_difference_that_chance_explains_among_so_many_is_only_maybe() -> None:
    few = metric(compare_runs(BEFORE, AFTER), "right")
    assert few.difference.p is not None
    assert few.p_holm is not None
    assert few.difference.p < 0.05 <= few.p_holm
    assert few.verdict == "maybe better"
    names = [f"case-{number}" for number in range(40)]
    worse = compare_runs(
        run(*map(record, names)), run(*(record(name, number < 15) for number, name in enumerate(names)))
    )
    assert metric(worse, "right").verdict == "worse"
    assert metric(worse, "mrr").verdict == ""


def test_less_time_is_better() -> None:
    before = run(*(record(name, ask_ms=90.0 + number) for number, name in enumerate(NAMES)))
    after = run(*(record(name, ask_ms=30.0 + number) for number, name in enumerate(NAMES)))
    median = metric(compare_runs(before, after), "ask_ms_p50")
    assert median.difference.difference == -60.0
    assert (median.improved, median.worsened) == (12, 0)
    assert median.verdict == "maybe better"


@pytest.mark.parametrize("change", [{"jobs": 2}, {"machine": {"system": "Linux", "cores": "8"}}])
def test_times_under_other_conditions_are_left_out_aloud(change: dict) -> None:
    comparison = compare_runs(BEFORE, replace(AFTER, header=replace(AFTER.header, **change)))
    assert not any(one.metric.unit == "ms" for one in comparison.metrics)
    assert any("Times are left out" in note for note in comparison.notes)


def test_metric_that_one_run_lacks_is_shown_without_a_difference() -> None:
    searched = run(*(record(name, asked=False, answered=None, text="", scores={"mrr": 1.0, "hit@1": 1.0}) for name in NAMES),
                   retrieval_only=True)  # fmt: skip
    comparison = compare_runs(searched, AFTER)
    right = metric(comparison, "right")
    assert right.difference.value_a is None
    assert right.difference.difference is None
    assert any("A only searched" in note for note in comparison.notes)
    assert comparison.changed == ()
    assert json.loads(json.dumps(comparison_dict(comparison), allow_nan=False))["metrics"][0]["a"] is None


# What differed


def test_changed_archive_is_said_aloud() -> None:
    moved = replace(AFTER.header, archive=AFTER.header.archive | {"content": digest("more"), "articles": 4})
    comparison = compare_runs(BEFORE, replace(AFTER, header=moved))
    assert any("archive changed" in note and "3 articles" in note and "4 (" in note for note in comparison.notes)
    assert "archive changed" in printed(comparison)


def test_same_articles_synced_elsewhere_are_the_same_archive() -> None:
    elsewhere = replace(AFTER.header, archive=AFTER.header.archive | {"snapshot": "s2"})
    assert compare_runs(BEFORE, replace(AFTER, header=elsewhere)).notes == ()


def test_settings_and_versions_that_differ_are_listed() -> None:
    other = replace(
        AFTER.header, settings={"top_k": 8, "rerank": "none"}, versions={"dateline": "0.2.0"}, started="later"
    )
    found = compare_runs(BEFORE, replace(AFTER, header=other)).differing
    assert [(one.what, one.a, one.b) for one in found] == [
        ("setting, top_k", "10", "8"),
        ("version, dateline", "0.1.0", "0.2.0"),
        ("setting, rerank", None, "none"),
    ]


# Cases that changed


def test_cases_that_got_worse_come_first() -> None:
    comparison = compare_runs(BEFORE, AFTER)
    assert [one.how for one in comparison.changed] == ["worse", *["better"] * 8]
    assert comparison.changed[0].a.id == "case-11"
    assert (comparison.changed[0].ended_a, comparison.changed[0].ended_b) == ("right", "wrong")
    assert comparison.outcomes == {"right": (4, 11), "wrong": (8, 1)}


def test_case_lost_at_another_stage_ended_otherwise() -> None:
    a, b = record("mill", False), refusal("mill", answerable=True)
    changed = compare_runs(run(a), run(b)).changed
    assert [(one.how, one.ended_a, one.ended_b) for one in changed] == [("otherwise", "wrong", "refused wrongly")]


def test_answer_that_lost_its_accepted_words_got_worse_though_it_ended_alike() -> None:
    a = record("mill", scores={"match": 1.0, "contains": 1.0})
    b = record("mill", scores={"match": 1.0, "contains": 0.0})
    assert [one.how for one in compare_runs(run(a), run(b)).changed] == ["worse"]


def test_other_words_that_are_judged_alike_are_no_change() -> None:
    assert compare_runs(run(record("mill")), run(record("mill", text="Of mill. [1]"))).changed == ()


# Runs that do not compare


def test_runs_of_other_questions_are_refused_with_both_digests() -> None:
    other = run(record("another"), set_name="other")
    with pytest.raises(RunError) as refused:
        compare_runs(BEFORE, other, names=("runs/a", "runs/b"))
    told = str(refused.value)
    for part in (
        "runs/a",
        "runs/b",
        BEFORE.header.digest[:12],
        other.header.digest[:12],
        "12 cases of small",
        "1 cases of other",
        "--common",
    ):
        assert part in told


def test_unfinished_run_is_refused_with_the_command_that_finishes_it() -> None:
    unfinished = Run(BEFORE.header, BEFORE.records[:5])
    with pytest.raises(RunError, match=r"5 of 12 cases.*dateline eval run --resume runs/b.*--common"):
        compare_runs(AFTER, unfinished, names=("runs/a", "runs/b"))


def test_records_of_other_cases_under_the_same_digest_are_refused() -> None:
    meddled = Run(AFTER.header, (replace(AFTER.records[0], case=digest("meddled")), *AFTER.records[1:]))
    with pytest.raises(RunError, match="11 of 12 agree"):
        compare_runs(BEFORE, meddled)


def test_common_cases_of_different_sets_compare() -> None:
    other = run(*AFTER.records[6:], record("new"), replace(AFTER.records[0], case=digest("reworded")), set_name="other")
    comparison = compare_runs(BEFORE, other, common=True)
    assert comparison.cases == 6
    assert metric(comparison, "right").difference.tally.cases == 6
    assert any("6 cases that both runs have unchanged" in note for note in comparison.notes)


def test_common_cases_of_an_unfinished_run_compare() -> None:
    assert compare_runs(BEFORE, Run(AFTER.header, AFTER.records[:5]), common=True).cases == 5


def test_runs_without_a_common_case_are_refused() -> None:
    with pytest.raises(RunError, match="No case is the same in both runs"):
        compare_runs(BEFORE, run(record("another")), common=True)


# Reports


def test_terminal_shows_figures_tests_and_both_answers() -> None:
    text = printed(compare_runs(BEFORE, AFTER, names=("runs/a", "runs/b")))
    assert "A: runs/a" in text
    right = next(line for line in text.splitlines() if line.strip().startswith("right"))
    assert right.split()[:4] == ["right", "0.333", "0.917", "+0.583"]
    assert "8/3/1" in right
    assert "maybe better" in right
    assert "Holm" in text
    assert "A, right: It is about case-11." in text
    assert "B, wrong: It is about the weather." in text


def test_terminal_of_eighty_columns_cuts_nothing() -> None:
    text = printed(compare_runs(BEFORE, AFTER), width=60)
    assert max(map(len, text.splitlines())) <= 60
    assert "0.333 -> 0.917" in text
    assert "p 0.039" in text
    assert "8/3/1" in text
    assert "…" not in text


def test_terminal_says_how_many_changed_cases_it_leaves_out() -> None:
    text = printed(compare_runs(BEFORE, AFTER), cases=2)
    assert "case-0" in text
    assert "case-7\n" not in text
    assert "and 7 more" in text


def test_hostile_text_does_not_reach_the_terminal() -> None:
    hostile = "\x1b[31mred\x1b]0;title\x07 \u202eback"
    a = run(record("mill", turns=(hostile,), expected=(hostile,), text=hostile), settings={"x": hostile})
    b = run(record("mill", False, turns=(hostile,), expected=(hostile,), error=hostile))
    comparison = compare_runs(a, b, names=(hostile, "b"))
    console = Console(width=100, force_terminal=True, color_system=None, highlight=False)
    with console.capture() as capture:
        console.print(comparison_terminal(comparison, 100))
    assert not set("\x1b\x07\u202e") & set(capture.get())
    assert not set("\x1b\x07\u202e") & set(comparison_markdown(comparison))


def test_markdown_keeps_markup_of_answers_harmless() -> None:
    a, b = record("mill"), record("mill", False, text="<b>bold</b> | *stars*")
    text = comparison_markdown(compare_runs(run(a), run(b)))
    assert r"\<b\>bold\</b\> \| \*stars\*" in text
    assert "- **got worse** mill: What of mill?" in text


def test_markdown_and_json_have_every_changed_case() -> None:
    comparison = compare_runs(BEFORE, AFTER)
    assert comparison_markdown(comparison).count("- **got") == 9
    values = json.loads(json.dumps(comparison_dict(comparison), allow_nan=False))
    assert len(values["changed"]) == 9
    assert values["changed"][0]["b"] == {"outcome": "wrong", "answer": "It is about the weather.", "rank": 1}
    right = values["metrics"][0]
    assert (right["name"], right["better"], right["same"], right["worse"]) == ("right", 8, 3, 1)
    assert right["verdict"] == "maybe better"


def test_search_alone_is_shown_by_the_titles_found() -> None:
    found = (Retrieved("mill", 0, 9, hit=True),)
    titles = {("mill", 0, 9): KeptPassage("mill", 0, 9, "Old mill bridge closes", None, None, None, "The mill.")}
    fields = {"asked": False, "answered": None, "text": "", "retrieved": found}
    a = replace(run(record("x", scores={"mrr": 1.0}, **fields), retrieval_only=True), passages=titles)
    b = run(record("x", scores={"mrr": 0.0}, **fields | {"rank": None, "read_rank": None}), retrieval_only=True)
    comparison = compare_runs(a, b)
    assert [(one.ended_a, one.ended_b, one.how) for one in comparison.changed] == [
        ("retrieved", "not retrieved", "worse")
    ]
    assert "passages of: Old mill bridge closes" in printed(comparison)


def test_equal_runs_have_nothing_to_tell() -> None:
    comparison = compare_runs(BEFORE, BEFORE)
    assert (comparison.changed, comparison.notes, comparison.differing) == ((), (), ())
    assert {one.verdict for one in comparison.metrics} == {""}
    assert "no case got better or worse" in printed(comparison)
    assert "None." in comparison_markdown(comparison)
