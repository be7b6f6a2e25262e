"""What becomes of each article that a sync reads: new, changed, moved, unchanged, removed for good, or refused.

An id belongs to one article. Where another file gave it before, the article has moved if that file is gone or, read to
its end, holds it no more; while that file holds it, the newcomer is refused. One that comes from a file read before
that other file waits until it has been read, too.
"""

from collections.abc import Iterable
from pathlib import Path

from index.batches import Batches
from index.chunk import chunk_article
from index.datatypes import Article, Failure
from index.files import is_absent
from index.identity import Identity
from index.sources import Scope
from index.store.library import Known, Library, digest
from index.tally import Tally


class Admission:
    """Admits the articles of one sync; `unread` are the files that it is going to read, `scope` those it is of."""

    def __init__(
        self, library: Library, batches: Batches, tally: Tally, scope: Scope, unread: Iterable[str] = ()
    ) -> None:
        self._library, self._batches, self._tally, self._scope = library, batches, tally, scope
        self._unread = set(unread)
        self._identity = Identity(library, tally.seen)
        self._gone_before = library.removals.gone()
        self._buried = library.removals.buried()
        self._missing: dict[str, None] = {}  # ids that the file they came from does not hold any more, in order
        self._waiting: list[tuple[Article, str, bytes]] = []  # articles, each with its file and digest
        self._vanished: dict[str, bool] = {}  # what was found of files, for thousands of articles may ask for one
        self._unsettled, self._refused = set[str](), set[str]()  # files of which some article waits, or was refused

    def begin(self, file: str) -> None:
        """A file is read next."""
        self._identity.begin(file)

    def take(self, article: Article, file: str) -> None:
        """Take an article just read from a file or page."""
        self.admit(self._identity.resolve(article, file), file)

    def admit(self, article: Article, file: str) -> None:
        """Take an article whose id is known."""
        said = digest(article)
        self._tally.dates.add(article)
        if article.id in self._buried or said in self._buried:
            self._tally.buried += 1
        else:
            self._place(article, file, said)

    def end(self, file: str) -> None:
        """The file was read to its end: what it gave before and does not hold any more leaves, or has moved."""
        self._unread.discard(file)
        stored = self._library.article_ids(file)
        if missing := [article_id for article_id in stored if self._tally.seen.get(article_id) != file]:
            self._missing |= dict.fromkeys(missing)
            self._unsettled.add(file)

    def settle(self) -> list[str]:
        """All files are read: decide what waited; returns the ids of what none of them holds any more."""
        self._unread.clear()
        for article, file, said in self._waiting:
            self._place(article, file, said)
            self._batches.move_on()
        return list(self._missing)

    def is_settled(self, file: str) -> bool:
        """Whether nothing that came from this file, now or before, waits for other files to be read."""
        return file not in self._unsettled

    def was_refused(self, file: str) -> bool:
        """Whether an article from this file was refused."""
        return file in self._refused

    def is_gone(self, file: str) -> bool:
        """Whether a file that gave an article before is no longer among what is synced here."""
        return file not in self._tally.present and file in self._scope

    def _place(self, article: Article, file: str, said: bytes) -> None:
        moved = self._identity.has_moved(article.id)
        known = None if moved else self._library.known_article(article.id)
        first = self._tally.seen.get(article.id)
        owner = first or (known.file if known else file)
        if not first and owner != file and owner in self._unread:
            self._waiting.append((article, file, said))
            self._unsettled.add(file)
        elif first or not (owner == file or self._has_left(article.id, owner, known, said)):
            self._refused.add(file)
            self._tally.failures.append(_same_id(article, owner))
        else:
            self._tally.seen[article.id] = file
            self._missing.pop(article.id, None)
            self._enter(article, file, said, known)

    def _enter(self, article: Article, file: str, said: bytes, known: Known | None) -> None:
        if not known and (former := self._identity.moved_from(said, self._has_vanished)):
            self._tally.unchanged += 1
            self._batches.move(article, file, former)
        elif known and known.digest == said:
            self._tally.unchanged += 1
            if (known.file, known.origin) != (file, article.origin) or article.id in self._gone_before:
                self._batches.move(article, file)
        else:
            self._tally.changed += bool(known)
            self._tally.added += not known
            chunks = chunk_article(article, without=self._library.boilerplate.left_out(article))
            self._batches.add(article, file, chunks)

    def _has_left(self, article_id: str, file: str, known: Known | None, said: bytes) -> bool:
        """Whether its file holds it no more. Where that file's folder is gone, too, only the same words are believed:

        a source that is away for a while, a disk or a share, keeps its articles.
        """
        if article_id in self._missing or article_id in self._gone_before or self.is_gone(file):
            return True
        same = known is not None and known.digest == said
        return self._has_vanished(file) and (same or Path(file).parent.is_dir())

    def _has_vanished(self, file: str) -> bool:
        """Whether a file is gone, or is one of another source that is not there any more."""
        if file not in self._vanished:
            self._vanished[file] = self.is_gone(file) or (file not in self._tally.present and is_absent(file))
        return self._vanished[file]


def _same_id(article: Article, owner: str) -> Failure:
    return Failure(
        origin=article.origin,
        reason=f"its id {article.id!r} is already used by an article from {owner}",
        advice="Give one of the two another id; this one was left out.",
    )
