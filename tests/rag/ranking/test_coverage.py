"""How much of a question an article has counts in ranking, and every outlet or part that is asked for is heard."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.datatypes import Article, Filter
from rag.datatypes import Query
from rag.ranking.coverage import Coverage
from rag.retrieve import Retriever
from rag.understand import understand
from tests.conftest import WordEmbedder

TODAY = date(2026, 4, 20)


def filler(place: str, people: str) -> str:
    return " ".join(f"Nothing else happened on {place} {number} that week, {people} said." for number in range(60))


def found(folder: Path, articles: list[Article], query: Query) -> list[str]:
    with Archive.open(folder, WordEmbedder(), chroma=False) as archive:
        archive.sync(articles)
        return [passage.article.id for passage in Retriever(archive).retrieve(query, 10)]


def test_the_rarer_a_word_the_more_of_the_question_it_is(tmp_path: Path) -> None:
    articles = [Article(f"a{number}", "Ferry", f"The ferry sails at {number}.") for number in range(9)]
    with Archive.open(tmp_path, WordEmbedder(), chroma=False) as archive:
        archive.sync([*articles, Article("b", "Goose", "A goose took the ferry.")])
        coverage = Coverage(understand("Did the goose take the ferry?", TODAY), archive)
        assert coverage.of("Geese and trams.") < coverage.of("The ferry was late.") < coverage.of("Some goose!") < 1
        assert coverage.of("A goose took it; they take the ferry.") == pytest.approx(1)
        assert coverage.of("Nothing.") == 0


def test_an_article_that_has_the_rest_of_the_question_goes_before_a_passage_that_matches_a_little_better(
    tmp_path: Path,
) -> None:
    articles = [
        Article("a", "Notice", f"The inspector closed the gangway because of the waves. {filler('pier', 'skippers')}"),
        Article(
            "z", "Notice",
            f"Because of the storm the gangway is shut. {filler('dock', 'fishers')} Ragna Thessel was on Hallin quay.",
        ),
    ]  # fmt: skip
    query = understand("Why was the gangway closed on Hallin quay, Ragna Thessel?", TODAY)
    with Archive.open(tmp_path, WordEmbedder(), chroma=False) as archive:
        archive.sync(articles)
        passages = Retriever(archive).retrieve(query, 10)
    assert next(one.article.id for one in passages if "gangway" in one.text) == "z"


@pytest.fixture
def loud(tmp_path: Path) -> list[Article]:
    """An outlet with many articles that match everything, and one with a single one that matches less."""
    many = [
        Article(
            f"loud{number}", "Harbour tax raised", f"The harbour tax was raised to {number} dalers.", outlet="Herald"
        )
        for number in range(12)
    ]
    return [*many, Article("quiet", "Dues", "Skippers pay more tax.", outlet="Ledger")]


def test_of_several_outlets_that_are_asked_for_each_is_among_the_first(tmp_path: Path, loud: list[Article]) -> None:
    query = understand("Was the harbour tax raised?", TODAY)
    both = replace(query, filter=Filter(outlets=("Herald", "Ledger")))
    assert "quiet" not in found(tmp_path, loud, query)
    assert "quiet" in found(tmp_path, loud, both)[:3]


def test_each_part_of_a_question_is_searched_for_itself(tmp_path: Path, loud: list[Article]) -> None:
    query = understand("Was the harbour tax raised?", TODAY)
    part = replace(query, standalone="Do skippers pay?", subject="skippers pay")
    assert "quiet" in found(tmp_path, loud, replace(query, parts=(part,)))[:3]
