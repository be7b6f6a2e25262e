"""A fragment of HTML -> its words, for text fields and Markdown that hold markup."""

import html
import re

_UNSEEN = re.compile(
    r"<!--.*?(?:-->|$)|<(script|style|figure|iframe|noscript)\b.*?(?:</\1\s*>|$)", re.DOTALL | re.IGNORECASE
)
_BLOCK = re.compile(
    r"</?(?:p|div|h[1-6]|ul|ol|li|blockquote|table|tr|section|article|header|footer)\b[^<>]*>", re.IGNORECASE
)
_BREAK = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)


def markup_text(markup: str) -> str:
    """The text that a reader of the markup sees, its blocks parted by blank lines."""
    text = _BREAK.sub("\n", _BLOCK.sub("\n\n", _UNSEEN.sub("", markup)))
    text = html.unescape(_TAG.sub("", text))
    return re.sub(r"\n\s*\n\s*", "\n\n", text).strip()
