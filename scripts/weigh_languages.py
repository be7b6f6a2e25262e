"""Fit what words are worth in other languages (`rag/evidence/weights.py`), and measure what comes of it.

    python scripts/weigh_languages.py FOLDER --work /tmp/languages    # with xquad.de.json, xquad.ru.json, xquad.zh.json

XQuAD (Artetxe et al. 2020, CC BY-SA 4.0): each language is an archive of its own, each passage an article. Half of the
questions, by a digest of their text, fit; the other half is reported on. Each is asked as it is, without the article
that answers, and without the sentences that have the answer's words, when nothing answers: the last is the right
article that does not say it, and what the thresholds are fitted on. The reader was trained on SQuAD's dev set, of which
XQuAD is a translation: what it guesses of German passages, as far as that counts, may be better here than in news.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from bench_languages import LANGUAGES, Asked, load
from numpy.typing import NDArray
from reading.examples import digest

from index.archive import Archive
from index.datatypes import Passage
from rag.evidence.gather import FEATURES, gather
from rag.evidence.spans import SpanReader
from rag.evidence.weights import INTERCEPT, WEIGHTS, by_words, threshold
from rag.questions.languages import language_of
from rag.retrieve import Retriever
from rag.understand import understand

DAY = date(2026, 6, 15)  # any day: the questions name none by its distance
FITTED = (0.05, 0.24)  # shares of near misses answered at which the thresholds are made to mean the same
SHARES = (0.05, 0.1, 0.24, 0.5)
SPANS = np.arange(8.0, 100.0, 1.0)
ANSWER = FEATURES.index("answer")


@dataclass(frozen=True, slots=True)
class Rated:
    """The sentences found for one question: what its words score, what else counts, whether they answer."""

    covered: NDArray[np.float64]
    """Share of the question's words."""
    other: NDArray[np.float64]
    """The log odds without the words' score."""
    score: NDArray[np.float64]
    """The log odds as they are."""
    right: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Case:
    """A question asked with the article that answers and without it."""

    asked: Asked
    foreign: bool
    with_it: Rated
    without: Rated


def main() -> None:
    """Fit on one half, report on the other, a language after the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--most", type=int, default=1_000, help="questions of each half, the first by digest")
    arguments = parser.parse_args()
    print("language  half    questions  share  answered  right  wrong without article  without sentence")
    for language in LANGUAGES:
        cases = list(_cases(arguments.folder / f"xquad.{language}.json", language, arguments.work, arguments.most))
        none, all_ = _fitted([case for case in cases if case.foreign and _is_fitting(case.asked)])
        refitted = [_refitted(case, none, all_) if case.foreign else case for case in cases]
        for half in (True, False):
            _report(language, [case for case in refitted if _is_fitting(case.asked) == half], half)
        print(f'{language}: "{language}": ({none:.1f}, {all_:.1f})', flush=True)


def _is_fitting(asked: Asked) -> bool:
    return digest(asked.question) % 2 == 0


def _cases(path: Path, language: str, work: Path, most: int) -> Iterator[Case]:
    articles, asked = load(path, language)
    chosen = sorted(asked, key=lambda one: digest(one.question))
    halves = [[one for one in chosen if _is_fitting(one) == half][:most] for half in (True, False)]
    with Archive.open(work / f"xquad-{language}", chroma=False) as archive:
        if not archive.count_chunks():
            archive.sync(articles)
        retriever, reader = Retriever(archive), SpanReader()
        for one in (one for half in halves for one in half):
            found = retriever.retrieve(understand(one.question, DAY), 20)
            rest = [passage for passage in found if passage.article.id != one.article]
            foreign = language_of(one.question) is not None
            both = (_rated(one, passages[:10], archive, reader) for passages in (found, rest))
            yield Case(one, foreign, *both)


def _rated(one: Asked, passages: Sequence[Passage], archive: Archive, reader: SpanReader) -> Rated:
    evidence = gather(understand(one.question, DAY), passages, archive, reader)
    features = np.array([each.features for each in evidence]).reshape(-1, len(FEATURES))
    none, all_, _ = by_words(language_of(one.question))
    score, covered = features @ WEIGHTS + INTERCEPT, features[:, FEATURES.index("coverage")]
    right = [each.passage.article.id == one.article and one.answer in each.text for each in evidence]
    words = none + (all_ - none) * covered
    return Rated(covered, score - WEIGHTS[ANSWER] * words, score, np.array(right, dtype=bool))


def _fitted(cases: Sequence[Case]) -> tuple[float, float]:
    """What no words and all words are worth, so that the thresholds let through the shares that they are for."""
    low, high = (_log_odds(threshold(share)) for share in FITTED)
    found = {}
    for span in SPANS:
        nothing = _nothing(cases, _scored_by(float(span)))[1:]  # the harder sort alone: near misses are what is asked
        strict, wide = (_quantile(nothing, share) for share in FITTED)
        found[span] = (abs((strict - wide) - (low - high)), high - wide)
    best = min(found, key=lambda span: found[span][0])
    none = found[best][1] / WEIGHTS[ANSWER]
    return float(none), float(none + best)


def _refitted(case: Case, none: float, all_: float) -> Case:
    """The case with the scores that it has if words are worth this."""
    scored = _scored_by(all_ - none)
    both = (replace(one, score=scored(one) + WEIGHTS[ANSWER] * none) for one in (case.with_it, case.without))
    return Case(case.asked, case.foreign, *both)


def _scored_by(span: float) -> Callable[[Rated], NDArray[np.float64]]:
    """The log odds if all words are worth this much more than none, which are worth nothing."""
    return lambda one: one.other + WEIGHTS[ANSWER] * span * one.covered


def _nothing(cases: Sequence[Case], score: Callable[[Rated], NDArray[np.float64]]) -> list[list[float]]:
    """The best scores where nothing answers: without the article, and without the sentences of it that do."""
    without = [score(case.without).max() for case in cases if len(case.without.other)]
    unsaid = [score(one)[~one.right].max() for one in (case.with_it for case in cases) if not one.right.all()]
    return [without, unsaid]


def _quantile(nothing: Sequence[Sequence[float]], share: float) -> float:
    """The score above which this share of them is, either sort counting as much."""
    grid = sorted(score for scores in nothing for score in scores)
    return next((score for score in grid if _above(nothing, score) <= share), np.inf)


def _above(nothing: Sequence[Sequence[float]], least: float) -> float:
    return float(np.mean([np.mean(np.array(scores) >= least) for scores in nothing]))


def _report(language: str, cases: Sequence[Case], fitted: bool) -> None:
    """A line for each share: what was answered, and rightly, and what was answered though nothing answers."""
    nothing = _nothing(cases, lambda one: one.score)
    found = [case.with_it for case in cases if len(case.with_it.score)]
    best = [(one.score.max(), one.right[int(one.score.argmax())]) for one in found]
    for share in SHARES:
        least = _log_odds(threshold(share))
        answered = np.mean([score >= least for score, _ in best])
        right = np.mean([score >= least and is_right for score, is_right in best])
        wrong = "  ".join(f"{_above([scores], least):.3f}" for scores in nothing)
        half = "fitted" if fitted else "other"
        print(f"{language:8}  {half:6}  {len(cases):9}  {share:5.2f}  {answered:8.3f}  {right:.3f}  {wrong}")


def _log_odds(probability: float) -> float:
    return float(np.log(probability / (1 - probability)))


if __name__ == "__main__":
    main()
