"""A model's reply: read from the lines that a server sends, and metered, so that an answer can say what it cost."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rag.datatypes import Usage
from rag.models.llm_errors import NotAnApiError

if TYPE_CHECKING:
    from rag.models.llm import ChatModel, Message

CHARACTERS_PER_TOKEN = 4
"""The rule of thumb for English; it only serves where nobody counts."""


class Metered:
    """A model's reply, word by word, with what it has cost so far in `usage`, which is None before the first word.

    Until the model gives its own count, and where it gives none, the cost is estimated from the length of the texts.
    """

    def __init__(self, model: "ChatModel", messages: "Sequence[Message]") -> None:
        self.usage: Usage | None = None
        self._model = model
        self._messages = messages

    def __iter__(self) -> Iterator[str]:
        read, written = sum(len(message["content"]) for message in self._messages), 0
        stream = iter(self._model.stream_chat(self._messages))
        while True:
            try:
                words = next(stream)
            except StopIteration as end:
                self.usage = end.value or self.usage
                return
            written += len(words)
            self.usage = Usage(_tokens(read), _tokens(written), estimated=True)
            yield words


def _tokens(characters: int) -> int:
    return math.ceil(characters / CHARACTERS_PER_TOKEN)


def read_reply(lines: Iterator[str]) -> Iterator[str | Usage]:
    """The text of a reply: server-sent events, or one JSON object from a server that does not stream.

    Where the server counts tokens, its Usage is among it; the last one holds.
    Raises NotAnApiError if it is neither, ConnectionError if it ends before its end.
    """
    other: list[str] = []
    streamed = finished = False
    for line in lines:
        field, _, data = line.partition(":")
        if field != "data":
            other.append("" if streamed else line)
            continue
        streamed = True
        if data.strip() == "[DONE]":
            finished = True
            break
        piece = _parsed(data)
        finished = finished or bool(_choice(piece).get("finish_reason"))
        yield from _content(piece, "delta")
    if not streamed:
        yield from _content(_parsed("\n".join(other)), "message")
    elif not finished:
        raise ConnectionError("the reply broke off")


def _parsed(data: str) -> Mapping[str, Any]:
    """A completion or a piece of one."""
    try:
        reply = json.loads(data)
    except ValueError:
        raise NotAnApiError(data) from None
    if isinstance(reply, dict) and reply.get("error"):
        raise NotAnApiError(data, reply["error"])
    if not isinstance(reply, dict) or not isinstance(reply.get("choices"), list):
        raise NotAnApiError(data)
    return reply


def _choice(reply: Mapping[str, Any]) -> Mapping[str, Any]:
    """The first choice; a piece that only counts tokens has none."""
    return reply["choices"][0] if reply["choices"] else {}


def _content(reply: Mapping[str, Any], part: str) -> Iterator[str | Usage]:
    yield (_choice(reply).get(part) or {}).get("content") or ""
    counts = reply.get("usage")
    if isinstance(counts, dict):
        read, written = counts.get("prompt_tokens"), counts.get("completion_tokens")
        if isinstance(read, int) and isinstance(written, int) and read >= 0 and written >= 0 and read + written:
            yield Usage(read, written)
