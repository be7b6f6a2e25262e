"""A run's report as Markdown."""

import re
from collections.abc import Iterator

from eval.records import Run
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
from eval.score import summarise

_MARKUP = re.compile(r"([\\`*_\[\]<>|~&$])")  # nothing else acts in the middle of a line


def report_markdown(run: Run) -> str:
    """The report as Markdown, with every failed case."""
    overall = summarise(run.records)
    blocks = [f"# {escape(plain(run.header.set_name))}", *(f"{escape(line)}  " for line in head_lines(run))]
    if not run.records:
        return "\n".join(blocks) + "\n"
    blocks += ["", "## Where the cases ended", "", *table(["", "cases"], outcome_rows(overall))]
    blocks += ["", "## Figures", "", *table(["", "value", "95 % interval", "cases"], figure_rows(overall))]
    if cost := usage_rows(run):
        blocks += ["", *table(["", "in the currency of the prices given"], cost)]
    if judged := judge_rows(run):
        blocks += ["", "## The language model as a judge", "", *table(["", ""], judged)]
    heads, rows = tag_table(run.records, overall)
    if rows:
        blocks += ["", "## By tag", "", *table(heads, rows)]
    blocks += ["", "## Cases lost", "", *_lost(run)]
    return "\n".join(blocks) + "\n"


def table(heads: list[str], rows: list[list[str]]) -> Iterator[str]:
    """The lines of a Markdown table, numbers to the right."""
    yield f"| {' | '.join(heads)} |"
    yield f"|---|{'---:|' * (len(heads) - 1)}"
    yield from (f"| {' | '.join(escape(cell) for cell in row)} |" for row in rows)


def escape(text: str) -> str:
    """The text with what Markdown would act on made harmless."""
    return _MARKUP.sub(r"\\\1", text)


def _lost(run: Run) -> Iterator[str]:
    none = True
    for where, record, expected, got in lost_cases(run):
        none = False
        yield f"- **{where}** {escape(plain(record.id))}: {escape(plain(record.question))}"
        yield f"  - expected: {escape(expected)}"
        yield f"  - got: {escape(got)}"
    if none:
        yield "None."
