"""Which embedding: the bundled model, a server's, or any LlamaIndex embedding, as one setting names it."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from index.embed import Embedder
from index.errors import DatelineError, MissingExtraError, SettingsError

BUNDLED = "bundled"
SERVER = "openai"


@dataclass(frozen=True, slots=True)
class Integration:
    """A LlamaIndex integration that is known by a short name: its class, what to install, what it calls a server."""

    path: str
    install: str
    url: str | None = None


INTEGRATIONS = {
    "huggingface": Integration(
        "llama_index.embeddings.huggingface.HuggingFaceEmbedding", "llama-index-embeddings-huggingface"
    ),
    "ollama": Integration("llama_index.embeddings.ollama.OllamaEmbedding", "llama-index-embeddings-ollama", "base_url"),
    "fastembed": Integration(
        "llama_index.embeddings.fastembed.FastEmbedEmbedding", "llama-index-embeddings-fastembed fastembed"
    ),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What the settings say of an embedding beyond the bundled one."""

    name: str
    """One of the short names, or the dotted path of a class."""
    model: str | None = None
    url: str | None = None
    key: str | None = None
    timeout: float = 60.0
    options: Mapping[str, Any] | None = None


def chosen_embedder(choice: Choice) -> Embedder:
    """The embedder that is meant. Raises SettingsError, MissingExtraError; nothing is asked of a server yet."""
    if choice.name == SERVER:
        return _server(choice)
    known = INTEGRATIONS.get(choice.name)
    if known is None and "." not in choice.name:
        raise SettingsError(
            f"There is no embedding {choice.name!r}. DATELINE_EMBEDDING is one of {BUNDLED}, {SERVER}, "
            f"{', '.join(INTEGRATIONS)}, or the path of a class, such as package.module.Class."
        )
    arguments = _arguments(choice, known)
    return as_embedder(_made(_class_at(choice, known), arguments, choice, known))


def as_embedder(embedding: Any) -> Embedder:
    """Ours as it is; a LlamaIndex `BaseEmbedding` made one of ours. Raises SettingsError for anything else."""
    if hasattr(embedding, "embed_texts"):  # not isinstance: that would ask `dimensions`, and so a server
        return embedding  # type: ignore[no-any-return]
    if not hasattr(embedding, "get_text_embedding_batch"):
        raise SettingsError(f"{embedding!r:.100} is no embedding. Give a LlamaIndex embedding, or leave it out.")
    from rag.llamaindex import EmbedderFromLlamaIndex

    return EmbedderFromLlamaIndex(embedding)


def _server(choice: Choice) -> Embedder:
    from rag.models.embedding_server import ServerEmbedder, ServerOptions

    if not (choice.url and choice.model):
        raise SettingsError(
            f"DATELINE_EMBEDDING is {SERVER}, but the server or its model is not named. Set DATELINE_EMBEDDING_URL, "
            "such as http://127.0.0.1:11434/v1, and DATELINE_EMBEDDING_MODEL to one of its embedding models."
        )
    try:
        options = ServerOptions(**(choice.options or {}))
    except ValueError as error:
        raise _unusable(choice, error) from error
    return ServerEmbedder(choice.url, choice.model, choice.key, choice.timeout, options)


def _class_at(choice: Choice, known: Integration | None) -> type:
    """The class; of a dotted path, only if it is an embedding: nothing else that a path names is ever called."""
    path = known.path if known else choice.name
    module, _, name = path.rpartition(".")
    try:
        found = getattr(import_module(module), name)
    except ImportError as error:
        if known:
            raise _missing(choice, known, error) from error
        raise SettingsError(
            f"DATELINE_EMBEDDING is {path}, and {module} cannot be imported ({error}). Install the package that has it."
        ) from error
    except (AttributeError, ValueError, TypeError) as error:
        raise SettingsError(f"DATELINE_EMBEDDING is {path}, and {module} has no {name}. Correct the path.") from error
    if not (isinstance(found, type) and (hasattr(found, "embed_texts") or hasattr(found, "get_text_embedding_batch"))):
        raise SettingsError(
            f"DATELINE_EMBEDDING is {path}, which is no embedding. Name a class that extends LlamaIndex's "
            "BaseEmbedding."
        )
    return found


def _arguments(choice: Choice, known: Integration | None) -> dict[str, Any]:
    """What the class is made with: its options, and the model, server and key under the names that it has for them."""
    named = {"model_name": choice.model, "api_key": None if known else choice.key}
    if known and known.url:
        named[known.url] = choice.url
    elif choice.url:
        raise SettingsError(
            f"DATELINE_EMBEDDING_URL is set, and {choice.name} takes no such address. Take it out, or give it in "
            "DATELINE_EMBEDDING_OPTIONS under the name that the class has for it."
        )
    if known and choice.key:
        raise SettingsError(f"DATELINE_EMBEDDING_KEY is set, and {choice.name} takes no key. Take it out.")
    return {name: value for name, value in named.items() if value is not None} | dict(choice.options or {})


def _made(kind: type, arguments: Mapping[str, Any], choice: Choice, known: Integration | None) -> Any:
    try:
        return kind(**arguments)
    except DatelineError:
        raise
    except ImportError as error:
        if known:
            raise _missing(choice, known, error) from error
        raise _unusable(choice, error) from error
    except Exception as error:  # every embedding raises its own library's errors
        raise _unusable(choice, error) from error


def _missing(choice: Choice, known: Integration, error: ImportError) -> MissingExtraError:
    return MissingExtraError(
        f"DATELINE_EMBEDDING is {choice.name}, which needs packages that are not installed ({error.name or error}). "
        f"Install them with: pip install {known.install}"
    )


def _unusable(choice: Choice, error: Exception) -> SettingsError:
    said = " ".join(str(error).split())[:300]
    if choice.key:
        said = said.replace(choice.key, "***")
    return SettingsError(
        f"The embedding {choice.name} cannot be made ({type(error).__name__}: {said}). Check DATELINE_EMBEDDING_MODEL "
        "and DATELINE_EMBEDDING_OPTIONS."
    )
