"""Offices, and who holds them as an article says: "the mayor of Gullmar", "Its chair, Ann Lee"."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import lru_cache

from rag.answers.persons import ROLES
from rag.evidence.heard import heard
from rag.text.mentions import CAPITAL

READ = 20_000
"""Characters of an article, from its beginning, in which the holder of an office is looked for."""
_NEAR = 140
"""Characters on either side of an office in which its holder is named."""
_ALIKE = 4
"""First letters by which "Russian" and "Russia" are one."""

_HEADS = rf"(?:{ROLES}|admiral|commander|archbishop|ombudsman|rector|dean|warden|sheriff|master|deputy)"
_THE = r"(?:the|an?|its|their|his|her|our)"
_OFFICE = re.compile(
    rf"^(?P<lead>{_THE}\s+)?(?P<beside>(?:[\w’'-]+\s+){{0,3}}?)(?P<head>{_HEADS})(?P<of>\s+(?:of|for|at|in)\s+\S.*)?$",
    re.IGNORECASE,
)
_ONLY_ROLES = re.compile(rf"^(?:{_HEADS}\s*)+$", re.IGNORECASE)
_OTHER = frozenset("deputy vice former ex late assistant shadow future lieutenant".split())
"""Words before an office that make it another."""
_WORD = (
    rf"(?!(?i:{_THE}|who|whom|whose|which|that|where|when|after|before|said|says|told|met|in|on|at|to|for|of|but|and|or|as|"
    r"with|from|by|while|not|is|was|were|are|\w+day)\b)[\w’'-]+"
)
_PART = rf"(?:{CAPITAL}[\w’-]*\w|{CAPITAL}\.(?=[ \xa0]))"
_OF_NAMES = r"(?:(?:van|von|de|del|der|bin|al|el|la|di|da)[ \xa0]){0,2}"
_NAME = rf"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b){CAPITAL}[\w’-]*\w(?:[ \xa0]{_OF_NAMES}"
_FULL = rf"{_NAME}{_PART}){{1,3}}"
_ANY = rf"{_NAME}{_PART}){{0,3}}"
_BEFORE = re.compile(rf"(?:\b(?i:{_THE})\s+)?(?P<words>(?:\b{_WORD}\s+){{0,4}})$")
_OF_OTHERS = re.compile(rf"\b(?:of|for)\s+(?:(?i:{_THE})\s+)?(?:{_WORD}\s+){{0,4}}$")
"""What precedes the office in "a spokesman for the mayor, Ann Lee", where the name may be either's."""
_NAMED_BEFORE = re.compile(rf"(?P<name>\b{_ANY}),\s+(?:\d\d?,\s+)?(?:(?i:{_THE})\s+)?(?:{_WORD}\s+){{0,4}}$")
_OF = r"(?P<of>\s+(?:of|for|at|in)\s+[^,.;:“”\"()\n]{1,60}?)?"
_NAMED_AFTER = re.compile(rf"(?i: of state)?[ \xa0](?P<direct>{_ANY})|{_OF},\s+(?P<full>{_FULL})(?=[’']s\b|[,.;)]|$)")
_CLOSED = re.compile(rf"{_OF}(?=[,.;)\n]|\s+(?:who|and|said|told)\b|$)")


@dataclass(frozen=True, slots=True)
class Office:
    """An office as a question names it: its word, what must stand before that, and of which place or body it is."""

    head: str
    beside: frozenset[str]
    of: frozenset[str]

    def is_another(self, written: Set[str]) -> bool:
        """Whether these words, folded, make it another office: "deputy" where it is not asked for."""
        return bool((written & _OTHER) - self.beside - self.of - set(self.head.split()))


def office(phrase: str) -> Office | None:
    """The office that a phrase is: "the prime minister", "Saaren's governor"; None for a name and for a group."""
    found = _OFFICE.match(phrase.strip())
    if found is None or found["head"].endswith("s"):
        return None
    plain = found["lead"] or found["of"] or found["head"].islower() or _ONLY_ROLES.match(phrase.strip())
    if not plain:
        return None  # "Stephen King"
    before = found["beside"].split()
    return Office(
        found["head"].casefold(),
        frozenset(word.casefold() for word in before if word.islower() and not _owns(word)),
        frozenset(_bare(word) for word in before if not word.islower() or _owns(word)) | _content(found["of"] or ""),
    )


@lru_cache(maxsize=256)
def holders(asked: Office, text: str) -> frozenset[str]:
    """The names of those whom an article's text calls so, as written beside the office, titles included."""
    return frozenset(_holders(asked, text[:READ]))


def role_of(speaker: str | None, text: str, start: int, end: int) -> str | None:
    """What the article says the speaker of `text[start:end]` is: there, or else where first told."""
    if speaker is None:
        return None
    own = [one for one in heard(text) if one.speaker == speaker and one.role]
    here = (one.role for one in own if one.start < end and start < one.end)
    return next(here, own[0].role if own else None)


def _holders(asked: Office, text: str) -> Iterator[str]:
    there = text.casefold()
    if not all(word in there for word in (asked.head, *asked.of)):
        return
    for match in re.finditer(rf"\b{re.escape(asked.head)}\b(?!['’]s)", text, re.IGNORECASE):
        before, after = text[max(match.start() - _NEAR, 0) : match.start()], text[match.end() : match.end() + _NEAR]
        lead = _BEFORE.search(before)
        words = lead["words"].split() if lead else []
        if _is_this(asked, words) and (name := _named_beside(asked, words, before, after)):
            yield name


def _named_beside(asked: Office, words: list[str], before: str, after: str) -> str | None:
    """Who is named directly before or behind the office that these words open."""
    ahead, behind, closed = _NAMED_BEFORE.search(before), _NAMED_AFTER.match(after), _CLOSED.match(after)
    if ahead and closed:
        return ahead["name"] if _is_there(asked, words, closed["of"]) else None
    if not behind or not _is_there(asked, words, behind["of"]):
        return None
    return behind["direct"] or (None if _OF_OTHERS.search(before) else behind["full"])


def _is_this(asked: Office, words: list[str]) -> bool:
    """Whether the words before it make it this office and no other: "deputy" is asked for where it is meant."""
    written = {part for word in words for part in (word.casefold(), word.casefold().split("-")[0])}
    return asked.beside <= written and not asked.is_another(written)


def _is_there(asked: Office, words: list[str], of: str | None) -> bool:
    """Whether it is of the place or body that is asked for, as far as the words beside it tell."""
    owners = {_bare(word) for word in words if _owns(word) or word[0].isupper()} - asked.beside | _content(of or "")
    return not asked.of or not owners or bool({word[:_ALIKE] for word in asked.of} & {word[:_ALIKE] for word in owners})


def _owns(word: str) -> bool:
    return word.endswith(("'s", "’s", "s'", "s’"))


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word).casefold()


def _content(of: str) -> frozenset[str]:
    return frozenset(_bare(word) for word in re.findall(r"[\w’'-]+", of)[1:] if not re.fullmatch(rf"(?i:{_THE})", word))
