"""What a sync is given, sorted: paths, web addresses and articles; and which files belong to the paths."""

import os
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from glob import has_magic
from pathlib import Path

from index.clean import clean_article
from index.datatypes import Article
from index.load import Cleaner, Source, SourceFile, article_from_document, origin_of
from index.readers.sitemap import lists_addresses


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
        return any(True for _ in self._naming(file, self._globs))

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


def sort_sources(
    sources: Iterable[Source], clean: Cleaner = clean_article
) -> tuple[list[str], list[str], list[Article]]:
    """The paths, the web addresses and the articles among the sources."""
    paths: list[str] = []
    addresses: list[str] = []
    articles: list[Article] = []
    for source in sources:
        if isinstance(source, str) and source.strip().lower().startswith(("http://", "https://")):
            addresses.append(source.strip())
        elif isinstance(source, str | os.PathLike):
            paths.append(os.fspath(source))
        else:
            articles.append(article_from_document(source, clean))
    return paths, addresses, articles


def address_lists(paths: Sequence[str], files: Sequence[SourceFile]) -> list[SourceFile]:
    """The files, named one by one, that list web addresses or are sitemaps."""
    named = {origin_of(Path(path).expanduser()) for path in paths if not has_magic(path)}
    return [file for file in files if file.origin in named and lists_addresses(file.path)]
