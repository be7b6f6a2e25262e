"""A chat served to real clients."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest


@dataclass
class Served:
    """A chat that is being served, and whom it asks."""

    url: str
    assistant: object


@pytest.fixture(scope="module")
def serve_chat() -> Iterator[Callable[[object], Served]]:
    """Serves the chat of an assistant on a free port of this machine until the module's tests are over."""
    import uvicorn

    from ui.server import open_port
    from ui.web import build_app

    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def serve(assistant: object) -> Served:
        listener = open_port("127.0.0.1", 0)
        server = uvicorn.Server(uvicorn.Config(build_app(assistant), log_config=None, timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        running.append((server, thread))
        while not server.started:
            time.sleep(0.02)
        return Served(f"http://127.0.0.1:{listener.getsockname()[1]}", assistant)

    yield serve
    for server, thread in running:
        server.should_exit = True
        thread.join(10)
