"""Multiple choice by evidence: which of the choices the answer, its quotes and the passages speak for."""

import re
from collections.abc import Iterable, Iterator, Sequence
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
_SURE = 0.5
"""Confidence from which an answer is likelier right than wrong, and contradicts choices of which it says nothing."""
_Weights = dict[str, Fraction]
"""What speaks for each choice; fractions, so that a tie is one."""


def choose(
    choices: Sequence[str], answer: Answer | None, passages: Sequence[Passage], question: str = ""
) -> str | None:
    """The choice that the evidence speaks for; None where it speaks for several alike, or for none of them.

    A text speaks for a choice that it says as whole words, numbers and dates read (`values.matches`), but not for one
    that is part of a longer choice that it says ("York", "New York"). In this order, each step deciding between the
    choices that the step before left equal:
    1. the short answer
    2. the short answer's words, where they are some of a choice's or a choice's some of them: "Tarn", "Ilva Tarn"
    3. the answer's text
    4. the cited quotes: how many say it
    5. the passages, headlines included: the sum of 1/rank over those that say it
    6. the passages again: the sum of 1/rank times the share of the choice's words, those of the question left out
    A refusal has no answer and no quotes, only passages. "None of the above" and the like are chosen in two cases:
    where nothing in the first four speaks for any other choice, and a short answer that is likelier right than wrong
    has no word of one; and where nothing in the first five does, and in the sixth no choice weighs as much as if the
    first passage had all of its words: a long choice is rarely said word for word, also where it is right. Ours:
    RealTimeQA (Kasai et al. 2023), whose accuracy the share of right choices is, has a language model choose.
    """
    none = [choice for choice in choices if _NONE.fullmatch(choice.strip(" ."))]
    others = [choice for choice in dict.fromkeys(choices) if choice not in none]
    told = answer if answer and answer.answered else None
    left, spoken = _narrowed(others, _of_answer(told, others))
    if none and not spoken and told and _is_another(told, others, question):
        return _only(none)
    if not (spoken and len(left) == 1):
        left, in_passages = _narrowed(left, [_of_passages(passages, others)])
        spoken = spoken or in_passages
    if spoken and len(left) == 1:
        return left[0]
    shares = _shares(left, passages, question)
    if none and not spoken and max(shares.values(), default=0) < _ALL_WORDS:
        return _only(none)
    return _only(_leading(left, shares)) if any(shares.values()) else None


def _narrowed(choices: Sequence[str], steps: Iterable[_Weights]) -> tuple[Sequence[str], bool]:
    """The choices that are left after these steps, and whether any step spoke for one."""
    left, spoken = choices, False
    for weights in steps:
        left, spoken = _leading(left, weights), spoken or any(weights.values())
    return left, spoken


def _leading(choices: Sequence[str], weights: _Weights) -> Sequence[str]:
    best = max((weights[choice] for choice in choices), default=Fraction())
    return [choice for choice in choices if weights[choice] == best]


def _only(choices: Sequence[str]) -> str | None:
    return choices[0] if len(choices) == 1 else None


def _shares(choices: Sequence[str], passages: Sequence[Passage], question: str) -> _Weights:
    """How much of each choice's own words the passages have, the first passages counting most."""
    asked, said = stems(question), [stems(f"{one.article.title} {one.text}") for one in passages]
    own = {choice: _stems(choice) - asked for choice in choices}
    return {
        choice: sum(
            (Fraction(len(words & text), len(words) * rank) for rank, text in enumerate(said, 1) if words), Fraction()
        )
        for choice, words in own.items()
    }


def _of_answer(told: Answer | None, choices: Sequence[str]) -> Iterator[_Weights]:
    """What the answer's parts speak for, the surest part first."""
    if told:
        yield _weights([(told.short or "", Fraction(1))], choices)
        yield {choice: Fraction(_in_fewer_words(told.short or "", choice)) for choice in choices}
        yield _weights([(without_markers(told.text), Fraction(1))], choices)
        yield _weights([(citation.quote, Fraction(1)) for citation in told.citations], choices)


def _of_passages(passages: Sequence[Passage], choices: Sequence[str]) -> _Weights:
    texts = [(f"{one.article.title}\n{one.text}", Fraction(1, rank)) for rank, one in enumerate(passages, 1)]
    return _weights(texts, choices)


def _in_fewer_words(short: str, choice: str) -> bool:
    """Whether all words of one are words of the other."""
    one, other = _stems(short), _stems(choice)
    return bool(one and other) and (one <= other or other <= one)


def _is_another(told: Answer, choices: Sequence[str], question: str) -> bool:
    """Whether the answer surely is something that is not among the choices."""
    own = _stems(told.short or "") - stems(question)
    return told.confidence >= _SURE and bool(own) and not any(own & _stems(choice) for choice in choices)


def _stems(text: str) -> set[str]:
    return {word.stem for word in content_words(text)}


def _weights(texts: Iterable[tuple[str, Fraction]], choices: Sequence[str]) -> _Weights:
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
