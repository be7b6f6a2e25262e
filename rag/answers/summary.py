"""A story in a few sentences: the leads of its articles, then the most central sentences, none repeating another.

In order of time; the newest first where it is asked for the latest.
"""

from collections.abc import Sequence

from rag.answers.sentence import Chosen, Sentence, overlap, sentence_of
from rag.answers.stories.leads import asks_latest, in_time, leads_of
from rag.answers.stories.story import story_of
from rag.datatypes import Query
from rag.evidence.gather import Evidence

MOST = 5
SAME = 0.4
"""Share of words in common from which two sentences of a summary repeat each other."""
REPEATS = 1.5
"""What repeating costs against being central (maximal marginal relevance, Carbonell and Goldstein 1998)."""


def summary(query: Query, evidence: Sequence[Evidence], threshold: float) -> Chosen:
    """Of each article its lead, then central sentences, the earliest article first and each in text order."""
    ranked = story_of(query, evidence, threshold)
    if not ranked:
        return Chosen((sentence_of(evidence[0]),))
    leads = leads_of(query, ranked, SAME)[:MOST]
    ordered = sorted(_diverse(leads, ranked), key=in_time)
    return Chosen(tuple(_newest_first(ordered) if asks_latest(query) else ordered))


def _diverse(first: Sequence[Sentence], ranked: Sequence[Sentence]) -> list[Sentence]:
    """The first, then again and again the one that ranks high and repeats little of what is chosen."""
    chosen, left = list(first), [one for one in ranked[: 8 * MOST] if one not in first]
    rank = {one.place: at / len(left) for at, one in enumerate(left)}
    while left and len(chosen) < MOST:
        repeats = {one.place: max(overlap(one.text, other.text) for other in chosen) for one in left}
        left = [one for one in left if repeats[one.place] < SAME]
        if left:
            best = min(left, key=lambda one: (rank[one.place] + REPEATS * repeats[one.place], *one.place))
            chosen.append(best)
            left.remove(best)
    return chosen


def _newest_first(ordered: Sequence[Sentence]) -> list[Sentence]:
    """The sentences with the newest article's first, each article's in text order and what has no date last."""
    days = sorted({one.article.published_day for one in ordered if one.article.published_day}, reverse=True)
    return [one for day in (*days, None) for one in ordered if one.article.published_day == day]
