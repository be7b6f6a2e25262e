"""Paths, folders and patterns -> the files that should hold articles, each once."""

import glob
import os
import stat
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.errors import SourceError
from index.left_out import LeftOut
from index.passed_over import is_hidden, is_of_page, is_scratch
from index.readers.sniff import is_article_name
from index.recognise import is_article_file

STDIN = "-"
"""The source that stands for standard input; a file of this name is `./-`."""

_ARCHIVE = "library.sqlite3"
"""The file that makes a folder an archive: its notes and logs are no articles."""

STDIN_ORIGIN = "stdin"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that should hold articles; `origin` is its absolute path with links resolved, see `origin_of`."""

    origin: str
    path: Path
    size: int
    mtime_ns: int


def list_files(paths: Iterable[str | os.PathLike[str]], left_out: LeftOut | None = None) -> Iterator[SourceFile]:
    """Every file that the paths name, each once: files, folders with all below them, globs, standard input as "-".

    In folders only files of a format we read are taken, nothing hidden, no editor's backups, and nothing of an archive
    of ours; `left_out` counts files of other formats. Raises SourceError for a path that does not exist or cannot be
    listed, since a sync would take an empty answer for deleted articles.
    """
    seen, left_out = set[str](), left_out or LeftOut()
    for path in paths:
        for file in _named(os.fspath(path), left_out):
            if file.origin not in seen:
                seen.add(file.origin)
                yield file


def origin_of(path: str | os.PathLike[str]) -> str:
    """The absolute path with links resolved, as text: a name that is not UTF-8 is spelt with backslashes."""
    if os.fspath(path) == STDIN:
        return STDIN_ORIGIN
    return _in_utf8(os.path.realpath(path))  # unlike Path.resolve, never raises for a loop of links


def is_absent(origin: str) -> bool:
    """Whether the file with this origin is certainly not there; one that cannot be looked at may be."""
    if not Path(origin).is_absolute() or "\\x" in origin:  # no path, or one whose bytes are not spelt as they are
        return False
    try:
        Path(origin).stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return False


def mode_of(path: Path) -> int:
    """The mode of what a path leads to, 0 where nothing is or nothing can be told; never raises, as `is_file` does."""
    try:
        return path.stat().st_mode
    except (OSError, ValueError):
        return 0


def _named(path: str, left_out: LeftOut) -> Iterator[SourceFile]:
    if path == STDIN:  # the time of reading: what is piped in is never taken for unchanged
        yield SourceFile(STDIN_ORIGIN, Path(STDIN), 0, time.time_ns())
        return
    yield from map(_source_file, _expand(path, left_out))


def _expand(path: str, left_out: LeftOut) -> Iterator[Path]:
    """The files that one path names: itself, those of a folder, those of a glob."""
    try:
        found = Path(path).expanduser()
        mode = found.stat().st_mode if path else 0
    except PermissionError as error:
        raise SourceError(f"{path} cannot be reached ({error.strerror}). Check that you may read its folder.") from None
    except (OSError, ValueError, RuntimeError):
        mode = 0
    if stat.S_ISDIR(mode):
        yield from _walk(found, left_out)
    elif stat.S_ISREG(mode):
        yield found
    elif mode:
        raise SourceError(
            f"{path} is neither a file nor a folder. Give a file, a folder or a pattern such as news/*.md."
        )
    else:
        yield from _expand_glob(path, left_out)


def _expand_glob(path: str, left_out: LeftOut) -> Iterator[Path]:
    # Path.glob would take hidden files and refuse absolute patterns.
    pattern = os.path.expanduser(path)  # noqa: PTH111
    found = sorted(glob.glob(pattern, recursive=True)) if glob.has_magic(path) else []  # noqa: PTH207
    if not found:
        raise SourceError(_absent(path))
    for match in map(Path, found):
        if stat.S_ISDIR(mode_of(match)):
            yield from _walk(match, left_out)
        elif not is_scratch(match.name):
            yield match


def _absent(path: str) -> str:
    here = f"the folder you are in ({Path.cwd()})"
    if path.lower().startswith(("http://", "https://")):
        return f"{path} is a web address, not a file. Save the page as .html and sync the file."
    if glob.has_magic(path):
        return f"No file matches {path}. Check the pattern and {here}."
    return f"{path or 'The empty path'} does not exist. Check the spelling and {here}."


def _walk(folder: Path, left_out: LeftOut) -> Iterator[Path]:
    """The article files below a folder in a fixed order; a folder reached a second time through a link is left out."""
    visited = set[tuple[int, int]]()
    for parent, folders, names in os.walk(folder, followlinks=True, onerror=_refuse):
        status = Path(parent).stat()
        if (status.st_dev, status.st_ino) in visited or _ARCHIVE in names:
            folders.clear()
            continue
        visited.add((status.st_dev, status.st_ino))
        held = set(names)
        folders[:] = sorted(name for name in folders if not (is_hidden(name) or is_of_page(name, held.__contains__)))
        shown = (name for name in sorted(names) if not (is_hidden(name) or is_scratch(name)))
        for path in (Path(parent, name) for name in shown):
            mode = mode_of(path)
            if _is_wanted(path, mode):
                yield path
            elif stat.S_ISREG(mode):
                left_out.add(path, origin_of(path))


def _refuse(error: OSError) -> None:
    raise SourceError(f"{error.filename} cannot be listed ({error.strerror}). Check that you may read the folder.")


def _is_wanted(path: Path, mode: int) -> bool:
    """Article files, and what cannot be reached: reading that fails aloud, leaving it out would be silent."""
    return is_article_file(path) if stat.S_ISREG(mode) else is_article_name(path.name) and not mode


def _source_file(path: Path) -> SourceFile:
    try:
        status = path.stat()
    except OSError:  # a link to nowhere is called by its own name: who looks for the other finds nothing
        return SourceFile(_in_utf8(os.path.join(os.path.realpath(path.parent), path.name)), path, 0, 0)  # noqa: PTH118
    return SourceFile(origin_of(path), path, status.st_size, status.st_mtime_ns)


def _in_utf8(path: str) -> str:
    return os.fsencode(path).decode("utf-8", "backslashreplace")
