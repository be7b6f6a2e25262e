"""Serving an application on one port until it is asked to stop, without a traceback."""

import errno
import logging
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from index.errors import SettingsError

PORTS_TRIED = 50
GRACE_SECONDS = 1
"""How long answers under way may finish after Ctrl-C; an open browser tab holds a connection that never ends."""
ANY_ADDRESS = frozenset({"0.0.0.0", "::", ""})  # noqa: S104  compared with, not bound


def open_port(host: str, port: int) -> socket.socket:
    """A listening socket on the port, or on the next free one above it (0: any).

    Raises:
        SettingsError: The host is not an address of this machine, or all the ports tried are taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    end = min(port + PORTS_TRIED, 65536) if port else 1
    for candidate in range(port, end):
        try:
            return socket.create_server((host, candidate), family=family, backlog=128)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise SettingsError(f"Cannot serve on {host}:{candidate} ({error.strerror}); try another.") from error
    raise SettingsError(f"Ports {port} to {end - 1} of {host} are all taken; give a free one.")


def shown_host(host: str) -> str:
    """The host as it belongs in a URL that works on this machine."""
    if host in ANY_ADDRESS:
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def run_server(app: Any, listener: socket.socket, when_ready: Callable[[], None]) -> None:
    """Serve on a listening socket until SIGINT or SIGTERM, then return.

    Args:
        app: The ASGI application.
        listener: From `open_port`; closed at the end.
        when_ready: Called once requests are answered.
    """
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            when_ready()

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            # Cutting off open tabs is what was asked for; uvicorn would log each as an error with a traceback.
            logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
            await super().shutdown(sockets)

    config = uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=GRACE_SECONDS)
    with listener, _signals_end_quietly():
        Server(config).run(sockets=[listener])


@contextmanager
def _signals_end_quietly() -> Iterator[None]:
    """Ignore the signals that uvicorn raises once more after it has already stopped because of them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
