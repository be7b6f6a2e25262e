"""What the tests of fetching share: a clock, a library that syncs from a site on loopback, pages that name others."""

from pathlib import Path

from index.datatypes import Article, Failure, SyncOptions, SyncReport
from index.store.library import Library
from index.sync import Sync
from index.web.connect import Limits
from index.web.fetch import Fetched, Fetcher
from tests.conftest import WordEmbedder
from tests.web_site import Page, WebSite

PUBLISHED = '<meta property="article:published_time" content="2026-03-10T08:00:00+01:00">'
QUICK = Limits(connect=2.0, read=1.5, whole=3.0, size=100_000)


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


class Desk:
    """A library that syncs from the site, without pauses."""

    def __init__(self, folder: Path, site: WebSite) -> None:
        self.library = Library(folder)
        self.site = site

    def sync(
        self, *sources: str | Path, max_pages: int = 200, clean: bool | None = None, leave_out: tuple[str, ...] = ()
    ) -> SyncReport:
        fetcher = Fetcher(pause=0.0, allow_private=True)
        options = SyncOptions(max_pages=max_pages, clean=clean, leave_out=leave_out)
        sync = Sync(self.library, WordEmbedder(), options, fetcher=fetcher)
        *_, report = sync.steps([self.site.url(str(one)) if str(one).startswith("/@") else one for one in sources])
        assert isinstance(report, SyncReport)
        return report

    @property
    def articles(self) -> dict[str, Article]:
        """The stored articles by title."""
        return {one.title: one for one in self.library.articles()}


def fetched(found: Fetched | Failure) -> Fetched:
    assert isinstance(found, Fetched), found
    return found


def failed(found: Fetched | Failure) -> Failure:
    assert isinstance(found, Failure), found
    assert found.origin
    assert found.advice
    return found


def feed(site: WebSite, *paths: str, more: str = "", head: str = "") -> Page:
    items = "".join(f"<item><title>Title of {path}</title><link>{site.url(path)}</link>{more}</item>" for path in paths)
    xml = f'<rss version="2.0"><channel><title>The Varnholm Courier</title>{head}{items}</channel></rss>'
    return Page(xml.encode(), content_type="application/rss+xml", etag=f'"{hash((paths, more))}"')


def sitemap(site: WebSite, *paths: str) -> Page:
    urls = "".join(f"<url><loc>{site.url(path)}</loc></url>" for path in paths)
    return Page(f"<urlset>{urls}</urlset>".encode(), content_type="application/xml")


def counts(report: SyncReport) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.removed, report.unchanged
