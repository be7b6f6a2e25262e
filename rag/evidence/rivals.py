"""Whether two values that articles give for the same thing are different ones: amounts, dates, names, places."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.answers.short import worded
from rag.datatypes import Kind, Query
from rag.evidence.claimants import are_apart
from rag.evidence.gather import Evidence, plain_words, value_told
from rag.text.facts import base, fold, words_of
from rag.text.values import asks_quantity, values_in
from rag.text.words import content_words, stems, words
from rag.times.said_days import said_day

_VALUES: frozenset[Kind] = frozenset(("how many", "when"))
_MANNER = re.compile(r"(?:by|with|in|at|on|for|from|after|before|during|through|without|because)\s", re.IGNORECASE)
_PLURAL = re.compile(r"\s+([a-z]{2,}s)\b")
REACH = 120
"""Characters before a value in which it is said that it is only asked for."""
# "Asked on Tuesday for a sentence of five years", "is considering a fine of up to 5 million": none of these was given.
_MEANT = re.compile(
    r"\b(?:ask(?:s|ed|ing)?(?:\s+[\w-]+){0,3}\s+for|call(?:s|ed|ing)?\s+for|demand(?:s|ed|ing)?|consider(?:s|ed|ing)?|"
    r"request(?:s|ed|ing)?|fac(?:es?|ed|ing)|s(?:eek|eeks|eeking|ought)|threaten(?:s|ed|ing)?)\s+"
    r"(?:(?!(?:who|which|that|after|because|when|where|and|but)\b)[\w’'-]+\s+){0,9}$",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"\b(?:together|combined|between\s+them)\b", re.IGNORECASE)
# Of two such things each has its own figures: the lower house and the upper house.
_PAIRS = tuple(
    frozenset(pair.split())
    for pair in ("lower upper", "first second third fourth", "northern southern", "eastern western")
)
_ONE_OF_PAIR = re.compile(rf"\b(?P<which>{'|'.join(sorted(frozenset[str]().union(*_PAIRS)))})[\s-]+(?P<what>[a-z]+)")
_AGAINST = (
    ("pass approve adopt", "reject"),
    ("acquit", "convict guilty accuse charge sentence"),
    ("win", "lose"),
)


def is_of_another(query: Query, one: Evidence, best: Evidence) -> bool:
    """Whether a sentence tells of another thing than the best does.

    Of what was asked for and not given, of several together, of the upper house and not the lower, of the contrary.
    """
    if _is_meant(one) and not _is_meant(best) and not _MEANT.search(f"{query.standalone.rstrip(' ?')} "):
        return True
    together = [bool(_TOGETHER.search(text)) for text in (one.text, best.text, query.standalone)]
    several = query.kind == "how many" and together[0] and not any(together[1:])
    return several or _is_of_the_other(query, one) or _is_contrary(query, one)


def _is_meant(one: Evidence) -> bool:
    start = one.answer.start - one.start if one.answer else 0
    return bool(_MEANT.search(one.text[max(start - REACH, 0) : start]))


def _is_of_the_other(query: Query, one: Evidence) -> bool:
    """Whether of two such things the sentence speaks first of the one that is not asked about."""
    for asked in _ONE_OF_PAIR.finditer(query.standalone.casefold()):
        pair = next(pair for pair in _PAIRS if asked["which"] in pair)
        told = (
            found["which"] for found in _ONE_OF_PAIR.finditer(one.text.casefold()) if found["what"] == asked["what"]
        )
        if next((which for which in told if which in pair), asked["which"]) != asked["which"]:
            return True
    return False


def _is_contrary(query: Query, one: Evidence) -> bool:
    """Whether the sentence has the contrary of the deed that is asked about, and not that."""
    asked, told = ({base(fold(word.written)) for word in words(text)} for text in (query.standalone, one.text))
    for deeds in _AGAINST:
        mine, theirs = ({base(fold(word)) for word in side.split()} for side in deeds)
        if any(
            asked & near and told & far and not (told & near or asked & far)
            for near, far in ((mine, theirs), (theirs, mine))
        ):
            return True
    return False


def claims_beside(query: Query, one: Evidence) -> Iterator[Evidence]:
    """The sentence with each value as its answer that another party gives there: "the police counted 900"."""
    told = value_told(one)
    for value in values_in(one.text) if query.kind == "how many" and told and one.answer else ():
        if one.answer and told and value.start != told.start:
            at = replace(one.answer, start=one.start + value.start, end=one.start + value.end, text=value.text)
            other = replace(one, answer=at)
            if are_apart(other, one):
                yield other


def differs(query: Query, one: Evidence, told: Sequence[Evidence], *, others: bool = False) -> bool:
    """Whether the answer in a sentence is another than all those that are told already; `others`: of other bearers."""
    if query.kind == "how many":
        return _amounts_differ(one, told)
    if query.kind == "when":
        return _days_differ(one, told)
    return _names_differ(query, one, told, others=others)


def is_comparable(query: Query, one: Evidence) -> bool:
    """Whether its answer can be held against another; "Tuesday" is another day in each article."""
    if query.kind == "when":
        return said_day(value_of(one)) is not None
    return query.kind != "how many" or bool(_amount(value_of(one)))


def agree(query: Query, answers: Sequence[str]) -> bool:
    """Whether the short answers say the same."""
    if query.kind not in _VALUES:
        return len({plain_words(one) for one in answers}) == 1
    if query.kind == "when" and all(days := [said_day(one) for one in answers]):
        return not any(one.differs(other) for one in days for other in days if one and other)
    return len({_amount(one) or one for one in answers}) == 1


def value_of(one: Evidence) -> str:
    """The words that the reader takes for the answer; empty if there are none."""
    return one.answer.text if one.answer else ""


def amount_of(one: Evidence) -> str:
    """The numbers of the value that the answer begins with, in a form in which "seven" and "7" are the same."""
    value = value_told(one)
    return _amount(value.text if value else value_of(one))


def same_sort(one: Evidence, other: Evidence) -> bool:
    """Whether both values are amounts of money, ages, shares, of the same time or thing; so where one cannot tell."""
    mine, theirs = value_told(one), value_told(other)
    if mine is None or theirs is None:
        return True
    plain = "plain" in (mine.sort, theirs.sort)
    return (plain or mine.sort == theirs.sort) and (plain or mine.rate == theirs.rate)


def measure(one: Evidence) -> set[str]:
    """What the value counts: the words in it, or else the plural that follows it: of "19 votes" where it is "19"."""
    after = _PLURAL.match(one.text, one.answer.end - one.start) if one.answer else None
    return _unit(value_of(one)) or _unit(after[1] if after else "")


def _amounts_differ(one: Evidence, told: Sequence[Evidence]) -> bool:
    mine, theirs = _amount(value_of(one)), {_amount(value_of(other)) for other in told}
    alike = all(_same_unit(one, other) and same_sort(one, other) for other in told)
    return bool(mine) and mine not in theirs and alike


def _days_differ(one: Evidence, told: Sequence[Evidence]) -> bool:
    mine, theirs = said_day(value_of(one)), [said_day(value_of(other)) for other in told]
    return mine is not None and all(day is not None and mine.differs(day) for day in theirs)


def _amount(value: str) -> str:
    """Its numbers in a form in which "seven" and "7" are the same; empty if it has none."""
    return " ".join(sorted(word.key for word in words_of(value) if word.kind == "number"))


def _same_unit(one: Evidence, other: Evidence) -> bool:
    """Whether two values count the same thing, as far as the words in and after them say; people go by many names."""
    inside = [_unit(value_of(each)) for each in (one, other)]
    if all(inside):
        return bool(inside[0] & inside[1])
    mine, theirs = measure(one), measure(other)
    return not (mine and theirs) or bool(mine & theirs) or bool((mine | theirs) & _unit("people person"))


def _unit(value: str) -> set[str]:
    return {word.key for word in words_of(value) if word.kind in ("unit", "word")}


def _names_differ(query: Query, one: Evidence, told: Sequence[Evidence], *, others: bool) -> bool:
    """Whether it is a name or a thing that the question has not, and no other name of what is told.

    How it was done ("by 19 votes") is no other thing than what was done.
    """
    mine = worded(query, one)
    manner = query.kind != "where" and any(_is_manner(one) != _is_manner(other) for other in told)
    if manner or not _own(mine) - stems(query.standalone) or any(not _are_alike(query, one, other) for other in told):
        return False
    if others:  # two leagues may share a word where two players share the name
        return not any(_own(mine) <= _own(value_of(other)) or _own(value_of(other)) <= _own(mine) for other in told)
    return not any(_may_be_one(query, mine, value_of(other)) or _are_one_place(query, one, other) for other in told)


def _are_alike(query: Query, one: Evidence, other: Evidence) -> bool:
    """Whether both are sums, or neither is: "£150,000" is no other answer than "cruises", but one to something else."""
    number = asks_quantity(query.standalone)
    sums = [
        (value := value_told(each)) is not None and (number or value.sort in ("money", "share", "age"))
        for each in (one, other)
    ]
    return sums[0] == sums[1] and (not all(sums) or same_sort(one, other))


def _are_one_place(query: Query, one: Evidence, other: Evidence) -> bool:
    """Whether one of two sentences says both places: "in a locker at Orn station"."""
    both = ((_own(value_of(one)), other), (_own(value_of(other)), one))
    return query.kind == "where" and any(place and place <= stems(told.text) for place, told in both)


def _may_be_one(query: Query, one: str, other: str) -> bool:
    """Whether two answers share a word of their own that tells what they are.

    Two people may share a first name, and two places the country: "Ann Lee", "Ann Berg"; "Orlen, Estmark".
    """
    if query.kind == "where" and "," in one and "," in other:
        one, other = one.partition(",")[0], other.partition(",")[0]
    shared = (_own(one) - stems(query.standalone)) & _own(other)
    if query.kind != "who":
        return bool(shared)
    mine, theirs = _full_name(one), _full_name(other)
    return bool(shared) and not (mine and theirs and not {mine[-1], theirs[-1]} & shared)


def _own(value: str) -> set[str]:
    """The stems of the words that tell what it is: "the" of "The Weirs" and "The Locks" tells nothing."""
    return {word.stem for word in content_words(value)}


def _full_name(value: str) -> list[str]:
    """The stems of an answer that is nothing but a name of two or more words; empty for another."""
    found = content_words(value)
    return [word.stem for word in found] if len(found) > 1 and all(word.capitalised for word in found) else []


def _is_manner(one: Evidence) -> bool:
    return bool(_MANNER.match(value_of(one)))
