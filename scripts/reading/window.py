"""Long passages cut to the stretch that holds most of the question: less to read, and nearly all that matters."""

import math
import re
from collections import Counter
from collections.abc import Iterable

WORDS, STEP = 90, 15  # words that are kept, and by how many the stretch is moved
LONG = 1.15  # what is hardly longer than that is left whole
_WORD = re.compile(r"\w+")
_STEM = 6  # letters of a word that count


class Window:
    """Knows how rare words are."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._known: Counter[str] = Counter()
        self._texts = 0
        for text in texts:
            self._known.update(set(_stems(text)))
            self._texts += 1

    def cut(self, question: str, passage: str) -> str:
        """The passage under its headline, the first line, with the words around most of the question's rare ones."""
        title, line_break, body = passage.partition("\n")
        if not line_break:
            title, body = "", passage
        found = list(_WORD.finditer(body))
        if len(found) <= LONG * WORDS:
            return passage
        start = self._start(set(_stems(question)), list(_stems(body)))
        return f"{title}{line_break}{body[found[start].start() : found[start + WORDS - 1].end()]}"

    def _start(self, asked: set[str], words: list[str]) -> int:
        """The first word of the best stretch, the earliest of equals."""
        last = len(words) - WORDS
        starts: list[int] = [*range(0, last, STEP), last]
        return max(starts, key=lambda start: sum(map(self._rarity, asked.intersection(words[start : start + WORDS]))))

    def _rarity(self, word: str) -> float:
        return math.log((self._texts + 1) / (self._known[word] + 1))


def _stems(text: str) -> Iterable[str]:
    return (match.group().casefold()[:_STEM] for match in _WORD.finditer(text))
