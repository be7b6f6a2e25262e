"""Which articles are copies of one text: sketches, how similar they are, and stories.

A sketch keeps the lowest hashes of an article's runs of words. From two sketches one sees what share of the shorter
text stands in the longer one, so that a cut, a new lead or another headline does not hide a copy.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.stories.boilerplate import paragraph_digest, words_of

if TYPE_CHECKING:
    from sqlite3 import Connection

COPY = 0.7
"""From this similarity on an article is a copy, when both came out within a few days."""
LATER_COPY = 0.85
"""The same for articles further apart, or of unknown day: weekly columns and yearly explainers share up to .83."""

# These were chosen on RealTimeQA 2022, see `scripts/bench_copies.py`.
_FEW_DAYS = 3
_RUN = 4
_KEPT = 128
_SHORTEST = 8
"""Texts of fewer different runs are not judged: a caption, or what a failed extraction left."""
_SHORT = 40
"""A text of fewer runs is a brief, of which only another of the very same words is a copy."""
_LONGEST = 3
"""Of two texts of which one is so many times as long, the shorter is a part of the other and no copy."""
_GALLERY = 4000
"""Characters; a longer line is the captions of a gallery, which an outlet shows in many articles of an event."""
_ENOUGH = 800
_LOOKED_UP = 16
_FEWEST_SHARED = 2
_NEWEST = 200
_COMPARED = 20

_VALUES = np.dtype("<u4")


def sketch(text: str, without: frozenset[bytes] | set[bytes] = frozenset()) -> bytes:
    """How many different runs of words the text has, and the lowest hashes of them; empty for a text too short.

    Paragraphs whose digests are in `without`, its outlet's boilerplate, do not count.
    """
    lines = [line for line in text.split("\n") if not without or paragraph_digest(line) not in without]
    prose = [line for line in lines if len(line) <= _GALLERY]
    # A text in one line is no gallery: what is left must be enough to judge by.
    runs = _runs(words_of("\n".join(prose if sum(map(len, prose)) >= _ENOUGH else lines)))
    if len(runs) < _SHORTEST:
        return b""
    return np.concatenate(([len(runs)], runs[:_KEPT])).astype(_VALUES).tobytes()


def similarity(first: bytes, second: bytes) -> float:
    """The share of the shorter text that stands in the longer one, estimated from their sketches: 0 to 1.

    0 where one is too short to judge, or so long that the other would be a part of it and no copy.
    """
    if not first or not second:
        return 0.0
    one, other = _read(first), _read(second)
    sizes = int(one[0]), int(other[0])
    if min(sizes) < _SHORT:
        return float(first == second)
    if max(sizes) > _LONGEST * min(sizes):
        return 0.0
    highest = min(int(one[-1]) if sizes[0] > _KEPT else 2**32, int(other[-1]) if sizes[1] > _KEPT else 2**32)
    # Up to the lower of both ends each sketch is complete, and what lies there is a fair sample of both texts.
    known = one[1:][one[1:] <= highest], other[1:][other[1:] <= highest]
    shared = len(np.intersect1d(*known, assume_unique=True))
    resemblance = shared / (len(known[0]) + len(known[1]) - shared)
    return min(1.0, resemblance / (1 + resemblance) * sum(sizes) / min(sizes))


def is_copy(similar: float, first: date | None, second: date | None) -> bool:
    """Whether articles of this similarity, published on these days, are copies of one text."""
    together = first is not None and second is not None and abs((first - second).days) <= _FEW_DAYS
    return similar >= (COPY if together else LATER_COPY)


def is_brief(stored: bytes) -> bool:
    """Whether a sketch is that of a text of a few lines."""
    return len(stored) < (_SHORT + 1) * _VALUES.itemsize


def looked_up(stored: bytes) -> list[int]:
    """The values of a sketch by which the leader of a story is found."""
    return [int(value) for value in _read(stored)[1 : 1 + _LOOKED_UP]]


def is_sketch(stored: object) -> bool:
    """Whether this can be what `sketch` made of some text."""
    if not isinstance(stored, bytes) or len(stored) % _VALUES.itemsize:
        return False
    values = _read(stored)
    if not len(values):
        return True
    count, runs = int(values[0]), values[1:]
    return count >= _SHORTEST and len(runs) == min(count, _KEPT) and bool((runs[1:] > runs[:-1]).all())


def _runs(words: list[str]) -> NDArray[np.uint32]:
    """The hashes of all runs of words, each once, ascending."""
    count = len(words) - _RUN + 1
    if count < 1:
        return np.empty(0, np.uint32)
    hashes = np.fromiter(map(_hash, words), np.uint64, len(words))
    mixed = np.zeros(count, np.uint64)
    for place in range(_RUN):
        mixed = (mixed ^ hashes[place : place + count]) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return np.unique((mixed >> np.uint64(32)).astype(np.uint32))


@lru_cache(maxsize=1 << 16)
def _hash(word: str) -> int:
    # Stored for years and compared across machines: `hash` is different in every process.
    return int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "little")


def _read(stored: bytes) -> NDArray[np.uint32]:
    return np.frombuffer(stored, _VALUES).astype(np.uint32)


class Stories:
    """Articles grouped into stories, kept in the tables `sketches` and `sketch_values` inside the caller's transaction.

    The first article of a story leads it, and every other one is similar to it: chains, in which each text resembles
    the next and the last has nothing of the first, cannot form. A story's id is the key of its leader. Looked up are
    only the lowest values of leaders: that finds every copy that similarity would accept.
    """

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection

    def add(self, article: int, stored: bytes, day: date | None = None) -> int:
        """Put an article, new or changed, into the story that it is most similar to, or into one of its own."""
        sql = "SELECT story, day, sketch FROM sketches WHERE article = ?"
        row = self._connection.execute(sql, (article,)).fetchone()
        if row and tuple(row)[1:] == (day and day.toordinal(), stored):
            return int(row[0])
        self.remove(article)
        story = self._most_similar(stored, day)
        if story is None:
            story = article
            rows = [(value, article) for value in looked_up(stored)]
            self._connection.executemany("INSERT INTO sketch_values VALUES (?, ?)", rows)
        self._connection.execute(
            "INSERT INTO sketches VALUES (?, ?, ?, ?)", (article, story, day and day.toordinal(), stored)
        )
        return story

    def remove(self, article: int) -> None:
        """Take an article out; the others of a story that it led find their stories anew."""
        row = self._connection.execute("SELECT story, sketch FROM sketches WHERE article = ?", (article,)).fetchone()
        if row is None:
            return
        self._connection.execute("DELETE FROM sketches WHERE article = ?", (article,))
        if row[0] != article:
            return
        values = [(value, article) for value in looked_up(row[1])]
        self._connection.executemany("DELETE FROM sketch_values WHERE value = ? AND article = ?", values)
        left = "SELECT article, sketch, day FROM sketches WHERE story = ? ORDER BY article"
        others = self._connection.execute(left, (article,)).fetchall()
        self._connection.execute("DELETE FROM sketches WHERE story = ?", (article,))
        for other, stored, day in others:
            self.add(other, stored, _date(day))

    def story_of(self, article: int) -> int | None:
        """The story an article is in; None for an article that was never added."""
        row = self._connection.execute("SELECT story FROM sketches WHERE article = ?", (article,)).fetchone()
        return int(row[0]) if row else None

    def members(self, story: int) -> list[int]:
        """The articles of a story, its leader among them, by key."""
        found = self._connection.execute("SELECT article FROM sketches WHERE story = ? ORDER BY article", (story,))
        return [int(row[0]) for row in found]

    def _most_similar(self, stored: bytes, day: date | None) -> int | None:
        found = [(similarity(stored, other), key, when) for key, other, when in self._candidates(stored)]
        leaders = [(similar, -key) for similar, key, when in found if is_copy(similar, day, when)]
        return -max(leaders)[1] if leaders else None

    def _candidates(self, stored: bytes) -> Iterator[tuple[int, bytes, date | None]]:
        """Leaders that share values, those that share most first; of a value that very many share, the newest."""
        shared = dict[int, int]()
        query = "SELECT article FROM sketch_values WHERE value = ? ORDER BY article DESC LIMIT ?"
        for value in looked_up(stored):
            for (key,) in self._connection.execute(query, (value, _NEWEST)):
                shared[key] = shared.get(key, 0) + 1
        likely = sorted((key for key, count in shared.items() if count >= _FEWEST_SHARED), key=lambda key: -shared[key])
        for key in likely[:_COMPARED]:
            row = self._connection.execute("SELECT sketch, day FROM sketches WHERE article = ?", (key,)).fetchone()
            yield key, row[0], _date(row[1])


def _date(ordinal: int | None) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None
