"""A hand-made assistant with the interface of the real one: scripted answers over two articles."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

from index.datatypes import Article, Copy, Filter, Passage
from index.errors import ModelError, NoSuchArticleError, QuestionError
from rag.datatypes import Answer, Citation, Event, Query, Statement, Turn

TODAY = date(2026, 4, 20)
BRIDGE = Article(
    id="courier/bridge?#1",
    title="Old Mill bridge closes for repairs",
    text="The Old Mill bridge will close on Monday.\n\nMara Halden, the city engineer, said on Friday: "
    '"Two of the seven cables are worn." Repairs take nine weeks.\n\n' + "Ferries run every ten minutes. " * 120,
    url="https://courier.example/bridge",
    outlet="Estmark Courier",
    published=date(2026, 3, 6),
    authors=("Ada Rill",),
    language="en",
)
HOSTILE = Article(
    id="hostile",
    title="<b>Big</b> storm <script>window.hacked = 1</script>",
    text="The storm left <img src=http://203.0.113.9/a.png onerror='window.hacked=2'> 40 homes dark.\n"
    "![pixel](http://203.0.113.9/b.png) <script>window.hacked = 3</script> ${alert(4)} {{5}} "
    "<style>body{background:url(http://203.0.113.9/c.png)}</style> </p></article></aside>",
    url="javascript:window.hacked=6",
    outlet='Daily "Quote" <Post>',
)
ARTICLES = (BRIDGE, HOSTILE)


@dataclass
class FakeArchive:
    """Articles in memory, read as `index.archive.Archive` is."""

    stored: tuple[Article, ...] = ARTICLES
    folder: Path = Path("archive")

    def articles(self) -> Iterator[Article]:
        return iter(self.stored)

    def article(self, article_id: str) -> Article:
        for article in self.stored:
            if article.id == article_id:
                return article
        raise NoSuchArticleError(f"No article has the id {article_id}.")

    def copies(self, article_ids: Sequence[str]) -> dict[str, tuple[Copy, ...]]:
        return {}

    def status(self) -> SimpleNamespace:
        outlets = {a.outlet: 1 for a in self.stored if a.outlet}
        undated = sum(a.published is None for a in self.stored)
        days = [a.published for a in self.stored if a.published]
        return SimpleNamespace(
            articles=len(self.stored),
            undated=undated,
            first=min(days, default=None),
            last=max(days, default=None),
            outlets=outlets,
        )


def cite(marker: int, article: Article, quote: str) -> Citation:
    """A citation of words that the article contains."""
    start = article.text.index(quote)
    return Citation(marker, article, start, start + len(quote), quote, verified=True)


def whole_passage(article: Article) -> Passage:
    """All of an article as one passage."""
    return Passage(article, 0, len(article.text), article.text, 0.5)


def answer_to(query: Query) -> Answer:
    """The scripted answer: by a word of the question."""
    if "storm" in query.text:
        quote = HOSTILE.text[: HOSTILE.text.index("dark.") + 5]
        citation = cite(1, HOSTILE, quote)
        return Answer(quote, True, query, statements=(Statement(quote, (1,)),), citations=(citation,))
    if "cables" in query.text:
        quote = '"Two of the seven cables are worn."'
        citation = replace(cite(1, BRIDGE, quote), speaker="Mara Halden")
        statement = Statement("Mara Halden said two of the seven cables are worn.", (1,))
        return Answer(f"{statement.text} [1]", True, query, short="Two", statements=(statement,), citations=(citation,))
    passages = tuple(whole_passage(article) for article in ARTICLES)
    return Answer("Not in this archive.", False, query, reason="No article says it.", passages=passages)


@dataclass
class FakeConversation:
    """Streams scripted answers word by word; certain words in a question make it fail."""

    pause: float
    asked: list[str | Query] = field(default_factory=list)
    turns: tuple[Turn, ...] = ()

    def stream(self, question: str | Query, as_of: date | None = None) -> Iterator[Event]:
        self.asked.append(question)
        query = question if isinstance(question, Query) else self._understand(question)
        yield Event("query", query=query)
        if "model" in query.text:
            raise ModelError("The language model at http://127.0.0.1:1 does not answer. Is it running?")
        if "bug" in query.text:
            raise RuntimeError("secret detail")
        answer = answer_to(query)
        yield Event("passages", passages=answer.passages)
        for word in answer.text.split(" "):
            time.sleep(self.pause)
            yield Event("text", text=word + " ")
        yield Event("answer", answer=answer)

    def _understand(self, question: str) -> Query:
        if len(question) > 2000:
            raise QuestionError("The question has more than 2,000 characters; ask a shorter one.")
        chosen = Filter(outlets=("Estmark Courier",), after=date(2026, 3, 1)) if "since March" in question else Filter()
        return Query(question, question, chosen, "what", TODAY)


class FakeAssistant:
    """Stands in for `rag.assistant.Assistant` where a test wants to script what happens."""

    def __init__(self, articles: tuple[Article, ...] = ARTICLES, pause: float = 0.0):
        self.archive = FakeArchive(articles)
        self.answerer = SimpleNamespace(name="offline reader")
        self.pause = pause
        self.conversations: list[FakeConversation] = []

    def understand(self, question: str) -> Query:
        return FakeConversation(self.pause)._understand(question)

    def conversation(self) -> FakeConversation:
        self.conversations.append(FakeConversation(self.pause))
        return self.conversations[-1]
