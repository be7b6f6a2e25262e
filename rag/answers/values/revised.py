"""The value that another article of the story gives in place of one: "34,000, revising an earlier figure of 31,000"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.answers.sentence import Sentence, articles_of, sentences_in, told_by
from rag.answers.values.counted import changed_to
from rag.answers.values.same_value import gives_another, is_of_one_story
from rag.datatypes import Query
from rag.evidence.gather import Evidence, value_told
from rag.evidence.superseded import is_superseded
from rag.text.values import Value

SURE = 3
"""Digits of a value that two articles of a story have by no chance: a "14" may be of anything."""


def revised(query: Query, evidence: Sequence[Evidence], found: Evidence) -> Evidence:
    """The sentence that revises the value of the one found, as evidence no less likely; else the one found."""
    value = value_told(found)
    if value is None or found.answer is None:
        return found
    sure = len(re.sub(r"\D", "", value.text)) >= SURE
    for one in _taking_back(evidence, found, value.text):
        if (sure and is_of_one_story(query, one, found)) or gives_another(query, one, found):
            return one
    return found


def _taking_back(evidence: Sequence[Evidence], found: Evidence, value: str) -> Iterator[Evidence]:
    """The sentences that take the value back, in the passages of others not older, with what they put in its place."""
    day = found.passage.article.published_day
    for passage in articles_of(evidence):
        other = passage.article.published_day
        same = passage.article.id == found.passage.article.id
        if same or not day or not other or other < day or value not in passage.article.text:
            continue
        for sentence in sentences_in(passage):
            after = changed_to(sentence.text, value) if is_superseded(sentence.text, value) else None
            if after:
                yield _as_evidence(sentence, after, found)


def _as_evidence(sentence: Sentence, value: Value, like: Evidence) -> Evidence:
    """The sentence as evidence for its value, as likely as what it revises."""
    start, end = sentence.start + value.start, sentence.start + value.end
    answer = replace(like.answer, start=start, end=end, text=value.text) if like.answer else None
    place = sentence.passage, sentence.start, sentence.end, sentence.text
    return Evidence(*place, told_by(sentence), like.features, answer, like.probability)
