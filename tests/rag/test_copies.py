"""One story once: the best of its articles is shown and names the others; an answer counts it as one witness."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.archive import Archive
from index.datatypes import Article, Filter, Passage
from rag.assistant import Assistant
from rag.retrieve import Retriever
from rag.understand import understand
from tests.conftest import WordEmbedder

AS_OF = date(2026, 4, 20)
QUESTION = "How many people were aboard the ferry Aurelia?"
TOLD = (
    "The ferry Aurelia ran aground off Sandvar on Monday evening with 212 people aboard, the coast guard said, and "
    "nobody was hurt when the passengers were taken off by lifeboats before midnight.\n\n"
    "Captain Odd Merrin told reporters that the radar had failed minutes before the ship struck the reef. The operator "
    "promised to pay for the journey of everyone aboard and said that divers would inspect the hull at first light.\n\n"
    "Sandvar harbour was closed to large ships until Wednesday, and the transport ministry opened an inquiry."
)
QUAY = (
    "Our reporter on the quay counted the lifeboats as they came in. The ferry Aurelia ran aground off Sandvar on "
    "Monday evening with 212 people aboard. Fishermen from the village had been first at the reef; Berit Solheim, 61, "
    "took forty people home in her own boat. The church hall was opened, and soup was made by two in the morning."
)


def story(id_: str, outlet: str | None, day: int | None, text: str = TOLD, **fields: str) -> Article:
    published = date(2026, 3, day) if day else None
    return Article(id_, f"Ferry {id_}", text, outlet=outlet, published=published, origin=f"doc:{id_}", **fields)


COURIER = story("courier", "Courier", 10)
HERALD = story("herald", "Herald", 11)
AGENCY = story("agency", "Northern Post", 12, f"SANDVAR (Reuters) - {TOLD}")
LOCAL = story("local", "Village Voice", 12, QUAY)
MEALS = story(
    "meals", "Herald", 2, "The council of Drosk met to discuss the price of school meals. It put off the vote."
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive", WordEmbedder(), chroma=False) as opened:
        opened.sync([COURIER, HERALD, AGENCY, LOCAL, MEALS])
        yield opened


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The same, which tests only read."""
    with Archive.open(tmp_path_factory.mktemp("shared") / "archive", WordEmbedder(), chroma=False) as opened:
        opened.sync([COURIER, HERALD, AGENCY, LOCAL, MEALS])
        yield opened


def search(archive: Archive, only: Filter | None = None, question: str = QUESTION, top_k: int = 10) -> list[Passage]:
    query = replace(understand(question, AS_OF), filter=only or Filter())
    return Retriever(archive).retrieve(query, top_k)


def of_story(passages: list[Passage]) -> Passage:
    """The passages of the agency's story, which are all of one article: the first of them."""
    found = [passage for passage in passages if passage.article.id in ("courier", "herald", "agency")]
    assert len({passage.article.id for passage in found}) == 1
    return found[0]


def named(passage: Passage) -> set[str]:
    return {copy.article_id for copy in passage.copies} | {passage.article.id}


def test_of_one_story_the_best_article_is_shown_and_names_the_others(shared: Archive) -> None:
    found = search(shared)
    assert named(of_story(found)) == {"courier", "herald", "agency"}
    assert {passage.article.id for passage in found} >= {"local", "meals"}
    assert all(not passage.copies for passage in found if passage.article.id in ("local", "meals"))


def test_copies_make_room_for_other_stories(shared: Archive) -> None:
    assert len({passage.article.id for passage in search(shared, top_k=3)}) >= 2


def test_filtered_outlets_article_is_shown_and_says_where_else_it_stands(shared: Archive) -> None:
    (passage,) = {one.article.id: one for one in search(shared, Filter(outlets=("Courier",)))}.values()
    assert passage.article.id == "courier"
    assert named(passage) == {"courier", "herald", "agency"}


def test_a_copy_from_after_the_day_that_the_asker_stands_on_is_not_named(shared: Archive) -> None:
    assert named(of_story(search(shared, Filter(known_by=date(2026, 3, 11))))) == {"courier", "herald"}
    assert named(of_story(search(shared, Filter(known_by=date(2026, 3, 10))))) == {"courier"}


@pytest.mark.parametrize(
    ("month", "known"), [("2026-03", True), ("2026", True), ("2026-04", False), ("2027", False), (None, True)]
)
def test_a_copy_of_a_month_or_no_date_is_named_as_a_search_would_find_it(
    archive: Archive, month: str | None, known: bool
) -> None:
    archive.sync([replace(story("rough", "Radio", None), published_in=month)])
    only = Filter(known_by=date(2026, 3, 11))
    assert ("rough" in named(of_story(search(archive, Filter(outlets=("Courier",), known_by=only.known_by))))) == known
    assert bool(search(archive, replace(only, outlets=("Radio",)))) == known


def test_text_is_its_agencys_also_where_an_outlet_prints_it_without_saying_so(shared: Archive) -> None:
    assert of_story(search(shared)).owner == "Reuters"
    (courier, *_) = search(shared, Filter(outlets=("Courier",)))
    assert courier.owner == "Reuters"
    (local, *_) = search(shared, Filter(outlets=("Village Voice",)))
    assert local.owner == "Village Voice"


def test_removing_the_shown_article_brings_up_a_copy_and_names_it_no_more(archive: Archive) -> None:
    everywhere = {"courier", "herald", "agency"}
    for left in (3, 2, 1):
        shown = of_story(search(archive))
        assert len(named(shown)) == left
        assert named(shown) <= everywhere
        everywhere.discard(shown.article.id)
        archive.remove([shown.article.id])
    assert {passage.article.id for passage in search(archive)} == {"local", "meals"}


@settings(deadline=None)
@given(articles=st.lists(st.sampled_from([COURIER, HERALD, AGENCY, LOCAL]), unique_by=id), top_k=st.integers(1, 6))
def test_never_two_articles_of_one_story(shared: Archive, articles: list[Article], top_k: int) -> None:
    found = search(shared, Filter(outlets=tuple(article.outlet or "" for article in articles)), top_k=top_k)
    shown = {passage.article.id for passage in found}
    assert all(not shown & {copy.article_id for copy in passage.copies} for passage in found)
    assert len(found) <= top_k


def test_an_answer_cites_independent_outlets_and_counts_an_agency_once(tmp_path: Path) -> None:
    with Assistant.open(tmp_path / "archive", vector_search="exact") as assistant:
        assistant.archive.sync([COURIER, HERALD, AGENCY, LOCAL, MEALS])
        answer = assistant.ask(QUESTION)
    assert answer.answered
    (first, *_) = answer.statements
    assert sorted(first.outlets) == ["Reuters", "Village Voice"]
    assert len(first.markers) == 2
    cited = {citation.article.id: citation for citation in answer.citations}
    assert "local" in cited
    (told,) = (citation for key, citation in cited.items() if key != "local")
    assert {copy.article_id for copy in told.copies} | {told.article.id} == {"courier", "herald", "agency"}
    assert {one["article"] for one in answer.to_dict()["citations"][told.marker - 1]["copies"]} == {
        copy.article_id for copy in told.copies
    }


def test_llamaindex_nodes_name_the_outlets(tmp_path: Path) -> None:
    with Assistant.open(tmp_path / "archive", vector_search="exact") as assistant:
        assistant.archive.sync([COURIER, HERALD, LOCAL])
        nodes = [one.node for one in assistant.as_retriever(5).retrieve(QUESTION)]
        response = assistant.as_query_engine().query(QUESTION)
    also = {node.metadata["outlet"]: node.metadata.get("also_in") for node in nodes}
    assert also in ({"Courier": ["Herald"], "Village Voice": None}, {"Herald": ["Courier"], "Village Voice": None})
    assert "also_in" not in nodes[0].get_metadata_str("llm")
    assert any(citation.get("also_in") for citation in response.metadata["citations"])
