"""A follow-up made into a question of its own by a language model, where its words can be trusted with that.

The model's reply is data: one line of at most `LONGEST` characters that keeps every name and number of the question
and brings none that the conversation has not said. Anything else, and a model that fails or takes long, leaves the
question as our own rules made it.
"""

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from index.errors import ModelError
from rag.datatypes import Usage
from rag.follow_ups.referents import Said, asked_names
from rag.models.prompts import rewrite_messages
from rag.text.words import words

if TYPE_CHECKING:
    from rag.models.llm import ChatModel

LONGEST = 300
"""Characters of a rewritten question."""
MOST_READ = 20_000
"""Characters of a reply with its thoughts; what goes on after them is no question."""
WAIT = 10.0
"""Seconds that an asker waits for it: the answer is what they want, and has a wait of its own."""

_THOUGHT = re.compile(r"^\s*<think>.*?</think>", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A question of its own, and what a model took for writing it."""

    text: str
    usage: Usage | None = None


class Rewriter:
    """Makes follow-ups standalone with a language model; `wait` is in seconds."""

    def __init__(self, model: "ChatModel", wait: float = WAIT) -> None:
        self._model = model
        self._wait = wait

    def rewrite(self, question: str, own: str, history: Sequence[Said]) -> Rewritten:
        """The model's rewrite if it can be trusted, else `own`, which our rules made of the question."""
        replies: SimpleQueue[Rewritten | None] = SimpleQueue()
        given_up = threading.Event()

        def read() -> None:
            replies.put(self._read(rewrite_messages(question, history), given_up))

        threading.Thread(target=read, daemon=True, name="dateline-rewrite").start()
        try:
            reply = replies.get(timeout=self._wait)
        except Empty:
            reply = None
        finally:
            given_up.set()
        if reply is None:
            return Rewritten(own)
        text = _line(reply.text)
        return Rewritten(text if _is_faithful(text, question, own, history) else own, reply.usage)

    def _read(self, messages: Sequence[dict[str, str]], given_up: threading.Event) -> Rewritten | None:
        """The reply and what it took; None where the model failed."""
        from rag.models.llm_reply import Metered

        said, metered = "", Metered(self._model, messages)
        try:
            for piece in metered:
                said += piece
                if given_up.is_set() or len(said) > MOST_READ:
                    break
        except ModelError:
            return None
        return Rewritten(said, metered.usage)


def _line(reply: str) -> str:
    """The reply's only line without thoughts, quotation marks and control characters; empty for several."""
    lines = [line.strip() for line in _THOUGHT.sub("", reply).strip().splitlines() if line.strip()]
    if len(lines) != 1:
        return ""
    return " ".join(_CONTROL.sub(" ", lines[0]).strip(" \"“”'`*").split())


def _is_faithful(text: str, question: str, own: str, history: Sequence[Said]) -> bool:
    """Whether it keeps what the question names, and names only what the conversation has."""
    if not re.search(r"\w", text) or len(text) > LONGEST:
        return False
    told = [f"{one.question} {one.asked} {one.answer} {one.about} {one.person}" for one in history]
    said = " ".join([question, own, *told])
    return _named(question) <= _stems(text) and _named(text) <= _stems(said)


def _named(text: str) -> set[str]:
    """The stems of the names and numbers of a question."""
    names = " ".join(name.text for name in asked_names(text))
    return _stems(f"{names} {' '.join(_NUMBER.findall(text))}")


def _stems(text: str) -> set[str]:
    return {word.stem for word in words(text)}
