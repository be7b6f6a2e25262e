import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from eval.folder import RunFolder
from eval.header import describe_run
from eval.load import load_set
from eval.records import CaseRecord, Run, Said, Selection
from eval.reports.html import report_html
from eval.reports.markdown import report_markdown
from eval.reports.rows import figure_rows, report_dict
from eval.reports.terminal import SHOWN, report_terminal
from eval.run import Examiner, run_set
from eval.score import LOST, RunningScore, failures, summarise, summarise_by_tag
from tests.eval.fakes import FakeAssistant


@pytest.fixture
def run(set_path: Path, assistant: FakeAssistant) -> Run:
    questions = load_set(set_path)
    header = describe_run(
        questions, assistant, started="2026-04-01T10:00:00+00:00", selection=Selection(), as_of=date(2026, 4, 1)
    )
    return Run(header, tuple(done.record for done in run_set(questions, Examiner(assistant))))


def record(**fields: object) -> CaseRecord:
    known = {"id": "a", "case": "digest", "turns": ("q",)}
    return CaseRecord(**(known | fields))  # type: ignore[arg-type]


def shown(run: Run, width: int = 80) -> str:
    console = Console(width=width, file=io.StringIO())
    with console.capture() as captured:
        console.print(report_terminal(run))
    return captured.get()


def test_summary_equals_values_worked_by_hand(run: Run) -> None:
    summary = summarise(run.records)
    assert summary.cases == 8
    # right: cost, where, talk; refused rightly: moon
    assert summary.value("right") == 4 / 8
    # cost, where, talk and broken (any passage will do for a yes) of the six that name an article
    hit = summary.figures["hit@1"]
    assert (hit.value, hit.cases) == (4 / 6, 6)
    assert hit.low is not None
    assert hit.high is not None
    assert 0 < hit.low < 4 / 6 < hit.high < 1
    assert summary.value("contains") == summary.value("match") == 3 / 6
    # the one conversation
    assert summary.value("follow_up") == 1
    assert summary.value("citation_exactness") == 1
    # refused: lead, moon (the failed case is no refusal); unanswerable: moon, trap
    assert summary.value("refusal_precision") == 1 / 2
    assert summary.value("refusal_recall") == 1 / 2
    assert summary.value("refusal_f1") == 1 / 2


def test_unknown_answerable_counts_neither_way_in_refusal_metrics() -> None:
    unknown = [record(answered=False), record(answered=True, scores={"match": 1.0})]
    summary = summarise(unknown)
    assert "refusal_precision" not in summary.figures
    assert summary.outcomes == {"not judged": 1, "right": 1}
    assert summary.value("right") == 1


def test_failed_unanswerable_case_lowers_refusal_recall() -> None:
    cases = [record(answerable=False, answered=False), record(answerable=False, error="no model")]
    assert summarise(cases).value("refusal_recall") == 0.5
    assert summarise(cases).value("right") == 0.5


def test_answer_without_citation_lowers_citation_exactness() -> None:
    assert summarise([record(answered=True)]).value("citation_exactness") == 0


def test_metric_that_applies_to_no_case_is_left_out() -> None:
    assert summarise([record(answered=False, answerable=False)]).value("mrr") is None


def test_case_counts_under_each_of_its_tags() -> None:
    summaries = summarise_by_tag([record(tags=("b", "a"), answerable=False, answered=False), record(tags=("a",))])
    assert [(summary.group, summary.cases) for summary in summaries] == [("a", 2), ("b", 1)]


def test_running_score_ends_at_the_summary(run: Run) -> None:
    score = RunningScore()
    for each in run.records:
        score.add(each)
    summary = summarise(run.records)
    assert str(score) == f"right {summary.value('right'):.2f}  hit@10 {summary.value('hit@10'):.2f}  errors 1"


def test_failures_are_listed_by_where_they_were_lost(run: Run) -> None:
    assert [(where, lost.id) for where, lost in failures(run.records)] == [
        ("error", "broken"),
        ("not in archive", "wrong"),
        ("not retrieved", "lead"),
        ("answered wrongly", "trap"),
    ]


def test_reports_show_the_same_figures_and_every_failed_case(run: Run) -> None:
    terminal, markdown = shown(run), report_markdown(run)
    as_dict = json.loads(json.dumps(report_dict(run)))
    value = f"{as_dict['all']['figures']['mrr']['value']:.3f}"
    assert value in terminal
    assert value in markdown
    for failure in as_dict["failures"]:
        assert failure["question"] in terminal
        assert failure["id"] in markdown
    assert "The model server did not answer." in terminal
    assert "expected: not in this archive" in terminal
    assert list(as_dict["funnel"]) == list(LOST)
    assert sum(as_dict["funnel"].values()) == len(as_dict["failures"]) == 4 <= SHOWN
    assert [tag["group"] for tag in as_dict["tags"]] == ["date", "fact", "unanswerable", "who"]


def test_terminal_report_fits_80_columns(run: Run) -> None:
    assert max(len(line.rstrip()) for line in shown(run).splitlines()) <= 80


def test_terminal_report_breaks_no_word_of_a_figure_in_40_columns(run: Run) -> None:
    figures = shown(run, 40).partition("Figures")[2].partition("By tag")[0]
    assert max(len(line.rstrip()) for line in figures.splitlines()) <= 40
    words = {word for line in figures.splitlines() for word in line.split()}
    asked = {word for row in figure_rows(summarise(run.records)) for cell in row for word in cell.split()}
    assert asked - words <= {"risk-coverage"}  # longer than the room for it


def test_text_of_others_steers_neither_terminal_nor_markdown(run: Run) -> None:
    hostile = record(turns=("\x1b[2J[bold]x[/bold] <b>|# *y*",), expected=("z",), answerable=True, answered=False)
    hostile_run = Run(run.header, (hostile,))
    assert "\x1b" not in shown(hostile_run)
    assert "[bold]x[/bold] <b>" in shown(hostile_run)
    assert r"\[bold\]x\[/bold\] \<b\>\|# \*y\*" in report_markdown(hostile_run)


def test_lost_answer_is_shown_in_plain_words(run: Run) -> None:
    said = Said("It rose by 3 * 2 [sic].", (1,), proved=True)
    text = r"*\[reported 2 March\]* It rose by 3 * 2 \[sic\]. [1]"
    lost = record(expected=("4",), answered=True, text=text, sentences=(said,), scores={"match": 0.0})
    assert "got: It rose by 3 * 2 [sic].\n" in shown(Run(run.header, (lost,)))


def test_unfinished_run_says_so(run: Run) -> None:
    assert "Not finished: 3 of 8 cases are done." in shown(Run(run.header, run.records[:3]))


def test_report_of_a_run_without_records_says_so_and_has_no_empty_tables(run: Run) -> None:
    begun = Run(run.header, ())
    for told in (shown(begun), report_markdown(begun), report_html(begun)):
        assert re.search("Not finished:(</strong>)? 0 of 8", told)
        assert not re.search("Figures|All figures|Cases lost|Where (the )?cases", told)


def test_report_is_kept_in_the_folder(run: Run, tmp_path: Path) -> None:
    path = RunFolder(tmp_path).write_report("report.md", report_markdown(run))
    assert path is not None
    assert path.read_text(encoding="utf-8").startswith("# small")
    assert RunFolder(tmp_path / "missing").write_report("report.md", "x") is None
