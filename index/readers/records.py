"""JSON, JSON lines, any set of named fields -> Articles: the names people use for a title, a date, an outlet."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import blake2b
from typing import Any, TypeVar

from index.datatypes import Article, Failure
from index.readers.dates import parse_date
from index.readers.decode import decode
from index.readers.markup import markup_text
from index.readers.names import outlet_name, person_names

Found = TypeVar("Found")

MAX_BYTES = 32 * 1024 * 1024
"""One article of more than this is a mistake: the longest newspaper pieces are about 200 KB."""

_NAMES = {
    "id": "id docid documentid articleid storyid uuid guid",
    "title": "title headline heading articletitle",
    "text": "text articlebody body content article maintext fulltext articletext bodytext contenttext pagecontent",
    "url": "url link canonicalurl permalink articleurl weburl sourceurl",
    "outlet": "outlet publisher publication newspaper sourcename source sitename site publishername outletname",
    "published": (
        "published publishedat publisheddate publishdate publicationdate datepublished pubdate publishedon "
        "publishedtime webpublicationdate firstpublished date datetime created createdat datecreated"
    ),
    "authors": "authors author byline bylines writer creator authorname authornames",
    "language": "language lang inlanguage languagecode",
}
"""Names of each field with case and punctuation taken out, the most telling first. No name for the time of a file, a
download or a crawl stands here: that is not when the article was published."""

_LISTS = ("articles", "data", "items", "docs", "documents", "results", "records")
_LANGUAGES = {
    "english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt",
    "dutch": "nl",    "russian": "ru", "ukrainian": "uk", "polish": "pl", "turkish": "tr",
    "arabic": "ar", "chinese": "zh", "japanese": "ja",
}  # fmt: skip
_MARKUP = re.compile(
    r"<(?:p|br|div|h[1-6]|ul|blockquote)\b[^<>]*>|</(?:p|div|a|em|strong|b|i|span|li|h[1-6])>", re.IGNORECASE
)
_INNER = ("name", "rendered", "main", "value", "text", "$oid", "@value")
"""Where the words are when a field holds an object, as in {"source": {"id": "x", "name": "The X"}}."""


def article_from_fields(fields: Mapping[str, object], origin: str) -> Article:
    """An article from named fields, its text not yet cleaned; a field that is absent or unclear stays empty."""
    found = _by_name(fields)
    return Article(
        id=_first(found["id"], _identifier) or origin_id(origin),
        title=_first(found["title"], _string) or "",
        text=_first(found["text"], _body) or "",
        url=_first(found["url"], web_address) or _first(found["outlet"], _page_address),
        outlet=_first(found["outlet"], lambda value: outlet_name(_string(value))),
        published=_first(found["published"], parse_date),
        authors=_first(found["authors"], lambda value: person_names(_strings(value))) or (),
        language=_first(found["language"], lambda value: language_code(_string(value))),
        origin=origin,
    )


def origin_id(origin: str) -> str:
    """The id of an article that brings none: the same place always gives the same 16 hexadecimal digits."""
    return blake2b(origin.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def read_json(data: bytes, origin: str) -> Iterator[Article | Failure]:
    """The articles in a JSON file; a file that is not JSON is one failure."""
    try:
        value = parse_json(data)
    except ValueError as error:
        advice = "Repair the file at that place and sync again."
        yield Failure(origin, f"not valid JSON ({error})", advice)
        return
    yield from read_records(value, origin)


def read_records(value: object, origin: str) -> Iterator[Article | Failure]:
    """The articles in parsed JSON: one record, a list of records, or an object that holds such a list."""
    records = _records(value)
    if records is None:
        yield read_record(value, origin, origin)
        return
    if not records:
        yield Failure(origin, "the list of records is empty", "Add records, or take the file out of the source.")
    for number, record in enumerate(records, start=1):
        yield read_record(record, f"{origin}#{number}", f"{origin}#record {number}", within=origin)


def read_json_lines(lines: Iterable[tuple[int, bytes | None]], origin: str) -> Iterator[Article | Failure]:
    """One record a line, from (line number, bytes) pairs; None stands for a line over the size limit."""
    empty = True
    for number, line in lines:
        place = f"{origin}#line {number}"
        if line is None:
            advice = f"Lines may have up to {MAX_BYTES // 2**20} MB; split the record or leave it out."
            yield Failure(place, "the line is too long for one article", advice)
        elif line.strip():
            yield _read_line(line, number, origin, place)
        else:
            continue
        empty = False
    if empty:
        yield Failure(origin, "no text: the file holds no records", "Add records, or take the file out of the source.")


def _read_line(line: bytes, number: int, origin: str, place: str) -> Article | Failure:
    try:
        record = parse_json(line)
    except ValueError as error:
        advice = "Write one complete JSON object on each line, then sync again."
        return Failure(place, f"the line is not valid JSON ({error})", advice)
    return read_record(record, f"{origin}#{number}", place, within=origin)


def read_record(record: object, origin: str, place: str, within: str | None = None) -> Article | Failure:
    """One parsed record; `place` names it in a failure, `within` is the file when it is one of many there."""
    if not isinstance(record, Mapping):
        found = type(record).__name__
        return Failure(
            place, f"a record must be a JSON object, found {found}", "Put the article's fields in an object."
        )
    article = article_from_fields(record, origin)
    if not article.text.strip():
        names = ", ".join(str(name) for name in list(record)[:12]) or "none"
        advice = f"Give the article's text in a field named text, body or content (fields found: {names[:200]})."
        return Failure(place, "no text", advice)
    own_id = article.id != origin_id(origin)
    return replace(article, origin=f"{within}#{article.id}") if within and own_id else article


def parse_json(data: bytes) -> Any:
    """The JSON value in `data`; ValueError says at which line and column it is broken."""
    try:
        return json.loads(data)
    except UnicodeDecodeError:
        return json.loads(decode(data))
    except RecursionError:
        raise ValueError("nested too deeply") from None


def web_address(value: object) -> str | None:
    """`value` when it is an absolute http(s) address, the only kind that is ever shown as a link."""
    text = _string(value)
    return text if text and re.fullmatch(r"https?://[^\s<>\"]{3,2000}", text, re.IGNORECASE) else None


def _page_address(value: object) -> str | None:
    """An address given as the source; a bare site is the outlet's and not the article's."""
    address = web_address(value)
    return address if address and re.search(r"[^/:]/[^/]", address) else None


def language_code(value: str | None) -> str | None:
    """The ISO 639 code in "en", "en-GB", "en_US" or "English"; None for anything else."""
    name = (value or "").strip().lower()
    match = re.fullmatch(r"([a-z]{2,3})(?:[-_][a-z0-9-_]+)?", name)
    return match[1] if match else _LANGUAGES.get(name)


def _by_name(fields: Mapping[str, object]) -> dict[str, tuple[object, ...]]:
    """Per field of ours, the values found under its names, best name first."""
    plain = {re.sub(r"[\W_]", "", str(name)).lower(): value for name, value in reversed(list(fields.items()))}
    return {
        field: tuple(plain[name] for name in names.split() if plain.get(name) not in (None, "", [], {}))
        for field, names in _NAMES.items()
    }


def _first(values: Iterable[object], convert: Callable[[object], Found | None]) -> Found | None:
    return next((found for value in values if (found := convert(value))), None)


def _records(value: object) -> list[object] | None:
    if isinstance(value, list):
        return value
    if isinstance(value, Mapping) and not _by_name(value)["text"]:
        for name in _LISTS:
            if isinstance(value.get(name), list):
                return list(value[name])
    return None


def _string(value: object, depth: int = 3) -> str | None:
    """The words in a value that may be a string, or an object or list around one."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, Mapping):
        value = [value.get(key) for key in _INNER]
    if not isinstance(value, list | tuple) or not depth:
        return None
    return next((text for item in value if (text := _string(item, depth - 1))), None)


def _strings(value: object) -> list[str]:
    items = value if isinstance(value, list | tuple) else [value]
    return [text for item in items if (text := _string(item))]


def _body(value: object) -> str | None:
    """The article's text; paragraphs may come as a list, and content systems store it as markup."""
    text = "\n\n".join(_strings(value)) if isinstance(value, list) else _string(value)
    if text and _MARKUP.search(text):
        return markup_text(text)
    return text


def _identifier(value: object) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string(value)
