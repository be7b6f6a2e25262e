"""Asking one question after the other in a real browser: what the page does meanwhile, and what the reader shows."""

from collections.abc import Callable
from functools import partial

import pytest

from tests.ui.conftest import Served, Window, needs_chromium
from tests.ui.fakes import BRIDGE, HOSTILE, FakeAssistant
from ui import chat as conversation
from ui import web

pytestmark = [
    pytest.mark.browser,
    needs_chromium,
    # gradio 6.31 sums up its queue with two pandas options that pandas 3 is going to drop.
    pytest.mark.filterwarnings("ignore:.future.no_silent_downcasting", "ignore:The copy keyword is deprecated"),
]
CABLES = "Which cables?"
"""Answered from BRIDGE, as the storm is from HOSTILE."""


@pytest.fixture(scope="module")
def quick(serve_chat: Callable[[object], Served]) -> Served:
    return serve_chat(FakeAssistant(pause=0.03))


@pytest.fixture(scope="module")
def slow(serve_chat: Callable[[object], Served]) -> Served:
    """A chat in which there is time to do something before an answer is whole."""
    return serve_chat(FakeAssistant(pause=0.2))


def open_source(window: Window, count: int) -> None:
    """Choose the first marker of this answer."""
    window.page.locator(".dl-exchange").nth(count - 1).locator("a.dl-marker").first.click()
    window.marked()


def with_source_open(window: Window) -> Window:
    """The window once a question is answered and the article of the answer is shown."""
    window.ask(CABLES)
    window.wait_answered(1)
    open_source(window, 1)
    return window


def read(window: Window) -> str:
    """The headline that the reader shows."""
    return str(window.page.locator("#reader h2").inner_text())


def test_open_article_gives_way_to_the_first_source_of_the_next_answer(
    quick: Served, open_window: Callable[..., Window]
) -> None:
    window = with_source_open(open_window(quick.url))
    assert read(window) == BRIDGE.title
    assert window.page.locator("a.dl-marker[aria-current]").count() == 1
    window.page.locator("#question textarea").click()
    window.ask("What did the storm do?")
    window.page.locator("#reader h2", has_text="storm").wait_for()
    assert read(window) == HOSTILE.title
    assert window.page.locator("a.dl-marker[aria-current]").get_attribute("href").startswith("/article?id=hostile")
    window.page.keyboard.type("And")
    assert window.page.input_value("#question textarea") == "And"


def test_opening_and_closing_the_reader_leaves_the_log_where_it_was(
    quick: Served, open_window: Callable[..., Window]
) -> None:
    window = open_window(quick.url, viewport={"width": 900, "height": 500})
    window.page.add_style_tag(content="#conversation { overflow-anchor: none }")  # Safari has no such anchor

    def place() -> float:
        return float(window.page.locator(".dl-exchange").nth(1).locator("h2").bounding_box()["y"])

    long = f"What did the storm do {'to this town and that one ' * 12}?"
    window.ask(long)
    window.wait_answered(1)
    window.ask(CABLES)
    window.wait_answered(2)
    before = place()
    open_source(window, 2)
    assert abs(place() - before) < 2
    window.page.keyboard.press("Escape")
    assert abs(place() - before) < 2


def test_open_article_closes_when_the_next_answer_has_no_source(
    quick: Served, open_window: Callable[..., Window]
) -> None:
    window = with_source_open(open_window(quick.url))
    window.ask("Who won?")
    window.wait_answered(2)
    window.page.locator("#reader aside").wait_for(state="hidden")
    assert window.page.locator("a[aria-current]").count() == 0


def test_article_that_was_opened_while_an_answer_is_under_way_stays(
    slow: Served, open_window: Callable[..., Window]
) -> None:
    window = open_window(slow.url)
    window.ask("What did the storm do?")
    window.wait_answered(1)
    open_source(window, 1)
    window.ask(CABLES)
    window.page.wait_for_selector(".dl-provisional")
    open_source(window, 1)  # once more: it is wanted
    window.wait_answered(2)
    window.page.wait_for_timeout(300)  # in which another article would have come
    assert read(window) == HOSTILE.title


def test_word_without_end_is_broken_wherever_it_stands(quick: Served, open_window: Callable[..., Window]) -> None:
    window = open_window(quick.url, viewport={"width": 390, "height": 780})
    window.ask("Who won?")
    window.wait_answered(1)
    parts = window.page.locator(".dl-exchange :is(h2, summary, .dl-reason, .dl-title, .dl-byline, blockquote)")
    assert parts.count() == 9
    for part in parts.all():
        part.evaluate("part => { part.textContent = 'x'.repeat(300); }")
        assert window.page.evaluate("document.querySelector('#conversation').scrollWidth") <= 390


def test_on_a_phone_the_reader_does_not_hide_the_next_answer(quick: Served, open_window: Callable[..., Window]) -> None:
    window = with_source_open(open_window(quick.url, viewport={"width": 390, "height": 780}))
    window.ask("What did the storm do?")
    window.wait_answered(2)
    window.page.locator("#reader aside").wait_for(state="hidden")


def test_enter_while_an_answer_is_under_way_keeps_the_next_question_in_the_box(
    slow: Served, open_window: Callable[..., Window]
) -> None:
    window = open_window(slow.url)
    said, exchanges = window.page.locator("#said"), window.page.locator(".dl-exchange")
    window.ask(CABLES)
    window.page.wait_for_selector(".dl-provisional")
    window.ask("Who won?")
    said.get_by_text("One answer at a time").wait_for()
    assert exchanges.count() == 1
    window.wait_answered(1)
    assert said.inner_text() == ""
    assert window.page.input_value("#question textarea") == "Who won?"
    window.page.keyboard.press("Enter")
    window.wait_answered(2)
    assert exchanges.locator("h2").all_inner_texts() == [CABLES, "Who won?"]


def test_question_that_waits_for_others_is_told_and_asked_once(
    serve_chat: Callable[[object], Served], open_window: Callable[..., Window], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "ASKING_AT_ONCE", 1)
    url = serve_chat(FakeAssistant(pause=0.5)).url
    other, window = open_window(url), open_window(url)
    other.ask(CABLES)
    other.page.wait_for_selector(".dl-provisional")
    window.ask("Who won?")
    window.page.locator("#said").get_by_text("waits for its turn").wait_for()
    window.page.keyboard.press("Enter")
    window.wait_answered(1)
    window.page.wait_for_timeout(1000)  # in which it would have come once more
    assert window.page.locator("h2.dl-question").all_inner_texts() == ["Who won?"]
    assert window.page.locator("#said").inner_text() == ""


def test_enter_pressed_twice_asks_once(slow: Served, open_window: Callable[..., Window]) -> None:
    window = open_window(slow.url)
    window.page.fill("#question textarea", CABLES)
    window.page.evaluate(
        """() => { const box = document.querySelector("#question textarea");
        for (let time = 0; time < 2; time++) {
            box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", bubbles: true }));
            box.dispatchEvent(new KeyboardEvent("keypress", { key: "Enter", code: "Enter", bubbles: true }));
        } }"""
    )
    window.wait_answered(1)
    window.page.wait_for_timeout(500)  # in which the second would have come
    assert window.page.locator(".dl-exchange").count() == 1
    assert window.page.input_value("#question textarea") == ""


def test_enter_and_ask_on_an_empty_box_ask_nothing(quick: Served, open_window: Callable[..., Window]) -> None:
    window = open_window(quick.url)
    said = window.page.locator("#said")
    for send in (lambda: window.page.keyboard.press("Enter"), window.page.locator("#ask").click):
        window.page.fill("#question textarea", " \n")
        send()
        said.get_by_text("Write a question first.").wait_for()
        window.page.keyboard.type(CABLES)
        assert said.inner_text() == ""
    assert window.page.locator(".dl-exchange").count() == 0
    window.page.keyboard.press("Tab")
    window.page.keyboard.press("Enter")
    window.wait_answered(1)
    window.page.keyboard.type("And")  # the button that asks is there no more while an answer is under way
    assert window.page.input_value("#question textarea") == "And"


def test_escape_leads_back_to_the_marker_from_behind_the_article(
    quick: Served, open_window: Callable[..., Window]
) -> None:
    window = with_source_open(open_window(quick.url))
    for _ in ("Close", "Read the original", "the end of the page"):
        window.page.keyboard.press("Tab")
    window.page.keyboard.press("Escape")
    assert window.page.evaluate("document.activeElement.textContent") == " [1]"


def test_server_that_is_gone_is_told_in_our_words(quick: Served, open_window: Callable[..., Window]) -> None:
    window = open_window(quick.url)
    window.ask(CABLES)
    window.wait_answered(1)
    window.page.context.set_offline(True)
    window.ask("Who won?")
    window.page.locator("#said").get_by_text("The server does not answer. Is Dateline still running?").wait_for()
    assert window.page.locator(".toast-body").is_hidden()
    assert "reconnection" not in window.page.inner_text("body")
    assert window.page.input_value("#question textarea") == "Who won?"


def test_question_is_brought_to_the_top_when_the_log_has_dropped_an_earlier_one(
    quick: Served, open_window: Callable[..., Window], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversation, "EXCHANGES_KEPT", 2)
    window = open_window(quick.url, viewport={"width": 800, "height": 500})
    for number in (1, 2, 3):
        window.ask(f"{CABLES[:-1]} in {number}?")
        window.page.locator(".dl-exchange[aria-busy=false] h2", has_text=f"in {number}?").wait_for()
    last = window.page.locator(".dl-exchange").nth(1)
    assert "in 3?" in last.inner_text()
    top = window.page.locator("#conversation").bounding_box()["y"]
    assert abs(last.bounding_box()["y"] - top) < 20


def test_enter_that_ends_a_composition_does_not_hold_back_the_one_that_asks(
    quick: Served, open_window: Callable[..., Window]
) -> None:
    window = open_window(quick.url)
    window.page.fill("#question textarea", CABLES)
    window.page.evaluate(
        """() => document.querySelector("#question textarea").dispatchEvent(
        new KeyboardEvent("keydown", { key: "Enter", code: "Enter", isComposing: true, bubbles: true, cancelable: true }))"""
    )
    window.page.keyboard.press("Enter")
    window.wait_answered(1)


def test_conversation_that_was_dropped_goes_on_from_its_beginning(
    serve_chat: Callable[[object], Served], open_window: Callable[..., Window], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "Sessions", partial(conversation.Sessions, kept=1))
    url = serve_chat(FakeAssistant(pause=0.03)).url
    dropped, other = open_window(url), open_window(url)
    for count, question in enumerate((CABLES, "Who won?"), start=1):
        dropped.ask(question)
        dropped.wait_answered(count)
    other.ask(CABLES)
    other.wait_answered(1)
    dropped.ask("What did the storm do?")
    dropped.page.locator("h2.dl-question", has_text="storm").wait_for()
    dropped.page.wait_for_timeout(1500)  # in which it would be said to wait for its turn
    assert dropped.page.locator("#said").inner_text() == ""


def test_page_has_one_first_heading_before_and_after_a_question(
    quick: Served, open_window: Callable[..., Window]
) -> None:
    window = open_window(quick.url)
    headings = window.page.locator("h1")
    assert headings.all_inner_texts() == ["Dateline"]
    with_source_open(window)
    assert headings.all_inner_texts() == ["Dateline"]
    assert window.page.locator("h2").all_inner_texts() == [CABLES, BRIDGE.title]
