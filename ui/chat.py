"""One browser session's conversation: questions in, the log's HTML out as it grows; knows nothing of gradio."""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from time import perf_counter
from typing import TYPE_CHECKING

from index.errors import DatelineError
from rag.datatypes import Event, Query
from ui import page
from ui.chips import query_chips, without_chip

if TYPE_CHECKING:
    from rag.assistant import Assistant

EXCHANGES_KEPT = 30
"""Questions shown in one log; the page is redrawn on every step, so it must stay small."""
SESSIONS_KEPT = 200
"""Conversations held in memory; the one unused longest goes first, and its browser starts a new one."""
REDRAW_SECONDS = 0.05
"""Pause between two redraws while words stream in; faster than this no eye follows."""

WENT_WRONG = "Something went wrong while answering; the details are in the server's log. You can go on asking."
STOPPED = "Stopped."

log = logging.getLogger("dateline.chat")


class Chat:
    """A conversation and how its log looks; every method that asks is a generator of the whole log's HTML."""

    def __init__(self, assistant: "Assistant", opening: str, clock: Callable[[], float] = perf_counter):
        self._assistant = assistant
        self._talk = assistant.conversation()
        self._clock = clock
        self.opening = opening
        self._exchanges: list[page.Exchange] = []
        self._dropped = 0
        self._adding = threading.Lock()

    def html(self) -> str:
        """The log as it stands."""
        return page.log_html(self.opening, self._exchanges, self._dropped)

    @property
    def answering(self) -> bool:
        """Whether an answer is under way; what is asked meanwhile is refused, for it may follow up on that answer."""
        return any(exchange.seconds is None for exchange in self._exchanges)

    def ask(self, question: str) -> Iterator[str]:
        """Ask in words, as a follow-up of what was asked before."""
        yield from self._run(page.Exchange(question.strip()), question)

    def ask_without(self, number: int, place: int) -> Iterator[str]:
        """Ask question `number` again without the filter part at `place`; unknown numbers change nothing."""
        query = self._query(number)
        chips = query_chips(query) if query else ()
        if not query or not 0 <= place < len(chips):
            yield self.html()
            return
        chip = chips[place]
        yield from self._run(page.Exchange(query.text, without=chip.label), without_chip(query, chip))

    def ask_reworded(self, number: int, question: str) -> Iterator[str]:
        """Ask what became of question `number`, as it stands and no follow-up; unknown numbers change nothing."""
        if not self._query(number):
            yield self.html()
            return
        yield from self._run(page.Exchange(question.strip(), reworded=True), question)

    def stop(self) -> str:
        """End what is still running: for the log at once, its work at the next event.

        Not by gradio's `cancels`, after which the page swallows the next question (6.31).
        """
        for exchange in self._exchanges:
            if exchange.seconds is None:
                exchange.trouble, exchange.seconds = STOPPED, 0.0
        return self.html()

    def _query(self, number: int) -> Query | None:
        place = number - self._dropped
        return self._exchanges[place].query if 0 <= place < len(self._exchanges) else None

    def _run(self, exchange: page.Exchange, question: str | Query) -> Iterator[str]:
        if not self._add(exchange):
            yield self.html()
            return
        started = self._clock()
        try:
            yield self.html()
            yield from self._follow(exchange, question)
        except DatelineError as error:
            exchange.trouble = str(error)
        except Exception:
            log.exception("A question failed: %r", exchange.question[:200])
            exchange.trouble = WENT_WRONG
        finally:
            if exchange.answer is None and exchange.trouble is None:
                exchange.trouble = STOPPED  # the browser went away
            if exchange.seconds is None:
                exchange.seconds = self._clock() - started
        yield self.html()

    def _follow(self, exchange: page.Exchange, question: str | Query) -> Iterator[str]:
        drawn = self._clock()
        if exchange.reworded and isinstance(question, str):
            question = self._assistant.understand(question)
        for event in self._talk.stream(question):
            if exchange.seconds is not None:
                return
            _take(exchange, event)
            if event.stage == "query" or (event.stage == "text" and self._clock() - drawn > REDRAW_SECONDS):
                yield self.html()
                drawn = self._clock()

    def _add(self, exchange: page.Exchange) -> bool:
        """Take it into the log, unless an answer is under way."""
        with self._adding:
            if self.answering:
                return False
            self._exchanges.append(exchange)
        surplus = len(self._exchanges) - EXCHANGES_KEPT
        if surplus > 0:
            del self._exchanges[:surplus]
            self._dropped += surplus
        return True


def _take(exchange: page.Exchange, event: Event) -> None:
    """Note in the exchange what an event tells."""
    if event.stage == "query":  # a second one means that the first search was given up
        exchange.query, exchange.words = event.query, ""
    exchange.words += event.text
    if event.answer:
        exchange.answer = event.answer
        exchange.query = event.answer.query


class Sessions:
    """The conversations of the browsers that are open, by their session, safe from any thread."""

    def __init__(self, start: Callable[[], Chat], kept: int = SESSIONS_KEPT):
        self._start = start
        self._kept = kept
        self._chats: OrderedDict[str, Chat] = OrderedDict()
        self._lock = threading.Lock()

    def chat(self, session: str) -> Chat:
        """The conversation of this session, started when there is none."""
        with self._lock:
            if session not in self._chats:
                self._chats[session] = self._start()
            self._chats.move_to_end(session)
            while len(self._chats) > self._kept:
                self._chats.popitem(last=False)
            return self._chats[session]
