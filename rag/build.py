"""Settings -> objects: the one file that names every part."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from index.archive import Archive
from index.embed import BundledEmbedder, Embedder
from index.errors import SettingsError
from rag.read import Reader
from rag.settings import Settings, load_settings

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding

    from rag.assistant import Answerer, Assistant

    AssistantType = TypeVar("AssistantType", bound=Assistant)


def build_assistant(
    cls: "type[AssistantType]", folder: str | Path | None = None, *, embedding: Any = None, llm: Any = None,
    create: bool = True, **arguments: Any,
) -> "AssistantType":  # fmt: skip
    """An Assistant over the archive in this folder (default: the setting `archive`)."""
    settings = load_settings(archive=folder, **arguments)
    archive = Archive.open(
        settings.archive, _embedder(embedding, settings), create=create, chroma=settings.vector_search == "chroma"
    )
    try:
        return cls(archive, _answerer(archive, llm, settings), top_k=settings.top_k)
    except BaseException:
        archive.close()
        raise


def _embedder(embedding: "Embedder | BaseEmbedding | None", settings: Settings) -> Embedder:
    if embedding is None:
        return BundledEmbedder(threads=settings.threads)
    if isinstance(embedding, Embedder):
        return embedding
    from rag.llamaindex import EmbedderFromLlamaIndex

    return EmbedderFromLlamaIndex(embedding)


def _answerer(archive: Archive, llm: Any, settings: Settings) -> "Answerer":
    reader = Reader(archive)
    if llm is None and settings.llm_url is None:
        return reader
    from rag.write import Writer

    return Writer(language_model(llm, settings), fallback=reader)


def language_model(llm: Any, settings: Settings) -> Any:
    """The language model that the settings name, or the given one (ours, or any LlamaIndex LLM)."""
    if llm is not None:
        from rag.llamaindex import LanguageModelFromLlamaIndex

        return llm if not hasattr(llm, "metadata") else LanguageModelFromLlamaIndex(llm)
    if not (settings.llm_url and settings.llm_model):
        raise SettingsError(
            f"DATELINE_LLM_URL is {settings.llm_url}, but no model is named. "
            "Set DATELINE_LLM_MODEL to one of the server's models."
        )
    from rag.llm import LanguageModel

    key = settings.llm_key.get_secret_value() if settings.llm_key else None
    return LanguageModel(url=settings.llm_url, model=settings.llm_model, key=key, timeout=settings.llm_timeout)
