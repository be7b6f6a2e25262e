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
from rag.answers.series import has_series
from rag.answers.stories.story import coverage
from rag.answers.stories.story_articles import asked_of, of_story
from rag.datatypes import Query
from rag.evidence.gather import Evidence
from rag.questions.kinds import asks_who_spoke
from rag.text.mentions import key
from rag.text.words import content_words, words

MOST = 8
SHARE = 0.4
"""One of several items may be less like the question than the likeliest."""
ARTICLES = 6
GOES_ON = 2
"""Sentences after an item within which "In addition, they signed ..." names one more."""
SERIES = 0.25
"""A sentence that names several may be less like the question still: "It makes ..." after one that says who."""
ENOUGH = 0.6
"""Share of the question's words that another sentence of these articles must have to be taken for one more item."""

NOBODY = "No article of this archive quotes anybody on this."

# Any of them is a document, and an agreement of sorts.
_PAPER = re.compile(
    r"\b(?:documents?|papers?|accords?|agreements?|contracts?|conventions?|deals?|declarations?|letters? of intent|"
    r"memorand(?:um|ums|a)|pacts?|protocols?|treat(?:y|ies))\b",
    re.IGNORECASE,
)
_PAPERS = frozenset(map(key, ("documents", "papers", "agreements", "deals")))
_SIGNED = frozenset(map(key, ("signed", "sign")))
_ASKS_ALL = re.compile(r"\b(?:which|what|who|list|name|all|every|each|people|persons)\b", re.IGNORECASE)


def lists(query: Query, evidence: Sequence[Evidence], threshold: float) -> Chosen:
    """The sentences of all distinct items, or of all who spoke, each article's in text order."""
    if asks_who_spoke(query.standalone):
        return _speakers(query, evidence, threshold)
    if series := _series(query, evidence):
        return Chosen(readable(distinct(series, MOST)))
    likeliest = [sentence_of(one) for one in likely(evidence, threshold, SHARE)]
    found = distinct([*likeliest, *_further(query, evidence)], MOST)
    return Chosen(readable(found or [sentence_of(evidence[0])]))


def is_signed(query: Query, evidence: Sequence[Evidence]) -> bool:
    """Whether it is asked which papers were signed, and a sentence says so of one: of a treaty, of an accord."""
    asked = _asked(query)
    if query.kind != "list" or not _PAPER.search(query.standalone) or not _SIGNED & asked:
        return False
    return any(_share(asked, one.text) == 1.0 for one in _all(evidence))


def is_spoken_of(query: Query, evidence: Sequence[Evidence]) -> bool:
    """Whether it is asked who spoke of something, and somebody with a name is reported to have done so."""
    if query.kind != "list" or not asks_who_spoke(query.standalone):
        return False
    return any(_name_of(one) for one in _spoken_of(query, evidence))


def _series(query: Query, evidence: Sequence[Evidence]) -> list[Sentence]:
    """The sentences that name several with which or by whom was done what is asked, and what they go on from."""
    done, near = _verbs(query), likely(evidence, 0.0, SERIES)
    naming = [one for one in near if has_series(one.text) and _share(done, one.text) == 1.0]
    if not naming or _PAPER.search(query.standalone):
        return []
    return [sentence_of(one) for series in naming for one in (series, *_before(series, near))]


def _before(series: Evidence, near: Sequence[Evidence]) -> list[Evidence]:
    """What stands right before it and has more of what is asked: "Three libraries will close." before their names."""
    article, most = series.passage.article, series.feature("coverage")
    more = [one for one in near if one.passage.article.id == article.id and one.feature("coverage") > most]
    return [one for one in more if one.end <= series.start and not article.text[one.end : series.start].strip()]


def _speakers(query: Query, evidence: Sequence[Evidence], threshold: float) -> Chosen:
    """Of each who speaks of it the likeliest sentence, those with a name first; empty where nobody speaks of it."""
    near = [sentence_of(one) for one in likely(evidence, threshold, SHARE)]
    spoken: dict[str, Sentence] = {}
    unnamed: list[Sentence] = []
    for one in (*near, *_spoken_of(query, evidence)):
        speaker = _name_of(one)
        if speaker and not any(_is_same(speaker, other) for other in spoken):
            spoken[speaker] = replace(one, speaker=speaker)
        elif speaker is None and (unknown := told_by(one)) and unknown != one.article.outlet:
            unnamed.append(replace(one, speaker=unknown))
    chosen = list(spoken.values())[:MOST] or distinct(unnamed, MOST)
    return Chosen(readable(chosen), notes=() if chosen else (NOBODY,))


def _spoken_of(query: Query, evidence: Sequence[Evidence]) -> list[Sentence]:
    """The sentences that have what is asked about: first in their own words, then in their headline or lead."""
    about, sentences = asked_of(query), list(_all(evidence))
    headed = {one.article.id for one in of_story(query, evidence)}
    own = [one for one in sentences if coverage(about, one.text) >= ENOUGH]
    return own + [one for one in sentences if one not in own and one.article.id in headed]


def _is_same(name: str, other: str) -> bool:
    """Whether two names of speakers are one's, also where one of them says whence: "Ada Lind of the Orlen council"."""
    return same_name(name, other) or name.startswith(f"{other} of ") or other.startswith(f"{name} of ")


def _name_of(sentence: Sentence) -> str | None:
    """Who speaks in it, if that is somebody with a name: no "Fishermen", and not the outlet that asks."""
    speaker = told_by(sentence)
    if not speaker or not speaker.split()[-1][0].isupper() or speaker == sentence.article.outlet:
        return None
    # A word that is written large only where a sentence begins is no name.
    named = " " in speaker or re.search(rf"[\w,;] {re.escape(speaker)}\b", sentence.article.text)
    return speaker if named else None


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
    return frozenset(key(word.written) for word in found)


def _verbs(query: Query) -> frozenset[str]:
    """What was done, where the question says it with a participle or at its end: "signed", "did they sign"."""
    found = [word for word in content_words(query.standalone) if not word.capitalised]
    written = [word.written for word in found if word.written.endswith("ed")] or [word.written for word in found[-1:]]
    return frozenset(map(key, written))


def _share(asked: frozenset[str], text: str) -> float:
    there = {key(word.written) for word in words(text)} | (_PAPERS if _PAPER.search(text) else frozenset())
    return len(asked & there) / len(asked) if asked else 0.0
