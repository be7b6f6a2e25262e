"""What was published: a question that names outlets, authors or a time and nothing else, "What did Olga Weiss write?".

No sentence of an article answers it. It is answered by how the newest articles begin that pass its filter.
"""

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from index.archive import Archive
from index.datatypes import Article, Passage
from index.sentences import sentence_spans
from rag.about import articles_on
from rag.by_day import newest_days
from rag.compose import Cited, Span, compose, refuse
from rag.datatypes import Answer, Event, Query, Turn
from rag.facets import first_day
from rag.questions.matter import asks_for_form, names_no_matter
from rag.questions.outlets import named_outlets
from rag.retrieve import Retriever
from rag.text.words import words

if TYPE_CHECKING:
    from rag.assistant import Answerer

MOST = 8
"""Articles: what fits on a screen. How many there are is said."""
LOOKED_THROUGH = 200
"""Passages that pass the filter, of which the newest articles are taken."""
_LEAD = 1000  # characters of an article in which its first sentence ends
_WHOLE = re.compile(r"[.!?…。！？][\"”’'»)」』]*$")
_CORRECTS = re.compile(r"\W*(?:correct(?:ion|ed)|clarification|editor['’]s note|an earlier version)\b", re.IGNORECASE)
_REFERS = re.compile(
    r"\b(?:it|its|he|him|his|she|her|they|them|their|that|these|those|there|then|this)\b",
    re.IGNORECASE,
)
_NOTHING = "The question does not say what it is about. Name somebody or something, a time or an outlet."
_FORMS = ("what", "list", "summary", "quote", "timeline")


def asks_published(query: Query) -> bool:
    """Whether it asks what was published by somebody or at some time, and names no matter."""
    only = query.filter
    if query.parts or query.kind not in _FORMS or not (only.outlets or only.authors or only.after or only.before):
        return False
    asked = query.subject or query.standalone
    return names_no_matter(asked) and not _REFERS.search(asked)  # "What did he say last week?"


def needs_no_turn(query: Query) -> bool:
    """Whether what was published is asked with no reference to what was said before: "What happened last week?"."""
    return asks_published(query) and asks_for_form(_without_outlets(query))


def _without_outlets(query: Query) -> str:
    """The question without the names of its outlets: the "news" of "And Orsk News?" asks for none."""
    text = query.standalone
    for one in reversed(named_outlets(text, query.filter.outlets)[0]):
        text = f"{text[: one.start]} {text[one.end :]}"
    return text


class Published:
    """An answerer that lists what was published, and leaves all other questions to another.

    Where that finds no answer, and articles on a matter are asked for, these are shown (`about.py`).
    """

    def __init__(self, answerer: "Answerer", archive: Archive) -> None:
        self._answerer = answerer
        self._archive = archive
        self.name = answerer.name

    def answer(self, query: Query, passages: Sequence[Passage], turns: Sequence[Turn] = ()) -> Iterator[Event]:
        """The answerer's events; of what was published one answer."""
        started = time.perf_counter()
        if _names_nothing(query):
            yield Event("answer", answer=refuse(query, passages, _NOTHING, 0.0))
            return
        listed = self._listed(query, passages) if asks_published(query) else None
        if listed is None:
            for event in self._answerer.answer(query, passages, turns):
                refused = event.answer and not event.answer.answered and not event.answer.failed
                found = articles_on(query, passages) if refused else None
                yield from _shown(found, event.answer) if found and event.answer else (event,)
            return
        for one in listed.statements:
            yield Event("text", text=one.text + " ")
        spent = {"list": (time.perf_counter() - started) * 1000}
        yield Event("answer", answer=replace(listed, timings=spent))

    def _listed(self, query: Query, passages: Sequence[Passage]) -> Answer | None:
        """How the newest articles begin; those of the newest days are looked for where far more pass the filter."""
        only, count = query.filter, self._archive.count_articles(query.filter)
        if len(_met(passages)) < count:
            only = newest_days(only, self._archive, MOST)
            passages = Retriever(self._archive).retrieve(replace(query, filter=only), LOOKED_THROUGH) or passages
        all_met = len(_met(passages)) >= self._archive.count_articles(only)
        return _listed(query, passages, count, all_met=all_met)


def _names_nothing(query: Query) -> bool:
    """Whether every word only says that something is asked, so that any sentence would do; but "The Who" is a name."""
    only = query.filter
    if query.parts or only.outlets or only.authors or only.after or only.before:
        return False
    return all(word.common and not (word.start and word.capitalised) for word in words(query.standalone))


def _met(passages: Sequence[Passage]) -> set[str]:
    """The ids of the articles that passages are of, and of their copies."""
    return {one.article.id for one in passages} | {copy.article_id for one in passages for copy in one.copies}


def _shown(found: Answer, refusal: Answer) -> Iterator[Event]:
    """The articles that were found in the place of a refusal."""
    for one in found.statements:
        yield Event("text", text=one.text + " ")
    yield Event("answer", answer=replace(found, timings=refusal.timings, usage=refusal.usage))


def _listed(query: Query, passages: Sequence[Passage], count: int, *, all_met: bool) -> Answer | None:
    """How the newest articles begin, the earliest of them first; None where there are none."""
    best = {passage.article.id: passage for passage in reversed(passages)}
    newest = sorted(best.values(), key=_newest_first)[:MOST]
    if not newest:
        return None
    note = f"The question names no subject, so this is how {_which(len(newest), count, all_met=all_met)}."
    asked = replace(query, kind="list", notes=(*query.notes, note))
    leads = [(passage.article, *_lead(passage.article)) for passage in reversed(newest)]
    cited = [Cited(article.text[start:end], (Span(article, start, end),)) for article, start, end in leads]
    return compose(asked, newest, cited)


def _which(shown: int, count: int, *, all_met: bool) -> str:
    """Which articles are shown, in words: where not all that there are were met, newer ones may be among the others."""
    if count == 1:
        return "the one article begins"
    if shown < count:
        return f"{'the newest ' if all_met else ''}{shown} of {count:,} articles begin, a story once"
    return f"all {count} articles begin"


def _newest_first(passage: Passage) -> tuple[int, str]:
    """Sorts by day, those without one last."""
    day = first_day(passage.article)
    return -int(day.replace("-", "") or 0), passage.article.id


def _lead(article: Article) -> tuple[int, int]:
    """The first sentence of an article that is whole, and no headline, label or correction; else its first."""
    spans = [(span, article.text[slice(*span)]) for span in sentence_spans(article.text[:_LEAD])]
    whole = (span for span, text in spans if _WHOLE.search(text) and not _CORRECTS.match(text))
    return next(whole, spans[0][0] if spans else (0, min(len(article.text), _LEAD)))
