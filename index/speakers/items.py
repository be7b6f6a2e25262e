"""A text as sentences of items: a word, a mark, or a whole quotation, whose inside is nobody's grammar but its own."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.speakers.cues import FORMS, MAY_STAND_FIRST, PHRASAL, QUOTING
from index.speakers.quotations import Quotation

_ITEM = re.compile(
    r"\n|(?:Mr|Mrs|Ms|Dr|Prof|Pres|Sen|Sens|Rep|Reps|Gov|Gen|Adm|Sgt|Lt|Col|Maj|Capt|Rev|Hon|Jr|Sr|St|vs|Inc|Corp|Co|"
    r"Smt|Shri|Brig|Amb|Cmdr|Supt|Insp|Mme|Mgr|Msgr|"
    r"Jan|Feb|Aug|Sept|Oct|Nov|Dec|Mon|Tues|Wed|Thurs|Fri|Sat|Sun|(?:No|Mar|Apr)(?=\. ?\d))\.|Dato[’'](?= [A-Z])|"
    r"\d+(?::\d+)+\b|"
    r"(?:[A-Za-z]\.){2,}|[A-Z]\.(?=\s+[A-Z])|\d{1,3}(?:,\d{3})+\b|"
    r"\b(?i:he|she|it|they|we|i|you|who|that|there)(?=[’'](?:s|re|ve|d|m|ll)\b)|[’'](?:s|re|ve|d|m|ll)\b|"
    r"\w+(?:(?:[’'&/-]|\.(?![A-Z][a-z]))\w+)*|--|[^\w\s]"
)
_LED = re.compile(r"(?i:al|el|ad|ar|as|ash|at|az|an|ul|ud|ur|ibn|bin|ben|abu|d|l)[-’'][A-Z]")
"""A name with the small word before it: "al-Busaidi", "d’Aubray"."""
_SHORTEST = 4
"""Characters of the shortest of them."""
_ENDS = re.compile(r"[.?!…][\"”»’']*$")
_LONGEST = 300
"""Items after which a sentence is cut: no real one is as long, and the work for one stays bounded."""
_ALSO = frozenset("told tells questioned questions pressed presses".split())
"""Verbs besides those of speech behind a question and who asks it: "“Why?” Lee told the Post"."""
_WHOLE = 40
"""Characters of a quotation that is a sentence of its own."""
_LOOK = 7
"""Items behind a question or exclamation in which its speaker may be named."""


class Item(NamedTuple):
    """`text[start:end]`; `quoted` for a whole quotation, whose `word` is a mark and its last character."""

    start: int
    end: int
    word: str
    lower: str
    quoted: Quotation | None = None

    @property
    def is_name(self) -> bool:
        """Whether it is written like a name."""
        if self.quoted is not None:
            return False
        if self.word[:1].isupper() or len(self.word) < _SHORTEST or self.word.isalpha():
            return self.word[:1].isupper()
        return _LED.match(self.word) is not None


Sentence = Sequence[Item]


def sentences(text: str, quoted: Sequence[Quotation]) -> Iterator[list[Item]]:
    """The sentences in order; a line break ends one, and a quotation that ends like one, unless its speaker follows."""
    items = list(_items(text, quoted))
    current = list[Item]()
    for place, item in enumerate(items):
        if item.word == "\n":
            if current:
                yield current
            current = []
            continue
        current.append(item)
        if len(current) >= _LONGEST or _ends_here(text, items, place):
            yield current
            current = []
    if current:
        yield current


def _items(text: str, quoted: Sequence[Quotation]) -> Iterator[Item]:
    at = 0
    for one in quoted:
        yield from _words(text, at, one.start)
        last = "”" + text[max(one.end - 6, one.start) : one.end].rstrip("\"”»’'\u00a0 ")[-1:]
        yield Item(one.start, one.end, last, last, one)
        at = one.end
    yield from _words(text, at, len(text))


def _words(text: str, start: int, end: int) -> Iterator[Item]:
    for match in _ITEM.finditer(text, start, end):
        word = match[0]
        yield Item(match.start(), match.end(), word, word.lower())


def _ends_here(text: str, items: Sequence[Item], place: int) -> bool:
    item = items[place]
    following = items[place + 1] if place + 1 < len(items) else None
    if following is None:
        return False
    if item.quoted is None:
        if following.quoted and _is_cut_short(item):  # "in Fort Hall, S.C. “It is late, ..."
            return following.end - following.start > _WHOLE and text[following.start + 1].isupper()
        goes_on = following.word[:1].islower() or following.word in (",", ";", ")")  # "Flint, Mich., said"
        return item.word in (".", "?", "!", "…") and (following.quoted is not None or not goes_on)
    last = text[max(item.end - 4, item.start) : item.end]
    if (
        not _ENDS.search(last)
        or (following.quoted is None and following.word[:1].islower())
        or following.word in (",", ";", ")", "—", "–", "--")
    ):
        return False
    introduced = place > 1 and items[place - 1].word in (",", ":") and items[place - 2].lower in FORMS
    return introduced or not _names_its_speaker(items, place + 1, whole="." in last)


def _is_cut_short(item: Item) -> bool:
    """Whether the full stop of an abbreviation may end a sentence as well: "S.C.", "p.m."."""
    return len(item.word) > 2 and item.word.count(".") > 1 and item.word.endswith(".")


def _names_its_speaker(items: Sequence[Item], start: int, *, whole: bool) -> bool:
    """Whether a name and a verb of saying follow ("“Why?” Ann Lee asked"), and, if they must be `whole`, no more."""
    for place in range(start, min(start + _LOOK, len(items))):
        item = items[place]
        if item.word == "," and place > start and not whole:
            verb = _past_apposition(items, place)
            return verb is not None and FORMS.get(items[verb].lower, ("", ""))[0] in MAY_STAND_FIRST
        if item.quoted or item.word in (".", "\n", ",", ":"):
            return False
        if item.lower in PHRASAL and PHRASAL[item.lower][0] in QUOTING and place + 1 < len(items):
            return items[place + 1].lower in PHRASAL[item.lower][2] and not whole
        if item.lower in FORMS and (FORMS[item.lower][0] in MAY_STAND_FIRST or (item.lower in _ALSO and not whole)):
            return not whole or place + 1 == len(items) or items[place + 1].word in (".", "\n")
    return False


def _past_apposition(items: Sequence[Item], comma: int) -> int | None:
    """The item behind the next comma: the verb of "“Why?” Ann Lee, the mayor, asked"."""
    for place in range(comma + 1, min(comma + 2 * _LOOK, len(items) - 1)):
        if items[place].quoted or items[place].word in (".", "\n", ":"):
            return None
        if items[place].word == ",":
            return place + 1
    return None
