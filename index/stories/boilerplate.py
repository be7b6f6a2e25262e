"""Paragraphs that an outlet repeats under its articles whatever they are about, learnt by counting."""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.datatypes import Article

# Both were chosen on RealTimeQA 2022, see `scripts/bench_copies.py`.
_DAYS = 8
"""On how many days a paragraph must appear."""
_FEWEST_WORDS = 8
"""Shorter lines are headings ("Alabama", "2. Ukraine"): they say what the lines below are about, and fill no chunk."""
_UNDATED = 10_000_000  # later than any day

# Scripts without spaces between words: there each character is a word.
_WORD = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|[^\\W_]+")
_HOST = re.compile(r"^[a-z]+://(?:www\.)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an outlet, by its digest: on how many days it appeared, and in which articles, earliest first."""

    outlet: str
    digest: bytes
    days: int
    articles: tuple[int, ...]

    @property
    def is_repeated(self) -> bool:
        """Whether it is boilerplate."""
        return self.days >= _DAYS


class Paragraphs:
    """The paragraphs of any number of articles, counted: 20 bytes for each of them.

    One story told again and again fills a few days only; an article without a day counts as a day of its own. Articles
    of unknown outlets have nothing in common.
    """

    def __init__(self) -> None:
        self._outlets = dict[str, int]()
        self._columns = array("i"), array("Q"), array("i"), array("i")  # outlet, digest, day, article

    def add(self, number: int, article: Article) -> None:
        """Count an article."""
        if not (name := outlet_key(article)):
            return
        outlet = self._outlets.setdefault(name, len(self._outlets))
        day = article.published_day
        ordinal = day.toordinal() if day else _UNDATED + number
        for digest in paragraph_digests(article.text):
            for column, value in zip(self._columns, (outlet, int.from_bytes(digest), ordinal, number), strict=True):
                column.append(value)

    def repeated(self, and_these: Iterable[tuple[str, bytes]] = ()) -> Iterator[Paragraph]:
        """The boilerplate, and what was counted of these (outlet, digest), whether it is or not."""
        if not self._columns[0]:
            return
        outlets, digests, days, articles = (np.frombuffer(column, column.typecode) for column in self._columns)
        order = np.lexsort((days, digests, outlets))
        is_new = _changes(outlets[order]) | _changes(digests[order])
        starts = np.flatnonzero(is_new)
        counts = np.add.reduceat((is_new | _changes(days[order])).astype(np.int64), starts)
        asked = np.array([int.from_bytes(digest) for _, digest in and_these], np.uint64)
        ends, names = np.append(starts[1:], len(order)), list(self._outlets)
        for place in np.flatnonzero((counts >= _DAYS) | np.isin(digests[order[starts]], asked)):
            rows = order[starts[place] : ends[place]]
            holders = tuple(int(number) for number in articles[rows])
            digest = int(digests[rows[0]]).to_bytes(8)
            yield Paragraph(names[outlets[rows[0]]], digest, int(counts[place]), holders)


def boilerplate(articles: Iterable[Article]) -> dict[str, frozenset[bytes]]:
    """The digests of the paragraphs that an outlet repeats, by `outlet_key`; nothing for outlets that repeat none."""
    counted, found = Paragraphs(), defaultdict[str, set[bytes]](set)
    for number, article in enumerate(articles):
        counted.add(number, article)
    for paragraph in counted.repeated():
        found[paragraph.outlet].add(paragraph.digest)
    return {name: frozenset(digests) for name, digests in found.items()}


def outlet_key(article: Article) -> str:
    """The outlet, or where none is stated the host of the article's address; empty when neither is known."""
    return article.outlet or host_of(article.url)


def host_of(url: str | None) -> str:
    """The host of an address, without "www."; empty where there is none."""
    return _HOST.sub("", url).partition("/")[0] if url else ""


def paragraph_digests(text: str) -> set[bytes]:
    """The digests of the paragraphs of a text that have one."""
    return {paragraph_digest(paragraph) for paragraph in text.split("\n")} - {b""}


def paragraph_digest(paragraph: str) -> bytes:
    """By what a paragraph is known whatever its capitals, quotes and dashes; empty for a short line."""
    words = words_of(paragraph)
    if len(words) < _FEWEST_WORDS:
        return b""
    return blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=8).digest()


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without signs."""
    return _WORD.findall(text.casefold())


def _changes(sorted_values: NDArray[Any]) -> NDArray[np.bool_]:
    """Where another value begins; the first place is one."""
    return np.append(True, sorted_values[1:] != sorted_values[:-1])
