"""Any LlamaIndex node postprocessor ranks the passages anew."""

from pathlib import Path

import pytest

from index.archive import Archive
from index.datatypes import Article
from index.errors import ModelError, SettingsError
from rag import Assistant


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles = [
        Article(f"a{place}", f"Ferry {place}", f"The ferry of pier {place} sails at noon.") for place in range(6)
    ]
    with Archive.open(tmp_path / "archive", chroma=False) as archive:
        archive.sync(articles)
    return tmp_path / "archive"


def test_a_llamaindex_postprocessor_reranks_and_may_leave_out(folder: Path) -> None:
    from llama_index.core.postprocessor.types import BaseNodePostprocessor
    from llama_index.core.schema import NodeWithScore, QueryBundle

    class Backwards(BaseNodePostprocessor):  # type: ignore[misc]
        def _postprocess_nodes(
            self, nodes: list[NodeWithScore], query_bundle: QueryBundle | None = None
        ) -> list[NodeWithScore]:
            assert query_bundle is not None
            assert "ferry" in query_bundle.query_str
            return [NodeWithScore(node=one.node, score=place / 10) for place, one in enumerate(nodes)][:0:-1]

    with Assistant.open(folder, vector_search="exact") as plain:
        before = [one.article.id for one in plain.search("Which ferry sails?")]
    with Assistant.open(folder, vector_search="exact", reranker=Backwards()) as assistant:
        found = assistant.search("Which ferry sails?")
    assert [one.article.id for one in found] == before[:0:-1]
    assert [one.score for one in found] == [0.5, 0.4, 0.3, 0.2, 0.1]


def test_a_postprocessor_that_fails_is_named_and_no_traceback_is_needed(folder: Path) -> None:
    from llama_index.core.postprocessor.types import BaseNodePostprocessor

    class Broken(BaseNodePostprocessor):  # type: ignore[misc]
        def _postprocess_nodes(self, nodes: object, query_bundle: object = None) -> list[object]:
            raise RuntimeError("no GPU left")

    with (
        Assistant.open(folder, vector_search="exact", reranker=Broken()) as assistant,
        pytest.raises(ModelError, match=r"The reranker Broken failed \(RuntimeError: no GPU left\)"),
    ):
        assistant.search("Which ferry sails?")


def test_what_is_no_reranker_is_refused_in_words(folder: Path) -> None:
    with pytest.raises(SettingsError, match="'best' is no reranker"):
        Assistant.open(folder, vector_search="exact", reranker="best")
