"""Articles, citations and archives in words: pure functions that every surface shares."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.datatypes import Article, Copy
from rag.datatypes import Citation, Statement

if TYPE_CHECKING:
    from index.archive import ArchiveStatus

NO_DATE = "no date given"
NEAREST = "Nearest passages (not an answer)"
EXCERPT_CHARS = 280
COPIES_NAMED = 3
MONTHS = (  # not strftime: its month names follow the machine's locale
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_DETERMINER = re.compile(r"^(?:the|an?|its|their|his|her|our)\s+", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def day_words(published: date | None) -> str:
    """A day as a newspaper writes it, "17 April 2026"; a missing date is said, never filled in."""
    return f"{published.day} {MONTHS[published.month - 1]} {published.year}" if published else NO_DATE


def moment_words(published: date | datetime | None) -> str:
    """As `day_words`, with the time and zone where the source gives them."""
    if not isinstance(published, datetime):
        return day_words(published)
    zone = f" {published.tzname()}" if published.tzinfo else ""
    return f"{day_words(published)}, {published:%H:%M}{zone}"


def span_words(first: date | None, last: date | None) -> str:
    """Two days as a span: "2 March to 17 April 2026", "2 to 9 March 2026"."""
    if not first or not last:
        return day_words(first or last)
    if first == last:
        return day_words(last)
    if first.year != last.year:
        return f"{day_words(first)} to {day_words(last)}"
    start = f"{first.day}" if first.month == last.month else f"{first.day} {MONTHS[first.month - 1]}"
    return f"{start} to {day_words(last)}"


def archive_line(status: "ArchiveStatus") -> str:
    """What an archive holds in one line: "42 articles, 6 outlets, 2 March to 17 April 2026 (1 without a date)"."""
    parts = [count_words(status.articles, "article")]
    if status.outlets:
        parts.append(count_words(len(status.outlets), "outlet"))
    if status.first or status.last:
        parts.append(span_words(_day(status.first), _day(status.last)))
    undated = f" ({status.undated:,} without a date)" if status.undated else ""
    return ", ".join(parts) + undated


def _day(moment: date | datetime | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment


def count_words(count: int, noun: str) -> str:
    """A number with its noun: "1 article", "1,204 articles"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def byline(article: Article) -> str:
    """Outlet and day, what a reader needs to weigh a sentence: "Estmark Courier, 12 March 2026"."""
    return f"{outlet_words(article, 'outlet not given')}, {published_words(article)}"


def named_copies(copies: Sequence[Copy]) -> tuple[list[tuple[str, list[Copy]]], int]:
    """The copies to name, by the words for their day of publication, and how many more there are.

    An outlet that printed the story twice on one day is named once.
    """
    apart: dict[tuple[str, str], Copy] = {}
    for copy in copies:
        apart.setdefault((published_words(copy), outlet_words(copy)), copy)
    named = list(apart.values())[:COPIES_NAMED]
    return [(day, list(group)) for day, group in groupby(named, published_words)], len(apart) - len(named)


def outlet_words(one: Article | Copy, unknown: str = "an outlet not given") -> str:
    """Where an article was published: its outlet, else the site of its address."""
    link = web_link(one.url)
    return " ".join((one.outlet or "").split()) or (host_name(link) if link else unknown)


def copies_words(copies: Sequence[Copy]) -> str:
    """Where else the story stands: "also in Estmark Courier, EPR (12 March 2026) and 4 more"; empty without copies."""
    days, more = named_copies(copies)
    named = ", ".join(f"{', '.join(map(outlet_words, group))} ({day})" for day, group in days)
    return f"also in {named}{more_words(more)}" if named else ""


def more_words(more: int) -> str:
    """What follows names of which some are left out."""
    return f" and {more:,} more" if more else ""


def witnesses_words(statement: Statement) -> str:
    """How many outlets say so independently, where that is more than one: "2 independent outlets"."""
    return count_words(len(statement.outlets), "independent outlet") if len(statement.outlets) > 1 else ""


def published_words(article: Article | Copy) -> str:
    """The day of publication, or the month or year where no more is known."""
    if article.published or not article.published_in:
        return day_words(article.published_day)
    year, _, month = article.published_in.partition("-")
    return f"{MONTHS[int(month) - 1]} {year}" if month else year


def correction_words(notice: str) -> str:
    """An article's notice of its correction, labelled where it does not begin with such a label itself."""
    words = " ".join(notice.split())
    return words if words.lower().startswith(("correct", "clarif", "retract")) else f"Corrected: {words}"


def speaker_words(citation: Citation) -> str:
    """Who is being quoted, with what the article says they are: "Ann Lee (mayor of Tarnwick)"; empty without."""
    role = _DETERMINER.sub("", citation.role or "")
    return f"{citation.speaker} ({role})" if citation.speaker and role else citation.speaker or ""


def place_words(citation: Citation) -> str:
    """Where a citation stands: its page, where there are pages, and its characters."""
    page = f"p. {citation.page}, " if citation.page else ""
    return f"{page}characters {citation.start}-{citation.end}"


def headline(article: Article) -> str:
    """The title, or words that say there is none."""
    return " ".join(article.title.split()) or "Untitled article"


def web_link(url: str | None) -> str | None:
    """The URL if it is safe to offer as a link (http or https with a host), else None."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme.lower() in {"http", "https"} and parts.netloc else None


def host_name(link: str) -> str:
    """The site that a link leads to."""
    return urlsplit(link).hostname or link


def excerpt(text: str, limit: int = EXCERPT_CHARS) -> str:
    """The beginning of a text on one line, cut at a word with an ellipsis when too long."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return (
        line[: line.rfind(" ", limit // 2, limit) if " " in line[limit // 2 : limit] else limit].rstrip(" ,;:") + " …"
    )


def plain_words(markdown: str) -> str:
    """Text as it was before its Markdown characters were escaped with backslashes."""
    return _ESCAPED.sub(r"\1", markdown)


def seconds_words(seconds: float) -> str:
    """A duration for small print: "0.08 s", "2.4 s"."""
    return f"{seconds:.2f} s" if seconds < 1 else f"{seconds:.1f} s"
