"""What the archive is made of. Frozen values; offsets are Python string indices (code points) into `Article.text`."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as stored: `text` is final, every offset elsewhere points into it.

    What the source does not say stays None or empty; a date is never guessed.
    """

    id: str
    title: str
    text: str
    url: str | None = None
    outlet: str | None = None
    published: date | datetime | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    origin: str = ""
    """Where it was loaded from: a file path, with `#record` for one of many in a file."""
    subtitle: str | None = None
    modified: date | datetime | None = None
    """When it was last changed, as the source says."""
    published_in: str | None = None
    """The year or month of publication ("2026", "2026-03"), where the source gives no day; `published` is None then."""
    section: str | None = None
    keywords: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    """Offsets in `text` at which the pages of a paged document begin; empty for any other."""
    stated: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Where each field was stated, by field name, such as {"published": "JSON-LD datePublished"}."""
    raw: str | None = field(default=None, compare=False, repr=False)
    """The text as it was read, before it was cleaned; only on the way into an archive, see `Archive.raw`."""
    unread_date: str | None = field(default=None, compare=False, repr=False)
    """What its source says of its date, and where, when that is no day; only on the way into an archive."""

    @property
    def published_day(self) -> date | None:
        """The day of publication in the article's own time zone."""
        return self.published.date() if isinstance(self.published, datetime) else self.published

    def page_of(self, offset: int) -> int | None:
        """The number, from 1, of the page that this offset in `text` is on; None where the document has no pages."""
        return bisect_right(self.pages, offset) or None


@dataclass(frozen=True, slots=True)
class Chunk:
    """A sentence-aligned piece of an article: `chunk.text == article.text[chunk.start:chunk.end]`."""

    article_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A stored chunk's number and how well it matched, before its text is fetched."""

    chunk_id: int
    score: float


@dataclass(frozen=True, slots=True)
class Copy:
    """Another article of the same story."""

    article_id: str
    title: str
    outlet: str | None
    published: date | datetime | None
    url: str | None
    owner: str | None
    """The agency whose text it is; None where it is its outlet's own."""
    published_in: str | None = None
    """The year or month of publication, where the source gives no day; see `Article.published_in`."""
    text: str = field(default="", repr=False, compare=False)
    """What it says, to see whether a sentence of its story stands in it too."""

    @property
    def published_day(self) -> date | None:
        """The day of publication in the article's own time zone."""
        return self.published.date() if isinstance(self.published, datetime) else self.published


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk with its article and score: `passage.text == passage.article.text[passage.start:passage.end]`."""

    article: Article
    start: int
    end: int
    text: str
    score: float
    copies: tuple[Copy, ...] = ()
    """The other articles of its story, which a search shows with it and not beside it."""
    owner: str | None = None
    """Whose text the article is: its agency's, else its outlet's; None where that is not known."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles may answer. Empty means no restriction; `after` and `before` are both inclusive.

    Outlets and authors are alternatives within their field. An article without a date does not pass a date filter.
    `names` are people, places or organisations that the article's title or text must mention. `known_by` leaves out
    what was published later than that day, and keeps what has no date: it is what somebody could have read by then.
    """

    outlets: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    after: date | None = None
    before: date | None = None
    known_by: date | None = None

    def __bool__(self) -> bool:
        return bool(self.outlets or self.authors or self.names or self.after or self.before or self.known_by)


@dataclass(frozen=True, slots=True)
class Failure:
    """A file or record that could not become an article: where, why, and what to do about it."""

    origin: str
    reason: str
    advice: str
    withdrawn: bool = False
    """Whether its publisher has taken it back: what was stored from there leaves the archive."""
    complete: bool = False
    """Whether all of it was read: it is no article, and hides none."""


@dataclass(frozen=True, slots=True)
class SyncOptions:
    """How sources are taken into an archive."""

    keep_removed: bool = False
    """Keep articles whose source is gone, until a sync of that source that does not say so."""
    again: bool = False
    """Take articles, too, that were removed for good."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Which field of JSON and CSV records is which of ours, where that is not to be guessed: {"title": "hed"}.

    It is remembered for the paths of this sync, until another one names others for them.
    """
    max_pages: int = 200
    """Pages that are fetched of one feed, sitemap or list: at a second each, three minutes and a half."""
    allow_private: bool = False
    """Fetch from addresses within one's own network, which are refused otherwise."""
    clean: bool | None = None
    """Take page furniture out of texts, or leave all in; None: as the archive did last, and do so in a new one."""
    emptied: bool = False
    """Let go, too, what came from a source that holds no article file at all now, as when its disk is not there."""
    leave_out: Sequence[str] = ()
    """Patterns of files and pages that are no part of the sources: "*.draft.txt", "live/*"."""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did, counted in articles; `failed` lists what could not be read."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    failed: tuple[Failure, ...] = ()
    chunks: int = 0
    """Chunks embedded in this sync."""
    seconds: float = 0.0
    notes: tuple[str, ...] = field(default=())
    """Things worth saying aloud, such as a vector index that was rebuilt."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Files in the folders among the sources that are of no format we read, counted by suffix."""
    not_taken: int = 0
    """Articles of which the same or a later version is stored already, that were removed for good or are withdrawn."""
    withdrawn: tuple[Failure, ...] = ()
    """Items that their publisher has taken back: no failure, and nothing that was stored from there stays."""
