"""What was asked before the page was loaded again, in a real browser."""

import socket
from collections.abc import Callable

import pytest

from tests.ui.conftest import Served, Window, needs_chromium
from tests.ui.fakes import FakeAssistant
from tests.ui.test_web import served_by_command

pytestmark = [
    pytest.mark.browser,
    needs_chromium,
    # gradio 6.31 sums up its queue with two pandas options that pandas 3 is going to drop.
    pytest.mark.filterwarnings("ignore:.future.no_silent_downcasting", "ignore:The copy keyword is deprecated"),
]
CABLES = "Which cables?"


@pytest.fixture(scope="module")
def chat(serve_chat: Callable[[object], Served]) -> Served:
    return serve_chat(FakeAssistant())


@pytest.fixture
def window(chat: Served, open_window: Callable[..., Window]) -> Window:
    return open_window(chat.url)


def ask(window: Window, *questions: str) -> None:
    for count, question in enumerate(questions, start=1):
        window.ask(question)
        window.wait_answered(count)


def load_again(window: Window) -> None:
    window.page.reload()
    window.page.wait_for_selector(".dl-welcome")


def earlier(window: Window) -> str:
    """The earlier questions and answers, opened."""
    window.page.locator("#earlier summary").click()
    return str(window.page.inner_text("#earlier"))


def test_questions_and_answers_stay_when_the_page_is_loaded_again_and_again(window: Window) -> None:
    ask(window, CABLES, "Who won?")
    load_again(window)
    assert "2 questions" in window.page.inner_text("#earlier summary")
    ask(window, "Is it worn?")
    load_again(window)
    shown = earlier(window)
    assert "3 questions" in shown
    assert (
        f"{CABLES}\n\nTwo\nMara Halden said two of the seven cables are worn. [1]\n1. Old Mill bridge closes" in shown
    )
    assert "Who won?\n\nNo article says it." in shown
    assert shown.index(CABLES) < shown.index("Who won?") < shown.index("Is it worn?")


def test_kept_words_of_an_article_are_text_and_never_markup(window: Window) -> None:
    ask(window, "What did the <b>storm</b> do?")
    load_again(window)
    shown = earlier(window)
    assert "What did the <b>storm</b> do?" in shown
    assert "The storm left <img src=http://203.0.113.9/a.png onerror='window.hacked=2'> 40 homes dark." in shown
    assert "<b>Big</b> storm <script>window.hacked = 1</script>" in shown
    assert window.page.locator("#earlier :is(img, script, style, b)").count() == 0
    assert window.page.evaluate("window.hacked") is None


def test_earlier_question_is_asked_again_by_keyboard(window: Window) -> None:
    ask(window, "Who won?", CABLES)
    load_again(window)
    window.page.locator("#earlier summary").focus()
    window.page.keyboard.press("Enter")
    window.page.get_by_role("button", name=f"Ask again: {CABLES}").focus()
    window.page.keyboard.press("Enter")
    assert "Mara Halden said" in window.wait_answered(1).inner_text()
    assert not window.page.locator("#earlier li").first.is_visible()


def test_half_a_question_stays_in_the_box_when_the_page_is_loaded_again(window: Window) -> None:
    window.page.fill("#question textarea", "Which cab")
    load_again(window)
    window.page.wait_for_function("document.querySelector('#question textarea').value === 'Which cab'")
    window.page.locator("#question textarea").press("End")
    window.page.keyboard.type("les?")
    window.page.keyboard.press("Enter")
    assert window.wait_answered(1).locator("h2").inner_text() == CABLES
    assert window.page.locator("#earlier details").is_hidden()


def test_new_conversation_begins_without_the_last_one(window: Window) -> None:
    ask(window, CABLES)
    window.page.click(".dl-name")
    window.page.wait_for_selector(".dl-welcome")
    window.page.wait_for_selector("#question textarea")
    assert window.page.locator("#earlier details").is_hidden()


def test_opened_questions_are_printed_whole_and_closed_ones_are_not(window: Window) -> None:
    ask(window, *([CABLES] * 6))
    load_again(window)
    window.page.emulate_media(media="print")
    assert window.page.locator("#earlier summary").is_hidden()
    window.page.emulate_media(media="screen")
    earlier(window)
    window.page.emulate_media(media="print")
    questions = window.page.locator("#earlier ol")
    assert questions.evaluate("list => list.scrollHeight <= list.clientHeight")
    assert window.page.locator("#earlier button").first.is_hidden()


def test_another_tab_has_a_conversation_of_its_own(window: Window, chat: Served) -> None:
    ask(window, CABLES)
    other = window.page.context.new_page()
    other.goto(chat.url)
    other.wait_for_selector(".dl-welcome")
    assert other.locator("#earlier details").is_hidden()


@pytest.mark.slow
def test_conversation_stays_when_the_server_goes_and_comes_back(open_window: Callable[..., Window]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with served_by_command(port) as server:
        assert server.stdout
        server.stdout.readline()
        window = open_window(f"http://127.0.0.1:{port}")
        ask(window, CABLES)
    window.ask("Who won?")
    window.page.locator("#said").get_by_text("Your questions and their answers stay").wait_for()
    with served_by_command(port):
        window.page.wait_for_selector(".dl-welcome", timeout=60_000)
        assert "two of the seven cables are worn" in earlier(window)
        assert window.page.input_value("#question textarea") == "Who won?"
