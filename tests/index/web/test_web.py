"""Feeds, sitemaps and lists of addresses as sources, from a real server on loopback."""

import gzip
import json
import socket
from datetime import date
from pathlib import Path

import pytest

from index.datatypes import Article, SyncOptions, SyncReport
from index.store.library import Library
from index.sync import Sync
from index.web.fetch import Fetcher
from index.web.pages import fill
from tests.conftest import WordEmbedder
from tests.web_desk import PUBLISHED, Desk, counts, feed, sitemap
from tests.web_site import Page, WebSite, article

# feeds


def test_the_pages_of_a_feed_are_fetched_and_nothing_else(desk: Desk, site: WebSite) -> None:
    site.pages |= {
        "/@/feed": feed(site, "/a", "/b"),
        "/a": article("A", head='<link rel="next" href="/c">'),
        "/b": article("B"),
    }
    report = desk.sync("/@/feed")
    assert (counts(report), report.failed) == ((2, 0, 0, 0), ())
    assert site.paths == ["/@/feed", "/a", "/b"]


def test_what_a_page_does_not_state_is_taken_from_the_feed(desk: Desk, site: WebSite) -> None:
    more = "<pubDate>Thu, 12 Mar 2026 09:00:00 +0100</pubDate><author>m@a.example (Mara Halden)</author><category>Harbour</category>"
    site.pages |= {"/@/feed": feed(site, "/a", "/b", more=more), "/a": article("A", head=PUBLISHED), "/b": article("B")}
    desk.sync("/@/feed")
    first, second = desk.articles["A"], desk.articles["B"]
    assert str(first.published) == "2026-03-10 08:00:00+01:00"
    assert "feed" not in first.stated["published"]
    assert str(second.published) == "2026-03-12 09:00:00+01:00"
    assert second.stated["published"] == "feed pubDate"
    assert (second.outlet, second.authors, second.keywords) == ("The Varnholm Courier", ("Mara Halden",), ("Harbour",))
    assert second.stated["outlet"] == "feed title of the feed"


def test_an_article_keeps_what_it_states_and_gains_what_it_does_not() -> None:
    page = Article(
        id="1", title="P", text="t", published_in="2026-03", stated={"title": "h1", "published_in": "meta date"}
    )
    entry = Article(
        id="2", title="E", text="", published=date(2026, 3, 12), section="S", stated={"published": "feed pubDate"}
    )
    found = fill(page, entry)
    assert (found.title, found.published, found.published_in, found.section) == ("P", date(2026, 3, 12), None, "S")
    assert found.stated == {"title": "h1", "published": "feed pubDate"}


def test_a_feed_that_has_not_changed_stands_for_its_pages_for_an_hour(desk: Desk, site: WebSite) -> None:
    site.pages |= {"/@/feed": feed(site, "/a", "/b"), "/a": article("A"), "/b": article("B")}
    desk.sync("/@/feed")
    del site.asked[:]
    assert counts(desk.sync("/@/feed")) == (0, 0, 0, 2)
    assert site.paths == ["/@/feed"]
    with desk.library.database.transaction() as connection:
        connection.execute("UPDATE fetched SET fetched_at = '2026-03-12T00:00:00+00:00'")
    assert counts(desk.sync("/@/feed")) == (0, 0, 0, 2)
    assert site.paths == ["/@/feed", "/@/feed", "/a", "/b"]


def test_what_a_feed_no_longer_names_stays(desk: Desk, site: WebSite) -> None:
    site.pages |= {"/@/feed": feed(site, "/a"), "/a": article("A"), "/b": article("B")}
    desk.sync("/@/feed")
    site.pages["/@/feed"] = feed(site, "/b")
    assert counts(desk.sync("/@/feed")) == (1, 0, 0, 0)
    assert set(desk.articles) == {"A", "B"}


def test_a_page_that_fails_is_tried_again_though_the_feed_is_the_same(desk: Desk, site: WebSite) -> None:
    site.pages |= {"/@/feed": feed(site, "/a", "/b"), "/a": article("A"), "/b": Page(status=500)}
    report = desk.sync("/@/feed")
    assert (report.added, [failure.origin for failure in report.failed]) == (1, [site.url("/b")])
    site.pages["/b"] = article("B")
    assert counts(desk.sync("/@/feed")) == (1, 0, 0, 1)


def test_the_text_of_the_feed_stands_in_for_a_page_that_was_never_had(desk: Desk, site: WebSite) -> None:
    more = "<description>The old quay was closed, the feed says.</description>"
    site.pages |= {"/@/feed": feed(site, "/a", more=more), "/a": Page(status=403)}
    report = desk.sync("/@/feed")
    assert report.added == 1
    assert "feed's own text" in report.failed[0].advice
    (entry,) = desk.articles.values()
    assert (entry.text, entry.url) == ("The old quay was closed, the feed says.", site.url("/a"))
    site.pages["/a"] = article("A")
    assert counts(desk.sync("/@/feed")) == (0, 1, 0, 0)
    assert desk.articles["A"].id == entry.id
    site.pages["/a"] = Page(status=403)
    assert counts(desk.sync("/@/feed"))[:3] == (0, 0, 0)
    assert set(desk.articles) == {"A"}


def test_one_page_in_two_feeds_is_one_article(desk: Desk, site: WebSite) -> None:
    site.pages |= {"/@/one": feed(site, "/a"), "/@/two": feed(site, "/a", "/b"), "/a": article("A"), "/b": article("B")}
    report = desk.sync("/@/one", "/@/two")
    assert (counts(report), report.failed) == ((2, 0, 0, 0), ())
    assert site.paths.count("/a") <= 2


def test_an_atom_feed_and_a_json_feed_are_followed(desk: Desk, site: WebSite) -> None:
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><link href="{site.url("/a")}"/></entry></feed>'
    items = {"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [{"url": site.url("/b")}]}
    site.pages |= {
        "/@/atom": Page(atom.encode(), content_type="application/atom+xml"),
        "/@/json": Page(json.dumps(items).encode(), content_type="application/feed+json"),
        "/a": article("A"),
        "/b": article("B"),
    }
    assert desk.sync("/@/atom", "/@/json").added == 2
    assert desk.articles["B"].outlet == "J"


def test_a_feed_that_is_gone_or_broken_removes_nothing(desk: Desk, site: WebSite) -> None:
    site.pages |= {"/@/feed": feed(site, "/a"), "/a": article("A")}
    desk.sync("/@/feed")
    for now in (Page(status=404), Page(status=500), Page(b"<rss><channel><item>", content_type="text/xml")):
        site.pages["/@/feed"] = now
        report = desk.sync("/@/feed")
        assert report.removed == 0
        assert report.failed[0].origin.startswith(site.url("/@/feed"))
    assert set(desk.articles) == {"A"}


def test_pages_beyond_the_limit_are_left_out_aloud(desk: Desk, site: WebSite) -> None:
    paths = [f"/{number}" for number in range(7)]
    site.pages |= {path: article(f"T{path}") for path in paths} | {"/@/feed": feed(site, *paths)}
    report = desk.sync("/@/feed", max_pages=3)
    assert report.added == 3
    assert "names 7 pages; the first 3 were taken" in report.notes[0]


def test_robots_txt_holds_for_the_pages_of_a_feed(desk: Desk, site: WebSite) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /a")
    site.pages |= {"/@/feed": feed(site, "/a", "/b"), "/a": article("A"), "/b": article("B")}
    report = desk.sync("/@/feed")
    assert set(desk.articles) == {"B"}
    assert "robots.txt" in report.failed[0].reason


def test_links_of_a_feed_into_a_private_network_are_refused(tmp_path: Path, site: WebSite) -> None:
    """The feed is public here, its links are not: the port of the site stands for the public host."""
    port = int(site.host.partition(":")[2])
    real = socket.create_connection

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        assert address == ("93.184.215.14", 80)
        return real(("127.0.0.1", port), timeout)

    site.pages["/feed"] = feed(site, "/secret")
    library = Library(tmp_path)
    fetcher = Fetcher(pause=0.0, resolve=lambda host, _: ["93.184.215.14"] if host == "open.example" else [host])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.web.connect.socket.create_connection", connect)
        *_, report = Sync(library, WordEmbedder(), fetcher=fetcher).steps(["http://open.example/feed"])
    library.close()
    assert isinstance(report, SyncReport)
    assert "private or local" in report.failed[0].reason
    assert site.paths == ["/feed"]


# sitemaps and lists


def test_the_pages_of_a_sitemap_are_fetched_newest_first(desk: Desk, site: WebSite) -> None:
    days = {"/a": "2026-03-10", "/b": "2026-03-12", "/c": "", "/d": "2026-03-11T10:00:00Z"}
    urls = "".join(f"<url><loc>{site.url(path)}</loc><lastmod>{day}</lastmod></url>" for path, day in days.items())
    site.pages |= {path: article(f"T{path}") for path in days} | {
        "/@/map.xml": Page(f"<urlset>{urls}</urlset>".encode())
    }
    assert desk.sync("/@/map.xml", max_pages=3).added == 3
    assert site.paths == ["/@/map.xml", "/b", "/d", "/a"]


def test_a_news_sitemap_fills_in_what_pages_do_not_state(desk: Desk, site: WebSite) -> None:
    news = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">'
        f"<url><loc>{site.url('/a')}</loc><n:news><n:publication><n:name>The Courier</n:name><n:language>en</n:language>"
        "</n:publication><n:publication_date>2026-03-12T09:00:00+01:00</n:publication_date><n:title>A</n:title></n:news></url></urlset>"
    )
    site.pages |= {"/@/news.xml": Page(news.encode(), content_type="application/xml"), "/a": article("A")}
    desk.sync("/@/news.xml")
    found = desk.articles["A"]
    assert (found.outlet, str(found.published)) == ("The Courier", "2026-03-12 09:00:00+01:00")
    assert found.stated["published"] == "news sitemap publication_date"


def test_the_sitemaps_of_an_index_are_read_until_there_are_enough_pages(desk: Desk, site: WebSite) -> None:
    maps = [("/old.xml", "2024-01-01"), ("/new.xml.gz", "2026-03-01"), ("/mid.xml", "2025-01-01")]
    index = "".join(f"<sitemap><loc>{site.url(path)}</loc><lastmod>{day}</lastmod></sitemap>" for path, day in maps)
    packed = gzip.compress(sitemap(site, "/a", "/b").body)  # type: ignore[arg-type]
    site.pages |= {
        "/@/index.xml": Page(f"<sitemapindex>{index}</sitemapindex>".encode(), content_type="application/xml"),
        "/new.xml.gz": Page(packed, content_type="application/gzip"),
        "/mid.xml": sitemap(site, "/c", "/d"),
        "/old.xml": sitemap(site, "/e"),
    } | {f"/{name}": article(name.upper()) for name in "abcde"}
    report = desk.sync("/@/index.xml", max_pages=3)
    assert (report.added, report.failed) == (3, ())
    assert site.paths == ["/@/index.xml", "/new.xml.gz", "/mid.xml", "/a", "/b", "/c"]


@pytest.mark.parametrize(
    "below", [Page(status=404), Page(status=500), article("No sitemap"), Page(gzip.compress(b"x" * 100)[:-4])]
)
def test_a_sitemap_of_an_index_that_fails_is_reported(desk: Desk, site: WebSite, below: Page) -> None:
    index = f"<sitemapindex><sitemap><loc>{site.url('/x.xml')}</loc></sitemap></sitemapindex>"
    site.pages |= {"/@/index.xml": Page(index.encode()), "/x.xml": below}
    (failure,) = desk.sync("/@/index.xml").failed
    assert failure.origin == site.url("/x.xml")


def test_a_sitemap_that_unpacks_to_far_too_much_is_refused(desk: Desk, site: WebSite) -> None:
    bomb = gzip.compress(b"<urlset>" + bytes(60 * 2**20))
    index = f"<sitemapindex><sitemap><loc>{site.url('/x.xml.gz')}</loc></sitemap></sitemapindex>"
    site.pages |= {"/@/index.xml": Page(index.encode()), "/x.xml.gz": Page(bomb, content_type="application/gzip")}
    assert len(desk.sync("/@/index.xml").failed) == 1


def test_a_list_of_addresses_in_a_file_is_followed(desk: Desk, site: WebSite, tmp_path: Path) -> None:
    listed = tmp_path / "pages.txt"
    listed.write_text(f"# ours\n{site.url('/a')}\n{site.url('/b')}\n\n{site.url('/a')}\n")
    site.pages |= {"/a": article("A"), "/b": article("B"), "/c": article("C")}
    report = desk.sync(listed)
    assert (counts(report), report.failed, report.notes) == ((2, 0, 0, 0), (), ())


def test_what_is_taken_off_a_list_leaves(desk: Desk, site: WebSite, tmp_path: Path) -> None:
    listed = tmp_path / "pages.txt"
    site.pages |= {
        "/a": article("A"),
        "/b": article("B"),
        "/c": article("C"),
        "/@/list": Page(site.url("/c").encode(), content_type="text/plain"),
    }
    listed.write_text(f"{site.url('/a')}\n{site.url('/b')}\n{site.url('/c')}\n")
    assert desk.sync(listed, "/@/list").added == 3
    listed.write_text(f"{site.url('/a')}\n")
    report = desk.sync(listed)
    assert counts(report) == (0, 0, 1, 1)  # the other list still names /c
    assert set(desk.articles) == {"A", "C"}
    listed.write_text(f"{site.url('/a')}\n{site.url('/b')}\n")
    assert counts(desk.sync(listed)) == (1, 0, 0, 1)


def test_what_was_kept_of_a_list_leaves_with_a_sync_that_keeps_nothing(
    desk: Desk, site: WebSite, tmp_path: Path
) -> None:
    listed = tmp_path / "pages.txt"
    site.pages |= {"/a": article("A"), "/b": article("B")}
    listed.write_text(f"{site.url('/a')}\n{site.url('/b')}\n")
    desk.sync(listed)
    listed.write_text(f"{site.url('/a')}\n")
    for _ in range(2):
        keeping = Sync(
            desk.library,
            WordEmbedder(),
            SyncOptions(keep_removed=True),
            fetcher=Fetcher(pause=0.0, allow_private=True),
        )
        *_, report = keeping.steps([listed])
        assert isinstance(report, SyncReport)
        assert (counts(report), set(desk.articles)) == ((0, 0, 0, 1), {"A", "B"})
    assert counts(desk.sync(listed)) == (0, 0, 1, 1)
    assert counts(desk.sync(listed)) == (0, 0, 0, 1)
    listed.write_text(f"{site.url('/a')}\n{site.url('/b')}\n")
    assert counts(desk.sync(listed)) == (1, 0, 0, 1)


def test_a_list_that_fails_in_part_loses_nothing(desk: Desk, site: WebSite, tmp_path: Path) -> None:
    listed = tmp_path / "pages.txt"
    listed.write_text(f"{site.url('/a')}\n{site.url('/b')}\n")
    site.pages |= {"/a": article("A"), "/b": article("B")}
    desk.sync(listed)
    site.pages["/b"] = Page(status=500)
    report = desk.sync(listed)
    assert (report.removed, len(report.failed)) == (0, 1)
    assert set(desk.articles) == {"A", "B"}


def test_a_sitemap_in_a_file_is_followed_and_a_feed_in_a_file_is_read(
    desk: Desk, site: WebSite, tmp_path: Path
) -> None:
    local = tmp_path / "map.xml"
    local.write_bytes(sitemap(site, "/a").body)  # type: ignore[arg-type]
    site.pages["/a"] = article("A")
    assert desk.sync(local).added == 1
    (tmp_path / "feed.xml").write_bytes(feed(site, "/b", more="<description>The bridge is open.</description>").body)  # type: ignore[arg-type]
    assert desk.sync(tmp_path / "feed.xml").added == 1
    assert site.paths == ["/a"]


def test_an_article_that_only_begins_with_an_address_is_an_article(desk: Desk, site: WebSite, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("https://courier.example/quay\n\nThe old quay of Hallin was closed on Monday.\n")
    assert desk.sync(tmp_path / "a.txt").added == 1
    assert site.asked == []


def test_an_empty_feed_is_said_to_be_empty(desk: Desk, site: WebSite) -> None:
    site.pages["/@/feed"] = feed(site)
    assert "no entries" in desk.sync("/@/feed").notes[0]


def test_a_sync_broken_off_between_pages_goes_on_where_it_was(desk: Desk, site: WebSite) -> None:
    site.pages |= {"/@/feed": feed(site, "/a", "/b"), "/a": article("A"), "/b": article("B")}
    sync = Sync(desk.library, WordEmbedder(), fetcher=Fetcher(pause=0.0, allow_private=True))
    steps = sync.steps([site.url("/@/feed")])
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    report = desk.sync("/@/feed")
    assert report.failed == ()
    assert set(desk.articles) == {"A", "B"}


def test_a_page_that_is_left_out_by_name_is_not_fetched(desk: Desk, site: WebSite, tmp_path: Path) -> None:
    site.pages |= {"/@/quay": article("Quay"), "/@/live/fair": article("Fair")}
    listed = tmp_path / "pages.txt"
    listed.write_text("\n".join(map(site.url, ("/@/quay", "/@/live/fair", "/@/live/gone"))))
    report = desk.sync(listed, leave_out=("live/*",))
    assert (counts(report), report.failed) == ((1, 0, 0, 0), ())
    assert [one.path for one in site.asked if "live" in one.path] == []
    assert set(desk.articles) == {"Quay"}
