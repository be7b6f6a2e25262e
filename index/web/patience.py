"""How long a server asks not to be asked again: Retry-After, Cache-Control, Expires, and the ttl of an RSS feed."""

import re
from email.utils import parsedate_to_datetime

from index.web.connect import Reply

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_STALE = re.compile(r"(?:^|[\s,])no-(?:cache|store)\b", re.IGNORECASE)
_TTL = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>")
_HEAD = 64 * 1024


def patience(reply: Reply) -> float | None:
    """The seconds for which what came stays as it is, as the server or the feed says; None where neither does.

    RFC 9111, 5.2.2 and 5.3; RSS 2.0 for `ttl`, in minutes.
    """
    said = [seconds for seconds in (_fresh(reply), _ttl(reply.body)) if seconds is not None]
    return max(said, default=None)


def retry_after(reply: Reply) -> float | None:
    """The seconds to wait that the server states, by number or by a moment on its own clock."""
    value = reply.headers.get("retry-after", "").strip()
    return float(value[:9]) if value.isascii() and value.isdigit() else _until(reply, value)


def _fresh(reply: Reply) -> float | None:
    control = reply.headers.get("cache-control", "")
    if _STALE.search(control):
        return 0.0
    age = _MAX_AGE.search(control)
    return float(age[1]) if age else _until(reply, reply.headers.get("expires", ""))


def _ttl(body: bytes) -> float | None:
    channel = body[:_HEAD].partition(b"<item")[0]
    found = _TTL.search(channel) if b"<rss" in channel else None
    return 60.0 * int(found[1]) if found else None


def _until(reply: Reply, moment: str) -> float | None:
    try:
        until, now = (parsedate_to_datetime(text) for text in (moment, reply.headers.get("date", "")))
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None
