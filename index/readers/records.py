"""JSON, JSON lines, any set of named fields -> Articles: the names people use for a title, a date, an outlet."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from index.datatypes import Article, Failure
from index.readers.decode import decode
from index.readers.nested import find_records, flat, value_at
from index.readers.ninjs import is_ninjs, read_ninjs
from index.readers.record_ids import RecordIds
from index.readers.statements import Statement, Statements, article_from_statements, origin_id, read_statements
from index.readers.values import language_code, web_address

__all__ = ["MAX_BYTES", "article_from_fields", "language_code", "mapping_of", "origin_id", "parse_json", "read_json",
           "read_json_lines", "read_record", "read_records", "web_address"]  # fmt: skip

MAX_BYTES = 32 * 1024 * 1024
"""One article of more than this is a mistake: the longest newspaper pieces are about 200 KB."""

_NAMES = {
    "id": "id docid documentid articleid storyid uuid guid",
    "title": "title headline heading articletitle webtitle titel titre título titulo titolo",
    "text": (
        "text articlebody body content article maintext fulltext articletext bodytext contenttext pagecontent "
        "contenthtml volltext storytext story shortdescription leadparagraph abstract"
    ),
    "url": "url link canonicalurl permalink articleurl weburl sourceurl",
    "outlet": (
        "outlet publisher publication newspaper sourcename source sitename site publishername outletname sourcedomain "
        "zeitung"
    ),
    "published": (
        "published publishedat publisheddate publishdate publicationdate datepublished pubdate publishedon "
        "publishedtime webpublicationdate firstpublished datepublish date datetime datum fecha"
    ),
    "published_in": "publishedin",
    "modified": "modified modifiedat modifieddate datemodified updated updatedat updateddate dateupdated lastupdated",
    "authors": "authors author byline bylines writer creator authorname authornames",
    "subtitle": "subtitle subheadline subheading subhead standfirst dek deck",
    "section": "section sectionname articlesection rubric category",
    "keywords": "keywords keyword newskeywords tags",
    "language": "language lang inlanguage languagecode",
}
"""Names of each field with case and punctuation taken out, the most telling first. No name for the time of a file, a
download, a crawl or a row in a database (`created_at`) stands here: that is not when the article was published."""

FieldNames = Mapping[str, str]
"""Our name of a field -> the name it has in the records; it alone counts for that field, and nothing is guessed."""


def article_from_fields(
    fields: Mapping[str, object], origin: str, names: FieldNames | None = None, kind: str = "field"
) -> Article:
    """An article from named fields, its text not yet cleaned; a field that is absent or unclear stays empty.

    `kind` is what the fields are called in `Article.stated`: "field pubDate", "front matter date".
    """
    return article_from_statements(_statements(fields, names, f"{kind} "), origin)


def mapping_of(record: Mapping[str, object], names: FieldNames | None = None) -> dict[str, str]:
    """Which field of ours was taken from which name of the record."""
    return {field: statement.where for field, statement in read_statements(_statements(record, names)).items()}


def read_json(data: bytes, origin: str, names: FieldNames | None = None) -> Iterator[Article | Failure]:
    """The articles in a JSON file; a file that is not JSON is one failure."""
    try:
        value = parse_json(data)
    except ValueError as error:
        advice = "Repair the file at that place and sync again."
        yield Failure(origin, f"not valid JSON ({error})", advice)
        return
    yield from read_records(value, origin, names)


def read_records(value: object, origin: str, names: FieldNames | None = None) -> Iterator[Article | Failure]:
    """The articles in parsed JSON: one record, a list of records, or an object that holds such a list."""
    records = records_in(value, names)
    if records is None:
        yield read_record(value, origin, origin, names=names)
        return
    if not records:
        yield Failure(origin, "the list of records is empty", "Add records, or take the file out of the source.")
    ids = RecordIds(origin)
    for number, record in enumerate(records, start=1):
        yield read_record(record, f"{origin}#{number}", f"{origin}#record {number}", ids, names)


def records_in(value: object, names: FieldNames | None = None) -> list[object] | None:
    """The records in parsed JSON; None where the whole is one."""
    if isinstance(value, list):
        return value
    if not isinstance(value, Mapping) or _is_article(value, names):
        return None
    records = find_records(value, lambda record: _is_article(record, names))
    is_one = bool(_statements(value, names)["text"])
    return None if is_one and not _is_article((records or [None])[0], names) else records


def _is_article(record: object, names: FieldNames | None) -> bool:
    """Whether a record has both a title and a text."""
    return isinstance(record, Mapping) and {"title", "text"} <= mapping_of(record, names).keys()


def read_json_lines(
    lines: Iterable[tuple[int, bytes | None]], origin: str, names: FieldNames | None = None
) -> Iterator[Article | Failure]:
    """One record a line, from (line number, bytes) pairs; None stands for a line over the size limit."""
    empty, ids = True, RecordIds(origin)
    for number, line in lines:
        place = f"{origin}#line {number}"
        if line is None:
            advice = f"Lines may have up to {MAX_BYTES // 2**20} MB; split the record or leave it out."
            yield Failure(place, "the line is too long for one article", advice)
        elif line.strip():
            yield _read_line(line, number, ids, names)
        else:
            continue
        empty = False
    if empty:
        yield Failure(origin, "no text: the file holds no records", "Add records, or take the file out of the source.")


def _read_line(line: bytes, number: int, ids: RecordIds, names: FieldNames | None) -> Article | Failure:
    place = f"{ids.within}#line {number}"
    try:
        record = parse_json(line)
    except ValueError as error:
        advice = "Write one complete JSON object on each line, then sync again."
        return Failure(place, f"the line is not valid JSON ({error})", advice)
    return read_record(record, f"{ids.within}#{number}", place, ids, names)


def read_record(
    record: object, origin: str, place: str, ids: RecordIds | None = None, names: FieldNames | None = None
) -> Article | Failure:
    """One parsed record; `place` names it in a failure, `ids` are those of its file when it is one of many there."""
    if not isinstance(record, Mapping):
        found = type(record).__name__
        return Failure(
            place, f"a record must be a JSON object, found {found}", "Put the article's fields in an object."
        )
    named = any(value_at(record, name) is not None for name in (names or {}).values())
    if is_ninjs(record) and not named:  # what was named for other records of its folder says nothing of an agency's
        return next(read_ninjs(record, f"{ids.within}#{record['uri']}" if ids else origin))
    article = article_from_fields(record, origin, names)
    if not article.text.strip():
        found = ", ".join(str(name) for name in list(record)[:12]) or "none"
        advice = (
            f"Give the article's text in a field named text, body or content, or name its field: --field text=NAME "
            f"(fields found: {found[:200]})."
        )
        return Failure(place, "no text", advice, complete=True)
    if not ids:
        return article
    if article.id != origin_id(origin):
        return replace(article, origin=f"{ids.within}#{article.id}")
    return replace(article, id=ids.of(article))


def parse_json(data: bytes) -> Any:
    """The JSON value in `data`; ValueError says at which line and column it is broken."""
    try:
        return json.loads(data)
    except UnicodeDecodeError:
        return json.loads(decode(data))
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _statements(fields: Mapping[str, object], names: FieldNames | None, prefix: str = "") -> Statements:
    """Per field of ours, the values found under its names, best name first."""
    known: dict[str, Statement] = {}
    for name, path, value in flat(fields):
        if value not in (None, "", [], {}):
            known.setdefault(_plain(name), Statement(value, f"{prefix}{path}"))
    stated = {field: [known[name] for name in ours.split() if name in known] for field, ours in _NAMES.items()}
    for field, name in (names or {}).items():
        exact = Statement(value_at(fields, name), f"{prefix}{name}")
        is_there = name in fields or exact.value is not None
        stated[field] = [exact] if is_there else [known[_plain(name)]] if _plain(name) in known else []
    return stated


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name).lower()
