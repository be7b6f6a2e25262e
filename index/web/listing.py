"""What names pages: a feed, a sitemap or a list of addresses, and which pages it names."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from index.datatypes import Article, Failure
from index.readers.feed import feed_entries, is_feed
from index.readers.sitemap import MAX_FILE, Listed, Sitemap, is_sitemap, read_addresses, read_sitemap
from index.web.addresses import FetchError, address_of
from index.web.connect import unpacked
from index.web.fetch import Fetched, Fetcher
from index.web.fetched import Visit

_MAX_SITEMAPS = 50  # of one index: at a second between two requests, nearly a minute in which no page comes in


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


class Lists:
    """Reads what names pages, and takes at most `max_pages` of each."""

    def __init__(self, fetcher: Fetcher, max_pages: int) -> None:
        self._fetcher, self._max_pages = fetcher, max_pages

    def in_file(self, data: bytes, origin: str) -> Listing:
        """What a list of addresses or a sitemap names that is kept as a file."""
        return self._cut(_addresses(data, origin) or self._sitemap(data, origin))

    def named_by(self, fetched: Fetched) -> Listing | None:
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
        found = b"".join(unpacked(iter([data]), MAX_FILE))
    except zlib.error:
        return data
    return found if len(found) <= MAX_FILE else data


def _newest(listed: Iterable[Listed]) -> list[Listed]:
    """Newest first by what the sitemap says; without a date behind them, in its order."""
    return sorted(listed, key=lambda one: _day(one.changed), reverse=True)


def _day(changed: date | datetime | None) -> str:
    moment = changed.astimezone(UTC) if isinstance(changed, datetime) and changed.tzinfo else changed
    return moment.isoformat() if moment else ""
