"""The articles of an archive listed in a terminal of any width, and for another program."""

import io
from collections.abc import Sequence
from datetime import date

import pytest
from rich.console import Console

from index.archive import ArchiveStatus
from index.datatypes import Article
from ui.terminal import print_articles


def listed(articles: Sequence[Article], width: int, *, terminal: bool = True) -> list[str]:
    console = Console(file=io.StringIO(), width=width, highlight=False, force_terminal=terminal, color_system=None)
    status = ArchiveStatus(len(articles), 1, 0, date(2026, 3, 2), date(2026, 3, 4), {"Post": 1}, "", "", "")
    print_articles(console, articles, status)
    return console.file.getvalue().splitlines()  # type: ignore[attr-defined, no-any-return]


def article(**fields: object) -> Article:
    given_fields = {"id": "a1", "title": "Bridge closed", "text": "The bridge was closed on Monday. It opens in May."}
    return Article(**(given_fields | {"outlet": "Orlen Post", "published": date(2026, 3, 2)} | fields))  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [80, 120])
def test_articles_fit_one_line_each_and_ids_are_whole(width: int) -> None:
    articles = [
        article(
            id="30dec89133b5a62a",
            title="Skarrow bridge closed after a crack was found in its main pier",
            outlet="O" * 40,
        ),
        article(id="2f782eaab7635ddd", title="雨が降る" * 20, outlet=None, published=None),
    ]
    first, second, blank, footer, *_ = listed(articles, width)

    assert first.endswith("  30dec89133b5a62a")
    assert second.endswith("  2f782eaab7635ddd")
    assert len(first) == width
    assert first.startswith("2026-03-02  Skarrow bridge")
    assert second.startswith("no date     雨が")
    assert "…" in first
    assert blank == ""
    assert footer.startswith("2 articles")


def test_articles_in_a_narrow_terminal_are_whole_below_each_other() -> None:
    title = "Skarrow bridge closed after a crack was found in its main pier"
    long = article(id="30dec89133b5a62a", title=title, outlet="The Varnholm Evening Courier and Post")
    lines = listed([long, article(id="2f782eaab7635ddd", title="Bridge open", outlet=None, published=None)], 40)

    assert max(map(len, lines)) <= 40
    assert " ".join(" ".join(lines).split()).startswith(
        f"{title} 2026-03-02 {long.outlet} {long.id} Bridge open no date 2f"
    )
    assert "  30dec89133b5a62a" in lines
    assert not any("…" in line for line in lines)


def test_articles_for_another_program_are_not_cut() -> None:
    (line,) = listed([article(title="Long headline " * 20)], 80, terminal=False)

    assert ("Long headline " * 20).strip() in line


def test_articles_with_line_breaks_in_their_fields_stay_on_their_line() -> None:
    lines = listed([article(id="a\nb", title="one\ntwo", outlet="x\r\ny")], 80, terminal=False)

    assert lines == ["2026-03-02  one two  x y  a b"]
