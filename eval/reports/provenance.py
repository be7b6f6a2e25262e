"""The page's first section: questions, archive, answerer, versions, machine and times of a run."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from eval.records import Run
from eval.reports.markup import safe, section, table, text_row
from eval.reports.rows import moment, selection_words


def what_was_run(run: Run) -> str:
    """Questions, archive, answerer, versions, machine and times; then everything that the run noted."""
    rows = "".join(f"<div><dt>{name}</dt><dd>{safe(words)}</dd></div>" for name, words in _facts(run) if words)
    noted = table("noted", ["field", "value"], "".join(text_row(pair) for pair in _flat(asdict(run.header))))
    everything = f'<details class="noted"><summary>Everything that the run noted</summary>{noted}</details>'
    return section("run", "What was run", f'{_unfinished(run)}<dl class="facts">{rows}</dl>{everything}')


def _facts(run: Run) -> Iterable[tuple[str, str]]:
    header, archive = run.header, run.header.archive
    yield "Questions", f"{header.set_name}, {header.cases:,} cases, digest {header.digest[:12]}"
    yield "Selected", _selected(run)
    held = f"{_number(archive.get('articles'))} articles, {_number(archive.get('chunks'))} chunks"
    content = str(archive.get("content") or "?")[:12]
    yield "Archive", f"{held}, content {content}, snapshot {header.snapshot or '?'}"
    yield "Embedding", str(archive.get("embedding") or "")
    yield "Asked for", f"{'passages only' if header.retrieval_only else 'answers'}, {header.top_k} passages each"
    model = header.settings.get("llm_model")
    yield "Asked as of", f"{header.as_of}, where a case names no day"
    yield "Answered by", "" if header.retrieval_only else str(model or "the bundled reader, no language model")
    yield "Judged by", f"the language model, {header.judge} times" if header.judge else ""
    yield "Settings", _listed({name: value for name, value in header.settings.items() if value is not None})
    yield "Versions", _listed(header.versions)
    yield "Machine", _listed(header.machine)
    ended = f" to {moment(header.finished)}" if header.finished else ""
    yield "When", f"{moment(header.started)}{ended}"
    yield "Jobs", f"{header.jobs} side by side" if header.jobs > 1 else "one case after the other"


def _selected(run: Run) -> str:
    words = selection_words(run.header.selection)
    return f"{words}; the whole set's digest is {run.header.set_digest[:12]}" if words else ""


def _number(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else "?"


def _listed(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in values.items())


def _flat(values: Mapping[str, Any], path: str = "") -> Iterable[tuple[str, str]]:
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{path}{name} · ")
        else:
            yield f"{path}{name}", "" if value is None else str(value)


def _unfinished(run: Run) -> str:
    done, cases = len(run.records), run.header.cases
    if done >= cases:
        return ""
    return (
        f'<p class="notice"><strong>Not finished:</strong> {done:,} of {cases:,} cases are done, and the figures are '
        "of those. Continue the run with <code>--resume</code>, then make this report again.</p>"
    )
