"""Which embedding the settings name: the bundled one, a server's, a LlamaIndex integration, any class by its path."""

import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from index.embed import BundledEmbedder
from index.errors import EmbeddingError, MissingExtraError, SettingsError
from rag import Assistant
from rag.build import embedder
from rag.llamaindex import EmbedderFromLlamaIndex
from rag.models.embeddings import INTEGRATIONS
from rag.settings import FILE_NAME, load_settings
from tests.conftest import WordEmbedder
from tests.embedding_server import EmbeddingServer

# A package of somebody else, with a LlamaIndex embedding that treats texts and questions apart.
PACKAGE = """
import hashlib
from llama_index.core.base.embeddings.base import BaseEmbedding

class Hashed(BaseEmbedding):
    size: int = 32
    api_key: str = ""
    text_instruction: str | None = None

    def _vector(self, text):
        if "fail" in text:
            raise ConnectionError(f"rejected the key {self.api_key}")
        vector = [0.0] * self.size
        for word in text.lower().split():
            vector[hashlib.sha256(word.strip(".,?").encode()).digest()[0] % self.size] += 1.0
        return vector

    def _get_text_embedding(self, text):
        return self._vector("stored " + text)

    def _get_query_embedding(self, query):
        return self._vector("asked " + query)

    async def _aget_query_embedding(self, query):
        return self._get_query_embedding(query)

def not_a_class(**options):
    open("touched", "w")

class NoEmbedding:
    def __init__(self, **options):
        open("touched", "w")
"""
HASHED = "somebody_elses.embeddings.Hashed"


@pytest.fixture(autouse=True)
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, from which that package can be imported."""
    (tmp_path / "somebody_elses").mkdir()
    (tmp_path / "somebody_elses" / "__init__.py").write_text("")
    (tmp_path / "somebody_elses" / "embeddings.py").write_text(PACKAGE)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.chdir(tmp_path)
    for name in [name for name in sys.modules if name.startswith("somebody_elses")]:
        monkeypatch.delitem(sys.modules, name)
    return tmp_path


def test_the_bundled_model_is_the_default() -> None:
    assert isinstance(embedder(load_settings()), BundledEmbedder)
    assert isinstance(embedder(load_settings(embedding="bundled")), BundledEmbedder)


def test_an_embedding_object_is_taken_as_it_is() -> None:
    ours = WordEmbedder()
    assert embedder(load_settings(), ours) is ours


def test_a_server_is_named_by_settings_and_nothing_is_asked_before_it_is_wanted(package: Path) -> None:
    with EmbeddingServer() as server:
        (package / FILE_NAME).write_text(
            f'embedding = "openai"\nembedding_url = "{server.url}"\nembedding_model = "words-1"\n'
            'embedding_key = "sk-secret"\n[embedding_options]\ntext_instruction = "passage: "\n'
        )
        made = embedder(load_settings())
        assert made.name == "openai/words-1 text_instruction='passage: '"
        assert server.requests == []
        assert made.embed_texts(["a bridge"]).shape == (1, 64)
        assert server.texts == ["passage: a bridge"]
        assert server.requests[0][1]["authorization"] == "Bearer sk-secret"


def test_options_may_stand_in_the_environment_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_EMBEDDING", HASHED)
    monkeypatch.setenv("DATELINE_EMBEDDING_MODEL", "hashed-1")
    monkeypatch.setenv("DATELINE_EMBEDDING_OPTIONS", '{"size": 48}')
    made = embedder(load_settings())
    assert (made.name, made.dimensions) == ("llama-index/Hashed/hashed-1", 48)
    monkeypatch.setenv("DATELINE_EMBEDDING_OPTIONS", "size=48")
    with pytest.raises(SettingsError, match=r"embedding_options.*as JSON: \{\"dimensions\": 256\}"):
        load_settings()


def test_a_class_by_its_path_treats_texts_and_questions_apart() -> None:
    made = embedder(load_settings(embedding=HASHED))
    text, question = made.embed_texts(["bridge"])[0], made.embed_query("bridge")
    assert np.linalg.norm(text) == pytest.approx(1.0)
    assert 0.3 < float(text @ question) < 0.9
    assert embedder(load_settings(embedding=HASHED, embedding_options={"text_instruction": "p: "})).name.endswith(
        "'p: '"
    )


def test_a_key_reaches_the_class_and_no_message() -> None:
    made = embedder(load_settings(embedding=HASHED, embedding_key="sk-secret"))
    with pytest.raises(EmbeddingError, match=r"rejected the key \*\*\*") as caught:
        made.embed_query("fail")
    assert "sk-secret" not in str(caught.value)
    settings = load_settings(embedding=HASHED, embedding_key="sk-secret", embedding_options={"size": "sk-secret"})
    with pytest.raises(SettingsError, match=r"cannot be made.*DATELINE_EMBEDDING_OPTIONS") as refused:
        embedder(settings)
    assert "sk-secret" not in f"{refused.value} {settings!r}"


def test_an_assistant_answers_with_the_embedding_that_a_setting_names(package: Path) -> None:
    (package / "article.txt").write_text(
        "Bridge closed\n\nThe Orlen bridge was closed on Monday after a crack was found.\n"
    )
    with Assistant.open("archive", embedding=HASHED) as assistant:
        assistant.archive.sync(["article.txt"])
        assert "Monday" in assistant.ask("When was the Orlen bridge closed?").text
        assert assistant.archive.status().embedding == "llama-index/Hashed/unknown"
    with pytest.raises(EmbeddingError, match="dateline archive embed"):
        Assistant.open("archive")


@pytest.mark.parametrize("name", INTEGRATIONS)
def test_an_integration_that_is_not_installed_is_named_with_its_pip_line(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, f"llama_index.embeddings.{name}", None)
    with pytest.raises(MissingExtraError, match=f"pip install llama-index-embeddings-{name}"):
        embedder(load_settings(embedding=name))


def test_an_integration_is_given_its_model_and_server(monkeypatch: pytest.MonkeyPatch) -> None:
    from somebody_elses.embeddings import Hashed  # type: ignore[import-not-found]

    class OllamaEmbedding(Hashed):  # type: ignore[misc]
        base_url: str = ""

    module = ModuleType("llama_index.embeddings.ollama")
    module.OllamaEmbedding = OllamaEmbedding  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    made = embedder(load_settings(embedding="ollama", embedding_model="nomic", embedding_url="http://gpu:11434"))
    assert isinstance(made, EmbedderFromLlamaIndex)
    assert made.name == "llama-index/OllamaEmbedding/nomic"
    assert made._embedding.base_url == "http://gpu:11434"


WRONG = {
    "unknown name": ({"embedding": "opnai"}, r"no embedding 'opnai'.*bundled, openai, huggingface.*package\.module\.Class"),
    "server without model": ({"embedding": "openai", "embedding_url": "http://h/v1"}, "DATELINE_EMBEDDING_MODEL"),
    "server without address": ({"embedding": "openai", "embedding_model": "m"}, "DATELINE_EMBEDDING_URL"),
    "server with another option": (
        {"embedding": "openai", "embedding_url": "http://h/v1", "embedding_model": "m", "embedding_options": {"x": 1}},
        r"cannot be made.*DATELINE_EMBEDDING_OPTIONS",
    ),
    "server with a bad option": (
        {"embedding": "openai", "embedding_url": "http://h", "embedding_model": "m", "embedding_options": {"dimensions": "x"}},
        r"dimensions",
    ),
    "a model for the bundled one": ({"embedding_model": "m"}, "DATELINE_EMBEDDING_MODEL is set, and DATELINE_EMBEDDING is not"),
    "no such module": ({"embedding": "no.such.Class"}, r"no\.such cannot be imported.*Install"),
    "no such class": ({"embedding": "somebody_elses.embeddings.Missing"}, "has no Missing"),
    "a function": ({"embedding": "somebody_elses.embeddings.not_a_class"}, "is no embedding"),
    "another class": ({"embedding": "somebody_elses.embeddings.NoEmbedding"}, "is no embedding"),
    "a command": ({"embedding": "subprocess.Popen", "embedding_options": {"args": ["touch", "touched"]}}, "is no embedding"),
    "dots": ({"embedding": "..."}, "DATELINE_EMBEDDING is"),
    "an address for a class": ({"embedding": HASHED, "embedding_url": "http://h"}, "takes no such address"),
    "an address for a local model": ({"embedding": "huggingface", "embedding_url": "http://h"}, "takes no such address"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_setting_is_told_and_nothing_is_called(name: str, package: Path) -> None:
    settings, told = WRONG[name]
    with pytest.raises((SettingsError, MissingExtraError), match=told):
        embedder(load_settings(**settings))
    assert not (package / "touched").exists()
