"""The plug board to LlamaIndex, in both directions. Importing it costs seconds: only code that uses it imports it.

Out: `as_retriever`, `as_query_engine`. In: `EmbedderFromLlamaIndex`, `LanguageModelFromLlamaIndex`,
`RerankerFromLlamaIndex`; a reader's `Document`s go into `archive.sync` as they are.
"""

import asyncio
from collections.abc import Generator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.base.llms.types import ChatMessage
from llama_index.core.base.response.schema import Response
from llama_index.core.llms import LLM
from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeRelationship, NodeWithScore, QueryBundle, RelatedNodeInfo, TextNode
from numpy.typing import NDArray

from index.datatypes import Passage
from index.embed import unit_vectors
from index.errors import EmbeddingError, ModelError
from rag.datatypes import Answer, Citation, Query
from rag.models.embedding_server import embedding_name

if TYPE_CHECKING:
    from rag.assistant import Assistant

Vectors = NDArray[np.float32]
SHAPING = ("dimensions", "truncate_dim", "text_instruction", "doc_embed_type")
"""Fields of LlamaIndex embeddings that make of the same model another one for the texts that are stored."""
READ = 40
"""Passages that a node postprocessor is given."""
NOT_FOR_MODELS = ("article_id", "url", "start", "end", "also_in")
"""Metadata that a program needs and that a prompt or an embedding does not."""


def as_retriever(assistant: "Assistant", top_k: int = 10) -> BaseRetriever:
    """The archive as a LlamaIndex retriever: filters understood, words and meaning searched, offsets exact."""
    return ArchiveRetriever(assistant, top_k)


def as_query_engine(assistant: "Assistant") -> BaseQueryEngine:
    """The assistant as a LlamaIndex query engine.

    `str(response)` is the answer, `response.metadata["citations"]` its verified citations, `response.source_nodes` the
    cited spans; `response.metadata["answered"]` tells a refusal, and `["reason"]` why.
    """
    return ArchiveQueryEngine(assistant)


class ArchiveRetriever(BaseRetriever):  # type: ignore[misc]  # mypy does not follow llama_index
    """Passages of an archive as nodes. Their ids stay the same as long as the text does."""

    def __init__(self, assistant: "Assistant", top_k: int) -> None:
        super().__init__()
        self._assistant = assistant
        self._top_k = top_k

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        passages = self._assistant.search(query_bundle.query_str, self._top_k)
        return [NodeWithScore(node=_node(passage), score=passage.score) for passage in passages]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)


class ArchiveQueryEngine(BaseQueryEngine):  # type: ignore[misc]
    """Verified answers as LlamaIndex responses."""

    def __init__(self, assistant: "Assistant") -> None:
        super().__init__(callback_manager=None)
        self._assistant = assistant

    def _query(self, query_bundle: QueryBundle) -> Response:
        return _response(self._assistant.ask(query_bundle.query_str))

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        return await asyncio.to_thread(self._query, query_bundle)

    def _get_prompt_modules(self) -> dict[str, Any]:
        return {}


class EmbedderFromLlamaIndex:
    """Any LlamaIndex embedding as our Embedder. Its name is stored with the archive, so that models never mix."""

    def __init__(self, embedding: BaseEmbedding) -> None:
        self._embedding = embedding
        shaping = {name: getattr(embedding, name, None) for name in SHAPING}
        self.name = embedding_name(f"llama-index/{type(embedding).__name__}", embedding.model_name, **shaping)

    @cached_property
    def dimensions(self) -> int:
        """The length of its vectors, found by embedding a word when it is wanted: opening asks nobody."""
        return int(self.embed_query("length").shape[0])

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        """See `index.embed.Embedder`. Raises EmbeddingError."""
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        try:
            found = self._embedding.get_text_embedding_batch(list(texts))
        except Exception as error:  # every embedding raises its own library's errors
            raise self._failed(error) from error
        return self._unit(found, len(texts))

    def embed_query(self, text: str) -> Vectors:
        """See `index.embed.Embedder`. Raises EmbeddingError."""
        try:
            found = self._embedding.get_query_embedding(text)
        except Exception as error:  # as above
            raise self._failed(error) from error
        vector: Vectors = self._unit([found], 1)[0]
        return vector

    def _unit(self, found: Sequence[Sequence[float]], count: int) -> Vectors:
        try:
            return unit_vectors(found, count)
        except ValueError as error:
            raise EmbeddingError(f"The embedding {self.name} gave {error}. Use another embedding.") from error

    def _failed(self, error: Exception) -> EmbeddingError:
        return EmbeddingError(
            f"The embedding {self.name} failed ({_without_key(error, self._embedding)}). Check its settings and its "
            "service."
        )


class LanguageModelFromLlamaIndex:
    """Any LlamaIndex LLM where Dateline wants a language model."""

    def __init__(self, llm: LLM) -> None:
        self._llm = llm
        named = llm.metadata.model_name
        self.name = named if named and named != "unknown" else type(llm).__name__

    def stream_chat(self, messages: Sequence[Mapping[str, str]]) -> Generator[str, None, None]:
        """The reply's text as it comes; nobody counts its tokens. Raises ModelError, before the first word or after."""
        said = False
        try:
            for response in self._llm.stream_chat([ChatMessage(**message) for message in messages]):
                said = said or bool((response.delta or "").strip())
                yield response.delta or ""
        except Exception as error:  # every LLM raises its own library's errors
            raise ModelError(
                f"The language model {self.name} failed ({_without_key(error, self._llm)}). Check its settings and its "
                "service."
            ) from None
        if not said:
            raise ModelError(f"The language model {self.name} sent an empty reply. Ask again, or try another model.")


class RerankerFromLlamaIndex:
    """Any LlamaIndex node postprocessor as our Reranker: it is given the best passages, and only what it keeps is."""

    def __init__(self, postprocessor: BaseNodePostprocessor) -> None:
        self._postprocessor = postprocessor
        self.name = type(postprocessor).__name__

    def rerank(self, query: Query, passages: Sequence[Passage]) -> list[Passage]:
        """See `rag.rerank.Reranker`. Raises ModelError."""
        nodes = [NodeWithScore(node=_node(one), score=one.score) for one in passages[:READ]]
        by_id = {node.node_id: one for node, one in zip(nodes, passages, strict=False)}
        try:
            kept = self._postprocessor.postprocess_nodes(nodes, query_bundle=QueryBundle(query.standalone))
        except Exception as error:  # every postprocessor raises its own library's errors
            raise ModelError(
                f"The reranker {self.name} failed ({_without_key(error, self._postprocessor)}). Check its settings and "
                "its service, or search without it."
            ) from None
        found = [(by_id[one.node_id], one.score) for one in kept if one.node_id in by_id]
        return [one if score is None else replace(one, score=float(score)) for one, score in found]


def _response(answer: Answer) -> Response:
    return Response(
        response=answer.text,
        source_nodes=[NodeWithScore(node=_node(one)) for one in answer.citations],
        metadata={
            "answered": answer.answered,
            "short": answer.short,
            "reason": answer.reason,
            "citations": [_citation(one) for one in answer.citations],
        },
    )


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "marker": citation.marker,
        "quote": citation.quote,
        "speaker": citation.speaker,
        "role": citation.role,
        "verified": citation.verified,
    } | _metadata(citation)


def _node(found: Passage | Citation) -> TextNode:
    article, start, end = found.article, found.start, found.end
    metadata = _metadata(found)
    hidden = [name for name, value in metadata.items() if name in NOT_FOR_MODELS or value is None]
    return TextNode(
        id_=f"{article.id}:{start}-{end}",
        text=article.text[start:end],
        start_char_idx=start,
        end_char_idx=end,
        metadata=metadata,
        excluded_llm_metadata_keys=hidden,
        excluded_embed_metadata_keys=hidden,
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=article.id)},
    )


def _metadata(found: Passage | Citation) -> dict[str, str | int | list[str] | None]:
    """Flat values, which any vector store and prompt can take; a list only where a story has copies."""
    article, names = found.article, list(dict.fromkeys(copy.outlet for copy in found.copies if copy.outlet))
    fields: dict[str, str | int | list[str] | None] = {
        "article_id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published.isoformat() if article.published else None,
        "authors": ", ".join(article.authors) or None,
        "url": article.url,
        "start": found.start,
        "end": found.end,
    }
    return fields | {"also_in": names} if names else fields


def _without_key(error: Exception, model: Any) -> str:
    key = getattr(model, "api_key", None)
    return _in_words(error).replace(key, "***") if isinstance(key, str) and key else _in_words(error)


def _in_words(error: Exception) -> str:
    """An exception on one line, cut short."""
    text = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
