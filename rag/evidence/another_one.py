"""Sentences that tell it of another of the sort: the men's race, the food bank of another town, another firm's fine.

The reader finds a winner, a number and a sum, whoever's they are. English; unsure leaves a sentence as it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.datatypes import Query
from rag.evidence.gather import Evidence
from rag.text.mentions import NAME, names
from rag.text.vocabulary import MONTHS
from rag.text.words import stem, stems
from rag.times.relative import WEEKDAYS

ANOTHER = 0.1
"""What is left of the probability of a sentence that says whose it is, and it is another's: below any threshold but
that of somebody who accepts nearly all."""
UNTOLD = 0.4
"""The same where another sentence says that it is of the one asked for, and it does not."""
NEAR = 0.2
"""How likely the one that says so must be beside the best to be about what is asked; it is then as likely."""
SURELY = 0.35
"""The same where it has fewer of the question's words: less likely sentences are about something else."""

_WOMEN, _MEN = r"(?:women|girls|ladies)", r"(?:men|boys)"


def _class(people: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-]){people}(?:['’]s?|(?=\s+only))(?!\w)|\b(?:of|among)\s+the\s+{people}\b", re.IGNORECASE
    )


_CLASSES = _class(_WOMEN), _class(_MEN)
_THING_IN = re.compile(rf"\b(?P<thing>[a-z][a-z-]{{2,}})\s+(?:in|at|of)\s+(?P<place>{NAME})(?!['’]s)")
_OF_YEAR = re.compile(r"\bthe\s+(?:[\w’'-]+\s+){1,4}?of\s+(?P<year>(?:1[5-9]|20)\d\d)\b", re.IGNORECASE)
_YEAR = re.compile(
    r"(?<!\bsince )\b(?:(?P<year>(?:1[5-9]|20)\d\d)|(?P<step>last|this|next)\s+year(?!['’]))\b", re.IGNORECASE
)
_STEPS = {"last": -1, "this": 0, "next": 1}
_IN_YEAR = re.compile(r"\bin\s+(?P<year>(?:1[5-9]|20)\d\d)\W*$")
_TIME = re.compile(r"\bfor\s+the\s+(?P<which>first|second|third|fourth|fifth|sixth|last)\s+time\b", re.IGNORECASE)
# "Was Fixall fined", "did Lind resign": who it befell, or did it.
_OF_WHOM = re.compile(
    rf"^\W*(?:how\s+(?:much|many(?:\s+\w+){{1,3}}|long)|when|why|where|for\s+how\s+long|what)\b[^?]*?\b"
    rf"(?:was|were|is|has|have|had|been)\s+(?:the\s+(?:[a-z-]+\s+){{1,3}})?(?P<who>{NAME})\s+(?:been\s+|to\s+be\s+)?(?P<deed>[a-z]+(?:ed|en|t|n|d))\b",
    re.IGNORECASE,
)
_BEFELL = r"\s+(?:(?:is|was|were|has|have|had|been|also|later|being|will|be)\s+)+"
_TIMES = frozenset((*MONTHS, *WEEKDAYS))


def of_the_one(query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, most likely first, what tells it of another without an answer and last."""
    found = [_less(one, ANOTHER) if _is_of_another(query.standalone, one) else one for one in evidence]
    found.sort(key=lambda one: -one.probability)
    found = _of_year(query.standalone, _of_class(query.standalone, found))
    return sorted(found, key=lambda one: -one.probability)


def _less(one: Evidence, left: float) -> Evidence:
    return replace(one, probability=left * one.probability, answer=one.answer if left > ANOTHER else None)


def _is_of_another(question: str, one: Evidence) -> bool:
    return (
        _is_elsewhere(question, one)
        or _is_of_another_year(question, one)
        or _befell_another(question, one)
        or _is_another_time(question, one.text)
    )


def _of_class(question: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence where the women's race is asked for: without that of the men, and led by what tells of theirs."""
    asked = [bool(one.search(question)) for one in _CLASSES]
    if asked[0] == asked[1]:
        return list(evidence)
    own, other = _CLASSES if asked[0] else _CLASSES[::-1]
    told = [_less(one, ANOTHER) if other.search(one.text) and not own.search(one.text) else one for one in evidence]
    if not any(other.search(one.text) for one in evidence):
        return told  # nothing tells of the men's: then what says nothing is of the women's as well
    best = evidence[0].probability if evidence else 0.0
    return _led([bool(own.search(one.text)) for one in evidence], told, [NEAR] * len(told), best)


def _of_year(question: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence where it is asked who won in 2025: led by what tells of that year."""
    asked = _IN_YEAR.search(question)
    if asked is None or not evidence:
        return list(evidence)
    words = evidence[0].feature("coverage")
    floors = [NEAR if one.feature("coverage") >= words else SURELY for one in evidence]
    return _led([_is_of_year(asked["year"], one) for one in evidence], evidence, floors, evidence[0].probability)


def _led(own: Sequence[bool], evidence: Sequence[Evidence], floors: Sequence[float], best: float) -> list[Evidence]:
    """The evidence, most likely first, the likeliest of the `own` as likely as the best was; as it is without any."""
    first = next((at for at, one in enumerate(evidence) if own[at] and one.probability >= floors[at] * best), None)
    if first is None:
        return list(evidence)
    found = [one if tells else _less(one, UNTOLD) for tells, one in zip(own, evidence, strict=True)]
    found[first] = replace(found[first], probability=best)
    return sorted(found, key=lambda one: -one.probability)


def _is_of_year(year: str, one: Evidence) -> bool:
    """Whether the sentence names the year, in figures or as the last, or is of it and names no other."""
    day = one.passage.article.published_day
    found = list(_YEAR.finditer(one.text))
    named = {each["year"] for each in found if each["year"]}
    named |= {str(day.year + _STEPS[each["step"].casefold()]) for each in found if day and each["step"]}
    return year in named if named else day is not None and str(day.year) == year


def _is_elsewhere(question: str, one: Evidence) -> bool:
    """Whether the thing asked for is in a place that the article does not name, and the sentence has it elsewhere."""
    article = f"{one.passage.article.title}\n{one.passage.article.text}"
    return any(
        place not in article and any(other != place for other in _places_of(thing, one.text))
        for thing, place in _things(question)
    )


def _is_of_another_year(question: str, one: Evidence) -> bool:
    """Whether "the strike of 1987" is asked for, and the article of another year names that one for no more than since.

    "It was the longest since 1987" tells of another strike.
    """
    asked = _OF_YEAR.search(question)
    article, day = one.passage.article, one.passage.article.published_day
    if asked is None or day is None or day.year == int(asked["year"]):
        return False
    told = re.sub(rf"\bsince\s+{asked['year']}\b", "", f"{article.title}\n{article.text}")
    return asked["year"] not in told


def _things(text: str) -> Iterator[tuple[str, str]]:
    """What is told to be in which place: ("bank", "Harl") of "the food bank in Harl"."""
    for found in _THING_IN.finditer(text):
        if found["place"].split()[0].casefold() not in _TIMES:
            yield found["thing"], found["place"]


def _places_of(thing: str, text: str) -> list[str]:
    return [place for other, place in _things(text) if stem(other) == stem(thing)]


def _is_another_time(question: str, text: str) -> bool:
    """Whether it is asked of the first time, and the sentence tells of the second."""
    asked = {found["which"].casefold() for found in _TIME.finditer(question)}
    told = {found["which"].casefold() for found in _TIME.finditer(text)}
    return bool(asked and told) and not asked & told


def _befell_another(question: str, one: Evidence) -> bool:
    """Whether the deed befell somebody in the sentence who is not the one asked for, and whom it does not name."""
    asked = _OF_WHOM.match(question)
    if asked is None or not asked["who"][0].isupper() or stems(asked["who"]) & stems(one.text):
        return False
    befell = re.compile(rf"{_BEFELL}{re.escape(asked['deed'])}\b")
    return any(befell.match(one.text, name.end) for name in names(one.text) if not _opens(name.start, name.text))


def _opens(start: int, name: str) -> bool:
    """Whether a capital proves no name, since a sentence begins with it."""
    return start == 0 and " " not in name
