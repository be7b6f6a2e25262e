"""A story in a few sentences: the most central ones of its articles, none repeating another, in order of time."""

import re
from collections.abc import Sequence

from rag.answers.sentence import Chosen, Sentence, overlap, sentence_of
from rag.answers.story import asked_of, coverage, story_of
from rag.datatypes import Query
from rag.evidence.gather import Evidence

MOST = 5
SAME = 0.4
"""Share of words in common from which two sentences of a summary repeat each other."""
HEAD = 160
"""Characters from an article's beginning within which its lead begins: behind a place, a date, an agency's name."""
REPEATS = 1.5
"""What repeating costs against being central (maximal marginal relevance, Carbonell and Goldstein 1998)."""

_CORRECTS = re.compile(r"\W*(?:correct(?:ion|ed)|clarification|editor['’]s note|an earlier version)\b", re.IGNORECASE)


def summary(query: Query, evidence: Sequence[Evidence], threshold: float) -> Chosen:
    """Leads and central sentences, the earliest article first and each in text order."""
    ranked = story_of(query, evidence, threshold)
    if not ranked:
        return Chosen((sentence_of(evidence[0]),))
    return Chosen(tuple(sorted(_diverse(_lead(query, ranked), ranked), key=_in_time)))


def _lead(query: Query, ranked: Sequence[Sentence]) -> Sentence:
    """Of the articles' leads the one that with its headline is nearest to what is asked, of equals the earliest."""
    first: dict[str, Sentence] = {}
    for one in sorted(ranked, key=lambda one: one.start):
        if one.start < HEAD and not _CORRECTS.match(one.text):
            first.setdefault(one.article.id, one)
    asked = asked_of(query)
    near = {one.place: coverage(asked, f"{one.article.title}\n{one.text}") for one in first.values()}
    return min(first.values(), key=lambda one: (-near[one.place], *_in_time(one)), default=ranked[0])


def _diverse(first: Sentence, ranked: Sequence[Sentence]) -> list[Sentence]:
    """The first, then again and again the one that ranks high and repeats little of what is chosen."""
    chosen, left = [first], [one for one in ranked[: 8 * MOST] if one is not first]
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
