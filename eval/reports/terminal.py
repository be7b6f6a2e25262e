"""A run's report for a terminal."""

from itertools import islice

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from eval.records import CaseRecord, Run
from eval.reports.rows import (
    figure_rows,
    head_lines,
    judge_rows,
    lost_cases,
    outcome_rows,
    plain,
    tag_table,
    usage_rows,
)
from eval.score import Outcome, summarise

SHOWN = 10
"""Lost cases shown; the other reports have all of them."""


def report_terminal(run: Run) -> RenderableType:
    """The report with the first lost cases, those lost earliest in the funnel."""
    overall = summarise(run.records)
    parts: list[RenderableType] = [Text("\n".join([*head_lines(run), ""]))]
    if not run.records:
        return Group(*parts)
    parts.append(table("Where the cases ended", ["", "cases"], outcome_rows(overall)))
    parts.append(table("Figures", ["", "value", "95 % interval", "cases"], figure_rows(overall)))
    if cost := usage_rows(run):
        parts.append(table("Cost", ["", "currency of the prices"], cost))
    if judged := judge_rows(run):
        parts.append(table("The language model as a judge", ["", ""], judged))
    heads, rows = tag_table(run.records, overall)
    if rows:
        parts.append(table("By tag", heads, rows))
    lost = lost_cases(run)
    parts.extend(_lost_case(*case) for case in islice(lost, SHOWN))
    left = sum(1 for _ in lost)
    if left:
        parts.append(Text(f"\nand {left} more cases, in report.html"))
    return Group(*parts)


def table(title: str, heads: list[str], rows: list[list[str]]) -> Table:
    """A table with its first column to the left and the others to the right."""
    made = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    for number, head in enumerate(heads):
        intervals = any(" to " in row[number] for row in rows)  # in a narrow terminal they break, lest words do
        whole = number > 0 and not intervals
        made.add_column(head, justify="right" if number else "left", no_wrap=whole, overflow="fold")
    for row in rows:
        made.add_row(*(Text(cell) for cell in row))
    return made


def _lost_case(where: Outcome, record: CaseRecord, expected: str, got: str) -> Text:
    text = Text(overflow="fold")
    text.append(f"\n{where}", style="bold red").append(f"  {plain(record.id)}\n", style="dim")
    text.append(f"  {plain(record.question)}\n")
    text.append("  expected: ", style="dim").append(f"{expected}\n")
    return text.append("  got: ", style="dim").append(got)
