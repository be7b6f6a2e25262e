"""A question of several parts: each of them has its answer among the first passages."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.archive import Archive
from index.datatypes import Article, Passage
from rag.ranking.several import CHOSEN, MOST, merged, searches, spread
from rag.retrieve import Retriever
from rag.understand import Holdings, understand
from tests.conftest import WordEmbedder

TODAY = date(2026, 4, 20)
OUTLETS = ("Courier", "Herald", "Ledger")
LONG = (
    "Which company, reported by the Courier to have bought the shipyard, lost its licence for ferries, "
    "hired a former admiral, and is said by the Herald to owe four million dalers?"
)


def passage(id_: str, score: float, text: str = "Nothing.", outlet: str = "Courier") -> Passage:
    article = Article(id=id_, title="", text=text, outlet=outlet, origin=f"document:{id_}")
    return Passage(article, 0, len(text), text, score)


def asked(question: str) -> list[str]:
    return [one.standalone for one in searches(understand(question, TODAY, OUTLETS))]


def ids(passages: list[Passage]) -> list[str]:
    return [one.article.id for one in passages]


@pytest.mark.parametrize(
    "question",
    ["When was the bridge opened?", "What did the Courier say of the bridge, the ferry and the harbour tax?"],
)
def test_plain_question_is_searched_once(question: str) -> None:
    assert asked(question) == []


def test_clauses_of_a_long_question_are_searched_for_themselves() -> None:
    assert "hired a former admiral" in asked(LONG)
    assert "lost its licence for ferries" in asked(LONG)


def test_clause_is_looked_for_in_the_outlet_that_it_names_or_else_in_all_of_them() -> None:
    query = understand(LONG, TODAY, OUTLETS)
    by_text = {one.standalone: one.filter.outlets for one in searches(query)}
    assert by_text["hired a former admiral"] == ("Courier", "Herald")
    assert next(outlets for text, outlets in by_text.items() if text.startswith("is said by")) == ("Herald",)


def test_each_outlet_of_a_question_without_parts_is_searched() -> None:
    query = understand("What did both the Courier and the Herald write about the harbour tax?", TODAY, OUTLETS)
    assert [one.filter.outlets for one in searches(query)] == [("Courier",), ("Herald",)]


def test_the_same_is_not_searched_twice_and_searches_are_few() -> None:
    question = "Did the Courier say that the bridge is old, while the Herald said that the bridge is new?"
    assert len(asked(question)) == 2
    places = (
        "Ostby",
        "Kesterby",
        "Maravale",
        "Altmere",
        "Drosk",
        "Tarnwick",
        "Varnholm",
        "Skarrow",
        "Lindqvist",
        "Osmond",
    )
    many = ", ".join(f"the Courier tell of heavy floods near {place}" for place in places)
    assert len(asked(f"Did {many}, while the Herald told of storms?")) == MOST


def test_author_who_is_called_like_a_named_outlet_is_no_filter() -> None:
    holdings = Holdings(OUTLETS, authors=lambda: ("Herald",))
    query = understand("What do the Courier and Herald articles say of the shipyard?", TODAY, holdings=holdings)
    assert query.filter.authors == ()
    assert query.filter.outlets == ("Courier", "Herald")
    assert "shipyard" in query.subject


def test_best_of_each_search_comes_before_the_second_of_any() -> None:
    one, other = [passage("a", 9.0), passage("b", 5.0)], [passage("c", 2.0), passage("d", 1.0)]
    assert set(ids(merged([], [one, other]))[:2]) == {"a", "c"}


def test_what_repeats_an_answer_waits_for_the_unanswered_part() -> None:
    loud = [passage(f"loud{n}", 2.0 - n / 100) for n in range(12)]
    quiet = [passage("best", 2.0), passage("quiet", 1.4)]
    ranked = merged([], [loud, quiet])
    assert ids(ranked).index("quiet") > CHOSEN
    assert ids(spread(ranked, [loud, quiet])).index("quiet") < CHOSEN


LISTS = st.lists(
    st.lists(st.tuples(st.sampled_from("abcdefgh"), st.floats(-5, 5)), max_size=12), min_size=1, max_size=4
)


@given(LISTS)
def test_every_passage_that_was_found_is_there_once_whatever_its_score(lists: list[list[tuple[str, float]]]) -> None:
    ranked = [[passage(id_, score) for id_, score in one] for one in lists]
    shown = spread(merged(ranked[0], ranked), ranked)
    assert sorted(ids(shown)) == sorted({id_ for one in lists for id_, _ in one})


@pytest.fixture
def retriever(tmp_path: Path) -> Iterator[Retriever]:
    def article(id_: str, outlet: str, text: str) -> Article:
        return Article(id=id_, title=f"Report {id_}", text=text, outlet=outlet, origin=f"document:{id_}")

    articles = [
        article(f"tax{n}", "Courier", f"The harbour tax was raised, skipper {n} of Ostby says.") for n in range(15)
    ]
    articles.append(article("goose", "Herald", "A goose stopped the tram in Kesterby."))
    articles.append(article("noise", "Ledger", "The harbour tax was raised and a goose stopped the tram."))
    with Archive.open(tmp_path / "archive", WordEmbedder(), chroma=False) as archive:
        archive.sync(articles)
        yield Retriever(archive)


def test_quiet_outlet_is_heard_among_the_first_and_no_other_is(retriever: Retriever) -> None:
    query = understand(
        "Did the Courier report that the harbour tax was raised, while the Herald reported that a goose stopped the tram?",
        TODAY,
        OUTLETS,
    )
    found = retriever.retrieve(query, 4)
    assert "goose" in ids(found)[:2]
    assert "noise" not in ids(retriever.retrieve(query, 50))
