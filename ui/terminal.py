"""Answers, passages and articles for a terminal. Article text is shown as it is, never as markup or control codes."""

import re
from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from index.datatypes import Article, Passage, SyncReport
from rag.datatypes import Answer, Citation, Query
from ui.render import NEAREST, byline, count_words, excerpt, filter_chips, headline, seconds_words

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SHOWN_FAILURES = 20


def answer_view(answer: Answer) -> RenderableType:
    """The answer: how it was understood, its sentences with markers, then the sources; or why there is none."""
    parts: list[RenderableType] = list(_understood(answer.query))
    if answer.short and answer.answered:
        parts += [_plain(answer.short, "bold"), Text()]
    if answer.answered:
        parts += [_statements(answer), *_differing(answer), Text(), Rule("Sources", style="dim", align="left")]
        parts += [_source(citation) for citation in answer.citations]
    else:
        parts.append(_plain(answer.reason or "", "bold"))
        if answer.passages:
            parts += [Text(), Rule(NEAREST, style="dim", align="left"), *_passages(answer.passages[:3])]
    if "total" in answer.timings:
        parts += [Text(), Text(seconds_words(answer.timings["total"] / 1000), style="dim")]
    return Group(*parts)


def passages_view(query: Query, passages: Sequence[Passage]) -> RenderableType:
    """Search results, best first."""
    found = list(_passages(passages)) or [Text("Nothing in this archive matches.", style="bold")]
    return Group(*_understood(query), *found)


def article_view(article: Article) -> RenderableType:
    """A whole article."""
    return Group(
        _plain(headline(article), "bold"), _plain(byline(article), "dim"), _plain(article.url or "", "dim"), Text(),
        _plain(article.text),
    )  # fmt: skip


def report_view(report: SyncReport) -> RenderableType:
    """What a sync did, and what could not be read."""
    counts = ", ".join(
        f"{getattr(report, name):,} {name}"
        for name in ("added", "changed", "removed", "unchanged")
        if getattr(report, name)
    )
    chunks = f"; {count_words(report.chunks, 'chunk')} in {seconds_words(report.seconds)}" if report.chunks else ""
    parts: list[RenderableType] = [Text(f"{counts or 'Nothing to do'}{chunks}.")]
    parts += [_plain(note, "yellow") for note in report.notes]
    if report.failed:
        parts.append(Text(f"{count_words(len(report.failed), 'source')} could not be read:", style="yellow"))
        for failure in report.failed[:_SHOWN_FAILURES]:
            parts.append(Padding(_plain(f"{failure.origin}\n  {failure.reason}. {failure.advice}"), (0, 0, 0, 2)))
        if len(report.failed) > _SHOWN_FAILURES:
            parts.append(Text(f"  ... and {len(report.failed) - _SHOWN_FAILURES:,} more; --json lists them all."))
    return Group(*parts)


def print_lines(console: Console, lines: Sequence[tuple[str, str]]) -> None:
    """Name and value, aligned."""
    width = max(len(name) for name, _ in lines)
    for name, value in lines:
        console.print(_plain(f"{name:<{width}}  {value}"), soft_wrap=True)


def _understood(query: Query) -> Iterator[RenderableType]:
    chips = [chip.label for chip in filter_chips(query.filter)]
    if query.standalone != query.text:
        yield _plain(f"Understood as: {query.standalone}", "dim")
    if chips:
        yield _plain("Only " + " · ".join(chips), "dim")
    for note in query.notes:
        yield _plain(note, "dim")
    if chips or query.notes or query.standalone != query.text:
        yield Text()


def _statements(answer: Answer) -> Text:
    shown = Text()
    for statement in answer.statements:
        shown.append(_clean(statement.text))
        shown.append(" " + "".join(f"[{marker}]" for marker in statement.markers) + " ", style="bold cyan")
    return shown


def _differing(answer: Answer) -> Iterator[RenderableType]:
    if answer.disagreement:
        values = " · ".join(f"{value} [{marker}]" for value, marker in answer.disagreement.values)
        yield Text()
        yield _plain(f"Articles differ: {values}", "yellow")


def _source(citation: Citation) -> RenderableType:
    said = f", {citation.speaker} speaking" if citation.speaker else ""
    place = f"characters {citation.start}-{citation.end}"
    return Group(
        Text.assemble((f"[{citation.marker}] ", "bold cyan"), (_clean(headline(citation.article)), "bold")),
        Padding(_plain(f"{byline(citation.article)}{said} · {place}", "dim"), (0, 0, 0, 4)),
        *([Padding(_plain(citation.article.url, "dim"), (0, 0, 0, 4))] if citation.article.url else []),
    )


def _passages(passages: Sequence[Passage]) -> Iterator[RenderableType]:
    for number, passage in enumerate(passages, start=1):
        yield Group(
            Text.assemble((f"{number}. ", "bold cyan"), (_clean(headline(passage.article)), "bold")),
            Padding(_plain(f"{byline(passage.article)} · score {passage.score:.2f}", "dim"), (0, 0, 0, 3)),
            Padding(_plain(excerpt(passage.text)), (0, 0, 1, 3)),
        )


def _plain(text: str, style: str = "") -> Text:
    return Text(_clean(text), style=style)


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)
