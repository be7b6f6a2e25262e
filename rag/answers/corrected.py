"""A notice that takes back what an answer shows goes before it, also where it has no name of the question. English.

"We said that the closures would save £40,000. The figure is £14,000": of which closures, only the other article says.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.answers.corrections import is_notice, puts_right, tells_mistake
from rag.answers.sentence import Chosen, Sentence, articles_of, sentences_in
from rag.evidence.gather import Evidence, plain_words
from rag.text.values import values_in
from rag.text.words import content_words

SHARED = 2
"""Words besides the value that a notice and the sentence which it takes back have in common."""

# "In our report of Monday we said": that day is not what was wrong.
_OF_ISSUE = re.compile(
    r"\b(?:report|article|story|edition|issue|newspaper|paper)s?\s+(?:of|on|from|published\s+on)\s+"
    r"(?:\w+day\b(?:,?\s+)?)?(?:\d{1,2}\s+[A-Z]\w+|[A-Z]\w+\s+\d{1,2}\b)?"
)
_IT_IS = re.compile(
    r"(?:It|That|(?:The|This|Its|Their|His|Her)\s+(?:[\w-]+\s+){0,3}?(?:figures?|numbers?|sums?|amounts?|totals?|dates?|days?"
    r"|years?|costs?|prices?|share|count|rate|toll|age)\s+)\s*(?:is|was|are|were|should\s+(?:be|have\s+been))\s+(?!not\b)",
    re.IGNORECASE,
)


def corrected(chosen: Chosen, evidence: Sequence[Evidence]) -> Chosen:
    """The choice, led by what takes its first sentence back, and with what takes back another behind the rest.

    Where the first is taken back, the short answer is what the notice puts right.
    """
    notices = [one for one in articles_of(evidence) if is_notice(one.article)]
    told = [one for notice in notices for one in sentences_in(notice) if tells_mistake(one)]
    lead = chosen.sentences[:1]
    mistake = next(
        (one for one in told if any(one.place == first.place or _takes_back(one, first) for first in lead)), None
    )
    if mistake is not None:
        rest = (one for one in chosen.sentences if one.place != mistake.place)
        return replace(chosen, sentences=(mistake, *rest), short=_put_right(mistake, chosen.short or ""))
    further = [one for one in told if any(_takes_back(one, each) for each in chosen.sentences)]
    shown = {one.place for one in chosen.sentences}
    return replace(chosen, sentences=(*chosen.sentences, *(one for one in further[:1] if one.place not in shown)))


def _put_right(mistake: Sentence, short: str) -> str | None:
    """The short answer where the sentence itself puts it right, "in June, not May"; else the one value behind it.

    That is of the sort of the wrong one: "The figure is £14,000".
    """
    if puts_right(mistake.text, short):
        return short
    right = next((one for one in sentences_in(mistake.passage) if one.start >= mistake.end), None)
    found = values_in(right.text) if right and _IT_IS.match(right.text) else []
    return found[0].text if len(found) == 1 and {found[0].sort} == {one.sort for one in values_in(short)} else None


def _takes_back(mistake: Sentence, one: Sentence) -> bool:
    """Whether it says that the value of the sentence was wrong: a later notice with the value and words beside it."""
    days = mistake.article.published_day, one.article.published_day
    earlier = days[0] and days[1] and days[0] < days[1]
    value = plain_words(one.answer)
    if earlier or mistake.article.id == one.article.id or not value:
        return False
    repeated = f" {value} " in f" {plain_words(_OF_ISSUE.sub('', mistake.text))} "
    return repeated and len(_beside(mistake.text, value) & _beside(one.text, value)) >= SHARED


def _beside(text: str, value: str) -> set[str]:
    """The stems of its words that are neither common nor of the value."""
    return {word.stem for word in content_words(text) if not word.common and word.written.casefold() not in value}
