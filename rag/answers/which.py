"""Which one of a sort: the name that says so in the sentence, and nothing that stands beside what is asked for.

"The Lock Bridge was closed because of a cracked beam": asked which bridge was closed, the reader may take the beam.
English; unsure means what the reader found.
"""

import re
from dataclasses import replace

from rag.datatypes import Query
from rag.evidence.gather import Evidence
from rag.text.mentions import NAME, names

_WHICH = re.compile(r"^\W*(?:which|what)\s+(?P<noun>[a-z][\w-]{2,})\b", re.IGNORECASE)
_WHAT_IS = re.compile(rf"^\W*[Ww]hat(?:['’]s|\s+(?:is|was|are|were))\s+(?:the\s+)?(?P<name>{NAME})\W*$")
_NO_SORT = frozenset("did does has have had was were will would can could may kind sort type part share".split())
_IT_IS = re.compile(r",?\s+(?:(?:is|was|called|named|known\s+as|such\s+as|like)\s+)?(?:an?\s+|the\s+)?", re.IGNORECASE)


def which(query: Query, one: Evidence) -> Evidence:
    """The evidence with the name of the sort asked for as its answer, where the reader took no name: "Lock Bridge"."""
    noun = _noun(query)
    if not noun or one.answer is None or _is_named(one.answer.text) or _has(noun, one.answer.text):
        return one
    named = (name for name in names(one.text) if name.text.casefold().endswith(f" {noun}"))
    found = [name for name in named if name.text not in query.standalone]
    if len({name.text for name in found}) != 1:
        return one
    start, end, text = one.start + found[0].start, one.start + found[0].end, found[0].text
    return replace(one, answer=replace(one.answer, start=start, end=end, text=text))


def is_of_the_sort(query: Query, one: Evidence) -> bool:
    """Whether the answer may be what is asked for: no name and not the thing itself, of which the sentence speaks.

    What something named is stands beside its name: of "What is Auk-1?" "its weather satellite Auk-1".
    """
    if (asked := _WHAT_IS.match(query.standalone)) and one.answer is not None:
        name, answer = re.escape(asked["name"]), re.escape(one.answer.text)
        beside = rf"{answer},?\s+(?:called\s+|named\s+)?{name}\b|\b{name}(?:,|\s+is|\s+was)\s+{answer}"
        return re.search(beside, one.text) is not None
    noun = _noun(query)
    if not noun or one.answer is None or _is_named(one.answer.text) or _has(noun, one.answer.text):
        return True
    start, end = one.answer.start - one.start, one.answer.end - one.start
    there = list(re.finditer(rf"\b[Tt]he\s+{re.escape(noun)}\b", one.text))
    its_name = any(_IT_IS.fullmatch(one.text, found.end(), start) for found in there if found.end() <= start)
    return not there or its_name or one.text[end:].lstrip().startswith(noun)


def _noun(query: Query) -> str:
    found = _WHICH.match(query.standalone)
    noun = found["noun"].casefold() if found else ""
    return "" if noun in _NO_SORT else noun


def _is_named(text: str) -> bool:
    return any(letter.isupper() or letter.isdigit() for letter in text)


def _has(noun: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(noun)}", text, re.IGNORECASE) is not None
