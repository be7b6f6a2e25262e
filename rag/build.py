"""Settings -> objects: the one file that names every part."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from index.archive import Archive
from index.embed import BundledEmbedder, Embedder
from index.errors import SettingsError
from index.vectors.place import ChromaServer
from rag.settings import Settings, load_settings

if TYPE_CHECKING:
    from rag.assistant import Answerer, Assistant
    from rag.follow_ups.rewrite import Rewriter
    from rag.rerank import Reranker

    AssistantType = TypeVar("AssistantType", bound=Assistant)


def build_assistant(
    cls: "type[AssistantType]", folder: str | Path | None = None, *, embedding: Any = None, llm: Any = None,
    reranker: Any = None, create: bool = True, **arguments: Any,
) -> "AssistantType":  # fmt: skip
    """An Assistant over the archive in this folder (default: the setting `archive`)."""
    if isinstance(embedding, str):
        arguments["embedding"], embedding = embedding, None
    settings = load_settings(archive=folder, **arguments)
    chroma = settings.vector_search == "chroma" and vector_store(settings)
    archive = Archive.open(settings.archive, embedder(settings, embedding), create=create, chroma=chroma)
    try:
        return cls(
            archive,
            _answerer(archive, llm, settings),
            top_k=settings.top_k,
            rewriter=_rewriter(llm, settings),
            reranker=_reranker(reranker),
        )
    except BaseException:
        archive.close()
        raise


def vector_store(settings: Settings) -> ChromaServer | Literal[True]:
    """The Chroma server that the settings name; True: wherever the archive keeps its vectors."""
    if settings.chroma_url is None:
        besides = settings.model_fields_set & {"chroma_token", "chroma_tenant", "chroma_database", "chroma_ca"}
        if besides:  # a token must never go to whatever server an archive's folder names
            name = f"DATELINE_{min(besides).upper()}"
            raise SettingsError(f"{name} is set, and DATELINE_CHROMA_URL is not. Set both, or neither.")
        return True
    token = settings.chroma_token.get_secret_value() if settings.chroma_token else None
    return ChromaServer(
        settings.chroma_url, token, settings.chroma_tenant, settings.chroma_database, settings.chroma_ca
    )


def embedder(settings: Settings, given: Any = None) -> Embedder:
    """The embedding that the settings name, or the given one (ours, or any LlamaIndex embedding)."""
    from rag.models.embeddings import BUNDLED, Choice, as_embedder, chosen_embedder

    if given is not None:
        return as_embedder(given)
    if settings.embedding == BUNDLED:
        besides = settings.model_fields_set & {"embedding_url", "embedding_model", "embedding_key", "embedding_options"}
        if besides:  # whoever set it believes that it is used
            name = f"DATELINE_{min(besides).upper()}"
            raise SettingsError(f"{name} is set, and DATELINE_EMBEDDING is not. Set both, or neither.")
        return BundledEmbedder(threads=settings.threads)
    key = settings.embedding_key.get_secret_value() if settings.embedding_key else None
    return chosen_embedder(
        Choice(
            settings.embedding, settings.embedding_model, settings.embedding_url, key, settings.embedding_timeout,
            settings.embedding_options,
        )
    )  # fmt: skip


def _answerer(archive: Archive, llm: Any, settings: Settings) -> "Answerer":
    from rag.each import EachQuestion  # a sync needs none of the answers' modules: a third of a second
    from rag.evidence.spans import SpanReader
    from rag.published import Published
    from rag.read import Reader

    reader = EachQuestion(
        Published(Reader(archive, settings.accepted_wrong, SpanReader(threads=settings.threads)), archive)
    )
    if llm is None and settings.llm_url is None:
        return reader
    from rag.write import Writer

    return Published(Writer(language_model(llm, settings), fallback=reader), archive)


def _reranker(given: Any) -> "Reranker | None":
    """The given reranker: ours, or any LlamaIndex node postprocessor."""
    if given is None or hasattr(given, "rerank"):
        return given  # type: ignore[no-any-return]
    if not hasattr(given, "postprocess_nodes"):
        raise SettingsError(f"{given!r} is no reranker. Give a LlamaIndex node postprocessor, or leave it out.")
    from rag.llamaindex import RerankerFromLlamaIndex

    return RerankerFromLlamaIndex(given)


def _rewriter(llm: Any, settings: Settings) -> "Rewriter | None":
    """What makes follow-ups standalone: the language model where there is one, asked once and not for long."""
    if llm is None and settings.llm_url is None:
        return None
    from rag.follow_ups.rewrite import WAIT, Rewriter

    hurried = settings.model_copy(update={"llm_timeout": min(WAIT, settings.llm_timeout)})
    return Rewriter(language_model(llm, hurried, retries=0))


def language_model(llm: Any, settings: Settings, retries: int | None = None) -> Any:
    """The language model that the settings name, or the given one (ours, or any LlamaIndex LLM)."""
    if llm is not None:
        from rag.llamaindex import LanguageModelFromLlamaIndex

        if not hasattr(llm, "metadata") and not hasattr(llm, "stream_chat"):
            raise SettingsError(f"{llm!r:.100} is no language model. Give a LlamaIndex LLM, or leave it out.")
        return llm if not hasattr(llm, "metadata") else LanguageModelFromLlamaIndex(llm)
    if not (settings.llm_url and settings.llm_model):
        raise SettingsError(
            f"DATELINE_LLM_URL is {settings.llm_url}, but no model is named. "
            "Set DATELINE_LLM_MODEL to one of the server's models."
        )
    from rag.models.llm import RETRIES, LanguageModel

    key = settings.llm_key.get_secret_value() if settings.llm_key else None
    return LanguageModel(
        url=settings.llm_url, model=settings.llm_model, key=key, timeout=settings.llm_timeout,
        retries=RETRIES if retries is None else retries,
    )  # fmt: skip
