"""The web part of a sync: take the pages that addresses lead to, and let leave what is gone from there."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from index.datatypes import Article, Failure
from index.load import Cleaner, SourceFile
from index.store.library import Library
from index.web.fetch import Fetcher
from index.web.sources import Listing, Named, Reading, Web

if TYPE_CHECKING:
    from index.tally import Tally


class Store(Protocol):
    """What a sync does with what is found."""

    tally: "Tally"

    def take(self, article: Article, file: str) -> None:
        """Take an article that is stored under this address."""

    def store(self) -> None:
        """Store what was taken."""

    def when_stored(self, then: Callable[[], None]) -> None:
        """Do this after what was taken so far is stored."""

    def remove(self, article_ids: Sequence[str]) -> None:
        """Remove articles."""


class Follow:
    """Follows the addresses of one sync."""

    def __init__(self, store: Store, library: Library, fetcher: Fetcher, max_pages: int, clean: Cleaner) -> None:
        self._store, self._library = store, library
        self._web = Web(fetcher, library.database, max_pages=max_pages, clean=clean)

    def pages(self, addresses: Iterable[str], lists: Iterable[SourceFile]) -> Iterator[tuple[int, int]]:
        """Take every page, saying after each how many of how many of its source are done."""
        for address in dict.fromkeys(addresses):
            yield from self._take_all(self._web.listing(address))
        for file in lists:
            yield from self._take_all(self._listing_in(file))

    def _listing_in(self, file: SourceFile) -> Listing:
        try:
            return self._web.list_in(file.path.read_bytes(), file.origin)
        except OSError as error:
            advice = "Check that the file exists and that you may read it."
            reason = f"the file cannot be read ({error.strerror or error})"
            return Listing(file.origin, failures=(Failure(file.origin, reason, advice),))

    def _take_all(self, listing: Listing) -> Iterator[tuple[int, int]]:
        tally = self._store.tally
        before = len(tally.failures)
        tally.refuse(listing.failures)
        tally.notes += listing.notes
        counts = self._library.article_counts() if listing.unchanged else {}
        unchanged = {address for address in listing.unchanged if address not in tally.unwanted}
        tally.unchanged += sum(counts.get(address, 0) for address in unchanged)
        tally.buried += self._library.removals.buried_from(unchanged)
        pages = tuple(page for page in listing.pages if page.address not in tally.unwanted)
        whole, listing = len(pages) == len(listing.pages), replace(listing, pages=pages)
        for done, page in enumerate(listing.pages, start=1):
            self._take_page(page)
            yield done, len(listing.pages)
        self._store.store()  # what a source named is remembered only after its articles
        for file in self._web.finish(listing, whole=whole and len(tally.failures) == before):
            self._store.remove(self._library.article_ids(file))

    def _take_page(self, page: Named) -> None:
        tally, reading = self._store.tally, self._web.read(page)
        if isinstance(reading, Failure):
            tally.failures.append(reading)
        elif reading.state == "unchanged":
            tally.unchanged += len(self._library.article_ids(reading.file))
            tally.buried += self._library.removals.buried_from({reading.file})
            self._remember(reading)
        elif reading.state == "gone":
            self._let_go(reading)
        elif reading.state == "read":
            self._take_articles(reading)

    def _let_go(self, reading: Reading) -> None:
        """What is gone leaves without a word; what was never there is a failure."""
        stored = self._library.article_ids(reading.file)
        if not stored:
            self._store.tally.failures += reading.failures
        self._store.remove(stored)
        self._web.forget(reading.file)

    def _take_articles(self, reading: Reading) -> None:
        """As with files: what is unreadable keeps what was stored from it, and what failed is read again."""
        tally = self._store.tally
        tally.refuse(reading.failures)
        failed = len(tally.failures)
        for article in reading.articles:
            self._store.take(article, reading.file)
        if reading.articles:
            stored = self._library.article_ids(reading.file)
            self._store.remove([id_ for id_ in stored if tally.seen.get(id_) != reading.file])
        if not reading.failures and len(tally.failures) == failed:
            self._remember(reading)

    def _remember(self, reading: Reading) -> None:
        if visit := reading.visit:
            self._store.when_stored(lambda: self._web.remember(visit))
