"""Article -> Chunks: whole sentences, whole paragraphs where that works out, no overlap."""

import re
import unicodedata
from collections.abc import Iterator

from index.datatypes import Article, Chunk
from index.sentences import Span, sentence_spans

_FULL = 0.6
"""A chunk is full enough to end with its paragraph from this share of the limit."""

_SCRAP = 1.4
"""A rest of up to this many limits is parted in the middle, so that the last chunk is no scrap without context."""

_CLAUSE = re.compile(r"[;:,—–](?=\s)|[，、；：،؛]")
_LINE_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def chunk_article(article: Article, max_chars: int = 900) -> list[Chunk]:
    """Chunks in order, `chunk.text == article.text[chunk.start:chunk.end]`, every word of the text in exactly one.

    No chunk is longer than `max_chars`. Sentences stay whole unless one alone is longer than that.
    """
    text = article.text
    pieces = [piece for span in sentence_spans(text, article.language or "en") for piece in _fit(text, span, max_chars)]
    return [Chunk(article.id, start, end, text[start:end]) for start, end in _pack(text, pieces, max_chars)]


def _pack(text: str, pieces: list[Span], max_chars: int) -> Iterator[Span]:
    """Neighbouring pieces up to the limit, ending with a paragraph when one ends in the last part of it."""
    first = 0
    while first < len(pieces):
        start = pieces[first][0]
        limit = start + _limit(pieces[-1][1] - start, max_chars)
        after = first + 1
        while after < len(pieces) and pieces[after][1] <= limit:
            after += 1
        if after < len(pieces):
            after = _paragraph_end(text, pieces, first, after, start + int(_FULL * max_chars))
        yield start, pieces[after - 1][1]
        first = after


def _limit(rest: int, max_chars: int) -> int:
    """How long this chunk may be, with `rest` characters to go."""
    return round(max_chars * _SCRAP / 2) if max_chars < rest <= max_chars * _SCRAP else max_chars


def _paragraph_end(text: str, pieces: list[Span], first: int, after: int, full: int) -> int:
    """The last place at or before `after` where a paragraph ends in a chunk that is full enough, else `after`."""
    for place in range(after, first, -1):
        end = pieces[place - 1][1]
        if end < full:
            break
        if _LINE_BREAK.search(text, end, pieces[place][0]):
            return place
    return after


def _fit(text: str, span: Span, max_chars: int) -> Iterator[Span]:
    """A sentence as it is, or in pieces within the limit."""
    start, end = span
    while end - start > max_chars:
        cut = _cut(text, start, start + max_chars)
        yield start, start + len(text[start:cut].rstrip())
        start = cut + _leading_space(text, cut, end)
    yield start, end


def _cut(text: str, start: int, limit: int) -> int:
    """Where to part a long sentence: after a clause, else at a space, else between two letters."""
    window = text[start:limit]
    clauses = [match.end() for match in _CLAUSE.finditer(window, int(0.4 * len(window)))]
    if clauses:
        return start + clauses[-1]
    space = max(window.rfind(char) for char in " \t\u00a0\u3000")
    return start + space if space > 0 else _between_letters(text, start, limit)


def _between_letters(text: str, start: int, limit: int) -> int:
    """The last place that does not part a letter from its accents or one half of an emoji from the other."""
    for cut in range(limit, max(start, limit - 32), -1):
        if cut == len(text) or not (unicodedata.category(text[cut])[0] == "M" or "\u200d" in text[cut - 1 : cut + 1]):
            return cut
    return limit


def _leading_space(text: str, start: int, end: int) -> int:
    place = start
    while place < end and text[place].isspace():
        place += 1
    return place - start
