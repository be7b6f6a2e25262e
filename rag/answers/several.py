"""Who the candidates, the finalists or the victims were: all that are called so, and not one of them. English."""

import re
from collections.abc import Iterator, Sequence

from rag.answers.order import readable
from rag.answers.persons import possible_persons
from rag.answers.plain import plain
from rag.answers.sentence import Chosen, Sentence, is_prose, one_of_each, sentences_in
from rag.datatypes import Query
from rag.evidence.gather import Evidence
from rag.text.wordings import Wordings
from rag.text.words import stem, words

MOST = 6
ARTICLES = 3
"""Articles of the likeliest sentences that are looked through for more of them."""

_ASKS = re.compile(
    r"^\W*(?:and\s+)?(?:who|(?:which|what)\s+(?:people|persons|men|women))\s+(?:were|are)\s+(?:(?:all|the|some|of)\s+)*"
    r"(?:[a-z]+\s+)?(?P<kind>[a-z]{3,}s)\b(?!['’])(?![^?]*\bby\W*$)",
    re.IGNORECASE,
)
_FURTHER = re.compile(r"\b(?:other|others|also|second|third|fourth|another)\b", re.IGNORECASE)


def asks_for_several(query: Query) -> bool:
    """Whether it is asked who all those were that go by what a plural says: "Who were the candidates?"."""
    return _ASKS.match(query.standalone) is not None


def several(query: Query, evidence: Sequence[Evidence], threshold: float) -> Chosen:
    """The likely sentences, and each that says of one more to be such a one; no short answer of one alone."""
    chosen = plain(query, evidence, threshold)
    kept = list(chosen.sentences)
    for one in _called_so(query, kept):
        if len(kept) < MOST and one.place not in {other.place for other in kept} and _names_more(query, one, kept):
            kept.append(one)
    short = chosen.short if chosen.short and re.search(r",|\band\b", chosen.short) else None
    return Chosen(readable(kept), short, chosen.notes)


def _called_so(query: Query, chosen: Sequence[Sentence]) -> Iterator[Sentence]:
    """The sentences that have the word for them, each after the one on which it goes on: "The other jurors are ..."."""
    asked = _ASKS.match(query.standalone)
    kind, otherwise = (asked["kind"], Wordings(asked["kind"])) if asked else ("", Wordings(""))
    for passage in one_of_each(one.passage for one in chosen)[:ARTICLES]:
        before = None
        for one in filter(lambda one: is_prose(one.text), sentences_in(passage)):
            told = words(one.text)
            if stem(kind) in {word.stem for word in told} or otherwise.told(told):
                yield from ([before] if before and _FURTHER.search(one.text) else [])
                yield one
            before = one


def _names_more(query: Query, one: Sentence, kept: Sequence[Sentence]) -> bool:
    """Whether it names somebody of whom neither the question nor a chosen sentence speaks."""
    told = " ".join((query.standalone, *(other.text for other in kept)))
    return any(name.text not in told for name in possible_persons(one.text))
