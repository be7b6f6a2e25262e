"""The plug board, proved in stock LlamaIndex programs: their engine on our retriever, their models in our assistant."""

import asyncio
import hashlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from llama_index.core import Document
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.embeddings import MockEmbedding
from llama_index.core.llms import CompletionResponse, CustomLLM, LLMMetadata, MockLLM
from llama_index.core.query_engine import RetrieverQueryEngine

from index.errors import EmbeddingError, ModelError
from rag import Assistant
from rag.llamaindex import EmbedderFromLlamaIndex, LanguageModelFromLlamaIndex

BRIDGE = (
    "The Harbour Bridge in Tarnwick opened on 12 May 2031. Mayor Ada Lind cut the ribbon. "
    "The bridge cost 41 million crowns."
)
FERRY = "The last ferry left Tarnwick on Monday. Captain Oskar Brand said he would miss the gulls."


class HashedWords(BaseEmbedding):  # type: ignore[misc]
    """A deterministic embedding: each word adds to one of 64 numbers."""

    def _vector(self, text: str) -> list[float]:
        vector = [0.0] * 64
        for word in text.lower().split():
            vector[hashlib.sha256(word.strip(".,?").encode()).digest()[0] % 64] += 1.0
        return vector

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._vector(text)

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._vector(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._vector(query)


class Broken(HashedWords):
    """An embedding whose service is away."""

    def _get_text_embedding(self, text: str) -> list[float]:
        raise ConnectionError("service\naway")

    def _get_query_embedding(self, query: str) -> list[float]:
        return [float("nan")] * 64


class Saying(CustomLLM):  # type: ignore[misc]
    """An LLM that always says the same, or fails with it."""

    text: str
    api_key: str = "sk-secret"
    fails: bool = False

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(model_name="saying-1")

    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        return CompletionResponse(text=self.text)

    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> Iterator[CompletionResponse]:
        for word in self.text.split(" "):
            yield CompletionResponse(text=word, delta=word + " ")
        if self.fails:
            raise RuntimeError("rejected key sk-secret")


def documents() -> list[Document]:
    return [
        Document(
            id_="bridge",
            text=BRIDGE,
            metadata={
                "title": "Harbour bridge opens",
                "outlet": "Tarnwick Gazette",
                "published": "2031-05-13",
                "authors": "Jon Vale",
                "url": "https://gazette.example/bridge",
            },
        ),
        Document(id_="ferry", text=FERRY, metadata={"title": "Last ferry", "outlet": "Coast Courier"}),
    ]


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    """An assistant over the two documents, embedded by a LlamaIndex embedding."""
    with Assistant.open(tmp_path / "archive", embedding=HashedWords(model_name="hashed")) as opened:
        report = opened.archive.sync(documents())
        assert (report.added, report.failed) == (2, ())
        yield opened


def test_documents_of_a_llamaindex_reader_become_articles(assistant: Assistant) -> None:
    articles = {article.title: article for article in assistant.archive.articles()}
    assert articles["Harbour bridge opens"].outlet == "Tarnwick Gazette"
    assert articles["Harbour bridge opens"].authors == ("Jon Vale",)
    assert articles["Last ferry"].published is None
    assert assistant.archive.sync(documents()).unchanged == 2


def test_stock_query_engine_runs_on_our_retriever(assistant: Assistant) -> None:
    engine = RetrieverQueryEngine.from_args(assistant.as_retriever(top_k=2), llm=MockLLM())
    response = engine.query("What did the bridge cost?")
    assert "41 million crowns" in str(response)
    assert "Tarnwick Gazette" in str(response), "the outlet reaches the prompt"
    assert "start: 0" not in str(response), "offsets do not"
    assert response.source_nodes


def test_nodes_carry_exact_offsets_stable_ids_and_whole_metadata(assistant: Assistant) -> None:
    retriever = assistant.as_retriever(top_k=2)
    nodes = retriever.retrieve("What did the bridge cost?")
    assert [one.node_id for one in nodes] == [one.node_id for one in retriever.retrieve("What did the bridge cost?")]
    node = nodes[0].node
    article = assistant.archive.article(node.metadata["article_id"])
    assert article.text[node.start_char_idx : node.end_char_idx] == node.get_content()
    assert node.ref_doc_id == article.id
    assert nodes[0].score is not None
    assert node.metadata == {
        "article_id": article.id,
        "title": "Harbour bridge opens",
        "outlet": "Tarnwick Gazette",
        "published": "2031-05-13",
        "authors": "Jon Vale",
        "url": "https://gazette.example/bridge",
        "start": node.start_char_idx,
        "end": node.end_char_idx,
    }


def test_asynchronous_retrieval_finds_the_same(assistant: Assistant) -> None:
    retriever = assistant.as_retriever(top_k=2)
    found = asyncio.run(retriever.aretrieve("What did the bridge cost?"))
    assert [one.node_id for one in found] == [one.node_id for one in retriever.retrieve("What did the bridge cost?")]


def test_query_engine_answers_with_verified_citations(assistant: Assistant) -> None:
    engine = assistant.as_query_engine()
    for response in (
        engine.query("What did the Harbour Bridge cost?"),
        asyncio.run(engine.aquery("What did the Harbour Bridge cost?")),
    ):
        assert response.metadata["answered"]
        assert "41 million crowns" in str(response)
        assert len(response.source_nodes) == len(response.metadata["citations"]) > 0
        for citation, source in zip(response.metadata["citations"], response.source_nodes, strict=True):
            article = assistant.archive.article(citation["article_id"])
            assert citation["verified"]
            assert article.text[citation["start"] : citation["end"]] == citation["quote"] == source.node.get_content()


def test_asynchronous_query_leaves_the_loop_free() -> None:
    class Slow:
        def search(self, question: str, top_k: int) -> list[Any]:
            time.sleep(0.3)
            return []

    async def ticks_while_searching() -> int:
        from rag.llamaindex import as_retriever

        search = asyncio.create_task(as_retriever(Slow(), 1).aretrieve("x"))  # type: ignore[arg-type]
        ticks = 0
        while not search.done():
            await asyncio.sleep(0.01)
            ticks += 1
        return ticks

    assert asyncio.run(ticks_while_searching()) > 5


def test_archive_refuses_another_embedding_than_its_own(assistant: Assistant) -> None:
    folder = assistant.archive.folder
    assistant.close()
    with pytest.raises(EmbeddingError, match="llama-index/HashedWords/hashed"):
        Assistant.open(folder, embedding=MockEmbedding(embed_dim=8))


def test_embedding_becomes_unit_vectors() -> None:
    embedder = EmbedderFromLlamaIndex(HashedWords(model_name="hashed"))
    vectors = embedder.embed_texts([BRIDGE, FERRY, "one"])
    assert embedder.dimensions == 64
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, 64)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert np.allclose(embedder.embed_query(FERRY), vectors[1])
    assert embedder.embed_texts([]).shape == (0, 64)


def test_failing_embedding_says_which_and_why() -> None:
    embedder = EmbedderFromLlamaIndex(Broken(model_name="broken"))
    with pytest.raises(EmbeddingError, match=r"llama-index/Broken/broken failed \(ConnectionError: service away"):
        embedder.embed_texts(["a"])
    with pytest.raises(EmbeddingError, match="not finite"):
        embedder.embed_query("a")


def test_llamaindex_model_writes_the_answer_and_is_held_to_the_proof(tmp_path: Path) -> None:
    llm = Saying(text="The bridge cost 41 million crowns [1]. It is the longest on earth [1].")
    with Assistant.open(tmp_path / "archive", embedding=HashedWords(), llm=llm) as assistant:
        assistant.archive.sync(documents()[:1])
        answer = assistant.ask("What did the bridge cost?")
    assert [one.text for one in answer.statements] == ["The bridge cost 41 million crowns."]
    assert answer.citations[0].verified


def test_failing_llamaindex_model_becomes_our_error_without_its_key() -> None:
    model = LanguageModelFromLlamaIndex(Saying(text="One two", fails=True))
    words: list[str] = []
    with pytest.raises(ModelError, match=r"saying-1 failed \(RuntimeError") as error:
        words.extend(model.stream_chat([{"role": "user", "content": "Hello"}]))
    assert "".join(words) == "One two "
    assert "sk-secret" not in str(error.value)


def test_silent_llamaindex_model_is_an_error() -> None:
    with pytest.raises(ModelError, match="empty reply"):
        list(LanguageModelFromLlamaIndex(Saying(text="")).stream_chat([{"role": "user", "content": "Hello"}]))


def test_mock_llm_is_named_by_its_class() -> None:
    assert LanguageModelFromLlamaIndex(MockLLM()).name == "MockLLM"
