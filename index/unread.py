"""What could not be read of a file: nothing that is stored from there leaves, for it may still be there."""

import re
from collections.abc import Collection, Iterable

from index.datatypes import Article, Failure

_NUMBERED = re.compile(r"#(?:(?:line|row|record|message) \d+|others)$")
"""How a failure names one of many records. Which article stood there nobody can tell: numbers move."""


def unread_places(read: Iterable[Failure], last: Article | Failure | None) -> set[str]:
    """The files, members and files of records that were not read whole, by the failures of a file and its last item.

    A record that was read and has no text took nothing away, unless it is the last: then the file may be cut off there.
    """
    unread = {one.origin for one in read if not (one.complete or one.withdrawn)}
    if isinstance(last, Failure) and not last.withdrawn:
        unread.add(last.origin)
    return {_NUMBERED.sub("", origin) for origin in unread}


def is_within(origin: str, places: Collection[str]) -> bool:
    """Whether something comes from one of these places."""
    return any(origin == place or origin.startswith(f"{place}#") for place in places)
