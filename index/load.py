"""Files, folders and globs -> Articles: find the files, pick the reader by what the bytes are, clean the result."""

import glob
import gzip
import io
import os
import re
import stat
import zlib
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, Protocol, TypeAlias, cast, runtime_checkable

from index.clean import clean_article
from index.datatypes import Article, Failure
from index.errors import SourceError
from index.readers.decode import decode, wide_encoding
from index.readers.html import read_html
from index.readers.markdown import read_markdown
from index.readers.records import MAX_BYTES, article_from_fields, parse_json, read_json, read_json_lines, read_records
from index.readers.sniff import LINE_SUFFIXES, Kind, binary_reason, is_article_name, kind_of, suffix_of
from index.readers.text import read_text


@runtime_checkable
class DocumentLike(Protocol):
    """What a LlamaIndex Document offers, without importing it."""

    metadata: Any

    def get_content(self) -> str:
        """The document's text."""
        ...


Source: TypeAlias = str | os.PathLike[str] | Article | DocumentLike
"""What can be synced: a file, folder or glob, or an article or LlamaIndex document in memory."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that should hold articles; `origin` is its absolute path with links resolved, see `origin_of`."""

    origin: str
    path: Path
    size: int
    mtime_ns: int


def list_files(paths: Iterable[str | os.PathLike[str]]) -> Iterator[SourceFile]:
    """Every file that the paths name, each once: files, folders with all below them, globs.

    In folders only files with the suffix of a format we read are taken, and nothing hidden. Raises SourceError for a
    path that does not exist or cannot be listed, since a sync would take an empty answer for deleted articles.
    """
    seen = set[str]()
    for path in paths:
        for found in _expand(os.fspath(path)):
            file = _source_file(found)
            if file.origin not in seen:
                seen.add(file.origin)
                yield file


def read_file(file: SourceFile) -> Iterator[Article | Failure]:
    """The cleaned articles in a file, and a failure for each record, or the whole file, that is none.

    Never raises for what is in the file; JSON lines are read one at a time in constant memory.
    """
    try:
        with _open(file.path) as stream:
            for found in _read(stream, file):
                yield found if isinstance(found, Failure) else _finish(found)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Failure(file.origin, f"the compressed file is damaged ({error})", "Compress it again from the original.")
    except OSError as error:
        advice = "Check that the file exists and that you may read it."
        yield Failure(file.origin, f"the file cannot be read ({error.strerror or error})", advice)


def origin_of(path: str | os.PathLike[str]) -> str:
    """The absolute path with links resolved, as text: a name that is not UTF-8 is spelt with backslashes."""
    real = os.path.realpath(path)  # unlike Path.resolve, never raises for a loop of links
    return os.fsencode(real).decode("utf-8", "backslashreplace")


def article_from_document(document: object) -> Article:
    """The cleaned article in a LlamaIndex document; its metadata is mapped by name as the fields of a record are.

    An Article comes back cleaned. The text is empty when the document holds none.
    """
    if isinstance(document, Article):
        return clean_article(_without_halves(document))
    metadata = getattr(document, "metadata", None)
    fields = dict(metadata) if isinstance(metadata, Mapping) else {}
    own_id = str(getattr(document, "id_", None) or getattr(document, "doc_id", None) or "")
    content = document.get_content() if isinstance(document, DocumentLike) else getattr(document, "text", "")
    article = article_from_fields({**fields, "text": str(content or "")}, f"document:{own_id}")
    return clean_article(_without_halves(replace(article, id=own_id or article.id)))


def _expand(path: str) -> Iterator[Path]:
    """The files that one path names: itself, those of a folder, those of a glob."""
    try:
        found = Path(path).expanduser()
        mode = found.stat().st_mode if path else 0
    except (OSError, ValueError, RuntimeError):
        mode = 0
    if stat.S_ISDIR(mode):
        yield from _walk(found)
    elif stat.S_ISREG(mode):
        yield found
    elif mode:
        raise SourceError(
            f"{path} is neither a file nor a folder. Give a file, a folder or a pattern such as news/*.md."
        )
    else:
        yield from _expand_glob(path)


def _expand_glob(path: str) -> Iterator[Path]:
    # Path.glob would take hidden files and refuse absolute patterns.
    pattern = os.path.expanduser(path)  # noqa: PTH111
    found = sorted(glob.glob(pattern, recursive=True)) if glob.has_magic(path) else []  # noqa: PTH207
    if not found:
        raise SourceError(_absent(path))
    for match in map(Path, found):
        if match.is_dir():
            yield from _walk(match)
        else:
            yield match


def _absent(path: str) -> str:
    here = f"the folder you are in ({Path.cwd()})"
    if path.lower().startswith(("http://", "https://")):
        return f"{path} is a web address; Dateline reads files only. Save the page as .html and sync the file."
    if glob.has_magic(path):
        return f"No file matches {path}. Check the pattern and {here}."
    return f"{path or 'The empty path'} does not exist. Check the spelling and {here}."


def _walk(folder: Path) -> Iterator[Path]:
    """The article files below a folder in a fixed order; a folder reached a second time through a link is left out."""
    visited = set[tuple[int, int]]()
    for parent, folders, names in os.walk(folder, followlinks=True, onerror=_refuse):
        status = Path(parent).stat()
        if (status.st_dev, status.st_ino) in visited:
            folders.clear()
            continue
        visited.add((status.st_dev, status.st_ino))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in sorted(names) if _is_wanted(Path(parent, name)))


def _refuse(error: OSError) -> None:
    raise SourceError(f"{error.filename} cannot be listed ({error.strerror}). Check that you may read the folder.")


def _is_wanted(path: Path) -> bool:
    """Article files, and links that lead nowhere: reading those fails aloud, leaving them out would be silent."""
    return not path.name.startswith(".") and is_article_name(path.name) and (path.is_file() or not path.exists())


def _source_file(path: Path) -> SourceFile:
    origin = origin_of(path)
    try:
        status = path.stat()
    except OSError:
        return SourceFile(origin, path, 0, 0)
    return SourceFile(origin, path, status.st_size, status.st_mtime_ns)


def _open(path: Path) -> IO[bytes]:
    """The file's bytes, decompressed when they are gzip, whatever the name says."""
    with path.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
    return cast(IO[bytes], gzip.open(path)) if packed else path.open("rb")


def _read(stream: IO[bytes], file: SourceFile) -> Iterator[Article | Failure]:
    start = stream.read(MAX_BYTES + 1)
    if wide_encoding(start[:_HEAD]) and len(start) <= MAX_BYTES:
        start = decode(start).encode("utf-8", "replace")
        stream = io.BytesIO(start)
    if not start.strip():
        yield Failure(file.origin, "no text: the file is empty", "Put an article in it, or take it out of the source.")
    elif reason := binary_reason(start[:_HEAD]):
        advice = "Dateline reads text, Markdown, HTML and JSON; save the article as one of them."
        yield Failure(file.origin, f"not a text file but {reason}", advice)
    elif _is_json_lines(start, file.path.name):
        stream.seek(0)
        yield from read_json_lines(_lines(stream), file.origin)
    elif len(start) > MAX_BYTES:
        advice = "Split it into one file an article, or into JSON lines (.jsonl), which may be of any size."
        yield Failure(file.origin, f"larger than {MAX_BYTES // 2**20} MB, too large for one article", advice)
    else:
        yield from _read_whole(start, file)


def _is_json_lines(start: bytes, name: str) -> bool:
    """True when the first line is a record and more lines follow, or when the name says so and the whole is no JSON."""
    named = suffix_of(name) in LINE_SUFFIXES
    first, _, rest = start.removeprefix(BOM_UTF8).lstrip().partition(b"\n")
    if first.startswith(b"{") and (named or rest.strip()) and isinstance(_json(first), Mapping):
        return True
    return named and (len(start) > MAX_BYTES or _json(start) is None)


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """The numbered lines of a file, None for one over the limit, of which the rest is skipped.

    A line that does not end even then ends the file: a small compressed file may unfold to a line of any length.
    """
    number = 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        whole = len(line) <= MAX_BYTES or line.endswith(b"\n")
        yield number, line.removeprefix(BOM_UTF8) if whole else None
        if not whole and not any(not rest or rest.endswith(b"\n") for rest in _rest_of_line(stream)):
            return


def _rest_of_line(stream: IO[bytes]) -> Iterator[bytes]:
    yield from (stream.readline(MAX_BYTES) for _ in range(_SKIPPED))


def _read_whole(data: bytes, file: SourceFile) -> Iterator[Article | Failure]:
    """One of the readers, chosen by the content; JSON is tried first, since it cannot be mistaken for prose."""
    try:
        text = decode(data)
        kind = kind_of(file.path.name, text)
        if text.lstrip()[:1] in ("{", "["):
            value = _json(data)
            if isinstance(value, Mapping) or (
                isinstance(value, list) and any(isinstance(one, Mapping) for one in value)
            ):
                yield from read_records(value, file.origin)
                return
        yield from _READERS[kind](data, file.origin)
    except UnicodeError:
        yield Failure(file.origin, "the text is in no encoding we know", "Save the file as UTF-8 and sync again.")


def _json(data: bytes) -> object:
    """The JSON in `data`, None when it is not JSON."""
    try:
        return parse_json(data)
    except ValueError:
        return None


def _finish(article: Article) -> Article | Failure:
    cleaned = clean_article(_without_halves(article))
    if cleaned.text:
        return cleaned
    advice = "Give the full text of the article, or take it out of the source."
    return Failure(
        article.origin, "no text: nothing is left of the article without headline and page furniture", advice
    )


def _without_halves(article: Article) -> Article:
    """The article without halves of surrogate pairs: JSON can spell one alone, and nothing can store it."""
    fields = {name: getattr(article, name) for name in ("id", "url", "language", "origin")}
    whole: dict[str, Any] = {name: value and _HALF.sub("\ufffd", value) for name, value in fields.items()}
    return replace(article, **whole)


_HALF = re.compile("[\ud800-\udfff]")
_HEAD = 64 * 1024
_SKIPPED = 8
"""How many times the limit of a line is skipped in search of its end."""

_READERS: dict[Kind, Callable[[bytes, str], Iterator[Article | Failure]]] = {
    "json": read_json,
    "html": read_html,
    "markdown": read_markdown,
    "text": read_text,
}
