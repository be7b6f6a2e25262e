"""When it was: the time in a sentence that goes with what is asked about, and the day that "Tuesday" means there.

The reader finds a date in a sentence; of two it may take the other thing's: "will move in 2028, she announced today".
English; unsure means what the reader found, and no day.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from datetime import date, timedelta

from rag.answers.deciding.clause import base_of
from rag.answers.sentence import Chosen, Sentence
from rag.answers.timeline import day_told, spelt
from rag.datatypes import Query
from rag.evidence.gather import Evidence
from rag.text.facts import fold
from rag.text.past import is_past, may_be_past
from rag.text.words import Word, stems, words
from rag.times.relative import WEEKDAYS
from rag.times.tense import day_written, side
from rag.times.written import written_dates

_PART = r"(?:morning|afternoon|evening|night)"
_NEAR = re.compile(
    rf"\b(?P<step>(?:last|next|this)\s+)?(?P<weekday>{'|'.join(WEEKDAYS)})(?:\s+{_PART})?\b|"
    rf"\b(?P<back>yesterday|last\s+night)(?:\s+{_PART})?\b|\b(?P<same>today|tonight|this\s+{_PART})\b|"
    rf"\b(?P<ahead>tomorrow)(?:\s+{_PART})?\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:last|next|this)\s+(?:week|weekend|month|year|spring|summer|autumn|winter)\b|"
    r"\b(?:a|an|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})\s+(?:days?|weeks?|months?|years?)\s+ago\b|"
    r"\bin\s+(?P<year>(?:1[5-9]|20)\d\d)\b",
    re.IGNORECASE,
)
_PARTED = re.compile(
    r"[,;–—()]|:(?!\d)|\b(?:who|which|that|when|while|after|before|because|although|where|until|since|and|but)\b",
    re.IGNORECASE,
)
# What may stand between an hour and its day: "9 p.m. on Tuesday", "Tuesday at 9 p.m."
_BESIDE = re.compile(r"\s*,?\s+(?:(?:on|at|about|around|of)\s+)*", re.IGNORECASE)
HOUR = re.compile(
    r"(?<![a-z])[ap]\.?m\b|\d[:.h]\d\d|\b\d{4}\s+(?:GMT|UTC|hours|hrs|local)\b"
    r"|\b(?:noon|midnight|o['’]clock|dawn|dusk)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:since|until|till|than|before|after)\s+(?:the\s+)?$", re.IGNORECASE)
_SINCE_THEN = re.compile(r"\b(?:since|until|till|than|before|after)\s+(?:[A-Z]\w+\s+)?\d{4}\b")
_ASKS_END = re.compile(r"^\W*(?P<end>until|till|since|from|up\s+to)\s+when\b", re.IGNORECASE)
_LAST = ("until", "till", "up to")
_TO_END = re.compile(r"\s+(?:and|to|until|till)\s+|\s?[–-]\s?", re.IGNORECASE)
_SO_LONG_AFTER = re.compile(
    r",?\s+(?:[\w.-]+\s+){1,3}?(?:years?|months?|weeks?|days?|hours?|decades?)\s+(?:after|before)\s+(?P<what>[^,.;]*)",
    re.IGNORECASE,
)
# "Last Thursday and has until 30 June": what follows is another clause, with a time of its own.
_JOINT = re.compile(r",?\s+(?:and|but)\s+(?:(?:also|then|later|now)\s+)?(?P<verb>[a-z]+)\b")
_BE = frozenset("has have had is are was were will would".split())
_NOT_THEN = re.compile(r",?\s+(?:and\s+|but\s+)?(?:not|rather\s+than|instead\s+of)\s+(?:(?:in|on|at|by)\s+)?\S.*$")
_HOW = re.compile(r"\s+(?:by|with|against|despite|because|over)\b", re.IGNORECASE)
_DID = re.compile(r"^\W*when\s+(?:exactly\s+)?(?P<auxiliary>did|was|were|has|have|had|will|is|are|does|do)\b", re.I)

Span = tuple[int, int]


def timed(query: Query, one: Evidence) -> Evidence:
    """The evidence with the time of what is asked about as its answer, where that stands beside it and nothing else."""
    if query.kind != "when" or one.answer is None:
        return one
    one = _without_the_wrong(one)
    ends = _one_end(query.standalone, one)
    span = ends or _asked_moment(query.standalone, one.text)
    return one if span is None else _with(one, *(ends or _joined(one, span)))


def _with(one: Evidence, start: int, end: int) -> Evidence:
    if one.answer is None:
        return one
    found = replace(one.answer, start=one.start + start, end=one.start + end, text=one.text[start:end])
    return replace(one, answer=found)


def _without_the_wrong(one: Evidence) -> Evidence:
    """The evidence without the time that its answer says was wrong: June of "June, not May"."""
    start = one.answer.start - one.start if one.answer else 0
    wrong = _NOT_THEN.search(one.answer.text) if one.answer else None
    told = any(wrong and span[0] >= start and span[1] <= start + wrong.start() for span in _moments(one.text))
    return _with(one, start, start + wrong.start()) if wrong and told else one


def _one_end(question: str, one: Evidence) -> Span | None:
    """Until when, or since when, where the answer is all of "between May and July"."""
    asked = _ASKS_END.match(question)
    at = (one.answer.start - one.start, one.answer.end - one.start) if one.answer else (0, 0)
    both = [span for span in _moments(one.text) if at[0] <= span[0] and span[1] <= at[1]]
    if asked is None or len(both) != 2 or not _TO_END.fullmatch(one.text[both[0][1] : both[1][0]]):
        return None
    return both[1] if asked["end"].casefold() in _LAST else both[0]


def _joined(one: Evidence, span: Span) -> Span:
    """The time, or all of the reader's answer that it is part of, "9 p.m. on Tuesday", but for how it was done."""
    start, end = (one.answer.start - one.start, one.answer.end - one.start) if one.answer else span
    apart = one.text[end : span[0]] if end <= span[0] else one.text[span[1] : start]
    beside = _BESIDE.fullmatch(apart) and HOUR.search(one.text[start:end])
    if (end <= span[0] or span[1] <= start) and not beside:
        return span
    start, end = _of_one_clause(one.text, (start, end), span)
    end = span[1] if _HOW.match(one.text, span[1], max(end, span[1])) else end
    return min(start, span[0]), max(end, span[1])


def _of_one_clause(text: str, around: Span, span: Span) -> Span:
    """What of the text around the time is of its own clause: "last Thursday" of "last Thursday and has until June"."""
    joints = [one for one in _JOINT.finditer(text, *around) if one["verb"] in _BE or is_past(one["verb"])]
    start = span[0] if any(one.end() <= span[0] for one in joints) else around[0]
    return start, min((one.start() for one in joints if one.start() >= span[1]), default=around[1])


def is_after(query: Query, one: Evidence) -> bool:
    """Whether the answer is told to be so long after or before what is asked: "1921, 13 years after her death"."""
    behind = _SO_LONG_AFTER.match(one.text, one.answer.end - one.start) if one.answer else None
    asked = {base_of(word) for word in words(query.standalone) if not word.common and not word.capitalised}
    return behind is not None and bool(asked & {base_of(word) for word in words(behind["what"])})


def tells_when(query: Query, one: Evidence) -> bool:
    """Whether the sentence says of the very deed asked about when it was."""
    return query.kind == "when" and _asked_moment(query.standalone, one.text) is not None


def with_days(query: Query, chosen: Chosen) -> Chosen:
    """The choice with the day that its first answer means, or on which it was reported, as a note of ours."""
    if query.kind != "when" or not chosen.sentences:
        return chosen
    first, *others = chosen.sentences
    return replace(chosen, sentences=(replace(first, note=first.note or _note(first, chosen.short)), *others))


def _note(sentence: Sentence, short: str | None) -> str:
    if short is None:
        told = day_told(sentence, sentence.article.published_day) if sentence.article.published_day else None
        return told.words if told and told.reported else ""
    day = day_meant(sentence, short)
    if day is None:
        return ""
    return f"{short}: {spelt(day)}" if _NEAR.search(short) else spelt(day)


def day_meant(sentence: Sentence, short: str) -> date | None:
    """The day that "Tuesday", "yesterday" or "29 March" means in the sentence; None where that is not sure."""
    published, at = sentence.article.published_day, sentence.text.find(short)
    if published is None or at < 0:
        return None
    if near := list(_NEAR.finditer(sentence.text, at, at + len(short))):
        return _near_day(near[0], published, sentence.text) if len(near) == 1 else None
    written = next((one for one in written_dates(sentence.text) if at <= one.start < at + len(short)), None)
    if written is None or written.year or written.precision != "day":
        return None
    day, sure = day_written(written, sentence.text, published)
    return day if sure else None


def _near_day(near: re.Match[str], published: date, text: str) -> date | None:
    if not near["weekday"]:
        steps = -1 if near["back"] else 1 if near["ahead"] else 0
        return published + timedelta(days=steps)
    back = (published.weekday() - WEEKDAYS.index(near["weekday"].casefold())) % 7
    step = (near["step"] or "").strip().casefold()
    where = "back" if step == "last" else "ahead" if step == "next" else side(text, near.start())
    if where == "back":
        return published - timedelta(days=back or 7 * (step == "last"))
    ahead = (7 - back) % 7 if step == "this" else 7 - back
    return published + timedelta(days=ahead) if where == "ahead" else None


def _asked_moment(question: str, text: str) -> Span | None:
    """The one time in the clause of the verb that the question asks about; None where there is none, or several."""
    opening = _DID.match(question)
    verb = _verb(question[opening.end() :], opening["auxiliary"], text) if opening else None
    if verb is None:
        return None
    between = {span: text[min(verb.end, span[1]) : max(verb.start, span[0])] for span in _moments(text)}
    found = [
        span
        for span, words_ in between.items()
        if not _PARTED.search(_SINCE_THEN.sub(" ", words_)) and not _SINCE.search(text[: span[0]])
    ]
    return found[0] if len(found) == 1 else None


def _verb(asked: str, auxiliary: str, text: str) -> Word | None:
    """The word of the sentence that says the deed: "resigned" for "did ... resign", "closed" for "was ... closed"."""
    active = auxiliary.casefold() in ("did", "does", "do", "will")
    for word in words(asked):
        if word.common or word.capitalised or (not active and not may_be_past(word.written)):
            continue
        same = [
            there
            for there in words(text)
            if base_of(there) == base_of(word)
            and not there.written.endswith("ing")
            and (not active or auxiliary.casefold() == "will" or fold(there.written) != fold(word.written))
        ]
        if same:
            return _whose(same, stems(asked[: word.start]), text)
    return None


def _whose(same: Sequence[Word], subject: Set[str], text: str) -> Word | None:
    """The one of several such deeds before which the subject stands: of "Berg resigned ... and Lee resigned"."""
    ends = [0, *(one.end for one in same)]
    of_it = [one for end, one in zip(ends, same, strict=False) if subject & stems(text[end : one.start])]
    return same[0] if len(same) == 1 else of_it[0] if len(of_it) == 1 else None


def _moments(text: str) -> Iterator[Span]:
    """Where times stand in a text, without the preposition before them."""
    taken: list[Span] = [(one.start, one.end) for one in written_dates(text)]
    for pattern in (_NEAR, _OTHER):
        for match in pattern.finditer(text):
            span = match.span("year") if pattern is _OTHER and match["year"] else match.span()
            if all(span[1] <= start or span[0] >= end for start, end in taken):
                taken.append(span)
    yield from sorted(taken)
