import gzip
import socket
import ssl
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.datatypes import Failure
from index.web.connect import _tls
from index.web.fetch import Fetched, Fetcher, Validators, in_utf8
from tests.web_desk import QUICK, failed, fetched
from tests.web_site import Page, WebSite, article, drip


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
    assert time.monotonic() - started < 30  # without a limit it would be for ever


def test_a_server_that_never_answers_is_given_up_in_time(site: WebSite, hasty: Fetcher) -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()  # accepts in the kernel, and never answers
        started = time.monotonic()
        found = failed(hasty.fetch(f"http://127.0.0.1:{listening.getsockname()[1]}/"))
    assert "in time" in found.reason
    assert time.monotonic() - started < 30  # without a limit it would be for ever


def test_gzip_is_unpacked(site: WebSite, hasty: Fetcher) -> None:
    packed = gzip.compress(b"one ") + gzip.compress(b"two")
    site.pages["/a"] = Page(packed, headers={"Content-Encoding": "gzip"}, content_type="text/plain")
    assert fetched(hasty.fetch(site.url("/a"))).data == b"one two"


def test_a_gzip_bomb_is_stopped_at_the_limit(site: WebSite, hasty: Fetcher) -> None:
    site.pages["/a"] = Page(gzip.compress(bytes(200 * 2**20)), headers={"Content-Encoding": "gzip"})
    started = time.monotonic()
    assert "larger than" in failed(hasty.fetch(site.url("/a"))).reason
    assert time.monotonic() - started < 20


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
