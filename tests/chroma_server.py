"""A real Chroma server on 127.0.0.1, from the installed package, and a proxy before it that asks for a token."""

import http.client
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from tests.local_server import LocalServer, QuietHandler

HOP_BY_HOP = ("connection", "transfer-encoding", "content-length", "host")


class ChromaProcess:
    """`chroma run` in a process of its own, on a port that stays the same when it is started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> Self:
        program = Path(sys.executable).parent / "chroma"
        command = [program, "run", "--path", self.folder, "--host", "127.0.0.1", "--port", str(self.port)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(600):
            if self._answers():
                return self
            time.sleep(0.05)
        raise TimeoutError("chroma run did not start")

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=1)
        try:
            connection.request("GET", "/api/v2/heartbeat")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def freeze(self) -> None:
        """Let it accept connections and answer nothing, until it is killed."""
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGSTOP)

    def stop(self) -> None:
        """End it in order."""
        self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(number)
            process.wait(20)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()


class TokenProxy(LocalServer):
    """Hands requests on to a Chroma server if they have the token, and keeps what was asked."""

    def __init__(self, server: ChromaProcess, token: str = "", certificate: Path | None = None) -> None:
        super().__init__(_ProxyHandler)
        self.upstream = urlsplit(server.url)
        self.token = token
        self.requests: list[tuple[str, str]] = []
        self.before: Callable[[str, str], None] = lambda method, path: None
        """Called before each request is handed on."""
        self.instead: tuple[int, bytes] | None = None
        """Status and body of the answer to everything, where the server is not to be asked."""
        self.url = f"http{'s' if certificate else ''}://localhost:{self._server.server_address[1]}"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)


class _ProxyHandler(QuietHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._hand_on()

    do_POST = do_PUT = do_DELETE = do_GET

    def _hand_on(self) -> None:
        proxy: TokenProxy = self.server.owner
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        proxy.requests.append((self.command, self.path))
        proxy.before(self.command, self.path)
        if proxy.instead:
            return self._answer(*proxy.instead, "text/html")
        if proxy.token and self.headers.get("Authorization") != f"Bearer {proxy.token}":
            # As careless proxies do, it repeats what it was sent.
            return self._answer(401, f"wrong: {self.headers.get('Authorization')}".encode(), "text/plain")
        if proxy.token and self.headers.get("x-chroma-token") != proxy.token:
            return self._answer(403, b"", "text/plain")
        connection = http.client.HTTPConnection(str(proxy.upstream.hostname), proxy.upstream.port, timeout=30)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP_BY_HOP}
        try:
            connection.request(self.command, self.path, body, headers)
            answer = connection.getresponse()
            return self._answer(answer.status, answer.read(), answer.headers.get("Content-Type", ""))
        except (OSError, http.client.HTTPException):
            return self._answer(502, b"upstream is gone", "text/plain")
        finally:
            connection.close()

    def _answer(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
