"""Which outlet a sentence or an article is of, as people read it."""

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console

from index.datatypes import Article, Filter, Passage
from rag.datatypes import Answer, Citation, Kind, Query, Statement
from tests.ui.fakes import BRIDGE, cite
from ui import render
from ui.answer_page import answer_html
from ui.answer_view import answer_view
from ui.sentences import notes_of

LEDGER = Article(
    id="ledger",
    title="Cable bill grows",
    text="The cables will cost 3 million.",
    outlet="Harbour Ledger",
    published=date(2026, 3, 9),
)
CITED = (cite(1, BRIDGE, "Repairs take nine weeks."), cite(2, LEDGER, LEDGER.text))


def answered(*statements: Statement, kind: Kind = "compare") -> Answer:
    query = Query("How do they differ?", "How do they differ?", Filter(), kind, date(2026, 4, 1))
    return Answer("", True, query, statements=statements, citations=CITED)


def in_words(answer: Answer, width: int = 100) -> dict[str, str]:
    """What a terminal and the web chat show."""
    console = Console(file=io.StringIO(), width=width, highlight=False)
    console.print(answer_view(answer))
    return {
        "terminal": console.file.getvalue(),  # type: ignore[attr-defined]
        "web": re.sub("<[^>]+>", "", answer_html(answer)),
    }


BOTH = (Statement(CITED[0].quote, (1,)), Statement(CITED[1].quote, (2,), note="said by the clerk"))


@pytest.mark.parametrize("surface", ["terminal", "web"])
def test_sentences_of_a_comparison_say_which_outlet_they_are_of(surface: str) -> None:
    shown = in_words(answered(*BOTH))[surface]
    assert "[Estmark Courier] Repairs take nine weeks." in shown
    assert "[Harbour Ledger; said by the clerk] The cables will cost 3 million." in shown


@pytest.mark.parametrize("surface", ["terminal", "web"])
def test_outlet_is_said_before_no_sentence_where_nothing_is_compared_or_all_are_of_one(surface: str) -> None:
    for answer in (answered(*BOTH, kind="what"), answered(BOTH[0], BOTH[0])):
        assert "[Estmark Courier" not in in_words(answer)[surface]


def test_sentence_that_rests_on_two_outlets_names_both_once() -> None:
    both = Statement("The two agree.", (1, 2, 1))
    assert notes_of(answered(both, BOTH[0])) == ["Estmark Courier, Harbour Ledger", "Estmark Courier"]


STORY = replace(
    LEDGER, text="The city engineer said so. Ann Lee came. In her view it is late.\nThe pier is old. It leaks."
)
FIRST, LEE, HERS, PIER, LEAKS = (cite(1, STORY, one) for one in
    ("The city engineer said so.", "Ann Lee came.", "In her view it is late.", "The pier is old.", "It leaks."))  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "note"),
    [
        (FIRST, HERS, "…"),
        (LEAKS, PIER, "…"),  # another order than the article's
        (FIRST, LEE, ""),
        (HERS, PIER, ""),  # the next paragraph
        (CITED[0], HERS, ""),
    ],
)
@pytest.mark.parametrize("surface", ["terminal", "web"])
def test_sentence_that_does_not_follow_the_one_before_it_is_set_off(
    before: Citation, after: Citation, note: str, surface: str
) -> None:
    told = answered(Statement(before.quote, (1,)), Statement(after.quote, (2,)), kind="what")
    told = replace(told, citations=(before, replace(after, marker=2)))
    assert notes_of(told) == ["", note]
    assert ("[…] " + after.quote in in_words(told)[surface]) == bool(note)


def test_words_of_another_article_begin_a_line_of_their_own_in_a_terminal() -> None:
    pair = (Statement(CITED[0].quote, (1,)), Statement(CITED[1].quote, (2,)))
    lines = in_words(answered(*pair, kind="what"))["terminal"].splitlines()
    assert [line.rstrip() for line in lines[:2]] == [f"{CITED[0].quote} [1]", f"{CITED[1].quote} [2]"]
    ours = (pair[0], Statement("So it takes long.", (1, 2)))  # a model's own words go on
    assert in_words(answered(*ours, kind="what"))["terminal"].startswith(f"{CITED[0].quote} [1] So it takes")


def test_note_of_a_sentence_and_a_line_of_its_own_set_it_off_already() -> None:
    pair = (Statement(FIRST.quote, (1,)), Statement(HERS.quote, (2,), note="her: Ann Lee"))
    told = replace(answered(*pair, kind="what"), citations=(FIRST, replace(HERS, marker=2)))
    assert notes_of(told) == ["", "her: Ann Lee"]
    bare = (pair[0], replace(pair[1], note=""))
    assert notes_of(replace(told, statements=bare, query=replace(told.query, kind="list"))) == ["", ""]


@pytest.mark.parametrize(
    ("outlet", "url", "words"),
    [
        ("EPR", "https://www.epr.example/1", "EPR, 9 March 2026"),
        (None, "https://wire.example/1", "wire.example, 9 March 2026"),
        (" ", "javascript:alert(1)", "outlet not given, 9 March 2026"),
        (None, None, "outlet not given, 9 March 2026"),
    ],
)
def test_article_without_an_outlet_is_known_by_its_site(outlet: str | None, url: str | None, words: str) -> None:
    assert render.byline(replace(LEDGER, outlet=outlet, url=url)) == words


def test_headline_of_several_lines_stands_behind_its_number() -> None:
    long = replace(LEDGER, title="Cable bill grows as the harbour board waits for a third opinion")
    answer = replace(answered(BOTH[1]), citations=(replace(CITED[1], article=long),))
    refusal = replace(answer, answered=False, reason="No.", passages=(Passage(long, 0, 10, "The cables", 0.5),))
    for shown, mark in ((answer, "[2] "), (refusal, "1. ")):
        lines = [line.rstrip() for line in in_words(shown, 44)["terminal"].splitlines()]
        first = lines.index(f"{mark}Cable bill grows as the harbour board")
        assert lines[first + 1].removeprefix(" " * len(mark)).startswith("waits for"), lines[first + 1]
