"""Everything that is asked for, once: "which documents were signed?", "who said something about the bridge?"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.names.compare import same_name
from rag.answers.order import readable
from rag.answers.sentence import (
    Chosen,
    Sentence,
    articles_of,
    distinct,
    is_prose,
    likely,
    sentence_of,
    sentences_in,
    told_by,
)
from rag.datatypes import Query
from rag.evidence import Evidence
from rag.mentions import key
from rag.words import content_words, words

MOST = 8
SHARE = 0.4
"""One of several items may be less like the question than the likeliest."""
ARTICLES = 6
GOES_ON = 2
"""Sentences after an item within which "In addition, they signed ..." names one more."""
ENOUGH = 0.6
"""Share of the question's words that another sentence of these articles must have to be taken for one more item."""

_WHO_SAID = re.compile(
    r"^\W*(?:and\s+)?(?:who|which (?:people|persons|officials|politicians|experts|speakers))\s+(?:else\s+|all\s+)?"
    r"(?:said|has said|have said|say|says|spoke|speaks|commented|talked|spoken)\b",
    re.IGNORECASE,
)
_SAYING = frozenset(map(key, "said say says spoke speak commented talked something anything".split()))
_ASKS_ALL = re.compile(r"\b(?:which|what|who|list|name|all|every|each|people|persons)\b", re.IGNORECASE)


def lists(query: Query, evidence: Sequence[Evidence], threshold: float) -> Chosen:
    """The sentences of all distinct items, or of all who spoke, each article's in text order."""
    if _WHO_SAID.search(query.standalone):
        return _speakers(query, evidence, threshold)
    likeliest = [sentence_of(one) for one in likely(evidence, threshold, SHARE)] or [sentence_of(evidence[0])]
    return Chosen(readable(distinct([*likeliest, *_further(query, evidence)], MOST)))


def is_spoken_of(query: Query, evidence: Sequence[Evidence]) -> bool:
    """Whether it is asked who spoke of something, and somebody with a name is reported to have done so."""
    about = _asked(query)
    if query.kind != "list" or not _WHO_SAID.search(query.standalone) or not about:
        return False
    return any(_share(about, one.text) == 1.0 and _name_of(one) for one in _all(evidence))


def _speakers(query: Query, evidence: Sequence[Evidence], threshold: float) -> Chosen:
    """Of each who speaks of it the likeliest sentence; the best one where nobody does by name."""
    near = [sentence_of(one) for one in likely(evidence, threshold, SHARE)]
    about = _asked(query)
    spoken: dict[str, Sentence] = {}
    for one in (*near, *(other for other in _all(evidence) if _share(about, other.text) >= ENOUGH)):
        speaker = _name_of(one)
        if speaker and not any(same_name(speaker, other) for other in spoken):
            spoken[speaker] = replace(one, speaker=speaker)
    chosen = list(spoken.values())[:MOST] or near[:1] or [sentence_of(evidence[0])]
    return Chosen(readable(chosen))


def _name_of(sentence: Sentence) -> str | None:
    """Who speaks in it, if that is somebody with a name."""
    speaker = told_by(sentence)
    return speaker if speaker and speaker[0].isupper() else None


def _further(query: Query, evidence: Sequence[Evidence]) -> Iterator[Sentence]:
    """Of the likeliest articles what has most of the question's words, or goes on with what was done there."""
    asked, done = _asked(query), _verbs(query)
    since: dict[str, int] = {}
    for at, one in enumerate(_all(likely(evidence, 0.0, SHARE)) if len(asked) > 1 else ()):
        share = _share(asked, one.text)
        goes_on = done and _share(done, one.text) == 1.0 and at - since.get(one.article.id, -GOES_ON - 1) <= GOES_ON
        if share >= ENOUGH or goes_on:
            yield one
            since[one.article.id] = at


def _all(evidence: Sequence[Evidence]) -> Iterator[Sentence]:
    """The sentences of the likeliest articles."""
    for passage in articles_of(evidence)[:ARTICLES]:
        yield from (one for one in sentences_in(passage) if is_prose(one.text))


def _asked(query: Query) -> frozenset[str]:
    """What the items are asked by, in the form in which words compare: "documents", "signed"."""
    found = content_words(_ASKS_ALL.sub(" ", query.subject or query.standalone))
    return frozenset(key(word.written) for word in found) - _SAYING


def _verbs(query: Query) -> frozenset[str]:
    """What was done, where the question says it with a participle or at its end: "signed", "did they sign"."""
    found = [word for word in content_words(query.standalone) if not word.capitalised]
    written = [word.written for word in found if word.written.endswith("ed")] or [word.written for word in found[-1:]]
    return frozenset(map(key, written))


def _share(asked: frozenset[str], text: str) -> float:
    return len(asked & {key(word.written) for word in words(text)}) / len(asked) if asked else 0.0
