"""Which year a day and a month without one mean in an article: "will reopen on 1 September" lies ahead of it. English.

Told by the verb before the date, or by the first one behind it where the sentence begins with it. Where neither tells,
only a day soon to come has a sure year.
"""

import re
from datetime import date
from typing import Literal

from rag.times.written import Written

Side = Literal["ahead", "back", "unsure"]

SOON = 92
"""Days after an article's own within which a date is taken to be ahead of it, whatever the tense."""
LATE = 10
"""Days by which what will be may lie behind an article's day, and what was ahead: it was written or dated otherwise."""
OPENING = 12
"""Characters from a sentence's beginning within which it begins with a date: "On Monday, 20 June"."""

_PLANNED = r"(?:due|expected|scheduled|planned|set|going|supposed|meant|hoped|likely|intended|aimed|to be)"
_AHEAD = (
    rf"(?:will|won['’]t|shall|(?:is|are|being)\s+(?:still\s+|not\s+|now\s+)?(?:to\b|{_PLANNED})|plans?\s+to|"
    r"hopes?\s+to)\b"
)
_UNSURE = (
    rf"(?:(?:was|were|had(?:\s+been)?)\s+(?:originally\s+|first\s+|once\s+)?(?:to\b|{_PLANNED})|would|could|might|should|"
    rf"until|till|by|earlier date|{_PLANNED})\b"
)
_BACK = (
    r"(?:was|were|had|has|have|did|ago|last|since|began|came|went|left|took|gave|won|lost|fell|rose|met|sank|sold|bought|"
    r"built|broke|struck|ran|became|held|made|found|led|sent|got|flew|fled|sat|stood|stole|drew|grew|saw|caught|fought|"
    r"paid|spent|hid|swore|spoke|rode|drove|threw|brought|taught|killed|"
    r"(?!(?:announc|add|report|warn|confirm|stat|promis|predict|insist|not|explain|need|inde|exce|proce|succe)ed\b)"
    r"[a-z]{2,}ed)\b"
)
_VERB = re.compile(rf"\b(?:(?P<unsure>{_UNSURE})|(?P<ahead>{_AHEAD})|(?P<back>{_BACK}))", re.IGNORECASE)
# "said on 18 December" is when it was said; "said the ferry sails on 18 December" tells nothing of the year.
_SAID_ON = re.compile(
    r"\b(?:said|told|announced|added|reported|warned|confirmed|stated|promised|wrote|insisted)(?:\s+[\w’'-]+){0,3}"
    r"\s+on\s+(?:\w+day,?\s+)?(?:the\s+)?$"
)


def day_of(written: Written, text: str, published: date) -> tuple[date | None, bool]:
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
    verbs = list(_VERB.finditer(text))
    before = [verb for verb in verbs if verb.end() <= start]
    opens = start <= OPENING
    verb = before[-1] if before else next(iter(verbs), None) if opens else None
    return None if verb is None else "unsure" if verb["unsure"] else "ahead" if verb["ahead"] else "back"


def _day(year: int, written: Written) -> date | None:
    try:
        return date(year, written.month or 0, written.day or 0)
    except ValueError:  # 30 February
        return None
