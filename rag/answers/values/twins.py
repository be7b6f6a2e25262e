"""The value in the unit, currency or zone that is asked for, where a sentence gives it in two: "22 miles (35 km)".

And those of several who are asked for: "16 members, six of them women". English; unsure means what the reader found.
"""

import re
from dataclasses import replace

from rag.datatypes import Query
from rag.evidence.gather import Evidence

_NUMBER = r"\d[\d,]*(?:\.\d+)?(?:\s?(?:hundred|thousand|lakh|crore|million|billion|trillion|bn|tn|m|k)\b)?"
# What each unit is called in a question, and how an amount in it is written.
_BEHIND = tuple(
    (
        re.compile(rf"\b(?:{unit})\b", re.IGNORECASE),
        re.compile(rf"(?<![\w.,]){_NUMBER}[\s-]?(?:{unit})\b", re.IGNORECASE),
    )
    for unit in (
        r"km|kilomet(?:re|er)s?",
        r"miles?|mi",
        r"met(?:re|er)s?|m",
        r"feet|foot|ft",
        r"kg|kilos?|kilogram(?:me)?s?",
        r"pounds?|lbs?",
        r"tonnes?",
        r"tons?",
        r"acres?",
        r"hectares?|ha",
        r"square\s+km|square\s+kilomet(?:re|er)s?",
        r"square\s+miles?",
        r"dollars?|USD",
        r"euros?|EUR",
        r"rupees?",
        r"yen",
        r"GMT|UTC",
    )
)
_SIGNED = {
    "dollar": rf"(?:US)?\$\s?{_NUMBER}",
    "euro": rf"€\s?{_NUMBER}",
    "pound": rf"£\s?{_NUMBER}",
    "yen": rf"¥\s?{_NUMBER}",
    "rupee": rf"(?:₹|\bRs\.?)\s?{_NUMBER}",
}
_GMT = r"\d{1,2}[:.]?\d\d\s?(?:GMT|UTC)\b(?:\s+on\s+\w+)?"
_UNIT_ASKED = re.compile(
    r"^\W*how\s+many\s+(?P<first>[a-z]+(?:\s+[a-z]+)?)|\bin\s+(?:US\s+)?(?P<last>[a-z]+)\b", re.IGNORECASE
)
_TWIN = re.compile(
    r"^[\w\s.,%]{0,20}?(?:\((?P<aside>[^()]{1,60})\)|,?\s+(?:or|about|or\s+about|some|around)\s+(?P<or>[^,;()]{1,40}))"
)
_COUNTED = re.compile(r"^\W*how\s+many\s+(?P<who>[a-z]+)\b", re.IGNORECASE)


def in_unit(query: Query, one: Evidence) -> Evidence:
    """The evidence with the value as its answer that is in what the question asks for."""
    if one.answer is None or query.kind not in ("how many", "what", "when"):
        return one
    start, end = one.answer.start - one.start, one.answer.end - one.start
    found = _of_them(query.standalone, one.text, end) or _twin(query.standalone, one.text, start, end)
    if found is None:
        return one
    first, last = found
    answer = replace(one.answer, start=one.start + first, end=one.start + last, text=one.text[first:last])
    return replace(one, answer=answer)


def _twin(question: str, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the value in the unit that is asked for stands beside one in another."""
    written = _written(question)
    if written is None or any(found.start() < end and start < found.end() for found in written.finditer(text)):
        return None
    behind = _TWIN.match(text[end:])
    ahead = re.search(r"(?P<own>[\d.,]+[^()]{0,20})\(\s*(?:about\s+|some\s+)?$", text[:start])
    parts = [
        (end + behind.start(group), end + behind.end(group)) for group in ("aside", "or") if behind and behind[group]
    ]
    parts += [ahead.span("own")] if ahead else []
    return next((found.span() for part in parts if (found := written.search(text, *part))), None)


def _written(question: str) -> re.Pattern[str] | None:
    """How an amount in the unit that is asked for is written; None where none is asked for."""
    for asked in _UNIT_ASKED.finditer(question):
        unit = asked["first"] or asked["last"]
        for called, behind in _BEHIND:
            if (found := called.match(unit)) and (asked["last"] is None or found.end() == len(unit)):
                signed = next((sign for name, sign in _SIGNED.items() if found[0].casefold().startswith(name)), None)
                zone = _GMT if found[0].upper() in ("GMT", "UTC") else None
                return re.compile("|".join(filter(None, (zone, behind.pattern, signed))), re.IGNORECASE)
    return None


def _of_them(question: str, text: str, end: int) -> tuple[int, int] | None:
    """Where the number of those of a count stands who are asked for: "six" of "16 members, six of them women"."""
    asked = _COUNTED.match(question)
    if asked is None or re.match(rf"[\w\s-]{{0,30}}\b{asked['who']}\b", text[end:], re.IGNORECASE):
        return None
    found = re.search(
        rf",\s+(?:including\s+)?(?P<some>[\w-]+)\s+of\s+(?:them|whom|which)\s+(?:(?:are|were|is|was)\s+)?(?:the\s+)?{asked['who']}\b",
        text,
        re.IGNORECASE,
    )
    return found.span("some") if found else None
