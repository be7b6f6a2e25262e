"""Numbers as news writes them -> their value: "seven", "two hundred and six", "1.2 million", "3rd"."""

import re
from collections.abc import Sequence
from decimal import Decimal


def _numbered(text: str, start: int = 0) -> dict[str, int]:
    return {word: value for value, word in enumerate(text.split(), start)}


ONES = (
    _numbered("zero one two three four five six seven eight nine ten")
    | _numbered("eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 11)
    | _numbered("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth", 1)
)
TENS = {word: 10 * tens for word, tens in _numbered("twenty thirty forty fifty sixty seventy eighty ninety", 2).items()}
SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "lakh": 10**5, "million": 10**6, "crore": 10**7}
SCALES |= {"billion": 10**9, "trillion": 10**12}
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
SUFFIXES = {"k": 1000, "m": 10**6, "bn": 10**9, "tn": 10**12}


def read_number(words: Sequence[str], *, after_article: bool = False) -> tuple[Decimal | None, int]:
    """The number that these folded words or digits begin with (or None), and how many of them it takes.

    `after_article`: an "a" stands before them, so that "hundred" alone is a number.
    """
    total, current, last, taken = Decimal(0), Decimal(0), 0, 0
    for at, word in enumerate(words):
        if word == "and" and last == 100 and at + 1 < len(words) and (words[at + 1] in ONES or words[at + 1] in TENS):
            continue
        if not taken and _DIGITS.fullmatch(word):
            current, last = Decimal(word), 1
        elif word in TENS and (not taken or last >= 100):
            current, last = current + TENS[word], 10
        elif word in ONES and (not taken or last >= 100 or (last == 10 and 0 < ONES[word] < 10)):
            current, last = current + ONES[word], 1
        elif word in SCALES and (taken or after_article):
            current, last = (current or Decimal(1)) * SCALES[word], SCALES[word]
            if last >= 1000:
                total, current = total + current, Decimal(0)
        else:
            break
        taken = at + 1
    return (total + current if taken else None), taken
