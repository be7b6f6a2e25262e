"""An address -> what is there: robots.txt obeyed, one request at a time and a pause per host, redirects judged anew.

Only addresses that a person named, or that a feed, sitemap or list they named lists, come here. No cookie, no
credential and no proxy is used.
"""

import re
import time
from codecs import BOM_UTF8, lookup
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from typing import Literal
from urllib.parse import urljoin, urlsplit

from index.datatypes import Failure
from index.web.addresses import FetchError, address_of
from index.web.connect import Limits, Reply, Resolve, get, resolve
from index.web.patience import patience, retry_after
from index.web.robots import AGENT, MAX_BYTES, Robots

PAUSE = 1.0
"""Seconds between two requests to a host, the least that news sites ask for in robots.txt."""
MOST_WAIT = 60.0
"""The longest that a host may make us wait, by Crawl-delay or Retry-After, before the page is left for another sync."""
_REDIRECTS = 5
_STRIKES = 3
_NO_ARTICLE = ("image/", "audio/", "video/", "font/", "text/css", "text/javascript", "application/javascript")
_CHARSETS = re.compile(r"cp\d|iso8859|iso2022|utf-16|utf-32|koi8|big5|gb|shift_jis|euc_|mac|hz|tis-620")
_STATEFUL = ("utf-16", "utf-32", "iso2022", "hz")


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of the version that it sent, to ask whether that is still the current one."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave; `url` is where that was, `data` in UTF-8 where the header named another charset."""

    url: str
    state: Literal["read", "unchanged", "gone"]
    data: bytes = b""
    content_type: str = ""
    validators: Validators = Validators()


class Fetcher:
    """Fetches for one sync, one address at a time; clock, sleep and name resolution are passed in."""

    def __init__(
        self,
        limits: Limits = Limits(),  # noqa: B008 (a frozen value)
        *,
        pause: float = PAUSE,
        allow_private: bool = False,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        resolve: Resolve = resolve,
    ) -> None:
        self._limits, self._pause, self._allow_private = limits, pause, allow_private
        self._clock, self._sleep, self._resolve = clock, sleep, resolve
        self._robots = Robots(self._robots_txt)
        self._last: dict[str, float] = {}  # host -> when it was last asked
        self._strikes: dict[str, int] = {}  # host -> failures in a row
        self.patience: dict[str, float] = {}
        """How many seconds from then on an address asks not to be fetched again, where its server said so."""

    def fetch(self, address: str, known: Validators | None = None, final: str | None = None) -> Fetched | Failure:
        """What is at the address, or why it could not be had; never raises for what a server does.

        `known` are the validators of the version that was had before from `final`; they are sent to nobody else.
        """
        try:
            return self._follow(address_of(address), known, final)
        except FetchError as error:
            if error.wait is not None:
                self.patience[address] = error.wait
            return Failure(address, error.reason, error.advice)

    def _follow(self, url: str, known: Validators | None, final: str | None) -> Fetched:
        address = url
        for _ in range(_REDIRECTS + 1):
            conditions = known if known and url == final else None
            reply = self._ask(url, conditions)
            target = _redirect(url, reply)
            if target is None:
                if (wait := patience(reply)) is not None:
                    self.patience[address] = wait
                return _judged(url, reply, asked=conditions is not None)
            url = target
        raise _too_many_redirects()

    def _ask(self, url: str, known: Validators | None) -> Reply:
        """One polite request, repeated once where the server says when to come again."""
        host = urlsplit(url).netloc
        if self._strikes.get(host, 0) >= _STRIKES:
            reason = f"left out: {host} failed {_STRIKES} times in a row"
            raise FetchError(reason, "Sync again later.")
        try:
            delay = max(self._pause, self._robots.check(url))
            reply = self._spaced(url, host, delay, known)
            if reply.status in (429, 503) and (wait := retry_after(reply)) is not None:
                reply = self._spaced(url, host, max(delay, wait), known)
            if reply.status in (429, 503):
                raise _refusal(reply.status, retry_after(reply))
        except FetchError as error:
            self._strikes[host] = self._strikes.get(host, 0) + 1 if error.lasting else 0
            raise
        self._strikes[host] = 0
        return reply

    def _spaced(self, url: str, host: str, delay: float, known: Validators | None) -> Reply:
        wait = self._last[host] + delay - self._clock() if host in self._last else 0.0
        if wait > MOST_WAIT:
            reason = f"{host} asks to wait {wait:.0f} seconds before the next request"
            raise FetchError(reason, "Sync again later.", wait=wait)
        if wait > 0:
            self._sleep(wait)
        try:
            return self._get(url, _headers(known), self._limits)
        finally:
            self._last[host] = self._clock()

    def _get(self, url: str, headers: dict[str, str], limits: Limits, *, cut: bool = False) -> Reply:
        return get(
            url, headers, limits, clock=self._clock, resolve=self._resolve, allow_private=self._allow_private,
            wanted=(lambda _: None) if cut else _refuse_media, cut=cut,
        )  # fmt: skip

    def _robots_txt(self, url: str) -> Reply:
        limits = replace(self._limits, size=min(MAX_BYTES, self._limits.size))
        for _ in range(_REDIRECTS + 1):
            reply = self._get(url, _headers(None), limits, cut=True)
            target = _redirect(url, reply)
            if target is None:
                return reply
            url = target
        return Reply(404, {})  # RFC 9309: as if there were none


def user_agent() -> str:
    """How Dateline names itself to servers."""
    try:
        return f"{AGENT}/{version('dateline')} (+local archive)"
    except PackageNotFoundError:
        return f"{AGENT} (+local archive)"


def _headers(known: Validators | None) -> dict[str, str]:
    headers = {
        "User-Agent": user_agent(),
        "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8",
    }
    if known and known.etag:
        headers["If-None-Match"] = known.etag
    if known and known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    return headers


def _redirect(url: str, reply: Reply) -> str | None:
    """Where the answer sends us, as an address to be judged like any other."""
    location = reply.headers.get("location")
    if reply.status not in (301, 302, 303, 307, 308) or not location:
        return None
    try:
        return address_of(urljoin(url, location))
    except (FetchError, ValueError):
        reason = f"it redirects to {location[:200]!r}, which cannot be followed"
        raise FetchError(reason, "Open it in a browser and give the address that it ends at.") from None


def _judged(url: str, reply: Reply, *, asked: bool) -> Fetched:
    if reply.status == 200:
        sent = Validators(_header(reply, "etag"), _header(reply, "last-modified"))
        return Fetched(url, "read", in_utf8(reply.body, reply.charset), reply.content_type, sent)
    if reply.status == 304 and asked:
        return Fetched(url, "unchanged")
    if reply.status in (404, 410):
        return Fetched(url, "gone")
    raise _refusal(reply.status)


def _refusal(status: int, wait: float | None = None) -> FetchError:
    if status in (401, 402, 403, 407, 451):
        advice = "If you may read it, save the page in a browser and sync the file."
        return FetchError(f"the server does not give it to us (status {status})", advice)
    if status in (429, 503):
        reason = f"the server is overloaded or has had too many requests (status {status})"
        return FetchError(reason, "Sync again later.", lasting=True, wait=wait)
    if status >= 500:
        return FetchError(f"the server has a problem (status {status})", "Sync again later.")
    advice = "Open it in a browser; if an article is there, save the page and sync the file."
    return FetchError(f"the server answered with status {status} and no page", advice)


def _refuse_media(reply: Reply) -> None:
    if reply.content_type.startswith(_NO_ARTICLE):
        raise FetchError(f"no article but {reply.content_type[:60]}", "Give the address of the page of an article.")


def _header(reply: Reply, name: str) -> str | None:
    """A header that can be sent back as it came."""
    value = reply.headers.get(name, "")
    return value if 0 < len(value) <= 1000 and value.isascii() and value.isprintable() else None


def in_utf8(data: bytes, charset: str | None) -> bytes:
    """Text that the header declares to be in another charset, in UTF-8 with its mark; anything else as it is.

    Bytes that are valid UTF-8 stay: servers declare ISO-8859-1 for everything, and no other text is UTF-8 by accident.
    """
    name = _known_charset(charset)
    if name is None or (not name.startswith(_STATEFUL) and _is_utf8(data)):
        return data
    name = "cp1252" if name == "iso8859-1" else name
    return BOM_UTF8 + data.decode(name, "replace").encode("utf-8", "replace")


def _known_charset(charset: str | None) -> str | None:
    """Python's name of a charset that text on the web can be in, UTF-8 left out."""
    try:
        name = lookup(charset).name if charset else ""
    except (LookupError, ValueError):
        return None
    return name if _CHARSETS.match(name) else None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _too_many_redirects() -> FetchError:
    return FetchError(f"more than {_REDIRECTS} redirects", "Open it in a browser and give the address that it ends at.")
