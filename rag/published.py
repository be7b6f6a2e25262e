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
from rag.compose import Cited, Span, compose
from rag.datatypes import Answer, Event, Query, Turn
from rag.facets import first_day
from rag.questions.matter import asks_for_form, names_no_matter

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
    return asks_published(query) and asks_for_form(query.standalone)


class Published:
    """An answerer that lists what was published, and leaves all other questions to another."""

    def __init__(self, answerer: "Answerer", archive: Archive) -> None:
        self._answerer = answerer
        self._archive = archive
        self.name = answerer.name

    def answer(self, query: Query, passages: Sequence[Passage], turns: Sequence[Turn] = ()) -> Iterator[Event]:
        """The answerer's events; of what was published one answer."""
        started = time.perf_counter()
        listed = _listed(query, passages, self._archive.count_articles(query.filter)) if asks_published(query) else None
        if listed is None:
            yield from self._answerer.answer(query, passages, turns)
            return
        for one in listed.statements:
            yield Event("text", text=one.text + " ")
        spent = {"list": (time.perf_counter() - started) * 1000}
        yield Event("answer", answer=replace(listed, timings=spent))


def _listed(query: Query, passages: Sequence[Passage], count: int) -> Answer | None:
    """How the newest articles begin, the earliest of them first; None where there are none."""
    best = {passage.article.id: passage for passage in reversed(passages)}
    newest = sorted(best.values(), key=_newest_first)[:MOST]
    if not newest:
        return None
    met = best.keys() | {copy.article_id for passage in best.values() for copy in passage.copies}
    note = f"The question names no subject, so this is how {_which(len(newest), count, all_met=len(met) >= count)}."
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
