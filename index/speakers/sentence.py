"""The speaker of one sentence of a text, by all that the text attributes."""

import re
from collections.abc import Sequence
from functools import lru_cache

from index.speakers.attribute import Attribution, attributions
from index.speakers.turns import NO_NAME

_JOINED = re.compile(r"(?:\b(?:and|but|while|or|so)|;)\s+$")
_WHO = re.compile(r"\W{1,3}who\b")
_KEPT = 64
"""Texts whose attributions are kept: what one answer reads."""


def speaker_at(text: str, start: int, end: int, said: Sequence[Attribution] | None = None) -> str | None:
    """Who speaks in the sentence `text[start:end]`: the one to whom most of it is attributed.

    None when unsure, and where most of it is the outlet's own.

    Only who has a name: "officials" are found by `attributions`, which is asked unless what is `said` is given.
    """
    best, most = None, 0
    for one in attributed(text) if said is None else said:
        covered = min(one.end, end) - max(one.start, start)
        if one.start >= end:
            break
        if covered > most and tells(text, one, start, end):
            best, most = one, covered
    return best.speaker if best and best.speaker and _is_name(best.speaker) else None


def tells(text: str, one: Attribution, start: int, end: int) -> bool:
    """Whether a clause of the sentence `text[start:end]` opens with this statement or its speaker, or is mostly both.

    Otherwise the sentence is the outlet's own: "The bridge, which Lind called “a joy”, opened on Monday".
    """
    named = one.named_at if one.named_at and start <= one.named_at[0] < end else (one.start, one.end)
    told_aside = start + 1 < named[0] < one.start and _WHO.match(text, named[1])
    if told_aside:  # "It was found by Lind, who said ..." is the outlet's
        return 2 * (one.end - one.start) >= end - start
    first, last = max(min(one.start, named[0]), start), min(max(one.end, named[1]), end)
    return first <= start + 1 or 2 * (last - first) >= end - start or bool(_JOINED.search(text, start, first))


def _is_name(speaker: str) -> bool:
    return speaker[0].isupper() and speaker.rsplit(maxsplit=1)[-1][0].isupper() and not NO_NAME.match(speaker)


@lru_cache(maxsize=_KEPT)
def attributed(text: str) -> tuple[Attribution, ...]:
    """The same as `attributions`, kept for the texts read last: one answer asks for them sentence by sentence."""
    return tuple(attributions(text))
