"""What one sync has seen and done so far, and the report that it makes in the end."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from index.datatypes import Article, Failure, SyncReport
from index.date_notes import DateNotes
from index.left_out import LeftOut
from index.readers.mapping import MappingNotes
from index.untitled import Untitled
from index.unwanted import Unwanted


@dataclass
class Tally:
    """Counts and notes of one sync."""

    unwanted: Unwanted = field(default_factory=Unwanted)
    mapping: MappingNotes = field(default_factory=MappingNotes)
    untitled: Untitled = field(default_factory=Untitled)
    dates: DateNotes = field(default_factory=DateNotes)
    left_out: LeftOut = field(default_factory=LeftOut)
    present: set[str] = field(default_factory=set)  # files that the sources hold now
    seen: dict[str, str] = field(default_factory=dict)  # article id -> the file that gave it
    failures: list[Failure] = field(default_factory=list)
    withdrawn: list[Failure] = field(default_factory=list)  # by their publisher, in a source that still names them
    notes: list[str] = field(default_factory=list)
    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    kept: int = 0  # whose source is gone, and which stay all the same
    earlier: int = 0  # versions of which a later one, or the same, is there
    spared: int = 0  # which a file does not show any more that could not be read whole
    buried: int = 0  # removed for good, and still in a source

    def read(self, file: str, article: Article) -> None:
        """Take note of an article just read from this file."""
        self.mapping.add(file, article)
        self.untitled.add(file, article)

    def refuse(self, failures: Iterable[Failure]) -> None:
        """Take note of what is no article."""
        for failure in failures:
            (self.withdrawn if failure.withdrawn else self.failures).append(failure)

    def report(self, chunks: int, seconds: float) -> SyncReport:
        """The report of a sync that embedded so many chunks in this time."""
        return SyncReport(
            added=self.added,
            changed=self.changed,
            removed=self.removed,
            unchanged=self.unchanged,
            failed=tuple(self.failures),
            chunks=chunks,
            seconds=seconds,
            notes=tuple(self._notes()),
            left_out=self.left_out.kinds,
            not_taken=self.earlier + self.buried + len(self.withdrawn),
            withdrawn=tuple(self.withdrawn),
        )

    def _notes(self) -> list[str]:
        read = (self.mapping, self.untitled, self.dates, self.left_out, self.unwanted)
        return [*self.notes, *self._stayed(), *(line for notes in read for line in notes.lines())]

    def _stayed(self) -> list[str]:
        notes = []
        if self.kept == 1:
            notes.append("1 article is kept although its source is gone.")
        elif self.kept:
            notes.append(f"{self.kept:,} articles are kept although their source is gone.")
        if self.spared:
            which = "1 article is" if self.spared == 1 else f"{self.spared:,} articles are"
            notes.append(f"{which} kept although not found again: the file, or a part of it, could not be read.")
        if self.earlier:
            which = "1 article was" if self.earlier == 1 else f"{self.earlier:,} articles were"
            notes.append(
                f"{which} left out: the same, or a later version, is there. A later date of change would go before it."
            )
        if len(self.withdrawn) == 1:
            notes.append(f"1 item was left out: {self.withdrawn[0].reason} ({self.withdrawn[0].origin}).")
        elif self.withdrawn:
            first = self.withdrawn[0].origin
            notes.append(
                f"{len(self.withdrawn):,} items were left out: their agency has withdrawn them. First: {first}."
            )
        if self.buried == 1:
            notes.append("1 article was left out: it was removed for good. --again takes it.")
        elif self.buried:
            notes.append(f"{self.buried:,} articles were left out: they were removed for good. --again takes them.")
        return notes
