"""What becomes of each article that a sync reads: new, changed, moved, unchanged, removed for good, or refused.

An id belongs to one article. Where another file gave it before, the article has moved if that file is gone or, read to
its end, holds it no more; while that file holds it, the later version of the two is the article (`editions.py`), and
where neither is later, the newcomer is refused. One that comes from a file read before that other file waits until it
has been read, too. So does a newcomer of which that file gave the very words before: if
it holds them no more, they have moved, with their history.
"""

from collections.abc import Iterable, Set
from pathlib import Path

from index.batches import Batches
from index.chunk import chunk_article
from index.datatypes import Article, Failure
from index.editions import Edition, is_later, rounds
from index.files import STDIN_ORIGIN, is_absent
from index.identity import MOST_ALIKE, Identity, is_made
from index.sources import Scope
from index.store.library import Known, Library, digest
from index.store.removals import words_digest
from index.tally import Tally
from index.unread import is_within

MOST_OLDER = 20_000  # of an export with all versions, the earlier ones held in memory: about 100 MB
MOST_EDITIONS = 1_000  # held in memory until it is decided which of them is the latest, or what they were before


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
        self._waiting: list[Edition] = []  # what may have moved here from a file that is not read yet
        self._editions: list[Edition] = []  # what has the id of an article of another file
        self._older: list[Edition] = []  # what its own file gave a later version of before
        self._restated: list[tuple[str, Article, str]] = []  # id of what had its text, article, file
        self._settled = False
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
        if self._is_buried(article, file, said):
            self._tally.buried += 1
        else:
            self._place(article, file, said)

    def end(self, file: str, unread: Set[str] = frozenset()) -> None:
        """The file was read: what it gave before and does not hold any more leaves, or has moved.

        Only what came from an `unread` place of it stays.
        """
        self._restate()
        stored = self._library.origins(file)
        missing = {
            article_id: origin
            for article_id, origin in stored
            if self._tally.seen.get(article_id) != file and not self._identity.has_moved(article_id)
        }
        gone = [article_id for article_id, origin in missing.items() if not is_within(origin, unread)]
        self._tally.spared += len(missing) - len(gone)
        if file not in unread:
            self._unread.discard(file)
        if gone:
            self._missing |= dict.fromkeys(gone)
            self._unsettled.add(file)

    def settle(self) -> list[str]:
        """All files are read: decide what waited; returns the ids of what none of them holds any more."""
        self._unread.clear()
        for article, file, said in self._waiting:
            self._place(article, file, said)
            self._batches.move_on()
        self._editions += self._older
        self._older = []
        self._decide()
        self._restate()
        self._settled = True
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
        if not first and (self._is_awaited(owner, file) or (not known and self._may_move(file, said))):
            self._waiting.append(Edition(article, file, said))
            self._unsettled.add(file)
        elif first or (self._is_older if owner == file else self._is_held)(article, owner, known, said):
            older = not first and owner == file and not self._settled  # its file may still hold the later version
            (self._older if older else self._editions).append(Edition(article, file, said))
            self._unsettled.add(file)
            if len(self._older) >= MOST_OLDER:
                self._editions, self._older = self._editions + self._older, []
            if self._settled or len(self._editions) >= MOST_EDITIONS:
                self._decide()
        else:
            self._tally.seen[article.id] = file
            self._missing.pop(article.id, None)
            self._enter(article, file, said, known)

    def _decide(self) -> None:
        """Let the later of two articles of one id be the article; the earlier become its history, or are left out."""
        editions, self._editions = self._editions, []
        for ones in rounds(editions):
            while self._batches.store_next():  # what they are compared with is to be stored
                pass
            for one in ones:
                self._compare(one)

    def _compare(self, one: Edition) -> None:
        article, file, said = one
        known = self._library.known_article(article.id)
        if not known and article.id not in self._tally.seen:  # what had the id was found under another one meanwhile
            self._place(*one)
            return
        owner = known.file if known else self._tally.seen[article.id]
        is_back = owner == file != STDIN_ORIGIN and article.id not in self._tally.seen  # its file has no later version
        if known and (is_back or is_later(article, self._library.article(article.id))):
            self._missing.pop(article.id, None)
            self._tally.seen[article.id] = file
            self._enter(article, file, said, known)
            if owner != file:  # not read to its end for good: should the later one go, the earlier is read again
                self._refused.add(owner)
            return
        if known and (known.digest == said or is_later(self._library.article(article.id), article)):
            self._tally.earlier += 1
            if owner == file:  # read whole, and nothing of it may be wanted later
                return
        else:
            self._tally.failures.append(_same_id(article, owner))
        self._refused.add(file)

    def _enter(self, article: Article, file: str, said: bytes, known: Known | None) -> None:
        if not known and (former := self._identity.moved_from(said, self._has_left_file)):
            self._tally.unchanged += 1
            self._missing.pop(former, None)
            self._batches.move(article, file, former)
        elif known and known.digest == said:
            self._tally.unchanged += 1
            if (known.file, known.origin) != (file, article.origin) or article.id in self._gone_before:
                self._batches.move(article, file)
        elif not known and self._is_read_whole(file) and (former := self._identity.of_same_text(article, file)):
            self._restated.append((former, article, file))
            if len(self._restated) >= MOST_EDITIONS:  # so many: the fields of the whole file are named otherwise
                self._restate()
        else:
            self._add(article, file, changed=bool(known))

    def _add(self, article: Article, file: str, *, changed: bool) -> None:
        self._tally.changed += changed
        self._tally.added += not changed
        chunks = chunk_article(article, without=self._library.boilerplate.left_out(article))
        self._batches.add(article, file, chunks)

    def _is_read_whole(self, file: str) -> bool:
        """Whether it will be known of a file what it does not hold any more: not of what is piped in, nor of pages."""
        return file != STDIN_ORIGIN and not self._settled

    def _restate(self) -> None:
        """What has the text of a record that its file does not hold any more is that record, under another headline."""
        restated, self._restated = self._restated, []
        for former, article, file in restated:
            gives_way = self._identity.gives_way(former)
            if gives_way:
                self._missing.pop(former, None)
                self._batches.rename(former, article.id)
            self._add(article, file, changed=gives_way)

    def _is_buried(self, article: Article, file: str, said: bytes) -> bool:
        """Whether it was removed for good, or is a record that was, under another headline."""
        if article.id in self._buried or said in self._buried:
            return True
        made = bool(self._buried) and is_made(article.id, article.origin)
        return made and words_digest(article, file) in self._buried

    def _is_older(self, article: Article, _: str, known: Known | None, said: bytes) -> bool:
        """Whether a later version is stored: its file may still have that, too, as exports that only grow do."""
        return known is not None and known.digest != said and is_later(self._library.article(article.id), article)

    def _is_held(self, article: Article, file: str, known: Known | None, said: bytes) -> bool:
        """Whether another file holds it still. Where that file's folder is gone, too, only the same words say no:

        a source that is away for a while, a disk or a share, keeps its articles.
        """
        if article.id in self._missing or article.id in self._gone_before or self.is_gone(file):
            return False
        same = known is not None and known.digest == said
        return not (self._has_vanished(file) and (same or Path(file).parent.is_dir()))

    def _is_awaited(self, other: str, file: str) -> bool:
        """Whether another file than this one has still to be read."""
        return other != file and other in self._unread

    def _may_move(self, file: str, said: bytes) -> bool:
        """Whether a file that has still to be read gave an article of the same words, and may hold it no more."""
        return any(self._is_awaited(other, file) for _, other in self._library.saying(said, MOST_ALIKE))

    def _has_left_file(self, article_id: str, file: str) -> bool:
        return article_id in self._missing or self._has_vanished(file)

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
