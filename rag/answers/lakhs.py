"""What a number in lakh or crore is in figures that every reader knows: "4.5 lakh" is 450,000. A note of ours."""

import re
from dataclasses import replace
from decimal import Decimal

from rag.answers.sentence import Sentence
from rag.text.numbers import SCALES

_AMOUNT = re.compile(
    r"(?<![\w.,])(?P<number>\d[\d,]*(?:\.\d+)?)\s+(?P<scales>lakh\s+crore|lakh|crore)s?\b", re.IGNORECASE
)


def with_figures(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """The sentences, each with a note of what its lakhs and crores make."""
    return tuple(map(_noted, sentences))


def _noted(sentence: Sentence) -> Sentence:
    made = [_made(found) for found in _AMOUNT.finditer(sentence.text)]
    return replace(sentence, note="; ".join(filter(None, (sentence.note, *dict.fromkeys(made)))))


def _made(found: re.Match[str]) -> str:
    value = Decimal(found["number"].replace(",", ""))
    for scale in found["scales"].casefold().split():
        value *= SCALES[scale]
    return f"{found[0]}: {value.normalize():,f}"
