"""The weights of the offline reader's logistic model, as `scripts/weigh_evidence.py` fits them.

Fitted on half of RealTimeQA 2024's questions and on written questions and twins about articles held out
(BENCHMARKS.md), the last three on what these become when one thing of them is swapped too; nothing of RealTimeQA 2022,
of the sample set or of the two real articles was used. "Other words" came later: it was weighed on 954 of these 2,148
questions, drawn by chance, while the others stayed as they were; the thresholds moved by what it moved them there.
"""

from typing import NamedTuple

import numpy as np

from rag.questions.languages import UNKNOWN

INTERCEPT = -3.66
WEIGHTS = np.array([0.605, 0.9, -0.88, 0.825, 0.153, -0.028, 0.076, 0.496, 0.126, -0.413, -2.19, -1.683, -1.621])

ACCEPTED_WRONG = 0.24
"""Where the shares that are decided rightly of both kinds add up to most: .84 and .76 (0.05: .44 and .95)."""

# This share of the questions that nothing answers has a best sentence above this probability (cross-validation).
_THRESHOLDS = {
    0.0: 1.0, 0.01: 0.64, 0.02: 0.558, 0.05: 0.429, 0.1: 0.314, 0.15: 0.246, 0.2: 0.192, 0.25: 0.153, 0.3: 0.125,
    0.4: 0.08, 0.5: 0.054, 1.0: 0.0,
}  # fmt: skip


class Worth(NamedTuple):
    """What the words of a sentence are worth, on the scale of the reader's scores."""

    none: float
    """That of a sentence with none of the question's words."""
    all: float
    """That of one with all of them."""
    guess: float = 0.0
    """What each point of the reader's own score adds: it guesses in languages that have words like English ones."""


# Where no few words can answer, or the reader does not know the language.
_BY_WORDS = Worth(-8.0, 12.0)
# Elsewhere so much that of the near misses as many pass the thresholds as they are for, at .05 and at .24, as
# `scripts/weigh_languages.py` fits it on 200 questions of XQuAD each, German on 130 (BENCHMARKS.md).
_ELSEWHERE = {"de": Worth(-8.6, 28.4, 0.75), "ru": Worth(-12.2, 24.8), "zh": Worth(-8.0, 42.0)}
# Those not measured are like Chinese, Russian, or, in Latin letters, German, and less is taken for an answer: what the
# threshold for .24 lets through of them is what that for .1 does of the measured ones.
_LIKE = {UNKNOWN: "ru", "ja": "zh"}
_CAUTION = 5.7


def by_words(language: str | None) -> Worth:
    """What the words of a sentence are worth for a question in this language."""
    if language is None or language in _ELSEWHERE:
        return _ELSEWHERE[language] if language else _BY_WORDS
    like = _ELSEWHERE[_LIKE.get(language, "de")]
    return like._replace(none=like.none - _CAUTION, all=like.all - _CAUTION)


def threshold(accepted_wrong: float) -> float:
    """The probability below which a question is refused, if this share of what nothing answers may be answered."""
    return float(np.interp(accepted_wrong, list(_THRESHOLDS), list(_THRESHOLDS.values())))
