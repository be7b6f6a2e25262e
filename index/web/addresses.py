"""Web addresses and what they lead to: one spelling for each, and which networks are public."""

import ipaddress
import re
from urllib.parse import quote, urlsplit, urlunsplit

from index.errors import SourceError

_TRACKERS = re.compile(r"utm_\w+|fbclid|gclid|msclkid|mc_[ce]id|at_(?:medium|campaign)", re.IGNORECASE)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class FetchError(SourceError):
    """An address could not be fetched; `lasting` where the next address of the same host would fare the same.

    `wait` are the seconds after which its host wants to be asked again, where it says so.
    """

    def __init__(self, reason: str, advice: str, *, lasting: bool = False, wait: float | None = None) -> None:
        super().__init__(f"{reason}. {advice}")
        self.reason, self.advice, self.lasting, self.wait = reason, advice, lasting, wait


def address_of(url: str) -> str:
    """One spelling of a web address: ASCII, host in lower case, without fragment, default port and trackers."""
    advice = "Give a whole address, such as https://gazette.example/storm."
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
        host = host if ":" in host else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise FetchError("it is not a web address", advice) from None
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"[\w.:-]+", host) or len(url) > 4000:
        raise FetchError("it is not a web address that starts with http:// or https://", advice)
    if "@" in parts.netloc:
        raise FetchError("it holds a user name or password, which are never sent", "Give the address without them.")
    place = f"[{host}]" if ":" in host else host
    if port and port != default_port(parts.scheme):
        place = f"{place}:{port}"
    return urlunsplit((parts.scheme, place, _ascii(parts.path) or "/", _query(parts.query), ""))


def is_web_address(source: str) -> bool:
    """Whether a source is meant as an address rather than a path."""
    return source.lower().startswith(("http://", "https://"))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open Internet, also when it is wrapped in an IPv6 address."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def default_port(scheme: str) -> int:
    """The port that an address without one means."""
    return 443 if scheme == "https" else 80


def _ascii(text: str) -> str:
    """Percent-encoded where it must be; what is encoded already stays."""
    return quote(text, safe="/%:@!$&'()*+,;=~?[]", errors="replace")


def _query(query: str) -> str:
    kept = [one for one in query.split("&") if not _TRACKERS.fullmatch(one.partition("=")[0])]
    return _ascii("&".join(kept))
