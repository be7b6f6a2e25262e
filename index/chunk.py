"""Article -> Chunks: whole sentences, whole paragraphs where that works out, no overlap."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence, Set

from index.datatypes import Article, Chunk
from index.sentences import Span, sentence_spans
from index.stories.boilerplate import paragraph_digest

_FULL = 0.6
"""A chunk is full enough to end with its paragraph from this share of the limit."""

_SCRAP = 1.4
"""A rest of up to this many limits is parted in the middle, so that the last chunk is no scrap without context."""

_TINY = 0.15
"""What boilerplate leaves of a chunk is a scrap below this share of the limit."""

_CLAUSE = re.compile(r"[;:,—–](?=\s)|[，、；：،؛]")
_LINE_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def chunk_article(article: Article, max_chars: int = 900, *, without: Set[bytes] = frozenset()) -> list[Chunk]:
    """Chunks in order, `chunk.text == article.text[chunk.start:chunk.end]`, every word of the text in exactly one.

    No chunk is longer than `max_chars`. Sentences stay whole unless one alone is longer than that. The paragraphs whose
    digests are in `without`, its outlet's boilerplate, are in no chunk, unless there is nothing else in the text.
    """
    text = article.text
    pieces = [piece for span in sentence_spans(text, article.language or "en") for piece in _fit(text, span, max_chars)]
    spans = list(_pack(text, pieces, max_chars))
    if without:
        # Cut out afterwards: where boilerplate is learnt, all other chunks stay what they were.
        kept = _cut_out(text, spans, _paragraphs(text, without))
        spans = _without_scraps(text, kept, max_chars) or spans
    return [Chunk(article.id, start, end, text[start:end]) for start, end in spans]


def embedding_text(title: str, text: str) -> str:
    """What is embedded for a chunk: the headline says what a paragraph deep in the story is about."""
    return f"{title}\n{text}"


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


def _paragraphs(text: str, digests: Set[bytes]) -> list[Span]:
    """The paragraphs of a text that have one of these digests."""
    found, start = [], 0
    for line in text.split("\n"):
        if paragraph_digest(line) in digests:
            found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def _cut_out(text: str, spans: Iterable[Span], left_out: Sequence[Span]) -> Iterator[Span]:
    """What remains of the spans, both in order."""
    place = 0
    for start, end in spans:
        at = start
        while place < len(left_out) and left_out[place][0] < end:
            first, last = left_out[place]
            yield from _stripped(text, at, first)
            at = max(at, last)
            if last > end:  # it goes on in the next span
                break
            place += 1
        yield from _stripped(text, at, end)


def _without_scraps(text: str, spans: Iterable[Span], max_chars: int) -> list[Span]:
    """The spans; a scrap, such as a heading above boilerplate, goes to its neighbour where that fits."""
    joined: list[Span] = []
    for start, end in spans:
        before, until = joined[-1] if joined else (start, start)
        is_scrap = min(end - start, until - before) < _TINY * max_chars
        if joined and is_scrap and end - before <= max_chars and not text[until:start].strip():
            joined[-1] = (before, end)
        else:
            joined.append((start, end))
    return joined


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    """The span without white space at its ends, where that leaves anything."""
    if piece := text[start:end].strip():
        start = text.index(piece[0], start)
        yield start, start + len(piece)


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
