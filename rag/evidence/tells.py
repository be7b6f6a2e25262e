"""Whether a sentence tells what is asked about, not only of whom: "founded" of "When was it established?". English."""

from rag.datatypes import Query
from rag.evidence.asked import names_in
from rag.evidence.gather import Evidence
from rag.text.wordings import Wordings
from rag.text.words import content_words, stems, words

BEFORE, AFTER = 60, 30
"""Characters beside an answer in which a sentence says what it is: "founded in 1856"."""


def tells_what_is_asked(query: Query, one: Evidence) -> bool:
    """Whether the sentence has a word of the question beside its names, or another word for it."""
    asked = {word.stem for word in content_words(query.standalone) if not word.common}
    asked -= stems(" ".join(names_in(query.standalone)))
    return not asked or bool(asked & (stems(one.text) | Wordings(query.standalone).told(words(one.text))))


def is_told_alike(one: Evidence, other: Evidence) -> bool:
    """Whether a word beside the two answers is the same: of "founded in 1856" and "founded in 1900"."""
    return bool(beside(one) & beside(other))


def beside(one: Evidence) -> set[str]:
    """The words around the answer that are no names."""
    if not one.answer:
        return set()
    start, end = one.answer.start - one.start, one.answer.end - one.start
    around = f"{one.text[max(start - BEFORE, 0) : start]} | {one.text[end : end + AFTER]}"
    return {word.stem for word in content_words(around) if not (word.common or word.capitalised)}
