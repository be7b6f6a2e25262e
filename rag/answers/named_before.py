"""A part of a question that asks on of whom the answer to the part before it named: "Who won, and what did he say?"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.datatypes import Answer, Query

_PRONOUN = re.compile(r"\b(?:(?P<whose>his|her(?=\s+\w+))|he|she|him|her)\b", re.IGNORECASE)
_NOT_WHOSE = re.compile(
    r"\s+(?:in|on|at|to|by|for|from|with|after|before|and|or|as|so|get|say|win|last|this|that|yesterday|when|of|again|"
    r"there)\b",
    re.IGNORECASE,
)


def asks_on(part: Query, before: Query) -> bool:
    """Whether the part asks of "him" or "her" who answers the part before it."""
    return before.kind == "who" and _PRONOUN.search(part.standalone) is not None


def with_name_of(part: Query, answers: Sequence[Answer]) -> Query | None:
    """The part with the person that the answer before it named for "he" or "she"; None where that named nobody."""
    before = answers[-1] if answers else None
    if before is None or not asks_on(part, before.query):
        return part
    name = before.short or ""
    if not name[:1].isupper():
        return None
    return replace(part, standalone=_put(name, part.standalone), subject=_put(name, part.subject))


def _put(name: str, text: str) -> str:
    """The text with the name in place of the first pronoun."""
    found = _PRONOUN.search(text)
    if found is None:
        return text
    whose = found["whose"] and not _NOT_WHOSE.match(text, found.end())
    return f"{text[: found.start()]}{name}{chr(39) + 's' if whose else ''}{text[found.end() :]}"
