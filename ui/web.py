"""The web chat: a gradio page on FastAPI that shows what `chat.py` tells it, and the article reader beside it.

The conversation is one `gr.HTML` log rather than `gr.Chatbot`: the Chatbot renders messages as Markdown, so text of
articles could load remote images or pass for markup, and its markers cannot be real links with labels. Here every tag
is written by `page.py` and everything else escaped. gradio patches the log's DOM in place, so focus and scrolling stay.
"""

import asyncio
import os
import webbrowser
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui import page, reader, render
from ui.article_page import read_article, sent_number
from ui.chat import Chat, Sessions
from ui.examples import example_questions
from ui.guard import ARTICLE_POLICY, Guard
from ui.server import open_port, run_server, shown_host

if TYPE_CHECKING:
    from fastapi import FastAPI

    from rag.assistant import Assistant

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
ASSETS = Path(__file__).resolve().parent / "assets"
ASKING_AT_ONCE = 4
"""Questions answered at the same time, over all browsers; the rest wait their turn."""
WAITING_AT_MOST = 100


def build_app(assistant: "Assistant", hosts: frozenset[str] = LOOPBACK) -> "FastAPI":
    """The web chat as an application for any ASGI server.

    Args:
        assistant: Answers the questions; its lifetime is the caller's.
        hosts: Host names that the chat answers to; empty for any, when it is served to other machines.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported
    from fastapi import FastAPI

    app = FastAPI(title="Dateline", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(Guard, hosts=hosts)
    _add_article_routes(app, assistant)
    _in_event_loop(lambda: _mount_page(app, assistant))
    return app


def _in_event_loop(step: Callable[[], None]) -> None:
    """Take a step while an event loop runs: without one, gradio makes loops of its own and leaves them open."""

    async def take() -> None:
        step()

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(take())
    else:
        step()


def _mount_page(app: "FastAPI", assistant: "Assistant") -> None:
    import gradio as gr

    gr.mount_gradio_app(
        app,
        _build_blocks(assistant),
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size="1kb",
        theme=gr.themes.Base(font="sans-serif", font_mono="monospace"),
        head='<link rel="stylesheet" href="/dateline.css">',
    )


def _add_article_routes(app: "FastAPI", assistant: "Assistant") -> None:
    from fastapi.responses import FileResponse, HTMLResponse

    @app.get("/dateline.css")
    def style() -> FileResponse:
        return FileResponse(ASSETS / "dateline.css", media_type="text/css")

    @app.get("/article")
    def article(id: str = "", start: str = "", end: str = "", fragment: str = "") -> HTMLResponse:
        # As text: FastAPI answers what is missing or no number with JSON, which is no page.
        title, body, status = read_article(assistant, id, start, end)
        content = body if fragment == "true" else reader.standalone_html(title, body)
        return HTMLResponse(content, status, headers={"content-security-policy": ARTICLE_POLICY})


def _opening(assistant: "Assistant") -> str:
    """What the log shows before the first question."""
    status = assistant.archive.status()
    if not status.articles:
        return page.empty_html(str(assistant.archive.folder))
    return page.welcome_html(example_questions(assistant.archive))


def _masthead(assistant: "Assistant") -> str:
    return page.masthead_html(render.archive_line(assistant.archive.status()), assistant.answerer.name)


@dataclass(frozen=True, slots=True)
class Parts:
    """The components of the page that something happens to."""

    masthead: Any
    conversation: Any
    box: Any
    ask: Any
    stop: Any


def _build_blocks(assistant: "Assistant") -> Any:
    import gradio as gr

    with gr.Blocks(title="Dateline", fill_width=True, analytics_enabled=False) as blocks:
        masthead = gr.HTML(elem_id="masthead", apply_default_css=False)
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="talk"):
                gr.HTML(
                    page.earlier_html(),
                    elem_id="earlier",
                    js_on_load=_script("earlier.js"),
                    apply_default_css=False,
                )
                conversation = gr.HTML(
                    elem_id="conversation",
                    html_template='<div role="log" aria-live="polite" aria-label="Conversation">${value}</div>',
                    js_on_load=_script("chat.js"),
                    apply_default_css=False,
                )
                gr.HTML('<p role="status"></p>', elem_id="said", apply_default_css=False, js_on_load=None)
                with gr.Row(elem_id="composer"):
                    box = _question_box()
                    ask = gr.Button("Ask", variant="primary", elem_id="ask")
                    stop = gr.Button("Stop", elem_id="stop")
            gr.HTML(reader.reader_shell_html(), elem_id="reader", apply_default_css=False, js_on_load=None)
        _wire(blocks, Parts(masthead, conversation, box, ask, stop), assistant)
    blocks.queue(max_size=WAITING_AT_MOST, api_open=False)
    return blocks


def _script(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


def _question_box() -> Any:
    import gradio as gr

    return gr.Textbox(
        label="Your question",
        placeholder="Ask about these articles",
        info="Up to 2,000 characters; Shift+Enter starts a new line.",
        lines=1,
        max_lines=6,
        autofocus=True,
        container=False,
        elem_id="question",
    )


def _wire(blocks: Any, parts: Parts, assistant: "Assistant") -> None:
    """Connect what a person does to the conversation; every event is private, so none is an API endpoint."""
    import gradio as gr

    sessions = Sessions(lambda: Chat(assistant, _opening(assistant)))

    def open_page(request: gr.Request) -> tuple[str, str]:
        return _masthead(assistant), sessions.chat(_session(request)).html()

    def ask_typed(question: str, request: gr.Request) -> Iterator[tuple[str, Any]]:
        chat = sessions.chat(_session(request))
        left = gr.skip() if chat.answering else ""  # what is refused stays in the box
        for shown in chat.ask(question):
            yield shown, left
            left = gr.skip()  # the next question may be in it by now

    def ask_example(event: gr.EventData, request: gr.Request) -> Iterator[str]:
        yield from sessions.chat(_session(request)).ask(str(event._data.get("question", "")))

    def ask_wider(event: gr.EventData, request: gr.Request) -> Iterator[str]:
        number, place = (sent_number(event._data.get(name)) for name in ("exchange", "chip"))
        yield from sessions.chat(_session(request)).ask_without(number, place)

    def ask_reworded(event: gr.EventData, request: gr.Request) -> Iterator[str]:
        number, question = sent_number(event._data.get("exchange")), str(event._data.get("question", ""))
        yield from sessions.chat(_session(request)).ask_reworded(number, question)

    def stop_asking(request: gr.Request) -> str:
        return sessions.chat(_session(request)).stop()

    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    # "multiple": with "once", gradio drops without a word what is asked before a stopped answer's work has ended.
    asking = quiet | {"concurrency_limit": ASKING_AT_ONCE, "concurrency_id": "asking", "trigger_mode": "multiple"}
    shown = parts.conversation
    blocks.load(open_page, outputs=[parts.masthead, shown], **quiet)
    asked = [parts.box.submit, parts.ask.click]
    gr.on(asked, ask_typed, inputs=parts.box, outputs=[shown, parts.box], **asking)
    shown.example(ask_example, outputs=shown, **asking)
    shown.widen(ask_wider, outputs=shown, **asking)
    shown.reword(ask_reworded, outputs=shown, **asking)
    parts.stop.click(stop_asking, outputs=shown, queue=False, **quiet)


def serve(assistant: "Assistant", host: str = "127.0.0.1", port: int = 7860, open_browser: bool = False) -> None:
    """Serve the web chat until Ctrl-C or SIGTERM; a port that is taken gives way to the next free one, said aloud.

    Raises:
        SettingsError: The host cannot be served on, or no port is free.
    """
    listener = open_port(host, port)
    taken = listener.getsockname()[1]
    address = f"http://{shown_host(host)}:{taken}"
    if taken != port and port:
        print(f"Port {port} is taken; Dateline is at {address}", flush=True)
    app = build_app(assistant, hosts=LOOPBACK if host in LOOPBACK else frozenset())
    run_server(app, listener, lambda: _announce(address, open_browser))


def _announce(address: str, open_browser: bool) -> None:
    print(f"Dateline is at {address}  (Ctrl-C stops it)", flush=True)
    if open_browser:
        webbrowser.open(address)


def _session(request: Any) -> str:
    return str(request.session_hash)
