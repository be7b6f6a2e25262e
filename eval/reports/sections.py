"""The sections of the HTML report: pure functions, every character of an article, a question or a model escaped."""

from collections.abc import Sequence

from eval.labels import METRICS
from eval.metrics.refusal import Point, risk_coverage
from eval.records import CaseRecord, Run
from eval.reports import histogram, plots
from eval.reports.funnel import Funnel, Stage
from eval.reports.markup import count_words, safe, section, table, text_row
from eval.reports.rows import figure_rows, interval_of, judge_rows, lost_cases, usage_rows, value_of
from eval.score import Summary, attempts

HEADLINES = ("right", "hit@10", "mrr", "citation_recall", "citation_exactness", "refusal_f1", "judge", "ask_ms_p50")
NOSCRIPT_CASES = 50
TAGS_AT_ONCE = 25
"""Tags that are shown before the reader asks for the rest."""


def headline(overall: Summary) -> str:
    """The few figures that say most, with their intervals; nothing where there are none yet."""
    shown = [name for name in HEADLINES if name in overall.figures]
    if not shown:
        return ""
    items = "".join(_headline_item(name, overall) for name in shown)
    note = '<p class="small">In small print: the 95 % interval, and the number of cases that the figure rests on.</p>'
    return section("figures", "At a glance", f'<ul class="headline">{items}</ul>{note}')


def funnel_section(funnel: Funnel) -> str:
    """The funnel of the answerable cases, then the unanswerable ones."""
    body = (
        '<p class="small key"><span class="kept">still in the run</span><span class="lost">lost at this stage</span>'
        "Choose a stage to list its cases below.</p>"
    )
    if funnel.total:
        caption = f"Of <strong>{count_words(funnel.total, 'answerable case')}</strong>, how many are left at each stage"
        body += _stage_table(caption, "answerable", funnel.stages, funnel.good)
    if funnel.unanswerable:
        caption = f"Of <strong>{count_words(funnel.unanswerable, 'case')} that the archive cannot answer</strong>"
        body += _stage_table(caption, "unanswerable", funnel.turned_away, "refused rightly")
    if funnel.not_judged:
        link = f'<a href="#cases" data-outcome="not judged">{count_words(funnel.not_judged, "case")}</a>'
        body += f'<p class="small">{link} not judged: the set does not say what a right answer is.</p>'
    return section("funnel", "Where cases are lost", body)


def metrics_section(run: Run, overall: Summary) -> str:
    """Every metric that the run has; then, where a language model was used, its cost and how far it can be trusted."""
    heads = ["figure", "value", "95 % interval", "cases"]
    tables = table("figures", heads, "".join(text_row(cells) for cells in figure_rows(overall)))
    for caption, rows in (
        ("Cost, in the currency of the prices given", usage_rows(run)),
        ("The language model as a judge", judge_rows(run)),
    ):
        if rows:
            tables += table("figures", ["figure", "value"], "".join(text_row(cells) for cells in rows), caption)
    return section("metrics", "All figures", tables)


def tag_section(summaries: Sequence[Summary]) -> str:
    """The main figure by tag, as bars with intervals."""
    name = next((name for name in ("right", "hit@10", "mrr") if any(name in one.figures for one in summaries)), None)
    if name is None:
        return ""
    rows = [_tag_row(one, name) for one in summaries if name in one.figures]
    heads = ["tag", "", METRICS[name].label, "95 % interval", "cases"]
    tables = table("tags", heads, "".join(rows[:TAGS_AT_ONCE]))
    if rest := "".join(rows[TAGS_AT_ONCE:]):
        more = count_words(len(rows) - TAGS_AT_ONCE, "more tag")
        tables += f"<details><summary>{more}</summary>{table('tags', heads, rest)}</details>"
    return section("tags", f"By tag: {METRICS[name].label}", tables)


def plot_section(records: Sequence[CaseRecord]) -> str:
    """The risk-coverage curve and the histogram of times, where the run has them."""
    points = risk_coverage(attempts(records))
    asked = [record.ask_ms for record in records if record.ask_ms is not None]
    times = asked or [record.search_ms for record in records if record.search_ms is not None]
    blocks = []
    if points:
        blocks.append(_plot("Risk and coverage", plots.risk_coverage_plot(points), _curve_words(points)))
    if times:
        what = "answer" if asked else "search"
        words = f"Cases by their time per {what}, on a scale where each step is a factor; half took less than p50."
        blocks.append(_plot("Time", histogram.latency_plot(times, what), words))
    return section("plots", "Confidence and time", f'<div class="plots">{"".join(blocks)}</div>') if blocks else ""


def lost_without_script(run: Run) -> str:
    """The first lost cases for a browser that runs no script."""
    lost = list(lost_cases(run))
    items = "".join(
        f"<li><h3>{safe(record.question)}</h3><p><strong>{safe(where)}</strong> · {safe(record.id)}</p>"
        f"<p>expected: {safe(expected)}</p><p>got: {safe(got)}</p></li>"
        for where, record, expected, got in lost[:NOSCRIPT_CASES]
    )
    shown = min(len(lost), NOSCRIPT_CASES)
    told = f"The first {shown} of {count_words(len(lost), 'lost case')}" if lost else "No case was lost"
    return f"<noscript><p>{told}; all cases can be looked at where scripts may run.</p><ol>{items}</ol></noscript>"


def _headline_item(name: str, overall: Summary) -> str:
    figure = overall.figures[name]
    words = (interval_of(figure), count_words(figure.cases, "case"))
    small = "".join(f' <span class="small">{one}</span>' for one in words if one)
    return (
        f'<li><span class="name">{METRICS[name].label}</span> <span class="value">{value_of(figure, name)}</span>'
        f"{small}</li>"
    )


def _stage_table(caption: str, group: str, stages: Sequence[Stage], good: str) -> str:
    total = stages[0].left + stages[0].lost
    rows = "".join(_stage_row(stage, group, total) for stage in stages) + _end_row(good, group, stages[-1].left, total)
    return table("funnel", ["stage", "", "lost here", "left"], rows, caption)


def _stage_row(stage: Stage, group: str, total: int) -> str:
    kind = "" if stage.lost else ' class="none"'
    return (
        f'<tr{kind}><th scope="row">{_stage_name(stage.outcome, group, stage.lost)}'
        f'<span class="small">{safe(stage.words)}</span></th>'
        f'<td class="drawn">{plots.stage_bar(stage.left, stage.lost, total)}</td>'
        f"<td>{_count(stage.lost, total)}</td><td>{_count(stage.left, total)}</td></tr>"
    )


def _end_row(good: str, group: str, count: int, total: int) -> str:
    return (
        f'<tr class="end"><th scope="row">{_stage_name(good, group, count)}</th>'
        f'<td class="drawn">{plots.stage_bar(count, 0, total)}</td><td></td><td>{_count(count, total)}</td></tr>'
    )


def _stage_name(name: str, group: str, cases: int) -> str:
    """A link that lists the cases which ended so, where there are any."""
    if not cases:
        return f"<span>{name}</span>"
    return f'<a href="#cases" data-outcome="{name}" data-group="{group}">{name}</a>'


def _count(count: int, total: int) -> str:
    return f'{count:,} <span class="small">{plots.percent(count / total, 1)}</span>'


def _tag_row(summary: Summary, name: str) -> str:
    figure = summary.figures[name]
    link = f'<a href="#cases" data-tag="{safe(summary.group)}" dir="auto">{safe(summary.group)}</a>'
    bar = plots.share_bar(figure.value or 0.0, figure.low, figure.high)
    cells = "".join(f"<td>{cell}</td>" for cell in (value_of(figure, name), interval_of(figure), f"{figure.cases:,}"))
    return f'<tr><th scope="row">{link}</th><td class="drawn">{bar}</td>{cells}</tr>'


def _curve_words(points: Sequence[Point]) -> str:
    words = "How many are right if only so many of the cases are answered, those with the highest confidence first."
    kept = plots.answered_points(points)
    if not kept:
        return words
    answered, right = plots.percent(kept[-1].coverage), plots.percent(kept[-1].accuracy)
    return f"{words} The dot is this run: {answered} answered, {right} of them rightly; beyond it are its refusals."


def _plot(title: str, svg: str, words: str) -> str:
    return f"<figure><h3>{title}</h3>{svg}<figcaption>{words}</figcaption></figure>"
