"""Sentences that tell the deed asked about of another: his wife died of pneumonia, it was a strike that ended. English.

The reader finds a death, a cause and a number, whosever they are.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.names.countries import countries_in
from rag.datatypes import Query
from rag.events.phrases import event_nouns
from rag.evidence.gather import Evidence
from rag.evidence.incumbents import is_short_for
from rag.text.by_the_way import without_asides
from rag.text.facts import base, fold
from rag.text.mentions import NAME, names
from rag.text.past import is_past
from rag.text.wordings import Wordings
from rag.text.words import stem, words

LESS = 0.4
"""What is left of the probability of a sentence that tells it of a relative: below the right one's in most pairs."""
ANOTHER = 0.1
"""And of one whose value is another's: below any threshold but that of somebody who accepts nearly all."""
BEGUN = 4
"""First letters by which "scored" and "scorer" are one."""
SUBJECT = 60
"""Characters from a sentence's beginning within which its subject stands."""

_RELATIVES = (
    r"(?:wife|husband|widow|widower|partner|fianc[eé]e?|mother|father|parents?|daughters?|sons?|child(?:ren)?|brothers?|"
    r"sisters?|twin|uncle|aunt|cousins?|nephew|niece|grand(?:mother|father|son|daughter|parents?|children))"
)
_OF_FAMILY = re.compile(rf"\b(?:{_RELATIVES}|family|marr(?:y|ied)|namesake|relat\w+|inherit\w*)\b", re.IGNORECASE)
_THEIRS = re.compile(rf"^\W*(?:his|her|their)\s+(?:[\w-]+\s+){{0,2}}{_RELATIVES}\b", re.IGNORECASE)
_OF_A_THING = re.compile(
    r"^\W*(?:when|where|why|how)\s+(?:did|was|were|has|have|had)\s+(?:the\s+)?(?P<subject>(?:[\w’'-]+\s+){1,4})"
    r"[a-z]+\W*$",
    re.IGNORECASE,
)
_OTHER_YEAR = re.compile(
    r"^\W*(?:the\s+)?(?P<which>(?:next|last|previous)\s+(?:year|month|week|season))['’]s\s", re.IGNORECASE
)
_HOW_MANY_OF = re.compile(
    r"^\W*[Hh]ow\s+(?:many|much)\b[^?]*?\b(?:did|does|do|has|have|had|will|would)\s+(?P<the>the\s+)?"
    rf"(?P<name>{NAME})(?P<deed>\s+[a-z][^?]*)"
)
_CLAUSE = re.compile(r"[;:]\s|,\s+(?:and|but|while|whereas)\s|\)\s+[-–—]\s")
_DOER = re.compile(
    rf"\W*(?:(?:and|but|while)\s+)?(?P<the>[Tt]he\s+)?(?P<name>{NAME})\s+(?:also\s+)?(?P<verb>[a-z]+)\b(?P<deed>[^,].*)$",
    re.DOTALL,
)
_FINITE = frozenset("has have had is was are were will would".split())
# What may stand for the one asked about: "Lind said that the club had 71 points", "led them to 71 points".
_UNSURE = re.compile(
    r"\b(?:that|who|which|it|he|she|they|him|them|whose|club|side|team|squad|compan(?:y|ies)|firm|group|bank|maker|"
    r"party|bloc|alliance|government|administration|country|nation|state|army|agency|league|union|says?|said|told|reported|"
    r"estimated|announced|added|claimed|counted)\b(?!['’]s)"
)
_HAVING = re.compile(r"\b(?:had|has|have|took|won|got|made|received|gained|holds?|held|finished|ended|with|raised)\b")
# "The Spurs" may be the nickname of those asked about; not where these have a number of their own.
_OWN_NUMBER = r"(?:^|[.!?]\s+)(?:The\s+)?{}\b[^.]*\d"
# What makes two names one for a deed: "Labour's Ann Lee", "Ann Lee, the leader of Labour", "Meta, which owns Facebook".
_TIES = (
    r"\b{0}(?:['’]s?)?\s+(?:(?!(?:and|or|in|at|to|for|with|from|by|of|than)\b)[a-z-]+\s+){{0,2}}{1}\b",
    r"\b{0},?\s+(?:[a-z]+\s+){{0,4}}(?:of|owns|owned)\s+(?:the\s+)?{1}\b",
    r"\b{0},\s+(?:the\s+)?{1}['’]",
)
_KINDS = ("what", "when", "where", "how", "how many", "why", "quote")


def of_the_subject(query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, most likely first, without what tells of another event, and with what tells of a relative later."""
    if query.kind not in _KINDS:
        return list(evidence)
    asked = query.standalone
    kept = [one for one in evidence if not _is_of_an_event(asked, one.text)]
    found = [replace(one, probability=_share(query, one) * one.probability) for one in kept]
    return sorted(found, key=lambda one: -one.probability)


def _share(query: Query, one: Evidence) -> float:
    """What is left of the probability of a sentence, by whom it tells it of."""
    if query.kind == "how many" and _is_of_another(query, one):
        return ANOTHER
    return LESS if _is_of_a_relative(query.standalone, one.text) else 1.0


def _is_of_a_relative(question: str, text: str) -> bool:
    """Whether the question names somebody in full, and the sentence only somebody else of that family."""
    asked = [name.text for name in names(question) if " " in name.text]
    if len(asked) != 1 or _OF_FAMILY.search(question):
        return False
    given, *_, family = asked[0].split()
    others = {name.text for name in names(text) if " " in name.text and name.text.split()[-1] == family}
    return not re.search(rf"\b{re.escape(given)}\b", text) and bool(others or _THEIRS.match(text))


def _is_of_an_event(question: str, text: str) -> bool:
    """Whether it is asked when the festival ended, and a strike ended, or next year's festival will."""
    asked = _OF_A_THING.match(question)
    things = event_nouns(asked["subject"]) if asked else []
    if not things:
        return False
    own = {stem(things[-1])}
    other = _OTHER_YEAR.match(text)
    if other and other["which"].casefold() not in question.casefold():
        return True
    told = [word.stem for word in words(text)]
    subject = event_nouns(without_asides(text)[:SUBJECT])[:1]
    return bool(subject) and not own & set(told) and not Wordings(things[-1]).told(words(text))


def _is_of_another(query: Query, one: Evidence) -> bool:
    """Whether its value is surely another's than that of whom it is asked: "Lind scored 22 goals", of Roe."""
    asked = _HOW_MANY_OF.match(query.standalone)
    doer = _doer(one) if asked else None
    if asked is None or doer is None or one.answer is None:
        return False
    rival = re.compile(rf"\bthan\s+(?:the\s+)?{re.escape(asked['name'])}\b")
    named = _proper(rival.sub(" ", one.text)) & _forms(query, asked["name"])
    if named or _proper(doer["name"]) & _proper(asked[0][1:]) or _is_initials(asked["name"], doer["name"]):
        return False
    if asked["the"] and not doer["the"]:
        return False  # who leads the Liberals wins their seats
    told = doer["verb"] + doer["deed"]
    if not _HAVING.search(told) and not _begun(asked["deed"]) & _begun(told):
        return False
    return bool(rival.search(one.text)) or _are_apart(asked["name"], doer["name"], one.passage.article.text)


def _forms(query: Query, name: str) -> set[str]:
    """The words of a name and of its other spellings."""
    mine = _proper(name)
    spelt = (spelling for one in query.names if _proper(one.written) & mine for spelling in one.spellings)
    return mine.union(*(_proper(spelling) for spelling in spelt))


def _doer(one: Evidence) -> re.Match[str] | None:
    """Who by name is the subject of the clause of the sentence's value, where nothing else between them may be."""
    before = without_asides(one.text)[: one.answer.start - one.start] if one.answer else ""
    start = max((found.end() for found in _CLAUSE.finditer(before)), default=0)
    found = _DOER.match(before[start:])
    if found is None or not names(f"of {found['name']}") or _UNSURE.search(found["verb"] + found["deed"]):
        return None
    return found if found["verb"] in _FINITE or is_past(found["verb"]) else None


def _are_apart(asked: str, doer: str, article: str) -> bool:
    """Whether the article knows both, each by a name, and as two: no party and its leader, no team and its nickname.

    A country's deed is told of its capital and its army, and what opens a sentence is no name for its capital.
    """
    doer = doer.partition(" of ")[0]
    mine, theirs = re.escape(asked), re.escape(doer)
    known = re.search(rf"\b{mine.rpartition(' ')[2]}\b", article)
    named = " " in doer or re.search(rf"[\w,] {theirs}\b", article)
    if not known or not named or bool(countries_in(asked)) != bool(countries_in(doer)):
        return False
    if " " not in doer and doer.endswith("s") and not re.search(_OWN_NUMBER.format(mine), article):
        return False
    return not any(re.search(tie.format(*both), article) for both in ((mine, theirs), (theirs, mine)) for tie in _TIES)


def _is_initials(one: str, other: str) -> bool:
    return is_short_for(one, other) or is_short_for(other, one)


def _proper(text: str) -> set[str]:
    return {re.sub(r"['’]s?$", "", word).casefold() for word in re.findall(r"[A-Z][\w’'-]+", text)}


def _begun(text: str) -> set[str]:
    """How its words begin that are no names."""
    return {base(fold(word.written))[:BEGUN] for word in words(text) if not (word.common or word.capitalised)}
