"""An OpenAI-compatible server: its address checked, clients of the openai package for it, its errors in words."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.errors import SettingsError
from rag.models.llm_errors import CallError, Server, explain

if TYPE_CHECKING:
    from openai import OpenAI

CONNECT_SECONDS = 5.0


class ModelServer:
    """One server (OpenAI, Ollama, vLLM, llama.cpp, LM Studio). Raises SettingsError if the URL cannot be one."""

    def __init__(self, url: str, key: str | None, timeout: float, words: Server) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise SettingsError(
                f"{words.setting}_URL is {url!r}, which is not a web address. Give the server's base URL, such as "
                "http://127.0.0.1:11434/v1 for Ollama."
            )
        self.url = parts._replace(netloc=parts.netloc.rpartition("@")[2], query="").geturl()  # without a password
        self.timeout = timeout
        self._address, self._key, self._words = url, key, words
        self._is_local = parts.hostname in ("localhost", "::1") or parts.hostname.startswith("127.")

    def client(self) -> "OpenAI":
        """A client without retries of its own, to be closed."""
        import httpx  # noqa: F401  # whole, before openai looks at what another thread may be importing (chromadb)
        import openai

        return openai.OpenAI(
            base_url=self._address,
            api_key=self._key or "none",  # else the client would send OPENAI_API_KEY to whatever server this is
            max_retries=0,
            http_client=openai.DefaultHttpxClient(
                timeout=openai.Timeout(self.timeout, connect=min(CONNECT_SECONDS, self.timeout)),
                trust_env=not self._is_local,  # a proxy cannot reach this machine's own address
            ),
        )

    def explain(self, error: Exception) -> CallError:
        """The failure that an exception of a client or of its connection means."""
        return explain(error, self._models, self._words)

    def hide_key(self, text: str) -> str:
        """The text without the key."""
        return text.replace(self._key, "***") if self._key else text

    def _models(self) -> list[str]:
        """The names of the models that the server has, as far as it tells."""
        with self.client() as client:
            return [model.id for model in client.with_options(timeout=CONNECT_SECONDS).models.list().data]
