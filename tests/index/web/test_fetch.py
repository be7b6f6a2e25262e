import gzip
import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.datatypes import Failure
from index.web.addresses import FetchError, address_of, is_public
from index.web.connect import Limits, _tls
from index.web.fetch import Fetched, Fetcher, Validators, in_utf8
from tests.web_site import Page, WebSite, article, drip

QUICK = Limits(connect=1.0, read=0.3, whole=1.0, size=100_000)


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


@pytest.fixture
def site() -> Iterator[WebSite]:
    with WebSite() as opened:
        yield opened


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fetcher(clock: Clock) -> Fetcher:
    return Fetcher(allow_private=True, clock=clock, sleep=clock.sleep)


@pytest.fixture
def hasty() -> Fetcher:
    """In real time, with small limits and no pause."""
    return Fetcher(QUICK, pause=0.0, allow_private=True)


def fetched(found: Fetched | Failure) -> Fetched:
    assert isinstance(found, Fetched), found
    return found


def failed(found: Fetched | Failure) -> Failure:
    assert isinstance(found, Failure), found
    assert found.origin
    assert found.advice
    return found


def test_a_page_comes_as_it_was_sent(site: WebSite, fetcher: Fetcher) -> None:
    site.pages["/storm"] = article("Storm")
    found = fetched(fetcher.fetch(site.url("/storm")))
    assert (found.state, found.url, found.content_type) == ("read", site.url("/storm"), "text/html")
    assert b"Storm" in found.data


def test_requests_name_dateline_and_carry_no_cookie_and_no_referrer(site: WebSite, fetcher: Fetcher) -> None:
    site.pages["/"] = Page(b"x", headers={"Set-Cookie": "a=b"})
    fetcher.fetch(site.url("/"))
    fetcher.fetch(site.url("/"))
    sent = site.asked[-1].headers
    assert sent["user-agent"].startswith("Dateline")
    assert not {"cookie", "referer", "authorization"} & set(sent)


def test_a_proxy_of_the_environment_is_not_used(
    site: WebSite, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    site.pages["/"] = article("Direct")
    assert fetched(fetcher.fetch(site.url("/"))).data


def test_a_version_that_is_still_current_is_not_sent_again(site: WebSite, fetcher: Fetcher) -> None:
    site.pages["/a"] = Page(b"one", etag='"v1"')
    first = fetched(fetcher.fetch(site.url("/a")))
    second = fetched(fetcher.fetch(site.url("/a"), first.validators, first.url))
    assert first.validators == Validators('"v1"', None)
    assert second.state == "unchanged"


def test_validators_are_sent_only_to_the_address_that_gave_them(site: WebSite, fetcher: Fetcher) -> None:
    site.pages["/old"] = Page(status=301, headers={"Location": "/new"})
    site.pages["/new"] = Page(b"one", etag='"v1"')
    known = fetched(fetcher.fetch(site.url("/old")))
    fetcher.fetch(site.url("/old"), known.validators, known.url)
    asked = [(one.path, one.headers.get("if-none-match")) for one in site.asked[-2:]]
    assert asked == [("/old", None), ("/new", '"v1"')]


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_told_from_one_that_fails(site: WebSite, fetcher: Fetcher, status: int) -> None:
    site.pages["/a"] = Page(status=status)
    assert fetched(fetcher.fetch(site.url("/a"))).state == "gone"


@pytest.mark.parametrize("status", [304, 401, 403, 418, 451, 500, 503, 204, 206, 999])
def test_any_other_status_is_a_failure_with_advice(site: WebSite, fetcher: Fetcher, status: int) -> None:
    site.pages["/a"] = Page(status=status)
    assert str(status) in failed(fetcher.fetch(site.url("/a"))).reason


# redirects


def test_redirects_are_followed_and_the_last_address_is_told(site: WebSite, fetcher: Fetcher) -> None:
    for number in range(5):
        site.pages[f"/{number}"] = Page(status=302, headers={"Location": f"{number + 1}#part"})
    site.pages["/5"] = article("Arrived")
    assert fetched(fetcher.fetch(site.url("/0"))).url == site.url("/5")


@pytest.mark.parametrize(
    "location",
    ["/loop", "//[", "ftp://127.0.0.1/", "file:///etc/passwd", "http://a:b@127.0.0.1/", "javascript:alert(1)"],
)
def test_a_redirect_that_leads_nowhere_is_a_failure(site: WebSite, fetcher: Fetcher, location: str) -> None:
    site.pages["/loop"] = Page(status=302, headers={"Location": location})
    assert "redirect" in failed(fetcher.fetch(site.url("/loop"))).reason
    assert len(site.paths) <= 6


@pytest.mark.parametrize("host", ["169.254.169.254", "10.0.0.1", "[::1]", "0x7f.1", "2130706433"])
def test_a_redirect_into_a_private_network_is_refused(site: WebSite, host: str) -> None:
    site.pages["/"] = Page(status=302, headers={"Location": f"http://{host}/latest/meta-data/"})

    def resolve(name: str, port: int) -> list[str]:
        if name == "open.example":
            return ["93.184.215.14"]
        return [str(found[4][0]) for found in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)]

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        assert address[0] == "93.184.215.14", f"connected to {address}"
        return real(("127.0.0.1", int(site.host.partition(":")[2])), timeout)

    real = socket.create_connection
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.web.connect.socket.create_connection", connect)
        found = failed(Fetcher(pause=0.0, resolve=resolve).fetch("http://open.example/"))
    assert "private or local" in found.reason
    assert site.paths == ["/"]


# private networks


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_addresses_of_local_and_special_networks_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"])
def test_addresses_of_the_open_internet_are_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses())
def test_every_address_is_judged(address: object) -> None:
    assert is_public(str(address)) in (True, False)


def test_local_addresses_are_refused_unless_allowed(site: WebSite) -> None:
    found = failed(Fetcher(pause=0.0).fetch(site.url("/")))
    assert "private or local" in found.reason
    assert "--private" in found.advice
    assert site.asked == []


def test_a_name_is_resolved_once_and_the_judged_address_connected_to(site: WebSite) -> None:
    """DNS rebinding: a second answer of the name server is never asked for."""
    answers = iter([["127.0.0.1"], ["127.0.0.1"]])
    asked: list[str] = []

    def resolve(name: str, port: int) -> list[str]:
        asked.append(name)
        return next(answers)

    site.pages["/"] = article("Home")
    port = site.host.partition(":")[2]
    found = Fetcher(pause=0.0, allow_private=True, resolve=resolve).fetch(f"http://rebind.example:{port}/")
    assert fetched(found).data
    assert asked == ["rebind.example"] * 2  # robots.txt and the page, once each
    assert site.asked[-1].headers["host"] == f"rebind.example:{port}"


def test_of_several_addresses_only_public_ones_are_used() -> None:
    with pytest.MonkeyPatch.context() as patch:
        tried: list[str] = []

        def connect(address: tuple[str, int], timeout: float) -> socket.socket:
            tried.append(address[0])
            raise ConnectionRefusedError(111, "Connection refused")

        patch.setattr("index.web.connect.socket.create_connection", connect)
        resolve = lambda name, port: ["10.0.0.1", "93.184.215.14", "::1"]  # noqa: E731
        failed(Fetcher(pause=0.0, resolve=resolve).fetch("http://mixed.example/"))
    assert set(tried) == {"93.184.215.14"}


# addresses


@pytest.mark.parametrize(
    ("given_", "spelt"),
    [
        ("HTTP://Gazette.Example:80/Storm#top", "http://gazette.example/Storm"),
        ("https://gazette.example:443", "https://gazette.example/"),
        ("https://gazette.example/a?utm_source=rss&id=7&fbclid=x", "https://gazette.example/a?id=7"),
        ("https://gazette.example/a?b", "https://gazette.example/a?b"),
        (" https://zeitung.example/über das?q=ä ", "https://zeitung.example/%C3%BCber%20das?q=%C3%A4"),
        ("https://bücher.example./x", "https://xn--bcher-kva.example/x"),
        ("http://[2001:DB8::1]:8080/a", "http://[2001:db8::1]:8080/a"),
        ("https://a.example/%7Ea%2Fb", "https://a.example/%7Ea%2Fb"),
    ],
)
def test_an_address_has_one_spelling(given_: str, spelt: str) -> None:
    assert address_of(given_) == spelt
    assert address_of(spelt) == spelt


@pytest.mark.parametrize(
    "wrong", ["", "https://", "gazette.example", "ftp://a.example/", "http://a b/", "https://u:p@a.example/", "http://a:x/",
              "http://[::1", "http://" + "a" * 70 + ".example/", "http://a.example/" + "x" * 5000, "file:///etc/passwd"]
)  # fmt: skip
def test_what_is_no_address_is_refused_with_advice(wrong: str) -> None:
    with pytest.raises(FetchError) as caught:
        address_of(wrong)
    assert caught.value.reason
    assert caught.value.advice
    assert isinstance(Fetcher().fetch(wrong), Failure)


@given(st.text(max_size=60))
def test_any_text_after_the_scheme_gives_an_ascii_address_or_a_refusal(text: str) -> None:
    try:
        found = address_of(f"http://{text}")
    except FetchError:
        return
    assert found.isascii()
    assert found.isprintable()
    assert " " not in found
    assert address_of(found) == found


# robots.txt and manners


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
    assert time.monotonic() - started < 5


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


# limits


def test_a_body_over_the_limit_is_refused(site: WebSite, hasty: Fetcher) -> None:
    site.pages["/a"] = Page(b"x" * 100_001)
    assert "larger than" in failed(hasty.fetch(site.url("/a"))).reason


def test_a_body_without_end_is_refused_at_the_limit(site: WebSite, hasty: Fetcher) -> None:
    site.pages["/a"] = Page(drip(b"x" * 10_000, 0.0))
    assert "larger than" in failed(hasty.fetch(site.url("/a"))).reason


def test_a_body_that_never_ends_but_trickles_is_given_up_in_time(site: WebSite, hasty: Fetcher) -> None:
    site.pages["/a"] = Page(drip(b"x", 0.05))
    started = time.monotonic()
    assert "in time" in failed(hasty.fetch(site.url("/a"))).reason
    assert time.monotonic() - started < 3


def test_a_server_that_never_answers_is_given_up_in_time(site: WebSite, hasty: Fetcher) -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()  # accepts in the kernel, and never answers
        started = time.monotonic()
        found = failed(hasty.fetch(f"http://127.0.0.1:{listening.getsockname()[1]}/"))
    assert "in time" in found.reason
    assert time.monotonic() - started < 3


def test_gzip_is_unpacked(site: WebSite, hasty: Fetcher) -> None:
    packed = gzip.compress(b"one ") + gzip.compress(b"two")
    site.pages["/a"] = Page(packed, headers={"Content-Encoding": "gzip"}, content_type="text/plain")
    assert fetched(hasty.fetch(site.url("/a"))).data == b"one two"


def test_a_gzip_bomb_is_stopped_at_the_limit(site: WebSite, hasty: Fetcher) -> None:
    site.pages["/a"] = Page(gzip.compress(bytes(200 * 2**20)), headers={"Content-Encoding": "gzip"})
    started = time.monotonic()
    assert "larger than" in failed(hasty.fetch(site.url("/a"))).reason
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    "page",
    [
        Page(gzip.compress(b"one two three" * 50)[:-9], headers={"Content-Encoding": "gzip"}),
        Page(b"no gzip", headers={"Content-Encoding": "gzip"}),
        Page(b"x", headers={"Content-Encoding": "br"}),
        Page(b"short", length=500),
        Page(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel"),
        Page(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello"),
        Page(raw=b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 5000 + b"\r\n"),
        Page(raw=b"HTTP/1.1 200 OK\r\nX-A: " + b"b" * 200_000 + b"\r\n\r\n"),
        Page(raw=b"SSH-2.0-OpenSSH_9.6\r\n"),
        Page(raw=b""),
        Page(raw=bytes(range(256)) * 40),
        Page(raw=b"HTTP/1.1 2OO OK\r\n\r\n"),
        Page(raw=b"HTTP/1.1 301 Moved\r\nLocation: http://\xff\xfe\x80 b/\r\n\r\n"),
    ],
)
def test_a_broken_answer_is_a_failure(site: WebSite, hasty: Fetcher, page: Page) -> None:
    site.pages["/a"] = page
    failed(hasty.fetch(site.url("/a")))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=120), st.booleans())
def test_any_answer_gives_something_or_a_failure(answer: bytes, begun: bool) -> None:
    with WebSite() as site:
        site.pages["/a"] = Page(raw=(b"HTTP/1.1 200 OK\r\n" if begun else b"") + answer)
        assert isinstance(Fetcher(QUICK, pause=0.0, allow_private=True).fetch(site.url("/a")), Fetched | Failure)


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "audio/mpeg", "font/woff2", "text/css"])
def test_what_cannot_be_an_article_is_not_downloaded(site: WebSite, hasty: Fetcher, kind: str) -> None:
    site.pages["/a"] = Page(drip(b"x" * 1000, 0.01), content_type=kind)
    assert kind in failed(hasty.fetch(site.url("/a"))).reason


def test_an_unknown_host_is_a_failure_that_names_it() -> None:
    def resolve(name: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    assert "nowhere.example" in failed(Fetcher(resolve=resolve).fetch("https://nowhere.example/")).reason


def test_https_without_a_valid_certificate_is_refused(site: WebSite) -> None:
    """The server speaks no TLS at all: what matters is that nothing is fetched in the clear instead."""
    found = failed(Fetcher(QUICK, pause=0.0, allow_private=True).fetch(site.url("/").replace("http:", "https:")))
    assert "cannot be reached" in found.reason or "broken" in found.reason
    assert site.paths == []


def tls_fetch(site: WebSite, certificate: Path, host: str) -> Fetched | Failure:
    site.speak_tls(certificate)
    site.pages["/"] = article("Sealed")
    fetcher = Fetcher(QUICK, pause=0.0, allow_private=True, resolve=lambda host, port: ["127.0.0.1"])
    return fetcher.fetch(f"https://{host}:{site.host.partition(':')[2]}/")


def test_a_certificate_that_nobody_signed_is_refused(site: WebSite, certificate: Path) -> None:
    found = failed(tls_fetch(site, certificate, "localhost"))
    assert "certificate" in found.reason
    assert site.asked == []


@pytest.mark.parametrize(("host", "trusted"), [("localhost", True), ("other.example", False)])
def test_a_trusted_certificate_is_good_for_its_own_host_only(
    site: WebSite, certificate: Path, monkeypatch: pytest.MonkeyPatch, host: str, trusted: bool
) -> None:
    monkeypatch.setattr("index.web.connect._tls", lambda: ssl.create_default_context(cafile=certificate))
    found = tls_fetch(site, certificate, host)
    assert isinstance(found, Fetched) is trusted
    assert bool(site.asked) is trusted


def test_certificates_are_verified() -> None:
    context = _tls()
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.check_hostname


# charsets


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("Müller".encode("latin-1"), "iso-8859-1", "Müller"),
        ("“Sturm”".encode("cp1252"), "ISO-8859-1", "“Sturm”"),
        ("Буря".encode("cp1251"), "windows-1251", "Буря"),
        ("Müller".encode(), "iso-8859-1", "Müller"),
        ("嵐の港".encode("iso2022_jp"), "iso-2022-jp", "嵐の港"),
        ("Буря".encode("utf-16-le"), "utf-16le", "Буря"),
        ("Müller".encode(), None, "Müller"),
        ("Müller".encode(), "no-such-charset", "Müller"),
    ],
)
def test_the_charset_of_the_header_is_used_where_the_bytes_are_not_utf8(
    data: bytes, charset: str | None, text: str
) -> None:
    assert in_utf8(data, charset).decode("utf-8-sig") == text


@given(
    st.binary(max_size=80),
    st.sampled_from(["utf-16", "utf-7", "hz", "punycode", "idna", "rot13", "base64", "zlib", "big5", "\x00"]),
)
def test_no_bytes_and_no_charset_raise(data: bytes, charset: str) -> None:
    assert isinstance(in_utf8(data, charset), bytes)
