"""Settings: defaults < dateline.toml < environment < arguments. Read once, at the edge; parts receive plain values."""

import logging
import os
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, FilePath, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource
from pydantic_settings import SettingsError as UnreadableSetting

from index.errors import SettingsError
from rag.evidence.weights import ACCEPTED_WRONG

FILE_NAME = "dateline.toml"
PREFIX = "DATELINE_"
_READ_ELSEWHERE = "DEBUG"  # by the command line
logger = logging.getLogger("dateline")


class Settings(BaseSettings):
    """Everything that can be set. In the environment each name has the prefix DATELINE_ and is in capitals."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, toml_file=FILE_NAME, frozen=True, extra="forbid")

    # The archive
    archive: Path = Path("archive")
    """The folder of the archive."""
    vector_search: Literal["chroma", "exact"] = "chroma"
    """"exact" leaves Chroma closed: for a program that asks one question and ends, since opening it takes seconds."""
    chroma_url: str | None = None
    """A Chroma server for the vectors, such as http://127.0.0.1:8000. Without one: where they are, or the folder."""
    chroma_token: SecretStr | None = None
    """What the server, or a proxy before it, asks for: sent as `x-chroma-token` and as `Authorization: Bearer`."""
    chroma_tenant: str = "default_tenant"
    """Which tenant of the server."""
    chroma_database: str = "default_database"
    """Which database of the tenant; it is made where it is not there."""
    chroma_ca: FilePath | None = None
    """Certificates (PEM) that vouch for an https server, instead of the system's."""
    threads: int | None = Field(default=None, ge=1, le=256)
    """Processor threads for the bundled model; all of the machine's when not set."""

    clean: bool | None = None
    """For `dateline sync`: take page furniture out of texts, or leave it in. Without it: as the archive did last."""

    # The embedding, if another than the bundled one is wanted; an archive keeps to the one that it was made with
    embedding: str = "bundled"
    """"openai" is any OpenAI-compatible server; "huggingface", "ollama", "fastembed", or the path of a class, are
    LlamaIndex embeddings."""
    embedding_model: str | None = None
    """The name of the model, as the server or the class knows it."""
    embedding_url: str | None = None
    """The server's base URL, such as http://127.0.0.1:11434/v1. The text of all articles is sent there."""
    embedding_key: SecretStr | None = None
    """The API key, for servers that want one."""
    embedding_timeout: float = Field(default=60.0, gt=0)
    """Seconds to wait for the server with one batch."""
    embedding_options: dict[str, Any] = Field(default={}, repr=False)
    """What the embedding takes besides, such as {"dimensions": 256, "text_instruction": "search_document: "}."""

    # Answering
    top_k: int = Field(default=10, ge=1, le=100)
    """Passages that an answer may rest on."""
    accepted_wrong: float = Field(default=ACCEPTED_WRONG, ge=0, le=1)
    """Of the questions that no article answers, the share that may be answered all the same; less refuses more."""

    # A language model, if one is wanted: any OpenAI-compatible server (OpenAI, Ollama, vLLM, llama.cpp, LM Studio)
    llm_url: str | None = None
    """Its base URL, such as http://127.0.0.1:11434/v1 for Ollama. Without one, the offline reader answers."""
    llm_model: str | None = None
    """The name of the model, as the server knows it."""
    llm_key: SecretStr | None = None
    """The API key, for servers that want one."""
    llm_timeout: float = Field(default=60.0, gt=0)
    """Seconds to wait for the server's next word."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then the environment, then dateline.toml of the working folder."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(**arguments: Any) -> Settings:
    """The settings in force; arguments that are None count as not given. Raises SettingsError naming each bad value."""
    _warn_of_unknown_variables()
    given = {name: value for name, value in arguments.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        raise SettingsError(_explained(error)) from error
    except UnreadableSetting as error:  # in the environment, where it is JSON
        raise SettingsError(
            f'A setting cannot be read ({error}; {error.__cause__}). Write it as JSON: {{"dimensions": 256}}.'
        ) from error
    except ValueError as error:  # dateline.toml is not TOML
        raise SettingsError(
            f"{Path(FILE_NAME).absolute()} cannot be read ({error}). Correct it or remove it."
        ) from error


@cache  # once a process, however often settings are read
def _warn_of_unknown_variables() -> None:
    """Name what stands in the environment and is no setting: pydantic passes over it, and so over a slip of the pen."""
    known = [name.upper() for name in Settings.model_fields]
    for variable in sorted(os.environ):
        name = variable.upper().removeprefix(PREFIX)
        if name != variable.upper() and name not in (*known, _READ_ELSEWHERE):
            meant = get_close_matches(name, known, n=1)  # without the prefix, which makes all of them alike
            advice = f"Did you mean {PREFIX}{meant[0]}?" if meant else f"After {PREFIX} comes: {', '.join(known)}."
            logger.warning("%s is no setting of Dateline and changes nothing. %s", variable, advice)


def _explained(error: ValidationError) -> str:
    lines = [
        _explained_one(".".join(map(str, problem["loc"])), problem["type"], problem["msg"])
        for problem in error.errors()
    ]
    return "\n".join(lines)


def _explained_one(name: str, kind: str, message: str) -> str:
    if kind == "extra_forbidden":
        known = ", ".join(sorted(Settings.model_fields))
        return f"There is no setting {name!r}. The settings are: {known}. Correct it in {FILE_NAME}, or in the call."
    places = f"in {FILE_NAME}, in {PREFIX}{name.upper()}, or in the call"
    return f"The setting {name!r} cannot be used: {message}. Correct it {places}."
