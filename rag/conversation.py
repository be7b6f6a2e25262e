"""The turns of a conversation, and a follow-up made into a question of its own.

Without a language model: "he" becomes the last person named, "it" and the like bring the last question's subject along,
"What about Britain?" repeats the last question. What was made of it is `Query.standalone`, shown to the asker.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from index.datatypes import Filter
from rag.datatypes import Answer, Event, Query, Turn
from rag.evidence import names_in
from rag.words import content_words

if TYPE_CHECKING:
    from rag.assistant import Assistant

KEPT = 20  # turns remembered; a reference rarely reaches back further than the last

_PERSON = re.compile(r"\b(?:he|she|him|his|her|hers)\b", re.IGNORECASE)
_THING = re.compile(r"\b(?:it|its|they|them|their|this|that|these|those|there|then)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"\b(?:his|hers|her(?=\s+[a-z]))\b", re.IGNORECASE)
_ELLIPSIS = re.compile(r"^(?:and\b|what about\b|how about\b|but\b|or\b)", re.IGNORECASE)
_FULL_NAME = re.compile(r"[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)+")


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
        query = self._assistant.understand(standalone, as_of)
        if standalone == question:
            return query
        asked = " ".join(question.split())
        carried = self.turns[-1].answer.query.filter
        return replace(query, text=asked, filter=_carried(query.filter, carried))


def made_standalone(question: str, turns: Sequence[Turn]) -> str:
    """The question with what it refers to put in; the question itself when it refers to nothing."""
    if not turns:
        return question
    last = turns[-1].answer
    person = _last_person(last) if _PERSON.search(question) else None
    if person:
        question = _POSSESSIVE.sub(f"{person}'s", question)
        question = _PERSON.sub(person, question)
    if _ELLIPSIS.search(question.strip()) and len(content_words(question)) <= 4:
        return f"{last.query.standalone} {question}"
    if (_THING.search(question) and not names_in(question)) or _says_little(question):
        known = {word.stem for word in content_words(question)}
        subject = [word.written for word in content_words(last.query.standalone) if word.stem not in known]
        return f"{question} ({' '.join(subject)})" if subject else question
    return question


def _says_little(question: str) -> bool:
    """Whether too few words say what it is about: "Why?", "When was that?"."""
    return len([word for word in content_words(question) if not word.common]) <= 1


def _last_person(answer: Answer) -> str | None:
    """Who "he" or "she" is: the person last asked about, else the one last answered with, else the one last quoted."""
    asked = _FULL_NAME.findall(answer.query.standalone)
    named = names_in(answer.query.standalone)
    if answer.query.kind == "who" and answer.short:
        return answer.short
    if asked or named:
        return str(asked[-1] if asked else named[-1])
    speakers = [citation.speaker for citation in answer.citations if citation.speaker]
    return speakers[0] if speakers else answer.short if answer.query.kind == "who" else None


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
