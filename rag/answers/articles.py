"""What the articles themselves say of a thing: "What do the articles say about the bridge?", of each that does so.

Also of one article, told by its headline: "What does the article on the storm say about the bridge?".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.datatypes import Passage
from rag.answers.plain import plain
from rag.answers.sentence import (
    Chosen,
    Sentence,
    articles_of,
    distinct,
    is_prose,
    overlap,
    sentence_of,
    sentences_in,
    told_by,
)
from rag.datatypes import Query
from rag.evidence.gather import Evidence
from rag.follow_ups.others import headline_asked, without_headline
from rag.questions.spellings import Meant, meant
from rag.text.words import content_words, stem

ARTICLES = 4
EACH, ALONE = 2, 3
"""Sentences of an article: of each, and where there is only one."""
ENOUGH = 0.6
"""Share of the words asked about that a sentence must have, or of a headline's those that are asked for."""
REPEATED = 0.9
"""From here on a sentence is another's copy."""
LEAD = 300
"""Characters of an article that count as its headline."""

_FIRST = (  # parts of compounds: an airbase is a base, a footbridge a bridge, but no airport a port
    "air(?!port)|book|coal|court|farm|fire|flood|foot|gas|hydro|milk|mill|moon|motor|news|oil|police|power|rail|rain|river|road|"
    "salt|sand|school|ship|snow|space|steam|steel|stone|storm|tide|town|trade|tram|water|wave|wind|wood|work|yard"
)
_ARTICLES = r"(?:articles?|reports?|stor(?:y|ies)|texts?|pieces?|papers?|newspapers?|outlets?|media|sources?|accounts?)"
_TELL = (
    r"(?:says?|said|tells?|told|reports?|reported|writes?|written|mentions?|mentioned|claims?|claimed|states?|stated"
    r"|have)"
)
_OF_ALL = r"(?:the|these|those|both|all|our|your|my|other|various|several|different|two|three|four|five|of|news)"
_ASKS = re.compile(
    rf"^\W*(?:and\s+|so\s+)?what\s+(?P<verb>do|does|did|have|has)\s+(?:{_OF_ALL}\s+){{0,3}}(?P<kind>{_ARTICLES})\s+"
    rf"(?:here\s+|all\s+|each\s+|both\s+)?{_TELL}\s+(?:us\s+|to\s+say\s+)?"
    r"(?:about|of|on|regarding|concerning)\s+(?P<matter>[^?]+?)"
    r"(?:,?\s+please\b[^?]*)?(?=,?\s+(?:and|but)\s+(?:who|what|when|where|how|did)\b|\?|$)",
    re.IGNORECASE,
)
_AND = re.compile(r",?\s+and\s+(?:about\s+)?")
_NAME = re.compile(r"\b[A-Z]")
_PLURALS = frozenset("articles reports stories texts pieces papers newspapers outlets media sources accounts".split())
_COMPOUND = re.compile(rf"\b(?:{_FIRST})-?(\w{{3,}})", re.IGNORECASE)


def asks_articles(query: Query) -> bool:
    """Whether it is asked what articles say of something, and not what somebody in them says."""
    return _found(query) is not None


def articles_asked(query: Query, passages: Sequence[Passage]) -> tuple[Query, Sequence[Passage]]:
    """The query about the matter alone, and the passages of the articles that the question tells by their headline.

    All passages where it tells none; the query as it is where none of their articles is headed so.
    """
    found = _found(query)
    if found is None or not (named := _headed(query, passages)):
        return query, passages
    return replace(query, subject=found["matter"].strip()), named


def of_articles(query: Query, evidence: Sequence[Evidence], threshold: float) -> Chosen:
    """Of each article that speaks of it, the best sentences in text order; the plain form where none does."""
    speaking = _speaking(query, evidence)
    kept = speaking[:ARTICLES] if _is_plural(query) else speaking[:1]
    if not kept:
        return plain(query, evidence, threshold)
    most = EACH if len(kept) > 1 else ALONE
    chosen = [sorted(distinct(sentences, most), key=lambda one: one.start) for sentences in kept]
    return Chosen(tuple(replace(one, speaker=told_by(one)) for each in chosen for one in each))


def is_in_articles(query: Query, evidence: Sequence[Evidence]) -> bool:
    """Whether it is asked what articles say of something, and a sentence of one has all the words for it."""
    matters = _matters(query)
    return any(
        matter.share(one.text) == 1.0 for each in _speaking(query, evidence) for one in each for matter in matters
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """The stems of what a question asks about, and what stands for its words in a text."""

    stems: frozenset[str]
    meant: Meant

    @staticmethod
    def of(text: str, query: Query) -> "_Words":
        return _Words(frozenset(word.stem for word in content_words(text) if not word.common), meant(query))

    def share(self, text: str) -> float:
        """The share of them that the text has: alone, in another spelling, or as the last part of a longer word."""
        there = self.meant.stems(text) | {stem(part[1]) for part in _COMPOUND.finditer(text)}
        return len(self.stems & there) / len(self.stems) if self.stems else 0.0


def _speaking(query: Query, evidence: Sequence[Evidence]) -> list[list[Sentence]]:
    """The sentences that speak of it, of each article the nearest first; an article that copies another is left out."""
    passages, matters = articles_of(evidence), _matters(query)
    rated = {one.place: one for one in map(sentence_of, evidence)}
    found: list[list[Sentence]] = []
    for passage in passages if _headed(query, passages) else ():
        near = [(share, rated.get(one.place, one)) for share, one in _near(passage, matters)]
        near.sort(key=lambda one: (-one[0], -one[1].rating, one[1].start))
        if near and not any(overlap(near[0][1].text, each[0].text) > REPEATED for each in found):
            found.append([one for _, one in near])
    return found


def _near(passage: Passage, matters: Sequence[_Words]) -> Iterator[tuple[float, Sentence]]:
    """The sentences that have enough of the words of one of the matters, each with its share."""
    for one in sentences_in(passage):
        share = max((matter.share(one.text) for matter in matters), default=0.0) if is_prose(one.text) else 0.0
        if share >= ENOUGH:
            yield share, one


def _found(query: Query) -> re.Match[str] | None:
    """What the question says of articles and of what they are to speak of; None where something else is asked."""
    if query.filter.outlets:
        return None
    asked = (query.subject, query.standalone)  # the subject is without what has become a filter
    return next(filter(None, (_ASKS.match(without_headline(text)) for text in asked)), None)


def _matters(query: Query) -> list[_Words]:
    """What the articles are to speak of: all of it, or each of two that have names."""
    found = _found(query)
    each = _AND.split(found["matter"]) if found else []
    if found and not all(map(_NAME.search, each)):
        each = [found["matter"]]
    return [_Words.of(one, query) for one in each]


def _is_plural(query: Query) -> bool:
    found = _found(query)
    return found is not None and found["verb"].casefold() != "does" and found["kind"].casefold() in _PLURALS


def _headed(query: Query, passages: Sequence[Passage]) -> list[Passage]:
    """The passages of the articles that the question tells by their headline, of several if it says so; else all."""
    asked = headline_asked(query.standalone)
    headline = _Words.of(asked, query)
    shares = {one.article.id: headline.share(_head(one)) for one in passages}
    best = max(shares.values(), default=0.0)
    least = ENOUGH if _is_plural(query) else max(best, ENOUGH)
    return [one for one in passages if not asked or shares[one.article.id] >= least]


def _head(passage: Passage) -> str:
    return f"{passage.article.title}\n{passage.article.text[:LEAD]}"
