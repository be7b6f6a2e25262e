"""Which of several values of one story holds: what a later report gives in place of an earlier one. English.

"At least nine", then "has risen to 14", then "17 are now known to have died": 17. What came before is shown beside it
as what it is, an earlier report. Where the question asks for the first value, or the highest, that one.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from rag.answers.sentence import Sentence
from rag.answers.timeline import spelt
from rag.answers.values.revised import revised
from rag.answers.values.same_value import gives_another
from rag.answers.values.standing import (
    asks_first,
    asks_last,
    asks_most,
    brings_total,
    is_open,
    is_rough,
    is_settled,
)
from rag.datatypes import Query
from rag.evidence.claimants import are_one_party
from rag.evidence.gather import Evidence, value_told
from rag.evidence.rivals import amount_of
from rag.text.values import asks_quantity

FLOORS = (0.7, 0.35, 0.15)
"""How likely a value must be beside the best to take its place: where nothing in either sentence says that it does,
where one of them does, and where both do or the later one is a sum of all so far. They are the shares of
`answers/sentence.py` and `disagree.py`."""
ASKED = 0.2
"""The same where the question asks for the last value, the first or the highest."""
EARLIER = timedelta(days=1)
"""What is published on the same day is no earlier report: nobody knows which of the two came first."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def newest(query: Query, evidence: Sequence[Evidence], best: Evidence) -> Evidence:
    """The best sentence, or that of the same story whose value has taken the place of its own."""
    if best.answer is None or not _asks_value(query, best):
        return best
    found = best
    for one in evidence:
        sum_ = query.kind != "what" or _begins(one)
        if sum_ and gives_another(query, one, best) and _goes_before(query, one, found, best):
            found = one
    if not asks_first(query):
        found = revised(query, evidence, found)
    return _value_alone(found) if found is not best and query.kind == "what" else found


def with_earlier(
    query: Query, lead: Evidence, best: Evidence, chosen: Sequence[Sentence], evidence: Sequence[Evidence]
) -> list[Sentence]:
    """The sentences, those that give an earlier value than the one that leads with our words that they do.

    `best` is the likeliest, in whose place that one leads, or the same.
    """
    if not _asks_value(query, lead):
        return list(chosen)
    others = (one for one in evidence if (one is best and one is not lead) or gives_another(query, one, lead))
    places = {(one.passage.article.id, one.start) for one in others if _is_earlier(one, lead)}
    return [_as_earlier(one) if one.place in places else one for one in chosen]


def _is_earlier(one: Evidence, lead: Evidence) -> bool:
    days = one.passage.article.published_day, lead.passage.article.published_day
    return bool(days[0] and days[1] and days[1] - days[0] >= EARLIER) and _year(one) <= _year(lead)


def _as_earlier(sentence: Sentence) -> Sentence:
    day = sentence.article.published_day
    return replace(sentence, note=f"earlier report, {spelt(day)}") if day and not sentence.note else sentence


def _asks_value(query: Query, best: Evidence) -> bool:
    """Whether it is asked how many, or "what" with a sum or a quantity as the answer: "What did they offer?"."""
    value = value_told(best)
    if query.kind != "what" or value is None or not _begins(best):
        return query.kind == "how many"
    return value.sort in ("money", "share") or asks_quantity(query.standalone)


def _begins(one: Evidence) -> bool:
    """Whether the answer begins with its value, "about £21m for his shares"."""
    value = value_told(one)
    return value is not None and one.answer is not None and value.start <= one.answer.start - one.start + len("about ")


def _value_alone(one: Evidence) -> Evidence:
    """The evidence with the sum as its answer, without what follows: "£1.35bn from Norvex, ending ...": £1.35bn."""
    value = value_told(one)
    if value is None or one.answer is None:
        return one
    start, end = one.start + value.start, one.start + value.end
    return replace(one, answer=replace(one.answer, start=start, end=end, text=value.text))


def _goes_before(query: Query, one: Evidence, found: Evidence, best: Evidence) -> bool:
    """Whether its value is asked for rather than the one found so far, and likely enough beside the best."""
    share = one.probability / best.probability if best.probability else 0.0
    if asks_first(query):
        return _is_later(found, one) and share >= ASKED
    if asks_most(query):
        return _number(one) > _number(found) and share >= ASKED
    floor = FLOORS[2 if brings_total(one) else is_open(found) + is_settled(one)]
    surely = asks_last(query) or brings_total(one) or (is_settled(one) and are_one_party(one, found))
    vaguer = (is_open(one) and not is_open(found)) or (is_rough(one) and not is_rough(found))
    return _is_later(one, found) and share >= (min(floor, ASKED) if surely else floor) and not vaguer


def _is_later(one: Evidence, other: Evidence) -> bool:
    """Whether it was published later, or stands later in the same article and says that it holds now."""
    if one.passage.article.id == other.passage.article.id:
        return one.start > other.start and is_settled(one)
    days = one.passage.article.published_day, other.passage.article.published_day
    return bool(days[0] and days[1] and days[0] > days[1]) and _year(one) >= _year(other)


def _year(one: Evidence) -> int:
    """The last year that it names, else that of its article: "in 2025 a survey counted" tells of 2025 for ever."""
    day = one.passage.article.published_day
    return max(map(int, _YEAR.findall(one.text)), default=day.year if day else 0)


def _number(one: Evidence) -> float:
    found = amount_of(one).split()
    return float(found[0].removeprefix("#")) if len(found) == 1 else 0.0
