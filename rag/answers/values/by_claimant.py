"""The evidence of the claimant asked for alone: no government's figure where it is asked for the rebels'. English."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.answers.values.sorts import fits
from rag.datatypes import Query
from rag.evidence.claimants import Claimant, claimant_at, claimant_of, is_called, other_names, stems_of
from rag.evidence.gather import Evidence
from rag.evidence.heard import heard
from rag.questions.claimant import Asked, asked_claimant
from rag.text.values import Value, values_in

SHARE = 0.1
"""How likely the asked party's claim must be beside the best: it often leaves out what it is a figure of, "the 112
claimed by the Front", but a sentence less likely than that tells of something else."""
NEARLY = 0.35
"""The same for what is no value, as in `disagree.py`: only the likelihood says that it is about what is asked."""
_FIGURE = re.compile(r"\b(?:toll|figures?|count|estimate|tally|number|rate|share)\b", re.IGNORECASE)


def by_claimant(query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, most likely first; only what the asked party claims, as likely as the best was, if there is any.

    Where the party speaks of nothing that answers, no other party's claim has an answer.
    """
    asked = asked_claimant(query)
    if asked is None or not evidence:
        return list(evidence)
    ours = _Ours(asked, evidence)
    best = claimant_of(evidence[0])
    if not asked.only and (best is None or ours.is_by(best)):
        return list(evidence)
    own = [found for one in evidence if (found := ours.own(query, one))]
    if own and own[0].probability >= (SHARE if _asks_value(query) else NEARLY) * evidence[0].probability:
        return [replace(own[0], probability=evidence[0].probability), *own[1:]]
    return [ours.without_others(one) for one in evidence] if asked.only and ours.speaks() else list(evidence)


def _asks_value(query: Query) -> bool:
    return query.kind == "how many" or (query.kind == "what" and bool(_FIGURE.search(query.standalone)))


class _Ours:
    """The party asked for, by all its names in the articles of the evidence."""

    def __init__(self, asked: Asked, evidence: Sequence[Evidence]) -> None:
        self._asked = asked
        self._texts = list(dict.fromkeys(one.passage.article.text for one in evidence))
        self._names = other_names(asked.stems, self._texts)

    def is_by(self, claimant: Claimant) -> bool:
        """Whether it is the one asked for."""
        return is_called(self._asked.stems, claimant, self._names)

    def own(self, query: Query, one: Evidence) -> Evidence | None:
        """The evidence with what the party says in it as its answer; None where it says nothing of it."""
        claimant, value = claimant_of(one), next(self._values(query, one), None)
        if claimant and self.is_by(claimant) and one.answer and (query.kind != "what" or value is None):
            return one
        if value is None or one.answer is None:
            return None
        start, end = one.start + value.start, one.start + value.end
        return replace(one, answer=replace(one.answer, start=start, end=end, text=value.text))

    def _values(self, query: Query, one: Evidence) -> Iterator[Value]:
        """The values of the sentence that the party gives."""
        for value in values_in(one.text) if _asks_value(query) else ():
            at = one.start + value.start, one.start + value.end
            claimant = claimant_at(one.passage.article.text, (one.start, one.end), at)
            if claimant and self.is_by(claimant) and fits(query, one.text, value):
                yield value

    def without_others(self, one: Evidence) -> Evidence:
        """The evidence without the answer that another party gives."""
        claimant = claimant_of(one)
        return replace(one, answer=None) if claimant and not self.is_by(claimant) else one

    def speaks(self) -> bool:
        """Whether the party says anything in the articles: an outlet does not, nor does a law."""
        said = (one for text in self._texts for one in heard(text) if one.speaker)
        return any(self.is_by(Claimant(one.speaker or "", stems_of(f"{one.speaker} {one.role or ''}"))) for one in said)
