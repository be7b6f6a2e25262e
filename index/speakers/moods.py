"""What somebody feels or is: "Lee is sure that ...", "they remain worried about ...", "Lee was tired of ..."."""

from index.speakers.closing import Range, closed
from index.speakers.cues import ADVERBS, AFTER_ADJECTIVE, AUXILIARIES, BE, DETERMINERS, PRONOUNS
from index.speakers.items import Sentence
from index.speakers.noun_phrase import Phrase
from index.speakers.phrases import before

_COPULAS = BE | frozenset(
    "remain remains remained become becomes became becoming feel feels felt feeling seem seems seemed appear appears "
    "appeared look looks looked sound sounds sounded get gets got grow grows grew".split()
)
_DEGREES = ADVERBS | frozenset("more most less least so very too quite rather all not also never as well just".split())
_CLAUSE = frozenset("how why whether what if when he she they it we there".split())


def of_mood(sentence: Sentence, cue: int) -> tuple[Phrase, Range] | None:
    """Whose mood the adjective tells, and what of."""
    if cue + 2 >= len(sentence) or not _goes_on(sentence, cue):
        return None
    place = cue - 1
    while place >= 0 and (sentence[place].lower in _DEGREES or sentence[place].lower.endswith("ly")):
        place -= 1
    if place < 1 or sentence[place].lower not in _COPULAS or sentence[place - 1].lower in ("it", "that"):
        return None  # "It is clear that ..." is nobody's mood
    phrase, found = before(sentence, place), closed(sentence, cue + 1)
    return (phrase, found) if phrase and found else None


def _goes_on(sentence: Sentence, cue: int) -> bool:
    """Whether what follows can be what the mood is about."""
    item = sentence[cue + 1]
    if item.lower in AFTER_ADJECTIVE or item.lower in _CLAUSE:
        return True
    clause = any(sentence[at].lower in AUXILIARIES for at in range(cue + 2, min(cue + 7, len(sentence))))
    return clause and (item.is_name or item.lower in DETERMINERS or item.lower in PRONOUNS)
