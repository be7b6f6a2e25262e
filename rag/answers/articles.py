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
from rag.evidence import Evidence
from rag.others import headline_asked, without_headline
from rag.spellings import Meant, meant
from rag.words import content_words, stem

ARTICLES = 4
EACH, ALONE = 2, 3
"""Sentences of an article: of each, and where there is only one."""
ENOUGH = 0.6
"""Share of the words asked about that a sentence must have, or of a headline's those that are asked for."""
REPEATED = 0.9
"""From here on a sentence is another's copy."""
LEAD = 300
"""Characters of an article that count as its headline."""

_FIRST = (  # parts of compounds: an airbase is a base, a footbridge a bridge, but no report a port
    "air|back|bed|boat|book|class|coal|court|day|dock|down|drift|earth|east|farm|fire|fish|flood|foot|gas|ground|hand|"
    "head|heat|home|horse|house|hydro|land|life|light|main|milk|mill|moon|motor|news|night|north|oil|over|play|police|"
    "power|rail|rain|river|road|salt|sand|school|sea|ship|snow|south|space|steam|steel|stone|store|storm|street|sun|"
    "super|tide|town|trade|tram|under|water|wave|west|wind|wood|work|yard"
)
_ARTICLES = r"(?:articles?|reports?|stor(?:y|ies)|texts?|pieces?|papers?|newspapers?|outlets?|media|sources?|accounts?)"
_TELL = r"(?:say|tell|report|write|mention|claim|state|have)"
_ASKS = re.compile(
    rf"^\W*(?:and\s+|so\s+)?what\s+(?P<verb>do|does|did|have|has)\s+(?:[\w’'-]+\s+){{0,3}}?(?P<kind>{_ARTICLES})\s+"
    rf"(?:here\s+|all\s+|each\s+|both\s+)?{_TELL}s?\s+(?:us\s+|to\s+say\s+)?"
    r"(?:about|of|on|regarding|concerning)\s+(?P<matter>[^?]+)",
    re.IGNORECASE,
)
_COMPOUND = re.compile(rf"\b(?:{_FIRST})-?(\w{{3,}})", re.IGNORECASE)


def asks_articles(query: Query) -> bool:
    """Whether it is asked what articles say of something, and not what somebody in them says."""
    return _found(query) is not None


def articles_asked(query: Query, passages: Sequence[Passage]) -> tuple[Query, Sequence[Passage]]:
    """The query about the matter alone, and the passages of the article that the question tells by its headline.

    All passages where it tells none, or where none of their articles is headed so.
    """
    found = _found(query)
    if found is None:
        return query, passages
    headline = _Words.of(headline_asked(query.standalone), query)
    shares = {one.article.id: headline.share(_head(one)) for one in passages}
    best = max(shares.values(), default=0.0)
    named = [one for one in passages if best >= ENOUGH and shares[one.article.id] == best]
    return replace(query, subject=found["matter"].strip()), named or passages


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
    asked = _asked(query)
    return any(asked.share(one.text) == 1.0 for each in _speaking(query, evidence) for one in each)


@dataclass(frozen=True, slots=True)
class _Words:
    """The stems of what a question asks about, and what stands for its words in a text."""

    stems: frozenset[str]
    meant: Meant

    @staticmethod
    def of(text: str, query: Query) -> "_Words":
        return _Words(frozenset(word.stem for word in content_words(text)), meant(query))

    def share(self, text: str) -> float:
        """The share of them that the text has: alone, in another spelling, or as the last part of a longer word."""
        there = self.meant.stems(text)
        last = {stem(part[1]) for part in _COMPOUND.finditer(text)}
        having = len(self.stems & (there | last))
        return having / len(self.stems) if self.stems else 0.0


def _speaking(query: Query, evidence: Sequence[Evidence]) -> list[list[Sentence]]:
    """The sentences that speak of it, of each article the nearest first; an article that copies another is left out."""
    asked = _asked(query)
    rated = {one.place: one for one in map(sentence_of, evidence)}
    found: list[list[Sentence]] = []
    for passage in articles_of(evidence) if asked.stems else ():
        near = [(share, rated.get(one.place, one)) for share, one in _near(passage, asked)]
        near.sort(key=lambda one: (-one[0], -one[1].rating, one[1].start))
        if near and not any(overlap(near[0][1].text, each[0].text) > REPEATED for each in found):
            found.append([one for _, one in near])
    return found


def _near(passage: Passage, asked: _Words) -> Iterator[tuple[float, Sentence]]:
    for one in sentences_in(passage):
        share = asked.share(one.text) if is_prose(one.text) else 0.0
        if share >= ENOUGH:
            yield share, one


def _found(query: Query) -> re.Match[str] | None:
    """What the question says of articles and of what they are to speak of; None where something else is asked."""
    return _ASKS.match(without_headline(query.standalone)) if not query.filter.outlets else None


def _asked(query: Query) -> _Words:
    found = _found(query)
    return _Words.of(found["matter"] if found else "", query)


def _is_plural(query: Query) -> bool:
    found = _found(query)
    return bool(found and found["verb"].casefold() in ("do", "did", "have")) and not headline_asked(query.standalone)


def _head(passage: Passage) -> str:
    return f"{passage.article.title}\n{passage.article.text[:LEAD]}"
