"""Whether the office that a sentence gives somebody is the very one asked for: portfolio, country, and still held.

"Who is Estmark's interior minister?" is not answered by its finance minister, nor by the president of Orlen. English;
unsure means that it may be.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from index.names.countries import countries_in
from rag.text.mentions import NAME, names

_STATE = r"prime minister|minister|vice president|president|premier|chancellor|governor|mayor|secretary"
_HEADS = (
    rf"{_STATE}|chief executive|managing director|director|chairman|chairwoman|chair|head coach|coach|captain|"
    r"head|leader"
)
_APART = (frozenset(_STATE.split("|")) | {"coach"}, frozenset(("coach", "captain")))
"""Heads of which nobody holds two; a chairman may be the president too, and a captain a mayor."""
_PORTFOLIOS = frozenset(
    """finance foreign interior defence defense economy economics trade commerce justice health education agriculture
    transport transportation railway railways energy environment labour labor culture home housing sports sport industry
    information science planning oil water tourism immigration security treasury farm fisheries development digital
    communications cabinet welfare social veterans mining forestry family youth state""".split()
)
_RANKS = frozenset("deputy vice former ex outgoing late acting interim junior shadow chief assistant future".split())
_ALIKE = 4
"""First letters by which "Estmarkian" and "Estmark" are one."""
_ASKED = re.compile(
    rf"^\W*who(?:['’]s|\s+(?P<be>is|are|became|becomes))\s+(?:now\s+|currently\s+)?(?:the\s+)?(?P<before>(?:[\w’'-]+\s+){{0,5}}?)"
    rf"(?P<head>{_HEADS})(?P<of>\s+(?:of|in|for)\s+[^?]+?)?(?:\s+(?:now|today|currently|at\s+present))?\W*$",
    re.IGNORECASE,
)
_HEAD = re.compile(
    rf"(?<![\w-])(?P<head>{_HEADS})(?![\w’'-])(?P<of>\s+of\s+(?:state\b|(?:the\s+)?(?-i:{NAME})))?", re.IGNORECASE
)
_NAMED_AFTER = re.compile(rf",?[ \xa0](?:(?:Dr|Mr|Mrs|Ms|Gen|General|Admiral)\.?[ \xa0])?(?P<name>{NAME})")
_THE = r"(?:the|an?|its|their|his|her)"
# "Ann Lee, the finance minister" and "elected Ann Lee finance minister"
_NAMED_BEFORE = re.compile(
    rf"(?P<name>{NAME})(?:(?P<mark>,)\s+(?:\d\d?,\s+)?(?:{_THE}\s+)?(?:[\w’'-]+\s+){{0,4}}"
    rf"|\s+(?:(?:is|as)\s+(?:{_THE}\s+)?)?(?:[a-z]+\s+){{0,2}})$"
)
_WAS = re.compile(
    r"\bwho\s+(?:was|had\s+been|served\s+as)\s+(?:once\s+)?(?:the\s+|an?\s+)?(?:(?!sworn|chosen|made|[a-z]+ed\b)[\w’'-]+\s+){0,2}$"
)
_FROM_TO = re.compile(r"(?:\s+(?:of|for|in)\s+[^,.;]{1,40}?)?\s+(?:from|between)\s+\d{4}\s+(?:to|and|until)\s+\d{4}\b")
_GENERAL = frozenset("party league union city town united bank council university national club group company".split())
"""Words of names that are of many, so that two with one in common may be two."""
_OWNER = re.compile(rf"\b({NAME}['’]s)\b")
_OF_BODY = re.compile(r"\b(?:club|company|party|union|team|firm|association|federation)(?:['’]s)?\s+$", re.IGNORECASE)
_WORD = re.compile(r"[\w’']+|[^\w\s]")
_POSSESSED = re.compile(r"['’]s\b|s['’]|^of\b")


@dataclass(frozen=True, slots=True)
class Incumbency:
    """An office and its words: the head, the portfolio, the ranks that make it another, and whose it is."""

    head: str
    portfolio: frozenset[str]
    ranks: frozenset[str]
    owner: str
    """The words that say of which country or body it is; empty where none does."""


def office_asked(question: str) -> Incumbency | None:
    """The office of which a question asks who holds it now; None where it asks for anything else."""
    found = _ASKED.match(question)
    return _incumbency(found["head"], found["before"], found["of"] or "") if found else None


def is_another(asked: Incumbency, told: Incumbency) -> bool:
    """Whether these are surely two offices."""
    heads = {_kind(asked.head), _kind(told.head)}
    apart = len(heads) > 1 and any(heads <= group for group in _APART)
    if apart or asked.ranks ^ told.ranks:
        return apart or len(heads) == 1  # a former director may lead the party
    if asked.portfolio and told.portfolio and not asked.portfolio & told.portfolio:
        return True
    return bool(asked.owner and told.owner) and not _is_one_owner(asked.owner, told.owner)


def offices_of(name: str, text: str) -> Iterator[Incumbency]:
    """The offices that a sentence gives to somebody, by the words beside the name."""
    for found in _HEAD.finditer(text):
        before, of = text[: found.start()], found["of"] or ""
        behind, ahead = _NAMED_AFTER.match(text, found.end()), _NAMED_BEFORE.search(before)
        if behind and _is_one(name, behind["name"]):
            yield _incumbency(found["head"], before, of)
        elif ahead and _is_one(name, ahead["name"]) and (not behind or ahead["mark"]):
            whose = _OWNER.findall(before[: ahead.start()]) if not ahead["mark"] else []
            own = _incumbency(found["head"], before[ahead.end("name") :], of)
            if _WAS.search(before) or _FROM_TO.match(text, found.end("head")):
                own = replace(own, ranks=own.ranks | {"former"})
            yield replace(own, owner=whose[0]) if len(whose) == 1 and not own.owner else own


def is_given(asked: Incumbency, name: str, text: str) -> bool:
    """Whether a sentence gives somebody an office by the very word asked for, and surely no other."""
    told = offices_of(name, text)
    return any(_kind(one.head) == _kind(asked.head) and not is_another(asked, one) for one in told)


def holder_told(asked: Incumbency, text: str) -> tuple[int, int] | None:
    """Where the one stands to whom alone a sentence gives the office, and says of what: "Arden's director, Lee"."""
    found = []
    for head in _HEAD.finditer(text):
        behind = _NAMED_AFTER.match(text, head.end())
        told = _incumbency(head["head"], text[: head.start()], head["of"] or "")
        its = told.owner or _OF_BODY.search(text[: head.start()])
        if behind and its and _kind(told.head) == _kind(asked.head) and not is_another(asked, told):
            found.append(behind.span("name"))
    return found[0] if len(found) == 1 else None


def _incumbency(head: str, before: str, of: str) -> Incumbency:
    """The office with the words directly before it that are ranks, portfolios and names."""
    of = "" if of.endswith(("'s", "’s")) else of  # "of Estmark's Forest Party"
    words = list(takewhile(_is_part, reversed(_WORD.findall(re.sub(r"(?<=\w)-(?=\w)", " ", before)))))
    plain = {"defence" if word == "Defense" else word.casefold().replace("defense", "defence") for word in words}
    owners = [word for word in reversed(words) if word.casefold() not in _PORTFOLIOS | _RANKS]
    owner = " ".join([*owners, of]).strip() if any(map(str.isupper, "".join([*owners, of]))) else ""
    return Incumbency(head.casefold(), frozenset(plain & _PORTFOLIOS), frozenset(plain & _RANKS), owner)


def _is_part(word: str) -> bool:
    return (
        (word[0].isupper() and word not in ("The", "A", "An", "Its", "Their", "His", "Her"))
        or word in _PORTFOLIOS
        or word in _RANKS
    )


def _kind(head: str) -> str:
    """The head of an office, one for those that say the same."""
    return {"premier": "prime minister", "secretary": "minister", "head coach": "coach"}.get(head, head)


def _is_one_owner(asked: str, told: str) -> bool:
    """Whether both may be one country, or have a name in common, as "Estmark" and "Estmarkian" have."""
    mine, theirs = countries_in(asked), countries_in(told)
    if mine:
        return not theirs or any(country.stands_in(told) or country.written in told for country in mine)
    if not theirs and not _POSSESSED.search(told):
        return True  # "Liberal President Ann Lee"
    if not _proper(asked) or is_short_for(asked, told) or is_short_for(told, asked):
        return True
    return bool({one[:_ALIKE] for one in _proper(asked)} & {one[:_ALIKE] for one in _proper(told)})


def is_short_for(one: str, other: str) -> bool:
    """Whether a word of one is the first letters of the other: "WHO" of "World Health Organization"."""
    return "".join(word[0] for word in re.findall(r"[A-Z][\w-]+", other)) in re.findall(r"\b[A-Z]{2,}\b", one)


def _proper(text: str) -> set[str]:
    found = {word.casefold() for word in re.findall(r"[A-Z][\w-]+", text)}
    return found - _GENERAL or found


def _is_one(name: str, other: str) -> bool:
    """Whether two names of a sentence may be one person's: they have a word of a name in common."""
    mine = {part for one in names(name) for part in one.text.split()} or set(name.split())
    return bool(mine & set(other.split()))
