"""Headlines that begin with who says so: "Lee: Bridge Will Hold", "EXCLUSIVE – Ann Lee to Post: Bridge Will Hold"."""

import re

from index.speakers.genders import is_given
from index.speakers.items import Item, Sentence
from index.speakers.noun_phrase import Phrase
from index.speakers.sources import Source, Sources
from index.speakers.titles import is_body

_REPORTS = frozenset("poll polls report study survey camp campaign newspaper analysis lawyer".split())
"""What may stand before the colon of a headline besides names."""
_SPEAKS = "said|says|told|tells|wrote|writes|tweeted"
"""Before what else a headline's speaker stands in its article."""

_LONGEST = 9
"""Items before the colon of the longest label."""
_TO = frozenset("to at on in".split())
"""What stands before whom it was told, or where."""


def labelled(sentence: Sentence, sources: Sources) -> tuple[Source, int] | None:
    """Who says what the headline tells, and the first item of it."""
    found = _label_of(sentence)
    if found is None or not _may_label(sentence[found[0].last], sources):
        return None
    last = found[0].last
    known = sources.people.knows(sentence[last].word)  # "Star Lee: Bridge Will Hold" is Lee's
    return sources.read(sentence, Phrase(last, last) if known else found[0]), found[1]


def _may_label(last: Item, sources: Sources) -> bool:
    """Whether the last word of a label is that of a person, a poll, a paper, or of who speaks in the article."""
    people = sources.people
    if is_body(last.lower) or last.lower in _REPORTS or people.knows(last.word) or is_given(last.word):
        return True
    return bool(re.search(rf"\b{re.escape(last.word)} (?:{_SPEAKS})\b", sources.text))


def _label_of(sentence: Sentence) -> tuple[Phrase, int] | None:
    """Who stands before the first colon, and the first item behind it."""
    colon = next((at for at in range(1, min(_LONGEST, len(sentence) - 1)) if sentence[at].word == ":"), None)
    if colon is None:
        return None
    first = next((at + 1 for at in range(colon - 1, 0, -1) if sentence[at].word in ("-", "–", "—")), 0)
    last = first
    while last + 1 < colon and sentence[last + 1].is_name and sentence[last + 1].lower not in _TO:
        last += 1
    beside = sentence[last + 1 : colon]
    told = not beside or (beside[0].lower in _TO and all(item.is_name for item in beside[1:]))
    return (Phrase(first, last), colon + 1) if told and sentence[first].is_name else None
