"""An e-mail message -> Article: the headers say who sent what and when, the HTML or plain part is the text."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from typing import IO, TypeAlias, cast

from index.datatypes import Article, Failure
from index.readers.credits import read_credit
from index.readers.decode import decode
from index.readers.html import read_html
from index.readers.markup import markup_text
from index.readers.message_parts import decoded, leaves, parsed, payload
from index.readers.saved_page import is_saved_page, read_saved_page
from index.readers.sniff import is_article_name
from index.readers.statements import Statement, article_from_statements
from index.readers.text import has_sentence, sign, unwrap

Attached: TypeAlias = Callable[[IO[bytes], str, str], Iterator[Article | Failure]]
"""Reads an attachment, given its bytes, its name and its origin."""

_MOST_LINES = 1_000_000
"""The parser takes 200 bytes of memory a line; 32 MB of base64 have 450,000."""

_MOST_PARTS = 2_000
_SIGNATURE = re.compile(r"^-- ?$.*", re.MULTILINE | re.DOTALL)
_PERSON_AT = re.compile(r"(?P<person>[^\W\d_][^\s,]*(?: [^\W\d_][^\s,]*){1,3}),?\s+(?:at|from|of|via)\s+(?P<outlet>.+)")
_LIST_ID = re.compile(r"\s*\"?(?P<name>[^\"<>]*?)\"?\s*<[^<>]*>\s*")
_TOP_HEADING = re.compile(r"(</?)h1\b", re.IGNORECASE)
_ADVICE = "Check that the message holds an article; if it is in a picture or behind a link, save that instead."

_SHORTEST = 14  # characters of a sentence: newsletters are brief


def read_email(data: bytes, origin: str, attached: Attached | None = None) -> Iterator[Article | Failure]:
    """The article in a message, and those in its attachments where `attached` can read them."""
    if failure := _too_large(data, origin):
        yield failure
        return
    try:
        parts = leaves(message := parsed(data))
    except (RecursionError, ValueError, TypeError, LookupError, AttributeError) as error:
        yield Failure(origin, f"the message is damaged ({str(error)[:100]})", "Export it again from the mail program.")
        return
    if is_saved_page(message):
        yield from read_saved_page(message, origin)
        return
    texts = [part for part in parts if not _is_attachment(part)]
    attachments = [part for part in parts if _is_attachment(part)] if attached else []
    text, page = _text(texts), _page(texts, origin, titled=bool(_header(message, "Subject")))
    article = _article(message, text, page, origin)
    if article or not attachments:
        yield article or Failure(origin, "no article text: the message holds no sentence", _ADVICE)
    for number, part in enumerate(attachments, start=1):
        yield from _read_attached(part, number, origin, cast(Attached, attached))


def _too_large(data: bytes, origin: str) -> Failure | None:
    lines, parts = data.count(b"\n") + data.count(b"\r"), data.count(b"\n--") + data.count(b"\r--")
    if lines <= _MOST_LINES * 2 and parts <= _MOST_PARTS:
        return None
    return Failure(
        origin, "the message has more lines or parts than any article", "Save the article as a file of its own."
    )


def _is_attachment(part: "Message[str, str]") -> bool:
    return part.get_content_disposition() == "attachment" or (
        part.get_content_type() not in ("text/plain", "text/html") and bool(part.get_filename())
    )


def _article(message: "Message[str, str]", text: str, page: Article | None, origin: str) -> Article | None:
    """The message as an article; what its HTML part states of itself fills what the headers leave open."""
    if page is None and not has_sentence(text, _SHORTEST):
        return None
    body = page.text if page and len(page.text) >= len(text) / 2 else text
    stated = {
        "title": [Statement(_header(message, "Subject"), "Subject header")],
        "published": [Statement(_header(message, "Date"), "Date header")],
        "url": [Statement(_header(message, "Archived-At").strip("<> "), "Archived-At header")],
        "language": [Statement(_header(message, "Content-Language"), "Content-Language header")],
        **_sender(message),
        "text": [Statement(unwrap(body) if body is text else body, "")],
    }
    article = article_from_statements(
        {name: [one for one in all_ if one.value] for name, all_ in stated.items()}, origin
    )
    return sign(_filled(article, page) if page else article, bare_dates=False)


def _filled(article: Article, page: Article) -> Article:
    fields = ("title", "url", "outlet", "authors", "language", "section", "keywords", "subtitle")
    found = {name: getattr(page, name) for name in fields if getattr(page, name) and not getattr(article, name)}
    where = {name: page.stated[name] for name in found if name in page.stated}
    return replace(article, **found, stated={**article.stated, **where})


def _sender(message: "Message[str, str]") -> dict[str, list[Statement]]:
    """Authors and outlet, as far as the name of the sender and of the list tell one from the other."""
    name = _header(message, "From")
    name = parseaddr(name)[0] or re.sub(r"<[^<>]*>", "", name).strip('" ')
    sender = Statement("" if "@" in name else name, "From header")
    listed = _LIST_ID.fullmatch(_header(message, "List-Id"))
    outlets = [Statement(listed["name"], "List-Id header")] if listed and listed["name"] else []
    both = _PERSON_AT.fullmatch(name)
    if both and not read_credit(both["person"], signed=True):
        return {
            "authors": [sender._replace(value=both["person"])],
            "outlet": [sender._replace(value=both["outlet"]), *outlets],
        }
    credit = read_credit(name, signed=True)
    if credit and credit.outlet:
        return {"outlet": [sender]}
    bulk = "List-Id" in message or "List-Unsubscribe" in message
    if bulk and not outlets:  # a newsletter is sent under its own name
        return {"outlet": [sender]}
    return {"authors": [sender], "outlet": outlets}


def _header(message: "Message[str, str]", name: str) -> str:
    """A header's words, decoded; one that cannot be decoded is given as it stands."""
    values = (str(value) for key, value in message.raw_items() if key.lower() == name.lower())
    raw = next(values, "")
    try:
        raw = decode(raw.encode("utf-8", "surrogateescape"))  # bytes beyond ASCII that nothing declares
        words = str(make_header(decode_header(raw)))
    except (MessageError, UnicodeError, LookupError, ValueError, AssertionError, TypeError):
        words = raw
    return " ".join(words.split())


def _text(parts: list["Message[str, str]"]) -> str:
    """The plain parts of the message, without signature."""
    texts = [_flowed(part, decoded(part)) for part in parts if part.get_content_type() == "text/plain"]
    return "\n\n".join(filter(None, (_SIGNATURE.sub("", text).strip() for text in texts)))


def _flowed(part: "Message[str, str]", text: str) -> str:
    """Text whose lines were broken as RFC 3676 has it: a space at the end says that the paragraph goes on."""
    text = "\n".join(text.splitlines())
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    glue = "" if str(part.get_param("delsp", "")).lower() == "yes" else " "
    return re.sub(r"(?<!^--) \n(?!>)", glue, text, flags=re.MULTILINE)


def _page(parts: list["Message[str, str]"], origin: str, titled: bool) -> Article | None:
    """The first HTML part that holds an article; of one that is no usual page, its words.

    In a message that has its title the first heading is a part of the text, as "Good morning" is of a newsletter.
    """
    for part in parts:
        if part.get_content_type() == "text/html":
            page = _TOP_HEADING.sub(r"\1p", decoded(part)) if titled else decoded(part)
            found = next(read_html(page.encode("utf-8", "replace"), origin), None)
            if isinstance(found, Article):
                return found
            words = markup_text(page)
            if has_sentence(words, _SHORTEST):
                return Article(id="", title="", text=words, origin=origin)
    return None


def _read_attached(
    part: "Message[str, str]", number: int, origin: str, attached: Attached
) -> Iterator[Article | Failure]:
    """What an attachment of a known kind holds; its name is a label and never a path."""
    try:
        name = str(part.get_filename() or "")
    except (ValueError, LookupError, TypeError):
        name = ""
    name = re.split(r"[/\\]", name)[-1][:200]
    if name and not name.startswith(".") and is_article_name(name):
        place = f"{origin}#{name}" if number == 1 else f"{origin}#{number}/{name}"
        yield from attached(cast(IO[bytes], io.BytesIO(payload(part))), name, place)
