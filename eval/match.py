"""When a text holds an accepted answer: how strings are compared before any metric counts them."""

import re
import string
from collections.abc import Iterable

_STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "\xa0": " "})
_LEADING_ARTICLE = re.compile(r"^(?:a|an|the)\s+(?=\S)")
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = str.maketrans(dict.fromkeys(string.punctuation))
# Letters of scripts that part their words by spaces; a Chinese or Japanese answer has no such borders to check.
_LETTER = r"[^\W\d_\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\uffff]"
_MARKER = re.compile(r"\s*\[\d+\]")


def fold(text: str) -> str:
    """Case, curly quotation marks and runs of white space made equal."""
    return " ".join(text.translate(_STRAIGHT).casefold().split())


def answer_key(answer: str) -> str:
    """An accepted answer as it is searched for: folded, without surrounding quotation marks and leading article."""
    key = fold(answer).strip("\"' ")
    return _LEADING_ARTICLE.sub("", key) or fold(answer)


def holds(text: str, answers: Iterable[str]) -> bool:
    """Whether an accepted answer occurs anywhere in the text, also as a part of a word (the benchmarks' definition)."""
    folded = fold(text)
    return any(answer_key(answer) in folded for answer in answers)


def says(text: str, answers: Iterable[str]) -> bool:
    """Whether an accepted answer occurs as whole words and numbers: "200" is not in "1,200", nor "port" in "report"."""
    folded = fold(text)
    return any(re.search(_whole(answer_key(answer)), folded) for answer in answers)


def without_markers(text: str) -> str:
    """An answer's text without its [n] markers."""
    return _MARKER.sub("", text)


def squad_tokens(text: str) -> list[str]:
    """Words as SQuAD's `evaluate-v2.0.py` compares them: lower case, no ASCII punctuation, no a, an, the.

    Curly quotation marks are straightened first, so that they count as the punctuation they are.
    """
    return _ARTICLES.sub(" ", text.translate(_STRAIGHT).lower().translate(_PUNCTUATION)).split()


def _whole(key: str) -> str:
    return _border(key[0], before=True) + re.escape(key) + _border(key[-1], before=False)


def _border(edge: str, *, before: bool) -> str:
    if edge.isdecimal():
        return r"(?<!\d)(?<!\d[.,])" if before else r"(?!\d)(?![.,]\d)"
    if re.match(_LETTER, edge):
        return f"(?<!{_LETTER})" if before else f"(?!{_LETTER})"
    return ""
