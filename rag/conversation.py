"""The turns of a conversation: each question is made standalone with their help (`followup.py`), then answered.

What was made of it is `Query.standalone`, shown to the asker.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from index.datatypes import Filter
from rag.datatypes import Answer, Event, Query, Turn, Usage
from rag.followup import made_standalone
from rag.mentions import names
from rag.referents import Said
from rag.rewrite import Rewritten
from rag.undated import with_undated_note
from rag.understand import MAX_QUESTION

if TYPE_CHECKING:
    from rag.assistant import Assistant

_HALVES = re.compile("[\ud800-\udfff]")  # of characters: no text that is sent or shown can have them
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
        query, usage = (question, None) if isinstance(question, Query) else self._understood(question, as_of)
        for event in self._assistant.stream(query, turns=self.turns):
            if event.answer is None:
                yield event
                continue
            answer = replace(event.answer, usage=Usage.total((usage, event.answer.usage)))
            self.turns = (*self.turns, Turn(query.text, answer))[-KEPT:]
            yield replace(event, answer=answer)

    def understand(self, question: str, as_of: date | None = None) -> Query:
        """The question as a Query, made standalone with the help of the turns so far. Raises QuestionError."""
        return self._understood(question, as_of)[0]

    def _understood(self, question: str, as_of: date | None) -> tuple[Query, Usage | None]:
        """The Query, and what a language model took for making the question standalone."""
        if not self.turns or len(question) > MAX_QUESTION:
            return self._assistant.understand(question, as_of), None
        asked = " ".join(_HALVES.sub("\N{REPLACEMENT CHARACTER}", question).split())
        made = self._standalone(asked)
        query = self._assistant.understand(made.text, as_of)
        if made.text == asked:
            return query, made.usage
        last = self.turns[-1].answer
        only = _carried(query.filter, last.query.filter) if last.answered else query.filter
        query = replace(query, text=asked, filter=only)
        return with_undated_note(query, self._assistant.archive, date.today()), made.usage

    def _standalone(self, asked: str) -> Rewritten:
        history = [said(turn) for turn in self.turns]
        own = made_standalone(asked, history)
        own = own if len(own) <= MAX_QUESTION else asked
        rewriter = self._assistant.rewriter
        return rewriter.rewrite(asked, own, history) if rewriter and re.search(r"\w", asked) else Rewritten(own)


def said(turn: Turn) -> Said:
    """A turn in the plain words from which the next question is understood."""
    answer = turn.answer
    query = answer.query
    if not answer.answered:
        return Said(query.standalone, query.text)
    person = answer.short if query.kind == "who" else None
    speaker = next((citation.speaker for citation in answer.citations if citation.speaker), None)
    return Said(
        query.standalone, query.text, " ".join(statement.text for statement in answer.statements) or answer.text,
        person or speaker, _topic(answer), _other_outlet(answer),
    )  # fmt: skip


def _topic(answer: Answer) -> str:
    """The first name of the cited headline that its text has as well: words in capitals are no name."""
    article = answer.citations[0].article if answer.citations else None
    found = [name.text for name in names(article.title) if name.text in article.text] if article else []
    return found[0] if found else ""


def _other_outlet(answer: Answer) -> str | None:
    """The outlet of the best passage that is not from the outlet cited first."""
    cited = next((citation.article.outlet for citation in answer.citations), None)
    return next((p.article.outlet for p in answer.passages if p.article.outlet and p.article.outlet != cited), None)


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
