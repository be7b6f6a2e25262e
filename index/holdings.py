"""What an archive holds, to be read: articles and their past, who says what in them, passages, names, counts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from index.datatypes import Article, Copy, Filter, Hit, Passage
from index.export import export
from index.names.book import NameBook
from index.store.library import Library
from index.store.removals import Tombstone
from index.store.versions import Version

if TYPE_CHECKING:
    from index.names.groups import Origin
    from index.speakers import Attribution


class Holdings:
    """The part of an `Archive` that reads its library and its names, and needs no embedding."""

    def __init__(self, library: Library, names: NameBook) -> None:
        self._library = library
        self._names = names
        library.spellings = names.spellings

    def articles(self) -> Iterator[Article]:
        """Every article, oldest first, undated last."""
        return self._library.articles()

    def article(self, article_id: str) -> Article:
        """The article with this id; raises NoSuchArticleError."""
        return self._library.article(article_id)

    def history(self, article_id: str) -> list[Version]:
        """All versions of an article, newest first, the current one among them; raises NoSuchArticleError."""
        return self._library.history(article_id)

    def raw(self, article_id: str) -> str | None:
        """The text of an article before it was cleaned, None when it was not kept; raises NoSuchArticleError."""
        return self._library.versions.raw(self.article(article_id))

    def gone(self) -> dict[str, datetime]:
        """Articles that are kept although their source is not there any more: id, and when that was first seen."""
        return self._library.removals.gone()

    def removed(self) -> list[Tombstone]:
        """What was removed for good, latest first."""
        return self._library.removals.tombstones()

    def current(self, passages: Sequence[Passage]) -> list[Passage]:
        """Those passages whose article is stored still and says what it said: what may be cited at this moment."""
        standing = self._library.standing(passage.article for passage in passages)
        return [passage for passage in passages if passage.article.id in standing]

    def copies(self, article_ids: Iterable[str]) -> dict[str, tuple[Copy, ...]]:
        """The other articles of its story, by day and outlet, for each of these articles that has some."""
        return self._library.stories.copies(article_ids)

    def owners(self, article_ids: Iterable[str]) -> dict[str, str]:
        """Whose text each of these articles is: its agency's, else its outlet's, else that of the host it came from.

        Empty where nothing is known of it. Outlets that print one agency's text are one witness.
        """
        return self._library.stories.owners(article_ids)

    def attributions(self, article_id: str) -> "tuple[Attribution, ...]":
        """What the article says that somebody says, in its order; raises NoSuchArticleError."""
        return self._library.attributions.of(article_id, self.article(article_id).text)

    def attributions_in(self, texts: Mapping[str, str]) -> "dict[str, tuple[Attribution, ...]]":
        """What the articles with these ids and texts say that somebody says, by id, in their order."""
        return self._library.attributions.of_each(texts)

    def said_by(
        self,
        name: str,
        only: Filter = Filter(),  # noqa: B008 (a frozen value)
        limit: int = 100,
    ) -> "list[tuple[str, Attribution]]":
        """What the archive has somebody of this name say, under all its spellings, each with its article's id.

        Of the articles that pass the filter, the latest first; in an article, in its order.
        """
        return self._library.said_by((name, *self.spellings(name)), only, limit)

    def said_in(self, names: Sequence[str], texts: Mapping[str, str]) -> "dict[str, list[Attribution]]":
        """What somebody of one of these names says in the articles with these ids and texts, by id, in their order.

        Other spellings are the caller's to give.
        """
        return self._library.attributions.said_in(names, texts)

    def export(self, path: str | Path) -> int:
        """Write all articles to a new file of JSON lines, which `sync` reads back equal; returns how many."""
        return export(self.articles(), Path(path))

    def catalogue(self) -> Iterator[tuple[str, str | None, str]]:
        """Id, url and title of every article, without reading its text."""
        return self._library.catalogue()

    def content(self) -> str:
        """A digest of what the articles say, the same wherever and in whatever order they were synced."""
        return self._library.summary.content()

    def outlets(self) -> dict[str, int]:
        """Articles per outlet, most first."""
        return self._library.summary.outlets()

    def authors(self) -> dict[str, int]:
        """Articles per author, most first."""
        return self._library.summary.authors()

    def count_articles(self, only: Filter = Filter()) -> int:  # noqa: B008 (a frozen value)
        """How many articles pass the filter."""
        return self._library.count_articles(only)

    def count_undated(self, only: Filter) -> tuple[int, int]:
        """How many articles that pass the rest of the filter have no date, and how many one too rough for its dates.

        Rough is a month or year of which only a part passes the filter.
        """
        return self._library.count_undated(only)

    def last_day(self) -> date | None:
        """The latest day of publication; None when no article has a date."""
        return self._library.summary.last_day()

    def days(self) -> tuple[date | None, date | None]:
        """The first and the latest day of publication; None when no article has a date."""
        return self._library.summary.days()[:2]

    # Words, names and passages

    def matching(self, words: Iterable[str], top_k: int, only: Filter = Filter()) -> list[Hit]:  # noqa: B008
        """The chunks that hold any of the words, best first; the score is BM25."""
        return self._library.matching(words, top_k, only)

    def spellings(self, name: str) -> tuple[str, ...]:
        """Other spellings of this name that the archive has: those written down first, then learnt ones."""
        return self._names.spellings(name)

    def spelling_origins(self, name: str) -> "dict[str, Origin]":
        """The same spellings with who says so: "archive" (learnt from it), its "names.txt", or "known names"."""
        return self._names.origins(name)

    def spelling_errors(self) -> tuple[str, ...]:
        """What was left out of the archive's `names.txt`, by line, and what to write instead."""
        return self._names.notes()

    def document_counts(self, stems: Iterable[str]) -> dict[str, int]:
        """In how many chunks each stem occurs."""
        return self._library.document_counts(stems)

    def count_chunks(self) -> int:
        """How many chunks there are."""
        return self._library.count_chunks()

    def passages(self, hits: Sequence[Hit]) -> list[Passage]:
        """The hits with their text and article, in the same order."""
        return [passage for _, passage in self._library.located(hits)]

    def located(self, hits: Sequence[Hit]) -> list[tuple[Hit, Passage]]:
        """Each hit with its passage, in the same order; a chunk removed in the meantime is left out."""
        return self._library.located(hits)
