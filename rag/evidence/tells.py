"""Whether a sentence tells what is asked about, not only of whom: "founded" of "When was it established?". English."""

from rag.datatypes import Query
from rag.evidence.gather import Evidence, names_in
from rag.text.words import content_words, stem, stems

BEFORE, AFTER = 60, 30
"""Characters beside an answer in which a sentence says what it is: "founded in 1856"."""

# What articles write where a question asks with another word of the line.
_ALIKE = tuple(
    frozenset(map(stem, line.split()))
    for line in (
        "birth born birthday birthdate",
        "death die died dead",
        "establish established found founded create created form formed launch launched organise organised organize "
        "organized incorporate incorporated open opened inaugurate inaugurated",
        "build built construct construction erect erected complete completed",
        "begin began begun start started",
        "end ended finish finished",
        "release released publish published issue issued premiere premiered air aired",
        "locate located location lie lies stand stands situated",
        "direct director directed",
        "write writer wrote written author",
        "design designed architect",
        "population inhabitants",
    )
)


def tells_what_is_asked(query: Query, one: Evidence) -> bool:
    """Whether the sentence has a word of the question beside its names, or another word for it."""
    told = {word.stem for word in content_words(query.standalone) if not word.common}
    told -= stems(" ".join(names_in(query.standalone)))
    return not told or any(words & stems(one.text) for words in ({each} | _alike(each) for each in sorted(told)))


def is_told_alike(one: Evidence, other: Evidence) -> bool:
    """Whether a word beside the two answers is the same: of "founded in 1856" and "founded in 1900"."""
    return bool(beside(one) & beside(other))


def _alike(word: str) -> frozenset[str]:
    return frozenset().union(*(words for words in _ALIKE if word in words))


def beside(one: Evidence) -> set[str]:
    """The words around the answer that are no names."""
    if not one.answer:
        return set()
    start, end = one.answer.start - one.start, one.answer.end - one.start
    around = f"{one.text[max(start - BEFORE, 0) : start]} | {one.text[end : end + AFTER]}"
    return {word.stem for word in content_words(around) if not (word.common or word.capitalised)}
