"""A file read as a sync reads it, and what must be so of everything that comes out."""

import json
import re
import traceback
from dataclasses import dataclass
from pathlib import Path

from fuzzing.parts import SECRET
from index.chunk import chunk_article
from index.clean import clean_article
from index.datatypes import Article, Failure
from index.dispatch import READER_FAILED
from index.files import SourceFile, origin_of
from index.load import read_file
from index.readers.mapping import MappingNotes
from index.readers.sitemap import lists_addresses, read_addresses, read_sitemap
from index.store.rows import article_of, digest, fields_of

_CLEANED_AGAIN = 20_000  # longer texts are not cleaned a second time


class WrongError(Exception):
    """What a reader gave cannot be."""


@dataclass
class Count:
    """What came."""

    articles: int = 0
    failures: int = 0


def examine(path: Path, count: Count) -> str | None:
    """Read a file; what is wrong in a line, None when all is well."""
    try:
        _read(path, count)
    except MemoryError:
        return "MemoryError"
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        what = re.sub(r"\d+|'[^']*'|\"[^\"]*\"", "#", str(error))[:100]
        return f"{type(error).__name__} at {Path(last.filename).name}:{last.name}: {what}"
    return None


def _read(path: Path, count: Count) -> None:
    status, origin, notes = path.stat(), origin_of(path), MappingNotes()
    for item in read_file(SourceFile(origin, path, status.st_size, status.st_mtime_ns)):
        if isinstance(item, Failure):
            count.failures += 1
            check_failure(item, origin)
        else:
            count.articles += 1
            notes.add(origin, item)
            check_article(item, origin)
    list(notes.lines())
    if lists_addresses(path):
        check_addresses(path.read_bytes())


def check_failure(failure: Failure, origin: str) -> None:
    """It names its place, says what to do, and is not the one that hides an exception of a library."""
    if failure.reason.startswith(READER_FAILED):
        raise WrongError(failure.reason)
    if not failure.origin.startswith(origin) or not failure.advice.endswith("."):
        raise WrongError(f"a failure without its place or advice: {failure}")
    failure.reason.encode()
    failure.origin.encode()


def check_article(article: Article, origin: str) -> None:
    """It can be stored, cut into chunks, cleaned again; its offsets are true, and it quotes nothing from outside."""
    written = json.dumps(fields_of(article), ensure_ascii=False)
    written.encode()
    if SECRET in written:
        raise WrongError("an article quotes the secret file")
    if not article.id or not article.text.strip() or not article.origin.startswith(origin):
        raise WrongError("an article without id or text, or of another file")
    if any(char in article.id + article.title + article.text for char in "\0\x1b"):
        raise WrongError("an article with a control character in it")
    if digest(article_of(json.loads(written))) != digest(article):
        raise WrongError("an article does not read back as it was")
    if list(article.pages) != sorted(article.pages) or not all(0 <= one <= len(article.text) for one in article.pages):
        raise WrongError("pages outside the text")
    chunks = chunk_article(article)
    if not chunks or any(chunk.text != article.text[chunk.start : chunk.end] for chunk in chunks):
        raise WrongError("chunks that are not the text")
    if len(article.text) < _CLEANED_AGAIN and clean_article(article).text != article.text:
        raise WrongError("cleaning again changes the text")


def check_addresses(data: bytes) -> None:
    """A list of addresses, or a sitemap, can be read, and quotes nothing from outside."""
    sitemap = read_sitemap(data, "https://gazette.example/s.xml")
    if any(SECRET in listed.address for listed in (*sitemap.pages, *sitemap.sitemaps)):
        raise WrongError("a sitemap quotes the secret file")
    read_addresses(data)
