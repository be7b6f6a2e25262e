"""A filter narrowed to the newest or oldest days that have enough articles, where far more pass it than are shown."""

from dataclasses import replace
from datetime import date, timedelta

from index.archive import Archive
from index.datatypes import Filter

_DAY = timedelta(days=1)


def newest_days(only: Filter, archive: Archive, wanted: int) -> Filter:
    """The filter from the last day on since which as many articles as wanted were published; as it is where few were.

    Undated articles do not pass it. To count what passes a filter takes about a millisecond, and to find the day, as
    many counts as the days of the archive can be halved.
    """
    low, high = _ends(only, archive)
    if not low or not high or archive.count_articles(replace(only, after=low)) <= wanted:
        return only
    while low < high:
        middle = low + (high - low + _DAY) // 2
        if archive.count_articles(replace(only, after=middle)) >= wanted:
            low = middle
        else:
            high = middle - _DAY
    return replace(only, after=low)


def oldest_days(only: Filter, archive: Archive, wanted: int) -> Filter:
    """The filter up to the first day until which as many articles as wanted were published; as it is where few were."""
    low, high = _ends(only, archive)
    if not low or not high or archive.count_articles(replace(only, before=high)) <= wanted:
        return only
    while low < high:
        middle = low + (high - low) // 2
        if archive.count_articles(replace(only, before=middle)) >= wanted:
            high = middle
        else:
            low = middle + _DAY
    return replace(only, before=high)


def _ends(only: Filter, archive: Archive) -> tuple[date | None, date | None]:
    """The first and the last day on which what passes the filter may have been published."""
    first, last = archive.days()
    if not first or not last:
        return None, None
    return max(only.after or first, first), min(day for day in (only.before, only.known_by, last) if day)
