"""One language model behind one generator: any OpenAI-compatible server, through the openai client.

The client's own retries are off; ours happen only before the first word. A thread reads the reply, so that deadlines
hold whatever the server does, and a reply that nobody waits for any more is hung up on.
"""

import random
import socket
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from queue import Empty, SimpleQueue
from typing import Any, Protocol, cast

from index.errors import ModelError
from rag.datatypes import Usage
from rag.models.llm_errors import CHAT, CallError
from rag.models.llm_reply import read_reply
from rag.models.model_server import ModelServer

Message = Mapping[str, str]
RETRIES = 2
LONGEST_REPLY = 4
"""A reply may take this many times the wait for one word: it is a few hundred words at most."""
FIRST_WAIT = 0.5
"""Seconds before the first retry, doubled for the next, give or take half."""
OPTIONS = {"stream_options": {"include_usage": True}, "temperature": 0}
"""What is asked of every server; one that refuses an option by its name is asked again without it."""


class ChatModel(Protocol):
    """Writes a reply to messages with "role" and "content", word by word. `name` is shown to people."""

    name: str

    def stream_chat(self, messages: Sequence[Message]) -> Generator[str, None, Usage | None]:
        """The reply's text as it comes, and at its end the tokens it took, or None where nobody counted them.

        Raises ModelError, before the first word or after it.
        """
        ...


class LanguageModel:
    """A model of an OpenAI-compatible server (OpenAI, Ollama, vLLM, llama.cpp, LM Studio).

    `timeout` is how long to wait for the next word, in seconds; `retries` follow a failure that may pass.
    Raises SettingsError if the URL cannot be one.
    """

    def __init__(
        self,
        url: str,
        model: str,
        key: str | None = None,
        timeout: float = 60.0,
        *,
        retries: int = RETRIES,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._server = ModelServer(url, key, timeout, CHAT)
        self.model, self.url = model, self._server.url
        self.name = f"{model} at {self.url}"
        self._timeout, self._retries, self._pause = timeout, retries, pause
        self._options: Mapping[str, Any] = OPTIONS

    def stream_chat(self, messages: Sequence[Message]) -> Generator[str, None, Usage | None]:
        """See `ChatModel`. Retried only before the first word; the tokens are those of the attempt that replied."""
        import openai  # noqa: F401  # a second's work the first time, which is not the server's delay

        deadline = time.monotonic() + LONGEST_REPLY * self._timeout
        options = self._options
        attempt = 0
        while True:
            said, usage = False, None
            try:
                for got in self._attempt(messages, options, deadline):
                    if isinstance(got, Usage):
                        usage = got
                    else:
                        said = said or bool(got.strip())
                        yield got
                if not said:
                    raise CallError("sent an empty reply. Ask again, or try another model.")
                self._options = options  # the next question need not be refused again
                return usage
            except CallError as error:
                refused = _refused(error, options)
                wait = 0.0 if refused and attempt < len(OPTIONS) else self._wait(error, attempt)
                if said or wait is None or time.monotonic() + wait > deadline:
                    raise ModelError(self._told(error)) from None
                options = {name: value for name, value in options.items() if name != refused}
            self._pause(wait)
            attempt += 1

    def _wait(self, error: CallError, attempt: int) -> float | None:
        """Seconds until the next attempt, or None if there shall be none."""
        if not error.passing or attempt >= self._retries:
            return None
        return FIRST_WAIT * 2**attempt * random.uniform(0.5, 1.5) if error.wait is None else error.wait  # noqa: S311

    def _told(self, failure: CallError) -> str:
        return self._server.hide_key(f"The language model {self.name} {failure}")

    def _attempt(
        self, messages: Sequence[Message], options: Mapping[str, Any], deadline: float
    ) -> Iterator[str | Usage]:
        """One request; raises CallError. The wait for each word and for the whole are kept to the clock."""
        call = _Call()
        reader = threading.Thread(target=self._read, args=(messages, options, call), daemon=True, name="dateline-llm")
        reader.start()
        try:
            while True:
                left = deadline - time.monotonic()
                got = call.words.get(timeout=max(0.0, min(self._timeout, left)))
                if isinstance(got, Exception):
                    raise self._server.explain(got) from got
                if got is None:
                    return
                if got:
                    yield got
        except Empty:
            raise CallError(self._late(left)) from None
        finally:
            call.hang_up()

    def _late(self, left: float) -> str:
        if left > self._timeout:
            return (
                f"sent nothing for {self._timeout:g} s. It may be loading or busy: ask again, take a smaller model, or "
                "raise DATELINE_LLM_TIMEOUT."
            )
        total = LONGEST_REPLY * self._timeout
        return f"was not done after {total:g} s. Take a faster model, or raise DATELINE_LLM_TIMEOUT."

    def _read(self, messages: Sequence[Message], options: Mapping[str, Any], call: "_Call") -> None:
        """In its own thread: send the request and pass on the words, then None, or the exception instead."""
        try:
            with (
                self._server.client() as client,
                client.chat.completions.with_streaming_response.create(
                    model=self.model, messages=cast(Any, messages), stream=True, **options
                ) as response,
            ):
                call.connected(response.http_response.extensions.get("network_stream"))
                for words in read_reply(response.iter_lines()):
                    call.words.put(words)
            call.words.put(None)
        except Exception as error:  # every failure belongs to the thread that waits for the words
            call.words.put(error)


class _Call:
    """What the reading thread and the waiting one share."""

    def __init__(self) -> None:
        self.words: SimpleQueue[str | Usage | Exception | None] = SimpleQueue()
        self._stream: Any = None
        self._over = False

    def connected(self, stream: Any) -> None:
        self._stream = stream
        if self._over:
            self.hang_up()

    def hang_up(self) -> None:
        """Wake the reading thread if it still waits for the server; closing its connection is then its own affair."""
        self._over = True
        connection = self._stream.get_extra_info("socket") if self._stream else None
        try:
            if connection is not None:
                connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # it was closed already


def _refused(error: CallError, options: Mapping[str, Any]) -> str | None:
    """The option that the server's refusal of a request names: its own words are in the exception behind ours."""
    answer = error.__cause__
    said = f"{answer} {getattr(answer, 'body', '')}" if getattr(answer, "status_code", None) else ""
    return next((name for name in options if name in said), None)
