"""The connection to a Chroma server: chromadb's own HTTP client, with the deadlines that it lacks.

chromadb 1.5.9 makes its httpx session with `timeout=None` and offers no setting for it, so a server that is silent
would hold a question for ever. The session is replaced before the first request: with timeouts, the token in the
headers that proxies and Chroma read, and answers that are no Chroma server's told apart from its errors. Only
`Client` is passed over, which would ask the server three things at its start.
"""

import ssl
from typing import TYPE_CHECKING, Any

from index.vectors.collection import client_settings, load_chromadb
from index.vectors.place import ChromaServer

if TYPE_CHECKING:
    import httpx
    from chromadb.api.fastapi import FastAPI

CONNECT_SECONDS = 2.0
SEARCH_SECONDS = 2.0
"""A search takes 3 ms; whoever waits for this one is answered exactly instead."""
WRITE_SECONDS = 30.0
"""Now and then a server writes its whole index to disk before it answers."""
GATEWAY = (401, 403, 407, 408, 429, 502, 503, 504)
"""Statuses of proxies and busy servers: they say nothing about the collection."""
SHOWN = 200  # characters of a server's message


class RefusedError(Exception):
    """An answer that is not Chroma's own: the server, or a proxy before it, did not take the request."""


def connect(server: ChromaServer) -> "FastAPI":
    """The HTTP client of chromadb for this server; nothing is sent yet."""
    load_chromadb()
    import httpx
    from chromadb.api.fastapi import FastAPI
    from chromadb.config import System

    settings = client_settings(
        chroma_api_impl="chromadb.api.fastapi.FastAPI", chroma_server_host=server.url, chroma_server_http_port=80,
        chroma_server_ssl_enabled=server.url.startswith("https:"), chroma_server_headers=None,
        chroma_server_ssl_verify=None, chroma_client_auth_provider=None,
    )  # fmt: skip
    trusted = _trusted(server)
    api = System(settings).instance(FastAPI)
    headers = dict(api._session.headers) | _authorised(server.token)
    api._session.close()
    api._session = httpx.Client(
        timeout=httpx.Timeout(WRITE_SECONDS, connect=CONNECT_SECONDS),
        limits=api.http_limits,
        verify=trusted,
        headers=headers,
        event_hooks={"request": [_hurry], "response": [_refuse]},
    )
    return api


def cleaned(error: Exception, token: str | None) -> str:
    """What an error says, on one line, without the token that a server may have repeated."""
    text = str(error)
    if token:
        text = text.replace(token, "[token]")
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}..."


def _trusted(server: ChromaServer) -> ssl.SSLContext | bool:
    try:
        return ssl.create_default_context(cafile=server.ca) if server.ca else True
    except OSError as error:
        raise RefusedError(f"is not asked: the certificates in {server.ca} cannot be read ({error})") from error


def _authorised(token: str | None) -> dict[str, str]:
    return {"x-chroma-token": token, "Authorization": f"Bearer {token}"} if token else {}


def _hurry(request: "httpx.Request") -> None:
    if request.method == "GET" or request.url.path.endswith("/query"):
        request.extensions["timeout"] |= {"read": SEARCH_SECONDS}


def _refuse(response: "httpx.Response") -> None:
    status = response.status_code
    if status in (401, 403):
        raise RefusedError(f"refused the request (status {status}): check the token")
    if status in GATEWAY or 300 <= status < 400:
        raise RefusedError(f"did not take the request (status {status})")
    if status >= 400 and not _by_chroma(response):
        raise RefusedError(f"is no Chroma server, or its path is another (status {status})")


def _by_chroma(response: "httpx.Response") -> bool:
    response.read()
    try:
        body: Any = response.json()
    except ValueError:
        return False
    return isinstance(body, dict) and "error" in body
