"""The turns of a conversation: each question is made standalone with their help (`followup.py`), then answered.

What was made of it is `Query.standalone`, shown to the asker.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from index.datatypes import Filter
from rag.datatypes import Answer, Event, Query, Turn
from rag.followup import made_standalone
from rag.undated import with_undated_note
from rag.understand import MAX_QUESTION

if TYPE_CHECKING:
    from rag.assistant import Assistant

KEPT = 20  # turns remembered; a reference rarely reaches back further than the last


class Conversation:
    """Questions that may refer to earlier ones. `turns` holds what was asked and answered, oldest first."""

    def __init__(self, assistant: "Assistant") -> None:
        self._assistant = assistant
        self.turns: tuple[Turn, ...] = ()

    def ask(self, question: str | Query, as_of: date | None = None) -> Answer:
        """The answer to the next question; see `Assistant.ask`."""
        *_, last = self.stream(question, as_of)
        if last.answer is None:
            raise TypeError("a stream ends with its answer")
        return last.answer

    def stream(self, question: str | Query, as_of: date | None = None) -> Iterator[Event]:
        """The same, as it happens."""
        query = question if isinstance(question, Query) else self.understand(question, as_of)
        for event in self._assistant.stream(query, turns=self.turns):
            if event.answer is not None:
                self.turns = (*self.turns, Turn(query.text, event.answer))[-KEPT:]
            yield event

    def understand(self, question: str, as_of: date | None = None) -> Query:
        """The question as a Query, made standalone with the help of the turns so far."""
        standalone = made_standalone(question, self.turns)
        if len(standalone) > MAX_QUESTION:
            standalone = question
        query = self._assistant.understand(standalone, as_of)
        if standalone == question:
            return query
        asked = " ".join(question.split())
        last = self.turns[-1].answer
        only = _carried(query.filter, last.query.filter) if last.answered else query.filter
        return with_undated_note(replace(query, text=asked, filter=only), self._assistant.archive, date.today())


def _carried(own: Filter, earlier: Filter) -> Filter:
    """The follow-up's own filter, completed with what it does not name itself."""
    timed = own.after or own.before
    return replace(
        own,
        outlets=own.outlets or earlier.outlets,
        authors=own.authors or earlier.authors,
        after=own.after if timed else earlier.after,
        before=own.before if timed else earlier.before,
    )
