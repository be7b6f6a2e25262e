"""A cited article that was corrected, a page of a document, a month instead of a day: what people see of them."""

from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console

from index.datatypes import Article, Copy, Filter
from rag.datatypes import Answer, Citation, Query, Statement
from ui.answer_page import answer_html
from ui.answer_view import answer_view
from ui.reader import reader_html
from ui.render import byline

TEXT = "The bridge will reopen in May.\nRepairs cost two million.\nCorrection: an earlier version gave another sum."
ARTICLE = Article("a", "Bridge", TEXT, outlet="The Orlen Post", published_in="2026-03", pages=(0, 31))


@pytest.fixture
def answer() -> Answer:
    """An answer that cites the second page of a corrected document."""
    start = TEXT.index("Repairs")
    cited = Citation(1, ARTICLE, start, start + 25, TEXT[start : start + 25], verified=True)
    query = Query("What do repairs cost?", "What do repairs cost?", Filter(), "what", date(2026, 4, 1))
    said = (Statement(cited.quote, (1,)),)
    return Answer(f"{cited.quote} [1]", True, query, statements=said, citations=(cited,))


def test_terminal_gives_page_month_and_correction(answer: Answer) -> None:
    console = Console(width=100)
    with console.capture() as captured:
        console.print(answer_view(answer))
    shown = captured.get()
    assert "The Orlen Post, March 2026 · p. 2, characters 31-56" in shown
    assert "Correction: an earlier version gave another sum." in shown


def test_page_gives_them_too_and_as_text(answer: Answer) -> None:
    shown = answer_html(answer)
    assert "p. 2" in shown
    assert "Correction: an earlier version gave another sum." in shown


def test_citation_as_values_says_page_and_correction(answer: Answer) -> None:
    (cited,) = answer.to_dict()["citations"]
    assert (cited["page"], cited["correction"]) == (2, "Correction: an earlier version gave another sum.")


def test_byline_gives_the_year_alone_where_no_more_is_known() -> None:
    assert byline(Article("a", "T", "x", outlet="The Orlen Post", published_in="2026")) == "The Orlen Post, 2026"


def test_web_says_a_correction_once_however_often_its_article_is_cited(answer: Answer) -> None:
    again = replace(answer.citations[0], marker=2, start=0, end=1)
    html = answer_html(replace(answer, citations=(*answer.citations, again)))
    assert html.count("an earlier version gave another sum") == 1


def test_reader_gives_month_page_change_subtitle_correction_and_copies() -> None:
    article = replace(ARTICLE, subtitle="Traffic <waits>", modified=date(2026, 4, 2))
    copy = Copy("b", "Bridge", "Estmark Courier", date(2026, 3, 12), None, None)
    start = TEXT.index("Repairs")
    shown = reader_html(article, start, start + 7, (copy,))
    assert "The Orlen Post · March 2026 · changed 2 April 2026 · p. 2<" in shown
    assert "Traffic &lt;waits&gt;" in shown
    assert shown.count("Correction: an earlier version gave another sum.") == 2  # the notice, and the text itself
    assert "also in Estmark Courier (12 March 2026)" in shown


def test_reader_of_a_whole_article_says_only_what_is_known() -> None:
    shown = reader_html(Article("a", "T", "Words.", outlet="The Orlen Post", published_in="2024"))
    assert '<p class="dl-meta" dir="auto">The Orlen Post · 2024</p><div' in shown
