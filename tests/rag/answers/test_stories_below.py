"""A story is told from the articles that are of it, however unlikely each sentence is as an answer."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.datatypes import Article
from rag.assistant import Assistant
from tests.rag.answers.forms import AS_OF, answering, texts

MINT = "A fire at the old mint in Orlen destroyed two halls on Sunday. Nobody was hurt, the brigade said."
FREED = "The man held after the fire at the mint in Orlen was freed on Friday. A cable was the cause, the police found."
FERRIES = "The harbour of Lorne has nine ferries. Fire drills were held on Monday. The oldest ferry is blue."
ARTICLES = (
    Article("mint", "Fire at the Orlen mint", MINT, outlet="Gazette", published=date(2026, 3, 2), origin="document:1"),
    Article(
        "freed", "Orlen mint fire: man freed", FREED, outlet="Post", published=date(2026, 3, 14), origin="document:2"
    ),
    Article("ferries", "Ferries of Lorne", FERRIES, outlet="Post", published=date(2026, 3, 20), origin="document:3"),
)


def strict_on(folder: Path, *articles: Article) -> Assistant:
    """An assistant for which no sentence alone is likely enough."""
    return answering(folder, *articles, accepted_wrong=0.0)


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with strict_on(tmp_path_factory.mktemp("strict"), *ARTICLES) as opened:
        yield opened


@pytest.mark.parametrize(
    "question",
    ["Timeline of the events around the Orlen mint fire", "Summarise the story of the Orlen mint fire."],
)
def test_story_is_told_from_all_its_articles_and_no_other(strict: Assistant, question: str) -> None:
    answer = strict.ask(question, AS_OF)
    assert texts(answer)
    assert {one.article.id for one in answer.citations} == {"mint", "freed"}


def test_timeline_of_articles_without_any_day_is_what_they_tell(tmp_path: Path) -> None:
    undated = [replace(one, text=re.sub(r" on \w+day", "", one.text), published=None) for one in ARTICLES]
    with strict_on(tmp_path, *undated) as assistant:
        answer = assistant.ask("Timeline of the events around the Orlen mint fire", AS_OF)
    assert {one.article.id for one in answer.citations} == {"mint", "freed"}


def test_comparison_has_a_sentence_of_each_outlet_whose_article_is_of_the_story(tmp_path: Path) -> None:
    told = (
        ("Gazette", "Fire at the Orlen mint", "A fire at the old mint in Orlen destroyed two halls on Sunday."),
        ("Post", "Orlen mint fire: what we know", "Nobody was hurt. Smoke hung over the harbour for hours."),
        ("Herald", "After the Orlen mint fire", "It began with a cable. Two men saw it and ran."),
    )
    articles = (Article(outlet, title, text, outlet=outlet, origin=outlet) for outlet, title, text in told)
    with strict_on(tmp_path, *articles) as assistant:
        answer = assistant.ask("Compare the outlets on the Orlen mint fire", AS_OF)
    assert answer.citations[0].article.outlet == "Gazette"
    assert {one.article.outlet for one in answer.citations} == {"Gazette", "Post", "Herald"}
