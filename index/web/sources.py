"""Web addresses as sources: a page is an article; a feed, sitemap or list names the pages that are fetched.

A page's article has the id of the address that leads to it, the address it ended at as its origin, and the fields that
the page states; what it does not state, the feed or news sitemap that named it fills in.
"""

import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from typing import Literal

from index.clean import clean_article
from index.datatypes import Article, Failure
from index.load import Cleaner
from index.readers.feed import feed_entries, is_feed
from index.readers.sitemap import Listed, Sitemap, is_sitemap, read_addresses, read_sitemap
from index.readers.statements import origin_id
from index.store.database import Database
from index.web.addresses import FetchError, address_of
from index.web.connect import unpacked
from index.web.fetch import Fetched, Fetcher, Validators
from index.web.fetched import FetchedPages, Visit
from index.web.pages import articles_of

_MAX_SITEMAPS = 50
_MAX_UNPACKED = 20 * 1024 * 1024
_FRESH = timedelta(hours=1)
"""For so long, a feed that has not changed stands for its pages too. Later they are asked one by one, since a page may
be corrected or taken down while its feed stays the same."""


@dataclass(frozen=True, slots=True)
class Named:
    """A page that a source names: what the source says of it, and what was fetched, where that is had already."""

    address: str
    entry: Article | None = None
    fetched: Fetched | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a source names now; `unchanged` are pages that need not be looked at."""

    source: str
    pages: tuple[Named, ...] = ()
    unchanged: tuple[str, ...] = ()
    kept: bool = False
    """Whether somebody keeps the list, so that what it no longer names shall go; feeds and sitemaps roll on."""
    cut: bool = False
    """Whether it names more than were taken."""
    failures: tuple[Failure, ...] = ()
    notes: tuple[str, ...] = ()
    visit: Visit | None = None
    """To be remembered once all pages were read without a failure."""


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
        self._fetcher, self._pages, self._max_pages, self._now = fetcher, FetchedPages(database), max_pages, now
        self._clean = clean
        self._read: dict[str, str] = {}  # where a page was in the end -> the file that its article is stored under

    def listing(self, source: str) -> Listing:
        """Fetch an address that a person named and see what it is: a page, or something that names pages."""
        try:
            address = address_of(source)
        except FetchError as error:
            return Listing(source, failures=(Failure(source, error.reason, error.advice),))
        former = self._pages.named(address)
        visit = self._pages.visit(address)
        known = visit if visit and (not former or self._now() - visit.fetched_at < _FRESH) else None
        if not former and not self._pages.owner(visit.final if visit else address):
            known = None  # its article is not stored any more
        fetched = self._fetch(address, known)
        if isinstance(fetched, Failure):
            return Listing(address, failures=(fetched,))
        if former and fetched.state == "unchanged":
            return Listing(address, unchanged=tuple(former))
        if former and fetched.state == "gone":
            return Listing(address, failures=(_not_there(address, "Check the address; its articles are kept."),))
        named = self._named(fetched) if fetched.state == "read" else None
        if named is None:
            return Listing(address, pages=(Named(address, fetched=fetched),))
        return replace(named, source=address, visit=self._visit(address, fetched))

    def list_in(self, data: bytes, origin: str) -> Listing:
        """The pages that a file names which is a list of addresses or a sitemap."""
        return self._cut(_addresses(data, origin) or self._sitemap(data, origin))

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
        self._pages.forget_named(listing.source, former)
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

    def _named(self, fetched: Fetched) -> Listing | None:
        """What a feed, sitemap or list names; None for a page."""
        data = _unzipped(fetched.data)
        if is_feed(data):
            return self._cut(_feed(data, fetched.url))
        if is_sitemap(data):
            return self._cut(self._sitemap(data, fetched.url))
        listing = _addresses(data, fetched.url)
        return self._cut(listing) if listing else None

    def _sitemap(self, data: bytes, origin: str) -> Listing:
        """The pages of a sitemap, or of the newest sitemaps of an index until there are enough."""
        found = read_sitemap(data, origin)
        pages, failures = list(found.pages), list(found.failures)
        for below in _newest(found.sitemaps)[:_MAX_SITEMAPS]:
            if len(pages) >= self._max_pages:
                break
            inner = self._below(below.address)
            failures += [inner] if isinstance(inner, Failure) else inner.failures
            pages += () if isinstance(inner, Failure) else inner.pages
        named = tuple(Named(listed.address, listed.page) for listed in _newest(pages))
        return Listing(origin, named, failures=tuple(failures))

    def _below(self, address: str) -> Sitemap | Failure:
        fetched = self._fetcher.fetch(address)
        if isinstance(fetched, Failure):
            return fetched
        data = _unzipped(fetched.data)
        if fetched.state == "gone" or not is_sitemap(data):
            return Failure(address, "no sitemap is there", "Tell the site; its index of sitemaps names it.")
        return read_sitemap(data, address)

    def _cut(self, listing: Listing) -> Listing:
        """Each page once, at most as many as are wanted, which is said aloud; what is no address is a failure."""
        pages, failures = dict[str, Named](), list(listing.failures)
        for named in listing.pages:
            try:
                address = address_of(named.address)
            except FetchError as error:
                failures.append(Failure(named.address, error.reason, error.advice))
                continue
            pages.setdefault(address, replace(named, address=address))
        taken, notes = tuple(pages.values())[: self._max_pages], listing.notes
        if len(taken) < len(pages):
            kept = f"{listing.source} names {len(pages):,} pages; the first {len(taken):,} were taken"
            notes = (*notes, f"{kept}, the newest where it says so. max_pages sets how many.")
        return replace(listing, pages=taken, cut=len(taken) < len(pages), failures=tuple(failures), notes=notes)


def _addresses(data: bytes, origin: str) -> Listing | None:
    found = read_addresses(data)
    return Listing(origin, tuple(map(Named, found)), kept=True) if found else None


def _feed(data: bytes, origin: str) -> Listing:
    entries, failures = list[Article](), list[Failure]()
    for item in feed_entries(data, origin):
        if isinstance(item, Failure):
            failures.append(item)
        elif item.url:
            entries.append(item)
        else:
            failures.append(Failure(item.origin, "the entry names no page", "Save the feed and sync the file."))
    notes = () if entries or failures else (f"The feed {origin} has no entries.",)
    return Listing(
        origin, tuple(Named(one.url, one) for one in entries if one.url), failures=tuple(failures), notes=notes
    )


def _unzipped(data: bytes) -> bytes:
    """Sitemaps are often kept as .gz; anything else, or what is too large to be one, comes back as it is."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        found = b"".join(unpacked(iter([data]), _MAX_UNPACKED))
    except zlib.error:
        return data
    return found if len(found) <= _MAX_UNPACKED else data


def _newest(listed: Iterable[Listed]) -> list[Listed]:
    """Newest first by what the sitemap says; without a date behind them, in its order."""
    return sorted(listed, key=lambda one: _day(one.changed), reverse=True)


def _day(changed: date | datetime | None) -> str:
    moment = changed.astimezone(UTC) if isinstance(changed, datetime) and changed.tzinfo else changed
    return moment.isoformat() if moment else ""


def _not_there(address: str, advice: str) -> Failure:
    return Failure(address, "there is nothing at this address any more (status 404 or 410)", advice)
