"""What a sync is given, sorted: paths, web addresses and articles; and which files belong to the paths."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from glob import has_magic
from pathlib import Path

from index.clean import clean_article
from index.datatypes import Article
from index.errors import SourceError
from index.left_out import LeftOut
from index.load import Cleaner, DocumentLike, Source, SourceFile, article_from_document, list_files, origin_of
from index.readers.sitemap import lists_addresses
from index.unwanted import Unwanted


class Scope:
    """The files that some paths (files, folders, globs) stand for, those that are not there any more included."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.paths = tuple(paths)
        self._places: dict[str, list[str]] = {}  # file or folder, without a separator at its end -> the paths naming it
        self._globs: dict[str, str] = {}
        for path in self.paths:
            named = os.path.expanduser(path)  # noqa: PTH111
            if has_magic(named) and not Path(named).exists():
                self._globs[path] = os.fsencode(Path(named).absolute()).decode("utf-8", "backslashreplace")
            else:
                self._places.setdefault(origin_of(named).rstrip(os.sep), []).append(path)

    def __contains__(self, file: str) -> bool:
        return any(True for _ in self.naming(file))

    def naming(self, file: str) -> Iterator[str]:
        """The paths that a file belongs to."""
        yield from self._naming(file, self._globs)

    def empty(self, files: Iterable[SourceFile]) -> list[str]:
        """The paths that none of these files belong to."""
        left = dict.fromkeys(self.paths)
        for file in files:
            if not left:
                break
            for path in list(self._naming(file.origin, [path for path in self._globs if path in left])):
                left.pop(path, None)
        return list(left)

    def _naming(self, file: str, globs: Iterable[str]) -> Iterator[str]:
        """The paths among the places, and these globs, that a file belongs to."""
        end = len(file)
        while end >= 0:
            yield from self._places.get(file[:end], ())
            end = file.rfind(os.sep, 0, end)
        yield from (path for path in globs if fnmatchcase(file, self._globs[path]))


@dataclass(frozen=True, slots=True)
class Given:
    """The sources of one sync, and the files that are there for the paths among them."""

    paths: Sequence[str]
    addresses: Sequence[str]
    articles: Sequence[Article]
    files: Sequence[SourceFile]
    lists: Sequence[SourceFile]
    """The files that list web addresses, or are sitemaps; they are none of `files`."""

    @property
    def present(self) -> set[str]:
        """Where articles may come from that are no pages of the web."""
        return {file.origin for file in self.files} | {article.origin for article in self.articles}


def find_sources(sources: Iterable[Source], clean: Cleaner, left_out: LeftOut, unwanted: Unwanted) -> Given:
    """Sort the sources, and list the files; raises SourceError for a path that is not there."""
    paths, addresses, articles = sort_sources(sources, clean)
    files = [file for file in list_files(paths, left_out) if file.origin not in unwanted]
    lists = address_lists(paths, files)
    listed = {file.origin for file in lists}
    return Given(paths, addresses, articles, [file for file in files if file.origin not in listed], lists)


def sort_sources(
    sources: Iterable[Source], clean: Cleaner = clean_article
) -> tuple[list[str], list[str], list[Article]]:
    """The paths, the web addresses and the articles among the sources. Raises SourceError for what is none."""
    paths: list[str] = []
    addresses: list[str] = []
    articles: list[Article] = []
    for source in sources:
        if isinstance(source, str) and source.strip().lower().startswith(("http://", "https://")):
            addresses.append(source.strip())
        elif isinstance(source, str | os.PathLike):
            paths.append(os.fspath(source))
        elif _is_article(source):
            articles.append(article_from_document(source, clean))
        else:
            raise SourceError(
                f"{source!r:.100} is no source. Give a path, a web address, an Article or a LlamaIndex Document."
            )
    return paths, addresses, articles


def listed_sources(sources: Iterable[Source] | Source) -> list[Source]:
    """One source, or several, as a list: a LlamaIndex Document alone could be iterated as well."""
    if _is_article(sources) or not isinstance(sources, Iterable) or isinstance(sources, str | os.PathLike):
        return [sources]  # type: ignore[list-item]
    return list(sources)


def _is_article(given: object) -> bool:
    return isinstance(given, Article | DocumentLike) or isinstance(getattr(given, "text", None), str)


def address_lists(paths: Sequence[str], files: Sequence[SourceFile]) -> list[SourceFile]:
    """The files, named one by one, that list web addresses or are sitemaps."""
    named = {origin_of(Path(path).expanduser()) for path in paths if not has_magic(path)}
    return [file for file in files if file.origin in named and lists_addresses(file.path)]
