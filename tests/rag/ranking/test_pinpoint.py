"""Questions of several parts: a passage counts by the one sentence that says what a part is about."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.datatypes import Article, Passage
from index.embed import BundledEmbedder, Vectors
from index.errors import EmbeddingError
from rag.datatypes import Query
from rag.ranking.pinpoint import LOOKED_AT, SENTENCE_WEIGHT, Searched, pinpointed
from rag.retrieve import Retriever
from rag.understand import understand
from tests.conftest import WordEmbedder

OUTLETS = ("Courier", "Herald")
QUESTION = (
    "Did the Courier report that the harbour tax was raised, while the Herald reported that a goose stopped the tram?"
)
ASIDE = "Skipper Brand of Ostby sold nine old nets, two anchors and a rusty lantern at the autumn market."


class Watched(WordEmbedder):
    """Notes what texts were embedded since it was last looked at."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        return super().embed_texts(texts)


class Missing(WordEmbedder):
    """The bundled model, with its files gone after the archive was filled."""

    name = BundledEmbedder.name
    gone = False

    def embed_query(self, text: str) -> Vectors:
        if self.gone:
            raise EmbeddingError("The embedding model is missing.")
        return super().embed_query(text)


class Backwards:
    """A reranker that knows better than anybody."""

    name = "backwards"

    def rerank(self, query: Query, passages: Sequence[Passage]) -> list[Passage]:
        return list(passages)


def article(id_: str, outlet: str, text: str) -> Article:
    return Article(id=id_, title=f"Report {id_}", text=text, outlet=outlet, origin=f"document:{id_}")


def asked() -> Query:
    return understand(QUESTION, date(2026, 4, 20), OUTLETS)


def ids(found: Sequence[Passage]) -> list[str]:
    return [one.article.id for one in found]


@pytest.fixture
def articles() -> list[Article]:
    told = f"A goose stopped the tram. {ASIDE}"
    scattered = "The tram came early. Rain stopped the fair, as ever in the wet month of May. Nobody fed the goose."
    taxes = [
        article(f"tax{n}", "Courier", f"The harbour tax was raised, the {n}th skipper of Ostby says.")
        for n in range(2 * LOOKED_AT)
    ]
    return [article("told", "Herald", told), article("scattered", "Herald", scattered), *taxes]


@pytest.fixture
def embedder() -> Watched:
    return Watched()


@pytest.fixture
def filled(tmp_path: Path, embedder: Watched, articles: list[Article]) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive", embedder, chroma=False) as archive:
        archive.sync(articles)
        yield archive


def test_sentence_that_says_it_beats_its_words_scattered_over_a_passage(filled: Archive) -> None:
    found = ids(Retriever(filled).retrieve(asked(), 10))
    assert found.index("told") < found.index("scattered")


def test_only_telling_sentences_of_the_first_passages_are_embedded(filled: Archive, embedder: Watched) -> None:
    embedder.texts.clear()
    Retriever(filled).retrieve(asked(), 10)
    assert len(embedder.texts) == LOOKED_AT
    assert "A goose stopped the tram." in embedder.texts
    assert not any("lantern" in text for text in embedder.texts)


def test_each_search_has_its_best_looked_at_however_loud_another_is(filled: Archive, articles: list[Article]) -> None:
    ranked = [Passage(one, 0, len(one.text), one.text, 1.0) for one in articles]
    vector = filled.embedder.embed_query("A goose stopped the tram.")
    loud, quiet = Searched(asked(), vector, ranked[2:]), Searched(asked(), vector, ranked[:1])
    (again,) = pinpointed([loud, quiet], filled)[1]
    assert again.score == pytest.approx(1.0 + SENTENCE_WEIGHT)


def test_question_of_one_part_embeds_no_sentence(filled: Archive, embedder: Watched) -> None:
    embedder.texts.clear()
    Retriever(filled).retrieve(understand("What stopped the tram?", date(2026, 4, 20), OUTLETS), 10)
    assert embedder.texts == []


def test_what_a_reranker_ranked_stays(filled: Archive, embedder: Watched) -> None:
    embedder.texts.clear()
    Retriever(filled, Backwards()).retrieve(asked(), 10)
    assert embedder.texts == []


def test_without_the_model_words_alone_find_both_parts(tmp_path: Path, articles: list[Article]) -> None:
    embedder = Missing()
    with Archive.open(tmp_path / "wordless", embedder, chroma=False) as archive:
        archive.sync(articles)
        embedder.gone = True
        found = ids(Retriever(archive).retrieve(asked(), 4))
    assert any(one.startswith("tax") for one in found)
    assert {"told", "scattered"} & set(found)
