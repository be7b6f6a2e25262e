"""Causes that news tells without "because": "shut after a crack was found", "a strike over pay". English.

Unsure means none: "after two weeks" and "over the weekend" are mere time.
"""

import re
from collections.abc import Iterator

from rag.text.past import is_past
from rag.text.words import words

REACH = 9
"""Words behind "after" within which the deed or the trouble stands."""
BEFORE, BEHIND = 30, 120
"""Characters on either side of "after" that are looked at."""
_TROUBLES = frozenset(
    """accident accusation allegation anger arrest attack backlash blast blaze charge claim clash collapse collision
    complaint concern conviction crack crash criticism cut damage death defeat dispute drought error explosion failure
    fault fear fight fire flood flooding fraud illness injury inquiry investigation landslide leak loss mistake murder
    objection outage outbreak outcry pressure probe protest quarrel report revelation row ruling scandal shortage
    shooting snow storm theft threat verdict violence warning""".split()
)
_AFTER = re.compile(r"\b(?:after|following)\s+", re.IGNORECASE)
# "A week after", but not "closed for a week after": how long after it was is no cause.
_HOW_LONG = re.compile(
    r"(?<!\bfor a )(?<!\bfor one )(?<!\bfor two )(?<!\bfor three )(?<!\bfor several )"
    r"\b(?:shortly|soon|right|immediately|just|long|minutes?|hours?|days?|weeks?|months?|years?|named|called|"
    r"look(?:s|ed)?)\s+$",
    re.IGNORECASE,
)
_NUMBER = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|several|a\s+few|\d[\d,.]*)"
_SPAN = r"(?:second|minute|hour|day|night|week|month|year|season|decade|game|match|round)s?"
_PERIOD = rf"(?:{_NUMBER}\s+(?:[\w-]+\s+)?{_SPAN}\b)"
_TIMED = re.compile(
    rf"{_PERIOD}|\d|(?:midnight|noon|dark|dawn|dusk|work|school|all|which|that|\w+day)\b", re.IGNORECASE
)
_AMID = re.compile(r"\b(?:amid(?:st)?|in\s+the\s+(?:wake|face)\s+of)\s+\w", re.IGNORECASE)
_OVER = re.compile(
    r"\b(?:resign|quit|str(?:ik|uck)|walk(?:ed|ing)?\s+out|step(?:s|ped|ping)?\s+down|stood\s+down|protest|row(?!\w)|dispute|"
    r"su(?:e|ing)|sack|fir(?:ed|ing)\b|fined?\b|arrest|critici|jail|suspen|ban|boycott|charged\b|question|investigat|clash|feud|pressure|anger|angry|"
    rf"concern|fear|worr|condemn|apologi|dismiss|oust)\w*(?:\s+[\w’'-]+){{0,8}}?\s+over\s+(?!{_PERIOD}|\d|time\b|"
    r"the\s+(?:weekend|past|last|next|course|phone|river|border|bridge|road|summer|winter)\b|(?:lunch|dinner|breakfast|Easter|Christmas)\b)",
    re.IGNORECASE,
)


def tells_cause(text: str) -> bool:
    """Whether the text tells of something as a cause, though not in so many words."""
    return any(_causes(text, found) for found in _AFTER.finditer(text)) or bool(
        _AMID.search(text) or _OVER.search(text)
    )


def _causes(text: str, found: re.Match[str]) -> bool:
    """Whether behind "after" a deed or a trouble is told, and no time."""
    if _HOW_LONG.search(text[max(found.start() - BEFORE, 0) : found.start()]) or _TIMED.match(text, found.end()):
        return False
    told = list(_phrase(text[found.end() : found.end() + BEHIND]))
    by_doing = bool(told) and told[0].endswith("ing") and told[0] not in ("evening", "morning", "spring")
    return by_doing or any(is_past(word) for word in told[1:]) or any(_is_trouble(word) for word in told)


def _phrase(text: str) -> Iterator[str]:
    """The first words, up to the end of the phrase."""
    phrase = re.split(r"[,;:.!?()–—]", text, maxsplit=1)[0]
    yield from (word.written.casefold() for word in words(phrase)[:REACH])


def _is_trouble(word: str) -> bool:
    return any(form in _TROUBLES for form in (word, word.removesuffix("s"), word.removesuffix("es"), f"{word[:-3]}y"))
