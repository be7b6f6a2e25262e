"""Pages and documents at web addresses: read, read again, corrected, gone, removed; from a real server on loopback."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.datatypes import SyncReport
from index.store.library import Library
from index.sync import Sync
from tests.conftest import WordEmbedder
from tests.web_desk import PUBLISHED, Desk, counts, feed
from tests.web_site import Page, WebSite, article


def test_a_page_becomes_an_article_with_its_address(desk: Desk, site: WebSite) -> None:
    site.pages["/@/quay"] = article("Quay closed", head=PUBLISHED)
    report = desk.sync("/@/quay")
    assert (counts(report), report.failed) == ((1, 0, 0, 0), ())
    (found,) = desk.articles.values()
    assert found.title == "Quay closed"
    assert found.text.startswith("The old quay of Hallin was closed")
    assert (found.origin, found.url) == (site.url("/@/quay"), site.url("/@/quay"))
    assert found.stated["url"] == "address"
    assert str(found.published) == "2026-03-10 08:00:00+01:00"


def test_the_canonical_address_that_a_page_states_is_its_address(desk: Desk, site: WebSite) -> None:
    site.pages["/@/old"] = Page(status=301, headers={"Location": "/@/amp"})
    site.pages["/@/amp"] = article("Quay", head='<link rel="canonical" href="https://courier.example/quay">')
    desk.sync("/@/old")
    found = desk.articles["Quay"]
    assert (found.url, found.origin) == ("https://courier.example/quay", site.url("/@/amp"))


def test_a_page_that_has_not_changed_is_not_sent_again(desk: Desk, site: WebSite) -> None:
    site.pages["/@/quay"] = Page(article("Quay").body, etag='"v1"')
    desk.sync("/@/quay")
    report = desk.sync("/@/quay")
    assert (counts(report), report.chunks) == ((0, 0, 0, 1), 0)
    assert [one.headers.get("if-none-match") for one in site.asked if one.path == "/@/quay"] == [None, '"v1"']


def test_a_page_without_validators_is_known_by_its_bytes(desk: Desk, site: WebSite) -> None:
    site.pages["/@/quay"] = article("Quay")
    desk.sync("/@/quay")
    assert counts(desk.sync("/@/quay")) == (0, 0, 0, 1)
    site.pages["/@/quay"] = Page(article("Quay").body + b"<!-- served by 7 -->")  # type: ignore[operator]
    report = desk.sync("/@/quay")
    assert (counts(report), report.chunks) == ((0, 0, 0, 1), 0)


def test_a_corrected_page_replaces_its_article(desk: Desk, site: WebSite) -> None:
    site.pages["/@/quay"] = Page(article("Quay").body, etag='"v1"')
    desk.sync("/@/quay")
    first = desk.articles["Quay"]
    site.pages["/@/quay"] = Page(
        article("Quay", "Correction: two cracks were found, not one, the office now says.").body, etag='"v2"'
    )
    assert counts(desk.sync("/@/quay")) == (0, 1, 0, 0)
    assert desk.articles["Quay"].id == first.id
    assert "two cracks" in desk.articles["Quay"].text


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_takes_its_article_along(desk: Desk, site: WebSite, status: int) -> None:
    site.pages["/@/quay"] = article("Quay")
    desk.sync("/@/quay")
    site.pages["/@/quay"] = Page(status=status)
    report = desk.sync("/@/quay")
    assert (counts(report), report.failed) == ((0, 0, 1, 0), ())
    assert desk.articles == {}
    (failure,) = desk.sync("/@/quay").failed
    assert failure.origin == site.url("/@/quay")
    site.pages["/@/quay"] = article("Quay")
    assert counts(desk.sync("/@/quay")) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    "now",
    [
        Page(status=500),
        Page(status=403),
        Page(b"<html><p>Log in</p></html>"),
        Page(b""),
        Page(b"x", content_type="image/png"),
    ],
)
def test_any_other_trouble_keeps_what_was_stored(desk: Desk, site: WebSite, now: Page) -> None:
    site.pages["/@/quay"] = article("Quay")
    desk.sync("/@/quay")
    site.pages["/@/quay"] = now
    report = desk.sync("/@/quay")
    assert counts(report) == (0, 0, 0, 0)
    assert [failure.origin for failure in report.failed] == [site.url("/@/quay")]
    assert "Quay" in desk.articles


def test_an_article_removed_by_hand_is_fetched_anew(desk: Desk, site: WebSite) -> None:
    site.pages["/@/quay"] = Page(article("Quay").body, etag='"v1"')
    desk.sync("/@/quay")
    desk.library.remove([desk.articles["Quay"].id])
    assert counts(desk.sync("/@/quay")) == (1, 0, 0, 0)


def test_a_page_whose_article_was_removed_for_good_is_said_to_be_left_out_each_time(desk: Desk, site: WebSite) -> None:
    site.pages["/@/quay"] = Page(article("Quay").body, etag='"v1"')
    site.pages["/@/feed"] = feed(site, "/@/quay")
    desk.sync("/@/feed")
    desk.library.removals.bury([desk.articles["Quay"].id], datetime(2026, 3, 12, tzinfo=UTC))
    said = "1 article was left out: it was removed for good. --again takes it."
    for source in ("/@/quay", "/@/quay", "/@/feed", "/@/feed"):  # each is read anew once, and then found unchanged
        report = desk.sync(source)
        assert (counts(report), report.not_taken, report.notes) == ((0, 0, 0, 0), 1, (said,)), source
    assert desk.articles == {}


def test_of_a_page_of_records_what_was_removed_for_good_is_said_beside_what_is_unchanged(
    desk: Desk, site: WebSite
) -> None:
    records = [{"id": name, "title": name, "text": f"The {name} has shut."} for name in ("pier", "mill")]
    site.pages["/@/all.jsonl"] = Page("\n".join(map(json.dumps, records)).encode(), etag='"v1"')
    desk.sync("/@/all.jsonl")
    desk.library.removals.bury(["pier"], datetime(2026, 3, 12, tzinfo=UTC))
    report = desk.sync("/@/all.jsonl")
    assert (counts(report), report.not_taken, list(desk.articles)) == ((0, 0, 0, 1), 1, ["mill"])


def test_one_page_under_two_addresses_is_one_article(desk: Desk, site: WebSite) -> None:
    site.pages["/@/quay"] = article("Quay")
    site.pages["/@/short"] = Page(status=302, headers={"Location": "/@/quay"})
    tracked = "/@/quay?utm_source=rss#top"
    assert counts(desk.sync("/@/quay", "/@/short", tracked)) == (1, 0, 0, 0)
    assert len(desk.articles) == 1
    assert counts(desk.sync("/@/short")) == (0, 0, 0, 1)
    assert counts(desk.sync(tracked)) == (0, 0, 0, 1)
    site.pages["/@/quay"] = article(
        "Quay open", "The old quay of Hallin was opened again after the crack was mended well."
    )
    assert counts(desk.sync("/@/short")) == (0, 1, 0, 0)
    assert set(desk.articles) == {"Quay open"}


def test_a_document_of_many_records_is_read_like_a_file(desk: Desk, site: WebSite) -> None:
    records = [{"title": f"T{n}", "text": f"Record number{n} says something."} for n in range(3)]
    lines = "\n".join(map(json.dumps, records)).encode()
    site.pages["/@/all.jsonl"] = Page(lines, content_type="application/octet-stream")
    assert counts(desk.sync("/@/all.jsonl")) == (3, 0, 0, 0)
    site.pages["/@/all.jsonl"] = Page(lines[: lines.rindex(b"\n")], content_type="application/octet-stream")
    assert counts(desk.sync("/@/all.jsonl")) == (0, 0, 1, 2)


def test_the_charset_of_the_header_is_used(desk: Desk, site: WebSite) -> None:
    page = article("Sturm über Müritz").body.decode().replace('<meta charset="utf-8">', "")  # type: ignore[union-attr]
    site.pages["/@/s"] = Page(page.encode("latin-1"), content_type="text/html; charset=ISO-8859-1")
    desk.sync("/@/s")
    assert "Sturm über Müritz" in desk.articles


def test_a_page_is_read_again_when_cleaning_is_switched(desk: Desk, site: WebSite) -> None:
    body = "The old quay of Hallin was closed.\n\nAdvertisement\n\nIt opens on Sunday."
    site.pages["/@/quay.txt"] = Page(f"Quay shut\n\n{body}\n".encode(), content_type="text/plain", etag='"1"')
    for clean, held in ((None, False), (False, True), (None, True), (True, False)):
        desk.sync("/@/quay.txt", clean=clean)
        assert ("Advertisement" in desk.articles["Quay shut"].text) is held


def test_files_folders_and_addresses_are_synced_together(desk: Desk, site: WebSite, tmp_path: Path) -> None:
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "bridge.txt").write_text("Bridge closed\n\nThe Orlen bridge was closed on Monday.\n")
    (tmp_path / "f" / "mill.txt").write_text("Mill sold\n\nThe Orlen mill was sold on Monday.\n")
    site.pages["/@/quay"] = article("Quay")
    assert desk.sync(tmp_path / "f", "/@/quay").added == 3
    (tmp_path / "f" / "bridge.txt").unlink()
    assert counts(desk.sync(tmp_path / "f")) == (0, 0, 1, 1)
    assert set(desk.articles) == {"Mill sold", "Quay"}


@pytest.mark.parametrize("address", ["http://", "https://u:p@a.example/", "http://a b", "HTTPS://[::1"])
def test_what_is_no_address_is_reported(desk: Desk, address: str) -> None:
    (failure,) = desk.sync(address).failed
    assert failure.origin == address
    assert failure.advice


def test_private_addresses_are_refused_by_default(tmp_path: Path, site: WebSite) -> None:
    site.pages["/@/quay"] = article("Quay")
    library = Library(tmp_path)
    *_, report = Sync(library, WordEmbedder()).steps([site.url("/@/quay")])
    library.close()
    assert isinstance(report, SyncReport)
    assert "private or local" in report.failed[0].reason
    assert site.asked == []
