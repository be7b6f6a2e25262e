"""Multiple choice by evidence: which of the choices the answer, its quotes and the passages speak for."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from eval.metrics.match import says, without_markers
from eval.metrics.values import matches
from index.datatypes import Passage
from rag.datatypes import Answer
from rag.text.words import content_words, stems

_NONE = re.compile(
    r"(?:\(?[a-h0-9][.):]\s*)?(?:no\s+(?:correct|right)\s+answer"
    r"|(?:none|neither|nothing)(?:\s+of\s+(?:the\s+)?(?:above|these|those|them|choices|options|answers))?)",
    re.IGNORECASE,
)
_ALL_WORDS = Fraction(1)
"""What a choice's words weigh that all stand in the first passage; chosen on RealTimeQA 2024 (BENCHMARKS.md)."""
_Weighed = list[tuple[str, Fraction]]
"""Texts with what each counts; fractions, so that a tie is one."""


def choose(
    choices: Sequence[str], answer: Answer | None, passages: Sequence[Passage], question: str = ""
) -> str | None:
    """The choice that the evidence speaks for; None where it speaks for several alike, or for none of them.

    A text speaks for a choice that it says as whole words, numbers and dates read (`values.matches`), but not for one
    that is part of a longer choice that it says ("York", "New York"). In this order, each step deciding between the
    choices that the step before left equal:
    1. the short answer
    2. the answer's text
    3. the cited quotes: how many say it
    4. the passages, headlines included: the sum of 1/rank over those that say it
    5. the passages again: the sum of 1/rank times the share of the choice's words, those of the question left out
    A refusal has no answer and no quotes, only passages. "None of the above" and the like are chosen where nothing
    speaks for any other choice in the first four, and in the fifth no choice weighs as much as if the first passage had
    all of its words: a long choice is rarely said word for word, also where it is right. Ours: RealTimeQA (Kasai et al.
    2023), whose accuracy the share of right choices is, has a language model choose.
    """
    none = [choice for choice in choices if _NONE.fullmatch(choice.strip(" ."))]
    others = [choice for choice in dict.fromkeys(choices) if choice not in none]
    left, spoken = others, False
    for texts in _evidence(answer, passages):
        weights = _weights(texts, others)
        best = max((weights[choice] for choice in left), default=Fraction())
        left = [choice for choice in left if weights[choice] == best]
        spoken = spoken or best > 0
        if spoken and len(left) == 1:
            return left[0]
    shares = _shares(left, passages, question)
    best = max(shares.values(), default=Fraction())
    if none and not spoken and best < _ALL_WORDS:
        return none[0] if len(none) == 1 else None
    nearest = [choice for choice in left if shares[choice] == best]
    return nearest[0] if best and len(nearest) == 1 else None


def _shares(choices: Sequence[str], passages: Sequence[Passage], question: str) -> dict[str, Fraction]:
    """How much of each choice's own words the passages have, the first passages counting most."""
    asked, said = stems(question), [stems(f"{one.article.title} {one.text}") for one in passages]
    own = {choice: {word.stem for word in content_words(choice)} - asked for choice in choices}
    return {
        choice: sum(
            (Fraction(len(words & text), len(words) * rank) for rank, text in enumerate(said, 1) if words), Fraction()
        )
        for choice, words in own.items()
    }


def _evidence(answer: Answer | None, passages: Sequence[Passage]) -> Iterator[_Weighed]:
    """The texts of each step in turn."""
    if answer and answer.answered:
        yield [(answer.short or "", Fraction(1))]
        yield [(without_markers(answer.text), Fraction(1))]
        yield [(citation.quote, Fraction(1)) for citation in answer.citations]
    yield [(f"{one.article.title}\n{one.text}", Fraction(1, rank)) for rank, one in enumerate(passages, 1)]


def _weights(texts: _Weighed, choices: Sequence[str]) -> dict[str, Fraction]:
    weights = dict.fromkeys(choices, Fraction())
    for text, weight in texts:
        for choice in _said(text, choices):
            weights[choice] += weight
    return weights


def _said(text: str, choices: Sequence[str]) -> list[str]:
    """The choices that the text says, those left out that are part of a longer one."""
    said = [choice for choice in choices if matches(text, [choice])]
    return [choice for choice in said if not any(_is_part(choice, other) for other in said)]


def _is_part(choice: str, other: str) -> bool:
    return says(other, [choice]) and not says(choice, [other])
