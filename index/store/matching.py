"""Full-text search: FTS5 ranked by BM25, with the common words of a question deciding less in a large archive.

A score costs a microsecond for each chunk, and a common word is in half of them. Where there are many, only those
chunks are scored that hold one of the rarer words, as in Turtle and Flood's MaxScore (Information Processing &
Management 31(6), 1995): all words count in the score, and chunks with nothing but common words are left out while they
would rank low. On 117,000 chunks the first ten stay the same, and of the first fifty 998 in 1,000.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.datatypes import Hit
from index.lexical.text import Term, search_terms, stem
from index.store.database import Database

# Headline and text count alike: half, twice and three times the weight were no better on RealTimeQA 2024.
TITLE_WEIGHT, TEXT_WEIGHT = 1.0, 1.0

SCORED = 8_000
"""Chunks that may be scored before common words stop to decide which; fewer cost time to find, more to score."""
_LEFT_OUT = 0.4  # of the weight of all words; with more, other chunks come among the first ten
_NARROW = 0.3  # share of articles below which it pays to list the chunks that pass a filter

_IN_ARTICLES = "IN (SELECT number FROM articles WHERE TRUE {passing})"
_BY_CHUNK = f" AND +words.rowid IN (SELECT number FROM chunks WHERE article {_IN_ARTICLES})"
_BY_ARTICLE = f" AND (SELECT article FROM chunks WHERE number = words.rowid) {_IN_ARTICLES}"
_DECIDED = " AND +words.rowid IN (SELECT rowid FROM words WHERE words MATCH ?)"


@dataclass(frozen=True, slots=True)
class _Plan:
    """The terms that count, those of them that decide what is scored, and the most that the others are worth."""

    terms: Sequence[Term]
    deciding: Sequence[Term]
    rest: float


class Words:
    """The full-text index of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def languages(self) -> tuple[str, ...]:
        """The languages that articles say they are in, as they say it."""
        return tuple(row["language"] for row in self._database.rows("SELECT language FROM languages"))

    def matching(self, words: Iterable[str], top_k: int, passing: str, values: list[str]) -> list[Hit]:
        """The chunks that hold any of the words, best BM25 first; the score is positive, higher is better.

        `passing` and its values are what `condition` makes of a filter.
        """
        terms = search_terms(words, self.languages())
        if not terms:
            return []
        share = self._share(passing, values)
        plan = self._plan(terms, SCORED / max(share, 1e-6))
        where = (_BY_CHUNK if share < _NARROW else _BY_ARTICLE).format(passing=passing) * bool(passing)
        hits = self._scored(plan, plan.deciding, where, values, top_k)
        if len(plan.deciding) < len(terms) and (len(hits) < top_k or hits[top_k // 10].score < plan.rest):
            return self._scored(plan, terms, where, values, top_k)
        return hits

    def document_counts(self, stems: Iterable[str]) -> dict[str, int]:
        """In how many chunks each stem (`lexical.text.stem`) occurs, or what another language makes of it does."""
        languages = self.languages()
        return {
            one: max(map(self._count, {one, *(stem(one, language) for language in languages)})) for one in set(stems)
        }

    def _scored(self, plan: _Plan, deciding: Sequence[Term], where: str, values: list[str], top_k: int) -> list[Hit]:
        narrowed = len(deciding) < len(plan.terms)
        rows = self._database.rows(
            f"SELECT words.rowid AS number, -bm25(words, {TITLE_WEIGHT}, {TEXT_WEIGHT}) AS score FROM words "
            f"WHERE words MATCH ? {_DECIDED * narrowed}{where} ORDER BY score DESC LIMIT ?",
            _any(plan.terms), *[_any(deciding)] * narrowed, *values, top_k,
        )  # fmt: skip
        return [Hit(row["number"], row["score"]) for row in rows]

    def _share(self, passing: str, values: list[str]) -> float:
        """Which part of the articles passes."""
        if not passing:
            return 1.0
        total = self._database.value("SELECT count(*) FROM articles") or 1
        return float(self._database.value(f"SELECT count(*) FROM articles WHERE TRUE {passing}", *values) / total)

    def _plan(self, terms: Sequence[Term], limit: float) -> _Plan:
        """All terms decide, but for the most common ones while more than `limit` chunks would be scored."""
        chunks = self._database.value("SELECT count(*) FROM words_docsize")
        if chunks <= limit:
            return _Plan(terms, terms, 0.0)
        counts = {term: self._count(term.stems) for term in terms}
        weights = {term: _weight(counts[term], chunks) for term in terms}
        left, rest, deciding = sum(counts.values()), 0.0, set(terms)
        for term in sorted(terms, key=lambda one: -counts[one]):
            if left <= limit or rest + weights[term] >= _LEFT_OUT * sum(weights.values()):
                break
            left, rest = left - counts[term], rest + weights[term]
            deciding.remove(term)
        return _Plan(terms, [term for term in terms if term in deciding], rest)

    def _count(self, stem: str) -> int:
        """In how many chunks a term occurs; none where it is a phrase, which the index does not count."""
        with self._database.translated():
            self._database.connection().execute(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.stems USING fts5vocab (main, words, row)"
            )
        rows = self._database.rows("SELECT doc FROM temp.stems WHERE term = ?", stem)
        return int(rows[0]["doc"]) if rows else 0


def _any(terms: Sequence[Term]) -> str:
    return " OR ".join(term.expression for term in terms)


def _weight(count: int, chunks: int) -> float:
    """The inverse document frequency as FTS5 has it; nothing for a word that is not there."""
    return max(0.0, math.log((chunks - count + 0.5) / (count + 0.5))) if count else 0.0
