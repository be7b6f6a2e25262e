"""A run as a report: for the terminal, as Markdown, as plain values for programs. All three show the same figures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from eval.match import without_markers
from eval.records import CaseRecord, Run
from eval.score import LOST, LOST_IN_WORDS, Figure, Outcome, Summary, failures, summarise, summarise_by_tag

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

LABELS = {
    "right": "right",
    "hit@1": "hit@1",
    "hit@4": "hit@4",
    "hit@10": "hit@10",
    "hit@50": "hit@50",
    "mrr": "MRR",
    "em": "exact match",
    "f1": "token F1",
    "contains": "answer contained",
    "citation_exactness": "citations exact",
    "article_precision": "cited articles right",
    "refusal_precision": "refusal precision",
    "refusal_recall": "refusal recall",
    "ask_ms_p50": "answer time, p50",
    "ask_ms_p95": "answer time, p95",
    "ask_ms_p99": "answer time, p99",
    "search_ms_p50": "search time, p50",
    "search_ms_p95": "search time, p95",
    "search_ms_p99": "search time, p99",
}
TAG_COLUMNS = ("right", "hit@1", "hit@10", "mrr", "f1", "contains")
TERMINAL_FAILURES = 20
_MARKUP = re.compile(r"([\\`*_\[\]<>|~&$])")  # nothing else acts in the middle of a line


def report_dict(run: Run) -> dict[str, Any]:
    """The report as JSON-ready values, with every failed case."""
    return {
        "run": asdict(run.header),
        "done": len(run.records),
        "all": _summary_dict(summarise(run.records)),
        "tags": [_summary_dict(summary) for summary in summarise_by_tag(run.records)],
        "failures": [_failure_dict(where, record) for where, record in failures(run.records)],
    }


def report_markdown(run: Run) -> str:
    """The report as Markdown, with every failed case."""
    overall = summarise(run.records)
    blocks = [f"# {_escape(run.header.set_name)}", *(f"{_escape(line)}  " for line in _head(run))]
    blocks += ["", "## Figures", "", *_markdown_table(["", "value", "cases"], _figure_rows(overall))]
    blocks += ["", "## Where the cases ended", "", *_markdown_table(["", "cases"], _outcome_rows(overall))]
    heads, rows = _tag_table(run.records, overall)
    if rows:
        blocks += ["", "## By tag", "", *_markdown_table(heads, rows)]
    blocks += ["", "## Cases lost", "", *_markdown_failures(run.records)]
    return "\n".join(blocks) + "\n"


def report_terminal(run: Run) -> "RenderableType":
    """The report for a terminal, with the first failed cases."""
    from rich.console import Group
    from rich.text import Text

    overall = summarise(run.records)
    parts: list[RenderableType] = [Text("\n".join(_head(run)))]
    parts.append(_table("Figures", ["", "value", "cases"], _figure_rows(overall)))
    parts.append(_table("Where the cases ended", ["", "cases"], _outcome_rows(overall)))
    heads, rows = _tag_table(run.records, overall)
    if rows:
        parts.append(_table("By tag", heads, rows))
    lost = failures(run.records)
    parts.extend(_terminal_failure(where, record) for where, record in lost[:TERMINAL_FAILURES])
    if len(lost) > TERMINAL_FAILURES:
        parts.append(Text(f"and {len(lost) - TERMINAL_FAILURES} more cases, in report.md"))
    return Group(*parts)


def _head(run: Run) -> list[str]:
    header, archive = run.header, run.header.archive
    lines = [f"Questions: {header.set_name}, {header.cases} cases, digest {header.digest[:12]}"]
    if header.selection.tag or header.selection.sample:
        chosen = [f"tag {header.selection.tag}"] if header.selection.tag else []
        chosen += [f"sample by seed {header.selection.seed}"] if header.selection.sample else []
        lines.append(f"Selected: {', '.join(chosen)}")
    lines.append(f"Archive: {archive.get('articles')} articles, snapshot {header.snapshot}, {archive.get('embedding')}")
    lines.append(f"Started: {header.started}, Dateline {header.versions.get('dateline')}")
    if len(run.records) < header.cases:
        lines.append(f"Not finished: {len(run.records)} of {header.cases} cases are done. Continue with --resume.")
    return [plain(line) for line in lines]


def plain(text: str) -> str:
    """One line without control characters: an article's text must not steer a terminal."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _figure_rows(summary: Summary) -> list[list[str]]:
    known = [(label, summary.figures[name], name) for name, label in LABELS.items() if name in summary.figures]
    return [[label, _value(figure, name), str(figure.cases)] for label, figure, name in known]


def _outcome_rows(summary: Summary) -> list[list[str]]:
    ended = sorted(summary.outcomes.items(), key=lambda item: (item[0] in LOST, -item[1]))
    return [[_outcome_words(where), str(count)] for where, count in ended]


def _outcome_words(where: Outcome) -> str:
    return f"{where}: {LOST_IN_WORDS[where]}" if where in LOST_IN_WORDS else where


def _tag_table(records: Sequence[CaseRecord], overall: Summary) -> tuple[list[str], list[list[str]]]:
    """Heads and rows: a row per tag, a column per metric that the run has."""
    metrics = [name for name in TAG_COLUMNS if name in overall.figures]
    heads = ["tag", "cases", *(LABELS[name].removeprefix("answer ").removeprefix("token ") for name in metrics)]
    rows = [
        [plain(summary.group), str(summary.cases), *(_value(summary.figures.get(name), name) for name in metrics)]
        for summary in summarise_by_tag(records)
    ]
    return heads, rows


def _value(figure: Figure | None, name: str) -> str:
    if figure is None or figure.value is None:
        return "-"
    return f"{figure.value:.0f} ms" if "_ms_" in name else f"{figure.value:.3f}"


def _expected(record: CaseRecord) -> str:
    if record.answerable is False:
        return "not in this archive"
    return " / ".join(record.expected) or "an answer from " + " / ".join(record.articles)


def _got(record: CaseRecord) -> str:
    if record.error is not None:
        return record.error
    if not record.asked:
        return "other passages: " + "; ".join(dict.fromkeys(passage.title for passage in record.retrieved[:3]))
    if not record.answered:
        return f"no answer ({record.reason})" if record.reason else "no answer"
    text = without_markers(record.text)
    return f"{record.short} - {text}" if record.short and record.short not in text else text


def _terminal_failure(where: Outcome, record: CaseRecord) -> "RenderableType":
    from rich.text import Text

    text = Text(overflow="fold")
    text.append(f"\n{where}", style="bold red").append(f"  {plain(record.id)}\n", style="dim")
    text.append(f"  {plain(record.question)}\n")
    text.append("  expected: ", style="dim").append(f"{plain(_expected(record))}\n")
    return text.append("  got: ", style="dim").append(_shortened(plain(_got(record))))


def _shortened(text: str, limit: int = 300) -> str:
    return text if len(text) <= limit else text[: limit - 3].rstrip() + "..."


def _table(title: str, heads: list[str], rows: list[list[str]]) -> "Table":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for number, head in enumerate(heads):
        table.add_column(head, justify="right" if number else "left", no_wrap=number > 0, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def _markdown_table(heads: list[str], rows: list[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|---|{'---:|' * (len(heads) - 1)}"
    yield from (f"| {' | '.join(_escape(cell) for cell in row)} |" for row in rows)


def _markdown_failures(records: Sequence[CaseRecord]) -> Iterator[str]:
    lost = failures(records)
    if not lost:
        yield "None."
    for where, record in lost:
        yield f"- **{where}** {_escape(plain(record.id))}: {_escape(plain(record.question))}"
        yield f"  - expected: {_escape(plain(_expected(record)))}"
        yield f"  - got: {_escape(_shortened(plain(_got(record))))}"


def _escape(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


def _summary_dict(summary: Summary) -> dict[str, Any]:
    return {
        "group": summary.group,
        "cases": summary.cases,
        "figures": {name: asdict(figure) for name, figure in summary.figures.items()},
        "outcomes": summary.outcomes,
    }


def _failure_dict(where: Outcome, record: CaseRecord) -> dict[str, Any]:
    return {
        "lost": where,
        "id": record.id,
        "question": record.question,
        "expected": _expected(record),
        "got": _got(record),
        "rank": record.rank,
    }
