"""How much of what a question asks for stands in a text, the rarer words counting more."""

import math
from collections.abc import Iterable

from index.archive import Archive
from rag.datatypes import Query
from rag.text.asked import Asked
from rag.text.words import Word, content_words

LONGEST = 20_000  # characters of a text that are looked through


class Coverage:
    """A question's words with their weights, ready to be looked for in many texts."""

    def __init__(self, query: Query, archive: Archive) -> None:
        self._asked = Asked(query)
        self._weights = question_weights(query.subject or query.standalone, archive)
        self._total = sum(self._weights.values())

    def of(self, text: str) -> float:
        """The share of the question's weight that stands in the text, 0 to 1, in other spellings or words as well."""
        if not self._total:
            return 0.0
        found = self._asked.found(text[:LONGEST])
        return math.fsum(self._weights.get(stem, 0.0) for stem in found) / self._total  # whatever order a set has


def rarity(stems: Iterable[str], archive: Archive) -> dict[str, float]:
    """Each stem with the logarithm of how rare it is among the archive's chunks; 0 and more."""
    counts, total = archive.document_counts(stems), archive.count_chunks()
    return {stem: math.log(1 + total / (1 + count)) for stem, count in counts.items()}


def question_weights(question: str, archive: Archive) -> dict[str, float]:
    """The question's content stems with their weights: the rarer, the more it says about what is asked."""
    found = [word for word in content_words(question) if not is_initial(word)]
    counts = archive.document_counts(word.stem for word in found)
    total = archive.count_chunks()
    return {word.stem: math.log((total + 1) / (counts[word.stem] + 0.5)) + 0.1 for word in found}


def is_initial(word: Word) -> bool:
    """Whether it is one capital letter, as of a first name."""
    return len(word.written) == 1 and word.written.isascii() and word.written.isupper()
