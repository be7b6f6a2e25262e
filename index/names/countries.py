"""The countries that a question names, and the words by which a text may speak of them: "Belarus", "Belarusian".

An adjective is no other spelling of a name: what is found here only counts as having the country that was asked for.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from index.names.compare import TITLES
from index.names.keys import latin

TABLE = Path(__file__).with_name("countries.txt")

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+")
_JOINT = re.compile(r"[ '’‐-―-]|\. ")
_ABBREVIATION = 4
"""Letters of the longest; it is also written with full stops."""

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """What the file says, by the words of a form in small letters."""

    written: Mapping[Key, tuple[str, ...]]
    """The forms as written: "US", "U.S."."""
    lines: Mapping[Key, tuple[str, ...]]
    """All forms on the lines of a form."""
    names: frozenset[Key]
    """Those that are names of persons as well."""
    common: frozenset[Key]
    """Those that are common words as well."""
    longest: int
    """Words of the longest form."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country as a question has it, by its name or its adjective: `question[start:end] == written`."""

    start: int
    end: int
    written: str
    forms: tuple[str, ...]
    """The other words for it."""
    pattern: re.Pattern[str]
    """Finds these in a text, as the group "own", and the longer names of something else that have one within."""

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where a text has one of the other words, in order; "South American" is no American."""
        if any(form in text for form in self.forms):  # most have none, and the pattern takes a hundred times as long
            yield from (found.span() for found in self.pattern.finditer(text) if found["own"])

    def stands_in(self, text: str) -> bool:
        """Whether a text has one of the other words."""
        return next(self.places(text), None) is not None


@lru_cache(maxsize=256)  # asked for at each stage of an answer
def countries_in(question: str) -> tuple[Country, ...]:
    """The countries that a question names, each by its longest name; with a capital, unless the question has none."""
    tokens = list(_TOKEN.finditer(question))
    found = []
    place = 0
    while place < len(tokens):
        count = _longest_at(question, tokens, place)
        if count and (country := _country(question, tokens[place], tokens[place + count - 1])):
            found.append(country)
        place += count or 1
    return tuple(found)


def _longest_at(question: str, tokens: Sequence[re.Match[str]], place: int) -> int:
    """How many tokens from this place on are a name of the table; 0 where none is."""
    table = _table()
    for count in range(min(table.longest, len(tokens) - place), 0, -1):
        run = tokens[place : place + count]
        key = tuple(latin(one.group()) for one in run)
        joined = all(_JOINT.fullmatch(question, a.end(), b.start()) for a, b in pairwise(run))
        if key in table.written and joined and _is_named(question, run, _beside(question, tokens, place, count), key):
            return count
    return 0


def _is_named(question: str, run: Sequence[re.Match[str]], beside: Sequence[re.Match[str]], key: Key) -> bool:
    """Whether it is written as a country is: with its capitals, and no other name beside one that persons have too."""
    written, table = question[run[0].start() : run[-1].end()], _table()
    if all(form.isupper() for form in table.written[key]):
        return written.isupper()
    if question.islower():
        return key not in table.common
    return written[0].isupper() and not (key in table.names and any(map(_is_name, beside)))


def _beside(question: str, tokens: Sequence[re.Match[str]], place: int, count: int) -> list[re.Match[str]]:
    """The tokens next to a run; a question's first word, which has its capital from its place, is none."""
    before = tokens[place - 1 : place] if place > 1 else []
    after = tokens[place + count : place + count + 1]
    start, end = tokens[place].start(), tokens[place + count - 1].end()
    return [one for one in before if _JOINT.fullmatch(question, one.end(), start)] + [
        one for one in after if _JOINT.fullmatch(question, end, one.start())
    ]


def _is_name(token: re.Match[str]) -> bool:
    """Whether it has a capital, and is no title and no country."""
    plain = latin(token.group())
    return token.group()[0].isupper() and plain not in TITLES and (plain,) not in _table().written


def _country(question: str, first: re.Match[str], last: re.Match[str]) -> Country | None:
    """The country named from one token to another; None for a name that has no other words."""
    written = question[first.start() : last.end()]
    key = _key(written)
    own = _table().lines[key]
    others = tuple(form for form in own if _key(form) != key)
    return Country(first.start(), last.end(), written, others, _pattern(others, own)) if others else None


@lru_cache(maxsize=100)  # a question may name a country again and again
def _pattern(others: Sequence[str], own: Sequence[str]) -> re.Pattern[str]:
    """Any of the forms, and before them the longer names of something else that have one of them within."""
    keys = {_key(form) for form in others}
    longer = [form for key, forms in _table().written.items() if _has_within(key, keys) for form in forms]
    foreign = sorted((form for form in longer if form not in own), key=len, reverse=True)
    asked = sorted(others, key=len, reverse=True)
    not_asked = f"{_any(foreign)}|" if foreign else ""
    return re.compile(rf"(?<!\w)(?:{not_asked}(?P<own>{_any(asked)}))(?!\w)")


def _any(forms: Sequence[str]) -> str:
    return f"(?:{'|'.join(re.escape(form) for form in forms)})"


def _has_within(key: Key, keys: set[Key]) -> bool:
    return any(key[first:last] in keys for first in range(len(key)) for last in range(first + 1, len(key) + 1)
               if last - first < len(key))  # fmt: skip


@lru_cache(maxsize=1)
def _table() -> _Table:
    rows = TABLE.read_text(encoding="utf-8").splitlines()
    marked = [tuple(_forms_of(row)) for row in rows if row.strip() and not row.startswith("#")]
    written: dict[Key, dict[str, None]] = defaultdict(dict)
    lines: dict[Key, dict[str, None]] = defaultdict(dict)
    for line in marked:
        forms = [form.lstrip("~*") for form in line]
        for form in forms:
            written[_key(form)][form] = None
            lines[_key(form)].update(dict.fromkeys(forms))
    return _Table(
        {key: tuple(found) for key, found in written.items()},
        {key: tuple(found) for key, found in lines.items()},
        names=frozenset(_key(form) for line in marked for form in line if form.startswith("~")),
        common=frozenset(_key(form) for line in marked for form in line if form.startswith("*")),
        longest=max(map(len, written)),
    )


def _forms_of(row: str) -> Iterator[str]:
    """The forms of a row: abbreviations also with full stops, people also in the plural."""
    names, _, people = row.partition(":")
    for name in (one.strip() for one in names.split(",")):
        yield from dict.fromkeys((name, name.replace("'", "’")))
        if name.isupper() and len(name) <= _ABBREVIATION:
            yield ".".join(name) + "."
    for one in (one.strip() for one in people.split(",") if one.strip()):
        yield one
        if not one.endswith(("s", "sh", "ch", "ese", "men")):
            yield f"{one}s"


@lru_cache(maxsize=4_000)
def _key(form: str) -> Key:
    return tuple(latin(one.group()) for one in _TOKEN.finditer(form))
