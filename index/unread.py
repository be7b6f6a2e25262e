"""What could not be read of a file: nothing that is stored from there leaves, for it may still be there."""

import re
from collections.abc import Iterable, Set

from index.datatypes import Article, Failure

_RECORD = re.compile(r"#(?:line|row|record|message) \d+$")
"""How a failure names one of many records. Which article stood there nobody can tell: numbers move."""
_OTHERS = "#others"
"""How the failures are named that are too many to be listed."""


def unread_places(failed: Iterable[Failure], last: Article | Failure | None) -> set[str]:
    """The files and members that were not read whole, by a file's failures and its last item.

    A broken record among others hides one article at the most, and is told; where the last is broken, the file may be
    cut off there, and all that it held may still be behind.
    """
    unread = [one for one in failed if not (one.complete or one.withdrawn)]
    return {_RECORD.sub("", one.origin).removesuffix(_OTHERS) for one in unread if one is last or _is_whole(one)}


def unread_whole(file: str, failed: Iterable[Failure]) -> set[str]:
    """The file, of which nothing but failures came, unless its publisher took it all back.

    None of its records is an article any more: more likely their fields have other names than that all have left.
    """
    return {file} if any(not one.withdrawn for one in failed) else set()


def is_within(origin: str, places: Set[str]) -> bool:
    """Whether something comes from one of these places."""
    parts = origin.split("#")
    return any("#".join(parts[:count]) in places for count in range(1, len(parts) + 1))


def _is_whole(failure: Failure) -> bool:
    """Whether a file or a member failed, and not one of its records."""
    return not _RECORD.search(failure.origin)
