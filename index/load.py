"""Sources -> Articles: the files that they name, read by what their bytes are, each article cleaned."""

import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import IO, Any, Protocol, TypeAlias, cast, runtime_checkable

from index.clean import clean_article
from index.containers.limits import Budget, Scope
from index.datatypes import Article, Failure
from index.dispatch import read_stream
from index.files import STDIN, STDIN_ORIGIN, SourceFile, list_files, origin_of
from index.left_out import LeftOut
from index.readers.mapping import FieldMap
from index.readers.records import article_from_fields
from index.readers.statements import origin_id

__all__ = [
    "Cleaner", "DocumentLike", "Source", "SourceFile", "article_from_document", "list_files", "origin_of",
    "read_document", "read_file",
]  # fmt: skip

Cleaner: TypeAlias = Callable[[Article], Article]
"""What makes an article ready to be stored: `clean_article`, or `tidy_article`, which takes no words out."""

MAX_FAILURES = 10_000
"""Failures listed for one file; a damaged file of a gigabyte would fill the memory with them."""


@runtime_checkable
class DocumentLike(Protocol):
    """What a LlamaIndex Document offers, without importing it."""

    metadata: Any

    def get_content(self) -> str:
        """The document's text."""
        ...


Source: TypeAlias = str | os.PathLike[str] | Article | DocumentLike
"""What can be synced: a file, folder, glob or web address, standard input as "-", an article or document in memory."""


def read_file(
    file: SourceFile, fields: FieldMap | None = None, clean: Cleaner = clean_article, left_out: LeftOut | None = None
) -> Iterator[Article | Failure]:
    """The cleaned articles in a file, and a failure for each record, member, or the whole file, that is none.

    Never raises for what is in the file. Records, messages and members of archives are read one at a time, in memory;
    `left_out` counts the members of other kinds.
    """
    budget = Budget.for_size(file.size) if file.size else Budget()
    scope = Scope(budget, names=fields.names if fields else None, left_out=left_out or LeftOut())
    try:
        with _open(file.path) as stream:
            yield from _cleaned(read_stream(stream, file.path.name, file.origin, scope), file.origin, clean)
    except OSError as error:
        advice = "Check that the file exists and that you may read it."
        yield Failure(file.origin, f"the file cannot be read ({error.strerror or error})", advice)


def read_document(
    name: str, data: bytes, origin: str, fields: FieldMap | None = None, clean: Cleaner = clean_article
) -> Iterator[Article | Failure]:
    """The same for bytes in memory, such as a fetched page; `name` hints at what they are."""
    scope = Scope(Budget.for_size(len(data)), names=fields.names if fields else None)
    yield from _cleaned(read_stream(cast(IO[bytes], io.BytesIO(data)), name, origin, scope), origin, clean)


def article_from_document(document: object, clean: Cleaner = clean_article) -> Article:
    """The cleaned article in a LlamaIndex document; its metadata is mapped by name as the fields of a record are.

    An Article comes back cleaned. The text is empty when the document holds none.
    """
    if isinstance(document, Article):
        return _cleaned_article(document, clean)
    metadata = getattr(document, "metadata", None)
    fields = dict(metadata) if isinstance(metadata, Mapping) else {}
    own_id = str(getattr(document, "id_", None) or getattr(document, "doc_id", None) or "")
    content = document.get_content() if isinstance(document, DocumentLike) else getattr(document, "text", "")
    article = article_from_fields({**fields, "text": str(content or "")}, f"document:{own_id}")
    return _cleaned_article(replace(article, id=own_id or article.id), clean)


def _open(path: Path) -> AbstractContextManager[IO[bytes]]:
    """The file, or standard input, which is left open."""
    return nullcontext(sys.stdin.buffer) if os.fspath(path) == STDIN else path.open("rb")


def _cleaned(found: Iterable[Article | Failure], origin: str, clean: Cleaner) -> Iterator[Article | Failure]:
    failed = 0
    for item in (_finish(item, clean) for item in found):
        failed += isinstance(item, Failure)
        if failed <= MAX_FAILURES or isinstance(item, Article) or item.origin == origin:
            yield item
    if failed > MAX_FAILURES:
        advice = "Repair what the first failures name, and sync again to see the others."
        reason = f"more parts of the file that cannot be read: {failed - MAX_FAILURES:,}"
        yield Failure(f"{origin}#others", reason, advice)


def _safe(failure: Failure) -> Failure:
    """The failure without what a terminal or a database could not take: names in archives may hold anything."""
    return replace(failure, origin=_HALF.sub("\ufffd", failure.origin), reason=_HALF.sub("\ufffd", failure.reason))


def _finish(article: Article | Failure, clean: Cleaner) -> Article | Failure:
    if isinstance(article, Failure):
        return _safe(article)
    cleaned = _cleaned_article(article, clean)
    if cleaned.text:
        return replace(_with_id_of_its_own(cleaned), raw=_whole(article.text))
    advice = "Give the full text of the article, or take it out of the source."
    reason = "no text: nothing is left of the article without headline and page furniture"
    return Failure(cleaned.origin, reason, advice)


def _with_id_of_its_own(article: Article) -> Article:
    """What is piped in without an id is told from what was piped in before by its words: it has no other place."""
    if article.id != origin_id(STDIN_ORIGIN):
        return article
    return replace(article, id=origin_id(f"{STDIN_ORIGIN}#{article.title}\n{article.text}"))


def _cleaned_article(article: Article, clean: Cleaner) -> Article:
    cleaned = clean(_without_halves(article))
    return cleaned if cleaned.id else replace(cleaned, id=origin_id(cleaned.origin))  # nothing in it could be seen


def _without_halves(article: Article) -> Article:
    """The article without halves of surrogate pairs: JSON can spell one alone, and nothing can store it."""
    names = ("id", "url", "language", "origin", "subtitle", "published_in", "section")
    whole: dict[str, Any] = {name: _whole(getattr(article, name)) for name in names}
    stated = {_whole(name): _whole(where) for name, where in article.stated.items()}
    return replace(article, **whole, keywords=tuple(map(_whole, article.keywords)), stated=stated)


def _whole(value: Any) -> Any:
    return value and _HALF.sub("\ufffd", value)


_HALF = re.compile("[\ud800-\udfff]")
