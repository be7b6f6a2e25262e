"""The turns of a conversation: each question is made standalone with them (`follow_ups/standalone.py`), then answered.

What was made of it is `Query.standalone`, shown to the asker.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from index.datatypes import Filter
from rag.datatypes import Answer, Event, Query, Turn, Usage
from rag.follow_ups.others import asked_anew, asks_again, of_the_others, other_outlet, with_outlet
from rag.follow_ups.referents import Said, person_of
from rag.follow_ups.rewrite import Rewritten
from rag.follow_ups.standalone import made_standalone
from rag.follow_ups.things import thing_answered
from rag.given import as_it_is
from rag.published import needs_no_turn
from rag.questions.outlets import named_outlets
from rag.text.mentions import names
from rag.times.periods import read_periods
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

    def ask(self, question: str | Query, as_of: date | str | None = None) -> Answer:
        """The answer to the next question; see `Assistant.ask`."""
        *_, last = self.stream(question, as_of)
        if last.answer is None:
            raise TypeError("a stream ends with its answer")
        return last.answer

    def stream(self, question: str | Query, as_of: date | str | None = None) -> Iterator[Event]:
        """The same, as it happens."""
        if isinstance(question, Query):
            query, usage = as_it_is(question, as_of), None
        else:
            query, usage = self._understood(question, as_of)
        for event in self._assistant.stream(query, turns=self.turns):
            if event.answer is None:
                yield event
                continue
            answer = replace(event.answer, usage=Usage.total((usage, event.answer.usage)))
            self.turns = (*self.turns, Turn(query.text, answer))[-KEPT:]
            yield replace(event, answer=answer)

    def understand(self, question: str, as_of: date | str | None = None) -> Query:
        """The question as a Query, made standalone with the help of the turns so far. Raises QuestionError."""
        return self._understood(question, as_of)[0]

    def _understood(self, question: str, as_of: date | str | None) -> tuple[Query, Usage | None]:
        """The Query, and what a language model took for making the question standalone."""
        if not self.turns or len(question) > MAX_QUESTION:
            return self._assistant.understand(question, as_of), None
        asked = " ".join(_HALVES.sub("\N{REPLACEMENT CHARACTER}", question).split())
        alone = self._assistant.understand(asked, as_of)
        if needs_no_turn(alone):
            return alone, None
        last = self.turns[-1].answer
        of_source = self._of_source(asked, last)
        made = Rewritten(of_source) if of_source else self._standalone(asked)
        query = self._assistant.understand(made.text, as_of)
        if made.text == asked:
            return of_the_others(query, self.turns), made.usage
        named = of_source or query.without or self._names_unclear(made.text)
        earlier = replace(last.query.filter, outlets=()) if named else last.query.filter
        query = replace(_carried(query, earlier) if last.answered else query, text=asked)
        query = of_the_others(query, self.turns)
        return with_undated_note(query, self._assistant.archive, date.today()), made.usage

    def _of_source(self, asked: str, last: Answer) -> str | None:
        """The last question, asked of the other article, the other papers or an outlet; None where another is asked."""
        outlets = tuple(self._assistant.archive.outlets())
        if asks_again(asked, last):
            return asked_anew(asked, last, outlets)
        return with_outlet(asked, last.query, outlets)

    def _names_unclear(self, question: str) -> bool:
        """Whether it names an outlet that may be any of several: it was not asked of the one before."""
        return bool(named_outlets(question, tuple(self._assistant.archive.outlets()))[1])

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
    read, subject = _read(answer), query.subject if _narrows(query) else ""
    of = tuple(
        query.standalone[one.start : one.end] for one in named_outlets(query.standalone, query.filter.outlets)[0]
    )
    if not answer.answered:
        return Said(query.standalone, query.text, subject=subject, read=read, outlets=of)
    thing, topic = thing_answered(query.standalone, answer.short), _topic(answer)
    topic = thing if topic in thing.split() else topic  # the headline has but a part of the name
    named = [answer.short if query.kind == "who" else None, *(citation.speaker for citation in answer.citations)]
    person = next((found for one in named if one and (found := person_of(one, read))), None)
    return Said(
        query.standalone, query.text, " ".join(statement.text for statement in answer.statements) or answer.text,
        person, topic, other_outlet(answer), subject, read, thing, of,
    )  # fmt: skip


def _read(answer: Answer) -> tuple[str, ...]:
    """The texts of the articles that it cites or was looked for in, each once."""
    articles = [one.article for one in answer.citations] + [one.article for one in answer.passages]
    return tuple(dict.fromkeys(article.text for article in articles))


def _narrows(query: Query) -> bool:
    only = query.filter
    return bool(only.outlets or only.authors or only.after or only.before or query.without)


def _topic(answer: Answer) -> str:
    """The first name of the cited headline that its text has as well: words in capitals are no name."""
    article = answer.citations[0].article if answer.citations else None
    found = [name.text for name in names(article.title) if name.text in article.text] if article else []
    return found[0] if found else ""


def _carried(query: Query, earlier: Filter) -> Query:
    """The follow-up, and its parts, with what the earlier filter had and nothing in the follow-up names itself."""
    own = [one.filter for one in (query, *query.parts)]
    named = read_periods(query.standalone, query.as_of).spans  # also a time that became no filter, or is on no calendar
    timed = bool(named) or any(only.after or only.before for only in own)
    carried = Filter(
        outlets=() if any(only.outlets for only in own) else earlier.outlets,
        authors=() if any(only.authors for only in own) else earlier.authors,
        after=None if timed else earlier.after,
        before=None if timed else earlier.before,
    )
    parts = tuple(replace(part, filter=_completed(part.filter, carried)) for part in query.parts)
    return replace(query, filter=_completed(query.filter, carried), parts=parts)


def _completed(own: Filter, carried: Filter) -> Filter:
    return replace(
        own,
        outlets=carried.outlets or own.outlets,
        authors=carried.authors or own.authors,
        after=carried.after or own.after,
        before=carried.before or own.before,
    )
