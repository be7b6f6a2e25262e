"""A question that the archive answers -> one that it does not: a name or a date is put in the place of another.

Nothing that holds the new name or date may hold most of the rest of the question: that is looked up in the archive.
"""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from eval.drafts.proposals import EVERYWHERE, Proposal
from eval.drafts.sentences import Material
from index.datatypes import Article, Filter, Hit, Passage
from rag.text.mentions import dates, names, places
from rag.text.numbers import ONES
from rag.text.words import content_words, stems

MOST = 0.5
"""An article with the new name and this share of the question's other words may be about what is asked."""
LOOKED_AT = 200
"""Passages compared: a name in more of them than this is too common to be sure."""
YEARS_APART = 10
"""A year is swapped for one of the years before: not for one that has not come yet, nor for another age."""
TRIES = 8
"""Names tried for one question before it is given up."""

_YEAR = re.compile(r"(?<=\bin )(?:19[5-9]\d|20\d\d)\b")
_DAY = re.compile(r"(?=.*[A-Z][a-z]{2})(?=.*\d)(?!.*(?:day|-|–|\band\b))[\w., ]+")
_PLACE = re.compile(r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*")
_NO_NAME = re.compile(rf"['’]s?$|^(?:{'|'.join(ONES)})\b", re.IGNORECASE)
_IN = re.compile(r"\b[Ii]n\s$")
_HEADS = re.compile(
    r"\b(?:University|College|School|Hospital|Bank|Bridge|Museum|Airport|Stadium|Council|Court|Department|Ministry|"
    r"Commission|Committee|Association|Authority|County|Festival|Street|Park|Island|River|Lake|Square|Union|Party)$"
)


class Searched(Protocol):
    """What is needed of an archive."""

    def matching(self, words: Iterable[str], top_k: int, only: Filter = ...) -> list[Hit]:
        """The chunks that hold any of the words."""

    def passages(self, hits: Sequence[Hit]) -> list[Passage]:
        """Their text."""


class Swaps:
    """Names and dates of the archive by what they name, so that one can stand in the place of another."""

    def __init__(self, materials: Iterable[Material]) -> None:
        kinds: dict[str, str] = {}
        seen: Counter[str] = Counter()
        years: set[str] = set()
        days: set[str] = set()
        for material in materials:
            for sentence in material.sentences:
                seen.update(place.text for place in places(sentence.text) if _IN.search(sentence.text[: place.start]))
                kinds |= {name.text: head for name in names(sentence.text) if (head := _head(name.text))}
                years.update(_YEAR.findall(sentence.text))
                days.update(date.text for date in dates(sentence.text) if _DAY.fullmatch(date.text))
            kinds |= dict.fromkeys(material.people.values(), "person")
        self._kind = {name: "place" for name in seen if seen[name] > 1 and _PLACE.fullmatch(name)} | kinds
        self._named: dict[str, list[str]] = defaultdict(list)
        for name in sorted(name for name in self._kind if name not in EVERYWHERE and not _NO_NAME.search(name)):
            self._named[self._kind[name]].append(name)
        self._named["year"] = sorted(years)
        for day in sorted(days):
            self._named[_shape(day)].append(day)

    def swapped(
        self, proposal: Proposal, people: Mapping[str, str], archive: Searched, draw: random.Random
    ) -> tuple[str, str] | None:
        """The question with one name or date in the place of another, and what was swapped; None if none is safe."""
        for old, kind in self._swappable(proposal, people):
            others = [name for name in self._named[kind] if name not in proposal.sentence.article.text]
            if kind == "year":
                others = [year for year in others if 0 < int(old) - int(year) <= YEARS_APART]
            for new in draw.sample(others, min(TRIES, len(others))):
                question = _replaced(proposal.question, old, new)
                if not _is_answered(question, new, kind, archive):
                    return question, "date" if kind == "year" or "9" in kind else "name"
        return None

    def _swappable(self, proposal: Proposal, people: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """The names and dates of the question that have others of their kind: people first, dates last."""
        asked = proposal.question.partition(" ")[2]
        found = [name.text for name in names(f"of {asked}") if name.text not in EVERYWHERE]
        kinds = [(name, "person" if name in people else self._kind.get(name, "")) for name in found]
        free = [(name, kind) for name, kind in kinds if kind and _stands_free(proposal.question, name, kind)]
        yield from sorted(free, key=lambda pair: pair[1] != "person")
        yield from ((year, "year") for year in _YEAR.findall(asked))
        yield from ((day.text, _shape(day.text)) for day in dates(asked) if _DAY.fullmatch(day.text))


def _shape(day: str) -> str:
    """How a date is written, so that it is swapped for one written alike: "9 M" of "30 April"."""
    return re.sub(r"[A-Z][a-z]+", "M", re.sub(r"\d+", "9", day))


def _head(name: str) -> str:
    """What kind of thing a name says that it is: "University" of "Drosk University"."""
    head = _HEADS.search(name)
    return head.group() if head and head.start() else ""


def _stands_free(question: str, name: str, kind: str) -> bool:
    """Whether nothing around the name goes with this name alone: "a Drosk cafe", "Drosk Town"."""
    before = r"(?<!\ba )(?<!\ban )(?<!\bthe )" if kind == "person" else r"(?:\b(?:in|of|at|for|from|to|near|the) )"
    return bool(re.search(rf"{before}{re.escape(name)}(?![\w'’]|\s[A-Z])", question))


def _replaced(question: str, old: str, new: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _: new, question)


def _is_answered(question: str, new: str, kind: str, archive: Searched) -> bool:
    """Whether some article that mentions the new name holds so much of the question that it may answer it."""
    name = new.rsplit(maxsplit=1)[-1] if kind == "person" else new  # the surname alone may stand for a person
    asked = {word.stem for word in content_words(question)} - stems(new)
    written = [word.written for word in content_words(question) if word.stem in asked]
    hits = archive.matching(written, LOOKED_AT, Filter(names=(name,)))
    articles = {passage.article.id: passage.article for passage in archive.passages(hits)}
    return len(hits) == LOOKED_AT or any(_shares(asked, article) for article in articles.values())


def _shares(asked: set[str], article: Article) -> bool:
    return len(asked & stems(f"{article.title} {article.text}")) >= MOST * len(asked)
