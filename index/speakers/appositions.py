"""Appositions: what stands beside a name between commas: "Ann Lee, the mayor," and "the mayor, Ann Lee,"."""

from index.speakers.cues import CLAUSE, FORMS, PAST, PREPOSITIONS, PRONOUNS
from index.speakers.fillers import is_auxiliary
from index.speakers.grammar import main_subject, opening
from index.speakers.items import Sentence
from index.speakers.noun_phrase import MARKS, SMALL, Phrase, ending_at, is_past

_LONGEST = 30
"""Items of the longest apposition that is stepped over."""
_NO_OFFICE = (CLAUSE, PRONOUNS, PREPOSITIONS, FORMS, PAST)
"""Words with which no apposition begins."""
_OPENS = CLAUSE - frozenset("who whose whom which and or so then as".split()) | {"after", "before", "since"}
"""What opens a clause with its own subject beside a name: "Ann Lee, because her lawyer, Bo Hart, said so, left"."""


def before_apposition(sentence: Sentence, comma: int) -> Phrase | None:
    """The name beside which an apposition ends with this comma, and the apposition as its role."""
    main = main_subject(sentence)
    if main and main[1] < comma - 1 and sentence[main[1]].is_name and _all_beside(sentence, main[1] + 1, comma):
        return Phrase(*main, _role(sentence, main[1] + 1, comma))
    if comma > 1 and sentence[comma - 1].word == ")":
        opened = back_to(sentence, comma - 2, "(")
        return ending_at(sentence, opened - 1) if opened > 0 else None
    opened = back_to(sentence, comma - 1, ",")
    if opened <= 0 or opened + 1 >= comma:
        return None
    if is_auxiliary(sentence[opened + 1]):
        return None  # "The ferry, the Ada, was hit by a barge, said Lee"
    found = ending_at(sentence, opened - 1)
    # Of a list of places and offices ("Ann Lee, D-Maine, mayor of Y, said") the first comma counts.
    while found and not sentence[found.last].is_name and found.first - 1 > 0 and sentence[found.first - 1].word == ",":
        further = ending_at(sentence, found.first - 2)
        if further is None or not sentence[further.last].is_name or further.first < opening(sentence):
            break
        found, opened = further, further.last + 1
    return Phrase(found.first, found.last, (opened + 1, comma - 1)) if found else None


def apposition_at(sentence: Sentence, comma: int) -> tuple[int, int] | None:
    """The items of an apposition that begins with this comma."""
    if comma + 1 >= len(sentence) or sentence[comma].word != ",":
        return None
    if sentence[comma + 1].word.isdigit() and comma + 3 < len(sentence) and sentence[comma + 2].word == ",":
        comma += 2  # an age
    first = sentence[comma + 1]
    if first.quoted or is_auxiliary(first) or any(first.lower in words for words in _NO_OFFICE):
        return None
    last = comma + 1
    while last + 1 < len(sentence) and last - comma < _LONGEST and sentence[last + 1].word not in MARKS:
        if sentence[last + 1].quoted:
            break
        last += 1
    return comma + 1, last


def _all_beside(sentence: Sentence, first: int, comma: int) -> bool:
    """Whether all from here to a comma stands beside a name: its place, age, office and what "who" tells."""
    if comma - first > 2 * _LONGEST or sentence[first].word not in (",", "(") or sentence[first + 1].quoted:
        return False
    told = clause = False
    for place in range(first, comma):
        item = sentence[place]
        if item.quoted and item.end - item.start > SMALL:
            return False
        if item.word in (",", "("):
            if clause and not _is_place(sentence, place):
                return False  # the clause goes on to the verb
            clause = clause or _opens_clause(sentence, place + 1)
            told = sentence[place + 1].lower in ("who", "whose", "whom", "which")
        elif (item.word in MARKS and item.word not in (")", "-", ".")) or (not told and _is_finite(sentence, place)):
            return False
    return True


def _opens_clause(sentence: Sentence, place: int) -> bool:
    """Whether a clause begins here whose subject may be read on: "because Ann Lee", "shortly after police"."""
    item, following = sentence[place], sentence[place + 1]
    if item.lower in _OPENS:
        return not following.lower.endswith("ing")
    return (item.lower == "as" and following.is_name) or following.lower in ("whom", "which", "after", "before")


def _is_place(sentence: Sentence, comma: int) -> bool:
    """Whether the comma stands within the name of a place: "after a visit to Flint, Mich., said"."""
    after = sentence[comma + 2].word
    return sentence[comma - 1].is_name and sentence[comma + 1].is_name and after in (",", ".")


def _is_finite(sentence: Sentence, place: int) -> bool:
    """Whether this belongs to a clause of its own: its verb, or a pronoun that is its subject."""
    item = sentence[place]
    if is_auxiliary(item) or item.lower in PRONOUNS or is_past(sentence, place):
        return True
    return FORMS.get(item.lower, ("", ""))[1] == "past" and not item.is_name


def _role(sentence: Sentence, first: int, comma: int) -> tuple[int, int] | None:
    """The apposition among what stands beside a name; None where there is only an age, a place or a clause."""
    while first < comma and sentence[first].word == "(":
        first = next((place + 1 for place in range(first, comma) if sentence[place].word == ")"), comma)
    start = first + 1
    if start + 1 < comma and sentence[start].word.isdigit() and sentence[start + 1].word == ",":
        start += 2  # an age
    if start >= comma or sentence[start].lower in PREPOSITIONS | {"not"} or sentence[start].lower.startswith("who"):
        return None
    return (start, comma - 1) if sentence[start].word[0].isalpha() else None


def back_to(sentence: Sentence, place: int, word: str) -> int:
    """The last item before `place` that is the word, not far away; -1 where there is none."""
    lowest = max(place - _LONGEST, 0)
    while place >= lowest:
        if sentence[place].word == word:
            return place
        if sentence[place].quoted and sentence[place].end - sentence[place].start > SMALL:
            return -1
        place -= 1
    return -1
