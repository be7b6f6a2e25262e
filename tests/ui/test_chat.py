"""The conversation of one browser, step by step, without a browser."""

import logging
from collections.abc import Iterator

import pytest

from rag.datatypes import Answer, Query
from tests.ui.fakes import FakeAssistant
from ui import page
from ui.chat import EXCHANGES_KEPT, Chat, Sessions


def start(assistant: FakeAssistant | None = None) -> Chat:
    return Chat(assistant or FakeAssistant(), "<p>opening</p>")


def last(steps: Iterator[str]) -> str:
    return list(steps)[-1]


def test_log_grows_from_question_to_words_to_verified_answer() -> None:
    ticks = iter(range(1000))
    chat = Chat(FakeAssistant(), "<p>opening</p>", clock=lambda: float(next(ticks)))
    assert chat.html() == "<p>opening</p>"
    steps = list(chat.ask("How many cables are worn since March?"))
    assert "Reading the archive" in steps[0]
    assert "from 2026-03-01" in steps[1]
    assert any('class="dl-provisional" dir="auto">Mara Halden said ' in step for step in steps)
    assert 'aria-label="Source 1: Old Mill bridge closes for repairs, Estmark Courier"' in steps[-1]
    assert "dl-provisional" not in steps[-1]
    assert all('aria-busy="true"' in step for step in steps[:-1])
    assert 'aria-busy="false"' in steps[-1]


def test_removing_a_chip_asks_again_without_that_part_of_the_filter() -> None:
    assistant = FakeAssistant()
    chat = start(assistant)
    last(chat.ask("How many cables since March?"))
    shown = last(chat.ask_without(0, 0))
    again = assistant.conversations[0].asked[1]
    assert isinstance(again, Query)
    assert again.filter.after is None
    assert again.filter.outlets == ("Estmark Courier",)
    assert "Asked again without “from 2026-03-01”" in shown
    assert shown.count('data-exchange="1"') == 1


@pytest.mark.parametrize(("number", "place"), [(0, 9), (7, 0), (-1, 0), (0, -1)])
def test_chip_that_is_not_there_changes_nothing(number: int, place: int) -> None:
    assistant = FakeAssistant()
    chat = start(assistant)
    before = last(chat.ask("How many cables since March?"))
    assert list(chat.ask_without(number, place)) == [before]
    assert len(assistant.conversations[0].asked) == 1


def test_our_errors_are_shown_in_their_own_words_and_the_next_question_works() -> None:
    chat = start()
    assert "does not answer. Is it running?" in last(chat.ask("Ask the model"))
    assert "more than 2,000 characters" in last(chat.ask("x" * 100_000))
    assert "Mara Halden said" in last(chat.ask("Which cables?"))


def test_unexpected_error_is_logged_and_not_shown(caplog: pytest.LogCaptureFixture) -> None:
    chat = start()
    with caplog.at_level(logging.ERROR, "dateline.chat"):
        shown = last(chat.ask("Find the bug"))
    assert "Something went wrong" in shown
    assert "secret detail" not in shown
    assert "secret detail" in caplog.text
    assert "Mara Halden said" in last(chat.ask("Which cables?"))


def test_stopped_answer_is_marked_and_stays_stopped() -> None:
    chat = start()
    steps = chat.ask("Which cables?")
    next(steps)
    assert "Stopped." in chat.stop()
    assert "Mara Halden" not in last(steps)
    assert "Stopped." in chat.html()
    assert 'aria-busy="true"' not in chat.html()


def test_what_is_asked_while_an_answer_is_under_way_is_refused() -> None:
    assistant = FakeAssistant()
    chat = start(assistant)
    steps = chat.ask("Which cables since March?")
    next(steps), next(steps)
    assert chat.answering
    for refused in (chat.ask("Who won?"), chat.ask_without(0, 0), chat.ask_reworded(0, "Who won?")):
        assert last(refused).count("<article") == 1
    last(steps)
    assert not chat.answering
    assert len(assistant.conversations[0].asked) == 1
    assert "Who won?" in last(chat.ask("Who won?"))


def test_closed_tab_leaves_no_question_running() -> None:
    chat = start()
    steps = chat.ask("Which cables?")
    next(steps)
    steps.close()
    assert 'aria-busy="true"' not in chat.html()


def test_long_question_is_not_repeated_whole() -> None:
    assert len(last(start().ask("word " * 20_000))) < 5_000


def test_log_stays_bounded_and_says_what_it_dropped() -> None:
    chat = start()
    for number in range(EXCHANGES_KEPT + 3):
        shown = last(chat.ask(f"Which cables since March, {number}?"))
    assert shown.count("<article") == EXCHANGES_KEPT
    assert "3 earlier questions no longer shown." in shown
    assert "Asked again" in last(chat.ask_without(EXCHANGES_KEPT, 0))
    assert last(chat.ask_without(0, 0)).count("Asked again") == 1


def test_answers_that_are_whole_are_not_drawn_again_with_every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Answer] = []
    draw = page.answer_html
    monkeypatch.setattr(page, "answer_html", lambda answer: drawn.append(answer) or draw(answer))
    chat = start()
    for number in range(5):
        shown = last(chat.ask(f"Which cables since March, {number}?"))
    assert shown.count("<article") == 5
    assert "since March, 0?" in shown
    assert len(drawn) == 5


def test_sessions_do_not_share_a_conversation_and_are_bounded() -> None:
    assistant = FakeAssistant()
    sessions = Sessions(lambda: start(assistant), kept=2)
    last(sessions.chat("a").ask("Which cables?"))
    assert "cables" not in sessions.chat("b").html()
    assert "cables" in sessions.chat("a").html()
    sessions.chat("c")
    assert "cables" in sessions.chat("a").html()
    assert len(assistant.conversations) == 3
    sessions.chat("b")
    assert len(assistant.conversations) == 4
