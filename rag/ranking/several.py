"""A question that asks several things -> one list of passages in which each of them is met early.

1. the whole, its parts, its clauses and, without parts, its outlets are searched each for itself (`searches`)
2. a passage counts as much as in the search that it answers best, and a little by what it is to the whole question
3. the first are chosen one by one: what only repeats an answer that is there already waits

A greedy choice as in maximal marginal relevance (Carbonell and Goldstein 1998), over searches in place of words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index.datatypes import Filter, Passage
from rag.datatypes import Query
from rag.questions.outlets import named_outlets
from rag.questions.parts import pieces, without
from rag.text.words import content_words, words

# Chosen on the odd rows of MultiHop-RAG, reported on the even ones (BENCHMARKS.md).
WHOLE_WEIGHT = 0.3
MET_WEIGHT = 0.6
CHOSEN = 10  # one by one; the rest follows by its worth
LOOKED_THROUGH = 60  # of which these are chosen
MOST = 6  # searches beside that of the whole question: each takes its time
LEAST = 3  # content words of a clause that is searched for itself

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Found:
    """The passages of one search, each by its place, with its score as a share (0 to 1) of the search's best."""

    passages: Mapping[Place, Passage]
    shares: Mapping[Place, float]

    @staticmethod
    def of(ranked: Sequence[Passage]) -> "Found":
        """The same of a ranked list; scores below zero, which a reranker may give, are counted from the lowest."""
        low = min([0.0, *(one.score for one in ranked)])
        width = max((one.score for one in ranked), default=0.0) - low
        by_place = {_place(one): one for one in reversed(ranked)}
        return Found(by_place, {at: (one.score - low) / width if width else 1.0 for at, one in by_place.items()})


def searches(query: Query) -> list[Query]:
    """What is searched for beside the whole question; nothing where it has no parts and names at most one outlet."""
    outlets = query.filter.outlets
    if not query.parts and len(outlets) < 2:
        return []
    found = [*query.parts, *_clauses(query)]
    if not query.parts:  # each outlet is to be heard, and not only the loudest
        found = [*(replace(query, filter=replace(query.filter, outlets=(one,))) for one in outlets), *found]
    return list({_sought(one): one for one in reversed(found)}.values())[::-1][:MOST]


def merged(whole: Sequence[Passage], others: Sequence[Sequence[Passage]]) -> list[Passage]:
    """Every passage of these ranked lists once, the one that is worth most first."""
    lists = [Found.of(ranked) for ranked in others]
    of_whole = Found.of(whole)
    passages = {at: one for found in (of_whole, *lists) for at, one in found.passages.items()}

    def worth(at: Place) -> float:
        return max(one.shares.get(at, 0.0) for one in lists) + WHOLE_WEIGHT * of_whole.shares.get(at, 0.0)

    return sorted((replace(one, score=worth(at)) for at, one in passages.items()), key=by_score)


def spread(passages: Sequence[Passage], others: Sequence[Sequence[Passage]]) -> list[Passage]:
    """The passages with the first ones chosen one by one, so that each search has its answer among them."""
    lists = [Found.of(ranked).shares for ranked in others]
    met = [0.0] * len(lists)
    left, chosen = list(passages[:LOOKED_THROUGH]), list[Passage]()
    while left and len(chosen) < CHOSEN:
        best = max(
            left, key=lambda one: one.score - MET_WEIGHT * _repeats([s.get(_place(one), 0.0) for s in lists], met)
        )
        left.remove(best)
        chosen.append(best)
        # A good passage meets a search by half, a poor one hardly: two good ones are needed to be sure.
        met = [min(1.0, had + shares.get(_place(best), 0.0) ** 3 / 2) for had, shares in zip(met, lists, strict=True)]
    return [*chosen, *left, *passages[LOOKED_THROUGH:]]


def _repeats(shares: Sequence[float], met: Sequence[float]) -> float:
    """How far the searches that a passage answers are met already, 0 to 1."""
    total = sum(shares)
    return sum(share * had for share, had in zip(shares, met, strict=True)) / total if total else 0.0


def _sought(query: Query) -> tuple[frozenset[str], Filter]:
    """What two searches have in common that find the same."""
    return frozenset(word.stem for word in content_words(query.subject or query.standalone)), query.filter


def _clauses(query: Query) -> list[Query]:
    """A query for each clause that says enough; one that names no outlet may be of any that the question names."""
    found = []
    for piece in pieces(query.standalone):
        named = named_outlets(piece, query.filter.outlets)[0]
        subject = without(piece, [(one.start, one.end) for one in named])
        outlets = tuple(dict.fromkeys(outlet for one in named for outlet in one.outlets))
        if sum(not word.common for word in words(subject)) >= LEAST:
            only = replace(query.filter, outlets=outlets or query.filter.outlets)
            names = tuple(name for name in query.names if name.written in piece)
            found.append(
                replace(query, text=piece, standalone=piece, subject=subject, filter=only, names=names, parts=())
            )
    return found if len(found) > 1 else []


def _place(passage: Passage) -> Place:
    return passage.article.id, passage.start


def by_score(passage: Passage) -> tuple[float, str, int]:
    """Sorts the best passage first, and those of equal scores always alike."""
    return -passage.score, passage.article.id, passage.start
