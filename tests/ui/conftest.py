"""A chat served to real clients, and the browser that opens it."""

import shutil
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run"),
)
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")


def get(url: str, host: str | None = None) -> tuple[int, str, dict[str, str]]:
    """Status, body and headers of a page."""
    request = urllib.request.Request(url, headers={"Host": host} if host else {})
    try:
        with urllib.request.urlopen(request, timeout=10) as reply:
            return reply.status, reply.read().decode(), dict(reply.headers)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode(), dict(error.headers)


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


@dataclass
class Window:
    """A browser page and every address that it asked for."""

    page: Any
    requests: list[str] = field(default_factory=list)

    def ask(self, question: str) -> None:
        self.page.fill("#question textarea", question)
        self.page.keyboard.press("Enter")

    def wait_answered(self, count: int) -> Any:
        """The last of this many answered exchanges."""
        self.page.wait_for_function(
            "count => document.querySelectorAll('.dl-exchange[aria-busy=false]').length === count", arg=count
        )
        return self.page.locator(".dl-exchange").nth(count - 1)

    def marked(self) -> str:
        self.page.wait_for_selector("#reader mark")
        return "".join(self.page.locator("#reader mark").all_text_contents())


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET])
        yield running
        running.close()


@pytest.fixture
def open_window(browser: Any) -> Iterator[Callable[[str], Window]]:
    contexts = []

    def open_at(url: str, **options: Any) -> Window:
        contexts.append(browser.new_context(**options))
        window = Window(contexts[-1].new_page())
        window.page.set_default_timeout(20_000)
        window.page.on("request", lambda request: window.requests.append(request.url))
        window.page.goto(url)
        window.page.wait_for_selector(".dl-welcome")
        return window

    yield open_at
    for context in contexts:
        context.close()
