"""Where what is said ends: at the end of its sentence, or where another's or the same one's next words begin."""

from index.speakers.cues import ADDRESSED, AUXILIARIES, CLAUSE, FORMS, MAY_STAND_FIRST, PRONOUNS
from index.speakers.items import Sentence

Range = tuple[int, int]
"""Items from the first to the last, inclusive."""
_CLAUSE = 4
"""Items of the shortest clause before "and he said"."""


def closed(sentence: Sentence, first: int) -> Range | None:
    """From the first item to the end, or to where another source's or the same one's next words begin."""
    last = len(sentence) - 1
    while last > first and sentence[last].word in (".", ",", ";", "?", "!"):
        last -= 1
    begins = first + 1 - bool(sentence[first].quoted) + (sentence[first].lower in CLAUSE)
    for place in range(begins, last):
        joined = sentence[place].word in ("and", "but") and place - first >= _CLAUSE
        quoted = bool(sentence[place].quoted) and sentence[place].word[1:] == ","  # "Lee said “Go,” Hart added"
        if (joined or quoted or sentence[place].word in (",", "—")) and _another_begins(sentence, place + 1):
            last = place - 1 + quoted
            while last > first and sentence[last].lower in CLAUSE:
                last -= 1  # "while, according to Lee, ..."
            break
    if sentence[last].word == ",":
        last -= 1
    return (first, last) if last >= first else None


def _another_begins(sentence: Sentence, at: int) -> bool:
    """Whether "according to", "adding that" or "he said" begins here."""
    item = sentence[at]
    if item.lower == "according":
        return True
    if item.lower == "who":
        return False
    lemma, kind = FORMS.get(item.lower, ("", ""))
    if lemma and (lemma in MAY_STAND_FIRST or lemma in ADDRESSED):
        return kind == "ing" or (kind in ("past", "s") and sentence[at - 1].lower in ("and", "but", ","))
    near = range(at, min(at + 4, len(sentence)))
    for place in near:
        if sentence[place].lower in FORMS and place > at:
            lemma, kind = FORMS[sentence[place].lower]
            return lemma in MAY_STAND_FIRST and kind in ("past", "s") and not sentence[place].is_name
        if not (sentence[place].is_name or sentence[place].lower in PRONOUNS or sentence[place].lower in AUXILIARIES):
            return False
    return False
