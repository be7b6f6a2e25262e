"""Which form an answer takes: told by the kind of question."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from rag.answers.articles import asks_articles, is_in_articles, of_articles
from rag.answers.beside import with_context
from rag.answers.claims import is_claimed
from rag.answers.compare import compare, is_comparison
from rag.answers.corrected import corrected
from rag.answers.denials import with_accusations, with_denials
from rag.answers.lakhs import with_figures
from rag.answers.lists import is_signed, is_spoken_of, lists
from rag.answers.moments import with_days
from rag.answers.plain import plain
from rag.answers.pronouns import noted
from rag.answers.said import is_said, said, who_said
from rag.answers.sentence import Chosen
from rag.answers.several import asks_for_several, several
from rag.answers.short import SHORT
from rag.answers.stories.story_articles import is_story
from rag.answers.summary import summary
from rag.answers.timeline import timeline
from rag.answers.who_is import is_described, who_is
from rag.answers.why import why
from rag.answers.yes_no import is_decided, yes_no
from rag.datatypes import Kind, Query
from rag.evidence.gather import Evidence


class Form(Protocol):
    """Chooses an answer's sentences from evidence that is not empty, its first above the threshold."""

    def __call__(self, query: Query, evidence: Sequence[Evidence], threshold: float) -> Chosen:
        """The sentences in the order in which they are read."""
        ...


FORMS: Mapping[Kind, Form] = {
    "list": lists,
    "yes/no": yes_no,
    "compare": compare,
    "timeline": timeline,
    "summary": summary,
    "who is": who_is,
    "quote": said,
    "who": who_said,
    "why": why,
}
"""The kinds that have a form of their own; all others take the plain one."""


def is_sure(query: Query, evidence: Sequence[Evidence]) -> bool:
    """Whether a form finds its answer by what the articles say, however little the model makes of the sentence."""
    return bool(evidence) and (
        is_described(query, evidence)
        or is_spoken_of(query, evidence)
        or is_signed(query, evidence)
        or is_said(query, evidence)
        or is_claimed(query, evidence)
        or is_in_articles(query, evidence)
        or is_story(query, evidence)
        or is_decided(query, evidence)
    )


def choose(query: Query, evidence: Sequence[Evidence], threshold: float) -> Chosen:
    """The sentences that answer, in the form that the question asks for, with the notes that they need."""
    chosen = corrected(_form(query)(query, evidence, threshold), evidence)
    chosen = with_days(query, with_context(chosen, query.standalone))
    chosen = with_denials(query, with_accusations(query, chosen)) if query.kind in SHORT else chosen
    return replace(chosen, sentences=with_figures(noted(chosen.sentences)))


def _form(query: Query) -> Form:
    if asks_articles(query):
        return of_articles
    if is_comparison(query):
        return compare
    return several if asks_for_several(query) else FORMS.get(query.kind, plain)
