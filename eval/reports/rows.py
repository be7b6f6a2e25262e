"""A run in words and rows: what terminal, Markdown, HTML page and programs all show, from the same figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from eval.judge import JudgeSpread, spread
from eval.labels import METRICS
from eval.metrics.match import without_markers
from eval.records import CaseRecord, Run, Selection
from eval.score import (
    LOST,
    LOST_IN_WORDS,
    OUTCOMES,
    Figure,
    Outcome,
    Summary,
    failures,
    summarise,
    summarise_by_tag,
)
from eval.usage import UsageSummary, usage_summary

TAG_COLUMNS = ("right", "hit@1", "hit@10", "mrr", "f1", "match")
_LONGEST = 300


def report_dict(run: Run) -> dict[str, Any]:
    """The report as JSON-ready values, with every failed case."""
    overall = summarise(run.records)
    usage, judged = usage_of(run), judge_of(run)
    return {
        "run": asdict(run.header),
        "done": len(run.records),
        "all": _summary_dict(overall),
        "funnel": {where: overall.outcomes.get(where, 0) for where in LOST},
        "tags": [_summary_dict(summary) for summary in summarise_by_tag(run.records)],
        "usage": asdict(usage) if usage else None,
        "judge": asdict(judged) if judged else None,
        "failures": [_failure_dict(where, record) for where, record in failures(run.records)],
    }


def plain(text: str) -> str:
    """One line without control characters: an article's text must not steer a terminal."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def head_lines(run: Run) -> list[str]:
    """What was run on what, a line each."""
    header, archive = run.header, run.header.archive
    lines = [f"Questions: {header.set_name}, {header.cases} cases, digest {header.digest[:12]}"]
    selected = selection_words(header.selection)
    lines += [f"Selected: {selected}"] if selected else []
    lines.append(
        f"Archive: {archive.get('articles')} articles, content {str(archive.get('content'))[:12]}, "
        f"snapshot {header.snapshot}, {archive.get('embedding')}"
    )
    side_by_side = f", {header.jobs} cases side by side" if header.jobs > 1 else ""
    lines.append(f"Asked as of {header.as_of} where a case names no day, {header.top_k} passages each")
    lines.append(f"Started: {moment(header.started)}, Dateline {header.versions.get('dateline')}{side_by_side}")
    if len(run.records) < header.cases:
        lines.append(f"Not finished: {len(run.records)} of {header.cases} cases are done. Continue with --resume.")
    return [plain(line) for line in lines]


def selection_words(selection: Selection) -> str:
    """Which cases of the set were run, empty for all of them."""
    parts = [f"tag {selection.tag}"] if selection.tag else []
    parts += [f"{selection.sample:,} drawn by seed {selection.seed}"] if selection.sample else []
    return ", ".join([*parts, *(["drafts too"] if selection.drafts else [])])


def moment(text: str) -> str:
    """A time as people read it."""
    return text.replace("T", " ").replace("+00:00", " UTC")


def figure_rows(summary: Summary) -> list[list[str]]:
    """A row per metric: label, value, 95 % interval, cases."""
    return [
        [METRICS[name].label, value_of(figure, name), interval_of(figure), f"{figure.cases:,}"]
        for name, figure in summary.figures.items()
    ]


def outcome_rows(summary: Summary) -> list[list[str]]:
    """A row per way that cases ended: the good ones, then the funnel in its order."""
    return [[outcome_words(where), f"{summary.outcomes[where]:,}"] for where in OUTCOMES if where in summary.outcomes]


def outcome_words(where: Outcome) -> str:
    """An outcome with what it means."""
    return f"{where}: {LOST_IN_WORDS[where]}" if where in LOST_IN_WORDS else where


def tag_table(records: Sequence[CaseRecord], overall: Summary) -> tuple[list[str], list[list[str]]]:
    """Heads and rows: a row per tag, a column per metric that the run has."""
    metrics = [name for name in TAG_COLUMNS if name in overall.figures]
    short = {"f1": "F1", "match": "matched"}
    heads = ["tag", "cases", *(short.get(name, METRICS[name].label) for name in metrics)]
    rows = [
        [plain(summary.group), str(summary.cases), *(value_of(summary.figures.get(name), name) for name in metrics)]
        for summary in summarise_by_tag(records)
    ]
    return heads, rows


def value_of(figure: Figure | None, name: str) -> str:
    """A figure's value as people read it, "-" where there is none."""
    return number_of(figure.value if figure else None, name)


def number_of(value: float | None, name: str) -> str:
    """A value of this metric as people read it, "-" where there is none."""
    if value is None:
        return "-"
    unit = METRICS[name].unit
    return f"{value:.0f} {unit}" if unit else f"{value:.3f}"


def interval_of(figure: Figure) -> str:
    """The 95 % interval, empty where there is none."""
    if figure.low is None or figure.high is None:
        return ""
    return f"{figure.low:.3f} to {figure.high:.3f}" if figure.high <= 1 else f"{figure.low:.0f} to {figure.high:.0f}"


def usage_of(run: Run) -> UsageSummary | None:
    """Tokens and cost, None where no model was used."""
    prices = (run.header.settings.get(name) for name in ("price_in", "price_out"))
    summary = usage_summary(run.records, *prices)
    return summary if summary.answers else None


def judge_of(run: Run) -> JudgeSpread | None:
    """A judge's figure and its spread, None without a judge."""
    unreadable = sum(len(record.judge_failures) for record in run.records)
    return spread((record.verdicts for record in run.records), unreadable)


def judge_rows(run: Run) -> list[list[str]]:
    """How far a judge agrees with itself, where there was one."""
    judged = judge_of(run)
    if judged is None:
        return []
    return [
        ["mean of its verdicts", f"{judged.mean:.3f}"],
        ["lowest and highest repetition", f"{judged.low:.3f} to {judged.high:.3f}"],
        ["standard deviation of the repetitions", f"{judged.deviation:.3f}"],
        ["cases on which it disagrees with itself", f"{judged.disagreeing:.1%} of {judged.cases}"],
        ["verdicts that could not be read, counted as wrong", str(judged.unreadable)],
    ]


def usage_rows(run: Run) -> list[list[str]]:
    """What a model's answers cost, where one was used and its prices are known."""
    usage = usage_of(run)
    if usage is None or usage.cost is None or usage.cost_per_answer is None:
        return []
    return [["cost", f"{usage.cost:.4f}"], ["cost per answer", f"{usage.cost_per_answer:.6f}"]]


def expected(record: CaseRecord) -> str:
    """What a right answer says."""
    if record.answerable is False:
        return "not in this archive"
    named = f" from {' / '.join(record.articles)}" if record.articles else ""
    return " / ".join(record.expected) or f"an answer{named}"


def got(record: CaseRecord, titles: Mapping[str, str] | None = None) -> str:
    """What came instead, or as hoped; `titles` name the articles found where only passages were asked for."""
    if record.error is not None:
        return record.error
    if not record.asked:
        found = dict.fromkeys((titles or {}).get(passage.article, passage.article) for passage in record.retrieved[:3])
        return "passages of: " + "; ".join(found)
    if not record.answered:
        return f"no answer ({record.reason})" if record.reason else "no answer"
    # The answer's own text is Markdown, with a backslash before what Markdown would act on.
    text = " ".join(said.text for said in record.sentences) or without_markers(record.text)
    if record.chosen:
        return f"chose {record.chosen} - {text}"
    return f"{record.short} - {text}" if record.short and record.short not in text else text


def titles_of(run: Run) -> dict[str, str]:
    """Titles of the articles that the run found, by id."""
    return {passage.article: passage.title for passage in run.passages.values()}


def shortened(text: str, limit: int = _LONGEST) -> str:
    """At most `limit` characters."""
    return text if len(text) <= limit else text[: limit - 3].rstrip() + "..."


def lost_cases(run: Run) -> Iterator[tuple[Outcome, CaseRecord, str, str]]:
    """Every lost case in funnel order: where, record, expected, got, the words in one plain line each."""
    titles = titles_of(run)
    for where, record in failures(run.records):
        yield where, record, plain(expected(record)), shortened(plain(got(record, titles)))


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
        "expected": expected(record),
        "got": got(record),
        "rank": record.rank,
    }
