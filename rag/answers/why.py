"""Why: the sentence that gives a reason, and no other beside it that gives none.

Two articles that give the same thing two reasons do not say the same: `same_reason` tells. English.
"""

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import replace

from rag.answers.causes import tells_cause
from rag.answers.fit import ABOUT_IT, SHARE
from rag.answers.order import readable
from rag.answers.plain import plain
from rag.answers.sentence import Chosen, Sentence, is_prose, sentences_in
from rag.datatypes import Query
from rag.evidence.gather import Evidence
from rag.text.facts import CONTENT, words_of
from rag.text.words import content_words

MOST = 3
OPENING = 3
"""Characters from a sentence's beginning within which it opens with its reason, which then ends at the comma."""
_REASON = re.compile(
    r"\b(?:because(?:\s+of)?|as\s+a\s+result\s+of|on\s+account\s+of|owing\s+to|thanks\s+to|in\s+response\s+to|in\s+protest\s+(?:at|against)|"
    r"(?<!is )(?<!are )(?<!was )(?<!were )(?<!been )due\s+to|"
    r"due\s+to(?=\s+(?:an?|the|its|their|his|her|this|\w+ing)\b)|"
    r"(?:caused|prompted|triggered|sparked|brought\s+about)\s+by|blam(?:ed|es|ing)(?=\s+\w)|citing|"
    r"(?:attributed|put\s+down)\s+to|(?:stem|result)(?:s|m?ed|m?ing)\s+from|"
    r"since(?=\s+(?:its|their|his|her|the|no|nobody|there)\s+(?!(?:start|end|beginning|day|war|spring|summer|\w*day)\b))|"
    r"so\s+that|in\s+order\s+to|in\s+a\s+bid\s+to|(?:the|one|main|another)\s+reasons?|"
    r"for\s+(?:not\s+|having\s+)?\w{3,}ing(?<!morning)(?<!evening)(?<!missing)\b(?!\s+(?:on|at|in)\s+\w+day))\b",
    re.IGNORECASE,
)
# "Rejected the bid, saying that it was too low": whoever does it says why.
_SAYING = re.compile(r",\s+(?:saying|arguing|explaining)\s+(?:that\s+)?", re.IGNORECASE)

AHEAD = 2
"""Sentences behind one that only says again what is asked, of which one may give the reason."""


def why(query: Query, evidence: Sequence[Evidence], threshold: float) -> Chosen:
    """The plain answer, led by a reason where one is as near; beside a reason only what gives one too."""
    asked = _stems(query.standalone)
    told = plain(query, _led_by_reason(asked, evidence), threshold)
    first, *others = told.sentences
    if gives_reason(first.text, asked):
        return replace(told, sentences=(first, *(one for one in others if gives_reason(one.text, asked))))
    if tells_cause(first.text):
        return told
    following = _following(first, evidence)
    rest = [one for one in others if one.place not in {each.place for each in following}]
    return replace(told, sentences=readable([first, *following, *rest][:MOST]))


def _following(first: Sentence, evidence: Sequence[Evidence]) -> list[Sentence]:
    """The sentence behind it that gives a reason, or else in which the reader finds an answer."""
    behind = [one for one in sentences_in(first.passage) if one.start >= first.end and is_prose(one.text)][:AHEAD]
    answering = {(one.passage.article.id, one.start): one.probability for one in evidence if one.answer}
    ways: tuple[Callable[[Sentence], float], ...] = (
        lambda one: gives_reason(one.text),
        lambda one: tells_cause(one.text),
        lambda one: answering.get(one.place, 0.0),
    )
    best = (max(behind, key=way) for way in ways if any(map(way, behind)))
    return [one for one in (next(best, None),) if one]


def gives_reason(text: str, asked: Set[str] = frozenset()) -> bool:
    """Whether the sentence says in so many words that something is the reason, and not what is asked about.

    "Because the bridge is closed, ferries sail" gives none for the closing of the bridge.
    """
    found = _REASON.search(text) or _said_of_it(text, asked)
    if found is None:
        return False
    reason = text[found.end() :].partition(",")[0] if found.start() < OPENING else text[found.end() :]
    rest = text.replace(reason, " ")
    return len(asked & _stems(reason)) <= len(asked & _stems(rest))


def _said_of_it(text: str, asked: Set[str]) -> re.Match[str] | None:
    """What somebody says who does what is asked about, behind a word of that which is no name."""
    found = _SAYING.search(text)
    told = {word.stem for word in content_words(text[: found.start()]) if not word.capitalised} if found else set()
    return found if len(asked & told) > 1 else None


def same_reason(text: str, there: str) -> bool:
    """Whether another's words have every word of the reason that the text gives; so where it gives none."""
    reason = _REASON.search(text)
    if reason is None:
        return True
    return _content(text[reason.end() :]) <= _content(there)


def _led_by_reason(asked: Set[str], evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, first what gives a reason for what is asked, if nearly as likely as a best that gives none."""
    best = evidence[0]
    near = [one for one in evidence if one.probability >= SHARE * best.probability and _is_about(asked, one)]
    giving = [one for one in [best, *near] if gives_reason(one.text, asked)]
    telling = (one for one in [best, *near] if tells_cause(one.text))
    first = next(iter(giving), None) or next(telling, best)
    return [first, *(one for one in evidence if one is not first)]


def _is_about(asked: Set[str], one: Evidence) -> bool:
    """Whether the sentence and its headline have most of what is asked, and the sentence some of it."""
    there = _stems(one.text)
    with_headline = asked & (there | _stems(one.passage.article.title))
    return bool(asked & there) and len(with_headline) >= ABOUT_IT * len(asked)


def _stems(text: str) -> set[str]:
    return {word.stem for word in content_words(text) if not word.common}


def _content(text: str) -> set[str]:
    return {word.key for word in words_of(text) if word.kind in CONTENT}
