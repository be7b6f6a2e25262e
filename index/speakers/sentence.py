"""The speaker of one sentence of a text, by all that the text attributes."""

from functools import lru_cache

from index.speakers.attribute import Attribution, attributions
from index.speakers.turns import NO_NAME

_KEPT = 64
"""Texts whose attributions are kept: what one answer reads."""


def speaker_at(text: str, start: int, end: int) -> str | None:
    """Who speaks in the sentence `text[start:end]`: the one to whom most of it is attributed; None when unsure.

    Only who has a name: "officials" are found by `attributions`.
    """
    best, most = None, 0
    for one in _attributed(text):
        covered = min(one.end, end) - max(one.start, start)
        if one.start >= end:
            break
        if covered > most:
            best, most = one, covered
    return best.speaker if best and best.speaker and _is_name(best.speaker) else None


def _is_name(speaker: str) -> bool:
    return speaker[0].isupper() and speaker.rsplit(maxsplit=1)[-1][0].isupper() and not NO_NAME.match(speaker)


@lru_cache(maxsize=_KEPT)
def _attributed(text: str) -> tuple[Attribution, ...]:
    return tuple(attributions(text))
