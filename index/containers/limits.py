"""What a container may cost, and the errors that say it costs too much or is broken."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from index.datatypes import Failure
from index.errors import SourceError
from index.left_out import LeftOut

MAX_DEPTH = 2
"""Containers in containers: a zip of mailboxes is common, a third level is a mistake or an attack."""

MAX_MEMBERS = 200_000
"""Members of one archive; twice the largest collection that the archive is built for."""

MAX_ENTRIES = 1_000_000
"""Messages of a mailbox or pages of a crawl: the largest files of news hold about 200,000."""

MAX_RATIO = 100
"""News text shrinks to between a third and a tenth, and repetitive logs to a fiftieth."""

_MIB = 1024 * 1024
_LEAST, _MOST = 1024 * _MIB, 32 * 1024 * _MIB
_DAMAGED = "Make the file again from the original, or take it out of the source."


class UnreadableError(SourceError):
    """A container, or one member of it, cannot be read further."""

    def __init__(self, reason: str, advice: str = _DAMAGED) -> None:
        super().__init__(f"{reason}. {advice}")
        self.reason, self.advice = reason, advice

    def at(self, origin: str) -> Failure:
        """The failure that a report lists."""
        return Failure(origin, self.reason, self.advice)


class ExhaustedError(UnreadableError):
    """The whole file, with all that is in it, unpacks to more than is allowed; nothing more of it is read."""


@dataclass(slots=True)
class Budget:
    """How many unpacked bytes one source file may still give, over all levels; shared by reference."""

    left: int = _MOST

    @classmethod
    def for_size(cls, packed: int) -> "Budget":
        """The budget of a file of so many bytes."""
        return cls(min(_MOST, max(_LEAST, MAX_RATIO * packed)))

    def spend(self, count: int) -> None:
        """Count bytes that were unpacked; raises ExhaustedError when they are too many."""
        self.left -= count
        if self.left < 0:
            advice = "It may be a decompression bomb; if you trust it, unpack it and sync the folder."
            raise ExhaustedError("the file unpacks to far more than its size", advice)


@dataclass(frozen=True, slots=True)
class Scope:
    """What reading something within a file must know of the file: limits, level, names of fields."""

    budget: Budget = field(default_factory=Budget)
    depth: int = 0
    packed: bool = False
    """Whether this is already the inside of a compressed stream."""
    names: Mapping[str, str] | None = None
    """Which names the person gave for our fields, see `FieldMap`."""
    left_out: LeftOut = field(default_factory=LeftOut)
    """Counts the members of other kinds; shared by reference."""

    def inside(self, **changes: Any) -> "Scope":
        """The scope of a member of this container."""
        return replace(self, depth=self.depth + 1, packed=False, **changes)
