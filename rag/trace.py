"""Where does this excerpt come from? A pasted sentence or paragraph -> the articles that have it, verbatim or altered.

1. runs of three of its words, and its rarest words, find the chunks that may hold it (`Archive.matching`)
2. verbatim: the same characters, whatever their quotation marks, dashes and white space; "…" may leave words out
3. altered: the part of the article that shares most words with it, aligned word by word
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from index.archive import Archive
from index.datatypes import Article, Passage
from index.errors import QuestionError
from index.sentences import sentence_spans
from rag.as_dict import article_dict
from rag.facets import first_day
from rag.text.align import Change, aligned
from rag.text.asked import UNSPACED
from rag.text.verbatim import Verbatim, tidied, verbatim
from rag.text.words import Word, content_words, words

MAX_EXCERPT = 5_000
"""Characters; a longer paste is an article and no excerpt of one."""
ENOUGH = 0.65
"""Similarity from which an altered excerpt is shown.

Of sentences of RealTimeQA 2024, traced in the 4,855 articles of 2022, none that is not there came to more than .60; of
sentences that are there, all are found with every seventh word dropped, and 19 of 20 with every seventh replaced.
"""
WHOLE = 0.8
"""Similarity from which a paragraph is taken for an altered whole, and not for sentences of several articles."""
FEWEST = 3
"""Words of an excerpt that can be traced word for word."""
FEWEST_ALTERED = 4
"""Words, common ones not counted, where some are altered: "It went into effect in July" is near to much."""
COUNTERPART = 0.4
"""Similarity from which an article has a sentence of its own in the place of one that stands in another article."""
FOUND = 20
_RUNS = 30
_RARE = 12
_CANDIDATES = 80
_ENDS = ".,;:!?。，；！？"


@dataclass(frozen=True, slots=True)
class Trace:
    """An article that has an excerpt: `article.text[start:end] == quote`."""

    article: Article
    start: int
    end: int
    quote: str
    verbatim: bool
    """Whether nothing but quotation marks, dashes, white space, the case of the first letter and the mark at the end
    differs, and what "…" leaves out."""
    similarity: float
    """The share of words that both have, 0 to 1."""
    changes: tuple[Change, ...]
    """What differs, numbers and negations first; of a verbatim excerpt, what its "…" leaves out."""
    excerpt: str
    """What was traced: all that was pasted, or the sentence of it that was found."""

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready values."""
        return {
            "article": article_dict(self.article),
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "verbatim": self.verbatim,
            "similarity": round(self.similarity, 4),
            "changes": [change.to_dict() for change in self.changes],
            "excerpt": self.excerpt,
        }


def trace(archive: Archive, text: str) -> list[Trace]:
    """The articles that have this excerpt, verbatim before altered, then by day; else those that have its sentences.

    Empty where nothing is like enough. Raises QuestionError for an empty or a far too long text.
    """
    excerpt = tidied(text)
    if not re.search(r"\w", excerpt):
        raise QuestionError("There is nothing to trace. Paste a sentence or a paragraph of an article.")
    if len(excerpt) > MAX_EXCERPT:
        raise QuestionError(
            f"The excerpt is {len(excerpt):,} characters long; at most {MAX_EXCERPT:,} can be traced. "
            "Paste a part of it."
        )
    found = _traced(archive, excerpt)
    spans = sentence_spans(excerpt)
    if len(spans) < 2 or any(one.verbatim for one in found):
        return found
    parts = [_traced(archive, tidied(excerpt[start:end])) for start, end in spans]
    whole = found[0] if found and found[0].similarity >= WHOLE else None
    if whole and not any(_stands_elsewhere(part, whole) for part in parts):
        return found
    return [one for part in parts for one in part] or found


def untraced(text: str, traces: Sequence[Trace]) -> list[str]:
    """The sentences of an excerpt that none of its traces has, where it was traced sentence by sentence."""
    excerpt = tidied(text)
    found = {one.excerpt for one in traces}
    if not found or excerpt in found:
        return []
    sentences = (tidied(excerpt[start:end]) for start, end in sentence_spans(excerpt))
    return [one for one in sentences if one not in found and re.search(r"\w", one)]


def _traced(archive: Archive, excerpt: str) -> list[Trace]:
    told = words(excerpt)
    if len(told) < FEWEST and not _unspaced(excerpt):
        return []
    traces = [one for passage in _candidates(archive, excerpt, told) if (one := _in_article(excerpt, passage))]
    return sorted(traces, key=_best_first)[:FOUND]


def _stands_elsewhere(part: Sequence[Trace], whole: Trace) -> bool:
    """Whether a sentence is another article's word for word, and the one that has the rest says nothing like it."""
    exact = [one for one in part if one.verbatim]
    if not exact or any(one.article.id == whole.article.id for one in exact):
        return False
    sentence = exact[0].excerpt
    about = whole.article.text[max(whole.start - 2 * len(sentence), 0) : whole.end + 2 * len(sentence)]
    near = aligned(sentence, about, COUNTERPART)
    return near is None or near.similarity < COUNTERPART


def _best_first(one: Trace) -> tuple[bool, float, str, str]:
    return not one.verbatim, -round(one.similarity, 2), first_day(one.article) or "9999", one.article.id


def _in_article(excerpt: str, passage: Passage) -> Trace | None:
    """The excerpt anywhere in the article word for word, or altered near the passage that shares most with it."""
    article = passage.article
    if exact := _word_for_word(excerpt, article.text):
        quote = article.text[exact.start : exact.end]
        return Trace(article, exact.start, exact.end, quote, True, 1.0, exact.left_out, excerpt)
    begin = max(passage.start - 2 * len(excerpt), 0)
    near = aligned(excerpt, article.text[begin : passage.end + 2 * len(excerpt)], ENOUGH)
    if near is None or near.similarity < ENOUGH or near.words < FEWEST_ALTERED:
        return None
    start, end = begin + near.start, begin + near.end
    same = not near.changes  # what differs is white space beside punctuation
    return Trace(article, start, end, article.text[start:end], same, near.similarity, near.changes, excerpt)


def _word_for_word(excerpt: str, text: str) -> Verbatim | None:
    """The excerpt, but for its edges, which who quotes it fits to his own sentence: its first letter, its last mark."""
    bare = excerpt.rstrip(_ENDS)
    for begun in dict.fromkeys((excerpt[:1], excerpt[:1].swapcase())):
        if found := verbatim(begun + excerpt[1:], text):
            return found
        found = verbatim(begun + bare[1:], text) if bare != excerpt else None
        if found and text[found.end : found.end + 1] in tuple(_ENDS):
            return found
    return None


def _candidates(archive: Archive, excerpt: str, told: Sequence[Word]) -> list[Passage]:
    """Of each article that shares runs of words with the excerpt, or its rare words, the passage that shares most."""
    hits = archive.matching(_runs(excerpt, told), _CANDIDATES) + archive.matching(_rare(archive, excerpt), _CANDIDATES)
    best: dict[str, Passage] = {}
    for passage in archive.passages(hits):
        best.setdefault(passage.article.id, passage)
    return list(best.values())


def _runs(excerpt: str, told: Sequence[Word]) -> list[str]:
    """Runs of three words from all over the excerpt: the index finds each as a phrase, also one of common words."""
    runs = [excerpt[one.start : last.end] for one, last in zip(told, told[2:], strict=False)] or [excerpt]
    step = max(1, -(-len(runs) // _RUNS))
    return runs[::step]


def _rare(archive: Archive, excerpt: str) -> list[str]:
    written = {word.stem: word.written for word in content_words(excerpt)}
    counts = archive.document_counts(written)
    return [written[one] for one in sorted(written, key=lambda one: (counts[one] or 1 << 30, one))[:_RARE]]


def _unspaced(excerpt: str) -> bool:
    """Whether it is long enough in a script that puts no space between words."""
    return sum(map(len, UNSPACED.findall(excerpt))) >= 2 * FEWEST
