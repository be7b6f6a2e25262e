"""What the tests of `rag` share: a scripted model server, and articles of our own writing."""

from collections.abc import Iterator
from datetime import date

import pytest

from index.datatypes import Article, Filter, Passage
from rag.datatypes import Query
from tests.scripted_server import ScriptedServer


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    """An OpenAI-compatible server that answers as the test enqueues."""
    with ScriptedServer() as scripted:
        yield scripted


@pytest.fixture
def bridge() -> Article:
    """A short article on the opening of a bridge."""
    return Article(
        id="bridge",
        title="Harbour bridge opens",
        text=(
            "The Harbour Bridge in Tarnwick opened on 12 May 2031 after seven years of work. "
            "Mayor Ada Lind cut the ribbon before 3,500 people. “It will not be the last bridge we build,” Lind said. "
            "She promised that cyclists may use it without a toll. The bridge cost 41 million crowns."
        ),
        outlet="Tarnwick Gazette",
        published=date(2031, 5, 13),
        authors=("Jon Vale", "Mira Holt"),
        url="https://gazette.example/bridge",
    )


@pytest.fixture
def ferry() -> Article:
    """A short article on the ferry that the bridge replaces."""
    return Article(
        id="ferry",
        title="Last ferry leaves",
        text="The last ferry left Tarnwick on Monday. Captain Oskar Brand said he would miss the gulls.",
        outlet="Coast Courier",
        published=date(2031, 5, 20),
    )


def whole(article: Article) -> Passage:
    """The article as one passage."""
    return Passage(article, 0, len(article.text), article.text, 1.0)


@pytest.fixture
def passages(bridge: Article, ferry: Article) -> list[Passage]:
    """Both articles, each as one passage."""
    return [whole(bridge), whole(ferry)]


@pytest.fixture
def query() -> Query:
    """A question about the bridge."""
    question = "When did the bridge open?"
    return Query(question, question, Filter(), "when", date(2031, 6, 1))
