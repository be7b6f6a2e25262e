"""A story in a few sentences: the most central ones of its articles, none repeating another, in order of time."""

from collections.abc import Sequence

from rag.answers.sentence import Chosen, Sentence, overlap, sentence_of
from rag.answers.story import story_of
from rag.datatypes import Query
from rag.evidence import Evidence

MOST = 5
SAME = 0.4
"""Share of words in common from which two sentences of a summary repeat each other."""
REPEATS = 1.5
"""What repeating costs against being central (maximal marginal relevance, Carbonell and Goldstein 1998)."""


def summary(query: Query, evidence: Sequence[Evidence], threshold: float) -> Chosen:
    """Leads and central sentences, the earliest article first and each in text order."""
    ranked = story_of(query, evidence, threshold)
    if not ranked:
        return Chosen((sentence_of(evidence[0]),))
    return Chosen(tuple(sorted(_diverse(ranked), key=_in_time)))


def _diverse(ranked: Sequence[Sentence]) -> list[Sentence]:
    """The best, then again and again the one that ranks high and repeats little of what is chosen."""
    chosen, left = [ranked[0]], list(ranked[1 : 8 * MOST])
    rank = {one.place: at / len(left) for at, one in enumerate(left)}
    while left and len(chosen) < MOST:
        repeats = {one.place: max(overlap(one.text, other.text) for other in chosen) for one in left}
        left = [one for one in left if repeats[one.place] < SAME]
        if left:
            best = min(left, key=lambda one: (rank[one.place] + REPEATS * repeats[one.place], *one.place))
            chosen.append(best)
            left.remove(best)
    return chosen


def _in_time(sentence: Sentence) -> tuple[str, str, int]:
    published = sentence.article.published_day
    return published.isoformat() if published else "9999", *sentence.place
