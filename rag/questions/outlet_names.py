"""The names of outlets: every way to write each of an archive's, and what it means.

"FOX News - Health" is also "FOX News", "CBSSports.com" is "CBS Sports", the only Courier is "the Courier".
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from index.names.keys import latin

WORD = re.compile(r"[^\W_]+")
_JOINT = re.compile(r"\s+[-–—|]\s+|\s*\|\s*|:\s+")
_DOMAIN = re.compile(r"\.(?:com|org|net|co\.uk|co|news|tv|io|info)$", re.IGNORECASE)
_THE = re.compile(r"^the\s+", re.IGNORECASE)
_OF = re.compile(r"(?<=\w)\s+of\s.*", re.IGNORECASE)
# Letters that are more often somebody else's than an outlet's.
_NO_OUTLET = frozenset(
    "us uk eu un ai it tv uae usa who fbi cia nato imf nba nfl fifa uefa mp mps pm ceo dc la ny".split()
)


Form = Literal["whole", "head", "initials", "last", "letters"]


@dataclass(frozen=True, slots=True)
class OutletName:
    """One way to write some outlets. `form`: whole, its part before a section, its first word, its last, or "NYT".

    The last is what it is: "Times" of "Harbour Times", and of "Times of Orsk".
    """

    words: tuple[str, ...]
    form: Form
    outlets: tuple[str, ...]
    heads: frozenset[str]
    """The outlets without their sections; several make the name ambiguous."""
    article: bool
    """Whether the outlet's name begins with "The"."""

    @property
    def plain(self) -> bool:
        """Whether the name is one word that may mean something else too ("Star"), unlike "TechCrunch" and "CNBC"."""
        return len(self.words) == 1 and not _unmistakable(self.words[0])


@lru_cache(maxsize=8)
def known_names(outlets: tuple[str, ...]) -> dict[str, OutletName]:
    """Every name of these outlets by its key, its words in Latin letters side by side."""
    groups: dict[str, list[tuple[str, str, tuple[str, ...], Form]]]
    groups = defaultdict(list)
    for outlet in outlets:
        for form, written in _names_of(outlet):
            key = "".join(map(latin, WORD.findall(written)))
            if key:
                groups[key].append((outlet, _head(outlet), tuple(WORD.findall(written)), form))
    return {key: _one_name(group) for key, group in groups.items()}


def _one_name(group: Sequence[tuple[str, str, tuple[str, ...], Form]]) -> OutletName:
    """What a key means: the outlets whose whole name it is, else those of which it is a part."""
    order: tuple[Form, ...] = ("whole", "head", "initials", "last", "letters")
    form = min((form for *_, form in group), key=order.index)
    of_form = [one for one in group if one[3] == form]
    outlets = tuple(dict.fromkeys(outlet for outlet, *_ in of_form))
    heads = frozenset(head.casefold() for _, head, *_ in of_form)
    return OutletName(of_form[0][2], form, outlets, heads, all(_THE.match(outlet) for outlet in outlets))


def _names_of(outlet: str) -> Iterator[tuple[Form, str]]:
    whole, head = _THE.sub("", outlet), _head(outlet)
    yield "whole", whole
    if "&" in whole:
        yield "whole", whole.replace("&", " and ")
    if whole != head or _DOMAIN.search(whole):
        yield "head", _DOMAIN.sub("", head)
    words = _DOMAIN.sub("", head).split()
    if len(words) > 1 and words[0].isupper() and len(words[0]) > 2:
        yield "initials", words[0]  # "BBC" of "BBC News"; FOX is an animal as well
    if len(words) > 1:
        yield "last", _OF.sub("", " ".join(words)).split()[-1]
    named = [word for word in words if word[0].isupper()]
    letters = "".join(word[0] for word in named)  # "NYT"
    if 2 <= len(letters) <= 5 and len(named) > len(words) - 2 and letters.casefold() not in _NO_OUTLET:
        yield "letters", letters


def _head(outlet: str) -> str:
    """The outlet without its section or motto: "FOX News" of "FOX News - Health"."""
    return _JOINT.split(_THE.sub("", outlet), maxsplit=1)[0].strip() or outlet


def _unmistakable(word: str) -> bool:
    """Whether no common word is written like this: capitals within, digits, no vowel, or capitals or no case only."""
    within = any(map(str.isupper, word[1:])) or re.search(r"\d", word)
    return bool(within) or not re.search("[aeiouy]", latin(word)) or word.upper() == word
