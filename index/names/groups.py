"""Groups of spellings that somebody wrote down: the bundled ones, and those of an archive's own `names.txt`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal

from index.names.characters import same_characters
from index.names.compare import name_words, same_name
from index.names.given import same_given
from index.names.keys import is_latin, latin, same_word
from index.names.scripts import is_han, is_unvowelled

Origin = Literal["archive", "names.txt", "known names"]
"""Who says that a spelling is one of a name: the archive's texts, its own file, or the list that Dateline brings."""

FILE_NAME = "names.txt"
BUNDLED = tuple(Path(__file__).with_name(f"{kind}.txt") for kind in ("known", "places", "people", "apart"))
_WHOLE = 2
"""Words of a name that need not be anybody else's."""
_LIKE_A_WORD = frozenset("us who un eu ice it car".split())
"""Letters of a body that are a word as well: these count in capitals alone."""


@dataclass(frozen=True, slots=True)
class Groups:
    """Spellings that are one name, and pairs that are not, whatever they look like; `notes` say what was unreadable."""

    groups: tuple[tuple[str, ...], ...] = ()
    apart: frozenset[frozenset[str]] = frozenset()
    given: frozenset[int] = frozenset()
    """Places of the groups of given names, which count within longer names alone: not every Yulia is a Julia."""
    notes: tuple[str, ...] = ()
    own: int = 0
    """How many of the groups, from the first, are the archive's own."""
    _places: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list), compare=False)
    _unlike: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set), compare=False)

    def __post_init__(self) -> None:
        for place, group in enumerate(self.groups):
            for spelling in group:
                self._places[_key(spelling)].append(place)
        for pair in self.apart:
            for key in pair:
                self._unlike[key] |= pair - {key} or pair

    def spellings(self, name: str) -> tuple[str, ...]:
        """The other spellings in the groups of this name, in the order in which they were written down."""
        places = self._places.get(_key(name), ())
        return tuple(one for at in places if at not in self.given for one in self.groups[at] if _key(one) != _key(name))

    def words(self, word: str) -> tuple[str, ...]:
        """The other spellings of a word within a name, given names among them."""
        places = self._places.get(_key(word), ())
        return tuple(one for at in places for one in self.groups[at] if _key(one) != _key(word) and " " not in one)

    def forbids(self, one: str, other: str) -> bool:
        """Whether these two, or words of them, were said to be different."""
        others = set(_keys(other))
        return any(not self._unlike[key].isdisjoint(others) for key in _keys(one) if key in self._unlike)

    def same_word(self, one: str, other: str) -> bool:
        """Whether two words of names are one, by spelling or by a group of single words."""
        return same_word(one, other) or self._together(one, other)

    def same_beside(self, one: str, other: str) -> bool:
        """Whether two words beside a name are one, given names by all that is made of them."""
        return self.same_word(one, other) or same_given(one, other)

    def same(self, one: str, other: str) -> bool:
        """Whether two names are one, by spelling or by a group."""
        if self.forbids(one, other):
            return False
        if is_han(one) and is_han(other):  # what is read alike may be two
            return same_characters(one, other) or bool(self._common(one, other))
        bare = [" ".join(name_words(name)) for name in (one, other)]
        if self._together(one, other) or self._together(*bare) or same_name(one, other, self.same_word):
            return True
        return self._is_alias(one, other) or self._is_alias(other, one)

    def origin(self, one: str, other: str) -> Origin:
        """Where it is written down that two names, or words of them, are one; else it was learnt."""
        words = name_words(one), name_words(other)
        whole = [(first, second) for first in (one, " ".join(words[0])) for second in (other, " ".join(words[1]))]
        pairs = [*whole, *(zip(*words, strict=True) if len(words[0]) == len(words[1]) else ())]
        places = {place for pair in pairs for place in self._common(*pair)}
        if not places:
            return "archive"
        return "names.txt" if min(places) < self.own else "known names"

    def _common(self, one: str, other: str) -> set[int]:
        if _key(one) == _key(other):
            return set()
        return set(self._places.get(_key(one), ())) & set(self._places.get(_key(other), ()))

    def _together(self, one: str, other: str) -> bool:
        return not self._at(one).isdisjoint(self._at(other))

    def _is_alias(self, one: str, other: str) -> bool:
        """Whether the other is a spelling of a whole name that is in a group with this one: "MBS"."""
        others = name_words(other)
        if len(others) < _WHOLE:
            return False
        spellings = (spelling for place in self._at(one) for spelling in self.groups[place] if " " in spelling)
        return any(
            len(words) == len(others) and all(map(self.same_word, words, others))  # James Bowman is nobody's alias
            for spelling in spellings
            if is_latin(spelling) == is_latin(other) and not self.forbids(spelling, other)
            for words in [name_words(spelling)]
        )

    def _at(self, name: str) -> set[int]:
        """The groups of a name, or of what it is in Latin letters: "Лукашэнка"."""
        own = self._places.get(_key(name), ())
        return set(own) if own or is_unvowelled(name) else set(self._places.get(latin(name), ()))


def read_groups(text: str, origin: str) -> Groups:
    """The groups of a file: "Kyiv = Kiev" a line, "!Keir != Kier" for what must stay apart, "#" before a remark.

    "~" opens a group of given names.
    """
    groups: list[tuple[str, ...]] = []
    given: set[int] = set()
    apart: set[frozenset[str]] = set()
    notes: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        said = line.partition("#")[0].strip()
        names = tuple(_names(said.lstrip("!~"), "!=" if "!=" in said else "="))
        if said and (len(names) < 2 or said.startswith("!") != ("!=" in said)):
            notes.append(
                f'{origin}, line {number}: "{said[:60]}" joins no names and was left out. '
                'Write "Kyiv = Kiev" for one name, "!Keir != Kier" for two.'
            )
        elif said.startswith("!"):
            apart |= {frozenset((_key(one), _key(other))) for one in names for other in names if one != other}
        elif said:
            given |= {len(groups)} if said.startswith("~") else set()
            groups.append(names)
    return Groups(tuple(groups), frozenset(apart), frozenset(given), tuple(notes))


def load_groups(folder: Path) -> Groups:
    """The bundled groups and those of the archive in this folder, whose own come first; read anew when changed."""
    path = folder / FILE_NAME
    try:
        changed = path.stat().st_mtime_ns
    except OSError:  # there is none, most often
        return bundled()
    return _load(path, changed)


@lru_cache(maxsize=1)
def bundled() -> Groups:
    """The groups that come with Dateline."""
    return read_groups("\n".join(file.read_text(encoding="utf-8") for file in BUNDLED), "known names")


@lru_cache(maxsize=8)
def _load(path: Path, changed: int) -> Groups:  # noqa: ARG001 (what it was read for)
    try:
        own = read_groups(path.read_text(encoding="utf-8-sig"), FILE_NAME)
    except (OSError, UnicodeDecodeError) as error:
        note = f"{path} could not be read and was left out ({error}). Save it as UTF-8, or correct its permissions."
        own = Groups(notes=(note,))
    given = own.given | {len(own.groups) + place for place in bundled().given}
    return Groups(own.groups + bundled().groups, own.apart | bundled().apart, given, own.notes, len(own.groups))


def _names(said: str, joint: str) -> Iterator[str]:
    yield from (name for name in (" ".join(part.split()) for part in said.split(joint)) if latin(name))


def _keys(name: str) -> Iterable[str]:
    return {_key(name), *(_key(word) for word in name_words(name))}


def _key(name: str) -> str:
    if not is_latin(name):
        return name.casefold()  # in Latin letters "عدن" would be "dn", and "Маск" a mask
    key = latin(name)
    return name.replace(".", "") if key in _LIKE_A_WORD else key
