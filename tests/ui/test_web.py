"""The web chat from outside: a real server, HTTP requests, and a real browser."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from rag import Assistant
from tests.ui.conftest import Served, Window, get, needs_chromium
from tests.ui.fakes import HOSTILE, FakeAssistant
from ui.examples import SAMPLE_FOLDER

ROOT = Path(__file__).resolve().parents[2]
# gradio 6.31 sums up its queue with two pandas options that pandas 3 is going to drop.
pytestmark = pytest.mark.filterwarnings("ignore:.future.no_silent_downcasting", "ignore:The copy keyword is deprecated")


@pytest.fixture(scope="module")
def chat(serve_chat: Callable[[object], Served]) -> Served:
    return serve_chat(FakeAssistant(pause=0.03))


def test_every_page_forbids_other_hosts(chat: Served) -> None:
    for path in ("/", "/config", "/dateline.css", "/article?id=hostile", "/nothing"):
        policy = get(chat.url + path)[2]["content-security-policy"]
        assert "default-src 'self'" in policy or "default-src 'none'" in policy
        assert "http" not in policy
        assert "frame-ancestors 'none'" in policy


def test_page_of_another_host_name_is_refused(chat: Served) -> None:
    status, body, _ = get(chat.url, host="rebound.example")
    assert status == 421
    assert "answers only on the address" in body


def test_no_event_is_a_public_endpoint(chat: Served) -> None:
    status, body, _ = get(chat.url + "/gradio_api/info")
    assert status == 200
    assert '"named_endpoints":{}' in body.replace(" ", "")
    assert '"unnamed_endpoints":{}' in body.replace(" ", "")


SERVE = """
from tests.ui.fakes import FakeAssistant
from ui.web import serve
serve(FakeAssistant(), port={port})
print("closed")
"""


@contextlib.contextmanager
def served_by_command(port: int) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", SERVE.format(port=port)]
    env = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=-1, stderr=subprocess.STDOUT, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_taken_port_gives_way_and_a_signal_ends_it_without_traceback(how: signal.Signals) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with served_by_command(port) as process:
            assert process.stdout
            first, second = process.stdout.readline(), process.stdout.readline()
            address = re.search(r"http://127\.0\.0\.1:\d+", second)
            assert address
            assert first == f"Port {port} is taken; Dateline is at {address[0]}\n"
            assert second == f"Dateline is at {address[0]}  (Ctrl-C stops it)\n"
            assert get(address[0])[0] == 200
            with urllib.request.urlopen(f"{address[0]}/gradio_api/heartbeat/an-open-tab", timeout=10):
                process.send_signal(how)
                assert process.stdout.read() == "closed\n"
            assert process.wait(10) == 0


@pytest.mark.browser
@needs_chromium
def test_answer_streams_and_its_marker_opens_the_cited_words(chat: Served, open_window: Callable[..., Window]) -> None:
    window = open_window(chat.url)
    window.ask("How many cables are worn since March?")
    window.page.wait_for_selector(".dl-provisional")
    assert window.page.locator("#stop").is_visible()
    exchange = window.wait_answered(1)
    assert window.page.input_value("#question textarea") == ""
    assert "Mara Halden said two of the seven cables are worn." in exchange.inner_text()
    exchange.get_by_label("Source 1: Old Mill bridge closes for repairs, Estmark Courier").click()
    assert window.marked() == '"Two of the seven cables are worn."'
    assert window.page.locator("#reader mark").first.is_visible()
    assert "Estmark Courier · 6 March 2026 · Ada Rill" in window.page.locator("#reader").inner_text()
    window.page.keyboard.press("Escape")
    assert window.page.locator("#reader aside").is_hidden()
    assert window.page.evaluate("document.activeElement.textContent") == " [1]"


@pytest.mark.browser
@needs_chromium
def test_closing_the_article_leaves_alone_who_goes_on_to_write(
    chat: Served, open_window: Callable[..., Window]
) -> None:
    window = open_window(chat.url)
    window.ask("Which cables?")
    window.wait_answered(1).locator("a.dl-marker").first.click()
    window.marked()
    window.page.locator("#question textarea").press_sequentially("Half a ques")
    window.page.keyboard.press("Escape")
    window.page.keyboard.type("tion")
    assert window.page.locator("#reader aside").is_hidden()
    assert window.page.input_value("#question textarea") == "Half a question"


@pytest.mark.browser
@needs_chromium
def test_answer_is_copied_with_its_sources(chat: Served, open_window: Callable[..., Window]) -> None:
    window = open_window(chat.url, permissions=["clipboard-read", "clipboard-write"])
    window.ask("Which cables?")
    exchange = window.wait_answered(1)
    exchange.get_by_role("button", name="Copy with sources").click()
    exchange.get_by_role("button", name="Copied").wait_for()
    copied = window.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("**Which cables?**")
    assert "Old Mill bridge closes for repairs" in copied
    assert "Estmark Courier, 6 March 2026" in copied
    selected = (
        "selection => { selection.selectAllChildren(document.querySelector('.dl-answer')); return `${selection}` }"
    )
    words = window.page.evaluate(f"({selected})(getSelection())")
    assert "worn. [1]" in words  # and not "worn.1"


@pytest.mark.browser
@needs_chromium
def test_conversation_is_printed_whole(chat: Served, open_window: Callable[..., Window]) -> None:
    window = open_window(chat.url, viewport={"width": 800, "height": 400})
    for number in (1, 2, 3):
        window.ask("Which cables?")
        window.wait_answered(number)
    window.page.emulate_media(media="print")
    last = window.page.locator(".dl-exchange").nth(2).bounding_box()
    assert last["y"] > 400  # below what the window shows, and yet not cut off
    assert window.page.evaluate("document.documentElement.scrollHeight") >= last["y"] + last["height"] - 1
    assert window.page.locator("#composer").is_hidden()


@pytest.mark.browser
@needs_chromium
def test_marker_works_by_keyboard_on_a_phone(chat: Served, open_window: Callable[..., Window]) -> None:
    window = open_window(chat.url, viewport={"width": 390, "height": 780})
    window.ask("Which cables?")
    window.wait_answered(1).locator("a.dl-marker").focus()
    window.page.keyboard.press("Enter")
    assert window.marked() == '"Two of the seven cables are worn."'
    assert window.page.evaluate("document.documentElement.scrollWidth") <= 390
    window.page.get_by_role("button", name="Close").click()
    assert window.page.locator("#reader aside").is_hidden()


@pytest.mark.browser
@needs_chromium
def test_removing_a_chip_asks_again_and_errors_do_not_end_the_chat(
    chat: Served, open_window: Callable[..., Window]
) -> None:
    window = open_window(chat.url)
    window.ask("Find the bug")
    assert "Something went wrong" in window.wait_answered(1).inner_text()
    window.ask("Ask the model")
    assert "does not answer. Is it running?" in window.wait_answered(2).inner_text()
    window.ask("How many cables are worn since March?")
    window.wait_answered(3).get_by_role("button", name="Remove the filter from 2026-03-01 and ask again").click()
    again = window.wait_answered(4)
    assert "Asked again without “from 2026-03-01”" in again.inner_text()
    assert again.locator(".dl-chip").all_inner_texts() == ["outlet: Estmark Courier ×"]


@pytest.mark.browser
@needs_chromium
def test_hostile_article_is_inert_and_nothing_leaves_this_machine(
    chat: Served, open_window: Callable[..., Window]
) -> None:
    window = open_window(chat.url)
    window.ask("What did the storm do?")
    window.wait_answered(1).locator("a.dl-marker").click()
    assert window.marked() == HOSTILE.text[: HOSTILE.text.index("dark.") + 5]
    assert HOSTILE.text.splitlines()[1].strip() in window.page.locator("#reader").inner_text()
    window.ask("<img src=http://203.0.113.9/q.png onerror='window.hacked=9'> Who won?")
    assert "Nearest passages (not an answer)" in window.wait_answered(2).inner_text()
    assert window.page.evaluate("window.hacked") is None
    assert window.page.locator("#conversation img, #conversation script, #reader img, #reader script").count() == 0
    outside = {url for url in window.requests if not url.startswith((chat.url, "data:", "blob:"))}
    assert outside == set()


@pytest.mark.browser
@needs_chromium
def test_stop_ends_an_answer_and_the_next_question_works(
    serve_chat: Callable[[object], Served], open_window: Callable[..., Window]
) -> None:
    window = open_window(serve_chat(FakeAssistant(pause=0.5)).url)
    window.ask("Which cables?")
    window.page.wait_for_selector(".dl-provisional")
    window.page.click("#stop")
    assert "Stopped." in window.wait_answered(1).inner_text()
    window.ask("Find the bug")
    assert "Something went wrong" in window.wait_answered(2).inner_text()


@pytest.mark.browser
@needs_chromium
def test_empty_archive_says_how_to_fill_it(
    serve_chat: Callable[[object], Served], open_window: Callable[..., Window]
) -> None:
    window = open_window(serve_chat(FakeAssistant(articles=())).url)
    shown = window.page.inner_text("body")
    assert "This archive is empty" in shown
    assert "dateline sync path/to/articles --archive archive" in shown
    assert "0 articles" in shown


def cited_span(address: str) -> tuple[str, int, int]:
    """Article id, start and end that a marker leads to."""
    named = parse_qs(urlsplit(address).query)
    return named["id"][0], int(named["start"][0]), int(named["end"][0])


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("sample") / "archive") as assistant:
        assistant.archive.sync([str(SAMPLE_FOLDER)])
        yield assistant


@pytest.mark.browser
@pytest.mark.slow
@needs_chromium
def test_sample_archive_answers_its_examples_with_exact_highlights(
    sample: Assistant, serve_chat: Callable[[object], Served], open_window: Callable[..., Window]
) -> None:
    window = open_window(serve_chat(sample).url)
    examples = window.page.locator("[data-example]").all_inner_texts()
    assert len(examples) == 4
    for count, question in enumerate(examples, start=1):
        if count == 1:
            window.page.locator("[data-example]").first.click()
        else:
            window.ask(question)
        exchange = window.wait_answered(count)
        assert exchange.locator("a.dl-marker").count() >= 1, exchange.inner_text()
        for marker in exchange.locator("a.dl-marker").all():
            marker.click()
            article, start, end = cited_span(marker.get_attribute("href"))
            window.page.wait_for_function(
                "words => [...document.querySelectorAll('#reader mark')].map(m => m.textContent).join('') === words",
                arg=sample.archive.article(article).text[start:end].replace("\n", ""),
            )
    assert all(url.startswith("http://127.0.0.1") for url in window.requests if url.startswith("http"))


@pytest.mark.browser
@needs_chromium
def test_what_was_searched_for_is_changed_by_keyboard_on_a_phone(
    chat: Served, open_window: Callable[..., Window]
) -> None:
    window = open_window(chat.url, viewport={"width": 390, "height": 780})
    window.ask("Is it worn?")
    window.wait_answered(1).locator("summary").focus()
    window.page.keyboard.press("Enter")
    window.page.get_by_label("What to search for").fill("Which cables?")
    assert window.page.evaluate("document.documentElement.scrollWidth") <= 390
    window.page.keyboard.press("Enter")
    shown = window.wait_answered(2).inner_text()
    assert "Asked again in other words" in shown
    assert "Mara Halden said" in shown


@pytest.mark.browser
@needs_chromium
def test_field_to_change_a_question_stays_open_while_another_is_answered(
    chat: Served, open_window: Callable[..., Window]
) -> None:
    window = open_window(chat.url)
    window.ask("Is it worn?")
    window.wait_answered(1).locator("summary").click()
    field = window.page.get_by_label("What to search for").first
    field.fill("Which cab")
    window.ask("Which cables?")
    window.wait_answered(2)
    assert field.is_visible()
    assert field.input_value() == "Which cab"
    field.press("Enter")
    window.wait_answered(3)
    assert field.is_hidden()
    assert window.page.evaluate("document.activeElement.tagName") == "SUMMARY"
