"""START HERE. A question becomes an answer with proof:

1. understand: the question and the day it is asked on -> Query (`understand.py`, `conversation.py` for follow-ups)
2. retrieve: the Query -> Passages, by words and by meaning (`retrieve.py`, `ranking/fuse.py`)
3. answer: the Passages -> sentences, by the offline reader (`read.py`) or a language model (`write.py`)
4. verify: every cited span is compared with its article, and what fails is dropped (`verify.py`, `compose.py`)

`stream` does all four and says what happens; `ask` is the same, drained.
"""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self

from index.archive import Archive
from index.datatypes import Passage
from rag.clock import Clock
from rag.conversation import Conversation
from rag.datatypes import Answer, Event, Query, Turn, Usage
from rag.events.resolve import with_event
from rag.given import as_it_is, check_sort, check_top_k, day_of
from rag.published import LOOKED_THROUGH, asks_published
from rag.questions.spellings import with_names
from rag.relax import wider
from rag.retrieve import Retriever
from rag.undated import with_undated_note
from rag.understand import Holdings, understand

if TYPE_CHECKING:
    from llama_index.core.base.base_query_engine import BaseQueryEngine
    from llama_index.core.retrievers import BaseRetriever

    from rag.follow_ups.rewrite import Rewriter
    from rag.rerank import Reranker
    from rag.search import FirstReport, SearchResults, Sort
    from rag.trace import Trace


class Answerer(Protocol):
    """Makes an answer of passages. `name` is shown to people."""

    name: str

    def answer(self, query: Query, passages: Sequence[Passage], turns: Sequence[Turn] = ()) -> Iterator[Event]:
        """Events with stage "text" as words come, then exactly one with stage "answer"."""
        ...


class Assistant:
    """Answers questions about one archive. Safe to use from several threads; close it, or use it in a `with`."""

    def __init__(
        self,
        archive: Archive,
        answerer: Answerer,
        *,
        top_k: int = 10,
        rewriter: "Rewriter | None" = None,
        reranker: "Reranker | None" = None,
    ) -> None:
        self.archive = archive
        self.answerer = answerer
        self.top_k = top_k
        """Passages that an answer may rest on."""
        self.rewriter = rewriter
        """Makes follow-ups standalone with a language model; None: our own rules alone do."""
        self.reranker = reranker
        self._retriever = Retriever(archive, reranker)

    @classmethod
    def open(cls, folder: str | Path | None = None, **settings: Any) -> Self:
        """Open (or make) the archive in this folder; keyword arguments override settings (`rag.settings.Settings`).

        `embedding`, `llm` and `reranker` take LlamaIndex objects: any `BaseEmbedding`, `LLM`, node postprocessor.
        Raises SettingsError, ArchiveError, EmbeddingError.
        """
        from rag.build import build_assistant

        return build_assistant(cls, folder, **settings)

    def understand(self, question: str, as_of: date | str | None = None) -> Query:
        """The question as a Query, which `ask` and `search` take as well. Raises QuestionError.

        With `as_of`, a date or its ISO text, only what somebody could have read by that day is searched; without it
        everything, as of today.
        """
        day = day_of(as_of)
        first, last = self.archive.days()
        holdings = Holdings(tuple(self.archive.outlets()), self.archive.authors, first, last)
        query = understand(question, day or date.today(), holdings=holdings)
        parts = tuple(replace(part, filter=replace(part.filter, known_by=day)) for part in query.parts)
        query = replace(query, filter=replace(query.filter, known_by=day), parts=parts)
        return self._noted(with_event(with_names(query, self.archive), self.archive))

    def search(self, question: str | Query, top_k: int = 10, as_of: date | str | None = None) -> list[Passage]:
        """The best passages for the question, best first. Raises QuestionError.

        Where nothing passes the filter that a question's words imply, it is relaxed as `results` says; a Query is
        searched exactly as it is.
        """
        check_top_k(top_k)
        if isinstance(question, Query):
            return self._retriever.retrieve(as_it_is(question, as_of), top_k)
        return self._found(self._query(question, as_of), top_k)[1]

    def results(
        self, question: str | Query, *, top_k: int = 10, sort: "Sort" = "relevance", as_of: date | str | None = None
    ) -> "SearchResults":
        """The same with what to mark in each passage, facets, who reported it first, and the order that is wanted.

        Raises QuestionError. A Query is searched exactly as it is; what a question's words imply may be relaxed.
        """
        from rag.search import POOL, search_results

        check_top_k(top_k)
        check_sort(sort)
        query, depth = self._query(question, as_of), max(POOL, top_k)
        exactly = isinstance(question, Query)
        query, found = (query, self._retriever.retrieve(query, depth)) if exactly else self._found(query, depth)
        return search_results(self.archive, query, found, top_k, sort)

    def first_reported(self, question: str | Query, as_of: date | str | None = None) -> "FirstReport | None":
        """The earliest article that reports this, copies counted, and what that rests on. Raises QuestionError.

        None where no dated article of the archive matches.
        """
        return self.results(question, as_of=as_of).first_reported

    def more_like(self, article_id: str, top_k: int = 10) -> list[Passage]:
        """A passage of each of the stories nearest to an article, its own not among them; raises NoSuchArticleError."""
        from rag.similar import more_like

        check_top_k(top_k)
        return more_like(self.archive, article_id, top_k)

    def trace(self, text: str) -> "list[Trace]":
        """The articles that have this excerpt, verbatim or altered, and what was altered. Raises QuestionError.

        Empty where no article has anything like it.
        """
        from rag.trace import trace

        return trace(self.archive, text)

    def ask(self, question: str | Query, as_of: date | str | None = None) -> Answer:
        """The answer, every sentence of it cited, or the reason why there is none. Raises QuestionError."""
        *_, last = self.stream(question, as_of)
        if last.answer is None:
            raise TypeError("a stream ends with its answer")
        return last.answer

    def stream(
        self, question: str | Query, as_of: date | str | None = None, *, turns: Sequence[Turn] = ()
    ) -> Iterator[Event]:
        """The same, as it happens: the query, the passages, words, and last the verified answer."""
        clock = Clock()
        query = self._understood(question, as_of)
        clock.stage("understand")
        query = self._searchable(query)
        yield Event("query", query=query)
        passages = self._retriever.retrieve(query, LOOKED_THROUGH if asks_published(query) else self.top_k)
        clock.stage("retrieve")
        answer = yield from self._answer(query, passages, turns)
        clock.stage("answer")
        while not answer.answered and (relaxed := wider(query)):
            query = self._noted(relaxed)
            yield Event("query", query=query)
            passages = self._retriever.retrieve(query, self.top_k)
            found = yield from self._answer(query, passages, turns)
            spent = Usage.total((answer.usage, found.usage))
            answer = replace(found if found.answered else answer, usage=spent)
            clock.stage("answer again, filter relaxed")
        if self._stands(answer):
            yield Event("answer", answer=replace(answer, timings=clock.timings(answer.timings)))
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

    def _query(self, question: str | Query, as_of: date | str | None) -> Query:
        return self._searchable(self._understood(question, as_of))

    def _understood(self, question: str | Query, as_of: date | str | None) -> Query:
        if isinstance(question, Query):
            return self._noted(as_it_is(question, as_of))
        return self.understand(question, as_of)

    def _searchable(self, query: Query) -> Query:
        """The query, with a note where it can be searched by its words alone."""
        trouble = self._retriever.trouble(query.standalone)
        return replace(query, notes=(*query.notes, trouble)) if trouble and trouble not in query.notes else query

    def _noted(self, query: Query) -> Query:
        return with_undated_note(query, self.archive, date.today())

    def _found(self, query: Query, top_k: int) -> tuple[Query, list[Passage]]:
        """The best passages, and the query that found them: the filter relaxed where it lets nothing pass."""
        passages = self._retriever.retrieve(query, top_k)
        while not passages and (relaxed := wider(query)):
            query = self._noted(relaxed)
            passages = self._retriever.retrieve(query, top_k)
        return query, passages

    def _answer(
        self, query: Query, passages: Sequence[Passage], turns: Sequence[Turn]
    ) -> Generator[Event, None, Answer]:
        yield Event("passages", passages=tuple(passages))
        for event in self.answerer.answer(query, passages, turns):
            if event.answer is not None:
                return event.answer
            yield event
        raise TypeError("an answerer ends with its answer")
