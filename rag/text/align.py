"""An excerpt and the part of a text that is most like it, aligned word by word: how similar, and what differs.

The part is found by a window of the excerpt's length that shares most of its words; difflib aligns the two
(Ratcliff and Obershelp's matching). Similarity is the share of words that both have, common words counting a third: a
sentence is not another because both say "of the".
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import accumulate

from index.lexical.scripts import is_unspaced, letters
from rag.text.numbers import ONES, SCALES, TENS
from rag.text.words import COMMON

_TOKEN = re.compile(r"[^\W_]+(?:['’.,:‐-―-][^\W_]+)*|…|\.{3}|[^\w\s]")
_FOLDED = str.maketrans({**dict.fromkeys("‘’ʼ`´", "'"), **dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‐‑‒–—−", "-")})
_NEGATION = re.compile(
    r"not|no|never|none|nobody|nothing|neither|nor|without|cannot|\w+n't|nicht|kein\w*|nie|ne|pas|jamais|не|нет|ни|"
    r"[不没沒无無未非]",
    re.I,
)
_DIGIT = re.compile(r"\d")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")  # 9,000 is 9000
_NUMBERS = frozenset([*ONES, *TENS, *SCALES, *"〇零一二三四五六七八九十百千万萬亿億兆两兩"])
_COMMON_WEIGHT = 1 / 3
_SLACK = 0.5
"""How much longer than the excerpt the part may be that it is looked for in."""
_LEFT_OUT = 120
"""Words that an ellipsis may stand for."""
_STRAY = 6
"""Blocks of equal words at either end that may be left out as stray."""
_EDGE = 3
"""Words at either end of an excerpt that may stand for as many others."""


@dataclass(frozen=True, slots=True)
class Change:
    """A place where an excerpt differs; one side is empty where words were added or dropped."""

    excerpt: str
    article: str

    @property
    def grave(self) -> bool:
        """Whether it changes a number or a negation."""
        sides = [_telling(self.excerpt), _telling(self.article)]
        return sides[0] != sides[1]

    def to_dict(self) -> dict[str, object]:
        """JSON-ready values."""
        return {"excerpt": self.excerpt, "article": self.article, "grave": self.grave}


@dataclass(frozen=True, slots=True)
class Alignment:
    """The part of a text that is most like an excerpt, by offsets in the text."""

    start: int
    end: int
    similarity: float
    """Weight of the words that both have, as a share of both, 0 to 1."""
    words: int
    """How many words the excerpt has that are not common."""
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    key: str
    start: int
    end: int
    weight: float


def aligned(excerpt: str, text: str, enough: float) -> Alignment | None:
    """The part of the text that is most like the excerpt; None where its similarity cannot be as high as `enough`."""
    told, there = _tokens(excerpt), _tokens(text)
    first, last, shared = _window(told, there)
    total = sum(one.weight for one in told)
    if 2 * shared < enough * (total + shared):  # most texts, and the rest takes ten times as long
        return None
    part = there[first:last]
    matcher = SequenceMatcher(None, [one.key for one in told], [one.key for one in part], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    firsts, lasts = range(len(blocks))[:_STRAY], range(1, len(blocks) + 1)[-_STRAY:]
    tries = [_Try(told, part, blocks[x:y]) for x in firsts for y in lasts if x < y]
    best = max(tries, key=lambda one: one.similarity, default=None)
    if best is None or not best.similarity:
        return None
    changes = sorted(best.changes(excerpt, text), key=lambda change: not change.grave)
    words = sum(one.weight == 1 for one in told)
    return Alignment(part[best.start].start, part[best.end - 1].end, best.similarity, words, tuple(changes))


def _tokens(text: str) -> list[_Token]:
    return [token for match in _TOKEN.finditer(text) for token in _of_run(match.group(), match.start())]


def _of_run(written: str, start: int) -> Iterator[_Token]:
    """The word; each letter for itself where the script puts no spaces between words."""
    for first, last in letters(written) if is_unspaced(written) else [(0, len(written))]:
        yield _token(written[first:last], start + first, start + last)


def _token(written: str, start: int, end: int) -> _Token:
    key = "…" if written == "..." else _THOUSANDS.sub("", written.translate(_FOLDED).casefold())
    weight = 0.0 if not key[0].isalnum() else _COMMON_WEIGHT if key in COMMON else 1.0
    return _Token(key, start, end, weight)


def _window(told: Sequence[_Token], there: Sequence[_Token]) -> tuple[int, int, float]:
    """Where the text shares most with the excerpt: a part somewhat longer than that, by token, and how much."""
    weights = {one.key: one.weight for one in told}
    width = int(len(told) * (1 + _SLACK)) + _LEFT_OUT * sum(one.key == "…" for one in told) + 2
    sums = [0.0, *accumulate(weights.get(one.key, 0.0) for one in there)]
    last = max(len(there) - width, 0)
    start = max(range(last + 1), key=lambda at: sums[min(at + width, len(there))] - sums[at])
    most = min(sums[min(start + width, len(there))] - sums[start], sum(one.weight for one in told))
    return max(start - len(told) // 2, 0), min(start + width + len(told) // 2, len(there)), most


class _Try:
    """An alignment by adjoining blocks of equal words: not all, as stray words further off only make a part longer."""

    def __init__(self, told: Sequence[_Token], part: Sequence[_Token], blocks: Sequence[Match]) -> None:
        self._told, self._part, self._blocks = told, part, blocks
        first, last = blocks[0], blocks[-1]
        self.start = first.b - _replaced(part[: first.b][::-1], first.a)
        after = last.b + last.size
        self.end = after + _replaced(part[after:], len(told) - last.a - last.size)
        same = sum(one.weight for block in blocks for one in told[block.a : block.a + block.size])
        both = sum(one.weight for one in told) + sum(one.weight for one in part[self.start : self.end])
        both -= sum(one.weight for a, b, c, d in self._gaps() if _is_ellipsis(told[a:b]) for one in part[c:d])
        self.similarity = 2 * same / both if both else 0.0

    def _gaps(self) -> Iterator[tuple[int, int, int, int]]:
        """What lies before, between and behind the blocks: from and to in the excerpt, from and to in the part."""
        at, where = 0, self.start
        for block in self._blocks:
            yield at, block.a, where, block.b
            at, where = block.a + block.size, block.b + block.size
        yield at, len(self._told), where, self.end

    def changes(self, excerpt: str, text: str) -> Iterator[Change]:
        """Every difference, in order."""
        told, part = self._told, self._part
        for a, b, c, d in self._gaps():
            if a < b or c < d:
                yield Change(_between(excerpt, told[a:b]), _between(text, part[c:d]))
        for block in self._blocks:
            for one, other in zip(told[block.a :][: block.size], part[block.b :][: block.size], strict=True):
                sides = excerpt[one.start : one.end], text[other.start : other.end]
                if sides[0].translate(_FOLDED) != sides[1].translate(_FOLDED):  # written large or small
                    yield Change(*sides)


def _replaced(beyond: Sequence[_Token], count: int) -> int:
    """How many tokens beyond the first or last equal word were replaced by the excerpt's: as many, in one sentence."""
    taken = beyond[: count if count <= _EDGE else 0]
    return next((at for at, one in enumerate(taken) if one.key in ".!?"), len(taken))


def _is_ellipsis(tokens: Sequence[_Token]) -> bool:
    return any(one.key == "…" for one in tokens) and all(one.weight == 0 for one in tokens)


def _between(text: str, tokens: Sequence[_Token]) -> str:
    return " ".join(text[tokens[0].start : tokens[-1].end].split()) if tokens else ""


def _telling(text: str) -> Counter[str]:
    """The numbers and negations of a text."""
    found = [one.key for one in _tokens(text)]
    return Counter(one for one in found if _DIGIT.search(one) or one in _NUMBERS or _NEGATION.fullmatch(one))
