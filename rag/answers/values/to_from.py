"""Which of two values is asked for where a sentence gives the new before the old: "raised to £3 from £2". English."""

import re
from dataclasses import replace
from itertools import pairwise

from rag.answers.values.standing import asks_first
from rag.datatypes import Query
from rag.evidence.gather import Evidence, value_told
from rag.text.values import Value, values_in

_ABOUT = r"(?:(?:about|around|nearly|almost|just|only|some|at\s+least)\s+)?"
_TO = re.compile(rf"\b(?:to|at)\s+{_ABOUT}$", re.IGNORECASE)
_FROM = re.compile(rf"(?:\s+[a-z]+){{0,4}}?,?\s+(?:(?:up|down)\s+)?from\s+{_ABOUT}", re.IGNORECASE)
_BY = re.compile(r"\bby\s+(?:how|what)\b", re.IGNORECASE)


def to_or_from(query: Query, one: Evidence) -> Evidence:
    """The evidence with the new value as its answer where the reader found both or the old; the old where asked for."""
    if query.kind not in ("how many", "what") or one.answer is None or value_told(one) is None:
        return one
    start, end = one.answer.start - one.start, one.answer.end - one.start
    told = (pair for pair in pairwise(values_in(one.text)) if _is_to_from(one.text, *pair))
    pair = next((each for each in told if each[0].start < end and start < each[1].end), None)
    if pair is None or _BY.search(query.standalone):
        return one
    value = pair[1] if asks_first(query) else pair[0]
    found = replace(one.answer, start=one.start + value.start, end=one.start + value.end, text=value.text)
    return replace(one, answer=found)


def _is_to_from(text: str, new: Value, old: Value) -> bool:
    """Whether the one is what it came to, and the other what it was: "to 14 from nine", "to £3 a day from £2"."""
    alike = new.sort == old.sort or "plain" in (new.sort, old.sort)
    return alike and bool(_TO.search(text[: new.start]) and _FROM.fullmatch(text[new.end : old.start]))
