"""Which addresses are asked: public ones, each in one spelling."""

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.datatypes import Failure
from index.web.addresses import FetchError, address_of, is_public
from index.web.fetch import Fetcher
from tests.web_desk import failed, fetched
from tests.web_site import WebSite, article

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
