"""START HERE. A question becomes an answer with proof:

1. understand: the question and the day it is asked on -> Query (`understand.py`, `conversation.py` for follow-ups)
2. retrieve: the Query -> Passages, by words and by meaning (`retrieve.py`, `fuse.py`)
3. answer: the Passages -> sentences, by the offline reader (`read.py`) or a language model (`write.py`)
4. verify: every cited span is compared with its article, and what fails is dropped (`verify.py`, `compose.py`)

`stream` does all four and says what happens; `ask` is the same, drained.
"""

import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self

from index.archive import Archive
from index.datatypes import Passage
from rag.conversation import Conversation
from rag.datatypes import Answer, Event, Query, Turn, Usage
from rag.retrieve import Retriever
from rag.undated import with_undated_note
from rag.understand import understand, without_period

if TYPE_CHECKING:
    from llama_index.core.base.base_query_engine import BaseQueryEngine
    from llama_index.core.retrievers import BaseRetriever


class Answerer(Protocol):
    """Makes an answer of passages. `name` is shown to people."""

    name: str

    def answer(self, query: Query, passages: Sequence[Passage], turns: Sequence[Turn] = ()) -> Iterator[Event]:
        """Events with stage "text" as words come, then exactly one with stage "answer"."""
        ...


class Assistant:
    """Answers questions about one archive. Safe to use from several threads; close it, or use it in a `with`."""

    def __init__(self, archive: Archive, answerer: Answerer, *, top_k: int = 10) -> None:
        self.archive = archive
        self.answerer = answerer
        self.top_k = top_k
        """Passages that an answer may rest on."""
        self._retriever = Retriever(archive)

    @classmethod
    def open(cls, folder: str | Path | None = None, **settings: Any) -> Self:
        """Open (or make) the archive in this folder; keyword arguments override settings (`rag.settings.Settings`).

        `embedding` and `llm` take LlamaIndex objects: any `BaseEmbedding`, any `LLM`.
        Raises SettingsError, ArchiveError, EmbeddingError.
        """
        from rag.build import build_assistant

        return build_assistant(cls, folder, **settings)

    def understand(self, question: str, as_of: date | None = None) -> Query:
        """The question as a Query, which `ask` and `search` take as well. Raises QuestionError.

        With `as_of`, only what somebody could have read by that day is searched; without it everything, as of today.
        """
        query = understand(question, as_of or date.today(), self.archive.outlets())
        return self._noted(replace(query, filter=replace(query.filter, known_by=as_of)))

    def search(self, question: str | Query, top_k: int = 10, as_of: date | None = None) -> list[Passage]:
        """The best passages for the question, best first. Raises QuestionError."""
        return self._retriever.retrieve(self._query(question, as_of), top_k)

    def ask(self, question: str | Query, as_of: date | None = None) -> Answer:
        """The answer, every sentence of it cited, or the reason why there is none. Raises QuestionError."""
        *_, last = self.stream(question, as_of)
        if last.answer is None:
            raise TypeError("a stream ends with its answer")
        return last.answer

    def stream(
        self, question: str | Query, as_of: date | None = None, *, turns: Sequence[Turn] = ()
    ) -> Iterator[Event]:
        """The same, as it happens: the query, the passages, words, and last the verified answer."""
        clock = _Clock()
        query = self._query(question, as_of)
        clock.stage("understand")
        yield Event("query", query=query)
        passages = self._retriever.retrieve(query, self.top_k)
        clock.stage("retrieve")
        answer = yield from self._answer(query, passages, turns)
        clock.stage("answer")
        if not answer.answered and (query.filter.after or query.filter.before) and not _names_outlet(query):
            query = self._noted(without_period(query))
            yield Event("query", query=query)
            wider = self._retriever.retrieve(query, self.top_k)
            found = yield from self._answer(query, wider, turns)
            spent = Usage.total((answer.usage, found.usage))
            answer = replace(found if found.answered else answer, usage=spent)
            clock.stage("answer again without the period")
        if self._stands(answer):
            yield Event("answer", answer=replace(answer, timings=clock.timings()))
        else:  # a sync has changed or removed what is cited, while it was being cited
            yield from self.stream(query, turns=turns)

    def conversation(self) -> Conversation:
        """A conversation, whose follow-up questions may refer to earlier ones."""
        return Conversation(self)

    def as_retriever(self, top_k: int = 10) -> "BaseRetriever":
        """The archive as a LlamaIndex retriever (sync and async)."""
        from rag.llamaindex import as_retriever

        return as_retriever(self, top_k)

    def as_query_engine(self) -> "BaseQueryEngine":
        """The assistant as a LlamaIndex query engine whose response carries the verified citations."""
        from rag.llamaindex import as_query_engine

        return as_query_engine(self)

    def close(self) -> None:
        """Close the archive."""
        self.archive.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _stands(self, answer: Answer) -> bool:
        """Whether every cited article is stored still and says what it said."""
        cited = [Passage(one.article, one.start, one.end, one.quote, 0.0) for one in answer.citations]
        return len(self.archive.current(cited)) == len(cited)

    def _query(self, question: str | Query, as_of: date | None) -> Query:
        return self._noted(question) if isinstance(question, Query) else self.understand(question, as_of)

    def _noted(self, query: Query) -> Query:
        return with_undated_note(query, self.archive, date.today())

    def _answer(
        self, query: Query, passages: Sequence[Passage], turns: Sequence[Turn]
    ) -> Generator[Event, None, Answer]:
        yield Event("passages", passages=tuple(passages))
        for event in self.answerer.answer(query, passages, turns):
            if event.answer is not None:
                return event.answer
            yield event
        raise TypeError("an answerer ends with its answer")


class _Clock:
    """Milliseconds per stage."""

    def __init__(self) -> None:
        self._last = time.perf_counter()
        self._stages: dict[str, float] = {}

    def stage(self, name: str) -> None:
        """The stage with this name has just ended."""
        now = time.perf_counter()
        self._stages[name] = (now - self._last) * 1000
        self._last = now

    def timings(self) -> Mapping[str, float]:
        """The stages so far and their total."""
        return self._stages | {"total": sum(self._stages.values())}


def _names_outlet(query: Query) -> bool:
    """Whether an outlet was asked by name that has nothing: searching all dates would not find it either."""
    return any(note.startswith("The archive has no article from") for note in query.notes)
