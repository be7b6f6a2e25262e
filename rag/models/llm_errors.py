"""What went wrong between us and a model server -> one sentence that says what to do."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

SHOWN = 200
"""Characters of a server's own words that a message repeats."""


@dataclass(frozen=True, slots=True)
class Server:
    """What messages say of a server: the settings that name it begin with `setting`, and it has a model of a `kind`."""

    setting: str
    kind: str


CHAT = Server("DATELINE_LLM", "chat model")
EMBEDDING = Server("DATELINE_EMBEDDING", "embedding model")


class CallError(Exception):
    """One request failed. Reads on after "The language model NAME"; `passing` if it may go away within seconds."""

    def __init__(self, text: str, *, passing: bool = False, wait: float | None = None) -> None:
        super().__init__(text)
        self.passing = passing
        self.wait = wait


class NotAnApiError(Exception):
    """A reply that no OpenAI-compatible server gives, or an error within a reply, with the server's words."""

    def __init__(self, data: str, error: Any = None) -> None:
        super().__init__(data[:SHOWN])
        self.body = error


def explain(error: Exception, models: Callable[[], list[str]], server: Server = CHAT) -> CallError:
    """The failure that this exception of the openai client or of its connection means."""
    import openai

    if isinstance(error, openai.APIStatusError):
        return _explain_status(error, models, server)
    if isinstance(error, NotAnApiError):
        return _explain_reply(error, server)
    if isinstance(error, openai.APITimeoutError) or _timed_out_between_words(error):
        return CallError(
            f"did not answer in time. Is the server overloaded? Raise {server.setting}_TIMEOUT if it is only slow."
        )
    if isinstance(error, openai.APIConnectionError):
        return CallError(
            "cannot be reached. Is the server running at that address (Ollama: `ollama serve`)? The address is "
            f"{server.setting}_URL.",
            passing=True,
        )
    return CallError(
        "broke off in the middle of its reply. Ask again; look at the server's log if it happens again.", passing=True
    )


def _timed_out_between_words(error: Exception) -> bool:
    """Whether the client gave up: openai 2 lets the exceptions of httpx through, openai 3 those of httpx2."""
    return any(kind.__name__ == "TimeoutException" for kind in type(error).__mro__)


def _explain_status(error: Any, models: Callable[[], list[str]], server: Server) -> CallError:
    status, said = error.status_code, _words_of(error.body)
    if status in (401, 403):
        return CallError(f"refused the key ({status}). Set {server.setting}_KEY to a key that this server accepts.")
    if status == 404:
        return _explain_not_found(said, models, server)
    if status == 429 and "quota" in f"{error.code} {said}":
        return CallError(f"says that the account has no quota left (429){said}. Top it up, or use another server.")
    if status == 429:
        wait = _retry_after(error.response.headers.get("retry-after"))
        asks = f" and asks to wait {wait:.0f} s" if wait else ""
        return CallError(f"is asked too often (429){asks}. Ask again later.", passing=True, wait=wait)
    if status >= 500:
        return CallError(f"failed on the server's side ({status}){said}. Look at the server's log.", passing=True)
    return CallError(
        f"did not accept the request ({status}){said}. Is it a {server.kind}, and its context long enough?"
    )


def _explain_not_found(said: str, models: Callable[[], list[str]], server: Server) -> CallError:
    try:
        names = models()
    except Exception:  # only to help; whatever is wrong, the 404 is what is reported
        names = []
    if names:
        shown = ", ".join(names[:8]) + (", ..." if len(names) > 8 else "")
        advice = f"Set {server.setting}_MODEL to one of them."
        return CallError(f"is not known there (404). The server has: {shown}. {advice}")
    if said:
        return CallError(f"is not known there (404){said}. Set {server.setting}_MODEL to one that the server has.")
    return CallError(f"is not found there (404). Does {server.setting}_URL end as the server wants it, usually in /v1?")


def _explain_reply(error: NotAnApiError, server: Server) -> CallError:
    if error.body:
        return CallError(f"reported an error{_words_of(error.body)}. Look at the server's log.", passing=True)
    kind = "a web page" if re.match(r"\s*<", str(error)) else "something that is not JSON of the OpenAI API"
    asked = f"Does {server.setting}_URL name an OpenAI-compatible server and end in /v1?"
    return CallError(f"answered with {kind}. {asked}")


def _words_of(body: Any) -> str:
    """The server's own message, on one line and cut short, ready to follow a word."""
    message = body.get("message") if isinstance(body, dict) else body
    words = " ".join(re.sub(r"[^\x20-\x7e\u00a0-\uffff]", " ", str(message or "")).split()).rstrip(".")
    if not words or words.startswith("<"):
        return ""
    return f": {words[:SHOWN]}" + ("..." if len(words) > SHOWN else "")


def _retry_after(value: str | None) -> float | None:
    """Seconds of a Retry-After header, which is a number or a date."""
    if not value:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None
