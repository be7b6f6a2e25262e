"""What an evaluation needs of the assistant that it asks; `rag.Assistant` fits."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol

from index.datatypes import Article, Passage
from rag.datatypes import Answer, Query

if TYPE_CHECKING:
    from index.archive import ArchiveStatus


class Stored(Protocol):
    """What is needed of an archive."""

    def article(self, article_id: str, /) -> Article:
        """The stored article, against which quotes are checked."""

    def status(self) -> "ArchiveStatus":
        """What the archive holds."""


class Conversing(Protocol):
    """What is needed of a conversation."""

    def ask(self, question: str, as_of: date | None = None) -> Answer:
        """The answer to the next question."""


class Asked(Protocol):
    """What is needed of an assistant: `rag.Assistant` fits."""

    @property
    def archive(self) -> Stored:
        """Its archive."""

    def search(self, question: str | Query, top_k: int = 10, as_of: date | None = None) -> Sequence[Passage]:
        """Passages, best first."""

    def ask(self, question: str | Query, as_of: date | None = None) -> Answer:
        """The answer."""

    def conversation(self) -> Conversing:
        """A new conversation."""
