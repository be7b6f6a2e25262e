"""Sentences that tell the deed asked about of another: his wife died of pneumonia, it was a strike that ended. English.

The reader finds a death and a cause, whosever they are.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.datatypes import Query
from rag.events.phrases import event_nouns
from rag.evidence.gather import Evidence
from rag.text.by_the_way import without_asides
from rag.text.mentions import names
from rag.text.wordings import Wordings
from rag.text.words import stem, words

LESS = 0.4
"""What is left of the probability of a sentence that tells it of a relative: below the right one's in most pairs."""
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
_KINDS = ("what", "when", "where", "how", "how many", "why", "quote")


def of_the_subject(query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, most likely first, without what tells of another event, and with what tells of a relative later."""
    if query.kind not in _KINDS:
        return list(evidence)
    asked = query.standalone
    kept = [one for one in evidence if not _is_of_an_event(asked, one.text)]
    found = [
        replace(one, probability=LESS * one.probability) if _is_of_a_relative(asked, one.text) else one for one in kept
    ]
    return sorted(found, key=lambda one: -one.probability)


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
