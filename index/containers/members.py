"""Which members of an archive are read: articles by their name, nothing hidden, nothing that points elsewhere."""

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import IO, TypeAlias

from index.containers.limits import MAX_ENTRIES, MAX_MEMBERS, ExhaustedError, Scope, UnreadableError
from index.datatypes import Article, Failure
from index.left_out import LeftOut
from index.passed_over import is_passed_over
from index.readers.sniff import is_article_name

Found: TypeAlias = Iterator[Article | Failure]

Reader: TypeAlias = Callable[[IO[bytes], str, str, Scope], Found]
"""Reads what a stream holds, given its name, its origin and the scope: how containers read what they hold."""

_OUTSIDE = re.compile(r"^[/\\~]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|[\x00-\x1f\x7f]")
_LONGEST_NAME = 1000
NOT_A_FILE = UnreadableError(
    "a link or device, not a file", "Put the file itself into the archive, if it is an article."
)


def is_offered(name: str, holds: Callable[[str], bool]) -> bool:
    """True for a member that would be looked at in a folder; raises UnreadableError for a name that leads elsewhere.

    `holds` tells of a name whether the archive holds such a member.
    """
    if _OUTSIDE.search(name) or len(name) > _LONGEST_NAME:
        advice = "Make the archive again with plain names below its folder; a name like this may be an attack."
        raise UnreadableError("its name leads out of the archive", advice)
    return not is_passed_over(name, holds)


def is_article(name: str, place: str, left_out: LeftOut) -> bool:
    """Whether a member is read, by its name; one that is not is counted."""
    if not is_article_name(name):
        left_out.add(PurePosixPath(name), place)
        return False
    return True


def member_origin(origin: str, name: str) -> str:
    """Where a member comes from, its name made safe to print."""
    return f"{origin}#{name[:_LONGEST_NAME].encode('utf-8', 'backslashreplace').decode()}"


def check_count(count: int) -> None:
    """Raises ExhaustedError when an archive has more members than are read."""
    if count > MAX_MEMBERS:
        advice = f"Split it into archives of at most {MAX_MEMBERS:,} files, or unpack it and sync the folder."
        raise ExhaustedError(f"more than {MAX_MEMBERS:,} files in one archive", advice)


def check_entries(count: int) -> None:
    """The same for a mailbox or a crawl, of which what was seen is remembered."""
    if count > MAX_ENTRIES:
        raise ExhaustedError(f"more than {MAX_ENTRIES:,} messages or pages in one file", "Split it into several files.")


def nothing_read(origin: str) -> Failure:
    """The failure of an archive without a single member that could be an article."""
    advice = "Put articles into it under names such as story.html or story.txt, or take it out of the source."
    return Failure(origin, "the archive holds no file of a format that Dateline reads", advice)
