"""Paragraphs that an outlet repeats under its articles whatever they are about, learnt by counting."""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from index.datatypes import Article

_DAYS = 8
"""On how many days a paragraph must appear. Measured on RealTimeQA 2022, see `scripts/bench_copies.py`."""

# Scripts without spaces between words: there each character is a word.
_WORD = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|[^\\W_]+")
_HOST = re.compile(r"^[a-z]+://(?:www\.)?", re.IGNORECASE)


def boilerplate(articles: Iterable[Article]) -> dict[str, frozenset[bytes]]:
    """The digests of the paragraphs that an outlet repeats, by `outlet_key`; nothing for outlets that repeat none.

    Repeated is what stands in articles of many different days. One story told again and again fills a few days only;
    an article without a day counts as a day of its own.
    """
    outlets, rows = dict[str, int](), (array("q"), array("Q"), array("q"))
    for number, article in enumerate(articles):
        outlet = outlets.setdefault(outlet_key(article), len(outlets))
        day = article.published_day
        for digest in {paragraph_digest(paragraph) for paragraph in article.text.split("\n")} - {b""}:
            for column, value in zip(rows, (outlet, int.from_bytes(digest, "little"), _day(day, -number)), strict=True):
                column.append(value)
    repeated = _repeated(*(np.frombuffer(column, column.typecode) for column in rows)) if rows[0] else []
    names, found = list(outlets), defaultdict[str, set[bytes]](set)
    for outlet, value in repeated:
        found[names[outlet]].add(value.to_bytes(8, "little"))
    return {name: frozenset(digests) for name, digests in found.items()}


def outlet_key(article: Article) -> str:
    """The outlet, or where none is stated the host of the article's address; empty when neither is known."""
    return article.outlet or (_HOST.sub("", article.url).partition("/")[0] if article.url else "")


def paragraph_digest(paragraph: str) -> bytes:
    """By what a paragraph is known whatever its capitals, quotes and dashes; empty where it has no words."""
    folded = fold(paragraph)
    return blake2b(folded.encode("utf-8", "replace"), digest_size=8).digest() if folded else b""


def fold(text: str) -> str:
    """The bare words of a text: no capitals, quotes, dashes or other signs, one space between words."""
    return " ".join(words_of(text))


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without signs."""
    return _WORD.findall(text.casefold())


def _repeated(
    outlets: NDArray[np.int64], digests: NDArray[np.uint64], days: NDArray[np.int64]
) -> list[tuple[int, int]]:
    """(outlet, digest) of those that occur on enough different days."""
    order = np.lexsort((days, digests, outlets))
    outlets, digests, days = outlets[order], digests[order], days[order]
    starts = np.append(True, (outlets[1:] != outlets[:-1]) | (digests[1:] != digests[:-1]))
    new_day = starts | np.append(True, days[1:] != days[:-1])
    firsts = np.flatnonzero(starts)
    often = firsts[np.add.reduceat(new_day.astype(np.int64), firsts) >= _DAYS]
    return [(int(outlets[place]), int(digests[place])) for place in often]


def _day(day: date | None, otherwise: int) -> int:
    return day.toordinal() if day else otherwise
