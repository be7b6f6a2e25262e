"""Where what is said ends: at the end of its sentence, or where another's or the same one's next words begin."""

from index.speakers.clause import is_verb
from index.speakers.cues import ADDRESSED, AUXILIARIES, CLAUSE, FORMS, MAY_STAND_FIRST, PRONOUNS
from index.speakers.items import Sentence

Range = tuple[int, int]
"""Items from the first to the last, inclusive."""
_SUBJECT = 8
"""Items of the longest subject of the next half, with its verb."""
_TO_SAID = 8
"""Items from "who" to what is said: "who has often said in public that"."""
_CLAUSE = 4
"""Items of the shortest clause before "and he said"."""


def closed(sentence: Sentence, first: int) -> Range | None:
    """From the first item to the end, or to where another source's or the same one's next words begin."""
    last = len(sentence) - 1
    while last > first and sentence[last].word in (".", ",", ";", "?", "!"):
        last -= 1
    last = _before_teller(sentence, first, _within_who(sentence, first, _within_bracket(sentence, first, last)))
    begins = first + 1 - bool(sentence[first].quoted) + (sentence[first].lower in CLAUSE)
    for place in range(begins, last):
        joined = sentence[place].word in ("and", "but") and place - first >= _CLAUSE
        quoted = bool(sentence[place].quoted) and sentence[place].word[1:] == ","  # "Lee said “Go,” Hart added"
        if sentence[place].word == ";" and _is_anothers(sentence, place + 1):
            last = place - 1
            break
        if (joined or quoted or sentence[place].word in (",", "—")) and _another_begins(sentence, place + 1):
            last = place - 1 + quoted
            while last > first and sentence[last].lower in CLAUSE:
                last -= 1  # "while, according to Lee, ..."
            break
    if sentence[last].word == ",":
        last -= 1
    return (first, last) if last >= first else None


def _within_bracket(sentence: Sentence, first: int, last: int) -> int:
    """The last item, or the one before the bracket that was open already: "Lee (who wants the pier) came"."""
    depth = 0
    for place in range(first, last + 1):
        depth += (sentence[place].word == "(") - (sentence[place].word == ")")
        if depth < 0:
            return max(place - 1, first)
    return last


def _within_who(sentence: Sentence, first: int, last: int) -> int:
    """The last item, or the one before the verb of the sentence: "Lee, who wants the pier, came on Monday"."""
    who = next((place for place in range(first - 1, max(first - _TO_SAID, 0), -1) if sentence[place].lower == "who"), 0)
    if not who or sentence[who - 1].word != "," or any(sentence[place].word == "," for place in range(who, first)):
        return last
    if any(is_verb(sentence, place) for place in range(who - 1)):
        return last
    for place in range(first, last):
        quoted = bool(sentence[place].quoted) and sentence[place].word[1:] == ","
        if (quoted or sentence[place].word == ",") and is_verb(sentence, place + 1):
            return place if quoted else place - 1
    return last


def _before_teller(sentence: Sentence, first: int, last: int) -> int:
    """The last item, or the one before who tells it all: "Lee agreed to go, two officials said."."""
    lemma, kind = FORMS.get(sentence[last].lower, ("", ""))
    if lemma not in MAY_STAND_FIRST or kind not in ("past", "s") or sentence[last].is_name:
        return last
    for place in range(last - 1, max(last - _SUBJECT, first + 1), -1):
        if sentence[place].word == ",":
            return place - 1 if place < last - 1 else last
        if sentence[place].quoted or not sentence[place].word[0].isalnum():
            return last
    return last


def _is_anothers(sentence: Sentence, at: int) -> bool:
    """Whether a subject and its verb of speech open the next half: "Lee agreed; the union in Tarnwick said that"."""
    for place in range(at + 1, min(at + _SUBJECT, len(sentence))):
        lemma, kind = FORMS.get(sentence[place].lower, ("", ""))
        if lemma in MAY_STAND_FIRST and kind in ("past", "s") and not sentence[place].is_name:
            return sentence[at].lower not in PRONOUNS
        if sentence[place].quoted or not sentence[place].word[0].isalnum():
            return False
    return False


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
