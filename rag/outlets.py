"""The outlets that a question names, as the archive knows them: whole names, parts that mean only one, spelling free.

1. every outlet gets its names: "FOX News - Health" is also "FOX News", "CBSSports.com" is "CBS Sports", the only
   Courier is "the Courier" (`_names_of`)
2. runs of the question's words are looked up without their case, hyphens and spaces
3. what is a common word too counts only where it is written like a name, or is said to say something; the longest of
   several wins
4. an outlet after "other than" and the like is one whose articles are not wanted (`excluded_outlets`)
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rag.words import COMMON

_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[\s\-–—|&.:/'’]{0,4}")
_JOINT = re.compile(r"\s+[-–—|]\s+|\s*\|\s*|:\s+")
_DOMAIN = re.compile(r"\.(?:com|org|net|co\.uk|co|news|tv|io|info)$", re.IGNORECASE)
_THE = re.compile(r"^the\s+", re.IGNORECASE)
_AFTER_THE = re.compile(r"\b[Tt]he\s+['\"‘“]?$")
_QUOTED = ("'", '"', "‘", "“")
_ABOUT_ITSELF = re.compile(
    r"\b(?:owns?|owned|buys?|bought|buying|acquires?|acquired|sues?|sued|suing|work(?:s|ed)? (?:for|at)|"
    r"(?:sale|owners?) of|(?:editor|publisher|founder|boss|ceo|chief executive|readers?|layoffs?) (?:of|at))"
    r"\s+(?:the\s+)?['\"‘“]?$",
    re.IGNORECASE,
)
_WRITES = r"articles?|reports?|reported|reporting|stor(?:y|ies)|pieces?|coverage|says?|said|wr(?:ites?|ote)|published"
_PRESS_NOUN = re.compile(rf"['\"’”]?(?:['’]s?)?[:,]?\s+(?:{_WRITES}|and|or|magazine)\b", re.IGNORECASE)
_SOURCE = re.compile(
    r"\b(?:according to|by|from|in|per|via|of|and|or|did|does|do|has|while|both)\s+(?:the\s+)?$", re.IGNORECASE
)
# "what did the era and the star say": without capitals, only who says something is an outlet.
_ACCORDING = re.compile(r"\baccording to\s+(?:the\s+)?$", re.IGNORECASE)
_SAYER = re.compile(r"\b(?:did|does|do|has|have|had|and|or|the)\s+(?:the\s+)?$", re.IGNORECASE)
_SAYS = re.compile(
    r"(?:\s+(?:and|or)\s+(?:the\s+)?[\w ]{1,30}?)?\s+"
    r"(?:says?|said|reports?|reported|writes?|wrote|written|published?)\b",
    re.IGNORECASE,
)
# "Did the Era, but not the Star, report it?" asks about both: only what sets an outlet aside leaves it out.
_EXCEPT = re.compile(
    r"(?:,\s*)?\b(?:(?<!but )(?<!and )not\s+(?:according to|from|in|by|via)|other than|apart from|aside from|"
    r"except(?:ing)?(?:\s+(?:for|from|in|by))?|besides|excluding|leaving out|outside(?:\s+of)?)\s+"
    r"(?:(?:articles?|reports?|stories)\s+(?:from|in|by|of)\s+)?(?:the\s+)?['\"‘“]?$",
    re.IGNORECASE,
)
_ALSO = re.compile(r"['\"’”]?\s+(?:and|or|nor)\s+(?:the\s+)?['\"‘“]?", re.IGNORECASE)
# Letters that are more often somebody else's than an outlet's.
_NO_OUTLET = frozenset(
    "us uk eu un ai it tv uae usa who fbi cia nato imf nba nfl fifa uefa mp mps pm ceo dc la ny".split()
)


_Form = Literal["whole", "head", "initials", "last", "letters"]


@dataclass(frozen=True, slots=True)
class Named:
    """A stretch of a question that names an outlet: `question[start:end]` means `outlets`, sections of one."""

    start: int
    end: int
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unclear:
    """A stretch of a question that may name any of several outlets, so that none was chosen."""

    written: str
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    """One way to write some outlets. `form`: whole, its part before a section, its first word, its last, or "NYT"."""

    words: tuple[str, ...]
    form: _Form
    outlets: tuple[str, ...]
    heads: frozenset[str]
    """The outlets without their sections; several make the name ambiguous."""
    article: bool
    """Whether the outlet's name begins with "The"."""

    @property
    def plain(self) -> bool:
        """Whether the name is one word that may mean something else too ("Star"), unlike "TechCrunch" and "CNBC"."""
        return len(self.words) == 1 and not _unmistakable(self.words[0])


@dataclass(frozen=True, slots=True)
class _Known:
    """Every name of an archive's outlets by its key."""

    names: dict[str, _Name]
    longest: int

    def named(self, question: str) -> Iterator[tuple[int, int, _Name]]:
        """Every run of words that is a name as it is written; they may overlap."""
        tokens = list(_WORD.finditer(question))
        for at, first in enumerate(tokens):
            key, end = "", first.start()
            for token in tokens[at:]:
                key += _folded(token.group())
                if len(key) > self.longest or not _GAP.fullmatch(question, end, token.start()):
                    break
                end = token.end()
                name = self.names.get(key)
                if name and _is_meant(question, first.start(), end, name):
                    yield first.start(), end, name


def named_outlets(question: str, outlets: Sequence[str]) -> tuple[list[Named], list[Unclear]]:
    """Where the question names outlets of the archive, in order, and what may name any of several.

    Those that it excludes are not among them.
    """
    taken = _taken(question, outlets)
    excluded = {one.end for one in excluded_outlets(question, outlets)}
    clear = [Named(start, end, name.outlets) for start, end, name in taken if _is_clear(name) and end not in excluded]
    unclear = [Unclear(question[start:end], name.outlets) for start, end, name in taken if not _is_clear(name)]
    return clear, unclear


def excluded_outlets(question: str, outlets: Sequence[str]) -> list[Named]:
    """The outlets whose articles are not wanted, in order, each with the words that say so: "other than the Era"."""
    found: list[Named] = []
    for start, end, name in _taken(question, outlets):
        before = _EXCEPT.search(question, 0, start)
        also = found and _ALSO.fullmatch(question, found[-1].end, start)
        if _is_clear(name) and (before or also):
            found.append(Named(before.start() if before else found[-1].end, end, name.outlets))
    return found


def is_excluded(question: str, start: int) -> bool:
    """Whether what begins here stands after "other than" and the like."""
    return bool(_EXCEPT.search(question, 0, start))


def _taken(question: str, outlets: Sequence[str]) -> list[tuple[int, int, _Name]]:
    """The longest of the names that overlap, in order."""
    taken: list[tuple[int, int, _Name]] = []
    found = sorted(_known(tuple(outlets)).named(question), key=lambda one: (one[0] - one[1], one[0]))
    for start, end, name in found:
        if all(end <= other or start >= until for other, until, _ in taken):
            taken.append((start, end, name))
    return sorted(taken, key=lambda one: one[0])


def _is_clear(name: _Name) -> bool:
    return len(name.heads) == 1 or name.form == "initials"


@lru_cache(maxsize=8)
def _known(outlets: tuple[str, ...]) -> _Known:
    groups: dict[str, list[tuple[str, str, tuple[str, ...], _Form]]]
    groups = defaultdict(list)
    for outlet in outlets:
        for form, written in _names_of(outlet):
            key = "".join(map(_folded, _WORD.findall(written)))
            if key:
                groups[key].append((outlet, _head(outlet), tuple(_WORD.findall(written)), form))
    names = {key: _one_name(group) for key, group in groups.items()}
    return _Known(names, max(map(len, names), default=0))


def _one_name(group: Sequence[tuple[str, str, tuple[str, ...], _Form]]) -> _Name:
    """What a key means: the outlets whose whole name it is, else those of which it is a part."""
    order: tuple[_Form, ...] = ("whole", "head", "initials", "last", "letters")
    form = min((form for *_, form in group), key=order.index)
    of_form = [one for one in group if one[3] == form]
    outlets = tuple(dict.fromkeys(outlet for outlet, *_ in of_form))
    heads = frozenset(head.casefold() for _, head, *_ in of_form)
    return _Name(of_form[0][2], form, outlets, heads, all(_THE.match(outlet) for outlet in outlets))


def _names_of(outlet: str) -> Iterator[tuple[_Form, str]]:
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
        yield "last", words[-1]
    named = [word for word in words if word[0].isupper()]
    letters = "".join(word[0] for word in named)  # "NYT"
    if 2 <= len(letters) <= 5 and len(named) > len(words) - 2 and letters.casefold() not in _NO_OUTLET:
        yield "letters", letters


def _head(outlet: str) -> str:
    """The outlet without its section or motto: "FOX News" of "FOX News - Health"."""
    return _JOINT.split(_THE.sub("", outlet), maxsplit=1)[0].strip() or outlet


def _unmistakable(word: str) -> bool:
    """Whether no common word is written like this: capitals within, digits, no vowel, or capitals only."""
    return bool(re.search(r"\w[A-Z]|\d", word)) or not re.search(r"[aeiouy]", word, re.IGNORECASE) or word.isupper()


def _folded(word: str) -> str:
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(letter)
    )


def _is_meant(question: str, start: int, end: int, name: _Name) -> bool:
    """Whether these words are written as a name, and are not part of another one or what the question is about."""
    before, after = question[max(start - 60, 0) : start], question[end : end + 40]
    cued = bool(_AFTER_THE.search(before) or _PRESS_NOUN.match(after) or _SOURCE.search(before))
    if _ABOUT_ITSELF.search(before):
        return False
    shouted = question.isupper()
    small = not re.search(r"[A-Z]", question[1:]) and not shouted
    if (small or shouted) and (name.plain or name.form in ("last", "letters")) and _says(before, after):
        return True
    if name.form == "last":
        return not small and _AFTER_THE.search(before) is not None and _stands_alone(question, start, end)
    if name.form == "letters":
        sayer = _PRESS_NOUN.match(after) or _SOURCE.search(before)
        return bool(sayer) and not shouted and question[start:end].isupper()
    if name.form in ("head", "initials") and re.match(r" (?:[A-Z](?!\w*['’])|\d)", after) and not shouted:
        return False  # "BBC Sound" is another
    if not name.plain:
        return name.form == "initials" or len(name.words) == 1 or small or _is_capitalised(question[start:end], name)
    if question[start].isupper() and before.endswith(_QUOTED) and after.startswith(("'", '"', "’", "”")):
        return True
    needs_cue = name.article or not before.strip()  # "The Age" is no age; a capital that opens a sentence says nothing
    return (cued or not needs_cue) and _stands_alone(question, start, end)


def _says(before: str, after: str) -> bool:
    """Whether what stands between is said to say something, or is what somebody goes by."""
    return bool(_ACCORDING.search(before) or (_SAYER.search(before) and _SAYS.match(after)))


def _is_capitalised(written: str, name: _Name) -> bool:
    """Whether the words have the capitals of the name: "sporting news" is not "Sporting News"."""
    words = _WORD.findall(written)
    capitals = [word for word in name.words if word[:1].isupper()]
    return len([word for word in words if word[:1].isupper()]) >= min(len(capitals), len(words))


def _stands_alone(question: str, start: int, end: int) -> bool:
    """Whether one capitalised word is no part of a longer name: "Death Star", "Fortune 500", "The Times of India"."""
    if not question[start].isupper():
        return False
    before = re.search(r"([^\W_]+) $", question[max(start - 40, 0) : start])
    if before and before.group(1)[0].isupper() and before.group(1).casefold() not in COMMON:
        return False
    counts = (
        before and before.group(1).casefold() == "the" and re.match(r" [\d.,]+(?:%| [a-z])", question[end : end + 20])
    )
    return bool(counts) or not re.match(r" (?:[A-Z]|\d)| of (?:the )?[A-Z]|-[A-Za-z]", question[end : end + 12])
