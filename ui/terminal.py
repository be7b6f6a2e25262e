"""Articles and what all views of a terminal share. Article text is shown as it is, never as markup or control codes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from index.datatypes import Article, Copy, Failure, SyncReport
from rag.datatypes import Query
from ui.chips import filter_words, part_words
from ui.render import archive_line, byline, copies_words, count_words, headline, seconds_words

if TYPE_CHECKING:
    from index.archive import ArchiveStatus
    from ui.doctor import Finding

# Escape sequences command a terminal; direction overrides make text read as another than it is.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SHOWN_FAILURES = 20
_NO_DAY = "no date"
_NARROW = 64
"""Columns in which a day, 20 of a headline, 12 of an outlet and an id of ours just stand side by side."""


def article_view(article: Article, copies: Sequence[Copy] = ()) -> RenderableType:
    """A whole article, with the others of its story."""
    about = [
        byline(article),
        ", ".join(article.authors),
        f"changed {article.modified}" if article.modified else "",
        " · ".join(filter(None, [article.section, *article.keywords])),
        copies_words(copies),
    ]
    addresses = (article.url, f"{article.id} · {article.origin}")
    stated = (f"{field}: {where}" for field, where in article.stated.items())
    return Group(
        plain(one_line(headline(article)), "bold"),
        *([plain(one_line(article.subtitle))] if article.subtitle else []),
        *(plain(one_line(line), "dim") for line in about if line),
        *(unbroken(line, style="dim") for line in addresses if line),
        *(plain(one_line(line), "dim") for line in stated),
        Text(),
        plain(article.text),
    )


def report_view(report: SyncReport) -> RenderableType:
    """What a sync did, and what could not be read."""
    parts: list[RenderableType] = [Text(_counts(report))]
    parts += [plain(note, "yellow") for note in report.notes]
    if report.failed:
        parts += [Text(), Text(f"{count_words(len(report.failed), 'source')} could not be read:", style="yellow")]
        parts += [_failure(failure) for failure in report.failed[:_SHOWN_FAILURES]]
        if len(report.failed) > _SHOWN_FAILURES:
            parts.append(Text(f"... and {len(report.failed) - _SHOWN_FAILURES:,} more; --json lists them all."))
    return Group(*parts)


def print_articles(console: Console, articles: Iterable[Article], status: "ArchiveStatus") -> None:
    """One line an article: day, headline, outlet, id; in a terminal cut to its width, or stacked."""
    rows = [
        (
            str(article.published_day or article.published_in or _NO_DAY),
            one_line(headline(article)),
            one_line(article.outlet or ""),
            one_line(article.id),
        )
        for article in articles
    ]
    if console.is_terminal and console.width < _NARROW:
        for row in rows:
            console.print(_stacked(row), crop=False)
    else:
        widths = _widths(rows, console.width if console.is_terminal else None)
        for *cells, article_id in rows:
            line = "  ".join(_fitted(cell, width) for cell, width in zip(cells, widths, strict=True))
            console.print(Text(f"{line}  {article_id}"), soft_wrap=True)
    if console.is_terminal:
        console.print(Text(f"\n{archive_line(status)}. One of them whole: dateline articles ID", style="dim"))


def doctor_view(findings: Sequence["Finding"]) -> RenderableType:
    """What the doctor found, one thing below the other."""
    return Group(*(_finding(finding) for finding in findings))


def clean(text: str) -> str:
    """Text of others without what a terminal would obey: escape sequences, control characters."""
    return _CONTROL.sub("", text)


def _finding(finding: "Finding") -> RenderableType:
    mark = ("ok   ", "bold green") if finding.fine else ("BAD  ", "bold red")
    return Group(Text.assemble(mark, (finding.name, "bold")), indented(plain(finding.what), 5))


def _counts(report: SyncReport) -> str:
    """One sentence: what changed, and how long it took."""
    names = [name for name in ("added", "changed", "removed", "unchanged") if getattr(report, name)]
    if not names:
        if report.failed:
            return "No article could be read."
        return "Nothing new." if report.not_taken else "No articles there."
    if names == ["unchanged"]:
        return f"{count_words(report.unchanged, 'article')}, nothing changed."
    parts = [f"{getattr(report, name):,} {name}" for name in names]
    parts[0] = f"{count_words(getattr(report, names[0]), 'article')} {names[0]}"
    chunks = f"; {count_words(report.chunks, 'chunk')} embedded in {seconds_words(report.seconds)}"
    return ", ".join(parts) + chunks * bool(report.chunks) + "."


def _failure(failure: Failure) -> RenderableType:
    return Group(
        unbroken(_from_here(failure.origin), style="bold"), indented(plain(f"{failure.reason}. {failure.advice}"), 4)
    )  # fmt: skip


def _from_here(origin: str) -> str:
    """A path below the folder that the person is in without that folder."""
    here = f"{Path.cwd()}/"
    return origin.removeprefix(here) if here != "//" else origin


def _widths(rows: Sequence[tuple[str, str, str, str]], room: int | None) -> tuple[int, int, int]:
    """Columns for day, headline and outlet: as wide as their longest, cut so that the id still fits in the room."""
    day, title, outlet, article_id = (max((cell_len(row[at]) for row in rows), default=0) for at in range(4))
    if room is None:
        return day, title, outlet
    outlet = min(outlet, max(room // 5, 12))
    return day, min(title, max(room - day - outlet - min(article_id, 24) - 6, 20)), outlet


def _stacked(row: tuple[str, str, str, str]) -> RenderableType:
    day, title, outlet, article_id = row
    about = "  ".join(filter(None, (day, outlet)))
    return Group(Text(title, style="bold"), indented(Text(about), 2), unbroken(article_id, 2, "dim"))


def _fitted(cell: str, width: int) -> str:
    return set_cell_size(cell, width) if cell_len(cell) <= width else set_cell_size(cell, width - 1) + "…"


def indented(text: RenderableType, left: int, bottom: int = 0) -> Padding:
    """Moved to the right, and no line longer than its words."""
    # Not expanded: lines piped into another program end where their words end.
    return Padding(text, (0, 0, bottom, left), expand=False)


def titled(mark: str, article: Article) -> RenderableType:
    """A headline behind its number, under which its further lines do not go."""
    row = Table.grid()
    row.add_column(no_wrap=True)
    row.add_row(Text(mark, style="bold cyan"), plain(one_line(headline(article)), "bold"))
    return row


def unbroken(text: str, left: int = 0, style: str = "") -> Text:
    """An address or a path as one line, to be copied whole; to be printed with `crop=False`."""
    return Text(" " * left + one_line(text), style, no_wrap=True, overflow="ignore")


def one_line(text: str) -> str:
    """Text of others on one line, cleaned."""
    return " ".join(clean(text).split())


def understood(query: Query, reason: str | None = None) -> Iterator[RenderableType]:
    """How a question was understood, an empty line behind it; the reason for no answer is said below, not here."""
    only = filter_words(query.filter)
    notes = [note for note in (*query.notes, *part_words(query)) if note != reason]
    if query.standalone != query.text:
        yield plain(f"Searched for: {query.standalone}", "dim")
    if only:
        yield plain("Only " + " · ".join(only), "dim")
    for note in notes:
        yield plain(note, "dim")
    if only or notes or query.standalone != query.text:
        yield Text()


def plain(text: str, style: str = "") -> Text:
    """Text of others, cleaned, and never markup."""
    return Text(clean(text), style=style)
