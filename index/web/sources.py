"""Web addresses as sources: a page is an article; a feed, sitemap or list names the pages that are fetched.

A page's article has the id of the address that leads to it, the address it ended at as its origin, and the fields that
the page states; what it does not state, the feed or news sitemap that named it fills in.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Literal

from index.clean import clean_article
from index.datatypes import Article, Failure
from index.load import Cleaner
from index.readers.statements import origin_id
from index.store.database import Database
from index.web.addresses import FetchError, address_of
from index.web.fetch import Fetched, Fetcher, Validators
from index.web.fetched import FetchedPages, Visit
from index.web.listing import Listing, Lists, Named
from index.web.pages import articles_of

__all__ = ["Listing", "Named", "Reading", "Web"]

_FRESH = timedelta(hours=1)
"""For so long, a feed that has not changed stands for its pages too. Later they are asked one by one, since a page may
be corrected or taken down while its feed stays the same."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page gave: articles stored under `file`; nothing new; or nothing any more."""

    file: str
    state: Literal["read", "unchanged", "gone", "repeated"]
    articles: tuple[Article, ...] = ()
    failures: tuple[Failure, ...] = ()
    visit: Visit | None = None


class Web:
    """The addresses of one sync, read one by one."""

    def __init__(
        self,
        fetcher: Fetcher,
        database: Database,
        *,
        max_pages: int,
        clean: Cleaner = clean_article,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._fetcher, self._pages, self._now, self._clean = fetcher, FetchedPages(database), now, clean
        self._lists = Lists(fetcher, max_pages)
        self._read: dict[str, str] = {}  # where a page was in the end -> the file that its article is stored under

    def listing(self, source: str) -> Listing:
        """Fetch an address that a person named and see what it is: a page, or something that names pages."""
        try:
            address = address_of(source)
        except FetchError as error:
            return Listing(source, failures=(Failure(source, error.reason, error.advice),))
        former = self._pages.named(address)
        fetched = self._fetch(address, self._standing(address, bool(former)))
        if isinstance(fetched, Failure):
            return Listing(address, failures=(fetched,))
        if former and fetched.state == "unchanged":
            return Listing(address, unchanged=tuple(former))
        if former and fetched.state == "gone":
            return Listing(address, failures=(_not_there(address, "Check the address; its articles are kept."),))
        named = self._lists.named_by(fetched) if fetched.state == "read" else None
        if named is None:
            return Listing(address, pages=(Named(address, fetched=fetched),))
        return replace(named, source=address, visit=self._visit(address, fetched))

    def _standing(self, address: str, names_pages: bool) -> Visit | None:
        """The last visit of a source, where it is enough to hear that nothing has changed since."""
        visit = self._pages.visit(address)
        if visit is None:
            return None
        if names_pages:
            return visit if self._now() - visit.fetched_at < _FRESH else None
        return visit if self._pages.owner(visit.final) else None  # else its article is not stored any more

    def list_in(self, data: bytes, origin: str) -> Listing:
        """The pages that a file names which is a list of addresses or a sitemap."""
        return self._lists.in_file(data, origin)

    def finish(self, listing: Listing, *, whole: bool) -> list[str]:
        """Remember what a source named once its pages are stored; `whole`: nothing failed.

        Returns under which addresses articles are stored that shall leave, since only this list named them.
        """
        now = [named.address for named in listing.pages]
        self._pages.remember_named(listing.source, now)
        if listing.visit and whole:
            self._pages.remember([listing.visit])
        elif listing.visit:
            self._pages.forget([listing.source])
        if not listing.kept or listing.failures or listing.cut:
            return []
        former = set(self._pages.named(listing.source)) - set(now)
        leaving = sorted(url for url in former if not self._pages.named_elsewhere(url, listing.source))
        held = set(filter(self._pages.holds, leaving))  # where articles are kept, they leave with a later sync
        self._pages.forget_named(listing.source, former - held)
        self._pages.forget(leaving)
        return leaving

    def remember(self, visit: Visit) -> None:
        """A page was fetched, and what it gave is stored."""
        self._pages.remember([visit])

    def forget(self, file: str) -> None:
        """The page is gone; were it to come back, it would be new."""
        self._pages.forget([file])

    def read(self, page: Named) -> Reading | Failure:
        """The articles of a page, which is not fetched again where it was fetched as a source."""
        visit = self._pages.visit(page.address)
        file = (self._pages.owner(visit.final) if visit else None) or page.address
        stored = visit if visit and self._pages.holds(file) else None
        fetched = page.fetched or self._fetch(page.address, stored)
        if isinstance(fetched, Failure):
            return self._instead(page, fetched, stored)
        if fetched.state == "gone":
            return Reading(page.address, "gone", failures=(_not_there(page.address, "Check the address."),))
        if fetched.url in self._read:
            return Reading(self._read[fetched.url], "repeated")
        if fetched.state == "unchanged":
            self._read[fetched.url] = file
            return Reading(file, "unchanged")
        return self._new(page, fetched, stored)

    def _new(self, page: Named, fetched: Fetched, stored: Visit | None) -> Reading:
        file = self._pages.owner(fetched.url) or page.address
        self._read[fetched.url] = file
        visit = self._visit(page.address, fetched)
        if stored and stored.digest == visit.digest:
            return Reading(file, "unchanged", visit=visit)
        items = list(articles_of(fetched, file, page.entry, self._clean))
        failures = tuple(item for item in items if isinstance(item, Failure))
        return Reading(file, "read", tuple(item for item in items if isinstance(item, Article)), failures, visit)

    def _instead(self, page: Named, failure: Failure, stored: Visit | None) -> Reading | Failure:
        """The text of the feed where a page cannot be had and never was; what was had of it is kept otherwise."""
        if stored or not page.entry or not page.entry.text.strip() or self._pages.holds(page.address):
            return failure
        article = self._clean(replace(page.entry, id=origin_id(page.address), url=page.entry.url or page.address))
        advice = f"The feed's own text was taken instead. {failure.advice}"
        return Reading(page.address, "read", (article,), (replace(failure, advice=advice),))

    def _fetch(self, address: str, known: Visit | None) -> Fetched | Failure:
        if known is None:
            return self._fetcher.fetch(address)
        return self._fetcher.fetch(address, Validators(known.etag, known.last_modified), known.final)

    def _visit(self, address: str, fetched: Fetched) -> Visit:
        sent, digest = fetched.validators, blake2b(fetched.data, digest_size=16).digest()
        return Visit(address, fetched.url, sent.etag, sent.last_modified, digest, self._now())


def _not_there(address: str, advice: str) -> Failure:
    return Failure(address, "there is nothing at this address any more (status 404 or 410)", advice)
