"""The article that an address names, as HTML with its title, or the reason why it cannot be shown."""

import logging
from typing import TYPE_CHECKING

from index.errors import DatelineError, NoSuchArticleError
from ui import page, reader, render

if TYPE_CHECKING:
    from rag.assistant import Assistant

LONGEST_NUMBER = 12
"""Digits of a place in a text or of a question: more than any has, fewer than Python refuses to read."""

log = logging.getLogger("dateline.chat")


def read_article(assistant: "Assistant", article_id: str, start: str, end: str) -> tuple[str, str, int]:
    """Title, HTML and HTTP status of an article, or of the reason why it cannot be shown."""
    if not article_id:
        return "No article", page.trouble_html(reader.NONE_NAMED), 404
    try:
        article = assistant.archive.article(article_id)
        copies = assistant.archive.copies([article_id]).get(article_id, ())
    except NoSuchArticleError as error:
        return "No such article", page.trouble_html(str(error)), 404
    except DatelineError as error:
        return "Not available", page.trouble_html(str(error)), 503
    except Exception:
        log.exception("An article could not be shown: %r", article_id[:200])
        return "Not available", page.trouble_html(reader.WENT_WRONG), 500
    first, last = (max(sent_number(place), 0) for place in (start, end))
    return render.headline(article), reader.reader_html(article, first, last, copies), 200


def sent_number(value: object) -> int:
    """A number that a browser sent, -1 for anything else, one of more digits than any place has included."""
    digits = str(value) if isinstance(value, int | str) else ""
    return int(digits) if digits.isdecimal() and len(digits) <= LONGEST_NUMBER else -1
