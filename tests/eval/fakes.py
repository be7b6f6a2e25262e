"""An assistant whose answers can be worked out by hand: it finds sentences by the words shared with a question."""

import re
import time
from dataclasses import dataclass, field, replace
from datetime import date

from index.archive import ArchiveStatus
from index.datatypes import Article, Filter, Passage
from index.errors import ModelError, NoSuchArticleError
from rag.datatypes import Answer, Citation, Query, Statement

ARTICLES = (
    Article(
        id="mill",
        title="Old mill bridge closes",
        url="https://gazette.example/mill",
        text="The mill bridge closes on Monday. Repairs cost 1,200 crowns. Mara Halden leads the works.",
    ),
    Article(id="fair", title="Autumn fair opens", text="The autumn fair opens in Selby. It draws 40 stalls."),
    Article(id="rain", title="Rain on the fells", text="Rain fell on the fells for nine days."),
)


@dataclass
class FakeArchive:
    """Articles by id."""

    held: dict[str, Article] = field(default_factory=lambda: {article.id: article for article in ARTICLES})
    snapshot: str = "snapshot-1"

    def article(self, article_id: str) -> Article:
        if article_id not in self.held:
            raise NoSuchArticleError(f"no article {article_id}")
        return self.held[article_id]

    def status(self) -> ArchiveStatus:
        return ArchiveStatus(
            len(self.held), 6, len(self.held), None, date(2026, 4, 1), {}, "fake", "fake", self.snapshot
        )


@dataclass
class FakeAssistant:
    """Answers with the sentence that shares most words with the question; refuses below two; breaks on "break"."""

    archive: FakeArchive = field(default_factory=FakeArchive)
    delay: float = 0.0
    asked_as_of: list[date | None] = field(default_factory=list)

    def search(self, question: str | Query, top_k: int = 10, as_of: date | None = None) -> list[Passage]:
        self.asked_as_of.append(as_of)
        words = _words(question.standalone if isinstance(question, Query) else question)
        scored = [replace(passage, score=len(words & _words(passage.text))) for passage in self._sentences()]
        return sorted((p for p in scored if p.score), key=lambda p: -p.score)[:top_k]

    def ask(self, question: str | Query, as_of: date | None = None) -> Answer:
        time.sleep(self.delay)
        text = question.standalone if isinstance(question, Query) else question
        if "break" in text:
            raise ModelError("The model server did not answer.")
        if "crash" in text:
            raise ZeroDivisionError("division by zero")
        query = Query(text, text, Filter(), "what", as_of or date(2026, 4, 1))
        best = next(iter(self.search(text, as_of=as_of)), None)
        if best is None or best.score < 2:
            return Answer("Not in this archive.", False, query, reason="nothing said so")
        citation = Citation(1, best.article, best.start, best.end, best.text, verified=True)
        return Answer(f"{best.text} [1]", True, query, None, None, (Statement(best.text, (1,)),), (citation,))

    def conversation(self) -> "FakeConversation":
        return FakeConversation(self)

    def close(self) -> None:
        """Nothing to close."""

    def __enter__(self) -> "FakeAssistant":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _sentences(self) -> list[Passage]:
        return [
            Passage(article, found.start(), found.end(), found.group(), 0.0)
            for article in self.archive.held.values()
            for found in re.finditer(r"[^.\s][^.]*\.", article.text)
        ]


@dataclass
class FakeConversation:
    """A follow-up is asked together with the question before it."""

    assistant: FakeAssistant
    last: str = ""

    def ask(self, question: str, as_of: date | None = None) -> Answer:
        whole = f"{self.last} {question}".strip()
        self.last = question
        return self.assistant.ask(whole, as_of)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold())) - {"the", "a", "is", "in", "on", "for", "it"}
