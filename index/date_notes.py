"""Dates that a sync could not understand, or that lie ahead: said once, since filters by date go wrong with them."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from index.datatypes import Article

_AHEAD = timedelta(days=1)
"""Somewhere it is tomorrow already."""

MOST_NAMED = 10
"""Articles that a note names: so many can be mended before the next sync."""


def _tomorrow() -> date:
    return datetime.now(UTC).date() + _AHEAD


@dataclass(slots=True)
class DateNotes:
    """Collects from the articles just read whose dates are odd."""

    latest: date = field(default_factory=_tomorrow)
    """Dates after this day lie in the future."""
    _unread: list[str] = field(default_factory=list)
    _ahead: list[str] = field(default_factory=list)

    def add(self, article: Article) -> None:
        """Take note of an article."""
        if article.unread_date and not (article.published or article.published_in):
            self._unread.append(f"{article.unread_date} of {article.origin}")
        if article.published_day and article.published_day > self.latest:
            self._ahead.append(f"{article.published_day} of {article.origin}")

    def lines(self) -> list[str]:
        """A sentence for each sort, with the first of them."""
        lines = []
        if self._unread:
            one, more = "is not understood and stays unknown", "are not understood and stay unknown"
            lines.append(f"{_counted(len(self._unread), one, more)}: {_some(self._unread)}.")
        if self._ahead:
            one, more = "lies in the future and is kept", "lie in the future and are kept"
            lines.append(f"{_counted(len(self._ahead), one, more)}: {_some(self._ahead)}.")
        return lines


def _counted(count: int, one: str, more: str) -> str:
    return f"1 date of publication {one}" if count == 1 else f"{count:,} dates of publication {more}"


def _some(found: list[str]) -> str:
    named = "; ".join(found[:MOST_NAMED])
    return named if len(found) <= MOST_NAMED else f"such as {named}"
