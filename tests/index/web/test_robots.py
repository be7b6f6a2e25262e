"""robots.txt and manners: who may be asked for what, and how often."""

import socket
import time

import pytest

from index.web.fetch import Fetcher
from tests.web_desk import Clock, failed, fetched
from tests.web_site import Page, WebSite, article


def test_robots_txt_is_obeyed(site: WebSite, fetcher: Fetcher) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /private/\nAllow: /private/open$\n")
    site.pages["/private/a"] = site.pages["/private/open"] = article("A")
    assert "robots.txt" in failed(fetcher.fetch(site.url("/private/a"))).reason
    assert fetched(fetcher.fetch(site.url("/private/open"))).data
    assert site.paths == ["/private/open"]


def test_rules_for_dateline_go_before_those_for_all(site: WebSite, fetcher: Fetcher) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: dateline\nDisallow: /\n\nUser-agent: *\nDisallow:\n")
    assert "robots.txt" in failed(fetcher.fetch(site.url("/a"))).reason


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_site_without_robots_txt_allows_all(site: WebSite, fetcher: Fetcher, status: int) -> None:
    site.pages |= {"/robots.txt": Page(status=status), "/a": article("A")}
    assert fetched(fetcher.fetch(site.url("/a"))).data


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_robots_txt_that_cannot_be_had_now_forbids_for_now(site: WebSite, fetcher: Fetcher, status: int) -> None:
    site.pages |= {"/robots.txt": Page(status=status), "/a": article("A")}
    for _ in range(2):
        assert "robots.txt" in failed(fetcher.fetch(site.url("/a"))).reason
    assert [one.path for one in site.asked] == ["/robots.txt"]


def test_robots_txt_is_read_once_a_site(site: WebSite, fetcher: Fetcher) -> None:
    site.pages |= {
        "/robots.txt": Page(status=301, headers={"Location": "/r.txt"}),
        "/r.txt": Page(b"User-agent: *\nDisallow: /x"),
    }
    for path in ("/a", "/b", "/x"):
        fetcher.fetch(site.url(path))
    assert [one.path for one in site.asked] == ["/robots.txt", "/r.txt", "/a", "/b"]


def test_a_robots_txt_of_any_size_is_read_to_its_limit(site: WebSite, hasty: Fetcher) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /x\n" + b"# filler\n" * 100_000)
    site.pages["/a"] = article("A")
    assert fetched(hasty.fetch(site.url("/a"))).data
    assert "robots.txt" in failed(hasty.fetch(site.url("/x"))).reason


def test_rules_that_would_match_slowly_do_not_hold_up(site: WebSite, fetcher: Fetcher) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /" + b"*a" * 40 + b"*b$\n")
    started = time.monotonic()
    fetcher.fetch(site.url("/" + "a" * 200))
    assert time.monotonic() - started < 20


def test_a_host_is_asked_once_a_second(site: WebSite, fetcher: Fetcher, clock: Clock) -> None:
    for path in ("/a", "/b", "/c"):
        site.pages[path] = article(path)
        fetcher.fetch(site.url(path))
    assert clock.slept == [1.0, 1.0]


def test_time_spent_elsewhere_counts_as_pause(site: WebSite, fetcher: Fetcher, clock: Clock) -> None:
    fetcher.fetch(site.url("/a"))
    clock.now += 0.75
    fetcher.fetch(site.url("/b"))
    assert clock.slept == [0.25]


def test_the_pause_that_robots_txt_asks_for_is_kept(site: WebSite, fetcher: Fetcher, clock: Clock) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 7\n")
    for path in ("/a", "/b"):
        fetcher.fetch(site.url(path))
    assert clock.slept == [7.0]


def test_a_pause_too_long_leaves_the_page_for_another_time(site: WebSite, fetcher: Fetcher, clock: Clock) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 86400\n")
    site.pages["/a"] = article("A")
    assert fetched(fetcher.fetch(site.url("/a"))).data
    assert "wait 86400 seconds" in failed(fetcher.fetch(site.url("/b"))).reason
    assert clock.slept == []


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_says_when_to_come_again_is_asked_once_more(
    site: WebSite, fetcher: Fetcher, clock: Clock, status: int
) -> None:
    site.pages["/a"] = [Page(status=status, headers={"Retry-After": "12"}), article("Later")]
    assert fetched(fetcher.fetch(site.url("/a"))).data
    assert clock.slept == [12.0]
    site.pages["/b"] = Page(status=status, headers={"Retry-After": "2"})
    failed(fetcher.fetch(site.url("/b")))
    assert site.paths == ["/a", "/a", "/b", "/b"]


def test_retry_after_may_be_a_moment_of_the_servers_own_clock(site: WebSite, fetcher: Fetcher, clock: Clock) -> None:
    moment = {"Retry-After": "Thu, 12 Mar 2026 09:00:20 GMT"}
    busy = b"HTTP/1.0 503 Busy\r\nDate: Thu, 12 Mar 2026 09:00:00 GMT\r\nRetry-After: %s\r\n\r\n"
    site.pages["/a"] = [Page(raw=busy % moment["Retry-After"].encode()), article("Later")]
    assert fetched(fetcher.fetch(site.url("/a"))).data
    assert clock.slept == [20.0]


@pytest.mark.parametrize("value", ["3600", "-1", "soon", "Thu, 99 Foo 2026", "9" * 400, "²"])
def test_a_retry_after_too_long_or_unreadable_is_not_waited_for(
    site: WebSite, fetcher: Fetcher, clock: Clock, value: str
) -> None:
    head = b"HTTP/1.0 429 Slow down\r\nRetry-After: " + value.encode("latin-1", "replace") + b"\r\n\r\n"
    site.pages["/a"] = Page(raw=head)
    failed(fetcher.fetch(site.url("/a")))
    assert sum(clock.slept) <= 1


def test_a_host_that_fails_thrice_in_a_row_is_left_alone() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))  # nobody listens
        url = f"http://127.0.0.1:{bound.getsockname()[1]}/"
        fetcher = Fetcher(pause=0.0, allow_private=True)
        reasons = [failed(fetcher.fetch(url + str(number))).reason for number in range(5)]
    assert "cannot be reached" in reasons[0]
    assert reasons[-1].startswith("left out")


def test_a_host_that_has_had_enough_is_left_alone(site: WebSite, fetcher: Fetcher) -> None:
    for number in range(6):
        site.pages[f"/{number}"] = Page(status=429)
        failed(fetcher.fetch(site.url(f"/{number}")))
    assert site.paths == ["/0", "/1", "/2"]
