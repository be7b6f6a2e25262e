"""A web page that a browser saved as one file (.mht, .mhtml) -> Article: the page it is, and not a message.

Its headers are the browser's: their date is that of saving, and no date of publication.
"""

from collections.abc import Iterator
from dataclasses import replace
from email.message import Message

from index.datatypes import Article, Failure
from index.readers.html import read_html
from index.readers.message_parts import decoded, leaves
from index.readers.values import page_address

_SENT = ("To", "Cc", "Received", "Return-Path", "Delivered-To", "List-Id", "Message-ID")
"""What a message has that was sent to somebody; newsletters are put together as saved pages are."""


def is_saved_page(message: "Message[str, str]") -> bool:
    """Whether the message is a page that was saved: an HTML part with an address of its own, sent to nobody."""
    if any(name in message for name in _SENT):
        return False
    saved = "Snapshot-Content-Location" in message or str(message.get("From", "")).startswith("<Saved by ")
    page = _page(message)
    return page is not None and (saved or (_address(message, page) is not None and "From" not in message))


def read_saved_page(message: "Message[str, str]", origin: str) -> Iterator[Article | Failure]:
    """The article of the page; its address is the one it was saved from, where it states none itself."""
    page = _page(message)
    if page is None:
        return
    address = _address(message, page)
    for item in read_html(decoded(page).encode("utf-8", "replace"), origin):
        if isinstance(item, Article) and not item.url and address:
            yield replace(item, url=address, stated={**item.stated, "url": "address it was saved from"})
        else:
            yield item


def _page(message: "Message[str, str]") -> "Message[str, str] | None":
    return next((part for part in leaves(message) if part.get_content_type() == "text/html"), None)


def _address(message: "Message[str, str]", page: "Message[str, str]") -> str | None:
    stated = (message.get("Snapshot-Content-Location"), page.get("Content-Location"), message.get("Content-Location"))
    return next((address for value in stated if value and (address := page_address(str(value).strip()))), None)
