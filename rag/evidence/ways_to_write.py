"""The patterns that find a date or a number of a question in an article, in any of the ways in which news writes it."""

import re
from collections.abc import Iterator

from rag.text.numbers import ONES, TENS
from rag.text.vocabulary import MONTHS

_ALL = ONES | TENS
_SCALES = (
    *(("dozen", 12), ("hundred", 100), ("k|thousand", 1000), ("lakhs?", 10**5)),
    *(("m|million", 10**6), ("crores?", 10**7), ("bn|billion", 10**9)),
)
_SPELT = {value: "|".join(word for word in _ALL if _ALL[word] == value) for value in _ALL.values()}


def date_pattern(number: int, day: int | None) -> str:
    """The month, or the day beside it, also as one of "12 to 14 March" and "May 9, 10 and 11"."""
    name = MONTHS[number - 1]
    month = rf"(?:{name}|{name[:4]}\b\.?|{name[:3]}\b\.?)"
    if not day:
        return rf"\b{month}|\b\d{{4}}-{number:02}-"
    own, other = rf"\b0?{day}(?:st|nd|rd|th)?", r"\d+(?:st|nd|rd|th)?"
    and_ = r"\s?(?:,|-|–|to|and|or|until|,\s?and)\s?"
    return (
        rf"{own}(?:{and_}{other}){{0,4}}(?:\s+of)?\s+{month}|\b{month}\s+(?:{other}{and_}){{0,4}}{own}\b"
        rf"|\b\d{{4}}-{number:02}-{day:02}|\b0?{day}[./]0?{number}[./]\d|\b0?{number}/0?{day}/\d"
    )


def in_words(value: int) -> Iterator[str]:
    """The patterns of the ways to write a whole number with words."""
    if value in _SPELT:
        yield _SPELT[value]
    elif 20 < value < 100:
        yield rf"(?:{_SPELT[value // 10 * 10]})[ -](?:{_SPELT[value % 10]})"
    for name, scale in _SCALES:
        whole, rest = divmod(value, scale)
        if value >= scale:
            yield rf"{re.escape(f'{value / scale:g}')}[ -]?(?:{name})"
        if not rest and whole in _SPELT:
            yield rf"(?:{_SPELT[whole]}{'|a' if whole == 1 else ''})[ -](?:{name})"
        if 2 * rest == scale:
            yield (
                rf"half an? (?:{name})"
                if not whole
                else rf"(?:{_SPELT.get(whole, whole)}|{whole}) and a half (?:{name})"
            )
