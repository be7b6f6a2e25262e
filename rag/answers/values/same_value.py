"""Whether two sentences give different values for one thing, in articles of one story. English; unsure means no."""

import re
from functools import lru_cache

from rag.answers.fit import suits
from rag.answers.values.put_at import puts_it_at
from rag.answers.values.sorts import is_of_them
from rag.answers.values.standing import asks_first, asks_which, is_open, is_settled
from rag.datatypes import Query
from rag.evidence.asked import names_in
from rag.evidence.claimants import are_apart
from rag.evidence.gather import Evidence, value_told
from rag.evidence.rivals import amount_of, same_sort, value_of
from rag.evidence.superseded import is_superseded
from rag.text.facts import base, fold
from rag.text.fates import fate_asked
from rag.text.mentions import names
from rag.text.words import COMMON, content_words, stems

HALF = 0.5
"""Share of the question's words of one sentence that the other has as well; all, where nothing else says that it has
taken its place."""
SHARED = 2
"""Words of names that two articles of one story have in common."""
HEAD = 2000
"""Characters of an article in which its names are looked for."""

# A figure of other years or of a whole country is none of what happened once.
_OF_MORE = re.compile(
    r"\bsince\s+(?:1[5-9]|20)\d\d\b|\b(?:every|each|an?|per)\s+(?:year|month|week|day)\b"
    r"(?!\s+(?:after|before|later|ago|earlier|long|of|since|on|into|and)\b)|\bannually\b|"
    r"\b(?:over|in|during)\s+the\s+(?:past|last)\b|\b(?:this|last)\s+(?:year|month)\b|\b(?:nation|world|country)wide\b|"
    r"\bacross\s+the\s+(?:country|world)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:after|since|following|unlike|like|than|before|compared\s+(?:with|to))\s+(?:the|an?|last|that|those)\b[^,.;]*",
    re.IGNORECASE,
)
# What tells one of several such things from the others: "in the first quarter", "in May", "of the children".
_MARK = re.compile(
    r"\b(?:first|second|third|fourth|fifth|last|next|January|February|March|April|(?-i:May)|June|July|August|September|October|"
    r"November|December|spring|summer|autumn|winter|(?:1[5-9]|20)\d\d|child(?:ren)?|wom[ae]n|men|boys?|girls?|citizens|"
    r"nationals|foreigners|tourists|officers|firefighters|soldiers|students|pupils|teachers|staff|crew|passengers)\b",
    re.IGNORECASE,
)
_CLAUSE_ENDS = re.compile(r"[,;]\s|\s(?:who|which|where|whose)\s")
_FOR_IT = re.compile(r"\bfor\s+(?:the|an?)\s+([a-z][\w-]+)")
_COUNTED = re.compile(r"\s+(?:[a-z-]+ed\s+)?([a-z]+)\b")
_ASKS_PEOPLE = re.compile(r"\W*how\s+many\s+(?:people|persons)\b", re.IGNORECASE)
_PEOPLE = frozenset("people person persons victims dead deaths bodies lives fatalities casualties others".split())


def gives_another(query: Query, one: Evidence, best: Evidence) -> bool:
    """Whether a sentence gives another value of the same sort for what the best is about."""
    if one is best or one.answer is None or not suits(query, one) or is_superseded(one.text, one.answer.text):
        return False
    values = amount_of(one), amount_of(best)
    alike = all(values) and values[0] != values[1] and same_sort(one, best) and not are_apart(one, best)
    return alike and _tells_the_same(query, one, best) and is_of_one_story(query, one, best)


def claims_another(query: Query, one: Evidence, other: Evidence) -> bool:
    """Whether another party gives another value for the same thing in a story: neither is the later of the two."""
    if not are_apart(one, other) or not suits(query, one) or is_superseded(one.text, value_of(one)):
        return False
    values = amount_of(one), amount_of(other)
    put = puts_it_at(one, other)
    alike = all(values) and values[0] != values[1] and (put or same_sort(one, other))
    counted = _is_of_them(query, one) and _is_of_them(query, other) and _counts_as_much(query, one, other)
    same = counted or put or _tells_the_same(query, one, other)
    return alike and same and is_of_one_story(query, one, other)


def _tells_the_same(query: Query, one: Evidence, best: Evidence) -> bool:
    """Whether it has what the best has of the question's words besides its names, and counts those whom it counts."""
    if one.feature("missing names") > best.feature("missing names") or not _counts_as_much(query, one, best):
        return False
    if any(mark in best.text.casefold() and mark not in one.text.casefold() for mark in _marks(query)):
        return False
    asked = {base(fold(word.written)) for word in content_words(query.standalone) if not word.capitalised}
    mine, theirs = asked & _keys(_without_asides(one)), asked & _keys(best.text)
    share = HALF if is_open(best) or is_settled(one) or asks_which(query) else 1.0
    return len(mine & theirs) >= share * len(theirs) if theirs else asks_which(query)


def _marks(query: Query) -> set[str]:
    marks = {mark[0].casefold() for mark in _MARK.finditer(query.standalone)}
    return marks - {"first"} if asks_first(query) else marks


def _without_asides(one: Evidence) -> str:
    """The sentence without what it tells of others, "two months after the mill fire", but its value's place."""
    value = value_told(one)
    at = value.start if value else -1
    return _ASIDE.sub(lambda aside: aside[0] if aside.start() <= at < aside.end() else " ", one.text)


def _counts_as_much(query: Query, one: Evidence, best: Evidence) -> bool:
    """Whether it counts no others, no narrower sort of people and no longer time: "three children", "since 2010"."""
    if _OF_MORE.search(one.text) and not _OF_MORE.search(best.text):
        return False
    if _is_of_them(query, best) and not _is_of_them(query, one):
        return False
    value = value_told(one)
    noun = _COUNTED.match(one.text[value.end :]) if value and value.sort == "count" else None
    if noun is None or not (fate_asked(query.standalone) or _ASKS_PEOPLE.match(query.standalone)):
        return True
    return noun[1] in _PEOPLE | COMMON or noun[1] in query.standalone


def _is_of_them(query: Query, one: Evidence) -> bool:
    told = value_told(one)
    return told is not None and is_of_them(query, one.text, told)


def is_of_one_story(query: Query, one: Evidence, other: Evidence) -> bool:
    """Whether the two articles have names in common, or both sentences all those of the question."""
    asked = stems(" ".join(names_in(query.standalone)))
    if _is_for_another(query, one, other):
        return False
    if one.passage.article.id == other.passage.article.id or (asked and asked <= stems(one.text) & stems(other.text)):
        return True
    named = [_names(each) for each in (one, other)]
    return len(named[0] & named[1]) >= SHARED and not _is_of_others(query, one, other)


def _is_for_another(query: Query, one: Evidence, other: Evidence) -> bool:
    """Whether each tells of its own thing, for which the question does not ask: an offer for the pier, for the hall."""
    asked = _keys(query.standalone)
    mine, theirs = ({base(fold(word)) for word in _FOR_IT.findall(each.text)} - asked for each in (one, other))
    return bool(mine and theirs and not mine & theirs)


def _is_of_others(query: Query, one: Evidence, other: Evidence) -> bool:
    """Whether the sentence names what the other article does not, and nothing that the question names.

    Each of two fires in the same month has its own town, and its own dead.
    """
    told_of = (query.standalone, _clause(one))
    asked, told = ({stem for name in names(text) for stem in stems(name.text)} for text in told_of)
    return not asked & stems(one.text) and bool(told - stems(other.passage.article.text[:HEAD]))


def _clause(one: Evidence) -> str:
    """The sentence up to the end of the clause that has its value: "in hospital in Karn" tells where one of nine is."""
    value = value_told(one)
    ends = _CLAUSE_ENDS.search(one.text, value.end) if value else None
    return one.text[: ends.start()] if ends else one.text


def _names(one: Evidence) -> frozenset[str]:
    article = one.passage.article
    told = f"{article.title}.\n{article.text[:HEAD]}"  # no name goes on from the headline
    return _names_told(told) - stems(article.outlet or "")


@lru_cache(maxsize=32)  # of the articles of one question
def _names_told(text: str) -> frozenset[str]:
    return frozenset(stem for name in names(text) for stem in stems(name.text))


def _keys(text: str) -> set[str]:
    return {base(fold(word.written)) for word in content_words(text)}
