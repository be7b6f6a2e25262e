"""Whose claim a value or another answer is: by what the article attributes, and by the sentence's own words. English.

"At least 41 died, the health ministry said", "the 112 claimed by the Front", "the UN puts the toll at 79". Unsure means
nobody's: then it is the outlet's own.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from index.speakers import Attribution
from rag.evidence.gather import Evidence
from rag.evidence.heard import heard
from rag.text.words import stem, words

_NAMES = r"[A-Z][\w’'.-]*(?:\s+(?:of\s+|for\s+|bin\s+|al-)?[A-Z][\w’'-]*){0,5}"
_PHRASE = rf"(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er)\s+)?(?:[a-z][\w-]*\s+){{0,3}}?(?:{_NAMES}|[a-z]+)"
_GIVEN_BY = re.compile(
    r"(?:\s+[a-z]+){0,3}?\s+(?:given|claimed|reported|cited|announced|verified|confirmed|estimated|counted|alleged|stated|"
    rf"published|released|put\s+forward|quoted)\s+by\s+(?P<by>{_PHRASE})(?=\s*(?:[,.;:)]|$)|\s+(?:and|but|while|on|in|after|at|or)\b)"
)
_GIVES = (
    r"(?:puts?|estimates?|estimated|gives?|gave|verif(?:y|ies|ied)|confirm(?:s|ed)?|counted|counts|recorded|reported|reports|"
    r"claim(?:s|ed)?)"
)
_SUBJECT = re.compile(
    rf"(?:^|[,;:–—-]\s+|\b(?:while|but|and|whereas|though|although)\s+)(?P<by>{_PHRASE}(?:\s+(?!and\b|but\b|that\b|who\b)[\w’'-]+){{0,2}}?)"
    rf"\s+(?:(?:has|have|had|now|later|also|since|first|earlier|initially|so\s+far)\s+)*{_GIVES}\b[^;.]*$"
)
_FIGURE_OF = re.compile(
    rf"\b(?P<by>{_PHRASE})['’]s?\s+(?:\w+\s+){{0,2}}?(?:figure|toll|count|estimate|tally|number)s?\s+(?:is|was|of|at|stands\s+at)\s+"
    r"(?:\w+\s+){0,2}$"
)


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem, text.split()))


# "The rebel Northern Front": rebels.
_BESIDE_NAME = re.compile(
    r"\b(?:[Tt]he|[Aa]n?)\s+(?P<group>[a-z]{4,})\s+(?:group\s+)?(?P<name>[A-Z][\w-]+(?:\s+[A-Z][\w-]+)+)"
)
_ITS = re.compile(r"(?:its|their)\b", re.IGNORECASE)
REACH = 200
"""Characters before "its spokesman" in which the body has spoken: the sentence before."""
# Those who speak for the authorities of a place give one count that grows; any other side gives its own.
_PUBLIC = _stems(
    """police fire firefighters brigade rescue rescuers authorities authority ministry minister ministers government
    cabinet official officials mayor governor coroner prosecutor prosecutors hospital hospitals medics commissioner
    commission council sheriff department emergency coastguard agency prefecture municipality state services service"""
)
_STATE = _stems("ministry minister ministers government cabinet state")
_OF_GOVERNMENT = _stems("government state authorities")
# What many sides have: it tells no side from another.
_NO_SIDE = _stems(
    """spokesman spokeswoman spokesperson head chief leader chairman commander general colonel brigadier director
    secretary deputy president mission press its their his her senior said"""
)


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who says it: `written` as the sentence has it, `stems` those of the name, the role and the words beside."""

    written: str
    stems: frozenset[str]

    @property
    def side(self) -> frozenset[str]:
        """The stems that tell on whose behalf."""
        return self.stems - _NO_SIDE


def claimant_of(one: Evidence) -> Claimant | None:
    """Who says the answer of the sentence, or the sentence where the reader found none; None for the outlet."""
    first, last = (one.answer.start, one.answer.end) if one.answer else (one.start, one.end)
    return claimant_at(one.passage.article.text, (one.start, one.end), (first, last))


@lru_cache(maxsize=512)  # of the sentences of one question, which are asked for several times each
def claimant_at(text: str, sentence: tuple[int, int], at: tuple[int, int]) -> Claimant | None:
    """Who says what stands there in the sentence of the text."""
    told = _in_own_words(text[slice(*sentence)], at[0] - sentence[0], at[1] - sentence[0])
    said = statement_at(text, *at)
    beside = (said.speaker or "", said.role or "", name_there(text, said), _whose(text, said)) if said else ()
    written = told or (beside[2] or beside[0] if beside else "")
    return Claimant(written, stems_of(" ".join((told, *beside)))) if written else None


def statement_at(text: str, first: int, last: int) -> Attribution | None:
    """The innermost statement of somebody known in which this stands."""
    around = [one for one in heard(text) if one.start <= first and last <= one.end and one.speaker]
    return min(around, key=lambda one: one.end - one.start, default=None)


def are_apart(one: Evidence, other: Evidence) -> bool:
    """Whether the two answers are claims of different sides, each known; those of the authorities are of one."""
    mine, theirs = claimant_of(one), claimant_of(other)
    if mine is None or theirs is None or mine.side & theirs.side or is_called(mine.side, theirs):
        return False
    return not (mine.stems & _PUBLIC and theirs.stems & _PUBLIC) and bool(mine.side and theirs.side)


def are_one_party(one: Evidence, other: Evidence) -> bool:
    """Whether one party is known to give both answers."""
    mine, theirs = claimant_of(one), claimant_of(other)
    return mine is not None and theirs is not None and bool(mine.side & theirs.side)


def is_called(asked: frozenset[str], claimant: Claimant, others: Iterable[str] = ()) -> bool:
    """Whether the claimant is the one asked for: by these stems, by initials, or by other names of theirs."""
    if not asked:
        return False
    if asked <= claimant.stems or any(stems_of(name) <= claimant.stems for name in others):
        return True
    if asked <= _OF_GOVERNMENT and claimant.stems & _STATE:
        return True
    return _initials(claimant.written).casefold() in asked


def other_names(asked: frozenset[str], texts: Iterable[str]) -> tuple[str, ...]:
    """What texts call a group by name: of "rebels" the "Northern Front" where one has "the rebel Northern Front"."""
    if len(asked) != 1:
        return ()
    found = (one for text in texts for one in _BESIDE_NAME.finditer(text))
    return tuple(dict.fromkeys(one["name"] for one in found if stem(one["group"]) in asked))


def _whose(text: str, one: Attribution) -> str:
    """Who spoke before "its spokesman": the army of "The army denied it. Its spokesman, Ann Lee, said"."""
    if one.named_at is None or not _ITS.match(f"{one.role or ''} {name_there(text, one)}".strip()):
        return ""
    start = one.named_at[0]
    before = [other for other in heard(text) if other.named_at and 0 < start - other.named_at[1] <= REACH]
    return before[-1].speaker or "" if before else ""


def name_there(text: str, one: Attribution) -> str:
    """The words by which the text says there who speaks, but for a pronoun."""
    name = text[slice(*one.named_at)] if one.named_at else ""
    return name if any(not word.common for word in words(name)) else ""


def stems_of(text: str) -> frozenset[str]:
    """The stems of its words that have a meaning of their own."""
    return frozenset(word.stem for word in words(text) if not word.common)


def _in_own_words(sentence: str, first: int, last: int) -> str:
    """Who gives the value by the words around it; empty where they do not say."""
    after = _GIVEN_BY.match(sentence, last)
    if after:
        return after["by"]
    before = sentence[:first]
    found = _FIGURE_OF.search(before) or _SUBJECT.search(before)
    return found["by"] if found else ""


def _initials(name: str) -> str:
    """Of "the United Nations" "UN"; the name itself where it is initials."""
    capitals = [word.written for word in words(name) if word.capitalised and not word.common]
    return capitals[0] if len(capitals) == 1 else "".join(word[0] for word in capitals[:4])
