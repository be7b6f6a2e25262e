"""Which of a sentence's values the words of a question single out: for or against, how much more, which share. English.

"Voted by 19 to 11": 11 where it is asked how many were against. "17 million, five more than planned": five where it is
asked how much more. "260 million, of which the state pays a third": a third where it is asked for a share.
"""

import re
from dataclasses import replace

from rag.datatypes import Query
from rag.evidence.gather import Evidence
from rag.text.values import asks_share, values_in

_NUMBER = r"(?:\d[\d,.]*\d|\d|[a-z]+(?:-[a-z]+)?)"
_VOTED = re.compile(rf"\b(?:by|was|of|voted|vote)\s+(?P<most>{_NUMBER})\s+(?:votes?\s+)?to\s+(?P<least>{_NUMBER})\b")
_REFUSED = re.compile(r"\b(?:reject\w*|against|oppos\w*|defeat\w*|turned\s+down|voted\s+down)\b", re.IGNORECASE)
_APPROVED = re.compile(r"\b(?:approv|back|support|pass|adopt|carri)ed\b", re.IGNORECASE)
_ASKS_AGAINST = re.compile(r"^\W*how\s+many\b.*\b(?:against|oppos\w+|reject\w*)\b", re.IGNORECASE)
_ASKS_FOR = re.compile(
    r"^\W*(?:by\s+)?how\s+many\b.*\b(?:vot(?:ed|es?)\s+(?:for|to)|back(?:ed)?|support(?:ed)?|in\s+favou?r|approved?)\b",
    re.IGNORECASE,
)
_ASKS_MORE = re.compile(r"^\W*(?:by\s+)?how\s+(?:much|many)\s+(?:[a-z]+\s+)?(?P<more>more|less|fewer)\b", re.IGNORECASE)
_FRACTION = re.compile(
    r"\b(?:(?:an?|one|two|three|four)[\s-]+)?(?:half|thirds?|quarters?|fifths?|sixths?|eighths?|tenths?)\b(?!\s+(?:of\s+)?"
    r"(?:an?\s+)?(?:million|billion|time|place|round|year|month|day|hour|final))",
    re.IGNORECASE,
)

Span = tuple[int, int]


def singled_out(query: Query, one: Evidence) -> Evidence:
    """The evidence with the value that the question's words single out as its answer; unchanged where none do."""
    if query.kind not in ("how many", "what") or one.answer is None:
        return one
    question = query.standalone
    first, last = one.answer.start - one.start, one.answer.end - one.start
    share = _share(question, one.text)
    found_already = share is not None and first <= share[0] and share[1] <= last  # "less than half"
    span = _of_vote(question, one.text) or _more(question, one.text) or (None if found_already else share)
    if span is None:
        return one
    start, end = span
    found = replace(one.answer, start=one.start + start, end=one.start + end, text=one.text[start:end])
    return replace(one, answer=found)


def _of_vote(question: str, text: str) -> Span | None:
    voted = _VOTED.search(text)
    against, for_ = _ASKS_AGAINST.match(question), _ASKS_FOR.match(question)
    if voted is None or not (against or for_):
        return None
    against_it = re.match(rf"\s+(?:to\s+)?(?:{_REFUSED.pattern})", text[voted.end() :], re.IGNORECASE)
    before = bool(_REFUSED.search(text[: voted.start()]))
    if before and (against_it or _APPROVED.search(text[: voted.start()])):
        return None  # "against it for years, the town approved it by 21 to 9"
    refused = bool(before or against_it)
    return voted.span("most" if bool(against) == refused else "least")


def _more(question: str, text: str) -> Span | None:
    """The one value behind which "more" or "fewer" stands."""
    asked = _ASKS_MORE.match(question)
    if asked is None:
        return None
    more = rf"\s+(?:[a-z]+\s+)?{asked['more']}\s+than\b"
    found = [value for value in values_in(text) if re.match(more, text[value.end :], re.IGNORECASE)]
    return (found[0].start, found[0].end) if len(found) == 1 else None


def _share(question: str, text: str) -> Span | None:
    """The one share of the sentence, or the one fraction, where a share is asked for."""
    if not asks_share(question):
        return None
    shares = [(value.start, value.end) for value in values_in(text) if value.sort == "share"]
    found = shares or [fraction.span() for fraction in _FRACTION.finditer(text)]
    return found[0] if len(found) == 1 else None
