"""Which year a day and a month without one mean in an article: "will reopen on 1 September" lies ahead of it. English.

Told by the verb before the date, or by the first one behind it where the sentence begins with it or the subject stands
before it. Where neither tells, only a day soon to come has a sure year.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal

from rag.text.past import is_past
from rag.times.written import Written

Side = Literal["ahead", "back", "unsure"]

SOON = 92
"""Days after an article's own within which a date is taken to be ahead of it, whatever the tense."""
LATE = 10
"""Days by which what will be may lie behind an article's day, and what was ahead: it was written or dated otherwise."""
OPENING = 12
"""Characters from a sentence's beginning within which it begins with a date: "On Monday, 20 June"."""

_PLANNED = r"(?:due|expected|scheduled|planned|set|going|supposed|meant|hoped|likely|intended|aimed|to be)"
_ADVERBS = r"(?:\s+(?:not|also|now|then|only|still|first|originally|once|never|\w+ly))*"
# The participle belongs to what is ahead, and tells of nothing that was: "will not be fully opened", "is to be held".
_BE = rf"{_ADVERBS}\s+(?:be|have\s+been){_ADVERBS}\s+[^\W\d][\w-]*"
_AHEAD = (
    rf"(?:(?:will|won['’]t|shall|(?:is|are){_ADVERBS}\s+to|(?:is|are|being){_ADVERBS}\s+{_PLANNED}(?:\s+to)?|"
    rf"(?:plans?|hopes?)\s+to)(?:{_BE})?)\b"
)
_UNSURE = (
    rf"(?:(?:(?:was|were|had(?:\s+been)?){_ADVERBS}\s+(?:to|{_PLANNED}(?:\s+to)?)|would|could|might|should|"
    rf"{_PLANNED}(?:\s+to)?)(?:{_BE})?|to{_BE}|(?:is|are)\s+being\s+[\w-]+|until|till|by|earlier date)\b"
)
_BACK = (
    r"(?:was|were|had|has|have|did|ago|(?<!will )(?<!would )(?<!should )(?<!to )last|since|"
    r"began|came|went|left|took|gave|won|lost|fell|rose|met|sank|sold|bought|"
    r"built|broke|struck|ran|became|held|made|found|led|sent|got|flew|fled|sat|stood|stole|drew|grew|saw|caught|fought|"
    r"paid|spent|hid|swore|spoke|rode|drove|threw|brought|taught|killed|"
    r"(?!(?:announc|add|report|warn|confirm|stat|promis|predict|insist|not|explain|need|inde|exce|proce|succe)ed\b)"
    r"[a-z]{2,}ed)\b"
)
_VERB = re.compile(rf"\b(?:(?P<unsure>{_UNSURE})|(?P<ahead>{_AHEAD})|(?P<back>{_BACK}))", re.IGNORECASE)
_AUXILIARY = re.compile(r"(?:was|were|had|has|have|did|ago|last|since)\Z", re.IGNORECASE)
_CLAUSE_ENDS = re.compile(
    r"[,;:–—]|\b(?:who|which|that|when|where|while|after|before|because|although|since|if|as|and|but|or)\b",
    re.IGNORECASE,
)
# Says by the way what the subject of the verb behind it is: "The hall, which opened in 1908, will close on".
_BY_THE_WAY = re.compile(
    rf",\s+(?=(?:(?:who|which|where|whose|once|first|originally|now|long|recently)\s|{_BACK}))[^,;:.]{{1,120}},",
    re.IGNORECASE,
)
# "said on 18 December" is when it was said; "said the ferry sails on 18 December" tells nothing of the year.
_SAID_ON = re.compile(
    r"\b(?:said|told|announced|added|reported|warned|confirmed|stated|promised|wrote|insisted)(?:\s+[\w’'-]+){0,3}"
    r"\s+on\s+(?:\w+day,?\s+)?(?:the\s+)?$"
)

# "The council on Monday night rejected": the verb that follows is of the same subject, not so "on Monday named by".
_THEN = re.compile(
    r"(?:(?:on|early|late)\s+)*(?:\w+day\b)?(?:,?\s*\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+)?"
    r"(?:\s+(?:early\s+)?(?:morning|afternoon|evening|night))?,?\s+(?P<verb>[a-z][\w’'-]*)\b(?!\s+by\b)",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"[A-Z][A-Z .,’']{2,40}(?:\([^()\n]{1,40}\)\s*)?[-–—]{1,2}\s+")


def day_written(written: Written, text: str, published: date) -> tuple[date | None, bool]:
    """The day that a date written in a text of this day means, and whether its year is sure; None for 30 February."""
    if written.year:
        return _day(written.year, written), True
    days = [day for step in (-1, 0, 1) if (day := _day(published.year + step, written))]
    where = side(text, written.start)
    if where == "back":
        day = max((day for day in days if (day - published).days <= LATE), default=None)
        return day, day is not None and day <= published
    if where is None:
        day = min(days, key=lambda day: abs(day - published), default=None)
    else:
        day = min((day for day in days if (published - day).days <= LATE), default=None)
    return day, day is not None and 0 <= (day - published).days <= (366 if where == "ahead" else SOON)


def side(text: str, start: int) -> Side | None:
    """On which side of the article's own day the date there lies, as the verb tells; None where no verb does."""
    if _SAID_ON.search(text[:start]):
        return "back"
    verbs = list(_VERB.finditer(_BY_THE_WAY.sub(_blank, text[:start]) + text[start:]))
    before = [verb for verb in verbs if verb.end() <= start]
    if not before and (then := _THEN.match(text, start)):
        verb = _VERB.match(text, then.start("verb"))
        if verb or is_past(then["verb"]):
            return _told_by(verb) if verb else "back"
    dateline = _DATELINE.match(text)
    opens = start - (dateline.end() if dateline else 0) <= OPENING
    verb = before[-1] if before else next(iter(verbs), None) if opens else None
    if verb is None:
        return None
    return "unsure" if _is_of_what_is_ahead(before, text) else _told_by(verb)


def _told_by(verb: re.Match[str]) -> Side:
    return "unsure" if verb["unsure"] else "ahead" if verb["ahead"] else "back"


def _is_of_what_is_ahead(before: Sequence[re.Match[str]], text: str) -> bool:
    """Whether the last is a participle in the clause of a verb that lies ahead: "will be held for those killed"."""
    if len(before) < 2 or not before[-1]["back"] or _AUXILIARY.match(before[-1][0]) or not before[-2]["ahead"]:
        return False
    return not _CLAUSE_ENDS.search(text, before[-2].end(), before[-1].start())


def _blank(by_the_way: re.Match[str]) -> str:
    return " " * len(by_the_way[0])


def _day(year: int, written: Written) -> date | None:
    try:
        return date(year, written.month or 0, written.day or 0)
    except ValueError:  # 30 February
        return None
