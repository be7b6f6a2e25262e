"""What a site's robots.txt asks of Dateline, read once a session and obeyed (RFC 9309)."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from index.web.addresses import FetchError
from index.web.connect import Reply

AGENT = "Dateline"
MAX_BYTES = 512 * 1024
"""What must be read of a robots.txt by RFC 9309; the rest is ignored."""


class Robots:
    """The rules of every site asked so far; `get` fetches a robots.txt, redirects followed."""

    def __init__(self, get: Callable[[str], Reply]) -> None:
        self._get = get
        self._known: dict[str, Any] = {}

    def check(self, url: str) -> float:
        """The seconds that the site wants between requests; FetchError where it does not want this page fetched."""
        rules = self._rules(url)
        if rules is None:
            return 0.0
        if not rules.can_fetch(url, AGENT):
            advice = "Ask the publisher, or save the page in a browser and sync the file."
            raise FetchError("the site's robots.txt does not allow Dateline to fetch it", advice)
        return float(rules.crawl_delay(AGENT) or 0.0)

    def _rules(self, url: str) -> Any:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._known:
            self._known[site] = self._read(f"{site}/robots.txt")
        known = self._known[site]
        if isinstance(known, FetchError):
            raise FetchError(known.reason, known.advice, lasting=known.lasting)
        return known

    def _read(self, address: str) -> Any:
        """The rules, None where there are none, or the error that keeps the whole site from being fetched now."""
        from protego import Protego

        try:
            reply = self._get(address)
        except FetchError as error:
            return error
        if reply.status == 200:
            return Protego.parse(reply.body.decode("utf-8-sig", "replace"))
        if reply.status == 429 or reply.status >= 500:
            reason = f"the site's robots.txt cannot be read now (status {reply.status}), and may forbid it"
            return FetchError(reason, "Sync again later.", lasting=True)
        return None  # a site without the file, or that keeps it to itself, asks for nothing
