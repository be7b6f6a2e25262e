"""Several questions in one, "Who leads Norvex and where was the summit?": each is answered, or refused, for itself.

The answers become one: before each answer's first sentence stands what it answers, and its short answer; what was
refused is said with the reason, in the text and in a note.
"""

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from index.datatypes import Passage
from rag.answers.named_before import asks_on, with_name_of
from rag.compose import refuse, with_markers
from rag.datatypes import Answer, Citation, Disagreement, Event, Query, Statement, Turn
from rag.facets import may_pass
from rag.published import asks_published
from rag.questions.parts import asks_alone, asks_openly, questions
from rag.ranking.unspaced import having_words
from rag.text.markdown import escape_markdown

if TYPE_CHECKING:
    from rag.assistant import Answerer

WHOM = "The question before it has no answer that names somebody."
_ASKS = re.compile(r"\?(?:\s\([^()]*\))?$")  # also with what it is about behind it: "who resigned? (ferry)"
_FORMS = ("compare", "timeline", "summary")  # of the whole, which its parts do not have


class EachQuestion:
    """An answerer that has another answer each of several questions."""

    def __init__(self, answerer: "Answerer") -> None:
        self._answerer = answerer
        self.name = answerer.name

    def answer(self, query: Query, passages: Sequence[Passage], turns: Sequence[Turn] = ()) -> Iterator[Event]:
        """The answerer's events; of several questions one answer."""
        asked = separate(query)
        if not asked:
            yield from self._answerer.answer(query, having_words(query, passages), turns)
            return
        started, answers = time.perf_counter(), list[Answer]()
        for part in asked:
            one = with_name_of(part, answers)
            if one is None:
                answers.append(refuse(part, passages, WHOM, 0.0))
                continue
            passing = [passage for passage in passages if may_pass(passage.article, one.filter)]
            for event in self._answerer.answer(one, having_words(one, passing), turns):
                if event.answer is None:
                    yield event
                else:
                    answers.append(event.answer)
        spent = {"answer each": (time.perf_counter() - started) * 1000}
        yield Event("answer", answer=replace(together(query, passages, answers), timings=spent))


def separate(query: Query) -> tuple[Query, ...]:
    """The parts of a query that are questions of their own; none where it is one question, or asks for one form."""
    parts = query.parts
    if len(parts) < 2 or len(questions(query.standalone)) != len(parts):
        return ()
    if query.kind in _FORMS and not asks_published(parts[0]):
        return ()
    alone = all(asks_openly(one.text) and (asks_alone(one.standalone) or of_before) for one, of_before in _each(parts))
    return parts if alone and not any(_wants_form(one) for one in parts) else ()


def _each(parts: Sequence[Query]) -> Iterator[tuple[Query, bool]]:
    """Each part, and whether it asks on of whom the answer to the part before it names."""
    yield parts[0], False
    yield from ((part, asks_on(part, before)) for before, part in pairwise(parts))


def _wants_form(part: Query) -> bool:
    """Whether it asks for a form that takes the passages of all; what a time or an outlet has is listed by itself."""
    return part.kind in _FORMS and not asks_published(part)


def together(query: Query, passages: Sequence[Passage], answers: Sequence[Answer]) -> Answer:
    """The answers of several questions as one, answered where any of them is; its citations are numbered anew."""
    given = [one for one in answers if one.answered]
    if not given:
        return _refused(query, passages, answers)
    refused = [f"Not answered: “{_asked(one)}” {one.reason}" for one in answers if not one.answered]
    citations = _citations(given)
    statements = [one for answer in given for one in _statements(answer, citations)]
    text = [with_markers(one) for one in statements] + [f"*\\[{escape_markdown(one)}\\]*" for one in refused]
    notes = dict.fromkeys([*query.notes, *(note for one in given for note in one.query.notes), *refused])
    return Answer(
        text=" ".join(text),
        answered=True,
        query=replace(query, notes=tuple(notes)),
        statements=tuple(statements),
        citations=tuple(citations.values()),
        passages=tuple(passages),
        disagreement=next((found for one in given if (found := _disagreement(one, citations))), None),
        confidence=max(one.confidence for one in given),
    )


def _refused(query: Query, passages: Sequence[Passage], answers: Sequence[Answer]) -> Answer:
    """The refusal of all, with each reason: once where it is the same."""
    reasons = [one.reason or "" for one in answers]
    told = [f"“{_asked(one)}” {one.reason}" for one in answers] if len(set(reasons)) > 1 else reasons[:1]
    confidence = max(one.confidence for one in answers)
    return replace(refuse(query, passages, " ".join(told), confidence), failed=all(one.failed for one in answers))


def _asked(answer: Answer) -> str:
    """A question as one sentence, with what it refers to put in."""
    asked = answer.query.standalone.strip(" ,;")
    return f"{asked[:1].upper()}{asked[1:]}{'' if _ASKS.search(asked) else '?'}"


def _citations(answers: Sequence[Answer]) -> dict[tuple[str, int, int], Citation]:
    """Every citation once, by its place, numbered in order."""
    found = {_place(one): one for answer in reversed(answers) for one in reversed(answer.citations)}
    ordered = dict.fromkeys(_place(one) for answer in answers for one in answer.citations)
    return {place: replace(found[place], marker=number) for number, place in enumerate(ordered, start=1)}


def _statements(answer: Answer, citations: Mapping[tuple[str, int, int], Citation]) -> Iterator[Statement]:
    """The answer's sentences by the new numbers; the first says what it answers, and how where that is short."""
    places = {one.marker: _place(one) for one in answer.citations}
    says = f"“{_asked(answer)}” {answer.short or ''}".strip()
    for number, one in enumerate(answer.statements):
        markers = tuple(citations[places[marker]].marker for marker in one.markers)
        note = "; ".join(filter(None, (says, one.note))) if number == 0 else one.note
        yield replace(one, markers=markers, note=note)


def _disagreement(answer: Answer, citations: Mapping[tuple[str, int, int], Citation]) -> Disagreement | None:
    """What differs in one of the answers, by the new numbers."""
    if not answer.disagreement:
        return None
    places = {one.marker: _place(one) for one in answer.citations}
    values = tuple((value, citations[places[marker]].marker) for value, marker in answer.disagreement.values)
    return replace(answer.disagreement, values=values)


def _place(citation: Citation) -> tuple[str, int, int]:
    return citation.article.id, citation.start, citation.end
