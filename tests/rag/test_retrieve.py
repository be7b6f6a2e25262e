"""Retrieval: filters hold, newer is better near the day of asking, copies are shown once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.archive import Archive
from index.datatypes import Article, Filter, Passage
from rag.retrieve import LONGEST, Retriever, joined
from rag.understand import understand
from tests.conftest import WordEmbedder

TODAY = date(2026, 4, 20)


def story(id_: str, text: str, day: date | None = None, outlet: str | None = None) -> Article:
    return Article(id=id_, title=f"Report {id_}", text=text, published=day, outlet=outlet, origin=f"document:{id_}")


@pytest.fixture
def retriever(tmp_path: Path) -> Iterator[Retriever]:
    articles = [
        story("old", "The harbour tax was raised to four dalers.", date(2025, 1, 5), "Courier"),
        story("new", "The harbour tax was raised to six dalers.", date(2026, 4, 18), "Herald"),
        story("copy", "The harbour tax was raised  to six dalers.", date(2026, 4, 18), "Ledger"),
        story("undated", "Nobody likes the harbour tax, skippers say."),
        story("other", "A goose stopped the tram in Kesterby for an hour.", date(2026, 4, 1), "Courier"),
    ]
    with Archive.open(tmp_path / "archive", WordEmbedder(), chroma=False) as archive:
        archive.sync(articles)
        yield Retriever(archive)


def ids(retriever: Retriever, question: str, only: Filter | None = None, top_k: int = 10) -> list[str]:
    query = understand(question, TODAY)
    if only is not None:
        query = replace(query, filter=only)
    return [passage.article.id for passage in retriever.retrieve(query, top_k)]


def test_near_the_day_of_asking_newer_articles_come_first(retriever: Retriever) -> None:
    assert ids(retriever, "Was the harbour tax raised?")[:1] == ["copy"]
    assert ids(retriever, "Was the harbour tax raised?").index("old") > 0


def test_a_question_about_a_time_of_its_own_is_not_drawn_to_the_present(retriever: Retriever) -> None:
    found = ids(retriever, "Was the harbour tax raised?", Filter(before=date(2025, 12, 31)))
    assert found == ["old"]


def test_the_same_words_in_two_outlets_are_shown_once(retriever: Retriever) -> None:
    found = ids(retriever, "harbour tax six dalers")
    assert ("new" in found) != ("copy" in found)


def test_filters_let_nothing_else_through(retriever: Retriever) -> None:
    assert set(ids(retriever, "harbour tax", Filter(outlets=("Courier",)))) == {"old", "other"}
    assert "undated" not in ids(retriever, "harbour tax", Filter(after=date(2024, 1, 1)))
    assert ids(retriever, "harbour tax", Filter(outlets=("Nowhere Times",))) == []


def test_at_most_top_k_come_back_best_first(retriever: Retriever) -> None:
    query = understand("harbour tax", TODAY)
    found = retriever.retrieve(query, 2)
    assert len(found) == 2
    assert found[0].score >= found[1].score


@pytest.mark.parametrize(
    "question", ['harbour"', "AND OR NOT", "harbour* NEAR(", "海港 税", "🚢 harbour?", "it's o'clock", "a" * 1999]
)
def test_no_question_is_search_syntax(retriever: Retriever, question: str) -> None:
    assert isinstance(ids(retriever, question), list)


def test_every_passage_is_its_span_of_the_article(retriever: Retriever) -> None:
    for passage in retriever.retrieve(understand("harbour", TODAY), 10):
        assert passage.text == passage.article.text[passage.start : passage.end]


def test_who_stands_on_an_earlier_day_finds_nothing_later(retriever: Retriever) -> None:
    found = ids(retriever, "Was the harbour tax raised?", Filter(known_by=date(2025, 6, 1)))
    assert set(found) == {"old", "undated"}


LONG = Article(
    "long",
    "The harbour tax",
    "\n\n".join(f"Paragraph {n}. " + "The harbour tax was raised to six dalers again. " * 15 for n in range(12)),
)
SHORT = Article("short", "A goose", "A goose stopped the tram. It stayed for an hour. " * 20)


def pieces(article: Article) -> list[Passage]:
    """The article cut into passages of which each ends where the next begins."""
    cuts = [*range(0, len(article.text), 700), len(article.text)]
    return [Passage(article, one, end, article.text[one:end], 1.0) for one, end in pairwise(cuts)]


PIECES = [*pieces(LONG), *pieces(SHORT)]


def ranked(order: list[int]) -> list[Passage]:
    return [replace(PIECES[at], score=1 / rank) for rank, at in enumerate(order, start=1)]


@given(st.permutations(range(len(PIECES))), st.integers(0, len(PIECES)), st.integers(1, 12))
def test_neighbours_are_joined_without_losing_a_character_or_a_place(order: list[int], count: int, top_k: int) -> None:
    given_ = ranked(order[:count])
    found = joined(given_, top_k)
    assert all(one.text == one.article.text[one.start : one.end] for one in found)
    assert all(len(one.text) <= LONGEST for one in found)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert len({(one.article.id, at) for one in found for at in range(one.start, one.end)}) == sum(
        len(one.text) for one in found
    )
    for one in given_[:top_k]:  # joining makes room and never takes it
        assert any(two.article.id == one.article.id and two.start <= one.start < two.end for two in found)
    assert len(found) <= top_k


def test_joined_passages_leave_their_place_to_the_next() -> None:
    assert [(one.article.id, one.start, one.end, one.score) for one in joined(ranked([1, 0, 5, 9]), 3)] == [
        ("long", 0, 1400, 1.0),
        ("long", 3500, 4200, 1 / 3),
        ("long", 6300, 7000, 1 / 4),
    ]


def test_neighbours_of_one_article_come_back_as_one_passage(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive", WordEmbedder(), chroma=False) as archive:
        text = "\n\n".join(
            f"The harbour tax is debated in part {n}. " + "Skippers wait on the quay. " * 28 for n in (1, 2)
        )
        archive.sync([replace(LONG, text=text, origin="doc:long")])
        assert archive.count_chunks() == 2
        [found] = Retriever(archive).retrieve(understand("harbour tax debated in part", TODAY), 10)
        assert found.text == archive.article("long").text
