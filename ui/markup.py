"""Text of others as HTML: every character of an article, a model or a person escaped, and the addresses of articles."""

import re
from html import escape
from urllib.parse import urlencode

_SURROGATES = re.compile("[\ud800-\udfff]")


def safe(text: str) -> str:
    """Text of others as HTML text or attribute value; half characters that UTF-8 cannot carry become U+FFFD."""
    return escape(_SURROGATES.sub("\ufffd", text), quote=True)


def article_href(article_id: str, start: int = 0, end: int = 0) -> str:
    """The address of an article in the reader with a span to highlight; the id cannot change the path."""
    query = urlencode({"id": _SURROGATES.sub("\ufffd", article_id), "start": start, "end": end})
    return f"/article?{query}"
