"""What stands in a terminal: readable at any width, and nothing of an article that a terminal would obey."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console, RenderableType

from index.datatypes import Article, Copy, Failure, Filter, Passage, SyncReport
from rag.datatypes import Answer, Citation, Disagreement, Query, Statement
from rag.facets import Facets
from rag.search import SearchResults
from tests.ui.test_listing import article, listed
from ui.answer_view import answer_view
from ui.render import byline
from ui.search_view import results_view
from ui.terminal import article_view, clean, doctor_view, report_view

EVIL = "\x1b]0;owned\x07\x1b[31mred\x1b[2J\x9b31m\u202egnp.exe\r\b"


def shown(view: RenderableType, width: int = 80) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False)
    console.print(view)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def query(**fields: object) -> Query:
    given_fields = {
        "text": "When?",
        "standalone": "When?",
        "filter": Filter(),
        "kind": "when",
        "as_of": date(2026, 4, 1),
    }
    return Query(**(given_fields | fields))  # type: ignore[arg-type]


def found(passages: Sequence[Passage]) -> RenderableType:
    spans = tuple(((one.start, one.start + 3),) for one in passages)
    return results_view(SearchResults(query(), tuple(passages), spans, Facets(), None))


def answered(source: Article, statement: str | None = None, **fields: object) -> Answer:
    quote = source.text[:32]
    citation = Citation(1, source, 0, 32, quote, verified=True)
    return Answer(
        text="", answered=True, query=query(), statements=(Statement(statement or quote, (1,)),), citations=(citation,),
        **fields,  # type: ignore[arg-type]
    )  # fmt: skip


def test_an_answer_shows_its_sentences_markers_and_sources() -> None:
    text = shown(answer_view(answered(article(url="https://post.example/1"), short="Monday")))

    assert text.startswith("Monday\n\nThe bridge was closed on Monday. [1]")
    assert "[1] Bridge closed\n    Orlen Post, 2 March 2026 · characters 0-32\n    https://post.example/1\n" in text
    assert "“" not in text  # the sentence is the quotation


def test_a_source_is_quoted_where_the_answer_has_words_of_its_own() -> None:
    text = shown(answer_view(answered(article(), "On Monday the crossing was shut.")))

    assert "[1] Bridge closed\n    “The bridge was closed on Monday.”\n" in text


COPIES = (
    Copy("b", "Bridge shut", "The Hallin Gazette", date(2026, 3, 2), None, None),
    Copy("c", "Bridge shut", "EPR", date(2026, 3, 2), None, None),
)


def test_a_source_names_the_outlets_that_print_it_too() -> None:
    answer = answered(article(url="https://post.example/1"))
    text = shown(answer_view(replace(answer, citations=(replace(answer.citations[0], copies=COPIES),))))

    assert "\n    also in The Hallin Gazette, EPR (2 March 2026)\n    https://post.example/1\n" in text


def test_a_passage_names_the_outlets_that_print_it_too() -> None:
    passage = Passage(article(), 0, 32, "The bridge was closed on Monday.", 0.7, COPIES)
    text = shown(found([passage]))

    assert "score 0.70\n   also in The Hallin Gazette, EPR (2 March 2026)\n   The bridge" in text


def test_independent_outlets_are_said_where_there_is_more_than_one() -> None:
    answer = answered(article())
    for outlets, words in (("EPR", "Reuters"), "[1] (2 independent outlets)"), (("EPR",), "[1]"):
        told = (replace(answer.statements[0], outlets=outlets),)
        assert shown(answer_view(replace(answer, statements=told))).splitlines()[0].rstrip().endswith(words)


def test_each_value_of_a_disagreement_stands_on_a_line_of_its_own() -> None:
    text = shown(answer_view(answered(article(), disagreement=Disagreement((("19 million", 1), ("14 million", 2))))))

    [first, second] = text.split("The articles disagree:\n")[1].splitlines()[:2]
    assert first.startswith("  19 million [1] ")
    assert byline(article()) in first
    assert second.rstrip() == "  14 million [2]"


def test_a_step_of_a_timeline_stands_on_a_line_of_its_own() -> None:
    answer = answered(article())
    steps = tuple(replace(answer.statements[0], note=note) for note in ("2 March 2026", "3 March 2026"))
    for kind, lines in (("timeline", 2), ("what", 1)):
        text = shown(answer_view(replace(answer, statements=steps, query=replace(answer.query, kind=kind))))
        assert sum("March 2026]" in line for line in text.splitlines()) == lines


def test_a_refusal_says_why_and_calls_the_nearest_passages_what_they_are() -> None:
    passage = Passage(article(), 0, 32, "The bridge was closed on Monday.", 0.7)
    refusal = Answer("", False, query(notes=("Read as March.",)), reason="Nothing answers.", passages=(passage,) * 5)
    text = shown(answer_view(refusal))

    assert text.startswith("Read as March.\n\nNothing answers.\n")
    assert "Nearest passages (not an answer)" in text
    assert text.count("Bridge closed") == 3


def test_the_filter_is_visible() -> None:
    only = Filter(outlets=("Orlen Post",), after=date(2026, 3, 1))

    results = SearchResults(query(filter=only), (), (), Facets(), None)
    assert shown(results_view(results)).startswith("Only from 2026-03-01 · outlet: Orlen Post\n")


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    long = article(title="Long headline " * 20, text="Many words stand here. " * 60, outlet="The Very Long Outlet Name")
    passage = Passage(long, 0, 500, long.text[:500], 1.0)
    for view in (answer_view(answered(long)), found([passage]), article_view(long)):
        assert max(map(len, shown(view, width).splitlines())) <= width


@pytest.mark.parametrize(
    ("role", "told"),
    [("The mayor of Orlen", "Ada Lind (mayor of Orlen) speaking"), ("Its chair", "Ada Lind (chair) speaking"),
     (None, "Ada Lind speaking")],
)  # fmt: skip
def test_source_tells_who_is_speaking_and_what_they_are(role: str | None, told: str) -> None:
    answer = answered(article())
    spoken = replace(answer, citations=(replace(answer.citations[0], speaker="Ada Lind", role=role),))

    assert f"Orlen Post, 2 March 2026, {told} ·" in shown(answer_view(spoken), 120)


def test_nothing_of_an_article_commands_the_terminal() -> None:
    text = EVIL + "The bridge was closed on Monday." + EVIL
    evil = article(
        id=EVIL, title=EVIL + "T", text=text, outlet=EVIL, url="http://x/" + EVIL, authors=(EVIL,), origin=EVIL
    )
    copies = (Copy(EVIL, EVIL, EVIL, None, None, EVIL),)
    citation = Citation(1, evil, 0, len(text), text, speaker=EVIL, role=EVIL, copies=copies)
    answer = Answer(
        text, True, query(notes=(EVIL,), standalone=EVIL, filter=Filter(outlets=(EVIL,))), short=EVIL,
        statements=(Statement(text, (1,)),), citations=(citation,), disagreement=Disagreement(((EVIL, 1),)),
    )  # fmt: skip
    refusal = Answer("", False, query(), reason=EVIL, passages=(Passage(evil, 0, 9, text, 1.0, copies),))
    report = SyncReport(failed=(Failure(EVIL, EVIL, EVIL),), notes=(EVIL,))
    views = [
        answer_view(answer), answer_view(refusal), found(refusal.passages), article_view(evil),
        report_view(report), doctor_view([]),
    ]  # fmt: skip
    for text in [*map(shown, views), *listed([evil], 80)]:
        assert not set(text) & set("\x1b\x07\x08\r\x9b\u202e")


@given(st.text())
def test_clean_text_keeps_every_letter_and_no_control(text: str) -> None:
    cleaned = clean(text)

    assert not any((letter < " " and letter not in "\t\n") or "\x7f" <= letter <= "\x9f" for letter in cleaned)
    assert [letter for letter in text if letter.isalnum()] == [letter for letter in cleaned if letter.isalnum()]


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (SyncReport(added=1, chunks=2, seconds=0.5), "1 article added; 2 chunks embedded in 0.50 s."),
        (SyncReport(added=1200, changed=2, removed=1, unchanged=4), "1,200 articles added, 2 changed, 1 removed, 4 unchanged."),
        (SyncReport(unchanged=2), "2 articles, nothing changed."),
        (SyncReport(removed=2), "2 articles removed."),
        (SyncReport(notes=("No article files were found in x.",)), "No articles there.\nNo article files were found in x."),
        (SyncReport(failed=(Failure("a.txt", "empty", "Fill it."),)), "No article could be read.\n\n1 source could not be read:\na.txt\n    empty. Fill it."),
    ],
)  # fmt: skip
def test_a_report_is_one_sentence(report: SyncReport, said: str) -> None:
    assert shown(report_view(report)) == said + "\n"


def test_failures_are_indented_named_from_here_and_counted() -> None:
    failures = tuple(Failure(str(Path.cwd() / f"f{n}.txt"), "binary " * 20, "Save it as text.") for n in range(25))
    lines = shown(report_view(SyncReport(added=1, failed=failures))).splitlines()

    assert lines[3] == "f0.txt"
    assert lines[4].startswith("    binary")
    assert lines[5].startswith("    binary")
    assert lines[-1] == "... and 5 more; --json lists them all."
